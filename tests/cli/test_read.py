"""`mahdar read`: articles in, records out."""

import json
from pathlib import Path

import pytest

from mahdar.model import record_from_json
from tests.cli.running import run

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORT = "عمّان – أكد وزير الخارجية سالم المرزوقي أن الحوار هو الطريق إلى حل دائم.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_table_names_the_article_and_the_day_its_dates_rest_on(report: Path) -> None:
    result = run("read", report, "--collected", "2025-10-16")
    assert result.exit_code == 0
    assert "report · جُمع 2025-10-16" in result.output
    assert "بلا تاريخ" in run("read", report).output


def test_jsonl_is_one_record_a_line_that_can_be_read_back(report: Path) -> None:
    result = run("read", report, "--format", "jsonl")
    (line,) = result.stdout.splitlines()
    assert record_from_json(line).text == REPORT


def test_explain_shows_the_text_with_offsets(report: Path) -> None:
    output = run("read", report, "--explain").output
    assert "     0 | عمّان – أكد وزير" in output
    assert "«أكد»" in output
    assert f"[{REPORT.index('أكد')}:{REPORT.index('أكد') + 3}]" in output


def test_control_characters_of_an_article_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("قال الوزير \x1b[2J\u202eنعم", "utf-8")
    for options in ([], ["--explain"]):
        output = run("read", path, *options).output
        assert "\x1b" not in output
        assert "\u202e" not in output


def test_failed_inputs_are_listed_and_the_rest_is_read(report: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = run("read", empty, report, "--format", "jsonl")
    assert result.exit_code == 1
    assert f"failed: {empty}: empty: no text" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_nothing_read_is_told_by_the_exit_code_and_leaves_the_output_file_alone(tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    output.write_text("before", "utf-8")
    result = run("read", tmp_path / "gone.txt", "--output", output)
    assert result.exit_code == 3
    assert output.read_text("utf-8") == "before"


@pytest.mark.parametrize(
    "args",
    [[], ["--collected", "yesterday", "x.txt"], ["--jobs", "0", "x.txt"], ["--knowledge", "no-such-folder", "x.txt"],
     ["--format", "xml", "x.txt"]],
)  # fmt: skip
def test_usage_errors(args: list[str]) -> None:
    assert run("read", *args).exit_code == 2


def test_output_file_holds_what_would_be_printed(report: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    assert run("read", report, "--format", "jsonl", "--output", output).exit_code == 0
    assert output.read_text("utf-8") == run("read", report, "--format", "jsonl").stdout


def test_examples_are_read_in_order_and_alike_by_any_number_of_processes() -> None:
    one = run("read", EXAMPLES, "--format", "jsonl")
    two = run("read", EXAMPLES, "--format", "jsonl", "--jobs", "2")
    assert one.exit_code == two.exit_code == 0, one.stderr
    assert one.stdout == two.stdout
    assert len({json.loads(line)["doc_id"] for line in one.stdout.splitlines()}) >= 10
