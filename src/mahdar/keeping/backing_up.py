"""Backup and restore: a copy that is whole, made while others write; nothing is ever written over."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from mahdar.record.errors import DamagedRecord, NewerSchema, RecordError, told
from mahdar.record.places import file_of, place_of, shown
from mahdar.record.schema import SCHEMA
from mahdar.record.store import Store

_PAGES = 4096


def backup(store: Store, target: Path) -> None:
    """Copy a record as it is at one moment to a file, which appears when all of it is written and checked.

    A record in SQLite becomes an SQLite file, one in PostgreSQL an archive of `pg_dump`.

    Raises:
        RecordError: where the file is there already, or the copy cannot be made; nothing is changed.
    """
    if target.exists():
        raise RecordError(
            f"{target}: there is a file already, and no backup is ever written over; name another"
        )
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        if store.file:
            _copy(store.file, part)
            _check(part)
        else:
            _run("pg_dump", store.url, "--format=custom", "--no-owner", f"--file={part}")
        _settle(part, target)
    except OSError as error:
        raise RecordError(f"{target}: {error.strerror or error}; no backup was made") from error
    finally:
        part.unlink(missing_ok=True)


def restore(source: Path, named: str | Path | None) -> str:
    """Bring a record back from a backup to a place where there is none.

    Returns:
        The place of the record.

    Raises:
        RecordError: where the backup is damaged or of a newer Mahdar, or a record stands there already; nothing is
            changed.
    """
    if not source.exists():
        raise RecordError(f"{source}: no such file")
    url = place_of(named)
    file = file_of(url)
    if file is None:
        _run("pg_restore", url, "--exit-on-error", "--single-transaction", "--no-owner", str(source))
        return shown(url)
    standing = [other for other in (file, Path(f"{file}-wal"), Path(f"{file}-shm")) if other.exists()]
    if standing:
        raise RecordError(
            f"{standing[0]}: a record stands here already. Move it away first, with its -wal and -shm files: "
            "nothing is ever written over"
        )
    _check(source)
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        _copy(source, part)
        _check(part)
        _settle(part, file)
    except OSError as error:
        raise RecordError(f"{file}: {error.strerror or error}; nothing was restored") from error
    finally:
        part.unlink(missing_ok=True)
    return str(file)


def _copy(source: Path, target: Path) -> None:
    with (
        told(str(source)),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new, pages=_PAGES)
        new.execute("PRAGMA journal_mode = DELETE")


def _check(file: Path) -> None:
    """Nothing, where a file is a sound record of this schema or an older one."""
    with (
        told(str(file)),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as copy,
    ):
        sound = [row[0] for row in copy.execute("PRAGMA integrity_check")]
        if sound != ["ok"]:
            raise DamagedRecord(f"{file}: damaged ({sound[0]}); take an older backup, this one was not used")
        found = copy.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        row = copy.execute("SELECT version_num FROM alembic_version").fetchone() if found else None
    if row is None:
        raise RecordError(f"{file}: no record of Mahdar")
    if row[0] > SCHEMA:
        raise NewerSchema(f"{file}: schema {row[0]} is of a newer Mahdar, this one knows up to {SCHEMA}")


def _settle(part: Path, target: Path) -> None:
    """Have the finished copy appear under its name, on the disk and not only in memory."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    os.link(part, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run a client program of PostgreSQL; the password goes where other users cannot see it."""
    if shutil.which(program) is None:
        raise RecordError(f"{program} is not installed; it comes with PostgreSQL's client programs")
    plain = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    command = [program, f"--dbname={plain}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **secret})
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise RecordError(f"{program}: {lines[0]}")
