"""`network`: who meets whom across sides, and how often."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, or_, select, tuple_

from mahdar.comparing.actors import actor_named, is_askable, people_of
from mahdar.comparing.encounters import first_words, merged_of_ids
from mahdar.comparing.holdings import day_of
from mahdar.comparing.words import Day, Who, Words
from mahdar.record import tables
from mahdar.record.articles import chunks

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
    return Network(total=total, offset=query.offset, lines=_ties(connection, rows, query))


#: How many pairs there are, beside those of a page.
_ALL = func.count().over().label("total")


def _pairs(connection: Connection, query: NetworkQuery) -> Select[Any]:
    met = tables.met
    times = func.count(distinct(met.c.counted))
    chosen = select(met.c.a, met.c.b, times.label("times"), _ALL)
    chosen = chosen.group_by(met.c.a, met.c.b).order_by(times.desc(), met.c.a, met.c.b)
    if query.actor:
        name = actor_named(connection, query.actor).id
        chosen = chosen.where(or_(met.c.a == name, met.c.b == name))
    bounds = _bounds(query)
    if bounds:
        table = tables.merged_encounters
        chosen = chosen.join(table, table.c.id == met.c.merged).where(*bounds)
    return chosen


def _bounds(query: NetworkQuery) -> list[ColumnElement[bool]]:
    """What encounters must pass to count."""
    table = tables.merged_encounters
    bounds: list[ColumnElement[bool]] = []
    if query.kind:
        bounds.append(table.c.kind == query.kind)
    if query.since:
        bounds.append(func.coalesce(table.c.latest, table.c.date) >= query.since)
    if query.until:
        bounds.append(func.substr(func.coalesce(table.c.earliest, table.c.date), 1, 10) <= query.until)
    return bounds


def _ties(connection: Connection, rows: Sequence[Any], query: NetworkQuery) -> tuple[Tie, ...]:
    people = people_of(connection, (name for row in rows for name in (row.a, row.b)))
    together = _together(connection, {(row.a, row.b) for row in rows}, query)
    shown = {one.id for some in together.values() for one in some[:SHOWN]}
    whole = merged_of_ids(connection, sorted(shown))
    last = {one.id: day_of(one) for one in whole}
    words = first_words(connection, whole)
    return tuple(
        Tie(
            a=people[row.a],
            b=people[row.b],
            times=row.times,
            first=together[row.a, row.b][-1].day.told,
            last=last[together[row.a, row.b][0].id],
            encounters=tuple(one.id for one in together[row.a, row.b][:SHOWN]),
            words=tuple(word for one in together[row.a, row.b][:SHOWN] for word in words[one.id]),
        )
        for row in rows
    )


class _Encounter(NamedTuple):
    """An encounter of two, or a session that stands for its visit where the visit itself names only one of them."""

    id: str
    day: Day


def _together(
    connection: Connection, pairs: Collection[tuple[str, str]], query: NetworkQuery
) -> dict[tuple[str, str], list[_Encounter]]:
    """The encounters of each pair that count, the latest first."""
    met, table = tables.met, tables.merged_encounters
    days = (table.c.date, table.c.earliest, table.c.latest)
    chosen = (
        select(met.c.a, met.c.b, met.c.counted, table.c.id, *days)
        .join(table, table.c.id == met.c.merged)
        .where(*_bounds(query))
    )
    found: dict[tuple[str, str], dict[str, _Encounter]] = defaultdict(dict)
    for some in chunks(sorted(pairs)):
        for row in connection.execute(chosen.where(tuple_(met.c.a, met.c.b).in_(some)).order_by(table.c.id)):
            one = _Encounter(row.id, Day(date=row.date, earliest=row.earliest, latest=row.latest))
            of_pair = found[row.a, row.b]
            standing = of_pair.get(row.counted)
            if standing is None or standing.id != row.counted:
                of_pair[row.counted] = one
    return {
        pair: sorted(some.values(), key=lambda one: (one.day.order, one.id), reverse=True)
        for pair, some in found.items()
    }
