"""Weeks, months, years and their parts, how long ago, and how long."""

from __future__ import annotations

from dataclasses import replace

from mahdar.arabic.dates import lexicon as lx
from mahdar.arabic.dates.absolute import month_after, month_alone_at, year_alone_at
from mahdar.arabic.dates.model import WEEKS, Day, Distance, Period, Share, Stretch, Unit, Years
from mahdar.arabic.dates.words import Parsed, Words, direction_at, lookup, month_at, year_at, year_relation
from mahdar.arabic.numerals import CARDINALS, parse_number, parse_ordinal

Amounts = tuple[tuple[float | None, Unit], ...]


def period_at(words: Words, i: int) -> Parsed | None:
    """«الأسبوع الماضي», «هذا العام», «الشهرين المقبلين», «السنوات الثلاث الماضية»."""
    if words.norms[i] in lx.THIS:
        unit = lx.UNITS.get(words.norms[i + 1])
        if unit is None or unit[1]:
            return None
        extra = next((size for size in (1, 2) if words.norms[i][size:] in ("هذا", "هذه")), 0)
        return Parsed(words.start(i, extra), i + 2, Period(unit[0], 0))
    one = lookup(words, i, lx.UNITS)
    if one:
        direction = direction_at(words, i + 1)
        return Parsed(one[1], direction[2], Period(one[0], direction[1])) if direction else None
    pair = lookup(words, i, lx.PAIRS_OF_UNITS)
    if pair:
        return _counted(words, i + 1, pair[1], pair[0], 2)
    many = lookup(words, i, lx.MANY_UNITS)
    return _many(words, i, many[1], many[0]) if many else None


def _many(words: Words, i: int, start: int, unit: Unit) -> Parsed | None:
    j = i + 1 + (words.norms[i + 1] in lx.FEW)
    number = CARDINALS.get(words.norms[j])
    if number and words.norms[j].startswith("ال"):
        found = parse_number(words.tokens, j)
        if found and found[0] == int(found[0]) and found[0] < 1000:
            return _counted(words, found[1], start, unit, int(found[0]))
    return _counted(words, j, start, unit, 0)


def _counted(words: Words, j: int, start: int, unit: Unit, count: int) -> Parsed | None:
    direction = direction_at(words, j)
    if direction is None and words.norms[j] in lx.RECENT:
        return Parsed(start, j + 1, Period(unit, -1, count=count))
    if direction is None or not direction[1]:
        return None
    return Parsed(start, direction[2], Period(unit, direction[1], count=count))


def third_at(words: Words, i: int) -> Parsed | None:
    """«مطلع الشهر المقبل», «نهاية مايو», «أواخر عام 2015», «نهاية الأسبوع»."""
    third = lookup(words, i, lx.THIRDS)
    if third is None:
        return None
    j = i + 1
    inner = period_at(words, j) or _month_or_year(words, j)
    if inner and isinstance(inner.meaning, Period) and inner.meaning.count == 1:
        weekend = inner.meaning.unit == "week" and third[0] == 2
        return Parsed(third[1], inner.next, replace(inner.meaning, third=third[0], weekend=weekend))
    if inner and isinstance(inner.meaning, Day):
        first = words.norms[i].endswith("غره") and inner.meaning.month and not inner.meaning.day
        told = replace(inner.meaning, day=1) if first else replace(inner.meaning, third=third[0])
        return Parsed(third[1], inner.next, told)
    bare = lx.UNITS.get(words.norms[j])
    if bare and not bare[1] and bare[0] in ("week", "month", "year") and words.norms[j + 1] not in lx.SAME:
        return Parsed(
            third[1], j + 1, Period(bare[0], 0, third[0], weekend=bare[0] == "week" and third[0] == 2)
        )
    return None


def _month_or_year(words: Words, j: int) -> Parsed | None:
    month = month_alone_at(words, j)
    if month:
        return month
    named = month_at(words, j)
    if named and named.sure:
        return Parsed(named.start, named.next, Day(month=named.month.number, calendar=named.month.calendar))
    return year_alone_at(words, j)


def share_at(words: Words, i: int) -> Parsed | None:
    """«الربع الأول من 2016», «النصف الثاني من العام», «صيف 2014», «الصيف الماضي»."""
    share = lookup(words, i, lx.SHARES)
    if share:
        nth = parse_ordinal(words.tokens, i + 1)
        if nth is None or nth[0] > share[0] or words.norms[i + 1][:2] != "ال":
            return None
        of = _year_of(words, nth[1]) or (_whole_month(words, nth[1]) if share[0] == 2 else None)
        return Parsed(share[1], of[1], Share(nth[0], share[0], of[0])) if of else None
    season = lookup(words, i, lx.SEASONS)
    if season is None:
        return None
    direction = direction_at(words, i + 1)
    if direction and words.norms[i].endswith(("الربيع", "الصيف", "الخريف", "الشتاء")):
        return Parsed(season[1], direction[2], Share(season[0], 4, Period("year", direction[1]), season=True))
    of = None if words.norms[i + 1] in (",", ".", "-", "/") else _year_of(words, i + 1)
    return Parsed(season[1], of[1], Share(season[0], 4, of[0], season=True)) if of else None


def _year_of(words: Words, j: int) -> tuple[Day | Period, int] | None:
    relation = year_relation(words, j)
    if relation:
        return Period("year", relation[0]), relation[1]
    year = year_at(words, j)
    if year and words.norms[j] not in (",", ".", "/"):
        return Day(year=year[0], calendar=year[1]), year[2]
    j += words.norms[j] == "من"
    unit = lx.UNITS.get(words.norms[j])
    if unit and unit[0] in ("year", "month"):
        direction = direction_at(words, j + 1)
        if direction:
            return Period(unit[0], direction[1]), direction[2]
        return (Period(unit[0], 0), j + 1) if words.norms[j + 1] not in lx.SAME else None
    return None


def _whole_month(words: Words, j: int) -> tuple[Day | Period, int] | None:
    """«من أكتوبر», «من شهر مايو 2015», «من الشهر المقبل»."""
    if words.norms[j] not in ("من", "في"):
        return None
    found = month_after(words, j, written=False)
    if found and (found[0].month or found[0].months is not None) and found[0].calendar == "gregorian":
        day = found[0]
        return (day if day.month else Period("month", day.months or 0)), found[1]
    return None


def week_of_month_at(words: Words, i: int) -> Parsed | None:
    """«الأسبوع الأول من أكتوبر», «الأسبوع الثالث من الشهر المقبل»."""
    unit = lookup(words, i, lx.UNITS)
    nth = parse_ordinal(words.tokens, i + 1) if unit and unit[0] == "week" else None
    if unit is None or nth is None or nth[0] > 5:
        return None
    of = _whole_month(words, nth[1])
    return Parsed(unit[1], of[1], Share(nth[0], WEEKS, of[0])) if of else None


def decade_at(words: Words, i: int) -> Parsed | None:
    """«الثمانينات», «ستينيات القرن الماضي»."""
    decade = lookup(words, i, lx.DECADES)
    if decade is None:
        return None
    j = i + 1 + (words.norms[i + 1] == "من")
    century = words.norms[j] == "القرن" and words.norms[j + 1] in ("الماضي", "العشرين", "المنصرم", "الفائت")
    if not century and (
        decade[0] < 60 or words.norms[i + 1] == "من" or words.before(i) not in lx.BEFORE_YEAR
    ):
        return None
    return Parsed(decade[1], j + 2 if century else i + 1, Years(1900 + decade[0], 1909 + decade[0]))


def distance_at(words: Words, i: int) -> Parsed | None:
    """«قبل يومين», «منذ نحو ثلاثة أشهر», «بعد أسبوعين من الآن»; «قبل يومين من القمة» is told from the summit."""
    norm = words.norms[i]
    ahead = norm in lx.AHEAD
    if not ahead and norm not in lx.AGO:
        return None
    if words.before(i) == "من" and norm == "قبل":
        return None
    j, loose = i + 1, False
    while words.norms[j] in lx.ABOUT:
        loose, j = loose or words.norms[j] in lx.LOOSE, j + 1
    found = amounts_at(words, j)
    if found is None:
        return None
    amounts, k = found
    if words.norms[k] in ("قليله", "عديده", "عده", "طويله", "معدوده", "كثيره"):
        loose, k = True, k + 1
    exact = words.norms[k] == "من" and words.norms[k + 1] in ("الان", "اليوم")
    if exact:
        k += 2
    elif words.norms[k] in lx.DIRECTIONS:
        k += 1
    elif norm not in ("منذ", "ومنذ", "فمنذ") and words.norms[k] in (
        "من",
        "علي",
        "عن",
        "فقط",
        "كامله",
        "كامل",
        "في",
    ):
        return None
    if amounts == ((1, "day"),) and words.norms[i + 1] == "يوم" and not exact:
        return None
    sums = len(amounts) > 1
    start = words.start(i, norm[:1] in "وف")
    return Parsed(start, k, Distance(amounts, 1 if ahead else -1, exact or (sums and not loose), loose))


def amounts_at(words: Words, i: int) -> tuple[Amounts, int] | None:
    """«شهر و21 يوما», «ثلاثة أشهر ونصف», «عامين»: amounts with their units, and the index after them."""
    first = _amount_at(words, i)
    if first is None:
        return None
    amounts = [first[0]]
    j = first[1]
    for _ in range(3):
        norm = words.norms[j]
        half = {"ونصف": 0.5, "وربع": 0.25}.get(norm)
        last = amounts[-1]
        if half and last[0]:
            amounts[-1] = (last[0] + half, last[1])
            j += 1
            if words.norms[j] in lx.UNITS or words.norms[j] in lx.AMOUNT_UNITS:
                j += 1
            break
        joint = norm in ("و", ",")
        joined = norm[:1] == "و" and (norm in CARDINALS or norm in lx.AMOUNT_UNITS)
        more = _amount_at(words, j + joint) if joint or joined else None
        if more is None or more[0][1] in [unit for _, unit in amounts]:
            break
        amounts.append(more[0])
        j = more[1]
    return tuple(amounts), j


def _amount_at(words: Words, i: int) -> tuple[tuple[float | None, Unit], int] | None:
    number = parse_number(words.tokens, i) if words.is_number(i) or words.norms[i] in CARDINALS else None
    j = number[1] if number else i
    found = lx.AMOUNT_UNITS.get(words.norms[j])
    if found is None or (number and found[1]):
        return None
    unit, many = found[0]
    if number:
        return ((number[0], unit), j + 1) if number[0] < 10_000 else None
    if many == 1 and _is_named(words, j, unit):
        return None
    if many == 1 and words.norms[j + 1] in ("واحد", "واحده"):
        return (1, unit), j + 2
    if many == 2 and words.norms[j + 1] in ("اثنين", "اثنتين", "اثنان"):
        return (2, unit), j + 2
    return (many or None, unit), j + 1


def _is_named(words: Words, j: int, unit: Unit) -> bool:
    """True where «عام», «شهر», «يوم» or «ساعة» names one («عام 2015», «شهر مايو») and does not count."""
    if unit == "year":
        return words.is_number(j + 1) or year_at(words, j + 1, named=True) is not None
    if unit == "month":
        return month_at(words, j + 1) is not None
    if unit == "day":
        after = words.norms[j + 1]
        return (
            after in lx.WEEKDAYS
            or after in lx.YESTERDAY
            or after in lx.TOMORROW
            or words.is_number(j + 1)
            or (parse_ordinal(words.tokens, j + 1) is not None)
        )
    return unit == "hour" and words.norms[j + 1] not in ("", "واحده", "من", "ونصف", ".", ",")


def duration_at(words: Words, i: int) -> Parsed | None:
    """«خلال ثلاثة أشهر ونصف», «لمدة أسبوع»; the mention is the amount alone."""
    if words.norms[i] not in lx.LASTING:
        return None
    j = i + 1
    while words.norms[j] in lx.ABOUT:
        j += 1
    found = amounts_at(words, j)
    if found is None or not found[0][0][0] or words.norms[found[1]] in lx.DIRECTIONS:
        return None
    return Parsed(words.tokens[j].start, found[1], Stretch(found[0][0][0], found[0][0][1]))
