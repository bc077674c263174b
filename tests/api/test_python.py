"""Mahdar in Python: one text read, a record with the verbs of the commands, tables, and a light import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import mahdar
from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.frames import rows_of
from mahdar.model import Article
from mahdar.record.errors import NoRecord
from mahdar.record.store import open_record
from tests.comparing.asking import words_in

TEXT = (
    "التقى وزير الخارجية المصري بدر عبد العاطي، اليوم في القاهرة، نظيره الأردني أيمن الصفدي. "
    "وقال عبد العاطي إن بلاده ترفض تهجير الفلسطينيين."
)
YEAR = Path(__file__).parents[1] / "comparing" / "year" / "articles.jsonl"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "year.db"
    with mahdar.Record.begin(path) as record:
        added = record.add(YEAR)
        assert added.articles > 0
        assert not added.failed
    return path


def test_import_and_command_line_load_no_reader_and_no_store() -> None:
    heavy = ("sqlalchemy", "numpy", "pandas", "polars", "mahdar.api", "mahdar.reading", "mahdar.comparing")
    code = "import sys, json, mahdar, mahdar.cli; print(json.dumps([m for m in %r if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code % (heavy,)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_names_are_listed_and_others_are_refused() -> None:
    assert {"read", "Record", "to_pandas", "to_polars"} <= set(dir(mahdar))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mahdar.nothing


def test_read_gives_the_record_that_a_record_kept_would_hold(tmp_path: Path) -> None:
    made = mahdar.read(TEXT, published="2025-10-16", doc_id="one")
    with mahdar.Record.begin(tmp_path / "one.db") as record:
        added = record.add_articles([Article(doc_id="one", text=TEXT, published="2025-10-16")])
        (kept,) = record.records()
    assert (added.articles, added.failed) == (1, ())
    assert kept == made
    assert made.encounters[0].date == "2025-10-16"
    assert made.statements


@pytest.mark.parametrize("field", ["published", "collected"])
def test_a_day_that_is_none_is_told(field: str) -> None:
    with pytest.raises(ValueError, match="no day or time"):
        mahdar.read(TEXT, **{field: "16/10/2025"})


def test_opening_a_record_that_is_not_there_says_how_to_begin_one(tmp_path: Path) -> None:
    with pytest.raises(NoRecord, match="mahdar add"):
        mahdar.Record.open(tmp_path / "none.db")


def test_articles_that_fail_are_told_and_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Not an Arabic text at all, so it is set aside.", "utf-8")
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    with mahdar.Record.begin(tmp_path / "some.db") as record:
        added = record.add(tmp_path / "bad.txt", tmp_path / "good.txt", collected="2025-10-16")
    assert added.articles == 1
    assert len(added.failed) == 1
    assert "bad" in added.failed[0]


def test_answers_are_those_of_the_questions(place: Path) -> None:
    with mahdar.Record.open(place) as record, open_record(place) as store, store.reading() as connection:
        assert record.encounters(limit=None) == encounters(connection, EncounterQuery(limit=None))


def test_every_verb_answers_with_exact_words(place: Path) -> None:
    with mahdar.Record.open(place) as record:
        texts = {article.doc_id: article.text for article in record.records()}
        visit = record.encounters(kind="visit", limit=None).lines[0].id
        who = record.encounter(visit).attendants[0].participant.id
        answers: tuple[object, ...] = (
            record.encounters(limit=None), record.encounter(visit), record.statements(limit=None),
            record.facts(), record.figures(), record.instruments(), record.file(who), record.readouts(visit),
            record.coverage(visit), record.commitments(), record.silences(visit), record.timeline(),
            record.network(), record.doubts(), record.doubts_of(visit), record.diff("2025"),
            record.wording(who, "territorial-integrity"),
        )  # fmt: skip
        found = list(words_in(answers))
    assert len(found) > 100
    assert all(words.span.holds_in(texts[words.doc_id]) for words in found)


def test_the_record_may_be_asked_while_its_articles_are_gone_through(place: Path) -> None:
    with mahdar.Record.open(place) as record:
        found = [record.search(outlet=one.outlet) for one in record.records() if one.outlet]
    assert found
    assert all(found)


def test_a_decision_is_taken_and_undone(tmp_path: Path) -> None:
    with mahdar.Record.begin(tmp_path / "one.db") as record:
        record.add_articles([Article(doc_id="one", text=TEXT, published="2025-10-16")])
        (said, *_) = record.statements().lines
        before = record.statements().total
        decision = record.decide("reject", said.id, by="Layla")
        assert record.statements().total == before - 1
        record.decide("undo", decision.id, by="Layla")
        assert record.statements().total == before


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_hold_every_line_and_its_place(place: Path, library: str) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed (pip install 'mahdar[frames]')")
    with mahdar.Record.open(place) as record:
        frames = record.frames(getattr(mahdar, f"to_{library}"))
        said = record.statements(limit=None).lines
    assert list(frames) == ["encounters", "statements", "facts", "figures", "instruments"]
    table = frames["statements"]
    assert list(table["id"]) == [one.id for one in said]
    assert list(table["exact"]) == [one.words[0].span.exact for one in said]
    assert [list(names) for names in table["speakers"]] == [[w.name for w in s.speakers] for s in said]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_table_of_nothing_is_an_empty_table(library: str) -> None:
    pytest.importorskip(library, reason=f"{library} is not installed (pip install 'mahdar[frames]')")
    table = getattr(mahdar, f"to_{library}")([])
    assert len(table) == 0
    assert "exact" in table.columns


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'mahdar\[frames\]'"):
        mahdar.to_pandas([])


def test_rows_of_one_kind_have_one_set_of_columns(place: Path) -> None:
    with mahdar.Record.open(place) as record:
        rows = rows_of(record.statements(limit=None).lines)
    assert len({tuple(row) for row in rows}) == 1
