"""What a user installs, without the tools of those who build it: a wheel in a fresh environment."""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def ran(*command: object, **settings: str) -> str:
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        check=False,
        text=True,
        env={**env, **settings},
        cwd=ROOT / "examples",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_wheel_alone_reads_an_example(tmp_path: Path) -> None:
    quiet = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    # Built from a copy: what lay in an earlier build folder must not ride along.
    source = tmp_path / "source"
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    ran(sys.executable, *quiet, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, source)
    (wheel,) = tmp_path.glob("mahdar-*.whl")
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    # The versions of the lock file, as far as the wheel asks for them: the tools of the `dev` extra stay out.
    lock = tmp_path / "constraints.txt"
    text = (ROOT / "requirements.lock").read_text("utf-8")
    lock.write_text("\n".join(line.removesuffix("\\") for line in text.splitlines() if "==" in line), "utf-8")
    ran(sys.executable, *quiet, "--python", python, "install", "--constraint", lock, wheel)
    mahdar = tmp_path / "venv" / "bin" / "mahdar"
    assert "Example:" in ran(mahdar, "--help")
    assert json.loads(ran(mahdar, "schema"))["$id"].startswith("urn:mahdar:ArticleRecord")
    # A locale without UTF-8 must not keep Arabic from being printed.
    read = ran(mahdar, "read", ROOT / "examples", "--format", "jsonl", LC_ALL="C", PYTHONUTF8="0")
    assert len(read.splitlines()) >= 10
    assert any(json.loads(line)["statements"] for line in read.splitlines())
    # The migrations of the record ride along.
    place = tmp_path / "mahdar.db"
    assert "new articles" in ran(mahdar, "add", ROOT / "examples", "--record", place)
    assert "0 faults" in ran(mahdar, "verify", "--record", place)
