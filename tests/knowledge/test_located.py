"""Where each entry of a knowledge file stands."""

from pathlib import Path

from mahdar.knowledge.located import entries, key_faults


def test_key_that_stands_twice_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "grammar.yml"
    path.write_text("light: [له, لها]\nlight: [اليوم, أمس, غدا]\n", encoding="utf-8")
    assert [fault.line for fault in key_faults(path)] == [2]
    assert list(entries(path))
