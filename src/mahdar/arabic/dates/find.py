"""Finding dates: one pass over the tokens that begins to read only where a date may begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mahdar.arabic.dates import lexicon as lx
from mahdar.arabic.dates.absolute import month_alone_at, year_alone_at
from mahdar.arabic.dates.model import DateMention, Day, Meaning, Period, Range, Stretch, Tense
from mahdar.arabic.dates.periods import (
    decade_at,
    distance_at,
    duration_at,
    period_at,
    share_at,
    third_at,
    week_of_month_at,
)
from mahdar.arabic.dates.phrases import day_phrase_at, first_weekday_at, week_and_day_at
from mahdar.arabic.dates.resolve import kind_of, resolve_meaning
from mahdar.arabic.dates.short import bare_day_at, short_date_at
from mahdar.arabic.dates.words import Parsed, Words
from mahdar.arabic.numerals import CARDINALS, ORDINALS
from mahdar.arabic.tokens import NUMBER, Token, tokenize

Rule = Callable[[Words, int], Parsed | None]

_RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (
        day_phrase_at,
        frozenset().union(
            lx.WEEKDAYS,
            lx.HOURS,
            lx.DAY_WORD,
            lx.DAYS_PAIR,
            lx.TODAY,
            lx.YESTERDAY,
            lx.TOMORROW,
            lx.TONIGHT,
            lx.BEFORE,
            lx.AFTER,
            lx.FIRST,
            ORDINALS,
            CARDINALS,
            lx.MONTH_FORMS,
            ("ال", "لل", "وال"),
        ),
    ),
    (first_weekday_at, frozenset(ORDINALS)),
    (bare_day_at, frozenset(ORDINALS)),
    (week_and_day_at, frozenset((*lx.UNITS, *lx.THIS))),
    (month_alone_at, frozenset((*lx.MONTH_FORMS, *lx.MONTH_WORD))),
    (year_alone_at, frozenset((*lx.YEAR_WORD, *lx.YEAR_PAIR))),
    (period_at, frozenset((*lx.UNITS, *lx.THIS, *lx.PAIRS_OF_UNITS, *lx.MANY_UNITS))),
    (week_of_month_at, frozenset(lx.UNITS)),
    (third_at, frozenset(lx.THIRDS)),
    (share_at, frozenset((*lx.SHARES, *lx.SEASONS))),
    (decade_at, frozenset(lx.DECADES)),
    (distance_at, lx.AGO | lx.AHEAD),
    (duration_at, lx.LASTING),
)
_ON_NUMBERS: tuple[Rule, ...] = (day_phrase_at, year_alone_at, short_date_at, bare_day_at)


def _triggers() -> dict[str, tuple[Rule, ...]]:
    table: dict[str, list[Rule]] = {}
    for rule, words in _RULES:
        for word in words:
            table.setdefault(word, []).append(rule)
    return {word: tuple(rules) for word, rules in table.items()}


_TRIGGERS = _triggers()


def parse_dates(tokens: Sequence[Token]) -> list[tuple[Parsed, int]]:
    """Every date of some tokens as what it means, in order, never overlapping, with the index of its first token.

    Of the readings that begin at one token the longest wins. Linear in the number of tokens.
    """
    words = Words(tokens)
    out: list[tuple[Parsed, int]] = []
    i, count = 0, len(tokens)
    norms = words.norms
    while i < count:
        rules = _ON_NUMBERS if tokens[i].kind == NUMBER else _TRIGGERS.get(norms[i])
        found = _longest(words, i, rules) if rules else None
        if found is None:
            i += 1
            continue
        found = _ranged(words, i, found)
        if not _names_something(words, i, found):
            out.append((found, i))
        i = found.next
    return out


def _longest(words: Words, i: int, rules: tuple[Rule, ...]) -> Parsed | None:
    best: Parsed | None = None
    for rule in rules:
        found = rule(words, i)
        if found and (best is None or found.next > best.next):
            best = found
    return best


def _ranged(words: Words, i: int, found: Parsed) -> Parsed:
    """«من 28 يوليو إلى 3 أغسطس», «بين مارس ويونيو 2015», «من الأحد إلى الثلاثاء»."""
    j = found.next
    norm = words.norms[j]
    dated = isinstance(found.meaning, Day) and found.meaning.day and found.meaning.month and norm in lx.TO
    if not (dated or words.before(i) in lx.FROM) or not isinstance(found.meaning, Day | Period):
        return found
    to = norm in lx.TO or norm == "-"
    also = words.before(i) in ("بين", "وبين")
    if to or (also and norm == "و"):
        j += 1
    elif not (also and norm[:1] == "و"):
        return found
    rules = _ON_NUMBERS if words.is_number(j) else _TRIGGERS.get(words.norms[j])
    second = _longest(words, j, rules) if rules else None
    if second is None or not isinstance(second.meaning, Day | Period):
        return found
    if _grain(found.meaning) != _grain(second.meaning):
        return found
    return Parsed(found.start, second.next, Range(found.meaning, second.meaning))


def _grain(meaning: Meaning) -> str:
    if isinstance(meaning, Period):
        return meaning.unit
    if (
        isinstance(meaning, Day)
        and meaning.day is None
        and meaning.offset is None
        and meaning.weekday is None
    ):
        return "month" if meaning.month else "year"
    return "day"


def _names_something(words: Words, i: int, found: Parsed) -> bool:
    """True for «ثورة 23 يوليو» or «رمضان عبد الله»: a name made of a date, or that looks like one."""
    day = found.meaning.first if isinstance(found.meaning, Range) else found.meaning
    if not isinstance(day, Day) or day.year or day.month is None or day.direction or day.weekday is not None:
        return False
    if (day.month, day.day, day.calendar) == (9, 11, "gregorian") and words.before(i) not in (
        "في",
        "وفي",
        "يوم",
    ):
        return words.norms[i] not in lx.DAY_WORD
    before = {words.before(i), words.before(i, 2) if words.before(i) in ("ال", "من") else ""}
    return bool(before & lx.NAMED_AFTER_DATES)


def find_dates(text: str, anchor: date | None = None, tense: Tense | None = None) -> list[DateMention]:
    """Find every date told in a text.

    Args:
        text: any text.
        anchor: the day of writing (of publication, else of collection), None where it is not known.
        tense: how a bare weekday or a bare day and month is meant: `past` the latest not after the anchor,
            `future` the earliest not before it, None the past for weekdays and the nearest for days of a month.

    Returns:
        Mentions in order, never overlapping. Runs in linear time; never raises.
    """
    return find_dates_in(tokenize(text), anchor, tense, text)


def find_dates_in(
    tokens: Sequence[Token], anchor: date | None = None, tense: Tense | None = None, text: str | None = None
) -> list[DateMention]:
    """Find dates in tokens that were made already; as `find_dates`. `text` is only asked for exact words."""
    parsed = parse_dates(tokens)
    written = written_on([found.meaning for found, _ in parsed], anchor)
    out: list[DateMention] = []
    for found, first in parsed:
        end = tokens[found.next - 1].end
        words = (
            text[found.start : end] if text else " ".join(token.text for token in tokens[first : found.next])
        )
        meaning = _completed(found.meaning, out[-1] if out else None)
        out.append(_mention(found.start, end, words, meaning, _anchor_for(meaning, anchor, written), tense))
    return out


def _completed(meaning: Meaning, before: DateMention | None) -> Meaning:
    """«15 مايو من العام نفسه»: the year, or the month, of the date told before it."""
    if not isinstance(meaning, Day) or meaning.same is None or before is None or before.earliest is None:
        return meaning
    known = before.earliest
    if before.edtf is None:
        return meaning
    if meaning.same == "year":
        return replace(meaning, year=known.year, same=None) if meaning.calendar == "gregorian" else meaning
    return (
        replace(meaning, year=known.year, month=known.month, same=None) if len(before.edtf) >= 7 else meaning
    )


def _anchor_for(meaning: Meaning, anchor: date | None, written: date | None) -> date | None:
    told_from_today = isinstance(meaning, Day) and meaning.offset is not None and meaning.weekday is None
    return written if told_from_today else anchor


def written_on(meanings: Sequence[Meaning], anchor: date | None) -> date | None:
    """The day a text was written on, by its own words.

    A text that says «اليوم (الاثنين)» and was collected on a Tuesday was written the day before. Where all such
    words agree on one to five days earlier, that day is returned, else the anchor.
    """
    if anchor is None:
        return None
    shifts = set()
    for meaning in meanings:
        if isinstance(meaning, Day) and meaning.offset is not None and meaning.weekday is not None:
            shifts.add((anchor.weekday() + meaning.offset - meaning.weekday) % 7)
    if len(shifts) == 1 and 1 <= (back := shifts.pop()) <= 5 and anchor.toordinal() > 6:
        return anchor - timedelta(days=back)
    return anchor


def resolve(mention: DateMention, anchor: date | None, tense: Tense | None = None) -> DateMention:
    """The same mention, understood anew with another day of writing or another tense of its sentence."""
    return _mention(mention.start, mention.end, mention.words, mention.meaning, anchor, tense)


def date_in(
    text: str, start: int, end: int, anchor: date | None = None, tense: Tense | None = None
) -> DateMention | None:
    """The first date told within [start, end) of a text, read in its context; None where there is none.

    Its sentence's tense applies to it alone.
    """
    inside = (one for one in find_dates(text, anchor, tense) if start <= one.start and one.end <= end)
    return next(inside, None)


def _mention(
    start: int, end: int, words: str, meaning: Meaning, anchor: date | None, tense: Tense | None
) -> DateMention:
    value = resolve_meaning(meaning, anchor, tense, words)
    stretch = (meaning.amount, str(meaning.unit)) if isinstance(meaning, Stretch) else None
    return DateMention(
        start,
        end,
        value.edtf,
        value.earliest,
        value.latest,
        kind_of(meaning),
        value.anchored,
        value.reason,
        value.slips,
        direction_of(meaning),
        stretch,
        meaning.hour if isinstance(meaning, Day) else None,
        value.about,
        meaning,
        words,
    )


def direction_of(meaning: Meaning) -> str | None:
    """`past` or `future` where the words themselves say so."""
    if isinstance(meaning, Range):
        return direction_of(meaning.last)
    if isinstance(meaning, Day):
        if meaning.direction in ("past", "future"):
            return meaning.direction
        step = meaning.offset or meaning.week or meaning.months or meaning.years or 0
    elif isinstance(meaning, Period):
        step = meaning.offset
    else:
        step = getattr(meaning, "sign", 0)
    return "past" if step < 0 else "future" if step > 0 else None
