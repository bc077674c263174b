"""`mahdar evaluate`: scores, errors, pins."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.evaluating.gold import gold


@pytest.fixture
def gold_file(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(gold(), ensure_ascii=False) + "\n", "utf-8")
    return path


def pins(tmp_path: Path, **scores: float) -> Path:
    path = tmp_path / "pins.json"
    path.write_text(
        json.dumps({"scores": {name.replace("_", " "): pin for name, pin in scores.items()}}), "utf-8"
    )
    return path


def test_records_are_scored_against_gold(gold_file: Path) -> None:
    result = run("evaluate", gold_file, gold_file)
    assert result.exit_code == 0
    assert "statement                        P 100.0  R 100.0  F1 100.0" in result.output


def test_reader_itself_is_scored_where_no_records_are_given(gold_file: Path) -> None:
    result = run("evaluate", gold_file, "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.output)["articles"] == 1


def test_errors_are_listed_up_to_the_number_asked_for(gold_file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", "utf-8")
    lines = run("evaluate", gold_file, empty, "--errors", "2").output.splitlines()
    assert [line for line in lines if line.startswith("g-1 ")] == lines[-2:]


def test_score_below_its_pin_fails_and_is_named(gold_file: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", "utf-8")
    guarded = pins(tmp_path, statement_F1=50.0)
    assert run("evaluate", gold_file, gold_file, "--pins", guarded).exit_code == 0
    result = run("evaluate", gold_file, empty, "--pins", guarded)
    assert result.exit_code == 1
    assert "fallen: statement F1 0.0 is below its pin 50.0" in result.stderr
    assert "FALLEN" in result.stdout


def test_pin_stands_beside_its_score(gold_file: Path, tmp_path: Path) -> None:
    output = run(
        "evaluate", gold_file, gold_file, "--pins", pins(tmp_path, via_F1=0.0, statement_F1=50.0)
    ).output
    (line,) = [line for line in output.splitlines() if line.startswith("statement F1")]
    assert line.split() == ["statement", "F1", "100.0", "50.0"]


@pytest.mark.parametrize("text", ["{", "[1]", "{}"])
def test_file_that_holds_no_records_is_told(gold_file: Path, tmp_path: Path, text: str) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text(text, "utf-8")
    result = run("evaluate", gold_file, other)
    assert result.exit_code == 1
    assert "Error: not a file of article records" in result.output


def test_gold_file_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    assert run("evaluate", tmp_path / "gone.jsonl").exit_code == 2
