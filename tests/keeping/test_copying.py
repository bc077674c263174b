"""Shared text of a record, looked for in parts: the texts of a day are read once and go to whoever asks for them."""

import pickle
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from mahdar.keeping import copying
from mahdar.keeping.adding import add
from mahdar.keeping.copying import Days, texts_of_part, whole_record
from mahdar.keeping.workers import ALONE, Processes
from mahdar.knowledge import load
from mahdar.linking.copies import DAYS, Part, SizedText, find_copies, parts_of
from mahdar.model import to_json
from mahdar.record.passages import text_sizes
from mahdar.record.store import begin_record
from tests.linking.wires import OTHER_WORDS, STATEMENT, WEATHER
from tests.made_up import article, stub_reader

FIRST = date(2025, 3, 1)
TEXTS = [STATEMENT, OTHER_WORDS, WEATHER, f"{OTHER_WORDS} {STATEMENT}"]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A record of sixty days, every other of which has an article, and two articles without a day."""
    articles = [
        article(f"{n}", TEXTS[n % 4], published=(FIRST + timedelta(2 * n)).isoformat() + "T09:30:00Z")
        for n in range(30)
    ]
    path: Path = tmp_path_factory.mktemp("copying") / "r.db"
    with begin_record(path) as store:
        add(store, [*articles, article("a", STATEMENT), article("b", WEATHER)], stub_reader())
        with store.reading() as reading:
            yield reading


def parts_with_texts(connection: Connection, wanted: int = 9) -> list[Part]:
    return parts_of([SizedText(*text) for text in text_sizes(connection)], wanted, DAYS)


def days_of(connection: Connection, room: int) -> Days:
    return Days(connection, (day for _, day, _ in text_sizes(connection)), room)


@pytest.mark.parametrize("room", [0, 5_000, 10**9])
def test_days_are_the_texts_that_a_part_looks_at(connection: Connection, room: int) -> None:
    days = days_of(connection, room)
    for part in parts_with_texts(connection) * 2:
        texts = [text for day in days.of(part) for text in pickle.loads(day)]
        assert sorted(texts, key=lambda text: text.doc_id) == texts_of_part(connection, part)


def test_with_room_every_day_is_read_once(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    texts_of = copying.texts_of

    def counted(connection: Connection, first: str, last: str) -> list[copying.CopyText]:
        found = texts_of(connection, first, last)
        read.update(text.day for text in found if text.day)
        return found

    monkeypatch.setattr(copying, "texts_of", counted)
    days = days_of(connection, 10**9)
    for part in sorted(parts_with_texts(connection), key=lambda part: part.first):
        days.of(part)
    assert len(read) == 30
    assert set(read.values()) == {1}


def test_without_room_only_the_days_asked_for_last_are_kept(connection: Connection) -> None:
    days = days_of(connection, 0)
    for part in parts_with_texts(connection):
        sent = days.of(part)
        if part.days_needed(DAYS):
            assert list(days._kept.values()) == sent[:-1]  # the last are those without a day


def test_day_whose_texts_were_taken_away_meanwhile_has_none(connection: Connection) -> None:
    days = Days(connection, ["2025-03-01", "2025-03-02"])
    part = Part((FIRST.toordinal(), ""), (FIRST.toordinal(), "z"))
    assert [len(pickle.loads(day)) for day in days.of(part)] == [1, 0]


@pytest.mark.parametrize("workers", [ALONE, Processes(2)])
def test_whoever_works_finds_what_the_texts_share(connection: Connection, workers: Processes) -> None:
    texts = copying.texts_of(connection, "0001-01-01", "9999-12-31")
    expected = [to_json(passage) for pair in find_copies(texts) for passage in pair.passages]
    assert len(expected) > 30
    found = [to_json(passage) for passage in whole_record(connection, load(), workers)]
    assert sorted(found) == sorted(expected)
