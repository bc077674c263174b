"""Words in statements and encounters: in what was said or told, or in the names of those who take part.

The words are looked for as search terms, whatever their spelling, in the index of lines, so that no text is read.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, and_, false, select

from mahdar.record import tables
from mahdar.record.searching import Asked, lines_with, names_with

Phrase = tuple[str, ...]


def statements_with(connection: Connection, phrase: Phrase) -> CompoundSelect[Any]:
    """The statements that hold a phrase in their cue, in what was said, or in the name of one who speaks."""
    speakers, members = tables.speakers, tables.identity_members
    named = members.c.identity.in_(names_with(connection, phrase))
    spoken = (
        select(speakers.c.article, speakers.c.statement)
        .join(members, members.c.actor == speakers.c.actor)
        .where(speakers.c.part == "speaker", named)
    )
    return lines_with(connection, phrase).union(spoken)


def encounters_hold(connection: Connection, words: Asked) -> ColumnElement[bool]:
    """That a merged encounter holds all of some words: in a report of it, or in the name of one who takes part."""
    merged, reports, parties = tables.merged_encounters, tables.reports, tables.merged_participants

    def hold(phrase: Phrase) -> ColumnElement[bool]:
        told = lines_with(connection, phrase).subquery()
        of_them = select(reports.c.merged).where(reports.c.encounter.in_(select(told.c.item)))
        attended = select(parties.c.merged).where(parties.c.identity.in_(names_with(connection, phrase)))
        return merged.c.id.in_(of_them.union(attended))

    return and_(*map(hold, words.phrases)) if words.phrases else false()
