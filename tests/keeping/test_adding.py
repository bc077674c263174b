"""Adding: what is new, what is another article, what is a new version, and what cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.record.articles import stored_articles
from mahdar.record.growing import Grown
from mahdar.record.identity import article_id
from mahdar.record.store import begin_record
from tests.made_up import CHANGED, DELIVERIES, article, stub_reader
from tests.stores import exported

READER = stub_reader()


def test_same_outlet_address_and_text_is_nothing_new(place: str) -> None:
    with begin_record(place) as store:
        assert add(store, [article()], READER) == Grown(articles=1)
        before = exported(store)
        assert add(store, [article()], READER) == Grown(known=1)
        assert exported(store) == before


def test_same_text_in_another_outlet_is_another_article(place: str) -> None:
    with begin_record(place) as store:
        assert add(store, [article(), article(outlet="الرأي")], READER) == Grown(articles=2)


def test_url_names_an_article_before_doc_id(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1", url="https://example.org/a")], READER)
        assert add(store, [article("2", url="https://example.org/a")], READER) == Grown(known=1)
        assert add(store, [article("1", url="https://example.org/b")], READER) == Grown(articles=1)


def test_changed_text_is_a_new_version_and_the_old_is_kept(place: str) -> None:
    old, new = article(collected="2025-10-15"), article(text=CHANGED, collected="2025-10-16")
    with begin_record(place) as store:
        add(store, [old], READER)
        assert add(store, [new], READER) == Grown(versions=1)
        assert "بعد التصحيح" in exported(store)
        with store.reading() as connection:
            stored = stored_articles(connection, [article_id(old)])[article_id(old)]
        assert {version.text for version in stored.versions.values()} == {old.text, new.text}


def test_older_version_that_comes_late_does_not_become_current(place: str) -> None:
    old, new = article(updated="2025-10-15"), article(text=CHANGED, updated="2025-10-16")
    with begin_record(place) as store:
        add(store, [new], READER)
        before = exported(store)
        assert add(store, [old], READER) == Grown(versions=1)
        assert exported(store) == before


def test_of_one_text_with_two_days_the_one_collected_first_stands(place: str) -> None:
    late, early = article(collected="2025-10-17"), article(collected="2025-10-16")
    with begin_record(place) as store:
        add(store, [late], READER)
        add(store, [early], READER)
        assert '"collected":"2025-10-16"' in exported(store)
        with store.reading() as connection:
            told = connection.exec_driver_sql("SELECT told FROM deliveries").scalars().all()
        assert len(told) == 1
        assert "2025-10-17" in told[0]
        assert not list(faults_in(store))


def test_article_that_cannot_be_read_is_told_and_the_others_go_in(place: str) -> None:
    failures: list[tuple[str, str]] = []
    with begin_record(place) as store:
        grown = add(
            store,
            [article("1"), article("2", "غير مقروء"), article("3")],
            READER,
            failed=lambda one, reason: failures.append((one.doc_id, reason)),
        )
    assert grown == Grown(articles=2)
    assert failures == [("2", "could not be read: made to fail")]


def test_progress_is_told_after_every_batch(tmp_path: Path) -> None:
    told: list[int] = []
    with begin_record(tmp_path / "r.db") as store:
        add(store, [article(str(n)) for n in range(5)], READER, stepped=told.append, batch=2)
    assert told == [2, 4, 5]


def test_what_is_known_is_not_read_again(tmp_path: Path) -> None:
    def unwanted(*_: object) -> None:
        pytest.fail("read again")

    with begin_record(tmp_path / "r.db") as store:
        add(store, DELIVERIES, READER)
        counted = add(store, DELIVERIES, stub_reader("1", unwanted))  # type: ignore[arg-type]
    assert counted == Grown(known=len(DELIVERIES))


def test_whole_universe_of_deliveries_verifies(place: str) -> None:
    with begin_record(place) as store:
        add(store, DELIVERIES, READER)
        assert list(faults_in(store)) == []


@pytest.mark.parametrize("field", ["doc_id", "text", "outlet", "url", "title", "author"])
@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_what_no_database_can_hold_is_told_and_the_others_go_in(tmp_path: Path, field: str, bad: str) -> None:
    failures: list[str] = []
    wrong = replace(article("2"), **{field: bad})  # type: ignore[arg-type]
    with begin_record(tmp_path / "r.db") as store:
        grown = add(store, [wrong, article("1")], READER, failed=lambda _, reason: failures.append(reason))
    assert grown == Grown(articles=1)
    assert failures == ["a field holds NUL or half a surrogate pair, which no record can hold"]
