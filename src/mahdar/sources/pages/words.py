"""The words by which pages tell their parts apart, from `words.yml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from mahdar.arabic.fold import fold

_WORD = re.compile(r"[^\W_]+(?:[+-](?!\w))?")


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(
        (files(__package__) / "words.yml").read_text(encoding="utf-8")
    )
    return lists


@lru_cache(maxsize=32)
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a list, each as its folded words."""
    return frozenset(tuple(plain(phrase)) for phrase in _lists()[name])


@lru_cache(maxsize=32)
def longest(name: str) -> int:
    """Words of the longest phrase of a list."""
    return max(map(len, phrases(name)))


def plain(text: str) -> list[str]:
    """The folded words of a text, without marks; Latin ones in small letters."""
    return _WORD.findall(fold(text).lower())


def begins_with(words: list[str], name: str) -> int:
    """How many words of the longest phrase of a list stand at the beginning of some words; 0 where none does."""
    known = phrases(name)
    return next((n for n in range(min(longest(name), len(words)), 0, -1) if tuple(words[:n]) in known), 0)


def left_over(words: list[str], *names: str) -> int:
    """How many of some words are in no phrase of these lists."""
    left = at = 0
    while at < len(words):
        taken = max(begins_with(words[at : at + 8], name) for name in names)
        left += not taken
        at += taken or 1
    return left
