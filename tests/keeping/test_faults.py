"""What goes wrong around a record: full disks, closed files, other writers, damage, newer programs."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from mahdar.keeping.adding import add
from mahdar.keeping.backing_up import backup, restore
from mahdar.keeping.checking import faults_in
from mahdar.keeping.rereading import rebuild
from mahdar.record.errors import (
    DamagedRecord,
    DiskFull,
    NewerSchema,
    NoAnswer,
    NoRecord,
    NotARecord,
    ReadOnlyRecord,
    RecordBusy,
    RecordError,
    Unreachable,
)
from mahdar.record.store import Store, begin_record, open_record
from tests.made_up import DELIVERIES, article, stub_reader
from tests.stores import exported, new_database

READER = stub_reader()
MANY = [article(str(n)) for n in range(60)]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    place = tmp_path / "r.db"
    with begin_record(place) as store:
        add(store, DELIVERIES, READER)
    return place


def change(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(statement)
        connection.commit()


def faults(place: str | Path) -> str:
    with open_record(place) as store:
        return "\n".join(faults_in(store))


def test_full_disk_keeps_what_was_stored_and_goes_on_later(tmp_path: Path) -> None:
    place = tmp_path / "r.db"
    with begin_record(place) as store:
        with store.reading() as connection:
            room = connection.exec_driver_sql("PRAGMA page_count").scalar_one() + 20

        @event.listens_for(store.engine, "connect")
        def small(connection: sqlite3.Connection, _: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {room}")

        store.engine.dispose()
        with pytest.raises(DiskFull, match="Make room on the disk and run the same command again"):
            add(store, MANY, READER, batch=5)
    assert faults(place) == ""
    with open_record(place) as store:
        there = exported(store).count("\n")
        assert 0 < there < len(MANY)
        assert add(store, MANY, READER).known == there
        assert exported(store).count("\n") == len(MANY)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for half a record."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1500k", "mahdar-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a file system for the test cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def test_disk_that_is_full_indeed(small_disk: Path, tmp_path: Path) -> None:
    place = small_disk / "r.db"
    with begin_record(place) as store, pytest.raises(DiskFull):
        add(store, MANY * 20 + [article(str(n)) for n in range(1000)], READER, batch=5)
    assert faults(place) == ""
    with open_record(place) as store:
        there = exported(store)
        assert there
        backup(store, tmp_path / "elsewhere.db")
    restore(tmp_path / "elsewhere.db", tmp_path / "larger.db")
    with open_record(tmp_path / "larger.db") as store:
        assert exported(store) == there


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that every user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="mahdar-read-only-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_file_that_may_only_be_read_is_read_and_never_written(shared_folder: Path) -> None:
    place = shared_folder / "r.db"
    with begin_record(place) as store:
        add(store, DELIVERIES, READER)
        before = exported(store)
    place.chmod(0o444)
    shared_folder.chmod(0o555)
    told = shared_folder.parent / f"{shared_folder.name}.told"
    told.touch()
    told.chmod(0o666)
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:  # root may write everywhere
                os.setgid(65534)
                os.setuid(65534)
            with open_record(place) as store:
                told.write_text("read" if exported(store) == before else "not read", "utf-8")
                add(store, [article("9")], READER)
        except ReadOnlyRecord as error:
            told.write_text(f"{told.read_text('utf-8')}, {error}", "utf-8")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    words = told.read_text("utf-8")
    told.unlink()
    assert words.startswith("read, ")
    assert "Change the permissions" in words


def test_database_that_may_only_be_read(cluster: str) -> None:
    place = new_database(cluster)
    begin_record(place).close()
    with (
        open_record(f"{place}&options=-cdefault_transaction_read_only%3Don") as store,
        pytest.raises(ReadOnlyRecord),
    ):
        add(store, [article()], READER)


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="Look whether the folder"):
        begin_record(tmp_path / "gone" / "r.db")
    with pytest.raises(NoRecord, match="`mahdar add` begins one"):
        open_record(tmp_path / "r.db")
    assert not (tmp_path / "r.db").exists()


def test_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(NoAnswer, match=r"the server does not answer.*pg_isready"):
        begin_record(f"postgresql://mahdar:secret@/gone?host={tmp_path}")


def test_two_writers_at_once_store_everything_once(place: str, tmp_path: Path) -> None:
    children = []
    for part in (MANY[:40], MANY[20:]):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                with begin_record(place) as store:
                    add(store, part, READER, batch=3)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with begin_record(tmp_path / "alone.db") as alone, open_record(place) as store:
        add(alone, MANY, READER)
        assert exported(store) == exported(alone)
        assert not list(faults_in(store))


def test_writer_that_waits_too_long_is_told(place: str) -> None:
    begin_record(place).close()
    with open_record(place) as first, open_record(place, patience=0.2) as second:
        with first.writing(), pytest.raises(RecordBusy, match="Wait until that has ended"):
            add(second, [article()], READER)
        assert exported(second) == ""
        assert add(second, [article()], READER).articles == 1


def test_readers_go_on_while_one_writes(place: str) -> None:
    with begin_record(place) as store, open_record(place) as other:
        add(store, [article()], READER)
        before = exported(other)
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM search")
            assert exported(other) == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE versions SET text = text || 'x' WHERE article = 1", "is not the text's"),
        ("UPDATE records SET machine = '{' WHERE article = 1", "its record is damaged"),
        ("UPDATE statements SET content = 'x' WHERE article = 1", "its rows are not those of its record"),
        ("DELETE FROM participants", "its rows are not those of its record"),
        ("UPDATE search SET places = x'' WHERE article = 1", "its search terms do not fit"),
        ("UPDATE articles SET sha256 = 'x' WHERE number = 1", "its current version is not the newest"),
        ("DELETE FROM records WHERE article = 1", "`mahdar reread` reads it"),
        ("UPDATE articles SET outlet = 'x', id = 'n0' WHERE number = 1", "outlet and address"),
    ],
)
def test_corrupted_row_is_found_and_told(kept: Path, statement: str, words: str) -> None:
    assert faults(kept) == ""
    change(kept, statement)
    assert words in faults(kept)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET machine = '{'",
        "DELETE FROM records",
        "UPDATE statements SET content = 'x'",
        "DELETE FROM items",
        "UPDATE search SET terms = 'x'",
        "UPDATE articles SET sha256 = 'x', published = NULL",
    ],
)
def test_whatever_is_derived_is_made_anew_by_a_rebuild(kept: Path, statement: str) -> None:
    with open_record(kept) as store:
        before = exported(store)
        # The index of words would not fit terms changed behind its back.
        with store.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER search_forgotten")
            connection.exec_driver_sql(statement)
        rebuild(store, READER)
        assert exported(store) == before
        assert not list(faults_in(store))


def test_changed_decision_is_found(kept: Path) -> None:
    change(
        kept, "INSERT INTO decisions VALUES ('d1', 1, 'accept', 's1', NULL, NULL, NULL, 'x', 'y', NULL, '{}')"
    )
    assert "decision d1" in faults(kept)


def test_corrupted_page_is_told_and_the_backup_brings_the_record_back(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as store:
        before = exported(store)
        backup(store, tmp_path / "backup.db")
    with kept.open("r+b") as file:
        for page in range(8, kept.stat().st_size // 4096, 3):
            file.seek(page * 4096)
            file.write(b"\xff" * 512)
    with pytest.raises(RecordError) as told:
        words = faults(kept)
        assert words
        raise DamagedRecord(words)
    assert isinstance(told.value, DamagedRecord)
    for name in ("r.db", "r.db-wal", "r.db-shm"):
        if (tmp_path / name).exists():
            (tmp_path / name).rename(tmp_path / f"damaged-{name}")
    restore(tmp_path / "backup.db", kept)
    with open_record(kept) as store:
        assert exported(store) == before
        assert not list(faults_in(store))


def test_damaged_backup_is_not_restored(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as store:
        backup(store, tmp_path / "backup.db")
    data = bytearray((tmp_path / "backup.db").read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 512] = b"\xff" * 512
    (tmp_path / "backup.db").write_bytes(data)
    with pytest.raises(RecordError):
        restore(tmp_path / "backup.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_nothing_is_written_over(kept: Path, tmp_path: Path) -> None:
    with open_record(kept) as store:
        backup(store, tmp_path / "backup.db")
        with pytest.raises(RecordError, match="no backup is ever written over"):
            backup(store, tmp_path / "backup.db")
    with pytest.raises(RecordError, match="Move it away first"):
        restore(tmp_path / "backup.db", kept)


def test_backup_of_postgresql_is_restored_to_an_empty_database(cluster: str, tmp_path: Path) -> None:
    with begin_record(new_database(cluster)) as store:
        add(store, DELIVERIES, READER)
        before = exported(store)
        backup(store, tmp_path / "backup.dump")
    empty = new_database(cluster)
    restore(tmp_path / "backup.dump", empty)
    with open_record(empty) as store:
        assert exported(store) == before
        assert not list(faults_in(store))


def newer(store: Store) -> None:
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")


def test_newer_schema_is_neither_read_nor_written(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article()], READER)
        newer(store)
    for opening in (open_record, begin_record):
        with pytest.raises(NewerSchema, match="Install the newer Mahdar"):
            opening(place)


def test_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "words.db").write_text("قال سالم " * 100, "utf-8")
    change(tmp_path / "other.db", "CREATE TABLE things (name)")
    for name, kind in (("words.db", NotARecord), ("other.db", RecordError)):
        before = (tmp_path / name).read_bytes()
        for opening in (open_record, begin_record):
            with pytest.raises(kind, match="nothing was changed"):
                opening(tmp_path / name)
        assert (tmp_path / name).read_bytes() == before
