"""Words and shingles of many texts at once, as arrays: 64-bit hashes of folded words and of five words in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mahdar.arabic.fold import fold_char

#: Words of a shingle.
LENGTH = 5
#: Code points that are hashed at once: bounds the memory of the work, not the result.
_BATCH = 50_000
#: Shingles that are hashed at once.
_SHINGLES = 50_000
#: Bits by which shingles of own texts are told from others: so many more than it takes to count them, up to a bound.
_SPARE_BITS, _MOST_BITS = 6, 27
_NOTHING, _BREAK = 0, 1
_CODE_POINTS = 0x110000
#: Above all code points: the first of several letters, and what has not been met yet.
_MORE, _UNKNOWN = _CODE_POINTS, 0xFFFFFFFF
_SURROGATES = 0xD800, 0xDFFF
#: Letters of the longest ligature («ﷺ» has eighteen with its spaces).
_LONGEST = 18
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_BETWEEN = np.uint64(0xD6E8FEB86659FD93)

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a collection of texts, text after text.

    Attributes:
        hashes: hash of each folded word; words that fold alike have the same.
        starts: offset of each word in its own text.
        ends: offset after each word's last letter.
        bounds: for text n its words are those from `bounds[n]` to before `bounds[n + 1]`.
    """

    hashes: Hashes
    starts: Numbers
    ends: Numbers
    bounds: NDArray[np.int64]

    def of(self, text: int) -> slice:
        """Where the words of one text lie."""
        return slice(int(self.bounds[text]), int(self.bounds[text + 1]))


class Shingles(NamedTuple):
    """Shingles in the order of their texts and in each text in their order.

    Attributes:
        hashes: hash of each.
        text: number of its text.
        at: index of its first word among the words of its text, counted from 0.
    """

    hashes: Hashes
    text: Numbers
    at: Numbers


def words_of(texts: Sequence[str]) -> Words:
    """The words of each text: runs of letters and digits, folded, with vowel signs and invisible marks left out.

    Runs in linear time on any Unicode.
    """
    # Every second letter may begin a word, more only in ligatures; what is not filled takes no memory.
    room = sum(len(text) + 2 for text in texts) // 2
    hashes, starts, ends = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(room, np.int32)
    counts = [np.zeros(1, np.int64)]
    last = 0
    for batch in _batches(texts):
        part = _hashed(batch, _folding())
        first, last = last, last + len(part.hashes)
        if last > len(hashes):
            hashes = np.resize(hashes, last * 2)
            starts, ends = np.resize(starts, last * 2), np.resize(ends, last * 2)
        hashes[first:last], starts[first:last], ends[first:last] = part.hashes, part.starts, part.ends
        counts.append(part.bounds)
    return Words(hashes[:last], starts[:last], ends[:last], np.cumsum(np.concatenate(counts)))


def shingles_of(words: Words) -> Shingles:
    """Every shingle of the texts; none crosses from one text to the next."""
    hashes, whole = _in_a_row(words)
    counts = np.maximum(np.diff(words.bounds) - (LENGTH - 1), 0)
    first = np.flatnonzero(whole)
    return Shingles(
        hashes[whole],
        np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        (first - np.repeat(words.bounds[:-1], counts)).astype(np.int32),
    )


def shingles_beside(words: Words, texts: Sequence[str], others: Numbers) -> Shingles:
    """Every shingle of some texts, and of others those that one of the first has too, and a few more.

    What the others do not share is let go of at once, so that little is kept and sorted of many texts.

    Args:
        words: the words of all texts, none being told of the others.
        texts: all texts.
        others: numbers of those that are only looked at, in order.
    """
    own = shingles_of(words)
    bits = min(_MOST_BITS, len(own.hashes).bit_length() + _SPARE_BITS)
    shift = np.uint64(64 - bits)
    held = np.zeros(1 << bits, bool)
    held[own.hashes >> shift] = True
    found = [own]
    done = 0
    for batch in _batches([texts[number] for number in others.tolist()]):
        counts = (some := _hashed(batch, _folding())).bounds
        begun = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        hashes, whole = _in_a_row(Words(some.hashes, some.starts, some.ends, begun))
        at = np.flatnonzero(held[hashes >> shift] & whole)
        text = np.searchsorted(begun, at, side="right") - 1
        place = (at - begun[text]).astype(np.int32)
        found.append(Shingles(hashes[at], others[done + text], place))
        done += len(batch)
    hashes, numbers, places = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(numbers, kind="stable")
    return Shingles(hashes[order], numbers[order], places[order])


def _in_a_row(words: Words) -> tuple[Hashes, NDArray[np.bool_]]:
    """For each word the hash of the shingle that it begins, and whether there is one in its text."""
    count = max(0, len(words.hashes) - LENGTH + 1)
    whole = np.ones(count, bool)
    ends = words.bounds[1:-1]
    for k in range(1, LENGTH):
        crossing = ends - k
        whole[crossing[(crossing >= 0) & (crossing < count)]] = False
    hashes = np.zeros(count, np.uint64)
    for begin in range(0, count, _SHINGLES):
        some = hashes[begin : begin + _SHINGLES]
        for k in range(LENGTH):
            some *= _BETWEEN
            some += words.hashes[begin + k : begin + k + len(some)]
        some[:] = _mixed(some)
    return hashes, whole


class _Folding:
    """Folded form of each code point met so far, as a table to index."""

    def __init__(self) -> None:
        # A letter stands for itself, more than one for `_MORE` and their row below.
        self.value = np.full(_CODE_POINTS, _UNKNOWN, np.uint32)
        self.rows = np.zeros((0, _LONGEST), np.uint32)

    def of(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Folded code points, breaks between words as `_BREAK`, and for each its index in `codes`."""
        values = self.value.take(codes)
        highest = int(values.max(initial=0))
        if highest == _UNKNOWN:
            self._learn(np.unique(codes[values == _UNKNOWN]).tolist())
            values = self.value.take(codes)
            highest = int(values.max(initial=0))
        origin = np.flatnonzero(values != _NOTHING)
        values = values.take(origin)
        return self._spelled_out(values, origin) if highest >= _MORE else (values, origin)

    def _spelled_out(
        self, values: NDArray[np.uint32], origin: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The same with the letters of ligatures one by one."""
        ligatures = np.flatnonzero(values >= _MORE)
        letters = self.rows[values[ligatures] - _MORE]
        values[ligatures] = letters[:, 0]
        which, place = np.nonzero(letters[:, 1:])
        after = ligatures[which]
        return np.insert(values, after + 1, letters[which, place + 1]), np.insert(
            origin, after + 1, origin[after]
        )

    def _learn(self, codes: Sequence[int]) -> None:
        rows: list[list[int]] = []
        for code in codes:
            # Halves of surrogate pairs are no letters.
            folded = "" if _SURROGATES[0] <= code <= _SURROGATES[1] else fold_char(chr(code))
            values = [ord(char) if char.isalnum() else _BREAK for char in folded[:_LONGEST]]
            if len(values) > 1:
                self.value[code] = _MORE + len(self.rows) + len(rows)
                rows.append(values + [_NOTHING] * (_LONGEST - len(values)))
            else:
                self.value[code] = values[0] if values else _NOTHING
        if rows:
            self.rows = np.concatenate([self.rows, np.array(rows, np.uint32)])


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    return _Folding()


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first = size = 0
    for n, text in enumerate(texts):
        size += len(text) + 1
        if size >= _BATCH:
            yield texts[first : n + 1]
            first, size = n + 1, 0
    if first < len(texts):
        yield texts[first:]


def _hashed(texts: Sequence[str], folding: _Folding) -> Words:
    """The words of a batch; `bounds` are here the number of words of each text."""
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    values, origin = folding.of(codes)
    begins, after = _ranges(values != _BREAK)
    begin_of_text = np.cumsum([0] + [len(text) + 1 for text in texts])
    starts, ends = origin[begins], origin[after - 1] + 1
    counts = np.diff(np.searchsorted(starts, begin_of_text))
    offset = np.repeat(begin_of_text[:-1], counts)
    return Words(
        _mixed(_sums(values, begins, after)),
        (starts - offset).astype(np.int32),
        (ends - offset).astype(np.int32),
        counts,
    )


def _ranges(inside: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where runs of what is true begin, and the places after their ends."""
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    return edges[::2], edges[1::2]


def _sums(values: NDArray[np.uint32], begins: NDArray[np.int64], after: NDArray[np.int64]) -> Hashes:
    """For each range its values times the powers of a prime, added up: what stands before all of it is taken off."""
    powers, inverse = _powers(max(len(values), _BATCH * 2))
    sums = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values * powers[: len(values)], out=sums[1:])
    hashes: Hashes = (sums[after] - sums[begins]) * inverse[begins]
    return hashes


@lru_cache(maxsize=1)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """So many powers of the prime from the first on, and so many of its inverse from the one that is 1 on."""
    inverse = np.full(count, pow(int(_PRIME), -1, 2**64), np.uint64)
    inverse[0] = 1
    powers: Hashes = np.cumprod(np.full(count, _PRIME), dtype=np.uint64)
    return powers, np.cumprod(inverse, dtype=np.uint64)


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes whose every bit depends on every bit of the sums given: sums of like words lie near each other."""
    hashes = hashes ^ (hashes >> np.uint64(30))
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    return hashes
