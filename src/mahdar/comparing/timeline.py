"""`timeline`: encounters and facts in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, func, literal, literal_column, select, union_all

from mahdar.comparing.actors import actor_named, is_askable
from mahdar.comparing.encounters import summaries
from mahdar.comparing.holdings import holdings_of, narrated_in, narrated_of
from mahdar.comparing.paging import is_among
from mahdar.comparing.words import Day, Who, Words
from mahdar.model import MergedEncounter, from_json
from mahdar.record import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineQuery:
    """Which part of the time line is asked for; `actor` took part in it or is involved in it."""

    actor: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An encounter or a fact on its day.

    Attributes:
        kind: meeting, visit, call, message, agreement; or fact.
        what: the place of an encounter; the act and the object of a fact.
        state: status of an encounter, phase of a fact.
    """

    id: str
    kind: str
    day: Day
    what: str
    state: str
    who: tuple[Who, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A page of the time line, the earliest first; what has no day at all is left out and counted."""

    total: int
    offset: int
    undated: int
    lines: tuple[Entry, ...]


def timeline(connection: Connection, query: TimelineQuery) -> Timeline:
    """Encounters by their day or the last day they can have been, and facts by the day told or of publication.

    Raises:
        UnknownActor: where no actor of the record has the name asked for.
    """
    if not is_askable(query):
        return Timeline(total=0, offset=query.offset, undated=0, lines=())
    parts = _parts(connection, query)
    undated = sum(_count(connection, part.where(day == "")) for part, day in parts)
    dated = [(part.where(day > "", *_within(day, query)), day) for part, day in parts]
    if query.since or query.until:
        total = sum(_count(connection, part) for part, _ in dated)
    else:  # all are counted by the smallest index, those that are dated only one by one
        total = sum(_count(connection, part) for part, _ in parts) - undated
    # Of each part the first of them all: a database that is asked for both at once goes through all of both.
    last = None if query.limit is None else query.offset + query.limit
    first = [part.order_by(day, part.selected_columns.id).limit(last) for part, day in dated]
    every = union_all(*(select(part.subquery()) for part in first)).subquery()
    page = select(every).order_by(every.c.day, every.c.id).limit(query.limit).offset(query.offset)
    rows = connection.execute(page).all()
    found = {**_encounters(connection, rows), **_facts(connection, rows)}
    return Timeline(
        total=total,
        offset=query.offset,
        undated=undated,
        lines=tuple(found[row.id] for row in rows),
    )


Part = tuple[Select[Any], ColumnElement[str]]
"""Encounters or facts, and the day by which they stand in the order of time: empty where there is none."""


def _parts(connection: Connection, query: TimelineQuery) -> tuple[Part, Part]:
    merged, facts = tables.merged_encounters, tables.facts
    of: tuple[Literal["m"], Literal["f"]] = ("m", "f")
    # As the index of merged encounters has it.
    met_on = func.coalesce(merged.c.date, merged.c.latest, merged.c.earliest, literal_column("''"))
    told_of = func.coalesce(facts.c.day, literal_column("''"))
    met = select(merged.c.id, literal(of[0]).label("of"), literal(0).label("article"), met_on.label("day"))
    done = select(facts.c.id, literal(of[1]).label("of"), facts.c.article, told_of.label("day"))
    if query.actor:
        name = actor_named(connection, query.actor).id
        parties, involved, members = tables.merged_participants, tables.involved, tables.identity_members
        met = met.where(merged.c.id.in_(select(parties.c.merged).where(parties.c.identity == name)))
        is_it = select(members.c.actor).where(members.c.identity == name)
        own = select(involved.c.article, involved.c.item).where(involved.c.actor.in_(is_it))
        done = done.where(is_among(facts, own))
    return (met, met_on), (done, told_of)


def _within(day: ColumnElement[str], query: TimelineQuery) -> list[ColumnElement[bool]]:
    """That a day is between those asked for."""
    bounds = []
    if query.since:
        bounds.append(day >= query.since)
    if query.until:
        bounds.append(func.substr(day, 1, 10) <= query.until)
    return bounds


def _count(connection: Connection, chosen: Select[Any]) -> int:
    counted = chosen.with_only_columns(func.count(), maintain_column_froms=True)
    return connection.scalar(counted) or 0


def _encounters(connection: Connection, rows: Any) -> dict[str, Entry]:
    table = tables.merged_encounters
    names = [row.id for row in rows if row.of == "m"]
    kept = connection.execute(select(table.c.whole).where(table.c.id.in_(names))).scalars().all()
    merged = [from_json(whole, MergedEncounter) for whole in kept]
    return {
        met.id: Entry(
            id=met.id,
            kind=met.kind,
            day=met.day,
            what=met.place or met.country or "",
            state=met.status,
            who=met.participants,
            words=met.words,
        )
        for met in summaries(connection, merged)
    }


def _facts(connection: Connection, rows: Any) -> dict[str, Entry]:
    numbers = {row.id: row.article for row in rows if row.of == "f"}
    found = {}
    for holding in holdings_of(connection, numbers.values()).values():
        for item in narrated_in(holding.record):
            if item.id in numbers:
                one = narrated_of(holding, item)
                found[item.id] = Entry(
                    id=one.id,
                    kind="fact",
                    day=one.day,
                    what=" ".join(part for part in (one.what, one.of, one.place) if part),
                    state=one.state or "",
                    who=one.actors,
                    words=one.words,
                )
    return found
