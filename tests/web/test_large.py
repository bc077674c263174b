"""What keeps a large record quick is the same as what a small one is shown by."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

import mahdar.web.desk as desks
from mahdar.keeping.adding import add, add_unlinked
from mahdar.keeping.deciding import Who, decide
from mahdar.keeping.linking import are_linked
from mahdar.knowledge import load
from mahdar.record import tables
from mahdar.record.store import Store, begin_record
from mahdar.web.desk import Desk
from mahdar.web.linking_later import LinkingLater
from mahdar.web.queue import Queue, queue_of
from tests.made_up import CHANGED, DELIVERIES, article, stub_reader

LAYLA = Who("Layla")


def queue(desk: Desk) -> Queue:
    with desk.store.reading() as connection:
        return queue_of(desk, connection)


def assert_as_made_anew(desk: Desk) -> None:
    kept, anew = queue(desk), queue(Desk(desk.store))
    assert kept.items == anew.items and kept.pairs == anew.pairs
    assert kept.doubtful == anew.doubtful and kept.keys == anew.keys
    assert {a: set(n) for a, n in kept.of_articles.items() if n} == {
        a: set(n) for a, n in anew.of_articles.items()
    }
    assert [kept.place_of(waiting.id) for _, waiting in kept.items] == list(range(len(kept.pairs), len(kept)))


def test_a_queue_brought_up_to_a_record_is_the_one_made_anew(desk: Desk, store: Store) -> None:
    total = len(queue(desk))
    first = queue(desk).items[0][1]
    accepted = decide(store, LAYLA, "accept", first.item)
    assert len(queue(desk)) == total - 1 and queue(desk).place_of(first.id) is None
    assert_as_made_anew(desk)
    decide(store, LAYLA, "reject", queue(desk).items[-1][1].item)
    assert_as_made_anew(desk)
    decide(store, LAYLA, "undo", accepted.id)
    assert queue(desk).place_of(first.id) is not None
    assert_as_made_anew(desk)
    for one in DELIVERIES:
        add(store, [one], stub_reader())
        assert_as_made_anew(desk)
    add_unlinked(store, [article("1", CHANGED, published="2025-10-15", updated="2025-10-20")], stub_reader())
    assert_as_made_anew(desk)


def test_many_readers_at_once_each_have_a_connection_that_stays_open(store: Store) -> None:
    failures: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(20):
                with store.reading() as connection:
                    connection.scalar(select(func.count()).select_from(tables.statements))
                    time.sleep(0.001)
                    connection.scalar(select(func.count()).select_from(tables.articles))
        except Exception as error:
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(30)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert not failures


def test_no_one_waits_long_for_a_slow_linking_and_it_is_made_up_for() -> None:
    done: list[float] = []
    later = LinkingLater(lambda: (time.sleep(0.3), done.append(0.0)), patience=0.01, took=9.0)
    begun = time.monotonic()
    for _ in range(5):
        later.decided(shows_at_once=True)
    assert time.monotonic() - begun < 0.25
    later.finish()
    assert 1 <= len(done) <= 2, "those who ask while one is under way share the next"


def test_a_linking_that_fails_is_told_and_tried_again() -> None:
    tried: list[int] = []

    def link() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise OSError("the disk is full")

    later = LinkingLater(link)
    with pytest.raises(OSError, match="the disk is full"):
        later.decided(shows_at_once=True)
    later.decided(shows_at_once=True)
    assert len(tried) == 2


def test_decisions_that_do_not_end_do_not_keep_a_record_from_being_linked() -> None:
    done: list[float] = []
    later = LinkingLater(lambda: done.append(0.0), pause=0.02, took=9.0, quick=0.0)
    end = time.monotonic() + 3
    while not done and time.monotonic() < end:
        later.decided(shows_at_once=False)
        time.sleep(0.005)
    assert done


@pytest.mark.slow
def test_a_large_record_is_linked_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "LARGE", 0)
    monkeypatch.setattr(
        desks, "linked_again", lambda *_: pytest.fail("it was linked in the server's process")
    )
    with begin_record(tmp_path / "large.db") as store:
        add_unlinked(store, DELIVERIES, stub_reader())
        desk = Desk(store)
        desk.linking.decided(shows_at_once=False)
        desk.linking.finish()
        with store.reading() as connection:
            assert are_linked(connection, load())
            assert connection.scalar(select(func.count()).select_from(tables.merged_encounters))
