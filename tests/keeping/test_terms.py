"""Search terms of one record agree, or the record tells that they do not."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.deciding import Who, decide
from mahdar.keeping.readers import Outcome, Reader
from mahdar.keeping.rereading import rebuild, reread
from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.record.reading_back import current_records_of
from mahdar.record.searching import Query, matching
from mahdar.record.store import Store, begin_record
from mahdar.record.terms import analysis_of
from mahdar.record.upkeep import terms_agree
from tests.made_up import TALKS, article, stub_reader

PLACES = "ar\talternatives\ten\tcountry\tkind\tambiguous\n"
TEXT = "زيارة\n\nقال سالم: نزور وردستان. وقالت ليلى: نعود."
OWN_TEXT = "لقاء\n\nقال سالم: عدنا من وردستان."
READER = stub_reader()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader whose knowledge holds a place that other knowledge takes for «و» and another word."""
    monkeypatch.setattr("mahdar.knowledge.compiled._cache_folders", lambda: [tmp_path / "cache"])
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "places.tsv").write_text(PLACES + "وردستان\t\tWardistan\tJO\tcity\t\n", encoding="utf-8")
    return replace(READER, knowledge=load(folder))


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with begin_record(place) as opened:
        yield opened


def found(store: Store, reader: Reader) -> int:
    """How many articles a question finds that is asked with the knowledge of a reader."""
    with store.reading() as connection:
        return len(matching(connection, Query(words="وردستان"), analysis_of(reader.knowledge)))


def agree(store: Store, reader: Reader) -> bool:
    with store.reading() as connection:
        return terms_agree(connection, analysis_of(reader.knowledge))


def cut_off(reader: Reader, after: int) -> Reader:
    """The reader, but it fails for good after so many articles."""

    def read(articles: Iterable[Article]) -> Iterator[Outcome]:
        for number, outcome in enumerate(reader.read(articles)):
            if number == after:
                raise KeyboardInterrupt
            yield outcome

    return replace(reader, read=read)


def test_decision_leaves_the_search_terms_as_they_are(store: Store, own: Reader) -> None:
    add(store, [article("1", TEXT)], own)
    assert (found(store, own), found(store, READER)) == (1, 0)
    with store.reading() as connection:
        said = next(current_records_of(connection)).statements[0]
    decide(store, Who("ليلى"), "reject", said.id)
    assert (found(store, own), agree(store, own)) == (1, True)


def test_articles_added_with_other_knowledge_are_told_until_they_are_read_again(
    store: Store, own: Reader
) -> None:
    add(store, [article("1", TEXT)], READER)
    assert agree(store, READER)
    add(store, [article("2", OWN_TEXT)], own)
    assert not agree(store, READER)
    assert not agree(store, own)
    reread(store, own)
    assert (found(store, own), agree(store, own)) == (2, True)


@pytest.mark.parametrize("again", [reread, rebuild])
def test_work_that_was_cut_off_is_told_and_ends_alike(store: Store, own: Reader, again: object) -> None:
    add(store, [article("1", TEXT), article("2", OWN_TEXT)], READER)
    with pytest.raises(KeyboardInterrupt):
        again(store, cut_off(own, after=1), batch=1)  # type: ignore[operator]
    assert (found(store, own), agree(store, READER)) == (1, False)
    again(store, own, batch=1)  # type: ignore[operator]
    assert (found(store, own), agree(store, own), agree(store, READER)) == (2, True, False)


def test_rebuild_begins_anew_where_others_wrote_with_other_knowledge_meanwhile(
    store: Store, own: Reader
) -> None:
    add(store, [article("1", TEXT), article("2", OWN_TEXT), article("3", TALKS)], READER)
    with pytest.raises(KeyboardInterrupt):
        rebuild(store, cut_off(own, after=2), batch=1)
    add(store, [article("1", TEXT + " انتهى.", updated="2030-01-01")], READER)
    rebuild(store, own, batch=1)
    assert (found(store, own), agree(store, own)) == (2, True)


def test_what_others_write_while_terms_are_made_anew_is_told(store: Store, own: Reader) -> None:
    add(store, [article("1", TEXT), article("2", OWN_TEXT)], READER)
    reread(store, own, stepped=lambda _: add(store, [article("3", TEXT)], READER))
    assert (found(store, own), agree(store, own)) == (2, False)
