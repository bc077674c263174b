"""Facets: what statements and encounters can be narrowed by, and how many of them have each value.

What has a value is found from the lines by outer joins: SQLite keeps their order, and would else walk whole tables to
look each row up among the lines. A line without a value counts for none.

The counts are those of the filters: a list narrowed by a value holds as many lines as its facet tells.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, func, literal, select, true, union_all

from mahdar.comparing.encounters import EncounterQuery, chosen_encounters
from mahdar.comparing.statements import StatementQuery, chosen_statements, is_narrow
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
#: The name of a value that is a code.
_NONE = literal("")


def facets_of_statements(connection: Connection, query: StatementQuery, most: int) -> Facets:
    """The facets of the statements that pass a query, the `most` most frequent values of each.

    Raises:
        UnknownActor, UnknownEncounter: where the record holds none of a name asked for.
    """
    chosen = _chosen_statements(connection, query)
    parts = [*_closed(chosen), _outlets(chosen), _speakers(chosen), _sides(chosen)]
    found = _facets(_counted(connection, parts), ("by", "act", "topic", "told_by", "mode", "outlet"), most)
    return _with_english_names(connection, found)


def closed_facets_of_statements(connection: Connection, query: StatementQuery, most: int) -> Facets:
    """Those facets of the statements that pass a query whose values are closed lists, which are cheap to count.

    Raises:
        UnknownActor, UnknownEncounter: where the record holds none of a name asked for.
    """
    parts = _closed(_chosen_statements(connection, query)) if is_narrow(query) else _closed_of_all()
    return _facets(_counted(connection, parts), ("act", "topic", "mode"), most)


def facets_of_encounters(connection: Connection, query: EncounterQuery, most: int) -> Facets:
    """The facets of the merged encounters that pass a query.

    Raises:
        UnknownActor: where no actor of the record has a name asked for.
    """
    table, parties, known = tables.merged_encounters, tables.merged_participants, tables.identities
    reports, topics, items = tables.reports, tables.topics, tables.items
    columns = (table.c.id, table.c.kind, table.c.status, table.c.country)
    chosen = chosen_encounters(connection, select(*columns), query).order_by(None).cte("chosen")
    who = select(literal("by"), known.c.id, known.c.name, func.count()).select_from(chosen)
    who = who.outerjoin(parties, parties.c.merged == chosen.c.id)
    who = who.outerjoin(known, known.c.id == parties.c.identity)
    told = select(literal("topic"), topics.c.topic, _NONE, func.count(chosen.c.id.distinct()))
    told = told.select_from(chosen).outerjoin(reports, reports.c.merged == chosen.c.id)
    told = told.outerjoin(items, items.c.id == reports.c.encounter)
    told = told.outerjoin(topics, and_(topics.c.article == items.c.article, topics.c.item == items.c.id))
    parts = [
        _values("kind", chosen.c.kind),
        _values("status", chosen.c.status),
        _values("place", chosen.c.country),
        who.group_by(known.c.id, known.c.name),
        told.group_by(topics.c.topic),
    ]
    found = _facets(_counted(connection, parts), ("by", "kind", "status", "topic", "place"), most)
    return _with_english_names(connection, found)


def _chosen_statements(connection: Connection, query: StatementQuery) -> CTE:
    table = tables.statements
    columns = (table.c.article, table.c.id, table.c.act, table.c.mode, tables.articles.c.outlet)
    return chosen_statements(connection, select(*columns), query).cte("chosen")


def _values(facet: str, column: ColumnElement[Any]) -> Select[Any]:
    return select(literal(facet), column, _NONE, func.count()).group_by(column)


def _closed(chosen: CTE) -> list[Select[Any]]:
    topics = tables.topics
    own = and_(topics.c.article == chosen.c.article, topics.c.item == chosen.c.id)
    on_topic = select(literal("topic"), topics.c.topic, _NONE, func.count())
    on_topic = on_topic.select_from(chosen).outerjoin(topics, own)
    return [
        _values("act", chosen.c.act),
        _values("mode", chosen.c.mode),
        on_topic.group_by(topics.c.topic),
    ]


def _closed_of_all() -> list[Select[Any]]:
    """The same of all statements, for which no row need be looked up: their identifiers begin with an s."""
    topics = tables.topics
    of_statements = and_(topics.c.item >= "s", topics.c.item < "t")
    return [
        _values("act", tables.statements.c.act),
        _values("mode", tables.statements.c.mode),
        _values("topic", topics.c.topic).where(of_statements),
    ]


def _outlets(chosen: CTE) -> Select[Any]:
    return select(literal("outlet"), chosen.c.outlet, chosen.c.outlet, func.count()).group_by(chosen.c.outlet)


def _speaking(chosen: CTE, whose: ColumnElement[bool], *columns: ColumnElement[Any]) -> Select[Any]:
    """Columns of the identities that speak in statements and are of a kind; null where none is."""
    speakers, members, known = tables.speakers, tables.identity_members, tables.identities
    spoken = and_(
        speakers.c.article == chosen.c.article,
        speakers.c.statement == chosen.c.id,
        speakers.c.part == "speaker",
    )
    found = select(*columns).select_from(chosen).outerjoin(speakers, spoken)
    found = found.outerjoin(members, members.c.actor == speakers.c.actor)
    return found.outerjoin(known, and_(known.c.id == members.c.identity, whose))


def _speakers(chosen: CTE) -> Select[Any]:
    known = tables.identities
    number = func.count(chosen.c.id.distinct())
    found = _speaking(chosen, true(), literal("by"), known.c.id, known.c.name, number)
    return found.group_by(known.c.id, known.c.name)


def _sides(chosen: CTE) -> Select[Any]:
    """The sides of the organs that tell statements, by their chain or because an organ speaks itself."""
    tellers, known = tables.tellers, tables.identities
    told = and_(tellers.c.article == chosen.c.article, tellers.c.item == chosen.c.id)
    by_chain = select(chosen.c.id, tellers.c.side).select_from(chosen).outerjoin(tellers, told)
    by_itself = _speaking(chosen, known.c.kind == "institution", chosen.c.id, known.c.country)
    sided = by_chain.union(by_itself).subquery("sided")  # each side once for a statement
    return _values("told_by", sided.c.side)


def _counted(connection: Connection, parts: Sequence[Select[Any]]) -> dict[str, _Counts]:
    """How many lines have each value of each facet, asked at once, so that the lines are looked for once."""
    counts: dict[str, _Counts] = defaultdict(Counter)
    for facet, value, name, number in connection.execute(union_all(*parts)):
        counts[facet][value or "", name or ""] += number
    return counts


def facets_of_articles(connection: Connection, ids: Collection[str], most: int) -> Facets:
    """The outlets of some articles."""
    table = tables.articles
    counts: _Counts = Counter()
    for some in chunks(sorted(ids)):
        query = select(table.c.outlet, func.count()).where(table.c.id.in_(some)).group_by(table.c.outlet)
        counts.update({(outlet or "", outlet or ""): n for outlet, n in connection.execute(query)})
    return _facets({"outlet": counts}, ("outlet",), most)


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
