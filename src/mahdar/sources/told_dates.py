"""Days and times as inputs tell them: ISO 8601, RFC 822, digits, and Arabic in all its calendars."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from mahdar.arabic.dates import find_dates
from mahdar.sources.dates import day_or_time

Order = Literal["day first", "month first"]


class UnclearDate(ValueError):
    """Words that tell no one day; the message says why."""


class AmbiguousDate(UnclearDate):
    """Digits that tell one of two days."""


#: No date is longer, with its weekday, both calendars and the time of day.
_LONGEST = 200
_DIGITS = re.compile(r"\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{4})(?![0-9])")
_YEAR_FIRST = re.compile(r"\s*([0-9]{4})\s*[/.\-]\s*([0-9]{1,2})\s*[/.\-]\s*([0-9]{1,2})(?![0-9])")
#: Names of months or zones in English, and the T of ISO 8601: what pages write for machines.
_LATIN = re.compile(r"[A-Za-z]{3}|[0-9]T[0-9]")
_TIME = re.compile(
    r"(?<![0-9:])([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?\s*"
    r"(?P<half>صباحا|صباحًا|ص|مساء|مساءً|م|am|pm)?(?![^\W\d])\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_AFTERNOON = frozenset(("مساء", "مساءً", "م", "pm"))
_MONTHS = 12


def told_time(value: str, order: Order | None = None) -> str:
    """The ISO 8601 day or time that some words tell, with the time and zone only as they are told.

    Args:
        value: the words: ISO 8601, RFC 822, digits with the year last or first, or Arabic.
        order: how «05/06/2025» is to be read, where that is known.

    Raises:
        AmbiguousDate: where they tell one of two days.
        UnclearDate: where they tell none, or a day without its year.
    """
    value = " ".join(value[: _LONGEST + 1].split())
    if len(value) > _LONGEST:
        raise UnclearDate(f"{value[:40]!r}… is no day or time: too long")
    try:
        return day_or_time(value)
    except ValueError as error:
        none = str(error)
    western = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in value)
    day = _of_digits(value, western, order)
    if day is None and _LATIN.search(western) and (found := _for_machines(western)):
        return found
    return (day or _of_arabic(value, western, none)) + _clock(western)


def noted_time(value: str, of: str, found: dict[str, str]) -> str | None:
    """The day or time that some words tell, None where they are blank or unclear; `found` then says why."""
    if not value.strip():
        return None
    try:
        return told_time(value)
    except UnclearDate as error:
        found[of] = f"left unknown: {error}"
        return None


def _for_machines(western: str) -> str | None:
    from mahdar.sources.pages.stamps import iso  # noqa: PLC0415 (pages are slow to import, and this is rare)

    return iso(western)


def _of_digits(value: str, western: str, order: Order | None) -> str | None:
    if found := _YEAR_FIRST.match(western):
        return _day(value, int(found[1]), int(found[2]), int(found[3]))
    found = _DIGITS.match(western)
    if not found or int(found[3]) < _HIJRI_ENDS:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if first <= _MONTHS and second <= _MONTHS and first != second and order is None:
        raise AmbiguousDate(f"{value!r} may be day first or month first")
    if second > _MONTHS or (order == "month first" and first <= _MONTHS):
        first, second = second, first
    return _day(value, year, second, first)


#: Years below are of the Hijri calendar, which the Arabic grammar reads.
_HIJRI_ENDS = 1600


def _day(value: str, year: int, month: int, day: int) -> str | None:
    if year < _HIJRI_ENDS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise UnclearDate(f"{value!r} is no day of the calendar") from None


def _of_arabic(value: str, western: str, none: str) -> str:
    told = [found for found in find_dates(western) if found.kind in ("absolute", "hijri")]
    days = {found.earliest for found in told if found.earliest and found.earliest == found.latest}
    if len(told) != len([f for f in told if f.earliest]) or len(days) != 1:
        raise UnclearDate(none)
    if slips := [slip for found in told for slip in found.slips]:
        raise UnclearDate(f"{value!r}: {slips[0]}")
    return str(days.pop())


def _clock(western: str) -> str:
    """The time of day with its zone as ISO 8601 after a day; nothing where none is told to the minute."""
    found = _TIME.search(western)
    if not found:
        return ""
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found["half"] or "").lower()
    if half and 1 <= hour <= _MONTHS:
        hour = hour % _MONTHS + (_MONTHS if half in _AFTERNOON else 0)
    if hour > 23 or minute > 59 or second > 59:
        return ""
    zone = (found["zone"] or "").upper()
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"T{hour:02}:{minute:02}:{second:02}{zone}"


def order_of(values: Iterable[str]) -> Order | None:
    """How the dates of one column are written: told by those with a number above twelve, if all tell the same."""
    orders: set[Order] = set()
    for value in values:
        western = "".join(str(int(letter)) if letter.isdecimal() else letter for letter in value[:_LONGEST])
        if found := _DIGITS.match(western):
            first, second = int(found[1]), int(found[2])
            if first > _MONTHS >= second:
                orders.add("day first")
            elif second > _MONTHS >= first:
                orders.add("month first")
    return orders.pop() if len(orders) == 1 else None
