"""Questions on the command line: every form of every answer, and errors that say what to do."""

import csv
import io
import json
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from
from tests.cli.running import run

YEAR = Path(__file__).parents[1] / "comparing" / "year" / "articles.jsonl"
OF_ENCOUNTER = ("encounter", "readouts", "coverage", "silences", "doubts")
OTHERS = {
    "encounters": [],
    "statements": ["--by", "العلي"],
    "facts": [],
    "figures": [],
    "instruments": [],
    "file": ["العلي"],
    "wording": ["العلي", "--topic", "territorial-integrity"],
    "commitments": ["--actor", "كوزنتسوف"],
    "timeline": [],
    "network": [],
    "diff": ["2025-10"],
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("questions") / "year.db"
    with begin_record(place) as store:
        articles = [one for one in articles_from([YEAR], None) if not isinstance(one, Failure)]
        add(store, articles, house_reader(None, 1))
    return place


@pytest.fixture(scope="module")
def visit(record: Path) -> str:
    found = run("encounters", "--kind", "visit", "--since", "2025-10", "--format", "json", "--record", record)
    name: str = json.loads(found.output)["lines"][0]["id"]
    return name


def arguments(question: str, visit: str) -> list[str]:
    return [question, visit] if question in OF_ENCOUNTER else [question, *OTHERS[question]]


QUESTIONS = [*OF_ENCOUNTER, *OTHERS]


@pytest.mark.parametrize("question", QUESTIONS)
def test_table_tells_where_words_stand(record: Path, visit: str, question: str) -> None:
    result = run(*arguments(question, visit), "--record", record)
    assert result.exit_code == 0
    assert "–" in result.output


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_is_one_object(record: Path, visit: str, question: str) -> None:
    result = run(*arguments(question, visit), "--format", "json", "--record", record)
    assert isinstance(json.loads(result.output), dict)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_of_csv_names_its_words(record: Path, visit: str, question: str) -> None:
    result = run(*arguments(question, visit), "--format", "csv", "--record", record)
    rows = list(csv.DictReader(io.StringIO(result.output.removeprefix("\ufeff"))))
    assert rows
    for row in rows:
        assert len(row["exact"]) == (int(row["end"]) - int(row["start"]) if row["exact"] else 0)
        assert bool(row["doc_id"]) == bool(row["exact"])
    assert any(row["exact"] for row in rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_lines_are_as_many_as_rows_of_csv(record: Path, visit: str, question: str) -> None:
    lines = run(*arguments(question, visit), "--format", "jsonl", "--record", record).output.splitlines()
    rows = run(*arguments(question, visit), "--format", "csv", "--record", record).output
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert len(lines) == len(list(csv.DictReader(io.StringIO(rows))))


def test_row_that_was_not_found_says_so(record: Path, visit: str) -> None:
    output = run("coverage", visit, "--format", "csv", "--record", record).output
    rows = csv.DictReader(io.StringIO(output.removeprefix("\ufeff")))
    absent = [row for row in rows if not row["exact"]]
    assert absent
    assert all(row["told"].startswith("not found in the ") for row in absent)


def test_pages_follow_one_another(record: Path) -> None:
    def page(offset: int, limit: int) -> list[str]:
        asked = ("--limit", limit, "--offset", offset, "--format", "json", "--record", record)
        return [line["id"] for line in json.loads(run("statements", *asked).output)["lines"]]

    assert page(0, 3) + page(3, 3) == page(0, 6)


def test_unknown_actor_is_told_with_the_nearest(record: Path) -> None:
    result = run("file", "مروان العليي", "--record", record)
    assert result.exit_code == 3
    assert "مروان العلي" in result.output


def test_unknown_encounter_is_told_with_how_to_list(record: Path) -> None:
    result = run("encounter", "m0000000000000000", "--record", record)
    assert result.exit_code == 3
    assert "`mahdar encounters` lists them" in result.output


def test_nothing_found_is_nothing_done(record: Path) -> None:
    assert run("statements", "--since", "2031", "--record", record).exit_code == 3


def test_whole_encounters_are_a_line_each(record: Path) -> None:
    lines = run("encounters", "--format", "jsonl", "--record", record).output.splitlines()
    assert all("reports" in json.loads(line) for line in lines)


def test_articles_that_are_not_kept_are_linked_and_shown() -> None:
    result = run("encounters", YEAR, "--format", "jsonl")
    assert result.exit_code == 0
    assert {json.loads(line)["kind"] for line in result.output.splitlines()} >= {"visit", "call"}


@pytest.mark.parametrize(
    "asked", [["statements", "--since", "أمس"], ["diff", "15/10/2025"], ["timeline", "--until", "2025-1"]]
)
def test_day_that_is_none_is_told_with_how_to_write_it(record: Path, asked: list[str]) -> None:
    result = run(*asked, "--record", record)
    assert result.exit_code == 2
    assert "2025-10-15" in result.output


def test_year_includes_its_last_day(record: Path) -> None:
    one = run("statements", "--until", "2025", "--format", "json", "--record", record)
    every = run("statements", "--format", "json", "--record", record)
    assert json.loads(one.output)["total"] == json.loads(every.output)["total"]
