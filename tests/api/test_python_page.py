"""The examples of docs/python.md run, in their order, in one folder, on the shipped examples."""

import re
import shutil
from pathlib import Path

import pytest

import mahdar

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_examples_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for library in ("pandas", "polars"):
        pytest.importorskip(library, reason=f"{library} is not installed (pip install 'mahdar[frames]')")
    assert len(BLOCKS) == 4
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for number, block in enumerate(BLOCKS, 1):
        exec(compile(block, f"docs/python.md, example {number}", "exec"), {})
        assert capsys.readouterr().out.strip()


def test_the_page_tells_the_first_encounter_as_it_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    exec(BLOCKS[0], {})
    assert "meeting 2025-10-16 القاهرة" in capsys.readouterr().out


def test_every_verb_stands_on_the_page() -> None:
    verbs = [name for name in vars(mahdar.Record) if not name.startswith("_") and name != "close"]
    assert [verb for verb in verbs if verb not in PAGE] == []
