"""Today: what is new, and what needs me?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from msgspec import Raw
from sqlalchemy import Connection, func, select

from mahdar.model import Actor, Encounter, MergedEncounter, Statement, from_json
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.upkeep import LINKS, setting
from mahdar.web.desk import Desk
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
#: Days, encounters of a day and items that are shown, and letters of what an item is about.
_DAYS, _OF_A_DAY, _SHOWN, _LONGEST = 14, 8, 8, 90


@dataclass(frozen=True, slots=True)
class Line:
    """An encounter on a list."""

    encounter: MergedEncounter
    state: State


@dataclass(frozen=True, slots=True)
class Day:
    """The first encounters of a day and how many there are; of none where the day is not known."""

    day: str | None
    lines: tuple[Line, ...]
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """What is new in the record and what waits for a person.

    Attributes:
        days: encounters by day, the latest first; those without a fixed day at the end.
        planned: what is announced and was not yet told as held.
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
    planned: tuple[Line, ...] = ()
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
        choice = _chosen(asked.desk, connection)
        lines = _lines(connection, choice.shown())
        articles, statements = tables.articles, tables.statements
        order = (func.coalesce(articles.c.published, "").desc(), articles.c.number.desc())
        newest = list(connection.execute(select(articles.c.id).order_by(*order).limit(_SHOWN)).scalars())
        told = articles_told(connection, newest)
        waiting = queue.first(_SHOWN)
        named, cited = _named(connection, waiting)
        return TodayPage(
            articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
            encounters=connection.scalar(select(func.count()).select_from(tables.merged_encounters)) or 0,
            statements=connection.scalar(select(func.count()).select_from(statements)) or 0,
            unreviewed=len(queue),
            doubtful=queue.doubtful,
            days=tuple(_days(lines, choice)),
            planned=_of(lines, choice.planned),
            changed=_of(lines, choice.changed),
            waiting=waiting,
            named=named,
            cited=cited,
            feeds=failed_feeds(asked.desk.store.file),
            newest=tuple(told[name] for name in newest if name in told),
            failed=tuple(job for job in asked.desk.jobs.latest() if job.failed or job.error)[:_SHOWN],
            demo=asked.desk.demo,
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells whether reports of an encounter differ; nothing else of it is decoded."""

    conflicts: tuple[Raw, ...] = ()
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Choice:
    """The encounters to be shown, by identifier.

    Attributes:
        by_day: what was held or cancelled, the latest day first, all of a day.
        open: what was held or cancelled on no known day, the latest possible first.
        planned: what is announced: from the latest day of what was held on, then what has no day.
        changed: what is told in more than one way.
    """

    by_day: dict[str, list[str]]
    open: list[str]
    planned: list[str]
    changed: list[str]

    def shown(self) -> list[str]:
        """Those that the page names."""
        of_days = (name for names in self.by_day.values() for name in names[:_OF_A_DAY])
        return [*of_days, *self.open[:_DAYS], *self.planned, *self.changed]


def _chosen(desk: Desk, connection: Connection) -> _Choice:
    """The encounters to be shown; they are the same until the record is linked anew."""
    links = setting(connection, LINKS)
    kept = desk.remembered.get("today")
    if kept is None or kept[0] != links:
        kept = desk.remembered["today"] = (links, _choice(connection))
    choice: _Choice = kept[1]
    return choice


def _choice(connection: Connection) -> _Choice:
    table = tables.merged_encounters
    columns = (table.c.id, table.c.date, table.c.latest, table.c.status, table.c.whole)
    by_day: dict[str, list[str]] = {}
    without: list[tuple[str, str]] = []
    announced: list[tuple[str, str]] = []
    changed: list[str] = []
    held = ""
    for row in connection.execute(select(*columns).order_by(table.c.id)):
        if row.status == "planned":
            announced.append((row.date or "", row.id))
        elif row.date:
            by_day.setdefault(row.date, []).append(row.id)
            held = max(held, row.date) if row.status == "held" else held
        else:
            without.append((row.latest or "", row.id))
        if len(changed) < _SHOWN and _is_changed(from_json(row.whole, _Told)):
            changed.append(row.id)
    days = sorted(by_day, reverse=True)[:_DAYS]
    open_ = [name for _, name in sorted(without, reverse=True)]
    return _Choice({day: by_day[day] for day in days}, open_, _coming(announced, held), changed)


def _coming(announced: list[tuple[str, str]], held: str) -> list[str]:
    coming = sorted(one for one in announced if one[0] and one[0] >= held)
    return [name for _, name in (*coming, *(one for one in announced if not one[0]))][:_SHOWN]


def _lines(connection: Connection, names: Iterable[str]) -> dict[str, Line]:
    table = tables.merged_encounters
    found: list[MergedEncounter] = []
    for some in chunks(sorted(set(names))):
        rows = connection.execute(select(table.c.whole).where(table.c.id.in_(some)))
        found += [from_json(whole, MergedEncounter) for whole in rows.scalars()]
    states = states_of(connection, (name for one in found for _, name in one.reports))
    return {one.id: Line(one, state_of(one, states)) for one in found}


def _of(lines: dict[str, Line], names: Iterable[str]) -> tuple[Line, ...]:
    return tuple(lines[name] for name in names if name in lines)


def _days(lines: dict[str, Line], choice: _Choice) -> Iterator[Day]:
    """What was held or cancelled, the latest day first; a day names the first of its encounters."""
    for day, names in choice.by_day.items():
        yield Day(day, _of(lines, names[:_OF_A_DAY]), len(names))
    if choice.open:
        yield Day(None, _of(lines, choice.open[:_DAYS]), len(choice.open))


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


def _is_changed(one: _Told) -> bool:
    told = {history.split(",", 1)[0] for history in one.history}
    return bool(one.conflicts) or len(told) > 1
