"""What the words of a date mean, before and after they are set against a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from mahdar.arabic.calendars import Calendar

Tense = Literal["past", "future"]
Direction = Literal["past", "future", "current"]
Unit = Literal["hour", "day", "week", "month", "year", "decade", "century"]

#: Every kind a mention may have:
#: `absolute` a day of the Gregorian calendar, with or without its year; `hijri` any date of the Hijri calendar
#: alone; `weekday` a day told by its name; `relative` a day told from the day of writing («أمس», «قبل يومين»);
#: `week`, `month`, `year` such a period, told absolutely or relatively; `part` a quarter, a half, a season, a
#: weekend or a decade; `range` from one date to another; `distance` about so long ago or ahead («قبل أشهر»);
#: `duration` how long something lasts.
KINDS = (
    "absolute",
    "hijri",
    "weekday",
    "relative",
    "week",
    "month",
    "year",
    "part",
    "range",
    "distance",
    "duration",
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year as the words give it; what they leave out is None.

    Attributes:
        year, month, day: as told; in `calendar`.
        weekday: 0 for Monday to 6 for Sunday.
        offset: days from the day of writing («أمس» is -1).
        week: weeks from the week of writing, beside a weekday («الثلاثاء من الأسبوع المقبل» is 1).
        months, years: months or years from those of writing («15 من الشهر المقبل», «مايو من العام الماضي»).
        direction: what «الماضي», «المقبل», «الجاري» say.
        nth: «الأحد الثاني» of the month is 2.
        third: which third of the period: 0 «مطلع», 1 «منتصف», 2 «نهاية».
        hour: the part of the day, in English.
        twin: the same day told in the other calendar.
        swapped: year, month and day in another reading of the digits («16/04/21»).
        names: months that were named together and differ.
        same: `year` or `month` where it is that of a date told before («من العام نفسه»).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    calendar: Calendar = "gregorian"
    weekday: int | None = None
    offset: int | None = None
    week: int | None = None
    months: int | None = None
    years: int | None = None
    direction: Direction | None = None
    nth: int | None = None
    third: int | None = None
    hour: str | None = None
    twin: Day | None = None
    swapped: tuple[int, int, int] | None = None
    names: tuple[int, ...] = ()
    same: Literal["year", "month"] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month, year, decade or so, told from the one of writing.

    Attributes:
        unit: which.
        offset: 0 this one, 1 the next, -1 the last.
        third: as in `Day`.
        count: how many, where more than one is told («السنوات الثلاث الماضية»); 0 where not told how many.
        weekend: «نهاية الأسبوع».
    """

    unit: Unit
    offset: int
    third: int | None = None
    count: int = 1
    weekend: bool = False


#: The parts of a month that are its weeks.
WEEKS = 5


@dataclass(frozen=True, slots=True)
class Share:
    """The `nth` of so many `parts` of a year («الربع الأول من 2016» is 1 of 4) or a month, or a season."""

    nth: int
    parts: int
    of: Day | Period | None
    season: bool = False


@dataclass(frozen=True, slots=True)
class Years:
    """From one year to another, both told or implied («الثمانينات» is 1980 to 1989)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Distance:
    """So long before (-1) or after (1) the day of writing.

    Attributes:
        amounts: numbers with their units; a number is None where it is not told («قبل أيام»).
        sign: -1 or 1.
        exact: the words count from now («من الآن») or add units up, so that the day is meant to the letter.
        loose: «نحو», «أكثر من», «بضعة».
    """

    amounts: tuple[tuple[float | None, Unit], ...]
    sign: int
    exact: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long something lasts."""

    amount: float
    unit: Unit


@dataclass(frozen=True, slots=True)
class Range:
    """From one date to another, or, where they are only `listed`, the one and the other («9 و30 أبريل»)."""

    first: Meaning
    last: Meaning
    listed: bool = False


Meaning = Day | Period | Share | Years | Distance | Stretch | Range


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date told in a text.

    Attributes:
        start: offset of its first code point.
        end: offset after its last.
        edtf: what the words (and the anchor) fix: `2015-08-11`, `2015-08`, `2015`, `2015-08-03/2015-08-04`,
            `XXXX-10-15` where the year is not told and no anchor is given; None where only bounds are known.
        earliest, latest: the first and the last day it can be; None where nothing bounds it on that side.
        kind: one of `KINDS`.
        anchored: True when the day of writing was used.
        reason: how it was understood, in plain words.
        slips: what is wrong in the source, in plain words.
        direction: `past` or `future` where the words themselves say so («الماضي», «المقبل»).
        duration: the amount and its unit, where `kind` is `duration`.
        hour: the part of the day told (`morning`, `evening`, `night` …).
        about: the day the words name to the letter where they are only approximate («قبل شهر»).
        meaning: what was understood, to be resolved anew with another anchor or tense.
        words: the exact words.
    """

    start: int
    end: int
    edtf: str | None
    earliest: date | None
    latest: date | None
    kind: str
    anchored: bool
    reason: str
    slips: tuple[str, ...]
    direction: str | None
    duration: tuple[float, str] | None
    hour: str | None
    about: date | None
    meaning: Meaning
    words: str
