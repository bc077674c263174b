"""A record goes from SQLite to PostgreSQL and back, and through pg_dump, with every row as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from mahdar.cli.group import mahdar
from mahdar.keeping.adding import add
from mahdar.keeping.backing_up import backup, restore
from mahdar.keeping.carrying import carry_over
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Who, decide
from mahdar.keeping.linking import are_linked
from mahdar.keeping.rereading import reread
from mahdar.record import tables
from mahdar.record.errors import RecordError
from mahdar.record.reading_back import current_records_of
from mahdar.record.searching import Query, search
from mahdar.record.store import Store, begin_record, open_record
from mahdar.record.terms import analysis_of
from tests.killing import killed_at
from tests.made_up import DELIVERIES, article, stub_reader, with_stops
from tests.stores import exported, new_database

READER = stub_reader()
WHO = Who("ليلى", "قرأته", clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in tables.metadata.sorted_tables
        }


@pytest.fixture
def lived(tmp_path: Path) -> Path:
    """A record that has a history: versions, decisions, redirects, links."""
    place = tmp_path / "lived.db"
    with begin_record(place) as store:
        add(store, DELIVERIES, stub_reader("0", with_stops))
        with store.reading() as connection:
            said = [s.id for r in current_records_of(connection) for s in r.statements]
        decide(store, WHO, "accept", said[0])
        undone = decide(store, WHO, "reject", said[1])
        decide(store, WHO, "undo", undone.id)
        reread(store, READER)
    return place


def test_from_sqlite_to_postgresql_and_back_with_every_row(cluster: str, lived: Path, tmp_path: Path) -> None:
    with (
        open_record(lived) as first,
        begin_record(new_database(cluster)) as second,
        begin_record(tmp_path / "back.db") as third,
    ):
        copied = carry_over(first, second)
        carry_over(second, third)
        assert rows_of(second) == rows_of(first) == rows_of(third)
        assert copied == {name: len(rows) for name, rows in rows_of(first).items()}
        assert {"redirects", "decisions", "deliveries", "reports"} <= {
            n for n, rows in copied.items() if rows
        }
        for store in (second, third):
            assert exported(store) == exported(first)
            assert list(faults_in(store)) == []
            with store.reading() as connection:
                assert are_linked(connection, READER.knowledge)
                assert search(connection, Query(words="الأردن"), analysis_of(READER.knowledge))


def test_what_was_copied_goes_on_growing(cluster: str, lived: Path) -> None:
    with open_record(lived) as first, begin_record(new_database(cluster)) as second:
        carry_over(first, second)
        assert add(second, [article("new"), *DELIVERIES], READER).articles == 1
        assert list(faults_in(second)) == []


def test_nothing_is_copied_over_a_record(lived: Path, fresh: Callable[[], Path]) -> None:
    with open_record(lived) as first, begin_record(fresh()) as second:
        add(second, [article("mine")], READER)
        before = rows_of(second)
        with pytest.raises(RecordError, match="nothing is ever written over"):
            carry_over(first, second)
        assert rows_of(second) == before


def test_killed_while_copying_leaves_nothing_and_is_done_again(place: str, lived: Path) -> None:
    def copying() -> None:
        with open_record(lived) as old, begin_record(place) as new:
            carry_over(old, new)

    begin_record(place).close()
    step = 20
    while killed_at(step, copying):
        step += 25
        with begin_record(place) as store:
            assert not any(rows_of(store).values())
    assert step > 45
    with open_record(lived) as old, begin_record(place) as new:
        assert rows_of(new) == rows_of(old)


def test_command_copies_and_tells_how_much(cluster: str, lived: Path) -> None:
    place = new_database(cluster)
    done = CliRunner().invoke(mahdar, ["copy", str(lived), place])
    assert done.exit_code == 0, done.output
    assert "5 articles, 3 decisions" in done.output
    again = CliRunner().invoke(mahdar, ["copy", str(lived), place])
    assert again.exit_code == 3
    assert "nothing is ever written over" in again.output
    assert CliRunner().invoke(mahdar, ["copy", str(lived), str(lived)]).exit_code == 3


@pytest.mark.skipif(not shutil.which("pg_dump"), reason="pg_dump is not installed (postgresql-client)")
def test_dumped_and_restored_in_another_database(cluster: str, lived: Path, tmp_path: Path) -> None:
    with open_record(lived) as first, begin_record(new_database(cluster)) as second:
        carry_over(first, second)
        expected, rows = exported(second), rows_of(second)
        backup(second, tmp_path / "record.dump")
    place = new_database(cluster)
    restore(tmp_path / "record.dump", place)
    with open_record(place) as third:
        assert list(faults_in(third)) == []
        assert exported(third) == expected
        assert rows_of(third) == rows
        assert add(third, [article("new")], READER).articles == 1
        with third.reading() as connection:
            assert search(connection, Query(words="الأردن"), analysis_of(READER.knowledge))
    verified = CliRunner().invoke(mahdar, ["verify", "--record", place])
    assert verified.exit_code == 0, verified.output
