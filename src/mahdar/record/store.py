"""The store: a record opened, and transactions to read and to write it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine

from mahdar.record.engines import PATIENCE, WAY, Way, engine_for, is_only_linker
from mahdar.record.errors import NoRecord, OlderSchema, file_told, told
from mahdar.record.places import file_of, place_of, shown
from mahdar.record.schema import SCHEMA, checked_schema, migrate, not_newer

_A_MOMENT = 0.02


class Store:
    """A record that is open. Close it, or use it in a `with`."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url = url
        self.engine = engine
        self.place = shown(url)

    @property
    def file(self) -> Path | None:
        """The file of a record in SQLite."""
        return file_of(self.url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees the record as it is at its beginning.

        Raises:
            RecordError: where the record cannot be read, in words.
        """
        with self._transaction(Way.READ) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, alone; all of it is stored at its end, or nothing.

        Raises:
            RecordError: where the record cannot be written, in words; it is then as it was before.
        """
        with self._transaction(Way.ALONE) as connection:
            yield connection

    @contextmanager
    def growing(self) -> Iterator[Connection]:
        """A transaction that adds articles, in PostgreSQL beside others that do; all of it is stored, or nothing.

        It waits for those who hold the same articles, and for those who write alone.

        Raises:
            RecordError: where the record cannot be written, in words; it is then as it was before.
        """
        with self._transaction(Way.BESIDE) as connection:
            yield connection

    @contextmanager
    def linking(self) -> Iterator[Connection]:
        """A transaction that sees the record as it is at its beginning, and writes what stands across articles.

        Articles may be added meanwhile in PostgreSQL. Only for one who is `alone_in_linking`.

        Raises:
            RecordError: where the record cannot be written, in words; it is then as it was before.
        """
        with self._transaction(Way.LINK) as connection:
            yield connection

    @contextmanager
    def alone_in_linking(self) -> Iterator[bool]:
        """Whether no one else links the record, and no one begins to until the end of the `with`; it never waits.

        Raises:
            RecordError: where the database cannot be reached, or nothing can be written beside its file.
        """
        if self.file is None:
            with self._transaction(Way.GUARD) as guard:
                yield is_only_linker(guard)
            return
        # The system lets go of the lock of a process that was killed.
        lock = FileLock(f"{self.file}-linking")
        with file_told(self.place), suppress(Timeout):
            lock.acquire(blocking=False)
        try:
            yield lock.is_locked
        finally:
            lock.release()

    @contextmanager
    def _transaction(self, way: Way) -> Iterator[Connection]:
        with (
            told(self.place),
            self.engine.connect().execution_options(**{WAY: way}) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        with told(self.place):
            self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_record(named: str | Path | None = None, patience: float = PATIENCE) -> Store:
    """The record of a path or a URL (else `MAHDAR_RECORD`, else `./mahdar.db`), to read it and to decide.

    Args:
        named: path of an SQLite file, or URL of a PostgreSQL database.
        patience: seconds to wait for another writer.

    Raises:
        NoRecord, NewerSchema, RecordError: where there is none that can be used; nothing is changed.
    """
    store = open_to_copy(named, patience)
    try:
        with store.reading() as connection:
            checked_schema(connection, store.place)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def begin_record(named: str | Path | None = None, patience: float = PATIENCE) -> Store:
    """The record of a path or a URL, begun where there is none and brought up to this schema where it is older.

    Raises:
        NewerSchema, RecordError: where it cannot be; nothing is changed.
    """
    url = place_of(named)
    store = Store(url, engine_for(url, patience))
    try:
        with store.reading() as connection:
            found = not_newer(connection, store.place)
        if store.file:
            _use_a_log(store, patience)
        if found != SCHEMA:
            # Of several who begin a record at once the others wait here, and find it begun.
            with store.writing() as connection:
                migrate(connection, store.place)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def open_to_copy(named: str | Path | None = None, patience: float = PATIENCE) -> Store:
    """The record of a path or a URL, of whatever schema, to make a backup of.

    Args:
        named: path of an SQLite file, or URL of a PostgreSQL database.
        patience: seconds to wait for another writer.

    Raises:
        NoRecord: where there is none.
    """
    url = place_of(named)
    file = file_of(url)
    if file and not file.exists():
        raise NoRecord(f"{file}: there is no record yet; `mahdar add` begins one")
    return Store(url, engine_for(url, patience))


def upgrade_record(named: str | Path | None = None, patience: float = PATIENCE) -> Store:
    """The record of a path or a URL, brought up to this schema where it is older.

    Raises:
        NoRecord, NewerSchema, RecordError: where there is none that can be used; nothing is changed.
    """
    try:
        return open_record(named, patience)
    except OlderSchema:
        return begin_record(named, patience)


def _use_a_log(store: Store, patience: float) -> None:
    """Have SQLite write ahead to a log: readers go on while one writes, and what is half written is left out."""
    end = time.monotonic() + patience
    with told(store.place):
        raw = store.engine.raw_connection()
        try:
            # For this change SQLite waits for no one, so that of two who begin a record at once one would fail.
            while raw.cursor().execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                try:
                    raw.cursor().execute("PRAGMA journal_mode = WAL")
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > end:
                        raise
                    time.sleep(_A_MOMENT)
        finally:
            raw.close()
