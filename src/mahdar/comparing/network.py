"""`network`: who meets whom across sides, and how often."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, distinct, func, or_, select

from mahdar.comparing.actors import actor_named, is_askable, who_of
from mahdar.comparing.encounters import summaries
from mahdar.comparing.holdings import day_of
from mahdar.comparing.words import Day, Who, Words
from mahdar.model import Identity, MergedEncounter, from_json
from mahdar.record import tables

#: Encounters named for each pair, the latest first.
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkQuery:
    """Which pairs are asked for; `actor` is one of the two."""

    actor: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two who met: how often, from when to when, and the latest encounters with their words."""

    a: Who
    b: Who
    times: int
    first: str
    last: Day
    encounters: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A page of pairs, those who met most first; `total` counts all pairs."""

    total: int
    offset: int
    lines: tuple[Tie, ...]


def network(connection: Connection, query: NetworkQuery) -> Network:
    """Pairs of actors of different countries, by how many encounters they both took part in.

    Held encounters count, a visit once with all its sessions.

    Raises:
        UnknownActor: where no actor of the record has the name asked for.
    """
    if not is_askable(query):
        return Network(total=0, offset=query.offset, lines=())
    pairs = _pairs(connection, query)
    rows = connection.execute(pairs.limit(query.limit).offset(query.offset)).all()
    if rows:
        total = rows[0].total
    else:  # nothing on this page
        total = connection.scalar(select(func.count()).select_from(pairs.order_by(None).subquery())) or 0
    people = _people(connection, {name for row in rows for name in (row.a, row.b)})
    lines = [_tie(connection, people[row.a], people[row.b], row, query) for row in rows]
    return Network(total=total, offset=query.offset, lines=tuple(lines))


#: How many pairs there are, beside those of a page.
_ALL = func.count().over().label("total")


def _pairs(connection: Connection, query: NetworkQuery) -> Select[Any]:
    one, other = tables.merged_participants.alias(), tables.merged_participants.alias()
    of_one, of_other = tables.identities.alias(), tables.identities.alias()
    counted = _counted(query).subquery()
    times = func.count(distinct(counted.c.whole))
    chosen = (
        select(one.c.identity.label("a"), other.c.identity.label("b"), times.label("times"), _ALL)
        .join(other, and_(other.c.merged == one.c.merged, other.c.identity > one.c.identity))
        .join(counted, counted.c.id == one.c.merged)
        .join(of_one, of_one.c.id == one.c.identity)
        .join(of_other, of_other.c.id == other.c.identity)
        .where(of_one.c.country.is_not(None), of_other.c.country != of_one.c.country)
        .group_by(one.c.identity, other.c.identity)
        .order_by(times.desc(), one.c.identity, other.c.identity)
    )
    if query.actor:
        name = actor_named(connection, query.actor).id
        own = select(tables.merged_participants.c.merged).where(tables.merged_participants.c.identity == name)
        chosen = chosen.where(one.c.merged.in_(own), or_(one.c.identity == name, other.c.identity == name))
    return chosen


def _counted(query: NetworkQuery) -> Select[Any]:
    table = tables.merged_encounters
    whole = func.coalesce(table.c.part_of, table.c.id).label("whole")
    counted = select(table.c.id, whole).where(table.c.status == "held")
    if query.kind:
        counted = counted.where(table.c.kind == query.kind)
    if query.since:
        counted = counted.where(func.coalesce(table.c.latest, table.c.date) >= query.since)
    if query.until:
        counted = counted.where(
            func.substr(func.coalesce(table.c.earliest, table.c.date), 1, 10) <= query.until
        )
    return counted


def _people(connection: Connection, names: set[str]) -> dict[str, Who]:
    table = tables.identities
    rows = connection.execute(select(table.c.id, table.c.whole).where(table.c.id.in_(sorted(names))))
    return {row.id: who_of(from_json(row.whole, Identity)) for row in rows}


def _tie(connection: Connection, a: Who, b: Who, row: Any, query: NetworkQuery) -> Tie:
    table, parties = tables.merged_encounters, tables.merged_participants
    both = [select(parties.c.merged).where(parties.c.identity == who.id) for who in (a, b)]
    wanted = select(table.c.whole).where(
        table.c.id.in_(select(_counted(query).subquery().c.id)), *(table.c.id.in_(part) for part in both)
    )
    found = [from_json(one, MergedEncounter) for one in connection.execute(wanted).scalars()]
    # A session stands for its visit where the visit itself names only one of the two.
    wholes = {one.part_of or one.id: one for one in sorted(found, key=lambda m: (m.part_of is None, m.id))}
    ordered = sorted(wholes.values(), key=lambda m: (day_of(m).order, m.id), reverse=True)
    told = defaultdict(tuple, {met.id: met.words for met in summaries(connection, ordered[:SHOWN])})
    return Tie(
        a=a,
        b=b,
        times=row.times,
        first=day_of(ordered[-1]).told,
        last=day_of(ordered[0]),
        encounters=tuple(one.id for one in ordered[:SHOWN]),
        words=tuple(word for one in ordered[:SHOWN] for word in told[one.id][:1]),
    )
