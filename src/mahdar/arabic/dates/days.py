"""One day, month or year against the day of writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from mahdar.arabic.calendars import Calendar, from_hijri, gregorian, month_bounds, to_hijri
from mahdar.arabic.dates.model import Day, Tense

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Value(NamedTuple):
    """What a meaning comes to: the fields of a mention that depend on the day of writing."""

    edtf: str | None
    earliest: date | None
    latest: date | None
    anchored: bool
    reason: str
    slips: tuple[str, ...] = ()
    about: date | None = None


def unknown(reason: str, *slips: str, told: str | None = None) -> Value:
    """No day: the reason why, and what can be said in EDTF all the same."""
    return Value(told, None, None, False, reason, slips)


def named(day: date) -> str:
    """A day with its weekday: "Tuesday 2015-08-11"."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.isoformat()}"


def edtf(first: date, last: date) -> str:
    """The shortest EDTF for the days from `first` to `last`: a day, a month, a year, or an interval of these."""
    if first == last:
        return first.isoformat()
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1 if last < date.max else False
    if whole_months and first.month == 1 and last.month == 12:
        return f"{first:%Y}" if first.year == last.year else f"{first:%Y}/{last:%Y}"
    if whole_months:
        same = (first.year, first.month) == (last.year, last.month)
        return f"{first:%Y-%m}" if same else f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first.isoformat()}/{last.isoformat()}"


def shifted(day: date, days: int) -> date | None:
    """A day so many days later, None beyond what a calendar holds."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def fixed(day: date, reason: str, anchored: bool, slips: Iterable[str] = ()) -> Value:
    """One known day."""
    return Value(day.isoformat(), day, day, anchored, reason, tuple(slips))


def resolve_day(day: Day, anchor: date | None, tense: Tense | None, words: str) -> Value:
    """Resolve a day, month or year.

    Args:
        day: what the words mean.
        anchor: the day of writing, None where it is not known.
        tense: whether the sentence tells what has been or what will be, None where that is not known.
        words: the words, for the reasons.
    """
    if day.names:
        months = ", ".join(map(str, (day.month, *day.names)))
        slip = f"«{words}» names different months ({months})"
        value = resolve_day(replace(day, names=()), anchor, tense, words)
        return value._replace(slips=(*value.slips, slip))
    if day.same is not None:
        told = f"XXXX-{day.month:02}" + (f"-{day.day:02}" if day.day else "") if day.month else None
        return unknown(f"«{words}»: counted from a date told before it", told=told)
    if day.nth is not None:
        return _nth_weekday(day, anchor, tense, words)
    if day.month is not None and day.day is not None:
        return _calendar_day(day, anchor, tense, words)
    if day.day is not None:
        return _day_of_month(day, anchor, tense, words)
    if day.month is not None or day.year is not None:
        return _month_or_year(day, anchor, tense, words)
    if day.offset is not None:
        return _offset(day, anchor, words)
    return _weekday(day, anchor, tense, words)


def _on(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    return from_hijri(year, month, day) if calendar == "hijri" else gregorian(year, month, day)


def _calendar_day(day: Day, anchor: date | None, tense: Tense | None, words: str) -> Value:
    month, number = day.month or 1, day.day or 1
    if day.year is not None:
        return _full_day(day, anchor, words)
    if day.twin and day.twin.year is not None:
        other = resolve_day(day.twin, anchor, tense, words)
        near = other.earliest
        found = _nearest(day, near, None) if near else None
        if found and near and abs((found - near).days) <= 1:
            return _checked(day, found, f"«{words}»: the year follows from the Hijri date beside it", False)
    if anchor is None:
        told = f"XXXX-{month:02}-{number:02}" if day.calendar == "gregorian" else None
        if day.calendar == "gregorian" and gregorian(2000, month, number) is None:
            return unknown(f"«{words}»", f"«{words}»: there is no such day")
        return unknown(f"«{words}»: the year is not told and the day of writing is not known", told=told)
    if day.years is not None:
        year = _year_of_month(day, anchor, tense)
        found = _on(day.calendar, year, month, number) if year > 0 else None
        if found is None:
            return unknown(f"«{words}»", f"«{words}»: there is no such day in {year}")
        return _checked(day, found, f"«{words}»: year counted from {anchor.isoformat()}", True)
    found = _by_direction(day, anchor, tense)
    if found is None:
        return unknown(f"«{words}»", f"«{words}»: there is no such day")
    way = {"past": "the latest before", "future": "the next after", "current": "the nearest to"}
    side = (
        way[day.direction]
        if day.direction
        else {"past": "the latest not after", "future": "the next from"}.get(tense or "", "the nearest to")
    )
    return _checked(day, found, f"«{words}»: {side} {named(anchor)}", True)


def _full_day(day: Day, anchor: date | None, words: str) -> Value:
    readings = [(day.year or 1, day.month or 1, day.day or 1), *([day.swapped] if day.swapped else [])]
    dates = [found for one in readings if (found := _on(day.calendar, *one))]
    if not dates:
        told = "-".join(f"{part:02}" for part in readings[0])
        era = " AH" if day.calendar == "hijri" else ""
        return unknown(f"«{words}»", f"«{words}»: there is no day {told}{era}")
    best = dates[0]
    if anchor and abs((best - anchor).days) > 800:
        best = min(dates, key=lambda one: abs((one - anchor).days))
    outvoted = _outvoted(day, best, anchor, words)
    if outvoted:
        return outvoted
    reason = f"«{words}»: stated"
    if day.calendar == "hijri":
        reason = f"«{words}»: {best.isoformat()} in the Umm al-Qura calendar"
    elif len(dates) > 1:
        reason = f"«{words}»: of two readings of the digits the " + (
            "usual" if best == dates[0] else "nearer"
        )
    return _checked(day, best, reason, best != dates[0])


def _outvoted(day: Day, stated: date, anchor: date | None, words: str) -> Value | None:
    """«اليوم الاثنين 10/4/1436هـ» written on a Monday of the tenth month: two of three agree against the date."""
    if anchor is None or day.offset is None or day.weekday is None:
        return None
    told = shifted(anchor, day.offset)
    if told is None or told == stated or told.weekday() != day.weekday or stated.weekday() == day.weekday:
        return None
    slip = f"the date told beside it is {stated.isoformat()}, not {named(told)}"
    return fixed(told, f"«{words}» told on {named(anchor)}", True, (slip,))


def _checked(day: Day, found: date, reason: str, anchored: bool) -> Value:
    """A day, after what else is said of it has been held against it: weekday, the date in the other calendar."""
    slips = []
    if day.weekday is not None and found.weekday() != day.weekday:
        slips.append(
            f"told as a {WEEKDAY_NAMES[day.weekday]}, but {found.isoformat()} is a {WEEKDAY_NAMES[found.weekday()]}"
            + _as_it_may_be(day.weekday, found)
        )
    if day.twin and day.twin.month and day.twin.day:
        twin = day.twin
        year = twin.year if twin.year is not None else (to_hijri(found) or (0,))[0]
        other = _on(twin.calendar, year, twin.month or 1, twin.day or 1)
        if other and abs((other - found).days) > 1:
            slips.append(f"the Hijri date beside it is {other.isoformat()}, not {found.isoformat()}")
    return fixed(found, reason, anchored, slips)


def _as_it_may_be(weekday: int, found: date) -> str:
    """Where the month beside has such a weekday on that day, that is likely what was meant."""
    beside = (gregorian(*month_from(found, step), found.day) for step in (1, -1))
    fits = next((one for one in beside if one and one.weekday() == weekday), None)
    return f" ({fits.isoformat()} is a {WEEKDAY_NAMES[weekday]})" if fits else ""


def _candidates(day: Day, around: date) -> list[date]:
    """The days of that name in the years about a day."""
    hijri = to_hijri(around) if day.calendar == "hijri" else None
    if day.calendar == "hijri" and hijri is None:
        return []
    year = hijri[0] if hijri else around.year
    found = (_on(day.calendar, year + step, day.month or 1, day.day or 1) for step in range(-8, 9))
    return [one for one in found if one]


def _nearest(day: Day, around: date, keep: Callable[[date], bool] | None) -> date | None:
    kept = [one for one in _candidates(day, around) if keep is None or keep(one)]
    best = min(kept, key=lambda one: (abs((one - around).days), one), default=None)
    if best and day.weekday is not None and best.weekday() != day.weekday:
        fits = [one for one in kept if one.weekday() == day.weekday and abs((one - around).days) < 200]
        return min(fits, key=lambda one: abs((one - around).days), default=best)
    return best


def _by_direction(day: Day, anchor: date, tense: Tense | None) -> date | None:
    if day.direction == "past":
        return _nearest(day, anchor, lambda one: one < anchor)
    if day.direction == "future":
        return _nearest(day, anchor, lambda one: one > anchor)
    if day.direction == "current" or tense is None:
        return _nearest(day, anchor, None)
    if tense == "past":
        return _nearest(day, anchor, lambda one: one <= anchor)
    return _nearest(day, anchor, lambda one: one >= anchor)


def month_from(anchor: date, months: int) -> tuple[int, int]:
    """Year and month so many months from the anchor's."""
    count = anchor.year * 12 + anchor.month - 1 + months
    return count // 12, count % 12 + 1


def _day_of_month(day: Day, anchor: date | None, tense: Tense | None, words: str) -> Value:
    number = day.day or 1
    if anchor is None:
        return unknown(
            f"«{words}»: the month is told only from the day of writing, which is not known",
            told=f"XXXX-XX-{number:02}" if day.months is None else None,
        )
    if day.months is not None:
        year, month = month_from(anchor, day.months)
        found = gregorian(year, month, number)
        if found is None:
            return unknown(f"«{words}»", f"«{words}»: there is no day {number} in {year}-{month:02}")
        return _checked(day, found, f"«{words}»: month counted from {anchor.isoformat()}", True)
    around = [gregorian(*month_from(anchor, step), number) for step in range(-2, 3)]
    dates = [one for one in around if one and (day.weekday is None or one.weekday() == day.weekday)]
    kept = [one for one in dates if tense is None or (one <= anchor if tense == "past" else one >= anchor)]
    found = min(kept or dates, key=lambda one: abs((one - anchor).days), default=None)
    if found is None:
        return unknown(f"«{words}»: no such day in the months about {anchor.isoformat()}")
    if tense is None and day.weekday is None:
        told = f"XXXX-XX-{number:02}"
        return Value(told, None, None, True, f"«{words}»: the month is not told", (), found)
    return fixed(found, f"«{words}»: the nearest such day to {named(anchor)}", True)


def _month_or_year(day: Day, anchor: date | None, tense: Tense | None, words: str) -> Value:
    anchored, reason = False, f"«{words}»: stated"
    year = day.year
    if year is None:
        if anchor is None:
            told = f"XXXX-{day.month:02}" if day.calendar == "gregorian" else None
            return unknown(f"«{words}»: the year is not told and the day of writing is not known", told=told)
        year = _year_of_month(day, anchor, tense)
        anchored, reason = True, f"«{words}»: year understood from {named(anchor)}"
    if day.month is not None:
        bounds = month_bounds(year, day.month, day.calendar) if year else None
    else:
        first, last = month_bounds(year, 1, day.calendar), month_bounds(year, 12, day.calendar)
        bounds = (first[0], last[1]) if first and last else None
    if bounds is None:
        return unknown(f"«{words}»: outside the calendar's tables")
    earliest, latest = third_of(*bounds, day.third)
    return Value(edtf(*bounds), earliest, latest, anchored, reason)


def _year_of_month(day: Day, anchor: date, tense: Tense | None) -> int:
    here = (anchor.year, anchor.month)
    if day.calendar == "hijri":
        here = (to_hijri(anchor) or (0, 0))[:2]
    year, now = here
    if day.years is not None:
        return year + day.years
    month = day.month or 1
    way = day.direction or tense
    if way == "past":
        return year if month < now or (month == now and not day.direction) else year - 1
    if way == "future":
        return year if month > now or (month == now and not day.direction) else year + 1
    # News looks back more than ahead: a month to come counts as twice as far.
    gaps = {step: month - now + 12 * step for step in (-1, 0, 1)}
    return year + min(gaps, key=lambda step: gaps[step] * 2 if gaps[step] > 0 else -gaps[step])


def third_of(first: date, last: date, third: int | None) -> tuple[date, date]:
    """The bounds of the beginning, the middle or the end of a period, drawn wide."""
    if third is None:
        return first, last
    length = (last - first).days + 1
    size = max(1, round(length / 3))
    begin = first + timedelta(days=(0, size, length - size)[third])
    end = first + timedelta(days=(size, length - size, length)[third] - 1)
    return begin, end


def _offset(day: Day, anchor: date | None, words: str) -> Value:
    if anchor is None:
        return unknown(f"«{words}»: the day of writing is not known")
    found = shifted(anchor, day.offset or 0)
    if found is None:
        return unknown(f"«{words}»: outside the calendar")
    if day.weekday is None or found.weekday() == day.weekday:
        return _night(day, found, fixed(found, f"«{words}» told on {named(anchor)}", True))
    # A text is often dated by the day it was collected, a day or more after it was written.
    back = (found.weekday() - day.weekday) % 7
    near = shifted(found, -back if back <= 5 else 1)
    if near is None:
        return unknown(f"«{words}»: outside the calendar")
    reason = f"«{words}»: the weekday decides, the nearest to {named(found)}"
    slips = () if -3 <= (near - found).days <= 1 else (f"«{words}» is not {named(found)}",)
    return fixed(near, reason, True, slips)


def _night(day: Day, found: date, value: Value) -> Value:
    """«الليلة الماضية» reaches into the morning of the next day."""
    return (
        value._replace(latest=shifted(found, 1)) if day.hour == "night" and (day.offset or 0) < 0 else value
    )


def _weekday(day: Day, anchor: date | None, tense: Tense | None, words: str) -> Value:
    weekday = day.weekday or 0
    if anchor is None:
        return unknown(f"«{words}»: the day of writing is not known")
    if day.week is not None:
        back = (anchor.weekday() - weekday) % 7
        steps: int | None = None
        if day.direction == "past":
            steps = -(back or 7) - 7
        elif day.direction == "future":
            steps = 14 - back if back else 14
        else:
            steps = weekday - anchor.weekday() + 7 * day.week
        found = shifted(anchor, steps)
        where = f"in the week {day.week:+d} from" if day.week else "in the week of"
    elif day.direction == "future" or (day.direction is None and tense == "future"):
        ahead = (weekday - anchor.weekday()) % 7
        found = shifted(anchor, ahead or (7 if day.direction else 0))
        where = "after"
    else:
        back = (anchor.weekday() - weekday) % 7
        found = shifted(anchor, -(back or (7 if day.direction == "past" else 0)))
        where = "before"
    if found is None:
        return unknown(f"«{words}»: outside the calendar")
    where = "is" if found == anchor else where
    return fixed(found, f"«{words}» {where} {named(anchor)}", True)


def _nth_weekday(day: Day, anchor: date | None, tense: Tense | None, words: str) -> Value:
    base = replace(day, nth=None, weekday=None)
    if day.month is not None:
        value = _month_or_year(base, anchor, tense, words)
    elif anchor is not None:
        bounds = month_bounds(*month_from(anchor, day.months or 0))
        value = (
            Value(None, *bounds, True, f"«{words}»: in the month of {anchor.isoformat()}")
            if bounds
            else unknown(words)
        )
    else:
        value = unknown(f"«{words}»: the day of writing is not known")
    if value.earliest is None or value.latest is None:
        return value._replace(edtf=None)
    ahead = ((day.weekday or 0) - value.earliest.weekday()) % 7 + 7 * ((day.nth or 1) - 1)
    found = shifted(value.earliest, ahead)
    if found is None or found > value.latest:
        return unknown(f"«{words}»", f"«{words}»: the month has no such day")
    return fixed(found, value.reason, value.anchored)
