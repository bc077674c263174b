"""What differs at the passages two texts share: word by word, with exact offsets, also inside quotation marks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mahdar.arabic.fold import fold
from mahdar.linking.copies.passages import Aligned
from mahdar.linking.copies.texts import Difference, Where

#: Words between two passages, in the text with fewer and in the text with more, that are told as a difference.
_BETWEEN_FEW, _BETWEEN_MANY = 15, 60
#: Code points looked at for the rest of a sentence.
_SENTENCE = 400
_QUOTATION = re.compile('«[^«»]*»|“[^“”]*”|"[^"\n]*"')
_WORD = re.compile(r"[^\W_]")
_REST = re.compile(r"(?:[^.!?؟۔\n]|[.](?=\d))*")
_EDGES = " \t\r\n\u00a0،,؛;:.()[]«»“”\"'-–—…"

#: No vowel sign or other mark that is written onto a letter comes before this one.
_FIRST_SIGN = "\u0300"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """A text with the offsets of its words and its quotations.

    Attributes:
        text: the text.
        starts: offset of each word.
        ends: offset after each word.
        quotations: ranges within quotation marks, in order.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    quotations: Sequence[Range]

    @classmethod
    def of(cls, text: str, starts: Sequence[int], ends: Sequence[int]) -> Side:
        """The side with its quotations found."""
        return cls(text, starts, ends, [match.span() for match in _QUOTATION.finditer(text)])

    def range_of(self, words: Range) -> Range:
        """Offsets of a range of words; an empty one lies after the word before it."""
        first, after = words
        if first < after:
            return self.starts[first], self._end(after - 1)
        place = self._end(first - 1) if first else 0
        return place, place

    def _end(self, word: int) -> int:
        """Offset after a word and the vowel signs on its last letter."""
        end, text = self.ends[word], self.text
        while end < len(text) and text[end] >= _FIRST_SIGN and unicodedata.category(text[end]) == "Mn":
            end += 1
        return end

    def words(self, words: Range) -> list[str]:
        """The exact words of a range of words."""
        return [self.text[self.starts[k] : self.ends[k]] for k in range(*words)]

    def is_quoted(self, place: int) -> bool:
        """Whether an offset lies inside quotation marks."""
        k = bisect_right(self.quotations, (place, len(self.text) + 1)) - 1
        return k >= 0 and self.quotations[k][0] < place < self.quotations[k][1]


def differences_of(passages: Sequence[Aligned], a: Side, b: Side) -> list[list[Difference]]:
    """For each passage of one pair what differs at it, in the order of the one text.

    Words between two passages that follow one another in both texts are told at the first of the two.

    Args:
        passages: the passages, in the order of the one text.
        a: the one text.
        b: the other.
    """
    taken = sorted(a.range_of(p.a) for p in passages), sorted(b.range_of(p.b) for p in passages)
    gaps = [None, *(_between(one, other) for one, other in pairwise(passages)), None]
    out: list[list[Difference]] = []
    for passage, before, after in zip(passages, gaps, gaps[1:], strict=False):
        found = list(_beyond("before", passage, taken, a, b)) if before is None else []
        found += inside(passage, a, b)
        if after is None:
            found += _beyond("after", passage, taken, a, b)
        else:
            found += _told("between", a, b, a.range_of(after[0]), b.range_of(after[1]))
        out.append(found)
    return out


def inside(passage: Aligned, a: Side, b: Side) -> Iterator[Difference]:
    """The words within a passage that only one text has or that each has in its own way.

    Words that differ in spacing or spelling alone are no difference.
    """
    for gap in gaps_of(passage):
        words = "".join(a.words(gap[0])), "".join(b.words(gap[1]))
        if not all(words) or fold(words[0]) != fold(words[1]):
            yield from _told("inside", a, b, a.range_of(gap[0]), b.range_of(gap[1]))


def changed_figures(passage: Aligned, a: Side, b: Side) -> int:
    """How many figures of a passage stand in both texts and differ."""
    return sum(min(_figures(a.words(gap[0])), _figures(b.words(gap[1]))) for gap in gaps_of(passage))


def equal_figures(passage: Aligned, a: Side) -> int:
    """How many figures of a passage are equal in both texts."""
    return sum(_figures(a.words((run.a, run.a + run.length))) for run in passage.runs)


def gaps_of(passage: Aligned) -> Iterator[tuple[Range, Range]]:
    """The words between the runs of a passage, in either text."""
    for run, following in pairwise(passage.runs):
        yield (run.a + run.length, following.a), (run.b + run.length, following.b)


def _figures(words: Sequence[str]) -> int:
    if not any(map(str.isdigit, "".join(words))):
        return 0
    return sum(any(map(str.isdigit, word)) for word in words)


def _between(passage: Aligned, following: Aligned) -> tuple[Range, Range] | None:
    """The words between two passages that follow one another in both texts, where they are few in one of them."""
    on_a = (passage.a[1], following.a[0])
    on_b = (passage.b[1], following.b[0])
    few, many = sorted((on_a[1] - on_a[0], on_b[1] - on_b[0]))
    return (on_a, on_b) if 0 <= few <= _BETWEEN_FEW and many <= _BETWEEN_MANY else None


def _beyond(
    where: Where, passage: Aligned, taken: tuple[list[Range], list[Range]], a: Side, b: Side
) -> Iterator[Difference]:
    """The rest of the sentence on the side named, where one text has some and the other has none."""
    find = _lead if where == "before" else _rest
    on_a, on_b = find(a, a.range_of(passage.a)), find(b, b.range_of(passage.b))
    if (on_a[0] == on_a[1]) == (on_b[0] == on_b[1]):
        return
    found, others = (on_a, taken[0]) if on_a[0] < on_a[1] else (on_b, taken[1])
    k = bisect_left(others, (found[1], 0))
    if k == 0 or others[k - 1][1] <= found[0]:
        yield from _told(where, a, b, on_a, on_b)


def _rest(side: Side, passage: Range) -> Range:
    match = _REST.match(side.text, passage[1], passage[1] + _SENTENCE)
    return _trimmed(side.text, passage[1], match.end() if match else passage[1], passage[1])


def _lead(side: Side, passage: Range) -> Range:
    first = max(0, passage[0] - _SENTENCE)
    before = side.text[first : passage[0]]
    stop = max((m.end() for m in re.finditer(r"[.!?؟۔](?!\d)|\n", before)), default=0)
    return _trimmed(side.text, first + stop, passage[0], passage[0])


def _trimmed(text: str, start: int, end: int, empty: int) -> Range:
    """The range without marks and spaces at its edges; without a word, an empty one at a given place."""
    if not _WORD.search(text, start, end):
        return empty, empty
    while text[start] in _EDGES:
        start += 1
    while text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _told(where: Where, a: Side, b: Side, on_a: Range, on_b: Range) -> Iterator[Difference]:
    if on_a[0] == on_a[1] and on_b[0] == on_b[1]:
        return
    yield Difference(
        where=where,
        a=on_a,
        b=on_b,
        words=(a.text[slice(*on_a)], b.text[slice(*on_b)]),
        quoted=a.is_quoted(on_a[0]) or b.is_quoted(on_b[0]),
    )
