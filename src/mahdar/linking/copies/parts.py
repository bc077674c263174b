"""Parts of a collection: which pairs of texts are looked for apart from others, so that many may look at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from mahdar.linking.copies.pairs import UNDATED

Place = tuple[int, str]
"""Where a text stands in the order of a collection: number of its day, and its identifier."""

#: Code points of the texts of one part at most: what bounds the memory of the work.
MOST = 75_000_000
#: What a code point costs that a part looks at without owning it, where one that it owns costs 1; as measured by
#: `benchmarks/partitions.py`.
LOOKED_AT = 0.12
_LAST_DAY = date.max.toordinal()


class SizedText(NamedTuple):
    """A text as far as the making of parts asks: its identifier, its day (ISO 8601) and its code points."""

    doc_id: str
    day: str | None
    size: int


@dataclass(frozen=True, slots=True)
class Part:
    """The pairs of texts whose earlier one lies between two places, both included.

    Of two texts of one day the one with the lesser identifier is the earlier; a text without a day comes after all
    that have one. So each pair is of exactly one part, and a day with many texts may lie in several.

    Attributes:
        first: place of its first text.
        last: place of its last text.
        cost: what it costs to look for its pairs, beside other parts.
    """

    first: Place
    last: Place
    cost: float = 0.0

    def holds(self, day: str | None, doc_id: str) -> bool:
        """Whether the pairs of which this text is the earlier one are of this part."""
        return self.first <= (day_number(day), doc_id) <= self.last

    def looks_at(self, day: str | None, days: int) -> bool:
        """Whether a text bears on what is told of this part's pairs, two texts being at most `days` days apart."""
        first, last = self.reach(days)
        return day is None or first <= day_number(day) <= last

    def days_needed(self, days: int) -> tuple[str, str] | None:
        """First and last day (ISO 8601) of the texts with a day that the part looks at; None where it is none."""
        first, last = self.reach(days)
        if first == UNDATED:
            return None
        return _iso(first), _iso(last)

    def reach(self, days: int) -> tuple[int, int]:
        """Numbers of the first and the last day of the texts with a day that it looks at."""
        if self.first[0] == UNDATED:
            return UNDATED, UNDATED
        # A pair rests on the texts from one window before its earlier text to one after its later text.
        return self.first[0] - days, self.last[0] + 2 * days


def _iso(number: int) -> str:
    return date.fromordinal(min(max(number, 1), _LAST_DAY)).isoformat()


def day_number(day: str | None) -> int:
    """The number of a day (ISO 8601, a time may follow), or `UNDATED`.

    Raises:
        ValueError: where it is no ISO 8601 day or time.
    """
    return _ordinal(day[:10]) if day else UNDATED


@lru_cache(maxsize=10_000)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def parts_of(texts: Iterable[SizedText], wanted: int, days: int, most: int = MOST) -> list[Part]:
    """Parts that together hold every pair of a collection, the costliest first.

    Their costs differ little whatever the days hold: a day with many texts lies in several parts, many days with few
    in one. Begun in this order by whoever is free, they keep all at work nearly to the end.

    Args:
        texts: the texts, in any order.
        wanted: how many parts there should be; there may be more, where `most` asks for it, and fewer texts.
        days: how many days apart two texts may be.
        most: code points that one part owns at most, one text being the least.

    Raises:
        ValueError: where a day is no ISO 8601 day or time, or nothing is wanted.
    """
    if wanted < 1:
        raise ValueError(f"{wanted} parts")
    ordered = sorted((day_number(text.day), text.doc_id, max(1, text.size)) for text in texts)
    target = min(most, max(1, -(-sum(size for *_, size in ordered) // wanted)))
    weighed = _Weighed(ordered)
    # Texts without a day are compared with one another apart from those that have one.
    dated = bisect_left(ordered, (UNDATED,))
    parts = [
        weighed.part(some, days) for kind in (ordered[:dated], ordered[dated:]) for some in _cut(kind, target)
    ]
    return sorted(parts, key=lambda part: (-part.cost, part.first))


_Sized = tuple[int, str, int]


def _cut(texts: Sequence[_Sized], target: int) -> Iterator[list[_Sized]]:
    """The texts in runs of nearly equal size, none passing the target by more than its last text."""
    total = sum(size for *_, size in texts)
    runs = -(-total // target)
    before = accumulate((size for *_, size in texts), initial=0)
    for _, some in groupby(zip(before, texts, strict=False), key=lambda text: text[0] * runs // total):
        yield [text for _, text in some]


class _Weighed:
    """Code points of a collection by day, to tell how many lie between two days."""

    def __init__(self, texts: Iterable[_Sized]) -> None:
        by_day: Counter[int] = Counter()
        for day, _, size in texts:
            by_day[day] += size
        self._undated = by_day.pop(UNDATED, 0)
        self._days = sorted(by_day)
        self._sums = [0, *accumulate(by_day[day] for day in self._days)]

    def part(self, own: Sequence[_Sized], days: int) -> Part:
        """The part that owns these texts, with its cost."""
        part = Part(own[0][:2], own[-1][:2])
        first, last = part.reach(days)
        until, since = bisect_right(self._days, last), bisect_left(self._days, first)
        looked_at = self._undated + self._sums[until] - self._sums[since]
        owned = sum(size for *_, size in own)
        return replace(part, cost=owned + LOOKED_AT * (looked_at - owned))
