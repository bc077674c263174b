"""Statements and encounters that hold words: in what was said or told, or in the names of those who take part.

The words are looked for as search terms, whatever their spelling, in the index of the articles; which line a place in
an article belongs to is told by the places of the lines. So no article is decoded to look for words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from mahdar.comparing.encounters import EncounterQuery, chosen_encounters
from mahdar.comparing.statements import (
    StatementQuery,
    StatementRow,
    chosen_statements,
    is_narrow,
    rows_of_ids,
)
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.searching import asked, places_with
from mahdar.record.terms import Analysis

Phrase = tuple[str, ...]
Item = TypeVar("Item")
#: Of which table, and between which columns, the words of a line stand.
_SAID = (tables.statements, (("content_start", "content_end"), ("cue_start", "cue_end")))
_MET = (tables.encounters, (("evidence_start", "evidence_end"),))


def statements_with(
    connection: Connection, words: str, query: StatementQuery, analysis: Analysis
) -> list[StatementRow]:
    """The statements that pass a query and hold all of some words, the latest published first.

    Raises:
        UnknownActor: where the record holds none of a name asked for.
    """
    narrow = None
    if is_narrow(query):
        table = tables.statements
        chosen = chosen_statements(connection, select(table.c.id, table.c.article), query)
        narrow = set(connection.execute(chosen).scalars())
    told = [
        (dict(places_with(connection, phrase)), _spoken_by(connection, named))
        for phrase, named in _names_with(connection, asked(words, analysis).phrases, analysis)
    ]
    # All words stand in one line or its names, so that only articles that have all of them are looked at.
    articles = _of_all({*places, *spoken.values()} for places, spoken in told)
    found = _of_all({*_ids_in(connection, places, articles, _SAID), *spoken} for places, spoken in told)
    return rows_of_ids(connection, found if narrow is None else found & narrow)


def encounters_with(
    connection: Connection, words: str, query: EncounterQuery, analysis: Analysis
) -> list[str]:
    """The merged encounters that pass a query and hold all of some words, the latest first.

    Raises:
        UnknownActor: where the record holds none of a name asked for.
    """
    table = tables.merged_encounters
    chosen = connection.execute(chosen_encounters(connection, select(table.c.id), query)).scalars()
    found = _of_all(
        _told_in(connection, _ids_in(connection, dict(places_with(connection, phrase)), None, _MET))
        | _attended_by(connection, named)
        for phrase, named in _names_with(connection, asked(words, analysis).phrases, analysis)
    )
    return [name for name in chosen if name in found]


def _of_all(sets: Iterable[set[Item]]) -> set[Item]:
    every = list(sets)
    return reduce(set.intersection, every) if every else set()


def _ids_in(
    connection: Connection,
    places: Mapping[int, Sequence[tuple[int, int]]],
    articles: set[int] | None,
    lines: tuple[Any, Sequence[tuple[str, str]]],
) -> set[str]:
    """The lines that hold one of some places; of some articles, or of all."""
    table, ranges = lines
    found: set[str] = set()
    columns = [table.c[name] for pair in ranges for name in pair]
    for some in chunks(sorted(places if articles is None else articles & places.keys())):
        query = select(table.c.article, table.c.id, *columns).where(table.c.article.in_(some))
        for article, name, *limits in connection.execute(query).all():
            told = places[article]
            for first, last in zip(limits[::2], limits[1::2], strict=True):
                if any(first <= start and end <= last for start, end in told):
                    found.add(name)
                    break
    return found


def _names_with(
    connection: Connection, phrases: Sequence[Phrase], analysis: Analysis
) -> Iterator[tuple[Phrase, list[str]]]:
    """For each phrase the identities in whose names it stands."""
    table = tables.identities
    names = [
        (row.id, analysis.of_name(row.name))
        for row in connection.execute(select(table.c.id, table.c.name)).all()
    ]
    for phrase in phrases:
        wanted = f" {' '.join(phrase)} "
        yield phrase, [name for name, terms in names if wanted in terms]


def _spoken_by(connection: Connection, identities: Sequence[str]) -> dict[str, int]:
    """The statements of some identities, each with the number of its article."""
    speakers, members = tables.speakers, tables.identity_members
    query = select(speakers.c.statement, speakers.c.article)
    query = query.join(members, members.c.actor == speakers.c.actor).where(speakers.c.part == "speaker")
    found: dict[str, int] = {}
    for some in chunks(identities):
        found |= {
            row.statement: row.article
            for row in connection.execute(query.where(members.c.identity.in_(some))).all()
        }
    return found


def _attended_by(connection: Connection, identities: Sequence[str]) -> set[str]:
    parties = tables.merged_participants
    return set(_in_parts(connection, select(parties.c.merged), parties.c.identity, identities))


def _told_in(connection: Connection, reports: set[str]) -> set[str]:
    table = tables.reports
    return set(_in_parts(connection, select(table.c.merged), table.c.encounter, sorted(reports)))


def _in_parts(connection: Connection, query: Any, column: Any, values: Sequence[str]) -> Iterator[str]:
    for some in chunks(values):
        yield from connection.execute(query.where(column.in_(some))).scalars()
