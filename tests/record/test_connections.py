"""Connections to PostgreSQL: a pool of one size for all, checked before use, with errors that say what to do."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from mahdar.record.engines import POOL
from mahdar.record.errors import NoAnswer, NoRoomForMore
from mahdar.record.store import begin_record, open_record
from tests.stores import new_database


def test_pool_has_the_size_that_is_set_in_one_place(cluster: str) -> None:
    with begin_record(new_database(cluster)) as store:
        assert store.engine.pool.size() == POOL.kept  # type: ignore[attr-defined]
        with store.reading() as connection:
            told = {
                name: connection.scalar(text(f"SHOW {name}")) for name in ("jit", "lock_timeout", "timezone")
            }
        assert told == {"jit": "off", "lock_timeout": "30s", "timezone": "UTC"}


def test_connection_that_the_server_closed_is_opened_again(cluster: str) -> None:
    place = new_database(cluster)
    with begin_record(place) as store, open_record(place) as other:
        with store.reading() as connection:
            own = connection.scalar(text("SELECT pg_backend_pid()"))
        with other.writing() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
        with store.reading() as connection:
            assert connection.scalar(text("SELECT pg_backend_pid()")) != own


def test_connection_lost_in_the_middle_is_told_with_what_to_do(cluster: str) -> None:
    place = new_database(cluster)
    with begin_record(place) as store, open_record(place) as other:  # noqa: SIM117 (the order of the errors)
        with pytest.raises(NoAnswer, match="run the same command again"), store.writing() as connection:
            own = connection.scalar(text("SELECT pg_backend_pid()"))
            with other.reading() as killing:
                killing.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
            connection.execute(text("SELECT 1"))


def test_server_that_does_not_answer_is_told_with_what_to_do() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(NoAnswer, match="pg_isready") as told:
        open_record("postgresql://layla:secret@127.0.0.1:1/record")
    assert "secret" not in str(told.value)


def test_who_finds_every_connection_in_use_is_told(cluster: str) -> None:
    with begin_record(new_database(cluster), patience=0.2) as store:
        done = threading.Event()
        held = threading.Barrier(POOL.kept + POOL.beyond + 1)

        def hold() -> None:
            with store.reading():
                held.wait()
                done.wait()

        holders = [threading.Thread(target=hold) for _ in range(POOL.kept + POOL.beyond)]
        for holder in holders:
            holder.start()
        held.wait()
        try:
            with pytest.raises(NoRoomForMore, match="all connections are in use"), store.reading():
                pytest.fail("there was room")
        finally:
            done.set()
            for holder in holders:
                holder.join()
