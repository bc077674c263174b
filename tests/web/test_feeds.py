"""Feeds that a watch could not read are told on Today, whether the watch is at work or not."""

from __future__ import annotations

from pathlib import Path

from mahdar.record.store import Store
from mahdar.sources.fetching.memory import Memory
from mahdar.sources.fetching.notes import ListingNote
from mahdar.web.feeds import failed_feeds
from tests.web.conftest import Browser

URL = "https://news.example/rss.xml"


def failing(record: Path) -> Memory:
    memory = Memory(f"{record}.watch.db")
    note = ListingNote(url=URL)
    note.failed("404 <script>", 1_760_000_000.0)
    good = ListingNote(url="https://good.example/rss.xml")
    good.succeeded(1_760_000_000.0)
    memory.keep([note, good])
    return memory


def test_a_feed_that_failed_is_told_on_today(browser: Browser, store: Store) -> None:
    assert store.file is not None
    with failing(store.file):
        pass
    page = browser.get("/en/today").text
    assert URL in page and "did not answer, times in a row: 1" in page and "good.example" not in page
    assert "404 &lt;script&gt;" in page
    assert browser.get("/en/today.json").json()["feeds"][0]["url"] == URL


def test_a_watch_at_work_is_not_disturbed_and_its_failures_are_told(browser: Browser, store: Store) -> None:
    assert store.file is not None
    with failing(store.file) as memory:
        assert [feed.url for feed in failed_feeds(store.file)] == [URL]
        memory.keep([ListingNote(url=URL)])
        assert failed_feeds(store.file) == ()


def test_without_a_watch_or_with_a_broken_memory_nothing_is_told(tmp_path: Path) -> None:
    assert failed_feeds(None) == ()
    assert failed_feeds(tmp_path / "record.db") == ()
    (tmp_path / "record.db.watch.db").write_bytes(b"no database" * 100)
    assert failed_feeds(tmp_path / "record.db") == ()
