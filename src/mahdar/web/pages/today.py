"""Today: what is new, and what needs me?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from sqlalchemy import Connection, func, select

from mahdar.model import Actor, Encounter, MergedEncounter, Statement
from mahdar.record import tables
from mahdar.record.links import merged_encounters
from mahdar.web.feeds import FailedFeed, failed_feeds
from mahdar.web.jobs import Job
from mahdar.web.looking import (
    ArticleTold,
    State,
    articles_told,
    names_of,
    records_holding,
    state_of,
    states_of,
)
from mahdar.web.marking import short
from mahdar.web.queue import Waiting, item_of, queue_of
from mahdar.web.shown import Question, page

router = APIRouter()
#: Days and items that are shown, and letters of what an item is about.
_DAYS, _SHOWN, _LONGEST = 30, 8, 90


@dataclass(frozen=True, slots=True)
class Line:
    """An encounter on a list."""

    encounter: MergedEncounter
    state: State


@dataclass(frozen=True, slots=True)
class Day:
    """The encounters of a day; of none where the day is not known."""

    day: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What is new in the record and what waits for a person.

    Attributes:
        days: encounters by day, the latest first; those without a fixed day at the end.
        changed: encounters told in more than one way over time, or in conflicting ways.
        waiting: the first of the queue of review, of `unreviewed` in all.
        named: what each of them is about, in few words of the record.
        failed: additions of this run that brought failures.
        feeds: those that a watch could not read when it last asked.
        cited: the articles that doubts name.
    """

    articles: int
    encounters: int
    statements: int
    unreviewed: int
    doubtful: int
    days: tuple[Day, ...] = ()
    changed: tuple[Line, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    newest: tuple[ArticleTold, ...] = ()
    named: dict[str, str] = field(default_factory=dict)
    failed: tuple[Job, ...] = ()
    feeds: tuple[FailedFeed, ...] = ()
    cited: dict[str, ArticleTold] = field(default_factory=dict)
    demo: bool = False


@page(router, "/today", "today.html")
def today(asked: Question) -> TodayPage:
    """What is new in the record, and what waits for a person."""
    with asked.desk.store.reading() as connection:
        queue = queue_of(asked.desk, connection)
        encounters = list(merged_encounters(connection))
        states = states_of(connection, (name for one in encounters for _, name in one.reports))
        lines = [Line(one, state_of(one, states)) for one in encounters]
        articles, statements = tables.articles, tables.statements
        order = (func.coalesce(articles.c.published, "").desc(), articles.c.number.desc())
        newest = list(connection.execute(select(articles.c.id).order_by(*order).limit(_SHOWN)).scalars())
        told = articles_told(connection, newest)
        named, cited = _named(connection, queue[:_SHOWN])
        return TodayPage(
            articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
            encounters=len(encounters),
            statements=connection.scalar(select(func.count()).select_from(statements)) or 0,
            unreviewed=len(queue),
            doubtful=sum(bool(waiting.doubt) for waiting in queue),
            days=_days(lines),
            changed=tuple(line for line in lines if _is_changed(line.encounter))[:_SHOWN],
            waiting=queue[:_SHOWN],
            named=named,
            cited=cited,
            feeds=failed_feeds(asked.desk.store.file),
            newest=tuple(told[name] for name in newest if name in told),
            failed=tuple(job for job in asked.desk.jobs.latest() if job.failed or job.error)[:_SHOWN],
            demo=asked.desk.demo,
        )


def _days(lines: list[Line]) -> tuple[Day, ...]:
    by_day: dict[str, list[Line]] = {}
    for line in lines:
        by_day.setdefault(line.encounter.date or "", []).append(line)
    known = sorted((day for day in by_day if day), reverse=True)[:_DAYS]
    days = [Day(day, tuple(by_day[day])) for day in known]
    if "" in by_day:
        open_ = sorted(
            by_day[""], key=lambda line: (line.encounter.latest or "", line.encounter.id), reverse=True
        )
        days.append(Day(None, tuple(open_[:_DAYS])))
    return tuple(days)


def _named(
    connection: Connection, waiting: Sequence[Waiting]
) -> tuple[dict[str, str], dict[str, ArticleTold]]:
    """What each waiting item is about, and the articles that hold them."""
    pairs = {w.id: (w.item, w.other) for w in waiting if w.kind == "actors"}
    identities = names_of(connection, {name for pair in pairs.values() for name in pair if name})
    named = {key: " ↔ ".join(identities.get(name or "", "") for name in pair) for key, pair in pairs.items()}
    holding = records_holding(
        connection, {n for w in waiting if w.id not in pairs for n in (w.item, w.other) if n}
    )
    for one in waiting:
        if one.item in holding:
            record = holding[one.item][1]
            named[one.id] = _words_of(item_of(record, one.item), {a.id: a.name for a in record.actors})
    return named, articles_told(connection, {article for article, _ in holding.values()})


def _words_of(item: Encounter | Statement | Actor | None, names: dict[str, str]) -> str:
    match item:
        case Statement():
            who = "، ".join(names.get(name, "") for name in item.speakers)
            return short(f"{who}: «{item.content.exact}»" if who else f"«{item.content.exact}»", _LONGEST)
        case Encounter():
            return short("، ".join(names.get(name, "") for name in item.participants), _LONGEST)
        case _:
            return ""


def _is_changed(one: MergedEncounter) -> bool:
    told = {history.split(",", 1)[0] for history in one.history}
    return bool(one.conflicts) or len(told) > 1
