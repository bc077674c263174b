"""Markdown written so that words of the code stay what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_CODE = re.compile(r"(`[^`]*`)")
_ARABIC = re.compile(r"[\u0600-\u06ff]")


class NoMeaning(Exception):
    """Something stands in the code and has no words here; the message says what and where to write them."""


@cache
def meanings() -> dict[str, Any]:
    """What words of the code mean where the code does not say: `meanings.yml`."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("meanings.yml").read_text("utf-8"))
    return loaded


def meaning(of: dict[str, str], name: str, where: str) -> str:
    """The words for a name.

    Raises:
        NoMeaning: where there are none.
    """
    words = of.get(name, "")
    if not words:
        raise NoMeaning(f"{name!r} has no words: write them in scripts/reference/meanings.yml under {where}")
    return words


def prose(words: str) -> str:
    """Words that are no Markdown but for code in backticks: all else that Markdown would take for a sign is escaped."""
    parts = _CODE.split(words)
    return "".join(p if p.startswith("`") else re.sub(r"([*<\[\]|])", r"\\\1", p) for p in parts)


def cell(words: str) -> str:
    """Words of one cell of a table: one line, bars but those within code escaped."""
    parts = _CODE.split(" ".join(words.split()))
    return "".join(p if p.startswith("`") else re.sub(r"\\?\|", r"\\|", p) for p in parts)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, a line a row."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell(one) for one in line) + " |" for line in lines) + "\n"


def arabic(words: str) -> str:
    """Arabic words with their direction and language told."""
    return f'<span lang="ar" dir="rtl">{words}</span>' if _ARABIC.search(words) else words
