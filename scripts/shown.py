"""Runs the terminal examples of the docs and compares, or renews, what they show.

    python scripts/shown.py docs/tutorial.md docs/how-to/*.md           # tells what differs
    python scripts/shown.py --renew docs/tutorial.md docs/how-to/*.md   # writes what is shown now

Examples are the blocks ```console: lines that begin with `$ mahdar` are commands, those below them are what is shown.
A last line `…` stands for all that follows. Commands of a page run one after the other in one folder with the
examples and the files that the page gives (`title="…"`); pages of `how-to` begin with a record of the examples.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from mahdar.cli.group import mahdar

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: How the folder is called in what is shown.
HOME = "/home/layla"
CUT = "…"
#: What a clock makes: when a decision was taken, and the identifier made of it.
MOVING = {
    r"\bd[0-9a-f]{16}\b": "d0123456789abcdef",
    r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00": "2026-02-15T09:30:00+00:00",
}
#: A file that a page gives whole, under its name.
FILE = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
BEGIN = "mahdar add examples --collected 2026-02-15"


@dataclass
class Shown:
    """A command of a page, and the lines that the page shows for it."""

    command: str
    lines: list[str] = field(default_factory=list)

    def renewed(self, told: list[str]) -> list[str]:
        """The lines to show when these are told: as many as now where the rest is cut off, else all."""
        if self.lines[-1:] != [CUT]:
            return told
        kept = told[: len(self.lines) - 1]
        return [*kept, CUT] if len(told) > len(kept) else kept


def shown_in(block: str) -> list[Shown]:
    """The commands of a block.

    Raises:
        ValueError: where a block begins with something else.
    """
    found: list[Shown] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Shown(line[2:]))
        elif not found:
            raise ValueError(f"a terminal example begins with a command, not with {line!r}")
        else:
            found[-1].lines.append(line)
    return found


def run(command: str) -> list[str]:
    """What a command shows in the current folder, the folder's name made a fixed one, no blank lines at the end.

    Raises:
        ValueError: where it is no command of ours, or does not end well.
    """
    words = shlex.split(command)
    if words[:1] != ["mahdar"]:
        raise ValueError(
            f"{command!r} is no command of Mahdar; what only stands there is no ```console block"
        )
    done = CliRunner().invoke(mahdar, words[1:], catch_exceptions=False)
    if done.exit_code:
        raise ValueError(f"{command!r} ended with {done.exit_code}: {done.output}")
    told = done.output.replace(str(Path.cwd()), HOME)
    for moving, fixed in MOVING.items():
        told = re.sub(moving, fixed, told)
    return [line.rstrip() for line in told.rstrip().splitlines()]


@contextmanager
def a_desk(page: Path, begun: Path | None = None) -> Iterator[Path]:
    """A new folder to be in: the examples, the files that the page gives and, for pages of `how-to`, a record.

    Args:
        page: whose commands are run.
        begun: a record of the examples, if there is one to be copied.
    """
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        shutil.copytree(ROOT / "examples", place / "examples")
        for name, words in FILE.findall(page.read_text("utf-8")):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(words, "utf-8")
        os.chdir(place)
        try:
            if page.parent.name == "how-to":
                if begun:
                    shutil.copy(begun, "mahdar.db")
                else:
                    run(BEGIN)
            yield place
        finally:
            os.chdir(before)


def renew(page: Path, begun: Path | None = None) -> str:
    """The text of a page with what its commands show now."""
    text = page.read_text("utf-8")
    if not BLOCK.search(text):
        return text

    def block(match: re.Match[str]) -> str:
        lines: list[str] = []
        for one in shown_in(match[1]):
            lines += [f"$ {one.command}", *one.renewed(run(one.command))]
        return "```console\n" + "\n".join(lines) + "\n```"

    with a_desk(page, begun):
        return BLOCK.sub(block, text)


def main() -> None:
    """Compare or renew pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", type=Path)
    parser.add_argument("--renew", action="store_true")
    told = parser.parse_args()
    differing = []
    for page in told.pages:
        now = renew(page.resolve())
        if now != page.read_text("utf-8"):
            differing.append(page)
            if told.renew:
                page.write_text(now, "utf-8")
    for page in differing:
        print(f"{page}: {'renewed' if told.renew else 'shows something else than the commands do'}")
    if differing and not told.renew:
        sys.exit(1)


if __name__ == "__main__":
    main()
