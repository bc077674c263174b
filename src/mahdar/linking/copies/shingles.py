"""Words and shingles of many texts at once, as arrays: 64-bit hashes of folded words and of five words in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mahdar.arabic.fold import fold_char

#: Words of a shingle.
LENGTH = 5
#: Code points that are hashed at once: bounds the memory of the work, not the result.
_BATCH = 200_000
#: Shingles that are hashed at once.
_SHINGLES = 500_000
_NOTHING, _BREAK = 0, 1
_CODE_POINTS = 0x110000
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


def shingles_of(words: Words) -> tuple[Hashes, Numbers]:
    """Hash of every shingle, and the index of its first word; none crosses from one text to the next."""
    count = len(words.hashes) - LENGTH + 1
    if count <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    whole = np.ones(count, bool)
    ends = words.bounds[1:-1]
    for k in range(1, LENGTH):
        crossing = ends - k
        whole[crossing[(crossing >= 0) & (crossing < count)]] = False
    first = np.arange(count, dtype=np.int32)[whole]
    hashes = np.empty(len(first), np.uint64)
    for begin in range(0, len(first), _SHINGLES):
        at = first[begin : begin + _SHINGLES]
        some = np.zeros(len(at), np.uint64)
        for k in range(LENGTH):
            some *= _BETWEEN
            some += words.hashes[at + k]
        hashes[begin : begin + _SHINGLES] = _mixed(some)
    return hashes, first


class _Folding:
    """Folded form of each code point met so far, as a table to index."""

    def __init__(self) -> None:
        self.known = np.zeros(_CODE_POINTS, bool)
        self.value = np.zeros(_CODE_POINTS, np.uint32)
        self.length = np.ones(_CODE_POINTS, np.uint8)
        # Ligatures fold to several letters: the row of each here, and in it the letters.
        self.row = np.zeros(_CODE_POINTS, np.int32)
        self.rows = np.zeros((0, _LONGEST), np.uint32)

    def of(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Folded code points, breaks between words as `_BREAK`, and for each its index in `codes`."""
        counts = np.bincount(codes)
        self._learn(np.flatnonzero((counts > 0) & ~self.known[: len(counts)]).tolist())
        values = self.value[codes]
        origin = np.arange(len(codes))
        lengths = self.length[codes].astype(np.int64)
        if lengths.max(initial=1) > 1:
            first = np.cumsum(lengths) - lengths
            origin = np.repeat(origin, lengths)
            values = values[origin]
            for k in range(1, int(lengths.max())):
                longer = np.flatnonzero(lengths > k)
                values[first[longer] + k] = self.rows[self.row[codes[longer]], k]
        kept = values != _NOTHING
        return values[kept], origin[kept]

    def _learn(self, codes: Sequence[int]) -> None:
        rows: list[list[int]] = []
        for code in codes:
            # Halves of surrogate pairs are no letters.
            folded = "" if _SURROGATES[0] <= code <= _SURROGATES[1] else fold_char(chr(code))
            values = [ord(char) if char.isalnum() else _BREAK for char in folded[:_LONGEST]]
            self.known[code] = True
            self.value[code] = values[0] if values else _NOTHING
            if len(values) > 1:
                self.length[code] = len(values)
                self.row[code] = len(self.rows) + len(rows)
                rows.append(values + [_NOTHING] * (_LONGEST - len(values)))
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
    inside = values != _BREAK
    begins = np.flatnonzero(inside & ~np.concatenate([[False], inside[:-1]]))
    finishes = np.flatnonzero(inside & ~np.concatenate([inside[1:], [False]]))
    lengths = finishes - begins + 1
    letters = values[inside].astype(np.uint64)
    heads = np.cumsum(lengths) - lengths
    place = np.arange(len(letters)) - np.repeat(heads, lengths)
    powers = np.cumprod(np.full(int(lengths.max(initial=0)) + 1, _PRIME))
    hashes = np.add.reduceat(letters * powers[place], heads) if len(heads) else np.empty(0, np.uint64)
    begin_of_text = np.cumsum([0] + [len(text) + 1 for text in texts])
    starts = origin[begins]
    text_of = np.searchsorted(begin_of_text, starts, side="right") - 1
    offset = begin_of_text[text_of]
    return Words(
        _mixed(hashes),
        (starts - offset).astype(np.int32),
        (origin[finishes] + 1 - offset).astype(np.int32),
        np.bincount(text_of, minlength=len(texts)).astype(np.int64),
    )


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes whose every bit depends on every bit of the sums given: sums of like words lie near each other."""
    hashes = hashes ^ (hashes >> np.uint64(30))
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    hashes ^= hashes >> np.uint64(27)
    hashes *= np.uint64(0x94D049BB133111EB)
    hashes ^= hashes >> np.uint64(31)
    return hashes
