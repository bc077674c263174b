"""Same articles, same knowledge, same record: whatever the process hashes strings with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def records(seed: str, *options: str) -> bytes:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("mahdar")), "read", str(EXAMPLES), "--format", "jsonl", *options],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("options", [(), ("--jobs", "2")], ids=["one_process", "two_processes"])
def test_records_are_the_same_bytes_under_every_hash_seed(options: tuple[str, ...]) -> None:
    first = records("1")
    assert first.count(b"\n") >= len(list(EXAMPLES.glob("*.txt")))
    assert records("4242", *options) == first
