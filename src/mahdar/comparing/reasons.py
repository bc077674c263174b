"""Reasons in Arabic: the record tells them in English, and `reasons.yml` knows their shapes."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from mahdar.knowledge.files import read_yaml

_SHAPES = Path(__file__).parent / "reasons.yml"


@lru_cache(maxsize=4096)
def reason_in_arabic(words: str) -> str:
    """A reason, which the record tells in English, in Arabic; what no shape knows stays as it is.

    What stands before a colon and is one word, the name of an article, is kept apart from the words around it.
    """
    for pattern, told in _shapes():
        found = pattern.fullmatch(words)
        if found:
            return told.format(*(reason_in_arabic(part) for part in found.groups()))
    parts = words.split("; ")
    if len(parts) > 1:
        return "؛ ".join(map(reason_in_arabic, parts))
    article, colon, rest = words.partition(": ")
    if colon and not re.search(r"[\s«]", article):
        return f"\u2066{article}\u2069: {reason_in_arabic(rest)}"
    return words


@lru_cache(maxsize=1)
def _shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of the English reasons with their words in Arabic, those with the most words of their own first."""
    made = []
    for row in read_yaml(_SHAPES):
        parts = re.split(r"\{\d\}", row["en"])
        pattern = re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
        made.append((sum(map(len, parts)), pattern, row["ar"]))
    made.sort(key=lambda row: -row[0])
    return tuple((pattern, told) for _, pattern, told in made)
