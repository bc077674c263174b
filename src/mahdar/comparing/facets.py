"""Facets: what statements and encounters can be narrowed by, and how many of them have each value.

The counts are those of the filters: a list narrowed by a value holds as many lines as its facet tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from mahdar.comparing.encounters import EncounterQuery, chosen_encounters
from mahdar.comparing.statements import StatementQuery, StatementRow, chosen_statements
from mahdar.comparing.words import Who
from mahdar.model import from_json
from mahdar.record import tables
from mahdar.record.articles import chunks


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which lines can be narrowed, the name it is shown by where it is no code, and how many have it."""

    value: str
    name: str
    count: int
    name_en: str | None = None


Facets = dict[str, tuple[FacetValue, ...]]
_Counts = Counter[tuple[str, str]]
#: Of a column of identifiers, that it holds one of those meant.
_Among = Callable[[ColumnElement[Any]], ColumnElement[bool]]


def facets_of_statements(connection: Connection, rows: Sequence[StatementRow], most: int) -> Facets:
    """The facets of some statements, the `most` most frequent values of each."""
    counts: dict[str, _Counts] = {
        facet: Counter((value, name(value)) for row in rows if (value := getattr(row, facet)))
        for facet, name in (("act", _no_name), ("mode", _no_name), ("outlet", str))
    }
    ids = {row.id for row in rows}
    speakers, sides = _speakers(connection, rows, ids)
    counts["by"], counts["told_by"] = speakers, sides
    counts["topic"] = _topics(connection, {row.article for row in rows}, ids)
    found = _facets(counts, ("by", "act", "topic", "told_by", "mode", "outlet"), most)
    return _with_english_names(connection, found)


def closed_facets_of_statements(connection: Connection, query: StatementQuery, most: int) -> Facets:
    """Those facets of all statements that pass a query whose values are closed lists: counted by the database."""
    table, topics = tables.statements, tables.topics
    chosen = chosen_statements(connection, select(table.c.act, table.c.mode), query).subquery()
    both = select(chosen.c.act, chosen.c.mode, func.count()).group_by(chosen.c.act, chosen.c.mode)
    counts: dict[str, _Counts] = {"act": Counter(), "mode": Counter()}
    for act, mode, number in connection.execute(both):
        counts["act"][act or "", ""] += number
        counts["mode"][mode, ""] += number
    any_topic = replace(query, topic=None)
    chosen = chosen_statements(connection, select(table.c.article, table.c.id), any_topic).subquery()
    placed = and_(topics.c.article == chosen.c.article, topics.c.item == chosen.c.id)
    grouped = select(topics.c.topic, func.count()).join(chosen, placed).group_by(topics.c.topic)
    if query.topic:
        grouped = grouped.where(topics.c.topic == query.topic)
    counts["topic"] = Counter({(v, ""): n for v, n in connection.execute(grouped)})
    return _facets(counts, ("act", "topic", "mode"), most)


def facets_of_encounters(connection: Connection, query: EncounterQuery, most: int) -> Facets:
    """The facets of the merged encounters that pass a query."""
    table = tables.merged_encounters
    chosen = chosen_encounters(connection, select(table.c.id), query).order_by(None)
    return _facets_among(connection, [lambda column: column.in_(chosen)], most)


def facets_of_encounter_ids(connection: Connection, ids: Collection[str], most: int) -> Facets:
    """The facets of some merged encounters."""
    return _facets_among(connection, [_is_one_of(some) for some in chunks(sorted(ids))], most)


def _is_one_of(some: Sequence[str]) -> _Among:
    return lambda column: column.in_(some)


def _facets_among(connection: Connection, parts: Sequence[_Among], most: int) -> Facets:
    table, parties, known = tables.merged_encounters, tables.merged_participants, tables.identities
    reports, topics, items = tables.reports, tables.topics, tables.items
    counts: dict[str, _Counts] = {facet: Counter() for facet in ("by", "kind", "status", "topic", "place")}
    for among in parts:
        own = select(table.c.kind, table.c.status, table.c.country).where(among(table.c.id))
        for row in connection.execute(own).all():
            counts["kind"][row.kind, ""] += 1
            counts["status"][row.status, ""] += 1
            counts["place"][row.country or "", ""] += 1
        who = (
            select(known.c.id, known.c.name, func.count())
            .join(parties, parties.c.identity == known.c.id)
            .where(among(parties.c.merged))
            .group_by(known.c.id, known.c.name)
        )
        counts["by"].update({(name, shown): n for name, shown, n in connection.execute(who).all()})
        told = (
            select(topics.c.topic, func.count(reports.c.merged.distinct()))
            .join(items, and_(items.c.article == topics.c.article, items.c.id == topics.c.item))
            .join(reports, reports.c.encounter == items.c.id)
            .where(among(reports.c.merged))
            .group_by(topics.c.topic)
        )
        counts["topic"].update({(topic, ""): n for topic, n in connection.execute(told).all()})
    found = _facets(counts, ("by", "kind", "status", "topic", "place"), most)
    return _with_english_names(connection, found)


def facets_of_articles(connection: Connection, ids: Collection[str], most: int) -> Facets:
    """The outlets of some articles."""
    table = tables.articles
    counts: _Counts = Counter()
    for some in chunks(sorted(ids)):
        query = select(table.c.outlet, func.count()).where(table.c.id.in_(some)).group_by(table.c.outlet)
        counts.update({(outlet or "", outlet or ""): n for outlet, n in connection.execute(query)})
    return _facets({"outlet": counts}, ("outlet",), most)


def _speakers(connection: Connection, rows: Sequence[StatementRow], ids: set[str]) -> tuple[_Counts, _Counts]:
    """Who speaks in some statements, and the sides of the organs that tell them."""
    speakers, members, known = tables.speakers, tables.identity_members, tables.identities
    tellers = tables.tellers
    spoken: set[tuple[str, str]] = set()
    sided: set[tuple[str, str]] = set()
    names: dict[str, str] = {}
    for some in chunks(sorted({row.article for row in rows})):
        query = (
            select(speakers.c.statement, known.c.id, known.c.name, known.c.kind, known.c.country)
            .join(members, members.c.actor == speakers.c.actor)
            .join(known, known.c.id == members.c.identity)
            .where(speakers.c.article.in_(some), speakers.c.part == "speaker")
        )
        for row in connection.execute(query).all():
            if row.statement in ids:
                spoken.add((row.statement, row.id))
                names[row.id] = row.name
                if row.kind == "institution" and row.country:
                    sided.add((row.statement, row.country))
        told = select(tellers.c.item, tellers.c.side).where(tellers.c.article.in_(some))
        sided |= {(item, side) for item, side in connection.execute(told).all() if side and item in ids}
    by = Counter((name, names[name]) for _, name in spoken)
    return by, Counter((side, "") for _, side in sided)


def _topics(connection: Connection, articles: set[int], ids: set[str]) -> _Counts:
    table = tables.topics
    counts: _Counts = Counter()
    for some in chunks(sorted(articles)):
        query = select(table.c.item, table.c.topic).where(table.c.article.in_(some))
        counts.update((topic, "") for item, topic in connection.execute(query).all() if item in ids)
    return counts


def _no_name(_: str) -> str:
    return ""


def _facets(counts: dict[str, _Counts], order: Sequence[str], most: int) -> Facets:
    found: Facets = {}
    for facet in order:
        best = sorted(((v, n) for v, n in counts[facet].items() if v[0]), key=lambda c: (-c[1], c[0]))
        if best:
            found[facet] = tuple(FacetValue(value, name, number) for (value, name), number in best[:most])
    return found


def _with_english_names(connection: Connection, facets: Facets) -> Facets:
    """The facets, people with their English names where these are known."""
    if "by" not in facets:
        return facets
    table = tables.identities
    query = select(table.c.id, table.c.whole).where(table.c.id.in_([one.value for one in facets["by"]]))
    names = {row.id: from_json(row.whole, Who).name_en for row in connection.execute(query)}
    return {**facets, "by": tuple(replace(one, name_en=names.get(one.value)) for one in facets["by"])}
