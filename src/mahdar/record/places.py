"""Where a record lies: a file of SQLite, or a PostgreSQL database by its URL."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from mahdar.record.errors import RecordError

VARIABLE = "MAHDAR_RECORD"
DEFAULT = "mahdar.db"


def place_of(named: str | Path | None) -> URL:
    """The URL of a record named by a path or a URL, else by `MAHDAR_RECORD`, else `./mahdar.db`.

    Raises:
        RecordError: where a URL names neither SQLite nor PostgreSQL.
    """
    words = str(named or os.environ.get(VARIABLE) or DEFAULT)
    if "://" not in words:
        return URL.create("sqlite", database=str(Path(words).absolute()))
    try:
        url = make_url(words)
    except ArgumentError as error:
        raise RecordError(f"{words}: no path and no URL such as postgresql://user@host/name") from error
    system = url.get_backend_name()
    if system in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if system == "sqlite" and url.database:
        return URL.create("sqlite", database=str(Path(url.database).absolute()))
    raise RecordError(
        f"{words}: a record lies in an SQLite file or in PostgreSQL (postgresql://user@host/name)"
    )


def file_of(url: URL) -> Path | None:
    """The file of a record in SQLite, None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def shown(url: URL) -> str:
    """The record's place as messages tell it, without a password."""
    file = file_of(url)
    return str(file) if file else url.set(drivername="postgresql").render_as_string(hide_password=True)
