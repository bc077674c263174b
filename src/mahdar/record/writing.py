"""Writing many rows at once: by COPY in PostgreSQL, by INSERT in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert

#: So few rows are inserted, which takes one message to the server instead of three.
_FEW = 4


def write_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows to a table; columns that a row leaves out are null."""
    if not rows:
        return
    if connection.dialect.name != "postgresql" or len(rows) <= _FEW:
        connection.execute(insert(table), rows)
        return
    names = [column.name for column in table.columns]
    with connection.connection.cursor() as cursor, cursor.copy(copying(connection, table)) as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row([row.get(name) for name in names])


def copying(connection: Connection, table: Table) -> str:
    """The statement by which PostgreSQL takes rows with all columns of a table."""
    quoted = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quoted(column.name) for column in table.columns)
    return f"COPY {quoted(table.name)} ({columns}) FROM STDIN"
