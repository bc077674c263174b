"""Words in statements and encounters: in what was said or told, or in the names of those who take part.

The words are looked for as search terms, whatever their spelling, in the index of lines, so that no text is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, false, select, tuple_

from mahdar.record import tables
from mahdar.record.searching import Asked, lines_with, names_with


def lines_hold(connection: Connection, words: Asked) -> ColumnElement[bool]:
    """That a statement holds all of some words in its cue and what was said."""
    item = tuple_(tables.statements.c.article, tables.statements.c.id)
    return _all(item.in_(lines_with(connection, phrase)) for phrase in words.phrases)


def statements_hold(connection: Connection, words: Asked) -> ColumnElement[bool]:
    """That a statement holds all of some words: in its cue, in what was said, or in the name of one who speaks."""
    said, speakers, members = tables.statements, tables.speakers, tables.identity_members
    spoken = (
        select(speakers.c.article, speakers.c.statement)
        .join(members, members.c.actor == speakers.c.actor)
        .where(speakers.c.part == "speaker")
    )
    item = tuple_(said.c.article, said.c.id)

    def hold(phrase: tuple[str, ...]) -> ColumnElement[bool]:
        by_name = spoken.where(members.c.identity.in_(names_with(connection, phrase)))
        return item.in_(lines_with(connection, phrase).union(by_name))

    return _all(map(hold, words.phrases))


def encounters_hold(connection: Connection, words: Asked) -> ColumnElement[bool]:
    """That a merged encounter holds all of some words: in a report of it, or in the name of one who takes part."""
    merged, reports, parties = tables.merged_encounters, tables.reports, tables.merged_participants

    def hold(phrase: tuple[str, ...]) -> ColumnElement[bool]:
        told = lines_with(connection, phrase).subquery()
        of_them = select(reports.c.merged).where(reports.c.encounter.in_(select(told.c.item)))
        attended = select(parties.c.merged).where(parties.c.identity.in_(names_with(connection, phrase)))
        return merged.c.id.in_(of_them.union(attended))

    return _all(map(hold, words.phrases))


def _all(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    """All of some conditions; of none, which is what words without a letter are, that nothing passes."""
    every = list(conditions)
    return and_(*every) if every else false()
