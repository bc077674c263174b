"""What is prepared where an article is read is what the store keeps, and nothing of it is made again."""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mahdar.keeping.adding import add, add_unlinked
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Who, decide
from mahdar.keeping.readers import Reader, Ready
from mahdar.knowledge import load
from mahdar.model import Article, ArticleRecord
from mahdar.record import prepared as module
from mahdar.record import tables
from mahdar.record.identity import article_id
from mahdar.record.prepared import Prepared, every_row, numbered, prepared, values_of
from mahdar.record.reading_back import current_records_of
from mahdar.record.stable import with_stable_ids
from mahdar.record.store import begin_record
from mahdar.record.terms import analysis_of
from tests.made_up import CHANGED, DELIVERIES, article, read_made_up, stub_reader
from tests.stores import exported

READER = stub_reader()
ANALYSIS = analysis_of(READER.knowledge)


def ready(one: Article) -> Prepared:
    return prepared(one, read_made_up(one), ANALYSIS)


@pytest.mark.parametrize("one", DELIVERIES)
def test_record_comes_back_with_stable_identifiers(one: Article) -> None:
    stable = with_stable_ids(read_made_up(one), article_id(one))
    assert ready(one).record(one.text) == stable


@pytest.mark.parametrize("one", DELIVERIES)
def test_rows_are_those_of_the_record_with_the_number_in_its_place(one: Article) -> None:
    made = ready(one)
    expected = every_row(with_stable_ids(read_made_up(one), article_id(one)), 7, {}, made.terms)
    for table in tables.DERIVED:
        rows = numbered(table, made.rows.get(table.name, ()), 7)
        assert rows == values_of(table, expected.get(table, ()))
        assert all(dict(zip(table.columns.keys(), row, strict=True))["article"] == 7 for row in rows)


def test_it_goes_from_process_to_process_without_loss() -> None:
    assert pickle.loads(pickle.dumps(ready(article()))) == ready(article())


def test_article_that_is_new_is_stored_without_decoding_its_record(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = counted(monkeypatch)
    with begin_record(place) as store:
        add_unlinked(store, [article("1"), article("2", CHANGED)], READER)
        assert decoded == []
        add_unlinked(store, [article("1", CHANGED, updated="2030-01-01")], READER)
        assert decoded != []
        assert not list(faults_in(store))


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records that are decoded from now on."""
    decoded: list[str] = []
    real = module.record_from_json

    def decode(line: str) -> ArticleRecord:
        decoded.append(line)
        return real(line)

    monkeypatch.setattr(module, "record_from_json", decode)
    return decoded


def test_decision_on_what_is_added_again_counts(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1")], READER)
        with store.reading() as connection:
            said = next(current_records_of(connection)).statements[0]
        decide(store, Who("ليلى"), "correct", said.id, correction=("act", "warn"))
        add(store, [article("1", collected="2000-01-01"), article("2", CHANGED)], READER)
        with store.reading() as connection:
            acts = [s.act for record in current_records_of(connection) for s in record.statements]
        assert acts.count("warn") == 1
        assert not list(faults_in(store))


def test_search_terms_of_other_knowledge_are_made_anew(place: str, tmp_path: Path) -> None:
    def strange(articles: Iterable[Article]) -> Iterator[Ready]:
        for one, made in READER.prepared(articles):
            assert isinstance(made, Prepared)
            yield one, replace(made, analysis="another", terms=ANALYSIS.of_text("كلمات غيرها"))

    reader = Reader("1", load(), READER.read, ready=strange)
    with begin_record(place) as store, begin_record(tmp_path / "expected.db") as expected:
        add(store, DELIVERIES, reader)
        add(expected, DELIVERIES, READER)
        assert exported(store) == exported(expected)
        assert not list(faults_in(store))
        with store.reading() as one, expected.reading() as other:
            asked = "SELECT id, terms, places FROM search JOIN articles ON number = article ORDER BY id"
            terms = [[*map(tuple, c.exec_driver_sql(asked))] for c in (one, other)]
        assert terms[0] == terms[1]
