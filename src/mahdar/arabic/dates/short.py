"""Days told so shortly that only what stands around them shows they are days: «في 22/4», «في 27»."""

from __future__ import annotations

from mahdar.arabic.dates import lexicon as lx
from mahdar.arabic.dates.model import Day
from mahdar.arabic.dates.words import Parsed, Words, day_number, lookup
from mahdar.arabic.numerals import ORDINALS

_IN = ("في", "وفي", "بتاريخ", "يوم", "حتي")


def short_date_at(words: Words, i: int) -> Parsed | None:
    """«22/4», «في 22-4», «في 4.22» at the end of a phrase: a day and a month in digits, never a score or a share."""
    if not words.is_number(i) or words.before(i) in ("/", "-"):
        return None
    norm, mark = words.norms[i], words.norms[i + 1]
    if "." in norm:
        pieces, j = norm.split("."), i + 1
        if words.before(i) not in _IN or not words.ends_a_phrase(j):
            return None
    elif mark in ("/", "-") and words.is_number(i + 2) and words.touching(i + 1) and words.touching(i + 2):
        pieces, j = [norm, words.norms[i + 2]], i + 3
        if mark == "-" and words.before(i) not in _IN:
            return None
    else:
        return None
    if words.norms[j] in ("/", "-", "%", ",") and words.is_number(j + 1):
        return None
    day = _day_and_month(pieces)
    return Parsed(words.tokens[i].start, j, day) if day and words.ends_a_phrase(j) else None


def _day_and_month(pieces: list[str]) -> Day | None:
    """Only where the digits leave no choice: one of them is above twelve; «24/7» is a habit of speech."""
    if len(pieces) != 2 or not all(piece.isdecimal() and len(piece) <= 2 for piece in pieces):
        return None
    first, second = map(int, pieces)
    day, month = (first, second) if first > second else (second, first)
    if not (1 <= month <= 12 < day <= 31) or (first, second) == (24, 7):
        return None
    return Day(month=month, day=day)


def bare_day_at(words: Words, i: int) -> Parsed | None:
    """«في 27» and «حتى الحادي والعشرين» where the sentence ends there: a day whose month is not told."""
    number = day_number(words, i)
    if number is None or not _closes(words, number[2]):
        return None
    if words.is_number(i):
        good = words.before(i) in ("في", "وفي")
    else:
        joined = lookup(words, i, ORDINALS)
        good = number[2] == i + 2 and joined is not None and number[0] > 20
        good = good and (words.before(i) in (*lx.TO, *_IN) or words.norms[i].startswith("لل"))
    return Parsed(number[1], number[2], Day(day=number[0])) if good else None


def _closes(words: Words, j: int) -> bool:
    return words.norms[j] in ("", "\n", "!") or (words.norms[j] == "." and words.norms[j + 1] in ("", "\n"))
