"""Dates of the knowledge: EDTF of year, month or day precision, as the days they may mean."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")


class Period(NamedTuple):
    """The days that a date may mean, both included; «2015-08» is the first to the thirty-first of August."""

    earliest: date
    latest: date


#: The start of what began on an unknown day, the end of what has none.
UNKNOWN_START, NO_END = Period(date.min, date.max), Period(date.max, date.max)


def beginning(edtf: str | None) -> Period:
    """The days on which something may have begun; any day where that is unknown."""
    return period_of(edtf) if edtf else UNKNOWN_START


def ending(edtf: str | None) -> Period:
    """The days on which something may have ended; the last of all where it has not."""
    return period_of(edtf) if edtf else NO_END


def period_of(edtf: str) -> Period:
    """The days that a date or a closed interval (`2015-08-03/2015-08-04`) covers.

    `?`, `~` and `%` after a date are read and widen nothing.

    Raises:
        ValueError: where it is neither.
    """
    first, slash, last = edtf.partition("/")
    if slash:
        period = Period(period_of(first).earliest, period_of(last).latest)
        if period.earliest > period.latest:
            raise ValueError(f"the interval {edtf} ends before it begins")
        return period
    match = _DATE.fullmatch(edtf)
    if not match:
        raise ValueError(f"{edtf!r} is no date; write 2015, 2015-08 or 2015-08-11")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day is not None and month is not None:
        return Period(date(year, month, day), date(year, month, day))
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    first_day = date(year, month, 1)
    return Period(first_day, date(year, month, calendar.monthrange(year, month)[1]))
