"""What can go wrong with a record, told so that its keeper knows what to do; nothing is ever half done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, ENOSPC, EPERM, EROFS

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree


class RecordError(Exception):
    """A record that could not be used or changed; the message says why and what to do."""


class NoRecord(RecordError):
    """There is no record at this place."""


class NewerSchema(RecordError):
    """The record was written by a newer Mahdar."""


class OlderSchema(RecordError):
    """The record was written by an older Mahdar and must be brought up to date first."""


class ReadOnlyRecord(RecordError):
    """The record may be read and not written."""


class RecordBusy(RecordError):
    """Another process kept the record locked for too long."""


class DiskFull(RecordError):
    """No room is left where the record lies."""


class DamagedRecord(RecordError):
    """The bytes of the record are damaged."""


class Unreachable(RecordError):
    """The file or the database cannot be opened."""


class NoAnswer(Unreachable):
    """The server of a database does not answer, or lets no one in."""


class NoRoomForMore(RecordError):
    """All connections to a database are in use."""


class NotARecord(RecordError):
    """What lies there is something else than a record."""


_SQLITE = (
    ("disk is full", DiskFull),
    ("disk i/o error", DiskFull),
    ("readonly database", ReadOnlyRecord),
    ("database is locked", RecordBusy),
    ("malformed", DamagedRecord),
    ("file is not a database", NotARecord),
    ("unable to open database file", Unreachable),
)
#: SQLSTATE, or the class it begins with, of PostgreSQL.
_POSTGRES = (
    ("53100", DiskFull),
    ("25006", ReadOnlyRecord),
    ("42501", ReadOnlyRecord),
    ("55P03", RecordBusy),
    ("57014", RecordBusy),
    ("40001", RecordBusy),
    ("40P01", RecordBusy),
    ("53300", NoRoomForMore),
    ("57P", NoAnswer),
    ("08", NoAnswer),
    ("28", NoAnswer),
    ("3D000", NoAnswer),
    ("XX001", DamagedRecord),
    ("XX002", DamagedRecord),
)
_SYSTEM = {ENOSPC: DiskFull, EACCES: ReadOnlyRecord, EPERM: ReadOnlyRecord, EROFS: ReadOnlyRecord}
_WORDS = {
    DiskFull: "no room is left, or it cannot be written to; what was stored before is safe. "
    "Make room on the disk and run the same command again: it goes on where it stopped",
    ReadOnlyRecord: "it may be read and not written. Change the permissions of the file and of its folder, "
    "or name another record with --record",
    RecordBusy: "another process is writing to it. Wait until that has ended and run the same command again",
    DamagedRecord: "it is damaged. Keep the file as it is, bring back the last backup with `mahdar restore`, "
    "and add what came in since then; `mahdar verify` lists what is damaged",
    Unreachable: "it cannot be opened; nothing was changed. Look whether the folder or the database is there and "
    "may be written to",
    NoAnswer: "the server does not answer, or let no one in; what was stored before is safe. Look whether it runs and "
    "listens there (`pg_isready --dbname=URL`), whether host, port, user, password and database of the URL are right, "
    "and run the same command again: it goes on where it stopped",
    NoRoomForMore: "all connections are in use. Wait and run the same command again, have fewer processes "
    "work at once, or raise max_connections of the server",
    NotARecord: "this is no record of Mahdar; nothing was changed. Name another with --record",
}


@contextmanager
def told(place: str) -> Iterator[None]:
    """Errors of the database raised again as errors of the record at this place, in words."""
    try:
        yield
    except (DBAPIError, NoConnectionFree, sqlite3.Error) as error:
        kind = kind_of(error)
        if kind is None:
            raise
        raise kind(f"{place}: {_WORDS[kind]} ({_first_line(error)})") from error


@contextmanager
def file_told(place: str) -> Iterator[None]:
    """Errors of the system at a file beside the record, raised again as errors of the record, in words."""
    try:
        yield
    except OSError as error:
        kind = _SYSTEM.get(error.errno or 0, Unreachable)
        raise kind(f"{place}: {_WORDS[kind]} ({error.strerror or error})") from error


def kind_of(error: Exception) -> type[RecordError] | None:
    """The error of the record that an error of the database stands for, None where it is a fault of the program."""
    if isinstance(error, NoConnectionFree):
        return NoRoomForMore
    driver = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(driver, "sqlstate", None)
    for prefix, kind in _POSTGRES:
        if state and state.startswith(prefix):
            return kind
    words = str(driver).lower()
    if isinstance(driver, sqlite3.Error):
        return next((kind for part, kind in _SQLITE if part in words), None)
    return NoAnswer if isinstance(error, OperationalError) else None


def _first_line(error: Exception) -> str:
    driver = error.orig if isinstance(error, DBAPIError) else error
    return str(driver).strip().splitlines()[0] if str(driver).strip() else type(driver).__name__
