"""A text as the date grammar reads it: folded words by index, and the small things every rule looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from mahdar.arabic.calendars import Calendar, Month
from mahdar.arabic.dates import lexicon as lx
from mahdar.arabic.dates.model import Direction, Meaning
from mahdar.arabic.numerals import CARDINALS, ORDINALS, own_start, parse_number, parse_ordinal
from mahdar.arabic.tokens import NUMBER, Token

Value = TypeVar("Value")


class Parsed(NamedTuple):
    """What a rule found: where it starts (code point), the index of the token after it, what it means."""

    start: int
    next: int
    meaning: Meaning


class Words:
    """Tokens with their folded forms, padded at the end so that a rule may look a few words ahead."""

    __slots__ = ("norms", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.norms = [token.norm for token in tokens] + [""] * 8

    def before(self, i: int, back: int = 1) -> str:
        """The folded word before token `i`, the empty string where there is none."""
        return self.norms[i - back] if i >= back else ""

    def is_number(self, i: int) -> bool:
        """True where token `i` is written in digits."""
        return i < len(self.tokens) and self.tokens[i].kind == NUMBER

    def start(self, i: int, extra: int = 0) -> int:
        """Where the word at `i` begins, without the letters joined to its front."""
        return own_start(self.tokens[i], extra)

    def touching(self, i: int) -> bool:
        """True where nothing stands between token `i` and the one before it."""
        return 0 < i < len(self.tokens) and self.tokens[i - 1].end == self.tokens[i].start

    def ends_a_phrase(self, i: int) -> bool:
        """True where no word follows at `i`: the end, a line break or a mark."""
        return i >= len(self.tokens) or not (self.tokens[i].kind == "word" or self.tokens[i].norm == "%")


def lookup(words: Words, i: int, table: Mapping[str, tuple[Value, int]]) -> tuple[Value, int] | None:
    """The value of the word at `i` in a table and the offset at which the word itself begins."""
    found = table.get(words.norms[i])
    return (found[0], words.start(i, found[1])) if found else None


def whole_number(words: Words, i: int, low: int, high: int) -> tuple[int, int] | None:
    """A whole cardinal number within bounds at `i`, and the index after it."""
    if words.is_number(i):
        norm = words.norms[i]
        if norm.isdecimal() and len(norm) <= 4 and low <= int(norm) <= high:
            return int(norm), i + 1
        return None
    found = parse_number(words.tokens, i)
    if found and found[0] == int(found[0]) and low <= found[0] <= high:
        return int(found[0]), found[1]
    return None


def day_number(words: Words, i: int) -> tuple[int, int, int] | None:
    """The number of a day (1 to 31) at `i` in digits or words: its value, where it begins, the index after it."""
    if words.norms[i] in ("ال", "لل", "وال") and words.is_number(i + 1) and words.touching(i + 1):
        found = whole_number(words, i + 1, 1, 31)
        return (found[0], words.tokens[i].start, found[1]) if found else None
    if words.is_number(i):
        found = whole_number(words, i, 1, 31) if len(words.norms[i]) <= 2 else None
        return (found[0], words.tokens[i].start, found[1]) if found else None
    norm = words.norms[i]
    ordinal = parse_ordinal(words.tokens, i)
    cardinal = whole_number(words, i, 1, 31)
    best = max(filter(None, (ordinal, cardinal)), key=lambda one: one[1], default=None)
    if best is None or not 1 <= best[0] <= 31:
        return None
    extra = ORDINALS.get(norm) if best == ordinal else CARDINALS.get(norm)
    return best[0], words.start(i, extra[1] if extra else 0), best[1]


class NamedMonth(NamedTuple):
    """A month's name, perhaps doubled: the month, if it is surely one, other numbers named, where, what follows."""

    month: Month
    sure: bool
    others: tuple[int, ...]
    start: int
    next: int


def _one_month(words: Words, i: int) -> tuple[Month, int, int] | None:
    for form in lx.MONTH_FORMS.get(words.norms[i], ()):
        if tuple(words.norms[i + 1 : i + 1 + len(form.rest)]) == form.rest:
            return form.month, form.extra, i + 1 + len(form.rest)
    return None


def month_at(words: Words, i: int) -> NamedMonth | None:
    """The month named at `i`, with a second name of it («فبراير (شباط)», «تموز/يوليو») where there is one."""
    found = _one_month(words, i)
    if found is None:
        return None
    month, extra, j = found
    start = words.start(i, extra)
    mark = words.norms[j] if words.norms[j] in ("/", "-", "(", "|", "\\") else ""
    other = _one_month(words, j + bool(mark))
    if other and other[1] == 0 and other[0].region != month.region and other[0].calendar == month.calendar:
        k = other[2]
        agrees = other[0].number == month.number
        closed = mark != "(" or words.norms[k] == ")"
        if closed and (agrees or mark in ("(", "/")):
            return NamedMonth(
                month, agrees or month.sure, () if agrees else (other[0].number,), start, k + (mark == "(")
            )
    return NamedMonth(month, month.sure, (), start, j)


def direction_at(words: Words, i: int) -> tuple[Direction, int, int] | None:
    """«الماضي», «المقبل», «الجاري», «قبل الماضي», «بعد المقبل»: the direction, how many steps, the index after."""
    found = lx.DIRECTIONS.get(words.norms[i])
    if found:
        return found, lx.STEPS[found], i + 1
    after = lx.DIRECTIONS.get(words.norms[i + 1])
    if after == "past" and words.norms[i] in lx.BEFORE:
        return after, -2, i + 2
    if after == "future" and words.norms[i] in lx.AFTER:
        return after, 2, i + 2
    return None


def era_at(words: Words, i: int) -> tuple[Calendar | None, int]:
    """The calendar that letters after a year name («هـ», «م»), and the index after them."""
    era = lx.ERAS.get(words.norms[i])
    if era == "hijri":
        return "hijri", i + 1
    return ("gregorian", i + 1) if era else (None, i)


def year_at(words: Words, i: int, named: bool = False) -> tuple[int, Calendar, int] | None:
    """A year at `i`: «2015», «، 2015», «من عام 2015», «سنة 1436هـ», «ألفين وثمانية عشر».

    Returns:
        The year, its calendar and the index after it. A year of three digits needs «عام» before it; `named`
        says that it stood there already. Years before Christ are none.
    """
    j = i
    if words.norms[j] in (",", ".", "-", "/") and not named:
        j += 1
    if words.norms[j] == "من":
        j += 1
    if words.norms[j] in lx.YEAR_WORD:
        j, named = j + 1, True
    if words.is_number(j) and not 3 + (not named) <= len(words.norms[j]) <= 4:
        return None
    found = whole_number(words, j, 200 if named else 1000, 2199)
    if found is None or (found[0] < 1000 and not words.is_number(j)):
        return None
    era, k = era_at(words, found[1])
    if words.norms[k] == "ق" and words.norms[k + 1] in (".", "م"):
        return None
    calendar: Calendar = era or ("hijri" if 1300 <= found[0] <= 1500 and words.is_number(j) else "gregorian")
    return found[0], calendar, k


def year_relation(words: Words, i: int) -> tuple[int, int] | None:
    """«من العام الماضي», «هذا العام», «العام المقبل»: years from that of writing, and the index after."""
    j = i + (words.norms[i] == "من")
    if words.norms[j] in lx.THIS and words.norms[j + 1] in lx.YEAR_WORD:
        return 0, j + 2
    if words.norms[j] in lx.YEAR_WORD:
        found = direction_at(words, j + 1)
        if found:
            return found[1], found[2]
    return None
