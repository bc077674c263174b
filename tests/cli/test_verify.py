"""`mahdar verify`: records against their text."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mahdar.model import to_json
from tests.cli.running import run
from tests.model.test_json_of_records import RECORD


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def changed(**fields: Any) -> str:
    return json.dumps({**json.loads(to_json(RECORD)), **fields}, ensure_ascii=False)


def test_sound_records_are_counted(tmp_path: Path) -> None:
    result = run("verify", written(tmp_path, to_json(RECORD), "", to_json(RECORD)))
    assert result.exit_code == 0
    assert result.output == "2 records, 16 spans: 2 sound, 0 with faults\n"


def test_gzip_of_records_is_read(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(to_json(RECORD).encode()))
    assert run("verify", path).exit_code == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            changed(text=" " + RECORD.text),
            "statements[0].cue: «قال» does not stand at [0, 3): there stands « قا»",
        ),
        (changed(sha256="0" * 64), "sha256: "),
        (changed(sha256=5), "schema: "),
        ("{", "schema: "),
        (changed(actors=[]), "statements[0].speakers: no actor 'a1'"),
        (
            changed(statements=[*json.loads(to_json(RECORD))["statements"]] * 2),
            "statements[1].id: 's1' stands twice",
        ),
    ],
)
def test_what_does_not_hold_is_listed(tmp_path: Path, line: str, words: str) -> None:
    path = written(tmp_path, to_json(RECORD), line)
    result = run("verify", path)
    assert result.exit_code == 1
    assert f"{path}:2: " in result.output
    assert words in result.output
    assert "1 sound, 1 with faults" in result.output


def test_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    result = run("verify", tmp_path / "gone.jsonl")
    assert result.exit_code == 1
    assert "No such file" in result.output


def test_file_without_records_is_nothing_done(tmp_path: Path) -> None:
    assert run("verify", written(tmp_path, "")).exit_code == 3


def test_what_is_no_article_record_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("التقى الوزير نظيره في عمّان.\n", encoding="utf-8")
    done = run("verify", tmp_path / "article.txt")
    assert done.exit_code != 0
    assert "`mahdar read PATH --format jsonl`" in done.output
