"""From what the words mean to days: against the day of writing, with the reason and the slips in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mahdar.arabic.calendars import month_bounds
from mahdar.arabic.dates.days import (
    Value,
    edtf,
    fixed,
    month_from,
    named,
    resolve_day,
    shifted,
    third_of,
    unknown,
)
from mahdar.arabic.dates.model import (
    WEEKS,
    Day,
    Distance,
    Meaning,
    Period,
    Range,
    Share,
    Stretch,
    Tense,
    Unit,
    Years,
)

#: Days in a unit, about.
_DAYS: dict[Unit, float] = {
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "month": 30.44,
    "year": 365.25,
    "decade": 3652.5,
    "century": 36525,
}
#: How far off a round distance may be, in days: «قبل أسبوع» may be five days or nine.
_SLACK: dict[Unit, float] = {
    "hour": 1,
    "day": 0.2,
    "week": 2,
    "month": 15,
    "year": 183,
    "decade": 1100,
    "century": 11000,
}


def resolve_meaning(meaning: Meaning, anchor: date | None, tense: Tense | None, words: str) -> Value:
    """Resolve what some words mean against the day of writing; see `resolve_day` for the arguments."""
    if isinstance(meaning, Day):
        return resolve_day(meaning, anchor, tense, words)
    if isinstance(meaning, Range):
        return _range(meaning, anchor, tense, words)
    if isinstance(meaning, Years):
        bounds = date(meaning.first, 1, 1), date(meaning.last, 12, 31)
        return Value(edtf(*bounds), *bounds, False, f"«{words}»: stated")
    if isinstance(meaning, Stretch):
        return unknown(f"«{words}»: how long, not when")
    if isinstance(meaning, Share):
        return _share(meaning, anchor, tense, words)
    if anchor is None:
        return unknown(f"«{words}»: the day of writing is not known")
    try:
        if isinstance(meaning, Distance):
            return _distance(meaning, anchor, tense, words)
        return _period(meaning, anchor, words)
    except (OverflowError, ValueError):
        return unknown(f"«{words}»: outside the calendar")


def kind_of(meaning: Meaning) -> str:
    """The kind of a mention (one of `KINDS`) that means this."""
    if isinstance(meaning, Day):
        return _kind_of_day(meaning)
    if isinstance(meaning, Period):
        plain = meaning.count == 1 and not meaning.weekend and meaning.unit in ("week", "month", "year")
        return meaning.unit if plain else "part" if meaning.count == 1 else "range"
    if isinstance(meaning, Distance):
        return "relative" if _is_to_the_day(meaning) else "distance"
    if isinstance(meaning, Stretch):
        return "duration"
    return "range" if isinstance(meaning, Range) else "part"


def _kind_of_day(day: Day) -> str:
    if day.calendar == "hijri":
        return "hijri"
    if day.day is not None or day.nth is not None:
        return "absolute" if day.month is not None else "relative"
    if day.month is not None:
        return "month"
    if day.year is not None:
        return "year"
    return "weekday" if day.offset is None else "relative"


def _range(meaning: Range, anchor: date | None, tense: Tense | None, words: str) -> Value:
    first, last = meaning.first, meaning.last
    if isinstance(first, Day) and isinstance(last, Day):
        first, last = _shared(first, last)
    end = resolve_meaning(last, anchor, tense, words)
    if isinstance(first, Day) and end.latest and _follows_the_end(first):
        begin = resolve_day(replace(first, direction=None), end.latest, "past", words)
    else:
        begin = resolve_meaning(first, anchor, tense, words)
    slips = (*begin.slips, *(slip for slip in end.slips if slip not in begin.slips))
    anchored = begin.anchored or end.anchored
    if begin.earliest is None or end.latest is None or begin.edtf is None or end.edtf is None:
        told = f"{begin.edtf}/{end.edtf}" if begin.edtf and end.edtf else None
        return Value(told, begin.earliest, end.latest, anchored, end.reason, slips)
    if begin.earliest > end.latest:
        return unknown(f"«{words}»", *slips, f"«{words}» ends before it begins")
    if meaning.listed:
        reason = f"{end.reason}; two days, not those between"
        return Value(None, begin.earliest, end.latest, anchored, reason, slips)
    told = edtf(begin.earliest, end.latest)
    if "/" not in begin.edtf and "/" not in end.edtf and begin.edtf != end.edtf:
        told = f"{begin.edtf}/{end.edtf}"
    return Value(told, begin.earliest, end.latest, anchored, end.reason, slips)


def _follows_the_end(first: Day) -> bool:
    """True where a range's first day is the last of its name before the end: its year or its week is not told."""
    return (
        first.year is None and first.offset is None and (first.month is not None or first.weekday is not None)
    )


def _shared(first: Day, last: Day) -> tuple[Day, Day]:
    """What is told once for both ends: the year, the direction."""
    if first.year is None and last.year is not None and first.month and first.calendar == last.calendar:
        earlier = (first.month, first.day or 0) > (last.month or 12, last.day or 31)
        first = replace(first, year=last.year - earlier)
    return first, last


def _share(share: Share, anchor: date | None, tense: Tense | None, words: str) -> Value:
    if share.of is None:
        return unknown(f"«{words}»: the year is not told")
    whole = resolve_meaning(share.of, anchor, tense, words)
    if whole.earliest is None or whole.latest is None:
        return whole
    if isinstance(share.of, Day) and share.of.calendar == "hijri":
        return whole._replace(edtf=None)
    if share.season:
        return _season(share, whole, anchor, words)
    if share.parts == WEEKS:
        begin = whole.earliest + timedelta(days=7 * (share.nth - 1))
        return whole._replace(
            earliest=min(begin, whole.latest), latest=min(begin + timedelta(days=6), whole.latest)
        )
    if (share.of.unit if isinstance(share.of, Period) else share.of.month) not in (None, "year"):
        middle = whole.earliest + timedelta(days=14)
        ends = (whole.earliest, middle) if share.nth == 1 else (middle + timedelta(days=1), whole.latest)
        return whole._replace(
            edtf=edtf(*ends) if share.parts == 2 else None, earliest=ends[0], latest=ends[1]
        )
    months = 12 // share.parts
    first = month_bounds(whole.earliest.year, months * (share.nth - 1) + 1)
    last = month_bounds(whole.earliest.year, months * share.nth)
    if first is None or last is None:
        return unknown(f"«{words}»: outside the calendar")
    return whole._replace(edtf=edtf(first[0], last[1]), earliest=first[0], latest=last[1])


def _season(share: Share, whole: Value, anchor: date | None, words: str) -> Value:
    """A season has bounds but no days of its own; winter may be at either end of its year."""
    year = whole.earliest.year if whole.earliest else 1
    if isinstance(share.of, Period) and anchor and share.of.offset:
        begins = {1: 3, 2: 6, 3: 9, 4: 12}[share.nth]
        passed = anchor.month > begins + 2
        year = anchor.year - (not passed) if share.of.offset < 0 else anchor.year + passed
    first = month_bounds(year, {1: 3, 2: 6, 3: 9, 4: 1}[share.nth])
    last = month_bounds(year, {1: 6, 2: 9, 3: 12, 4: 12}[share.nth])
    if first is None or last is None:
        return unknown(f"«{words}»: outside the calendar")
    return Value(None, first[0], last[1], whole.anchored, f"«{words}»: a season of {year}")


def _period(period: Period, anchor: date, words: str) -> Value:
    reason = f"«{words}» told on {named(anchor)}"
    if period.count != 1:
        return _several(period, anchor, reason)
    first, last = _whole(period, anchor)
    if period.weekend:
        return Value(None, first + timedelta(days=3), last, True, reason)
    earliest, latest = third_of(first, last, period.third)
    if period.unit == "week" and period.third == 0:
        # The week begins on Saturday in Egypt, on Sunday in the Gulf, on Monday in the Maghreb.
        earliest = first - timedelta(days=2)
    if period.unit == "decade" and period.offset:
        # «العقد المقبل» may be the twenties or the ten years from now on.
        ten = timedelta(days=3653)
        ends = (anchor, max(last, anchor + ten)) if period.offset > 0 else (min(first, anchor - ten), anchor)
        return Value(None, ends[0], ends[1], True, reason)
    told = edtf(first, last) if period.unit != "century" or period.third is None else None
    return Value(told, earliest, latest, True, reason)


def _whole(period: Period, anchor: date) -> tuple[date, date]:
    if period.unit in ("day", "hour"):
        day = anchor + timedelta(days=period.offset)
        return day, day
    if period.unit == "week":
        first = anchor + timedelta(days=7 * period.offset - anchor.weekday())
        return first, first + timedelta(days=6)
    if period.unit == "month":
        year, month = month_from(anchor, period.offset)
        bounds = month_bounds(year, month)
        if bounds is None:
            raise ValueError(year)
        return bounds
    size = {"year": 1, "decade": 10, "century": 100}[period.unit]
    # Centuries begin with a year 1: the twentieth is 1901 to 2000.
    base = (anchor.year - (period.unit == "century")) // size * size + (period.unit == "century")
    year = base + size * period.offset
    return date(year, 1, 1), date(year + size - 1, 12, 31)


def _several(period: Period, anchor: date, reason: str) -> Value:
    """«الأشهر الثلاثة الماضية»: bounds that end, or begin, on the day of writing."""
    if period.count == 0:
        ends: tuple[date | None, date | None] = (None, anchor) if period.offset < 0 else (anchor, None)
        return Value(None, ends[0], ends[1], True, reason)
    days = round(period.count * _DAYS[period.unit])
    far = anchor + timedelta(days=days if period.offset > 0 else -days)
    return Value(None, min(far, anchor), max(far, anchor), True, reason)


def _is_to_the_day(distance: Distance) -> bool:
    """True where a distance names a day: «قبل ثلاثة أيام», «بعد أسبوعين من الآن»; «قبل شهر» is round."""
    if any(number is None or number != int(number) or unit == "hour" for number, unit in distance.amounts):
        return False
    if distance.exact:
        return True
    number, unit = distance.amounts[0]
    return not distance.loose and unit == "day" and (number or 0) < 10


def _distance(distance: Distance, anchor: date, tense: Tense | None, words: str) -> Value:
    if distance.sign > 0 and tense != "future" and not distance.exact:
        return _after_something(distance, anchor, tense, words)
    reason = f"«{words}» told on {named(anchor)}"
    if any(number is None for number, _ in distance.amounts):
        return _untold(distance, anchor, reason)
    about = anchor
    for number, unit in distance.amounts:
        about = _moved(about, (number or 0) * distance.sign, unit)
    if _is_to_the_day(distance):
        return fixed(about, reason, True)
    number, unit = distance.amounts[-1]
    off = _SLACK[unit] if unit != "day" else max(1, round((number or 0) * _SLACK["day"]))
    off *= min(number or 1, 4) if unit == "week" else 1
    slack = timedelta(days=round(off * (2 if distance.loose else 1)))
    low, high = about - slack, about + slack
    low, high = (low, min(high, anchor)) if distance.sign < 0 else (max(low, anchor), high)
    return Value(None, low, high, True, f"{reason}, about {about.isoformat()}", (), about)


def _after_something(distance: Distance, anchor: date, tense: Tense | None, words: str) -> Value:
    """«بعد ثلاثة أيام» is told from now only of what is to come; in a narrative it is told from what came before."""
    about = None if tense == "past" else _distance(distance, anchor, "future", words)
    reason = f"«{words}»: after what was told before, or, of what is to come, after {anchor.isoformat()}"
    day = about and (about.about or about.earliest)
    return Value(None, None, None, day is not None, reason, (), day if about and about.edtf else None)


def _untold(distance: Distance, anchor: date, reason: str) -> Value:
    """«قبل أيام», «منذ سنوات»: at least two of the unit, and no more than the next unit would be."""
    unit = distance.amounts[0][1]
    near = anchor if unit == "hour" else anchor + timedelta(days=round(2 * _DAYS[unit]) * distance.sign)
    reach: dict[Unit, int | None] = {"hour": 1, "day": 13, "week": 70, "month": 400}
    limit = reach.get(unit)
    far = None if limit is None else shifted(anchor, limit * distance.sign)
    if distance.sign < 0:
        return Value(None, far, near, True, reason)
    return Value(None, near, far, True, reason)


def _moved(day: date, number: float, unit: Unit) -> date:
    if unit in ("month", "year", "decade", "century") and number == int(number):
        months = int(number) * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        year, month = month_from(day, months)
        bounds = month_bounds(year, month)
        if bounds is None:
            raise ValueError(year)
        return bounds[0].replace(day=min(day.day, bounds[1].day))
    return day + timedelta(days=round(number * _DAYS[unit]))
