"""Passages: shared shingles chained, joined over small gaps and extended word by word to where the likeness ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from mahdar.linking.copies.pairs import Seeds
from mahdar.linking.copies.shingles import LENGTH

#: Words that may lie between two shared shingles of one passage, in either text.
GAP = 15
#: Words looked at beyond either end of a chain, in either text.
_REACH = 24
#: Chains that weigh less are formulas, which may lengthen a passage and never make or join one.
_LEAST = 0.5
#: What a word counts in extending that only one text has, where a shared word counts 1.
_COST = 0.6


class Run(NamedTuple):
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
class Chain:
    """Shared shingles that follow one another in both texts.

    Attributes:
        runs: the words of the shingles, in order; those of neighbours may overlap in one text.
        weight: what its shingles count together.
    """

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


class Aligned(Chain):
    """A passage, word by word: the runs of words that both texts have, in order, none overlapping another."""


def chains_by_pair(seeds: Seeds, weights: NDArray[np.float64]) -> Iterator[tuple[int, int, list[Chain]]]:
    """Each two texts that share shingles, by their numbers, with the chains of these in the order of the first.

    Args:
        seeds: the shared shingles.
        weights: what each of them counts.
    """
    if not len(seeds.a):
        return
    step_a, step_b = np.diff(seeds.at_a), np.diff(seeds.at_b)
    new_pair = _starts((seeds.a[1:] != seeds.a[:-1]) | (seeds.b[1:] != seeds.b[:-1]))
    most = LENGTH + GAP
    new_chain = new_pair | _starts((step_a > most) | (step_b <= 0) | (step_b > most))
    first = np.flatnonzero(new_chain | _starts((step_a != 1) | (step_b != 1)))
    lengths = np.diff(np.append(first, len(seeds.a))) + LENGTH - 1
    runs = np.stack([seeds.at_a[first], seeds.at_b[first], lengths, new_chain[first]], axis=1)
    weight = np.add.reduceat(weights, first)
    begins = np.flatnonzero(new_pair[first])
    a, b = seeds.a[first[begins]].tolist(), seeds.b[first[begins]].tolist()
    ends = np.append(begins[1:], len(first)).tolist()
    # There are many more seeds than runs of them: they are let go before the first pair is told.
    del seeds, weights, step_a, step_b, new_pair, new_chain, first
    for one, other, begin, end in zip(a, b, begins.tolist(), ends, strict=True):
        yield one, other, _chains(runs[begin:end].tolist(), weight[begin:end].tolist())


def _starts(changes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each element whether something begins there; with the first all does."""
    starts: NDArray[np.bool_] = np.concatenate([np.ones(1, bool), changes])
    return starts


def _chains(rows: Sequence[Sequence[int]], weights: Sequence[float]) -> list[Chain]:
    """The chains of one pair: runs, each with whether a chain begins with it, and their weights."""
    runs: list[list[Run]] = []
    totals: list[float] = []
    for (a, b, length, begins), weight in zip(rows, weights, strict=True):
        if begins:
            runs.append([])
            totals.append(0.0)
        runs[-1].append(Run(a, b, length))
        totals[-1] += weight
    return [Chain(tuple(part), total) for part, total in zip(runs, totals, strict=True)]


def passages_of(chains: Sequence[Chain], a: Sequence[int], b: Sequence[int]) -> list[Aligned]:
    """The chains as passages, none overlapping another in either text, in the order of the one text.

    Chains that a stray shingle cut in two are joined; each is extended beyond its ends as long as more words are
    shared than not.

    Args:
        chains: chains of one pair.
        a: hashes of the words of the one text.
        b: hashes of the words of the other.
    """
    out: list[Aligned] = []
    taken_a, taken_b = _Taken(len(a)), _Taken(len(b))
    joined = _joined([chain for chain in chains if chain.weight >= _LEAST])
    for chain in sorted(joined, key=lambda c: (-c.weight, c.a, c.b)):
        room_a, room_b = taken_a.around(chain.a), taken_b.around(chain.b)
        if room_a and room_b:
            passage = _aligned(chain, a, b, room_a, room_b)
            taken_a.take(passage.a)
            taken_b.take(passage.b)
            out.append(passage)
    return sorted(out, key=lambda passage: passage.a)


def _joined(chains: Sequence[Chain]) -> list[Chain]:
    out: list[Chain] = []
    for chain in chains:
        # A stray shingle or two may lie between the parts of a passage.
        for k in range(len(out) - 1, max(-1, len(out) - 4), -1):
            before = out[k]
            if -LENGTH < chain.a[0] - before.a[1] <= GAP and -LENGTH < chain.b[0] - before.b[1] <= GAP:
                out[k] = Chain(before.runs + chain.runs, before.weight + chain.weight)
                break
        else:
            out.append(chain)
    return out


class _Taken:
    """Ranges of words of one text that passages have, none overlapping another."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.starts: list[int] = []
        self.ends: list[int] = []

    def around(self, wanted: tuple[int, int]) -> tuple[int, int] | None:
        """The free words around a range, or None where part of it is taken."""
        k = bisect_left(self.starts, wanted[1])
        first = self.ends[k - 1] if k else 0
        return None if first > wanted[0] else (first, self.starts[k] if k < len(self.starts) else self.size)

    def take(self, taken: tuple[int, int]) -> None:
        """Take a free range."""
        k = bisect_left(self.starts, taken[0])
        self.starts.insert(k, taken[0])
        self.ends.insert(k, taken[1])


def _aligned(
    chain: Chain, a: Sequence[int], b: Sequence[int], room_a: tuple[int, int], room_b: tuple[int, int]
) -> Aligned:
    (first_a, last_a), (first_b, last_b) = chain.a, chain.b
    after = _extension(
        a[last_a : min(room_a[1], last_a + _REACH)], b[last_b : min(room_b[1], last_b + _REACH)]
    )
    before = _extension(
        a[max(room_a[0], first_a - _REACH) : first_a][::-1],
        b[max(room_b[0], first_b - _REACH) : first_b][::-1],
    )
    runs = [Run(first_a - r.a - r.length, first_b - r.b - r.length, r.length) for r in reversed(before)]
    runs += _filled(chain.runs, a, b)
    runs += [Run(last_a + r.a, last_b + r.b, r.length) for r in after]
    return Aligned(tuple(_closed(runs)), chain.weight)


def _filled(runs: Sequence[Run], a: Sequence[int], b: Sequence[int]) -> Iterator[Run]:
    """The runs of a chain without overlaps, and what is shared between them besides."""
    end_a, end_b = runs[0].a, runs[0].b
    for run in runs:
        over = max(0, end_a - run.a, end_b - run.b)
        if over >= run.length:
            continue
        start_a, start_b = run.a + over, run.b + over
        if end_a < start_a and end_b < start_b:
            for r in _runs(a[end_a:start_a], b[end_b:start_b]):
                yield Run(end_a + r.a, end_b + r.b, r.length)
        yield Run(start_a, start_b, run.length - over)
        end_a, end_b = run.a + run.length, run.b + run.length


def _runs(a: Sequence[int], b: Sequence[int]) -> list[Run]:
    """Words that two short lists have in the same order, as many as there can be."""
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
