"""Stamps: the many ways in which pages write a day or a time for machines, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from mahdar.arabic.dates import find_dates

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_ISO = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})"
    r"(?:[T\s,-]{1,3}([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"\s?(Z|GMT|UTC|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?(?:\s?([AaPp])\.?[Mm])?)?(?![0-9])"
)
_COMPACT = re.compile(r"([0-9]{4})([01][0-9])([0-3][0-9])(?:T?([0-9]{2})([0-9]{2})([0-9]{2})?(Z)?)?$")
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
_EPOCH = re.compile(r"[0-9]{10}(?:[0-9]{3})?$")
_ENGLISH = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})\b")
_ENGLISH_DAY_FIRST = re.compile(
    r"\b([0-9]{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3})[a-z]*\.?,?[\s-]+([0-9]{4})\b"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    rf"({'|'.join(_WEEKDAYS)})[a-z]*,?\s+([0-9]{{1,2}})/([0-9]{{1,2}})/([0-9]{{4}})"
    r"(?:\s*-?\s*([0-9]{1,2}):([0-9]{2}))?",
    re.I,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: Longer values are no stamps.
_LONGEST = 80
#: Before the first news site in Arabic, and after anything that is news: zero dates, and clocks that were not set.
_FIRST, _LAST = 1994, 2100


def iso(value: object) -> str | None:
    """The day or time that a value states, as ISO 8601 (`2025-10-15`, `2025-10-15T14:30:00+03:00`).

    None where it states none, only a part of one, or one that can be read in two ways (`05/10/2025`).
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e15 else ""
    if not isinstance(value, str):
        return None
    words = value.strip().translate(_DIGITS)
    if not words or len(words) > _LONGEST:
        return None
    for reading in (
        _from_iso,
        _from_compact,
        _from_epoch,
        _from_mail,
        _from_weekday,
        _from_english,
        _from_slashes,
        _from_arabic,
    ):
        found = reading(words)
        if found:
            return found if _FIRST <= int(found[:4]) <= _LAST else None
    return None


def _written(
    year: str, month: str, day: str, clock: tuple[str | None, ...] = (), zone: str | None = None
) -> str | None:
    text = f"{int(year):04d}-{int(month):02d}-{int(day):02d}"
    if clock and clock[0]:
        text += "T" + ":".join(f"{int(part or 0):02d}" for part in clock)
        zone = {"GMT": "Z", "UTC": "Z"}.get(zone or "", zone or "")
        if zone and zone != "Z":
            zone = zone[:3] + ":" + (zone[3:].lstrip(":") or "00")
        text += zone
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return text


def _from_iso(words: str) -> str | None:
    found = _ISO.match(words)
    if not found:
        return None
    year, month, day, hour, minute, second, zone, half = found.groups()
    if hour and half:
        hour = str(int(hour) % 12 + (12 if half in "Pp" else 0))
    return _written(year, month, day, (hour, minute, second), zone)


def _from_compact(words: str) -> str | None:
    found = _COMPACT.match(words)
    return _written(found[1], found[2], found[3], found.group(4, 5, 6), found[7]) if found else None


def _from_epoch(words: str) -> str | None:
    if not _EPOCH.match(words):
        return None
    return datetime.fromtimestamp(int(words[:10]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _from_mail(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _from_english(words: str) -> str | None:
    found = _ENGLISH.search(words)
    month, day, year = found.groups() if found else ("", "", "")
    if not found and (found := _ENGLISH_DAY_FIRST.search(words)):
        day, month, year = found.groups()
    if month.lower() not in _MONTHS:
        return None
    return _written(year, str(_MONTHS.index(month.lower()) + 1), day)


def _from_slashes(words: str) -> str | None:
    found = _SLASHED.match(words)
    if not found:
        return None
    first, second, year = found.groups()
    if int(first) <= 12 and int(second) <= 12 and int(first) != int(second):
        return None
    day, month = (first, second) if int(second) <= 12 else (second, first)
    return _written(year, month, day)


def _from_weekday(words: str) -> str | None:
    """`Sat, 05/24/2025 - 13:10`: the day of the week tells which number is the month."""
    found = _WEEKDAY.match(words)
    if not found:
        return None
    name, first, second, year, hour, minute = found.groups()
    clock = (hour, minute, None) if hour else ()
    readings = {_written(year, month, day, clock) for month, day in ((first, second), (second, first))}
    right = [
        stamp
        for stamp in readings
        if stamp and datetime.fromisoformat(stamp).weekday() == _WEEKDAYS.index(name.lower())
    ]
    return right[0] if len(right) == 1 else None


def _from_arabic(words: str) -> str | None:
    if _SLASHED.match(words) or _ISO.match(words):
        return None
    days = {day for mention in find_dates(words) if (day := whole_day(mention.earliest, mention.latest))}
    return days.pop() if len(days) == 1 else None


def whole_day(earliest: date | None, latest: date | None) -> str | None:
    """The day as ISO 8601 where both bounds are the same one, and it is a day on which a page can have been made."""
    if earliest is None or earliest != latest or not _FIRST <= earliest.year <= _LAST:
        return None
    return earliest.isoformat()
