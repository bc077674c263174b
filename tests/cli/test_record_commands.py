"""The commands on a record: they say what they did, and what to do where they could not."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mahdar.keeping.adding import add
from mahdar.model import record_from_json
from mahdar.record.store import begin_record
from tests.cli.running import run
from tests.made_up import DELIVERIES, stub_reader

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record of made-up articles, named by the environment."""
    path = tmp_path / "r.db"
    with begin_record(path) as store:
        add(store, DELIVERIES, stub_reader())
    monkeypatch.setenv("MAHDAR_RECORD", str(path))
    return path


def ids(place: Path, table: str) -> list[str]:
    with closing(sqlite3.connect(place)) as connection:
        return [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY article, id")]


def test_articles_are_added_once(tmp_path: Path) -> None:
    news = EXAMPLES / "call-muscat-nairobi.txt"
    path = tmp_path / "r.db"
    first = run("add", news, tmp_path / "gone.txt", "--record", path)
    assert first.exit_code == 1
    assert "1 new articles, 0 new versions, 0 known already, 1 failed" in first.output
    again = run("add", news, "--record", path)
    assert again.exit_code == 0
    assert "0 new articles, 0 new versions, 1 known already" in again.output
    assert run("reread", "--record", path).output.endswith("0 versions read again\n")
    assert run("rebuild", "--record", path).output.endswith("rebuilt, 1 versions read\n")
    assert run("verify", "--record", path).output == f"{path}: 1 articles, 0 faults\n"


def test_records_and_export_are_article_records(place: Path) -> None:
    lines = run("export", "jsonl").output.splitlines()
    assert len(lines) == 5
    assert [record_from_json(line) for line in lines]
    assert run("records", "--format", "jsonl").output.splitlines() == lines
    assert len(run("records", "--format", "jsonl", "--outlet", "الرأي").output.splitlines()) == 2
    assert "سالم" in run("records").output


def test_search_tells_articles_and_places(place: Path) -> None:
    result = run("search", "الاردن", "--format", "jsonl")
    assert result.exit_code == 0
    hits = [json.loads(line) for line in result.output.splitlines()]
    assert all(hit["hits"][0]["exact"] in ("الأردن", "بالأردن", "الاردن") for hit in hits)
    assert run("search", "طوكيو").exit_code == 3
    assert "articles found" in run("search", '"وزير الخارجية"').output


def test_stats_count_what_there_is(place: Path) -> None:
    counts = json.loads(run("stats", "--format", "json").output)
    assert (counts["articles"], counts["versions"]) == (5, 7)
    assert "articles             5" in run("stats").output


def test_decision_is_taken_listed_taken_out_and_in_and_undone(place: Path, tmp_path: Path) -> None:
    said = ids(place, "statements")[0]
    taken = run("decide", "correct", said, "act", '"warn"', "--by", "ليلى", "--why", "قرأته")
    assert taken.exit_code == 0
    name = taken.output.split(":")[0]
    assert f"{name}  " in run("decisions", "list").output
    run("decisions", "export", "--output", tmp_path / "d.jsonl")
    run("add", EXAMPLES / "call-muscat-nairobi.txt", "--record", tmp_path / "other.db")
    result = run("decisions", "import", tmp_path / "d.jsonl", "--record", tmp_path / "other.db")
    assert "1 new decisions of 1" in result.output
    listed = run("decisions", "list", "--record", tmp_path / "other.db")
    assert "waiting: its article is not in the record" in listed.output
    assert run("decide", "undo", name, "--by", "ليلى").exit_code == 0
    assert "undone" in run("decisions", "list").output
    assert run("decisions", "list", "--set-aside").output == ""
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accept", "s0000000000000000"), "no item s0000000000000000"),
        (("correct", "{said}", "act", '["warn"'), "is no JSON"),
        (("correct", "{said}", "act", '"dance"'), "Invalid enum value"),
        (("add", "n0", "statement", "[]"), "a JSON object"),
        (("add", "n0", "statement", "{{}}"), "no article n0"),
    ],
)
def test_decision_that_cannot_be_taken_is_a_usage_error(
    place: Path, arguments: tuple[str, ...], words: str
) -> None:
    said = ids(place, "statements")[0]
    result = run("decide", *(argument.format(said=said) for argument in arguments), "--by", "ليلى")
    assert result.exit_code == 2
    assert words in result.output


def test_backup_and_restore(place: Path, tmp_path: Path) -> None:
    before = run("export", "jsonl").output
    assert run("backup", tmp_path / "b.db").exit_code == 0
    assert run("restore", tmp_path / "b.db").exit_code == 3
    assert run("restore", tmp_path / "b.db", "--record", tmp_path / "new.db").exit_code == 0
    assert run("export", "jsonl", "--record", tmp_path / "new.db").output == before


@pytest.mark.parametrize(
    "command", ["stats", "search x", "records", "export jsonl", "verify", "rebuild", "reread"]
)
def test_record_that_is_not_there_is_told_and_not_begun(tmp_path: Path, command: str) -> None:
    result = run(*command.split(), "--record", tmp_path / "gone.db")
    assert result.exit_code == 3
    assert "`mahdar add` begins one" in result.output
    assert not (tmp_path / "gone.db").exists()


def test_verify_lists_what_does_not_hold(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE versions SET text = text || 'x' WHERE article = 1")
        connection.commit()
    result = run("verify")
    assert result.exit_code == 1
    assert "is not the text's" in result.output
