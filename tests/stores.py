"""Stores for tests: files of SQLite, and databases of a PostgreSQL cluster that is started for the tests alone."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mahdar.model import to_json
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import Store, begin_record


def _program(name: str) -> str | None:
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)  # noqa: PTH207 (sorted by name)
    return shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))


def _another_user() -> str | None:
    """PostgreSQL refuses root: whom to run it as, None where the tests do not run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    pytest.skip("PostgreSQL refuses root, and there is no other user to run it as")


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL, without a database, of a cluster that ends with the tests."""
    if not (_program("initdb") and _program("postgres")):
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'mahdar[postgres]')")
    user = _another_user()
    folder = tempfile.mkdtemp(prefix="mahdar-pg-", dir="/tmp")
    if user:
        shutil.chown(folder, user)
    # An Arabic collation, so that nothing rests by chance on the order that a database has by itself.
    collation = ("--locale=C", "--locale-provider=icu", "--icu-locale=ar")
    for settings in (collation, ("--no-locale",)):
        command = [
            _program("initdb"),
            "-D",
            f"{folder}/data",
            "-U",
            "mahdar",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "-N",
        ]
        made = subprocess.run(
            [*map(str, command), *settings], user=user, cwd=folder, capture_output=True, check=False
        )
        if made.returncode == 0:
            break
        shutil.rmtree(f"{folder}/data", ignore_errors=True)
    assert made.returncode == 0, made.stderr.decode()
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=200"
    ctl = [str(_program("pg_ctl")), "-D", f"{folder}/data", "-w"]
    start = [*ctl, "-o", options, "-l", f"{folder}/log", "start"]
    subprocess.run(start, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    try:
        yield f"postgresql://mahdar@/{{}}?host={folder}"
    finally:
        stop = [*ctl, "-m", "immediate", "stop"]
        subprocess.run(stop, user=user, cwd=folder, check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


_made = 0


def new_database(cluster: str) -> str:
    """The URL of an empty database of the cluster."""
    import psycopg  # noqa: PLC0415 (only where PostgreSQL is)

    global _made  # noqa: PLW0603 (a name for each database)
    _made += 1
    with psycopg.connect(cluster.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE made_{os.getpid()}_{_made}")  # type: ignore[arg-type]
    return cluster.format(f"made_{os.getpid()}_{_made}")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be begun, in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return new_database(request.getfixturevalue("cluster"))


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in SQLite with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    begin_record(path).close()
    return path


@pytest.fixture
def fresh(blank: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes as many empty records in SQLite as a test asks for, quickly."""
    made = 0

    def copied() -> Path:
        nonlocal made
        made += 1
        return Path(shutil.copy(blank, tmp_path / f"fresh-{made}.db"))

    return copied


def exported(store: Store) -> str:
    """What `mahdar export jsonl` writes."""
    with store.reading() as connection:
        return "".join(to_json(record) + "\n" for record in current_records_of(connection))
