"""Hints: what a report's words say of its day beside a date: «today», a weekday, an order («the second within …»)."""

from __future__ import annotations

import re
from typing import NamedTuple

from mahdar.arabic.dates import find_dates
from mahdar.arabic.dates.model import Day
from mahdar.arabic.numerals import parse_ordinal
from mahdar.arabic.tokens import tokenize
from mahdar.model import Encounter

_QUOTED = re.compile("«([^»]*)»")
_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


class Hints(NamedTuple):
    """What is told of the day of an encounter.

    Attributes:
        offset: days from the day of writing («اليوم» is 0, «أمس» is -1).
        weekday: 0 for Monday to 6 for Sunday.
        words: the words that tell offset or weekday.
    """

    offset: int | None = None
    weekday: int | None = None
    words: str = ""


class Order(NamedTuple):
    """A claim of order: the `nth` within so many days, give or take `slack`, in these words."""

    nth: int
    within: float
    slack: float
    words: str


def hints_of(encounter: Encounter) -> Hints:
    """The hints in the words on which a report's date rests."""
    offset: int | None = None
    weekday: int | None = None
    words = ""
    for reason in encounter.date_basis:
        quoted = _QUOTED.match(reason)
        for found in find_dates(quoted[1]) if quoted else ():
            if isinstance(found.meaning, Day):
                meaning = found.meaning
                is_of_writing = meaning.offset is not None and meaning.week is None
                offset = meaning.offset if offset is None and is_of_writing else offset
                weekday = meaning.weekday if weekday is None else weekday
                words = words or found.words
    return Hints(offset, weekday, words)


def order_of(encounter: Encounter) -> Order | None:
    """The claim of order with its period; None where there is none, or no period in days, months or years."""
    if not encounter.ordinal:
        return None
    tokens = tokenize(encounter.ordinal)
    nth = next((found[0] for i in range(len(tokens)) if (found := parse_ordinal(tokens, i))), None)
    lasting = next((d.duration for d in find_dates(encounter.ordinal) if d.duration), None)
    if nth is None or nth < 2 or lasting is None or lasting[1] not in _DAYS_IN:
        return None
    amount, unit = lasting
    # «ثلاثة أشهر ونصف» is told to half a month: a quarter more or less is meant.
    return Order(nth, amount * _DAYS_IN[unit], _DAYS_IN[unit] / 4, encounter.ordinal)
