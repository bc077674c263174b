"""Connections to the record: what SQLite and PostgreSQL need so that both behave alike."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event

from mahdar.record.errors import RecordError
from mahdar.record.places import file_of

#: Seconds that a writer waits for another before it gives up.
PATIENCE = 30.0
#: Marks a connection whose transaction writes.
WRITES = "mahdar_writes"
#: Key of the lock by which writers to one PostgreSQL database wait for one another, as those to one file do.
_LOCK = 0x6D616864


def engine_for(url: URL, patience: float = PATIENCE) -> Engine:
    """An engine whose transactions that write wait for one another.

    Raises:
        RecordError: where the driver for PostgreSQL is not installed.
    """
    file = file_of(url)
    if file:
        return _sqlite(file, patience)
    if importlib.util.find_spec("psycopg") is None:
        raise RecordError("PostgreSQL needs psycopg: pip install 'mahdar[postgres]'")
    return _postgres(url, patience)


def _sqlite(file: Path, patience: float) -> Engine:
    # Told by hand: for an address without a file SQLAlchemy would take a pool for memory, which closes the connections
    # of other threads where there are more than it keeps. One more reader than it gives waits for another's end.
    engine = create_engine(
        "sqlite://", creator=lambda: _connected(file, patience), poolclass=QueuePool,
        pool_size=4, max_overflow=8, pool_timeout=patience,
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _connected(file: Path, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _address(file), uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -65536", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _address(file: Path) -> str:
    """The URI of a file; one that lies where nothing can be written is opened as what never changes.

    SQLite must write two files beside a record to read it. Where it may not, and no such file tells of changes that
    are not in the record yet, it can be read without.
    """
    address = file.absolute().as_uri()
    still = file.exists() and not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists()
    return f"{address}?mode=ro&immutable=1" if still else address


def _postgres(url: URL, patience: float) -> Engine:
    options = f"{url.query.get('options', '')} -c lock_timeout={int(patience * 1000)} -c timezone=UTC"
    engine = create_engine(url, connect_args={"options": options}, pool_size=2)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # One who waited for the lock must see what was written meanwhile, so a writer keeps the default level.
        if connection.get_execution_options().get(WRITES):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return engine
