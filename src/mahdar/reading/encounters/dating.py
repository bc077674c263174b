"""Dating: which date of the text an encounter takes, and what it means."""

from __future__ import annotations

from mahdar.arabic.dates import DateMention, resolve
from mahdar.arabic.dates.model import Day
from mahdar.reading.encounters.meeting import Trigger, When
from mahdar.reading.page import Page
from mahdar.reading.ranges import starting_in

_DATING = frozenset({"absolute", "weekday", "relative", "week", "month", "year", "range", "part"})


_SINCE = frozenset(("منذ", "حتي", "مند"))


class Dates:
    """The dates of a page by token."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found = [told for told in page.dates if told[2].kind in _DATING]
        self.tokens = {k for first, last, _ in page.dates for k in range(first, last)}
        self._firsts = [first for first, _, _ in self.found]

    def of(self, t: Trigger, first: int, last: int, others: list[Trigger], tense: str | None) -> When | None:
        """The date of tokens [first, last) that belongs to the trigger and to no other one."""
        best: tuple[int, DateMention] | None = None
        for start, end, d in self.within(first, last):
            if start < first or end > last:
                continue
            if any(self._nearer(o, t, start, end) for o in others):
                continue
            if start >= t.last and any(w in _SINCE for w in self.page.norms[t.last : start]):
                continue
            gap = start - t.last if start >= t.last else (t.verb_at - end) + 2
            if best is None or gap < best[0]:
                best = (gap, d)
        if best is None:
            return None
        return self.when(best[1], tense)

    def within(self, first: int, last: int) -> list[tuple[int, int, DateMention]]:
        """The dates that begin in tokens [first, last), with their token ranges."""
        return starting_in(self.found, self._firsts, first, last)

    def when(self, d: DateMention, tense: str | None) -> When:
        """A date resolved for the tense of its clause."""
        if d.direction is None and tense is not None:
            d = resolve(d, self.page.anchor, tense)  # type: ignore[arg-type]
        return When(
            d.edtf,
            d.earliest.isoformat() if d.earliest else None,
            d.latest.isoformat() if d.latest else None,
            _reason(d),
            near=isinstance(d.meaning, Day) and d.direction is None and d.kind in ("relative", "weekday"),
            gone=d.direction == "past" and d.kind != "weekday",
        )

    def _nearer(self, other: Trigger, t: Trigger, start: int, end: int) -> bool:
        """Whether another trigger stands between this one and the date."""
        if start >= t.last:
            return t.last <= other.first < start and other.first != t.first
        if end <= other.verb_at < t.verb_at or (other.verb_at < start and end <= other.first < t.verb_at):
            return True  # «صدر اليوم بيان بمناسبة زيارة …» dates the statement
        same = self.page.sentence_of[other.first] == self.page.sentence_of[t.first]
        return same and other.word.verbal and other.last <= start and end <= t.verb_at


def _reason(told: DateMention) -> str:
    """The words and how they were understood; most reasons quote the words themselves."""
    words = f"«{' '.join(told.words.split())}»"
    return told.reason if told.reason.startswith(words) else f"{words}: {told.reason}"
