"""Word lists: how often a folded word was seen as an ordinary word, and how often as part of a person's name."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

_WEIGHT = 2.0
"""How many imagined occurrences the guess for unseen words is worth."""
_UNKNOWN, _LISTED, _IN_NAMES = 0.3, 0.7, 0.8
"""Share of person names among words never seen; known from name lists only; known from names in running text."""


def load_sections(name: str) -> dict[str, int]:
    """Read a list written in sections: a heading `# count`, then the words seen that often, one a line."""
    text = (files("mahdar.arabic") / "weights" / name).read_text(encoding="utf-8")
    counts: dict[str, int] = {}
    for section in ("\n" + text).split("\n# ")[1:]:
        count, _, words = section.partition("\n")
        counts.update(dict.fromkeys(words.split("\n"), int(count)))
    counts.pop("", None)
    return counts


@lru_cache(maxsize=1)
def common_words() -> dict[str, int]:
    """Folded words seen outside person names, with the number of times seen; loaded once, not to be changed."""
    return load_sections("common_words.txt")


@lru_cache(maxsize=1)
def name_words() -> dict[str, int]:
    """Folded words of person names, with the times seen in running text (0: from lists of names only)."""
    return load_sections("name_words.txt")


@lru_cache(maxsize=100_000)
def is_common(norm: str) -> bool:
    """Whether a folded word was seen as an ordinary word, and at least as often as in a person's name."""
    count = common_words().get(norm, 0)
    return count > 0 and count >= name_words().get(norm, 0)


def is_ordinary(norm: str) -> bool:
    """Whether a folded word is a common one, or its accusative («إرهابيا»)."""
    return is_common(norm) or (norm.endswith("ا") and is_common(norm[:-1]))


def is_name_word(norm: str) -> bool:
    """Whether a folded word is known as part of a person's name, from running text or from lists of names."""
    return norm in name_words()


@lru_cache(maxsize=100_000)
def name_ratio(norm: str) -> float:
    """Share of a folded word's occurrences that lie inside person names, smoothed, between 0 and 1.

    A word never seen gets 0.3 (unknown words of news are often foreign names), 0.7 when lists of names hold it.
    Attached و ب ل are not taken off: give the bare word.
    """
    inside = name_words().get(norm)
    outside = common_words().get(norm, 0)
    guess = _UNKNOWN if inside is None else _IN_NAMES if inside else _LISTED
    seen = inside or 0
    return (seen + guess * _WEIGHT) / (seen + outside + _WEIGHT)
