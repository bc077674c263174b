"""Days told from the day of writing or by their names: «أمس (الثلاثاء)», «مساء الأحد الماضي», «يومي السبت والأحد»."""

from __future__ import annotations

from dataclasses import replace

from mahdar.arabic.dates import lexicon as lx
from mahdar.arabic.dates.absolute import date_at, month_after
from mahdar.arabic.dates.model import Day, Range
from mahdar.arabic.dates.words import Parsed, Words, day_number, direction_at, lookup
from mahdar.arabic.numerals import parse_ordinal

_JOINTS = (",", "-", "/")


def day_phrase_at(words: Words, i: int) -> Parsed | None:
    """A day with all that tells it: part of the day, «يوم», «أمس», weekday, date, in that order."""
    hour, start, j = _lead(words, i)
    pair = lookup(words, i, lx.DAYS_PAIR) if j == i else None
    if pair:
        return _pair_of_days(words, i + 1, pair[1])
    core = _core(words, j, led=j > i)
    if core is None:
        return _day_of_month(words, i, j)
    day = core.meaning
    if isinstance(day, Day) and hour:
        if hour == "night" and day == Day(weekday=day.weekday):
            return _night_at(words, core, start)
        day = replace(day, hour=hour)
    return Parsed(core.start if start is None else start, core.next, day)


def _night_at(words: Words, core: Parsed, start: int | None) -> Parsed:
    """«ليل الثلاثاء», and «ليل الثلاثاء - الأربعاء», the night between two days."""
    first = core.meaning
    j = core.next + (words.norms[core.next] in (*_JOINTS, "الي"))
    second = lx.WEEKDAYS.get(words.norms[j])
    begin = core.start if start is None else start
    if (
        isinstance(first, Day)
        and second
        and first.weekday is not None
        and second[0] == (first.weekday + 1) % 7
    ):
        return Parsed(begin, j + 1, Range(replace(first, hour="night"), Day(weekday=second[0], hour="night")))
    return Parsed(begin, core.next, replace(first, hour="night") if isinstance(first, Day) else first)


def _lead(words: Words, i: int) -> tuple[str | None, int | None, int]:
    """Part of the day and «يوم» before a day: the part, where the phrase begins, the index of the day itself."""
    hour, start, j = None, None, i
    part = lookup(words, j, lx.HOURS)
    if part:
        hour, start, j = part[0], part[1], j + 1
    day = lookup(words, j, lx.DAY_WORD)
    if day:
        start, j = start if start is not None else day[1], j + 1
    return hour, start, j


def _core(words: Words, j: int, led: bool) -> Parsed | None:
    offset = _offset_at(words, j, led)
    if offset:
        return _and_weekday(words, offset)
    weekday = _weekday_at(words, j, led)
    if weekday:
        return weekday
    date = date_at(words, j)
    return _weekday_in_brackets(words, date) if date else None


def _offset_at(words: Words, i: int, led: bool = False) -> Parsed | None:
    """«اليوم», «أول من أمس», «بعد غد», «الليلة الماضية»."""
    norm = words.norms[i]
    if norm in lx.FIRST or norm in lx.BEFORE or norm in lx.AFTER:
        return _two_days_off(words, i)
    today = lookup(words, i, lx.TODAY)
    if today:
        return _today(words, i, today[1])
    yesterday = lookup(words, i, lx.YESTERDAY)
    if yesterday and words.norms[i + 1] not in lx.UTMOST:
        second = words.norms[i + 1] in lx.FIRST
        return Parsed(yesterday[1], i + 1 + second, Day(offset=-1 - second))
    tomorrow = lookup(words, i, lx.TOMORROW)
    if tomorrow and (led or words.norms[i] not in ("غد", "وغد") or words.before(i) not in ("من", "ال")):
        return Parsed(tomorrow[1], i + 1, Day(offset=1))
    night = lookup(words, i, lx.TONIGHT)
    return _tonight(words, i, night[1]) if night else None


def _two_days_off(words: Words, i: int) -> Parsed | None:
    """«أول من أمس», «قبل أمس», «بعد غد»."""
    j = i + 1
    if words.norms[i] in lx.FIRST and words.norms[j] == "من":
        j += 1
    j += words.norms[j] == "يوم"
    table, offset = (lx.TOMORROW, 2) if words.norms[i] in lx.AFTER else (lx.YESTERDAY, -2)
    found = table.get(words.norms[j])
    if found is None or found[1]:
        return None
    return Parsed(words.start(i, words.norms[i][:1] == "و"), j + 1, Day(offset=offset))


def _today(words: Words, i: int, start: int) -> Parsed | None:
    direction = direction_at(words, i + 1)
    if direction and direction[0] != "current" and abs(direction[1]) == 1:
        return Parsed(start, direction[2], Day(offset=direction[1]))
    if words.before(i) == words.norms[i + 1] == '"':
        return None
    dated = words.norms[i + 1] in lx.WEEKDAYS
    this = words.before(i) in lx.THIS
    if (words.before(i) in lx.NOT_TODAY_AFTER and not this and not dated) or (
        words.norms[i + 1] in lx.NOT_TODAY_BEFORE
    ):
        return None
    return Parsed(start, i + 1 + (direction[2] - i - 1 if direction else 0), Day(offset=0))


def _tonight(words: Words, i: int, start: int) -> Parsed | None:
    direction = direction_at(words, i + 1)
    if direction and direction[0] == "past":
        return Parsed(start, direction[2], Day(offset=direction[1], hour="night"))
    if direction:
        return Parsed(start, direction[2], Day(offset=0, hour="night"))
    if (
        words.norms[i + 1] in lx.SAME
        or words.before(i) in ("تلك", "في", "ذات")
        or parse_ordinal(words.tokens, i + 1)
    ):
        return None
    if words.norms[i + 1] in lx.NOT_TODAY_BEFORE:
        return None
    return Parsed(start, i + 1, Day(offset=0, hour="night"))


def _and_weekday(words: Words, found: Parsed) -> Parsed:
    """«أمس الثلاثاء», «اليوم (الاثنين)», «غداً، السبت، 12 مايو»."""
    base = found.meaning
    if not isinstance(base, Day):
        return found
    j = found.next
    mark = words.norms[j] if words.norms[j] in (*_JOINTS, "(") else ""
    weekday = _weekday_at(words, j + bool(mark), led=True)
    if weekday and isinstance(weekday.meaning, Day):
        inside = weekday.meaning
        k = weekday.next
        closed = mark != "(" or words.norms[k] == ")"
        listed = mark in ("-", "/") or inside.week is not None or inside.direction is not None or inside.nth
        if closed and not listed:
            merged = replace(inside, offset=base.offset, hour=base.hour)
            return Parsed(found.start, k + (mark == "("), merged)
    date = date_at(words, j + bool(mark)) if mark in ("", ",", "(") else None
    if date and isinstance(date.meaning, Day) and date.meaning.day and date.meaning.month:
        closed = mark != "(" or words.norms[date.next] == ")"
        if closed:
            return Parsed(
                found.start,
                date.next + (mark == "("),
                replace(date.meaning, offset=base.offset, hour=base.hour),
            )
    return found


def _weekday_in_brackets(words: Words, date: Parsed) -> Parsed:
    """«11 أغسطس (الثلاثاء)»."""
    j = date.next
    if not isinstance(date.meaning, Day) or date.meaning.day is None:
        return date
    if words.norms[j] == "(" and words.norms[j + 1] in lx.WEEKDAYS and words.norms[j + 2] == ")":
        weekday = lx.WEEKDAYS[words.norms[j + 1]][0]
        return Parsed(date.start, j + 3, replace(date.meaning, weekday=weekday))
    return date


def _weekday_at(words: Words, i: int, led: bool = False) -> Parsed | None:
    """A weekday with what is told beside it: a direction, a week, a date."""
    found = lookup(words, i, lx.WEEKDAYS)
    if found is None or (not led and _is_no_day(words, i)):
        return None
    day = Day(weekday=found[0])
    dated = _date_beside(words, i + 1, day)
    if dated:
        return Parsed(found[1], dated[1], dated[0])
    direction = direction_at(words, i + 1)
    if direction:
        week = {-2: -2, 2: 2}.get(direction[1])
        day = replace(day, direction=direction[0], week=week)
        closed = _date_beside(words, direction[2], day)
        return Parsed(found[1], closed[1], closed[0]) if closed else Parsed(found[1], direction[2], day)
    week_at = _week_at(words, i + 1)
    if week_at:
        return Parsed(found[1], week_at[1], replace(day, week=week_at[0]))
    nth = parse_ordinal(words.tokens, i + 1)
    if nth and nth[0] <= 5 and words.norms[i + 1][:2] == "ال":
        return _nth(words, found[1], i, nth)
    if words.before(i) in lx.THIS or (words.before(i, 2) in lx.THIS and led):
        return Parsed(found[1], i + 1, replace(day, week=0))
    return Parsed(found[1], i + 1, day)


def _is_no_day(words: Words, i: int) -> bool:
    """True for «صلاة الجمعة» and for a man named «الخميس»."""
    named = words.before(i) in lx.GIVEN_NAMES and words.norms[i].startswith("ال")
    return words.before(i) in lx.NOT_A_DAY_AFTER or named


def _nth(words: Words, start: int, i: int, nth: tuple[int, int]) -> Parsed:
    """«الأحد الثاني من أكتوبر»; «الجمعة الثانية على التوالي» is only a Friday."""
    day = Day(weekday=lx.WEEKDAYS[words.norms[i]][0], nth=nth[0])
    if words.norms[nth[1]] in ("من", "في"):
        month = month_after(words, nth[1] + 1, written=False)
        if month:
            return Parsed(start, month[1], replace(month[0], weekday=day.weekday, nth=nth[0]))
    if words.ends_a_phrase(nth[1]):
        return Parsed(start, nth[1], day)
    return Parsed(start, i + 1, Day(weekday=day.weekday))


def first_weekday_at(words: Words, i: int) -> Parsed | None:
    """«أول يوم جمعة من يوليو», «ثاني أحد في هذا الشهر»."""
    nth = parse_ordinal(words.tokens, i)
    if nth is None or nth[0] > 5:
        return None
    j = nth[1] + (words.norms[nth[1]] == "يوم")
    weekday = lx.BARE_WEEKDAYS.get(words.norms[j])
    if weekday is None or words.norms[j + 1] not in ("من", "في"):
        return None
    month = month_after(words, j + 2, written=False)
    if month is None:
        return None
    return Parsed(words.tokens[i].start, month[1], replace(month[0], weekday=weekday, nth=nth[0]))


def _week_at(words: Words, i: int) -> tuple[int, int] | None:
    """«من الأسبوع المقبل», «هذا الأسبوع»: weeks from that of writing, and the index after."""
    j = i + (words.norms[i] in ("من", "في"))
    if words.norms[j] in lx.THIS and lx.UNITS.get(words.norms[j + 1], ("",))[0] == "week":
        return 0, j + 2
    if lx.UNITS.get(words.norms[j], ("",))[0] == "week":
        found = direction_at(words, j + 1)
        return (found[1], found[2]) if found else None
    return None


def week_and_day_at(words: Words, i: int) -> Parsed | None:
    """«الأسبوع المقبل يوم الجمعة», «هذا الأسبوع الجمعة»."""
    week = _week_at(words, i)
    if week is None:
        return None
    j = week[1] + (words.norms[week[1]] == "يوم")
    if words.norms[j] not in lx.WEEKDAYS or lx.WEEKDAYS[words.norms[j]][1]:
        return None
    start = words.start(i, lx.UNITS[words.norms[i]][1] if words.norms[i] in lx.UNITS else 0)
    return Parsed(start, j + 1, Day(weekday=lx.WEEKDAYS[words.norms[j]][0], week=week[0]))


def _date_beside(words: Words, j: int, day: Day) -> tuple[Day, int] | None:
    """The date told after a weekday: «الثلاثاء، 11 أغسطس», «الثلاثاء (11 آب)», «الخميس 21»."""
    mark = words.norms[j] if words.norms[j] in (*_JOINTS, "(", "في") or words.norms[j] in lx.AGREES else ""
    k = j + bool(mark)
    if mark in lx.AGREES:
        k += words.norms[k] in ("ل", ":", "يوم")
    date = date_at(words, k)
    if date and isinstance(date.meaning, Day) and date.meaning.day and (date.start == words.tokens[k].start):
        closed = mark != "(" or words.norms[date.next] == ")"
        whole = replace(date.meaning, weekday=day.weekday, direction=date.meaning.direction or day.direction)
        return (whole, date.next + (mark == "(")) if closed else None
    if mark not in ("", "في"):
        return None
    number = day_number(words, k)
    if number is None or not words.ends_a_phrase(number[2]) or words.norms[number[2]] in ("-", "/", ":"):
        return None
    ordinal = words.norms[k].startswith("ال") and number[0] > 5
    return (replace(day, day=number[0]), number[2]) if mark or ordinal or words.is_number(k) else None


def _day_of_month(words: Words, i: int, j: int) -> Parsed | None:
    """«يوم 27»: a day whose month is not told."""
    if j == i or words.norms[j - 1] not in lx.DAY_WORD:
        return None
    number = day_number(words, j) if words.is_number(j) else None
    if number is None:
        return None
    joined = words.norms[number[2]] in ("-", "/", ":", "%", ".", "و")
    if joined and not words.ends_a_phrase(number[2] + 1):
        return None
    return Parsed(words.start(j - 1, lx.DAY_WORD[words.norms[j - 1]][1]), number[2], Day(day=number[0]))


def _pair_of_days(words: Words, j: int, start: int) -> Parsed | None:
    """«يومي السبت والأحد الماضيين», «يومي 3 و4 مايو», «بين الاثنين والأربعاء»."""
    j += words.norms[j] in ("يومي", "يوم")
    first = lookup(words, j, lx.WEEKDAYS)
    if first is None:
        date = date_at(words, j)
        return (
            Parsed(date.start, date.next, date.meaning) if date and isinstance(date.meaning, Range) else None
        )
    k = j + 1 + (words.norms[j + 1] in ("-", "و", "الي"))
    second = lookup(words, k, lx.WEEKDAYS)
    if second is None:
        return _weekday_at(words, j)
    direction = direction_at(words, k + 1)
    way = direction[0] if direction else None
    pair = Range(Day(weekday=first[0], direction=way), Day(weekday=second[0], direction=way))
    return Parsed(first[1], direction[2] if direction else k + 1, pair)
