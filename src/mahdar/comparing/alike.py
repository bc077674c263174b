"""Words compared: how much two passages say the same, and which of their words differ, with exact places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from mahdar.arabic.fold import fold
from mahdar.knowledge.files import DATA
from mahdar.model import Span

_WORD = re.compile(r"\d+(?:[.,٫٬]\d+)*|(?:[^\W\d_]|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640])+")
#: What is written onto the beginning of a word, longest first.
_ONTO = ("وبال", "ولل", "وال", "بال", "فال", "كال", "لل", "ال", "و")
#: Words that two passages must share at least for them to be compared at all.
_FEWEST = 3
#: Share of the words of the shorter passage from which on two passages say the same.
SAME = 0.6


class Word(NamedTuple):
    """A word of a passage: what it is compared by, and its place in the article."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """Words in which two passages differ: those of the one, those of the other; None where one has none there."""

    a: Span | None = None
    b: Span | None = None


def words_of(span: Span) -> list[Word]:
    """The words of a passage with their places in the article."""
    return [
        Word(_key(found.group()), span.start + found.start(), span.start + found.end())
        for found in _WORD.finditer(span.exact)
    ]


@lru_cache(maxsize=20_000)
def content_keys(words: str) -> frozenset[str]:
    """What the words of a passage that carry meaning are compared by."""
    return frozenset(
        key
        for found in _WORD.finditer(words)
        if len(key := _key(found.group())) > 2 and not _is_function(key)
    )


def likeness(one: str, other: str) -> float:
    """How much of the shorter of two passages stands in the other, from 0 to 1; 0 where they share hardly a word."""
    a, b = content_keys(one), content_keys(other)
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared >= min(_FEWEST, len(a), len(b)) and shared else 0.0


def differing(a: Span, b: Span) -> tuple[Differing, ...]:
    """The words in which two passages differ, in order; spelling alone is no difference."""
    one, other = words_of(a), words_of(b)
    found: list[Differing] = []
    gap: list[tuple[int, int, int, int]] = []
    for step in Indel.opcodes([w.key for w in one], [w.key for w in other]):
        if step.tag == "equal":
            found += _told(gap, a, b, one, other)
            gap = []
        else:
            gap.append((step.src_start, step.src_end, step.dest_start, step.dest_end))
    return tuple(found + _told(gap, a, b, one, other))


def spans_by_words(span: Span, words: Sequence[Word]) -> Span | None:
    """The part of a passage from the first of some of its words to the last."""
    if not words:
        return None
    first, last = words[0].start, words[-1].end
    return Span(first, last, span.exact[first - span.start : last - span.start])


def _told(
    gap: Iterable[tuple[int, int, int, int]],
    a: Span,
    b: Span,
    one: Sequence[Word],
    other: Sequence[Word],
) -> list[Differing]:
    steps = list(gap)
    if not steps:
        return []
    of_a = one[min(s[0] for s in steps) : max(s[1] for s in steps)]
    of_b = other[min(s[2] for s in steps) : max(s[3] for s in steps)]
    return [Differing(a=spans_by_words(a, of_a), b=spans_by_words(b, of_b))]


@lru_cache(maxsize=100_000)
def _key(word: str) -> str:
    folded = fold(word)
    for onto in _ONTO:
        if folded.startswith(onto) and len(folded) > len(onto) + 2:
            return folded[len(onto) :]
    return folded


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    lines = (DATA / "function_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())


def _is_function(key: str) -> bool:
    return key in _function_words()
