"""`timeline`: encounters and facts in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, func, literal, select, union_all

from mahdar.comparing.actors import actor_named, is_askable
from mahdar.comparing.encounters import summaries
from mahdar.comparing.holdings import holdings_of, narrated_in, narrated_of
from mahdar.comparing.statements import is_among
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
    every = _entries(connection, query).subquery()
    dated = select(every).where(every.c.day.is_not(None))
    if query.since:
        dated = dated.where(every.c.day >= query.since)
    if query.until:
        dated = dated.where(func.substr(every.c.day, 1, 10) <= query.until)
    total = connection.scalar(select(func.count()).select_from(dated.subquery())) or 0
    undated = connection.scalar(select(func.count()).select_from(every).where(every.c.day.is_(None))) or 0
    page = dated.order_by(every.c.day, every.c.id).limit(query.limit).offset(query.offset)
    rows = connection.execute(page).all()
    found = {**_encounters(connection, rows), **_facts(connection, rows)}
    lines = tuple(found[row.id] for row in rows)
    return Timeline(total=total, offset=query.offset, undated=undated, lines=lines)


def _entries(connection: Connection, query: TimelineQuery) -> Select[Any]:
    merged, facts, articles = tables.merged_encounters, tables.facts, tables.articles
    of: tuple[Literal["m"], Literal["f"]] = ("m", "f")
    day = func.coalesce(merged.c.date, merged.c.latest, merged.c.earliest)
    met = select(merged.c.id, literal(of[0]).label("of"), literal(0).label("article"), day.label("day"))
    told = func.coalesce(facts.c.date, func.substr(articles.c.published, 1, 10))
    done = select(facts.c.id, literal(of[1]).label("of"), facts.c.article, told.label("day"))
    done = done.join(articles, articles.c.number == facts.c.article)
    if query.actor:
        name = actor_named(connection, query.actor).id
        parties, involved, members = tables.merged_participants, tables.involved, tables.identity_members
        met = met.where(merged.c.id.in_(select(parties.c.merged).where(parties.c.identity == name)))
        is_it = select(members.c.actor).where(members.c.identity == name)
        own = select(involved.c.article, involved.c.item).where(involved.c.actor.in_(is_it))
        done = done.where(is_among(facts, own))
    return select(union_all(met, done).subquery())


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
