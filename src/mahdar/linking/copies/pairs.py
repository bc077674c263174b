"""Which texts share which shingles within the window, and which of the shingles other days have too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mahdar.linking.copies.shingles import Hashes, Numbers, Words, shingles_of

#: A shingle of more texts of one window than this is nobody's.
MOST_TEXTS = 100
#: A story is told again for so many days; a shingle in texts further away belongs to no one story.
SAME_STORY = 2
#: Day of a text without one: after all others, and within any window.
UNDATED = 10_000_000
#: Bits by which shingles of own texts are told from others: so many more than it takes to count them, up to a bound.
_SPARE_BITS, _MOST_BITS = 4, 27

Indexes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Shingles that two texts share, ordered by pair and place; `a` is the text of the lower number.

    Attributes:
        a: number of the one text.
        b: number of the other.
        at_a: index of the shingle's first word among the words of `a`'s text, counted from 0.
        at_b: the same in `b`'s text.
        elsewhere: how many texts in the window, of days more than `SAME_STORY` away from both, hold the shingle.
    """

    a: Numbers
    b: Numbers
    at_a: Numbers
    at_b: Numbers
    elsewhere: Numbers


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where shingles of several texts stand, ordered by shingle, day and text; indexes are into these arrays.

    `first` to `after` is the window around the day, `near_first` to `near_after` the days of one story around it,
    `loose_first` to `loose_after` the texts without a day, which follow all others.
    """

    text: Numbers
    at: Numbers
    first: Indexes
    after: Indexes
    near_first: Indexes
    near_after: Indexes
    loose_first: Indexes
    loose_after: Indexes


def seeds_of(words: Words, days: NDArray[np.int32], window: int, own: NDArray[np.bool_]) -> Seeds:
    """The shingles that texts at most `window` days apart share.

    What is told of a pair rests on the texts from `window` days before the earlier to `window` days after the later
    one, on those without a day, and on nothing else.

    Args:
        words: the words of the texts.
        days: day of each text as a number, or `UNDATED`, which lies within any window.
        window: how many days apart.
        own: for each text whether pairs are wanted of which it is the earlier one (of one day, the lower number; a
            text without a day is the later one).
    """
    found = _occurrences(words, days, window, own)
    parts = [*_within_days(found, own), *_with_undated(found, own)]
    one, other, elsewhere = (np.concatenate(column) for column in zip(*parts, strict=True))
    return _ordered(found, one, other, elsewhere.astype(np.int32))


Couples = tuple[Indexes, Indexes, Indexes]
"""Occurrences of a shingle, as many others of it, and how many texts of other days hold it."""


def _within_days(found: _Occurrences, own: NDArray[np.bool_]) -> Iterator[Couples]:
    """Texts that both have a day, and texts that both have none."""
    here = np.flatnonzero(own[found.text])
    for distance in range(1, MOST_TEXTS):
        here = here[here + distance < found.after[here]]
        there = here + distance
        around = found.after[there] - found.first[here]
        fit = around <= MOST_TEXTS
        yield here[fit], there[fit], (around - found.near_after[there] + found.near_first[here])[fit]


def _with_undated(found: _Occurrences, own: NDArray[np.bool_]) -> Iterator[Couples]:
    """Texts of which one alone has a day."""
    here = np.flatnonzero(own[found.text] & (np.arange(len(found.text)) < found.loose_first))
    loose = (found.loose_after - found.loose_first)[here]
    here = here[(loose > 0) & (loose + (found.after - found.first)[here] <= MOST_TEXTS)]
    for place in range(MOST_TEXTS):
        here = here[found.loose_first[here] + place < found.loose_after[here]]
        near = found.near_after[here] - found.near_first[here]
        yield here, found.loose_first[here] + place, found.after[here] - found.first[here] - near


def _occurrences(words: Words, days: NDArray[np.int32], window: int, own: NDArray[np.bool_]) -> _Occurrences:
    hashes, at = _of_own(*shingles_of(words), words, own)
    hashes, at, text = _shared(hashes, at, words)
    day = days[text]
    order = np.lexsort((text, day, hashes))
    hashes, at, text, day = hashes[order], at[order], text[order], day[order]
    group = np.cumsum(np.concatenate([np.zeros(min(1, len(hashes)), bool), hashes[1:] != hashes[:-1]]))
    # Days as small numbers, with room for the window on either side, so that a group and a day make one key.
    dated = day[day != UNDATED]
    earliest = int(dated.min(initial=UNDATED))
    last = int(dated.max(initial=earliest)) - earliest
    room = 2 * window + 1
    undated = last + room
    small = np.where(day == UNDATED, undated, day - earliest).astype(np.int64)
    base = group.astype(np.int64) * (undated + room)
    keys = base + small
    near = min(SAME_STORY, window)
    return _Occurrences(
        text,
        at,
        np.searchsorted(keys, keys - window),
        np.searchsorted(keys, keys + window, side="right"),
        np.searchsorted(keys, keys - near),
        np.searchsorted(keys, keys + near, side="right"),
        np.searchsorted(keys, base + undated),
        np.searchsorted(keys, base + undated, side="right"),
    )


def _of_own(hashes: Hashes, at: Numbers, words: Words, own: NDArray[np.bool_]) -> tuple[Hashes, Numbers]:
    """The shingles that an own text has, wherever they stand, and a few others: those of no own text join no pair.

    They are told by some of their bits, which spares sorting the others.
    """
    if own.all():
        return hashes, at
    owned = np.repeat(own, np.diff(words.bounds))[at]
    bits = max(1, int(owned.sum())).bit_length() + _SPARE_BITS
    some = hashes >> np.uint64(64 - min(bits, _MOST_BITS))
    held = np.zeros(1 << min(bits, _MOST_BITS), bool)
    held[some[owned]] = True
    kept = held[some]
    return hashes[kept], at[kept]


def _shared(hashes: Hashes, at: Numbers, words: Words) -> tuple[Hashes, Numbers, Numbers]:
    """The shingles that stand in more than one text, the first of each text, with the numbers of the texts."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    same = ordered[1:] == ordered[:-1]
    no = np.zeros(min(1, len(ordered)), bool)
    order = order[np.concatenate([same, no]) | np.concatenate([no, same])]
    hashes, at = hashes[order], at[order]
    text = (np.searchsorted(words.bounds, at, side="right") - 1).astype(np.int32)
    again = (hashes[1:] == hashes[:-1]) & (text[1:] == text[:-1])
    once = np.concatenate([np.ones(min(1, len(hashes)), bool), ~again])
    return hashes[once], (at - words.bounds[text])[once].astype(np.int32), text[once]


def _ordered(found: _Occurrences, one: Indexes, other: Indexes, elsewhere: Numbers) -> Seeds:
    turned = found.text[one] > found.text[other]
    one, other = np.where(turned, other, one), np.where(turned, one, other)
    a, b, at_a, at_b = found.text[one], found.text[other], found.at[one], found.at[other]
    order = np.lexsort((at_a, b, a))
    return Seeds(a[order], b[order], at_a[order], at_b[order], elsewhere[order])
