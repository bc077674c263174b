"""Connections to the record: what SQLite and PostgreSQL need so that both behave alike."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, text

from mahdar.record.errors import RecordError
from mahdar.record.places import file_of

#: Seconds that a writer waits for another before it gives up.
PATIENCE = 30.0
#: Option of a connection: in which way its transactions use the record, one of `Way`.
WAY = "mahdar_way"


@dataclass(frozen=True, slots=True)
class Pool:
    """The connections to PostgreSQL that a process holds.

    Attributes:
        kept: stay open between transactions.
        beyond: may be opened above these while many are asked for at once.
        answer: seconds in which the server must answer a new connection.
        age: seconds after which a connection is opened anew, so that none outlives what lies between.
    """

    kept: int = 5
    beyond: int = 15
    answer: int = 10
    age: int = 1800


POOL = Pool()


class Way(Enum):
    """In which way a transaction uses a record in PostgreSQL: its isolation, and the locks it holds to its end.

    Those who add articles go beside one another: each article is locked by its row (`mahdar.record.claiming`). All
    others who write have the record to themselves. Linking reads one moment of the record and writes what no one else
    does; that there is one linker at a time is for a guard, whose transaction holds nothing but the lock.
    """

    READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
    # One who waited for a lock must see what was written meanwhile, so these keep the default level.
    ALONE = "SELECT pg_advisory_xact_lock(1835100260)"
    BESIDE = "SELECT pg_advisory_xact_lock_shared(1835100260)"
    LINK = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
    GUARD = "SET TRANSACTION READ ONLY"


_ONE_LINKER = text("SELECT pg_try_advisory_xact_lock(1835100261)")


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
        reads = connection.get_execution_options().get(WAY, Way.READ) is Way.READ
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

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
    # Compiling a plan costs more than it gives to questions that are answered in a moment.
    options = (
        f"{url.query.get('options', '')} -c lock_timeout={int(patience * 1000)} -c timezone=UTC -c jit=off"
    )
    engine = create_engine(
        url,
        connect_args={"options": options, "connect_timeout": POOL.answer, "application_name": "mahdar"},
        pool_size=POOL.kept,
        max_overflow=POOL.beyond,
        pool_timeout=patience,
        pool_recycle=POOL.age,
        pool_pre_ping=True,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        way = connection.get_execution_options().get(WAY, Way.READ)
        connection.exec_driver_sql(way.value)

    return engine


def is_only_linker(guard: Connection) -> bool:
    """Whether the transaction of a guard now holds the lock of the one who links; it never waits for another."""
    return bool(guard.scalar(_ONE_LINKER))
