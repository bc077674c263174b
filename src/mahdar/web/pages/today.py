"""Today: what is new, and what needs me?"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from sqlalchemy import func, select

from mahdar.model import MergedEncounter
from mahdar.record import tables
from mahdar.record.links import merged_encounters
from mahdar.web.jobs import Job
from mahdar.web.looking import ArticleTold, State, articles_told, state_of, states_of
from mahdar.web.queue import Waiting, queue_of
from mahdar.web.shown import Question, page

router = APIRouter()
_DAYS, _SHOWN = 30, 8


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
        failed: additions of this run that brought failures.
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
    failed: tuple[Job, ...] = ()
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
        return TodayPage(
            articles=connection.scalar(select(func.count()).select_from(articles)) or 0,
            encounters=len(encounters),
            statements=connection.scalar(select(func.count()).select_from(statements)) or 0,
            unreviewed=len(queue),
            doubtful=sum(bool(waiting.doubt) for waiting in queue),
            days=_days(lines),
            changed=tuple(line for line in lines if _is_changed(line.encounter))[:_SHOWN],
            waiting=queue[:_SHOWN],
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


def _is_changed(one: MergedEncounter) -> bool:
    told = {history.split(",", 1)[0] for history in one.history}
    return bool(one.conflicts) or len(told) > 1
