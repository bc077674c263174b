"""Passages: shared shingles chained, joined over small gaps and extended word by word to where the likeness ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from mahdar.linking.copies.pairs import Seeds
from mahdar.linking.copies.shingles import LENGTH

#: Words that may lie between two shared shingles of one passage, in either text.
GAP = 15
#: Words looked at beyond either end of a chain, in either text.
_REACH = 24
#: What a word counts in extending that only one text has, where a shared word counts 1.
_COST = 0.6


@dataclass(frozen=True, slots=True)
class Chain:
    """Shared shingles that follow one another in both texts; ranges of words, half-open.

    Attributes:
        a: first word and the one after the last in the one text.
        b: the same in the other.
        weight: how many shingles it has, each counted the less, the more texts of other days hold it.
    """

    a: tuple[int, int]
    b: tuple[int, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand in both texts one after the other.

    Attributes:
        a: index of the first in the one text.
        b: the same in the other.
        length: how many.
    """

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """A passage, word by word: the runs of words that both texts have, in order, and its weight."""

    runs: tuple[Run, ...]
    weight: float

    @property
    def a(self) -> tuple[int, int]:
        """Its words in the one text, half-open."""
        return self.runs[0].a, self.runs[-1].a + self.runs[-1].length

    @property
    def b(self) -> tuple[int, int]:
        """Its words in the other text, half-open."""
        return self.runs[0].b, self.runs[-1].b + self.runs[-1].length


def chains_by_pair(seeds: Seeds) -> Iterator[tuple[int, int, list[Chain]]]:
    """Each two texts that share shingles, by their numbers, with the chains of these in the order of the first."""
    if not len(seeds.a):
        return
    first = np.flatnonzero(_breaks(seeds))
    last = np.append(first[1:], len(seeds.a)) - 1
    weight = np.add.reduceat(1.0 / (1.0 + seeds.elsewhere), first)
    pair_of = np.flatnonzero(_changes(seeds.a[first]) | _changes(seeds.b[first]))
    pairs = np.append(pair_of, len(first)).tolist()
    ones, others = seeds.a[first].tolist(), seeds.b[first].tolist()
    rows = list(
        zip(
            seeds.at_a[first].tolist(), (seeds.at_a[last] + LENGTH).tolist(),
            seeds.at_b[first].tolist(), (seeds.at_b[last] + LENGTH).tolist(),
            weight.tolist(), strict=True,
        )
    )  # fmt: skip
    for begin, end in zip(pairs, pairs[1:], strict=False):
        chains = [Chain((row[0], row[1]), (row[2], row[3]), row[4]) for row in rows[begin:end]]
        yield ones[begin], others[begin], chains


def passages_of(chains: Sequence[Chain], a: Sequence[int], b: Sequence[int]) -> list[Aligned]:
    """The chains as passages, none overlapping another in either text.

    Chains that a stray shingle cut in two are joined; each is extended beyond its ends as long as more words are
    shared than not.

    Args:
        chains: chains of one pair.
        a: hashes of the words of the one text.
        b: hashes of the words of the other.
    """
    out: list[Aligned] = []
    for chain in sorted(_joined(chains), key=lambda c: (-c.weight, c.a[0] - c.a[1], c.a, c.b)):
        room_a = _room([p.a for p in out], chain.a, len(a))
        room_b = _room([p.b for p in out], chain.b, len(b))
        if room_a and room_b:
            out.append(_aligned(chain, a, b, room_a, room_b))
    return sorted(out, key=lambda p: p.a)


def _changes(values: NDArray[np.int32]) -> NDArray[np.bool_]:
    return np.concatenate([np.ones(1, bool), values[1:] != values[:-1]])


def _breaks(seeds: Seeds) -> NDArray[np.bool_]:
    """Where a chain begins."""
    on_a = np.diff(seeds.at_a)
    on_b = np.diff(seeds.at_b)
    most = LENGTH + GAP
    apart = (on_a > most) | (on_b <= 0) | (on_b > most)
    return _changes(seeds.a) | _changes(seeds.b) | np.concatenate([np.ones(1, bool), apart])


def _joined(chains: Sequence[Chain]) -> list[Chain]:
    out: list[Chain] = []
    # Heavier first within reach: a stray shingle between two parts of a passage is passed over.
    for chain in chains:
        for k in range(len(out) - 1, max(-1, len(out) - 4), -1):
            before = out[k]
            if -LENGTH < chain.a[0] - before.a[1] <= GAP and -LENGTH < chain.b[0] - before.b[1] <= GAP:
                whole = (before.a[0], chain.a[1]), (before.b[0], chain.b[1])
                out[k] = Chain(*whole, before.weight + chain.weight)
                break
        else:
            out.append(chain)
    return out


def _room(taken: Sequence[tuple[int, int]], wanted: tuple[int, int], size: int) -> tuple[int, int] | None:
    """The words around a chain that no passage has taken, or None where one overlaps the chain."""
    first, after = 0, size
    for start, end in taken:
        if start < wanted[1] and wanted[0] < end:
            return None
        if end <= wanted[0]:
            first = max(first, end)
        else:
            after = min(after, start)
    return first, after


def _aligned(
    chain: Chain, a: Sequence[int], b: Sequence[int], room_a: tuple[int, int], room_b: tuple[int, int]
) -> Aligned:
    inside = _runs(a[slice(*chain.a)], b[slice(*chain.b)])
    after = _extension(
        a[chain.a[1] : min(room_a[1], chain.a[1] + _REACH)],
        b[chain.b[1] : min(room_b[1], chain.b[1] + _REACH)],
    )
    before = _extension(
        a[max(room_a[0], chain.a[0] - _REACH) : chain.a[0]][::-1],
        b[max(room_b[0], chain.b[0] - _REACH) : chain.b[0]][::-1],
    )
    runs = [Run(chain.a[0] - r.a - r.length, chain.b[0] - r.b - r.length, r.length) for r in reversed(before)]
    runs += [Run(chain.a[0] + r.a, chain.b[0] + r.b, r.length) for r in inside]
    runs += [Run(chain.a[1] + r.a, chain.b[1] + r.b, r.length) for r in after]
    return Aligned(tuple(_closed(runs)), chain.weight)


def _runs(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """Words that both lists have in the same order, as many as there can be."""
    if a == b:
        return [Run(0, 0, len(a))] if a else []
    return [
        Run(op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(a, b)
        if op.tag == "equal"
    ]


def _extension(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """The runs at the beginning of both lists that are worth the words between them."""
    worth = best = 0.0
    end_a = end_b = kept = 0
    runs = _runs(a, b)
    for k, run in enumerate(runs):
        worth += run.length - _COST * max(run.a - end_a, run.b - end_b)
        end_a, end_b = run.a + run.length, run.b + run.length
        if worth > best:
            best, kept = worth, k + 1
    return runs[:kept]


def _closed(runs: Sequence[Run]) -> list[Run]:
    """The runs with those that touch in both texts made one."""
    out: list[Run] = []
    for run in runs:
        last = out[-1] if out else None
        if last and last.a + last.length == run.a and last.b + last.length == run.b:
            out[-1] = Run(last.a, last.b, last.length + run.length)
        else:
            out.append(run)
    return out
