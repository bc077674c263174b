"""The record is a function of articles, knowledge and decisions: whatever way it came about, the same bytes."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Who, add_item, decide, import_decisions
from mahdar.keeping.rereading import rebuild, reread
from mahdar.model import Decision
from mahdar.record.ledger import ledger
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import Store, begin_record
from tests.made_up import DELIVERIES, stub_reader, with_stops
from tests.stores import exported, new_database

READER = stub_reader()
OTHER = stub_reader("0", with_stops)
WHO = Who("ليلى", "قرأته", clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))

orders = st.permutations(DELIVERIES)
batches = st.integers(1, 5)


def decided(store: Store) -> list[Decision]:
    """Decisions of every kind, taken in one store."""
    with store.reading() as connection:
        records = list(current_records_of(connection))
        ids = dict(
            connection.exec_driver_sql(
                "SELECT s.id, a.id FROM statements s JOIN articles a ON a.number = s.article"
            ).all()
        )  # type: ignore[arg-type]
    said = [s for record in records for s in record.statements]
    met = [e for record in records for e in record.encounters]
    people = [record.actors for record in records]
    decide(store, WHO, "accept", said[0].id)
    decide(store, WHO, "reject", said[1].id)
    first = decide(store, WHO, "correct", said[2].id, correction=("act", "warn"))
    decide(store, WHO, "undo", first.id)
    decide(store, WHO, "correct", met[0].id, correction=("participants", [met[0].participants[0]]))
    decide(store, WHO, "merge", met[0].id, met[1].id)
    decide(store, WHO, "same-actor", people[0][0].id, people[1][0].id)
    decide(store, WHO, "not-same-actor", people[0][0].id, people[0][1].id)
    fields = {"kind": "group", "name": "الحاضرون", "mentions": [{"start": 0, "end": 4}]}
    add_item(store, WHO, ids[said[0].id], "actor", fields)
    with store.reading() as connection:
        return list(ledger(connection))


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Decision], str]:
    with begin_record(tmp_path_factory.mktemp("expected") / "r.db") as store:
        add(store, DELIVERIES, READER)
        decisions = decided(store)
        return decisions, exported(store)


quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(
    order=orders,
    batch=batches,
    cut=st.integers(0, len(DELIVERIES)),
    when=st.sampled_from(["first", "between", "last"]),
)
def test_any_order_and_batching_with_decisions_at_any_time(
    fresh: Callable[[], Path],
    expected: tuple[list[Decision], str],
    order: list[object],
    batch: int,
    cut: int,
    when: str,
) -> None:
    decisions, bytes_ = expected
    with begin_record(fresh()) as store:
        if when == "first":
            import_decisions(store, decisions)
        add(store, order[:cut], READER, batch=batch)  # type: ignore[arg-type]
        if when == "between":
            import_decisions(store, decisions[::-1])
        add(store, order[cut:], READER, batch=batch)  # type: ignore[arg-type]
        if when == "last":
            import_decisions(store, decisions)
        assert exported(store) == bytes_
        assert not list(faults_in(store))


@quick
@given(order=orders, batch=batches)
def test_grown_by_an_older_reader_and_read_again(
    fresh: Callable[[], Path], expected: tuple[list[Decision], str], order: list[object], batch: int
) -> None:
    decisions, bytes_ = expected
    with begin_record(fresh()) as store:
        add(store, order[:4], OTHER, batch=batch)  # type: ignore[arg-type]
        import_decisions(store, decisions)
        add(store, order[4:], OTHER, batch=batch)  # type: ignore[arg-type]
        reread(store, READER, batch=batch)
        assert exported(store) == bytes_
        assert not list(faults_in(store))


@quick
@given(order=orders, batch=batches)
def test_grown_or_rebuilt(
    fresh: Callable[[], Path], expected: tuple[list[Decision], str], order: list[object], batch: int
) -> None:
    decisions, bytes_ = expected
    with begin_record(fresh()) as store:
        add(store, order, READER)  # type: ignore[arg-type]
        import_decisions(store, decisions)
        rebuild(store, READER, batch=batch)
        assert exported(store) == bytes_
        assert not list(faults_in(store))


@settings(max_examples=4, deadline=None)
@given(order=orders, batch=batches)
def test_sqlite_or_postgresql(
    cluster: str, expected: tuple[list[Decision], str], order: list[object], batch: int
) -> None:
    decisions, bytes_ = expected
    with begin_record(new_database(cluster)) as store:
        add(store, order[:5], READER, batch=batch)  # type: ignore[arg-type]
        import_decisions(store, decisions)
        add(store, order[5:], READER, batch=batch)  # type: ignore[arg-type]
        assert exported(store) == bytes_
        rebuild(store, READER, batch=batch)
        assert exported(store) == bytes_
        assert not list(faults_in(store))


def test_export_holds_no_time_but_that_of_decisions(expected: tuple[list[Decision], str]) -> None:
    told = {at for line in expected[1].splitlines() for at in _times(json.loads(line))}
    assert told == {"2026-01-02T03:04:05+00:00"}


def _times(value: object) -> list[str]:
    if isinstance(value, dict):
        return [
            at for name, part in value.items() if name not in ("published", "text") for at in _times(part)
        ]
    if isinstance(value, list):
        return [at for part in value for at in _times(part)]
    return [word.strip(":") for word in value.split() if "T03:" in word] if isinstance(value, str) else []
