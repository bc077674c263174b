"""`mahdar copies`: articles in, pairs that share text out."""

import json
from pathlib import Path

from tests.cli.running import run
from tests.linking.wires import STATEMENT, WEATHER


def written(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_offsets_are_those_of_the_text_field(tmp_path: Path) -> None:
    title = "الوزير يستقبل السفيرة"
    file = written(
        tmp_path / "news.jsonl",
        {"id": "b", "title": title, "text": f"{WEATHER}\n{STATEMENT}", "collected": "2025-03-10"},
        {"id": "a", "title": title, "text": f"{title}\n\n{STATEMENT}", "published": "2025-03-11T08:00:00Z"},
    )
    (line,) = run("copies", file, "--format", "jsonl").stdout.splitlines()
    pair = json.loads(line)
    assert (pair["a"], pair["b"], pair["label"]) == ("a", "b", "copy")
    assert pair["passages"][0]["a"][0] == len(title) + 2
    assert pair["passages"][0]["b"][0] == len(WEATHER) + 1
    assert pair["origin"]["doc_id"] == "b"


def test_table_shows_the_words_that_differ(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STATEMENT, "utf-8")
    (tmp_path / "two.txt").write_text(STATEMENT.replace("340", "430"), "utf-8")
    result = run("copies", tmp_path)
    assert result.exit_code == 0
    assert "one ↔ two" in result.output
    assert "«340» ↔ «430»" in result.output


def test_window_can_be_set(tmp_path: Path) -> None:
    file = written(
        tmp_path / "news.jsonl",
        {"id": "a", "text": STATEMENT, "collected": "2025-03-01"},
        {"id": "b", "text": STATEMENT, "collected": "2025-03-05"},
    )
    assert run("copies", file, "--days", 4, "--format", "jsonl").stdout
    assert not run("copies", file, "--days", 3, "--format", "jsonl").stdout


def test_failed_inputs_are_listed_and_the_rest_is_compared(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STATEMENT, "utf-8")
    (tmp_path / "two.txt").write_text(STATEMENT, "utf-8")
    (tmp_path / "three.txt").write_bytes(b"")
    result = run("copies", tmp_path, "--format", "jsonl")
    assert result.exit_code == 1
    assert "failed: " in result.stderr
    assert len(result.stdout.splitlines()) == 1
    assert run("copies", tmp_path / "three.txt").exit_code == 3


def test_line_without_a_text_takes_nothing_from_the_article_of_the_same_name(tmp_path):
    body = (
        "أكد الوزير سالم العازمي أن بلاده تدعم الحوار بين الأطراف وتسعى إلى حل سياسي شامل يحفظ وحدة البلاد. "
        * 4
    )
    lines = [{"doc_id": "a"}, {"doc_id": "a", "text": body}, {"doc_id": "b", "text": body}]
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    (pair,) = [json.loads(line) for line in run("copies", path, "--format", "jsonl").stdout.splitlines()]
    assert (pair["a"], pair["b"], pair["label"]) == ("a", "b", "copy")
