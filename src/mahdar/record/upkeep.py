"""What a store remembers of itself: how its search terms were made, how far a rebuild has come."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from mahdar.record import tables
from mahdar.record.terms import Analysis

TERMS, REBUILD, LINKS = "terms", "rebuild", "links"
#: Set by those who found another linking: that he links once more, with what they added.
LINK_AGAIN = "link again"
MIXED = "mixed"


def setting(connection: Connection, name: str) -> str | None:
    """What the store remembers under a name."""
    table = tables.settings
    value: str | None = connection.scalar(select(table.c.value).where(table.c.name == name))
    return value


def remember(connection: Connection, name: str, value: str | None) -> None:
    """Have the store remember something under a name, or forget it."""
    table = tables.settings
    if value is None:
        connection.execute(delete(table).where(table.c.name == name))
        return
    row = _inserting(connection).values(name=name, value=value)
    connection.execute(row.on_conflict_do_update(index_elements=[table.c.name], set_={"value": value}))


def note_terms(connection: Connection, analysis: Analysis) -> None:
    """Remember of which version search terms are that are written; terms of several are made alike by a re-reading."""
    if setting(connection, TERMS) is None:
        # Of several who write the first terms at once one is first, and the others compare theirs with his.
        first = _inserting(connection).values(name=TERMS, value=analysis.version)
        connection.execute(first.on_conflict_do_nothing())
    if not terms_agree(connection, analysis):
        remember(connection, TERMS, MIXED)


def _inserting(connection: Connection) -> Any:
    """An INSERT into the settings that can say what happens where a name is there already."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(tables.settings)


def terms_agree(connection: Connection, analysis: Analysis) -> bool:
    """Whether all search terms are of the version of an analysis, or are being made so and no others were written."""
    return setting(connection, TERMS) in (None, analysis.version, _being_made(analysis))


def begin_terms(connection: Connection, analysis: Analysis) -> None:
    """Remember that all search terms are being made anew; until that has ended they are of several versions."""
    if setting(connection, TERMS) != analysis.version:
        remember(connection, TERMS, _being_made(analysis))


def end_terms(connection: Connection, analysis: Analysis) -> None:
    """Remember that all search terms were made anew, unless others were written meanwhile."""
    if terms_agree(connection, analysis):
        remember(connection, TERMS, analysis.version)


def _being_made(analysis: Analysis) -> str:
    return f"{MIXED}, becoming {analysis.version}"
