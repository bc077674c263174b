"""`mahdar encounters` and `mahdar link`: what stands across articles, from a record and without one."""

import json
from pathlib import Path

from tests.cli.running import run

ONE = "استقبل الرئيس الروسي فلاديمير بوتين في الكرملين اليوم الاثنين الرئيس السوري أحمد الشرع."
OTHER = "التقى الرئيس السوري أحمد الشرع أمس نظيره الروسي فلاديمير بوتين في موسكو."
UNDATED = "عقد الرئيس الروسي فلاديمير بوتين جلسة مباحثات مع الرئيس السوري أحمد الشرع في الكرملين."


def articles_in(folder: Path) -> Path:
    """Two dated reports of one meeting, and one that may be of it."""
    lines = [
        {"doc_id": "a", "text": ONE, "published": "2025-11-03", "outlet": "x"},
        {"doc_id": "b", "text": OTHER, "published": "2025-11-04", "outlet": "y"},
        {"doc_id": "c", "text": UNDATED, "collected": "2026-02-15", "outlet": "z"},
    ]
    path = folder / "news.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return path


def encounters(*arguments: str | Path) -> list[dict[str, object]]:
    done = run("encounters", *arguments, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def documents(one: dict[str, object]) -> list[str]:
    return [doc_id for doc_id, _ in one["reports"]]  # type: ignore[attr-defined]


def test_encounters_of_a_record_and_of_the_same_articles_without_one_are_the_same(tmp_path: Path) -> None:
    path, record = articles_in(tmp_path), tmp_path / "r.db"
    assert run("add", path, "--record", record).exit_code == 0
    assert encounters("--record", record) == encounters(path)
    assert sorted(map(documents, encounters(path))) == [["a", "b"], ["c"]]


def test_reports_bear_the_identifiers_that_read_and_records_print(tmp_path: Path) -> None:
    path, record = articles_in(tmp_path), tmp_path / "r.db"
    run("add", path, "--record", record)
    printed = {
        command: {
            (line["doc_id"], one["id"])
            for line in map(json.loads, run(*command, "--format", "jsonl").stdout.splitlines())
            for one in line["encounters"]
        }
        for command in (("read", path), ("records", "--record", record))
    }
    reports = {tuple(report) for one in encounters(path) for report in one["reports"]}  # type: ignore[attr-defined]
    assert all(reports == found for found in printed.values())


def test_merge_by_hand_counts_until_it_is_undone(tmp_path: Path) -> None:
    path, record = articles_in(tmp_path), tmp_path / "r.db"
    run("add", path, "--record", record)
    before = encounters("--record", record)
    two = [str(one["id"]) for one in before]
    done = run("decide", "merge", *two, "--by", "Layla", "--record", record)
    assert done.exit_code == 0, done.output
    (merged,) = encounters("--record", record)
    assert documents(merged) == ["a", "b", "c"]
    assert merged["decisions"]
    decision = done.stdout.split(":")[0]
    assert run("decide", "undo", decision, "--by", "Layla", "--record", record).exit_code == 0
    assert encounters("--record", record) == before


def test_link_tells_what_there_is_and_that_nothing_changed(tmp_path: Path) -> None:
    path, record = articles_in(tmp_path), tmp_path / "r.db"
    run("add", path, "--record", record)
    assert "linked already" in run("link", "--record", record).stdout


def test_table_names_day_place_people_and_what_is_open(tmp_path: Path) -> None:
    shown = run("encounters", articles_in(tmp_path)).stdout
    assert "2025-11-03" in shown
    assert "فلاديمير بوتين" in shown
    assert "قد ينتمي إليه: c" in shown


def test_without_articles_nothing_is_done(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", "utf-8")
    assert run("encounters", empty).exit_code == 3
