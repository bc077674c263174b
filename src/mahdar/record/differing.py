"""Rows kept in the place of others: only what differs is written, so that one new day touches little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, tuple_, update

from mahdar.record.articles import chunks
from mahdar.record.writing import write_rows

Row = Mapping[str, Any]
_Key = tuple[Any, ...]


class Differing:
    """What must be written to make the rows of a table those wanted.

    Taking out and writing are two steps, since rows of one table may point to rows of another.
    """

    def __init__(self, connection: Connection, table: Table, rows: Iterable[Row]) -> None:
        """Compare.

        Args:
            connection: in a transaction that writes.
            table: whose rows they are; each is known by its primary key.
            rows: every row the table shall hold, each once; columns they leave out are null.
        """
        self._connection, self._table = connection, table
        self._names = [column.name for column in table.columns]
        self._keys = [column.name for column in table.primary_key.columns]
        wanted = {self._key(row): tuple(row.get(name) for name in self._names) for row in rows}
        held: dict[_Key, _Key] = {}
        for row in connection.execute(select(table)):
            held[tuple(getattr(row, name) for name in self._keys)] = tuple(row)
        self._gone = sorted(held.keys() - wanted.keys(), key=str)
        self._new = [wanted[key] for key in sorted(wanted.keys() - held.keys(), key=str)]
        self._changed = [
            wanted[key] for key in sorted(wanted.keys() & held.keys(), key=str) if wanted[key] != held[key]
        ]

    @property
    def count(self) -> int:
        """How many rows are written, changed or taken out."""
        return len(self._gone) + len(self._new) + len(self._changed)

    def take_out(self) -> None:
        """Take out the rows that are wanted no longer."""
        columns = list(self._table.primary_key.columns)
        for some in chunks(self._gone):
            one = len(columns) == 1
            chosen = columns[0].in_([key[0] for key in some]) if one else tuple_(*columns).in_(some)
            self._connection.execute(delete(self._table).where(chosen))

    def write(self) -> None:
        """Write the rows that are new, and those that changed in their place."""
        if self._changed:
            same = [self._table.c[name] == bindparam(f"own_{name}") for name in self._keys]
            others = [name for name in self._names if name not in self._keys]
            change = (
                update(self._table).where(*same).values({name: bindparam(f"new_{name}") for name in others})
            )
            self._connection.execute(change, [self._bound(row, others) for row in self._changed])
        if self._new:
            rows = [dict(zip(self._names, row, strict=True)) for row in self._new]
            write_rows(self._connection, self._table, rows)

    def _bound(self, values: _Key, others: list[str]) -> dict[str, Any]:
        row = dict(zip(self._names, values, strict=True))
        return {f"own_{name}": row[name] for name in self._keys} | {
            f"new_{name}": row[name] for name in others
        }

    def _key(self, row: Row) -> _Key:
        return tuple(row[name] for name in self._keys)


def replace_rows(connection: Connection, table: Table, rows: Iterable[Row]) -> int:
    """Make the rows of a table these; how many were written, changed or taken out."""
    differing = Differing(connection, table, rows)
    differing.take_out()
    differing.write()
    return differing.count
