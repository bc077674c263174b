"""Writing many rows at once: by COPY in PostgreSQL, by INSERT in SQLite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

#: So few rows are inserted, which takes one message to the server instead of three.
_FEW = 4


def write_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows to a table; columns that a row leaves out are null."""
    names = [column.name for column in table.columns]
    write_values(connection, table, [tuple(row.get(name) for name in names) for row in rows])


def write_values(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write rows to a table, each of as many values as it has columns, in their order.

    The values go to the driver as they are, by which thousands of rows cost half.
    """
    if not rows:
        return
    if connection.dialect.name != "postgresql" or len(rows) <= _FEW:
        connection.exec_driver_sql(_inserting(connection, table), [*rows])
        return
    with connection.connection.cursor() as cursor, cursor.copy(copying(connection, table)) as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(row)


def copying(connection: Connection, table: Table) -> str:
    """The statement by which PostgreSQL takes rows with all columns of a table."""
    return f"COPY {_name_of(connection, table)} FROM STDIN"


def _inserting(connection: Connection, table: Table) -> str:
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    return f"INSERT INTO {_name_of(connection, table)} VALUES ({', '.join(mark for _ in table.columns)})"


def _name_of(connection: Connection, table: Table) -> str:
    quoted = connection.dialect.identifier_preparer.quote
    return f"{quoted(table.name)} ({', '.join(quoted(column.name) for column in table.columns)})"
