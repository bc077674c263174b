"""What a store remembers of itself: how its search terms were made, how far a rebuild has come."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from mahdar.record import tables
from mahdar.record.terms import Analysis

TERMS, REBUILD = "terms", "rebuild"


def setting(connection: Connection, name: str) -> str | None:
    """What the store remembers under a name."""
    table = tables.settings
    value: str | None = connection.scalar(select(table.c.value).where(table.c.name == name))
    return value


def remember(connection: Connection, name: str, value: str | None) -> None:
    """Have the store remember something under a name, or forget it."""
    table = tables.settings
    connection.execute(delete(table).where(table.c.name == name))
    if value is not None:
        connection.execute(insert(table).values(name=name, value=value))


def note_terms(connection: Connection, analysis: Analysis) -> None:
    """Remember of which version the search terms are; terms of several are made alike by a re-reading."""
    known = setting(connection, TERMS)
    if known is None or known not in (analysis.version, MIXED):
        remember(connection, TERMS, analysis.version if known is None else MIXED)


MIXED = "mixed"
