"""Days an encounter may have been on: a closed range, told as a date or only bounded."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from mahdar.knowledge.edtf import period_of

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
_YEARLESS = re.compile(r"XXXX-\d\d(-\d\d)?")


class Days(NamedTuple):
    """A range of days, both ends included, as ordinals; `told` where words give it as a date."""

    first: int
    last: int
    told: bool = False

    @property
    def length(self) -> int:
        """How many days."""
        return self.last - self.first + 1

    def meets(self, other: Days, reach: int = 0) -> bool:
        """Whether the ranges share a day, or lie at most `reach` days apart."""
        return self.first - reach <= other.last and other.first - reach <= self.last

    def within(self, other: Days) -> Days | None:
        """What both ranges hold, None where they share no day."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Days(first, last, self.told or other.told) if first <= last else None


ANY = Days(FIRST, LAST)


def days_of(edtf: str | None, earliest: str | None, latest: str | None) -> Days:
    """The days that a date, or else the bounds, leave; without a year a date bounds nothing."""
    if edtf and not _YEARLESS.fullmatch(edtf):
        try:
            period = period_of(edtf)
        except ValueError:
            return _bounded(earliest, latest)
        return Days(period.earliest.toordinal(), period.latest.toordinal(), True)
    return _bounded(earliest, latest)


def _bounded(earliest: str | None, latest: str | None) -> Days:
    first = day_of(earliest) or FIRST
    last = day_of(latest) or LAST
    return Days(first, last) if first <= last else ANY


def day_of(day: str | None) -> int | None:
    """The ordinal of an ISO day or time; None for none."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def iso(ordinal: int) -> str | None:
    """The ISO day of an ordinal; None for an open end."""
    return None if ordinal in (FIRST, LAST) else date.fromordinal(ordinal).isoformat()


def edtf_of(days: Days) -> str:
    """EDTF of a range: a day, a whole month or year, else a closed interval."""
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    for form in (first.isoformat(), f"{first:%Y-%m}", f"{first:%Y}"):
        if period_of(form) == (first, last):
            return form
    return f"{first.isoformat()}/{last.isoformat()}"
