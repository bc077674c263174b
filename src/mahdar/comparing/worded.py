"""Statements and encounters that hold words: in what was said or told, or in the names of those who take part.

The words are looked for as search terms, whatever their spelling, in the index of the articles; which line a place in
an article belongs to is told by the places of the lines. So no article is decoded to look for words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

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
    found = _of_all(
        _ids_with(connection, phrase, _SAID) | _spoken_by(connection, _named(connection, phrase, analysis))
        for phrase in asked(words, analysis).phrases
    )
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
        _told_in(connection, _ids_with(connection, phrase, _MET))
        | _attended_by(connection, _named(connection, phrase, analysis))
        for phrase in asked(words, analysis).phrases
    )
    return [name for name in chosen if name in found]


def _of_all(sets: Iterable[set[str]]) -> set[str]:
    every = list(sets)
    return reduce(set.intersection, every) if every else set()


def _ids_with(
    connection: Connection, phrase: Phrase, lines: tuple[Any, Sequence[tuple[str, str]]]
) -> set[str]:
    """The lines of articles in whose words a phrase stands."""
    table, ranges = lines
    places = dict(places_with(connection, phrase))
    found: set[str] = set()
    columns = [table.c[name] for pair in ranges for name in pair]
    for some in chunks(sorted(places)):
        query = select(table.c.article, table.c.id, *columns).where(table.c.article.in_(some))
        for article, name, *limits in connection.execute(query):
            pairs = list(zip(limits[::2], limits[1::2], strict=True))
            for start, end in places[article]:
                if any(first <= start and end <= last for first, last in pairs):
                    found.add(name)
                    break
    return found


def _named(connection: Connection, phrase: Phrase, analysis: Analysis) -> list[str]:
    """The identities in whose names a phrase stands."""
    table, wanted = tables.identities, f" {' '.join(phrase)} "
    rows = connection.execute(select(table.c.id, table.c.name))
    return [name for name, shown in rows if wanted in analysis.of_name(shown)]


def _spoken_by(connection: Connection, identities: Sequence[str]) -> set[str]:
    speakers, members = tables.speakers, tables.identity_members
    query = select(speakers.c.statement).join(members, members.c.actor == speakers.c.actor)
    query = query.where(speakers.c.part == "speaker")
    return set(_in_parts(connection, query, members.c.identity, identities))


def _attended_by(connection: Connection, identities: Sequence[str]) -> set[str]:
    parties = tables.merged_participants
    return set(_in_parts(connection, select(parties.c.merged), parties.c.identity, identities))


def _told_in(connection: Connection, reports: set[str]) -> set[str]:
    table = tables.reports
    return set(_in_parts(connection, select(table.c.merged), table.c.encounter, sorted(reports)))


def _in_parts(connection: Connection, query: Any, column: Any, values: Sequence[str]) -> Iterator[str]:
    for some in chunks(values):
        yield from connection.execute(query.where(column.in_(some))).scalars()
