"""Copy a record to another place, from SQLite to PostgreSQL and back: every row as it is, nothing made anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from mahdar.keeping.telling import Stepped, nothing
from mahdar.record import tables
from mahdar.record.errors import RecordError
from mahdar.record.store import Store
from mahdar.record.writing import write_rows

#: Rows held in memory at a time; texts of articles are long.
_AT_ONCE = 500


def carry_over(source: Store, target: Store, stepped: Stepped = nothing) -> dict[str, int]:
    """Copy everything that a record holds to one that holds nothing: articles, decisions, links, history.

    It is the record at one moment, also while others write to it, and one transaction: what was begun and did not end
    leaves the other as it was.

    Args:
        source: of this schema.
        target: begun with `begin_record`, with nothing in it.
        stepped: told how many rows have been copied.

    Returns:
        How many rows of each table were copied.

    Raises:
        RecordError: where the target holds something, or cannot be written.
    """
    copied: dict[str, int] = {}
    with source.reading() as old, target.writing() as new:
        _check_empty(new, target.place)
        for table in tables.metadata.sorted_tables:
            copied[table.name] = 0
            for rows in _batches(old, table):
                write_rows(new, table, rows)
                copied[table.name] += len(rows)
                stepped(sum(copied.values()))
        _go_on_drawing(new)
    return copied


def _check_empty(connection: Connection, place: str) -> None:
    for table in tables.metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise RecordError(
                f"{place}: a record stands here already ({table.name} has rows). Name a place with none: "
                "nothing is ever written over"
            )


def _batches(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key.columns)
    streamed = query.execution_options(stream_results=True, yield_per=_AT_ONCE)
    rows = connection.execute(streamed).mappings()
    while some := [dict(row) for row in islice(rows, _AT_ONCE)]:
        yield some


def _go_on_drawing(connection: Connection) -> None:
    """Have PostgreSQL draw numbers after those that were copied."""
    if connection.dialect.name == "postgresql":
        last = connection.scalar(select(func.max(tables.articles.c.number))) or 0
        connection.execute(text("SELECT setval('article_numbers', :next, false)"), {"next": last + 1})
