"""After decisions the record is linked: at once where that is quick, else when the reviewer pauses."""

from __future__ import annotations

import time

from mahdar.web.linking_later import LinkingLater


def slow(done: list[float]) -> None:
    time.sleep(0.02)
    done.append(time.monotonic())


def test_a_quick_linking_follows_each_decision() -> None:
    done: list[float] = []
    later = LinkingLater(lambda: done.append(0.0))
    for _ in range(3):
        later.decided(shows_at_once=False)
    assert len(done) == 3


def test_a_slow_one_waits_until_the_reviewer_pauses() -> None:
    done: list[float] = []
    later = LinkingLater(lambda: slow(done), quick=0.01, pause=0.2)
    later.decided(shows_at_once=False)
    for _ in range(5):
        later.decided(shows_at_once=False)
    assert len(done) == 1
    deadline = time.monotonic() + 5
    while len(done) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    assert len(done) == 2


def test_what_stands_across_articles_is_linked_at_once_and_nothing_is_left_at_the_end() -> None:
    done: list[float] = []
    later = LinkingLater(lambda: slow(done), quick=0.01, pause=60)
    later.decided(shows_at_once=True)
    later.decided(shows_at_once=True)
    assert len(done) == 2
    later.decided(shows_at_once=False)
    later.finish()
    later.finish()
    assert len(done) == 3
