"""Calendars: the names of the months as newsrooms from Rabat to Muscat write them, and the Hijri calendar.

Three sets of names stand for the Gregorian months (the Egyptian and Gulf one, the Levantine one and the
Maghrebi one), and one for the Hijri months. Names are kept in the spelling people know; they are folded once,
when this module is read.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal, NamedTuple

from mahdar.arabic.fold import fold

Calendar = Literal["gregorian", "hijri"]


class Month(NamedTuple):
    """A month that a name stands for.

    Attributes:
        calendar: `gregorian` or `hijri`.
        number: 1 to 12.
        region: `common`, `levant`, `maghreb` or `hijri`: who writes the name so.
        sure: False where the name is an everyday word or a person's name too, so that only a day, a year or
            the word «شهر» beside it makes it a month («مارس» is also "he practised", «رجب» a man).
    """

    calendar: Calendar
    number: int
    region: str
    sure: bool


_COMMON = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل|إبريل|نيسان أبريل",
    "مايو",
    "يونيو|يونيه",
    "يوليو|يوليه",
    "أغسطس|اغسطوس",
    "سبتمبر",
    "أكتوبر|اوكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_LEVANT = (
    "كانون الثاني|كانون ثاني|كانون ثان",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول|تشرين أول",
    "تشرين الثاني|تشرين ثاني|تشرين ثان",
    "كانون الأول|كانون أول",
)
_MAGHREB = (
    "جانفي",
    "فيفري",
    "",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية|يوليوز",
    "أوت|غشت",
    "شتنبر",
    "",
    "نونبر",
    "دجنبر",
)
_HIJRI = (
    "محرم|المحرم|محرم الحرام",
    "صفر",
    "ربيع الأول|ربيع أول",
    "ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع آخر",
    "جمادى الأولى|جمادى الأول|جماد الأول|جماد الأولى",
    "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جماد الثاني|جماد الآخر",
    "رجب",
    "شعبان",
    "رمضان|رمضان المبارك",
    "شوال",
    "ذو القعدة|ذي القعدة|ذوالقعدة|ذيالقعدة",
    "ذو الحجة|ذي الحجة|ذوالحجة|ذيالحجة",
)

#: Names that are words or persons as well.
_UNSURE = {fold(name) for name in ("مارس", "آب", "نيسان", "ماي", "جوان", "أوت", "محرم", "المحرم")} | {
    fold(name) for name in ("صفر", "رجب", "شعبان", "رمضان", "شوال", "رمضان المبارك", "ربيع آخر", "ربيع أول")
}


def _months() -> dict[tuple[str, ...], Month]:
    table: dict[tuple[str, ...], Month] = {}
    sets: tuple[tuple[tuple[str, ...], Calendar, str], ...] = (
        (_HIJRI, "hijri", "hijri"),
        (_MAGHREB, "gregorian", "maghreb"),
        (_LEVANT, "gregorian", "levant"),
        (_COMMON, "gregorian", "common"),
    )
    for names, calendar, region in sets:
        for number, spellings in enumerate(names, 1):
            for spelling in filter(None, spellings.split("|")):
                name = fold(spelling)
                table[tuple(name.split())] = Month(calendar, number, region, name not in _UNSURE)
    return table


#: Folded names, as tuples of words, to the months they stand for.
MONTHS: dict[tuple[str, ...], Month] = _months()


def month_bounds(year: int, month: int, calendar: Calendar = "gregorian") -> tuple[date, date] | None:
    """First and last day of a month, as Gregorian dates; None where the calendar's table does not reach."""
    if calendar == "gregorian":
        if not 1 <= year <= 9999:
            return None
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    first = from_hijri(year, month, 1)
    last = from_hijri(year, month, 30) or from_hijri(year, month, 29)
    return (first, last) if first and last else None


def from_hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day in the Umm al-Qura calendar; None where there is no such day or no table for it.

    The calendar is tabulated from 1343 to 1500 AH. A moon sighted elsewhere may differ by a day.
    """
    from hijridate import Hijri  # noqa: PLC0415  the tables are read only when a Hijri date is met

    try:
        return Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None


def to_hijri(day: date) -> tuple[int, int, int] | None:
    """Year, month and day of a Gregorian date in the Umm al-Qura calendar; None where the table does not reach."""
    from hijridate import Gregorian  # noqa: PLC0415

    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


def gregorian(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
