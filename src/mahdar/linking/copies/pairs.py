"""Which texts share which shingles within the window, and which of the shingles other days have too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mahdar.linking.copies.shingles import Hashes, Numbers, Shingles

#: A shingle of more texts of one window than this is nobody's.
MOST_TEXTS = 100
#: A story is told again for so many days; a shingle in texts further away belongs to no one story.
SAME_STORY = 2
#: Shingles are compared in parts by their hashes, of so many each but no more parts: bounds the memory of the work,
#: not the result.
_AT_ONCE, _PARTS = 250_000, 16
#: Day of a text without one: after all others, and within any window.
UNDATED = 10_000_000

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
    first: Numbers
    after: Numbers
    near_first: Numbers
    near_after: Numbers
    loose_first: Numbers
    loose_after: Numbers


def seeds_of(shingles: Shingles, days: NDArray[np.int32], window: int, own: NDArray[np.bool_]) -> Seeds:
    """The shingles that texts at most `window` days apart share.

    What is told of a pair rests on the texts from `window` days before the earlier to `window` days after the later
    one, on those without a day, and on nothing else.

    Args:
        shingles: those of the texts, at least those that an own text has.
        days: day of each text as a number, or `UNDATED`, which lies within any window.
        window: how many days apart.
        own: for each text whether pairs are wanted of which it is the earlier one (of one day, the lower number; a
            text without a day is the later one).
    """
    parts = []
    for within in _parts(shingles.hashes):
        some = Shingles(shingles.hashes[within], shingles.text[within], shingles.at[within])
        found = _occurrences(some, days, window)
        parts += [
            _places(found, *couples) for couples in (*_within_days(found, own), *_with_undated(found, own))
        ]
    del shingles  # many more than what is put together now
    nothing = (np.empty(0, np.int32),) * 5
    return _ordered(*(np.concatenate(column) for column in zip(nothing, *parts, strict=True)))


def _parts(hashes: Hashes) -> Iterator[NDArray[np.bool_]]:
    """Which hashes belong to each of the parts that are worked on one after another."""
    parts = min(_PARTS, 1 + len(hashes) // _AT_ONCE)
    step = -(-(2**64) // parts)
    for k in range(parts):
        yield (hashes >= np.uint64(k * step)) & (hashes <= np.uint64(min((k + 1) * step, 2**64) - 1))


Couples = tuple[Numbers, Numbers, Numbers]
"""Occurrences of a shingle, as many others of it, and how many texts of other days hold it."""


def _within_days(found: _Occurrences, own: NDArray[np.bool_]) -> Iterator[Couples]:
    """Texts that both have a day, and texts that both have none."""
    here = np.flatnonzero(own[found.text]).astype(np.int32)
    for distance in range(1, MOST_TEXTS):
        here = here[here + distance < found.after[here]]
        if not len(here):
            return
        there = here + distance
        around = found.after[there] - found.first[here]
        fit = around <= MOST_TEXTS
        yield here[fit], there[fit], (around - found.near_after[there] + found.near_first[here])[fit]


def _with_undated(found: _Occurrences, own: NDArray[np.bool_]) -> Iterator[Couples]:
    """Texts of which one alone has a day."""
    every = np.arange(len(found.text), dtype=np.int32)
    here = every[own[found.text] & (every < found.loose_first)]
    loose = (found.loose_after - found.loose_first)[here]
    here = here[(loose > 0) & (loose + (found.after - found.first)[here] <= MOST_TEXTS)]
    for place in range(MOST_TEXTS):
        here = here[found.loose_first[here] + place < found.loose_after[here]]
        if not len(here):
            return
        near = found.near_after[here] - found.near_first[here]
        yield here, found.loose_first[here] + place, found.after[here] - found.first[here] - near


def _occurrences(shingles: Shingles, days: NDArray[np.int32], window: int) -> _Occurrences:
    hashes, text, at = _shared(shingles)
    day = days[text]
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
    order = np.argsort(keys, kind="stable")  # the texts of a shingle are in order before
    keys = keys[order]  # the base of a place stays the same, as it is that of its shingle

    def place(wanted: Indexes, side: Literal["left", "right"]) -> Numbers:
        return np.searchsorted(keys, wanted, side=side).astype(np.int32)

    near = min(SAME_STORY, window)
    return _Occurrences(
        text[order],
        at[order],
        place(keys - window, "left"),
        place(keys + window, "right"),
        place(keys - near, "left"),
        place(keys + near, "right"),
        place(base + undated, "left"),
        place(base + undated, "right"),
    )


def _shared(shingles: Shingles) -> Shingles:
    """The shingles that stand in more than one text, the first of each text, ordered by hash and text."""
    order = np.argsort(shingles.hashes, kind="stable")
    ordered = shingles.hashes[order]
    same = ordered[1:] == ordered[:-1]
    no = np.zeros(min(1, len(ordered)), bool)
    order = order[np.concatenate([same, no]) | np.concatenate([no, same])]
    hashes, text = shingles.hashes[order], shingles.text[order]
    again = (hashes[1:] == hashes[:-1]) & (text[1:] == text[:-1])
    once = np.concatenate([np.ones(min(1, len(hashes)), bool), ~again])
    return Shingles(hashes[once], text[once], shingles.at[order[once]])


def _places(found: _Occurrences, one: Numbers, other: Numbers, elsewhere: Numbers) -> tuple[Numbers, ...]:
    """Both texts of couples, the lower number first, where the shingle stands in either, and what is told of it."""
    turned = found.text[one] > found.text[other]
    one, other = np.where(turned, other, one), np.where(turned, one, other)
    return found.text[one], found.text[other], found.at[one], found.at[other], elsewhere


def _ordered(a: Numbers, b: Numbers, at_a: Numbers, at_b: Numbers, elsewhere: Numbers) -> Seeds:
    order = _order(a, b, at_a)
    return Seeds(a[order], b[order], at_a[order], at_b[order], elsewhere[order])


def _order(*columns: Numbers) -> Indexes:
    """What orders rows of numbers by their first column, then by the second and so on; equal rows stay in order."""
    sizes = [int(column.max(initial=0)) + 1 for column in columns]
    if prod(sizes) >= 2**63:
        return np.lexsort(columns[::-1])
    keys = np.zeros(len(columns[0]), np.int64)
    for column, size in zip(columns, sizes, strict=True):
        keys *= size
        keys += column
    return np.argsort(keys, kind="stable")
