"""Dates told by their numbers and names: «15 أكتوبر 2015», «11/8/2015», «الحادي والعشرين من مايو», «عام 2010»."""

from __future__ import annotations

from dataclasses import replace

from mahdar.arabic.calendars import Calendar, Month
from mahdar.arabic.dates import lexicon as lx
from mahdar.arabic.dates.model import Day, Meaning, Range
from mahdar.arabic.dates.words import (
    Parsed,
    Words,
    day_number,
    direction_at,
    era_at,
    lookup,
    month_at,
    whole_number,
    year_at,
    year_relation,
)
from mahdar.arabic.numerals import CARDINALS, ORDINALS

_MARKS = ("/", "-", "\\")


def date_at(words: Words, i: int) -> Parsed | None:
    """The date that begins at token `i`: in digits, day before month, or month before day."""
    found = numeric_at(words, i) or day_month_at(words, i) or month_day_at(words, i)
    if (
        found is None
        or words.norms[found.next] == "كل"
        or words.norms[found.next : found.next + 2] == ["من", "كل"]
    ):
        return None
    return _with_twin(words, found)


def numeric_at(words: Words, i: int) -> Parsed | None:
    """«2015/08/11», «11-8-2015», «11.8.2015», «25/10/1436هـ»; never a phone number or a score."""
    if not words.is_number(i) or (words.before(i) in _MARKS and words.is_number(i - 2)):
        return None
    norm = words.norms[i]
    if norm.count(".") == 2:
        pieces, j = norm.split("."), i + 1
    elif words.norms[i + 1] in _MARKS and words.norms[i + 3] == words.norms[i + 1]:
        pieces, j = [norm, words.norms[i + 2], words.norms[i + 4]], i + 5
    else:
        return None
    if words.norms[j] in _MARKS and words.is_number(j + 1):
        return None
    if not all(piece.isdecimal() and len(piece) in (1, 2, 4) for piece in pieces):
        return None
    day = _numbers(pieces, words.norms[i + 1])
    if day is None:
        return None
    era, j = era_at(words, j)
    if era == "hijri" or (day.year and 1300 <= day.year <= 1500):
        day = replace(day, calendar="hijri", swapped=None)
    return Parsed(words.tokens[i].start, j, day)


def _numbers(pieces: list[str], mark: str) -> Day | None:
    first, second, third = map(int, pieces)
    if len(pieces[0]) == 4 and len(pieces[2]) <= 2:
        year, month, day = first, second, third
    elif len(pieces[2]) == 4 and len(pieces[0]) <= 2:
        year, month, day = third, second, first
    elif (len(pieces[2]) == 2 and mark == "/") or (len(pieces[2]) == 2 and max(first, third) > 12):
        return _short_year(first, second, third)
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    if not (1300 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day(year, month, day)


def _short_year(first: int, second: int, third: int) -> Day | None:
    """A year of two digits stands last, as Arabic papers write it, or first: the anchor will tell."""
    last = (2000 + third, second, first) if 1 <= second <= 12 and 1 <= first <= 31 else None
    front = (2000 + first, second, third) if 1 <= second <= 12 and 1 <= third <= 31 else None
    if last is None and front is None:
        return None
    year, month, day = last or front or (0, 0, 0)
    return Day(year, month, day, swapped=front if last and front and last != front else None)


def _more_days(words: Words, j: int) -> tuple[int, int] | None:
    """«و15», «إلى 5», «- 5», «والرابع»: another day after a first one, and the index after it."""
    norm = words.norms[j]
    if norm in ("و", "-", ",") or norm in lx.TO:
        if norm == "," and not words.is_number(j + 1):
            return None
        found = day_number(words, j + 1)
    elif norm[:1] == "و" and (norm in ORDINALS or norm in CARDINALS or norm == "وال"):
        found = day_number(words, j)
    else:
        return None
    return (found[0], found[2]) if found else None


def day_month_at(words: Words, i: int) -> Parsed | None:
    """«15 أكتوبر», «الثالث من مايو المقبل», «3 و4 مايو», «20 من الشهر الجاري»."""
    number = day_number(words, i)
    if number is None or (not words.is_number(i) and _counts_something(words, i)):
        return None
    first, start, j = number
    last, days, listed = None, [first], words.before(i) not in ("بين", "من")
    for _ in range(8):
        more = _more_days(words, j)
        if more is None:
            break
        listed = listed and words.norms[j] not in lx.TO and words.norms[j] != "-"
        last, j = more
        days.append(last)
    named = month_after(words, j, written=words.is_number(j - 1) or last is not None)
    if named is None:
        return None
    day, k = named
    meaning: Meaning = replace(day, day=first)
    if last is not None:
        apart = listed and days != list(range(first, first + len(days)))
        meaning = Range(meaning, replace(day, day=last), listed=apart)
    return Parsed(start, k, meaning)


def _counts_something(words: Words, i: int) -> bool:
    """True where an ordinal belongs to the noun before it: «الأسبوع الأول من أكتوبر», «النصف الثاني من مايو»."""
    before = words.before(i)
    noun = before.startswith(("ال", "وال", "لل", "بال")) and before not in ("الي", "الا")
    return noun and not (
        before in lx.WEEKDAYS or before in lx.TODAY or before in lx.AGREES or before in lx.MONTH_FORMS
    )


def month_after(words: Words, j: int, written: bool) -> tuple[Day, int] | None:
    """The month that a day's number belongs to, with its year or direction, and the index after."""
    k = j
    if written and words.norms[k] in (".", "-", "/", ","):
        k += 1
    linked = words.norms[k] == "من"
    k += linked
    if (
        words.norms[k] in lx.THIS
        and words.norms[k + 1] in lx.UNITS
        and lx.UNITS[words.norms[k + 1]][0] == "month"
    ):
        return Day(months=0), k + 2
    found = direction_at(words, k)
    if found and found[0] == "current" and written:
        return Day(months=0), found[2]
    if words.norms[k] in lx.UNITS and lx.UNITS[words.norms[k]][0] == "month":
        if words.norms[k + 1] in lx.SAME:
            return Day(same="month"), k + 2
        found = direction_at(words, k + 1)
        return (Day(months=found[1], direction=found[0]), found[2]) if found else None
    spoken = words.norms[k] in lx.MONTH_WORD
    named = month_at(words, k + spoken)
    if named is None or named.start != words.start(k + spoken):
        return None
    base = Day(month=named.month.number, calendar=named.month.calendar, names=named.others)
    day, after = _tail(words, named.next, base)
    if not named.sure and not (linked or spoken or day.year) and (not written or _is_zero(named.month)):
        return None
    return day, after


def _is_zero(month: Month) -> bool:
    """«صفر» is the second Hijri month and nought: «5 صفر» may be a score."""
    return month.calendar == "hijri" and month.number == 2


def _tail(words: Words, j: int, day: Day) -> tuple[Day, int]:
    """The year or the direction after a month."""
    year = year_at(words, j)
    if year and (year[1] == day.calendar or day.calendar == "gregorian"):
        return replace(day, year=year[0]), year[2]
    if year and day.calendar == "hijri" and 1300 <= year[0] <= 1500:
        return replace(day, year=year[0]), year[2]
    relation = year_relation(words, j)
    if relation:
        return replace(day, years=relation[0]), relation[1]
    k = j + (words.norms[j] == "من")
    if words.norms[k] in lx.YEAR_WORD and words.norms[k + 1] in lx.SAME:
        return replace(day, same="year"), k + 2
    found = direction_at(words, j)
    if found:
        return replace(day, direction=found[0]), found[2]
    return day, j


def month_day_at(words: Words, i: int) -> Parsed | None:
    """«يناير الثاني والعشرين، 2018», «أكتوبر-15», «سبتمبر10, 2001»."""
    named = month_at(words, i)
    if named is None:
        return None
    j = named.next
    dashed = words.norms[j] == "-" and words.touching(j)
    j += dashed
    number = day_number(words, j)
    if number is None:
        return None
    year = year_at(words, number[2])
    if words.is_number(j) and not (words.touching(j) or year):
        return None
    if not words.is_number(j) and words.norms[j][:2] != "ال":
        return None
    if number[0] < 3 and not year and not words.is_number(j) and not words.ends_a_phrase(number[2]):
        return None
    day = Day(month=named.month.number, day=number[0], calendar=named.month.calendar, names=named.others)
    full, after = _tail(words, number[2], day)
    return Parsed(named.start, after, full)


def month_alone_at(words: Words, i: int) -> Parsed | None:
    """A month without a day: «أكتوبر 2015», «شهر مايو», «أكتوبر الماضي», and «في أكتوبر» after a preposition."""
    lead = lookup(words, i, lx.MONTH_WORD)
    named = month_at(words, i + 1 if lead else i)
    if named is None:
        return None
    base = Day(month=named.month.number, calendar=named.month.calendar, names=named.others)
    day, j = _tail(words, named.next, base)
    told = lead or day.year or day.years is not None or day.same
    directed = day.direction and (
        named.sure or named.month.calendar == "hijri" or words.before(i) in lx.BEFORE_MONTH
    )
    prepared = words.before(i) in lx.BEFORE_MONTH and (named.sure or _is_march(words, i, named.month, j))
    if (
        words.norms[j] in lx.MEN
        or words.norms[j : j + 2] == ["من", "كل"]
        or not (told or directed or prepared)
    ):
        return None
    return Parsed(lead[1] if lead else named.start, j, day)


def _is_march(words: Words, i: int, month: Month, j: int) -> bool:
    """«في مارس», «من مارس إلى يونيو»; «من مارس ضغوطا» is "who brought pressure to bear"."""
    march = month.number == 3 and month.region == "common"
    return march and (words.before(i) != "من" or words.norms[j] in lx.TO)


def year_alone_at(words: Words, i: int) -> Parsed | None:
    """«عام 2010», «عامي 2011 و2013», «2011-2013», and «في 2010» after a preposition."""
    pair = lookup(words, i, lx.YEAR_PAIR)
    lead = pair or lookup(words, i, lx.YEAR_WORD)
    j = i + 1 if lead else i
    if not lead and not words.is_number(j):
        return None
    first = year_at(words, j, named=bool(lead)) if words.norms[j] not in (",", ".", "-", "/", "من") else None
    if first is None or (lead and words.norms[j] in lx.YEAR_WORD):
        return None
    start = lead[1] if lead else words.tokens[j].start
    day = Day(year=first[0], calendar=first[1])
    second = _second_year(words, first[2], bool(lead) or words.before(i) in lx.FROM)
    plausible = 1800 <= first[0] <= 2100
    if second and second[0] > first[0] and (plausible or lead):
        return Parsed(start, second[1], Range(day, Day(year=second[0], calendar=first[1])))
    if pair:
        return None
    if not lead and not _bare_year(words, i, first):
        return None
    return Parsed(start, first[2], day)


def _bare_year(words: Words, i: int, year: tuple[int, Calendar, int]) -> bool:
    """True where four digits alone are a year: «في 2015», not «في 2000 قرية»."""
    if year[2] > i + 1:
        return True
    if not 1900 <= year[0] <= 2100 or words.before(i) not in lx.BEFORE_YEAR:
        return False
    return year[0] % 100 != 0 or words.ends_a_phrase(i + 1)


def _second_year(words: Words, j: int, led: bool) -> tuple[int, int] | None:
    norm = words.norms[j]
    if norm in ("-", "/") or (led and (norm == "و" or norm in lx.TO)):
        k = j + 1 + (norm in lx.TO and words.norms[j + 1] in lx.YEAR_WORD)
        if words.is_number(k) and len(words.norms[k]) == 4 and words.norms[k + 1] not in ("-", "/"):
            found = whole_number(words, k, 1000, 2199)
            return (found[0], era_at(words, found[1])[1]) if found else None
    return None


def _with_twin(words: Words, found: Parsed) -> Parsed:
    """«12 رمضان 1436هـ الموافق 29 يونيو 2015»: one date told in both calendars."""
    day = found.meaning
    if not isinstance(day, Day) or day.day is None or day.twin:
        return found
    j = found.next
    comma = words.norms[j] in (",", "-")
    j += comma
    opened = words.norms[j] == "("
    j += opened
    agrees = words.norms[j] in lx.AGREES
    if agrees:
        j += 1 + (words.norms[j + 1] in ("ل", ":"))
    elif words.norms[j] in ("=", "/"):
        j += 1
    elif not opened:
        return found
    other = numeric_at(words, j) or day_month_at(words, j)
    if other is None or not isinstance(other.meaning, Day) or other.meaning.calendar == day.calendar:
        return found
    k = other.next
    if opened and words.norms[k] != ")":
        return found
    pair = (day, other.meaning) if day.calendar == "gregorian" else (other.meaning, day)
    return Parsed(found.start, k + opened, replace(pair[0], twin=pair[1]))
