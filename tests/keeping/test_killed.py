"""Killed at any instant: nothing stored is lost, and the same command goes on to the same end."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Who, decide
from mahdar.keeping.rereading import rebuild, reread
from mahdar.record.ledger import ledger
from mahdar.record.reading_back import current_records_of
from mahdar.record.schema import SCHEMA, migrate, schema_of
from mahdar.record.store import Store, begin_record, open_record
from tests.killing import killed_after, killed_at
from tests.made_up import DELIVERIES, article, stub_reader, with_stops
from tests.stores import exported

READER = stub_reader()
WHO = Who("ليلى", clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))


def grown(place: str | Path) -> str:
    with begin_record(place) as store:
        add(store, DELIVERIES, READER, batch=3)
        return exported(store)


def articles_in(store: Store) -> int:
    with store.reading() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM articles").scalar_one()  # type: ignore[no-any-return]


def work_on(place: str, work: Callable[[Store], object]) -> Callable[[], None]:
    def done() -> None:
        with begin_record(place) as store:
            work(store)

    return done


def sound(place: str) -> None:
    with begin_record(place) as store:
        assert list(faults_in(store)) == []


def test_killed_while_adding(place: str, tmp_path: Path) -> None:
    expected = grown(tmp_path / "expected.db")
    adding = work_on(place, lambda store: add(store, DELIVERIES, READER, batch=3))
    step, most = 0, 0
    while killed_at(step, adding):
        with begin_record(place) as store:
            assert list(faults_in(store)) == []
            there = articles_in(store)
        assert there >= most
        step, most = step + 1, there
    assert step > 20
    assert grown(place) == expected


@pytest.mark.parametrize("again", [rebuild, reread])
def test_killed_while_rebuilding_or_reading_again(
    place: str, tmp_path: Path, again: Callable[..., int]
) -> None:
    expected = grown(tmp_path / "expected.db")
    with begin_record(place) as store:
        add(store, DELIVERIES, stub_reader("0", with_stops))
    step = 0
    while killed_at(step, work_on(place, lambda store: again(store, READER, batch=2))):
        step += 5
        sound(place)
    assert step > 20
    with begin_record(place) as store:
        assert exported(store) == expected
        assert not list(faults_in(store))


def test_killed_while_deciding(place: str) -> None:
    grown(place)
    with open_record(place) as store, store.reading() as connection:
        said = next(iter(current_records_of(connection))).statements[0]
    step = 0
    deciding = work_on(place, lambda store: decide(store, WHO, "reject", said.id))
    while killed_at(step, deciding):
        step += 1
        with open_record(place) as store:
            assert list(faults_in(store)) == []
            with store.reading() as connection:
                assert list(ledger(connection)) == []
    assert step > 10
    with open_record(place) as store, store.reading() as connection:
        assert [d.act for d in ledger(connection)] == ["reject"]
        assert said.id not in [s.id for r in current_records_of(connection) for s in r.statements]


def test_killed_while_the_record_is_begun(place: str) -> None:
    step = 0
    while killed_at(step, lambda: begin_record(place).close()):
        step += 9
    assert step > 20
    sound(place)


def test_killed_while_migrating_from_an_older_schema(place: str) -> None:
    older = begin_record_at(place, "0001")
    with older.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO articles (number, id, address, sha256) VALUES (1, 'n1', 'x', 'y')"
        )
    older.close()
    step = 0
    while killed_at(step, lambda: begin_record(place).close()):
        step += 1
        store = older_store(place)
        with store.reading() as connection:
            assert schema_of(connection) == "0001"
        assert articles_in(store) == 1
        store.close()
    assert step > 3
    with open_record(place) as store:
        assert articles_in(store) == 1
        with store.reading() as connection:
            assert schema_of(connection) == SCHEMA


def begin_record_at(place: str, schema: str) -> Store:
    store = older_store(place)
    with store.writing() as connection:
        migrate(connection, store.place, to=schema)
    return store


def older_store(place: str) -> Store:
    from mahdar.record.store import open_to_copy  # noqa: PLC0415

    Path(place).touch() if "://" not in place else None
    return open_to_copy(place)


@pytest.mark.slow
def test_killed_at_any_time(tmp_path: Path) -> None:
    place = str(tmp_path / "r.db")
    many = [article(str(n)) for n in range(400)]
    for n in range(8):
        killed_after(0.05 + 0.07 * n, work_on(place, lambda store: add(store, many, READER, batch=20)))
        sound(place)
    with begin_record(place) as store:
        add(store, many, READER)
        assert articles_in(store) == len(many)
        assert not list(faults_in(store))


def test_what_was_stored_is_on_the_disk_without_the_log_being_closed(tmp_path: Path) -> None:
    place = tmp_path / "r.db"
    store = begin_record(place)
    add(store, DELIVERIES, READER)
    for name in ("r.db", "r.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / name.replace("r.", "copy."))
    with open_record(tmp_path / "copy.db") as copy:
        assert exported(copy) == exported(store)
    store.close()
