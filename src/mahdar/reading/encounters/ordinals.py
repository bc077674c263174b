"""Ordinals: claims of order («أول زيارة», «الثانية له خلال ثلاثة أشهر»), kept in the words of the text."""

from __future__ import annotations

import re

from mahdar.arabic.dates import find_dates_in
from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import NUMBER
from mahdar.knowledge import bare_forms
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.encounters.meeting import Frame, Meeting, Trigger
from mahdar.reading.page import Page

_FIRST = fold("أول")
_COPULAS = frozenset(
    fold(w) for w in "هي هو وهي وهو تعد تعتبر يعد يعتبر كانت كان لتكون ليكون ستكون سيكون وتعد وتعتبر".split()
)
_TIMES = frozenset(fold(w) for w in "للمرة المرة مرة".split())
_BELONGING = frozenset(fold(w) for w in "له لها لهما لهم بينهما بينهم من نوعها نوعه إليها إليه".split())
_PERIODS = frozenset(fold(w) for w in "خلال منذ في بعد".split())
_AMOUNTS = frozenset(fold(w) for w in "غضون أقل أكثر من نحو قرابة حوالي".split())
_NUMBERED = re.compile(r"ال\d+")
_WINDOW = 8
_PERIOD = 6
_JOURNEY = 4


def ordinal_of(page: Page, meeting: Meeting) -> str | None:
    """The first claim of order that a telling of the encounter makes, with its period where one is told."""
    for frame in meeting.frames:
        found = _claim(page, frame)
        if found is not None:
            first, last, cut = found
            return page.words(first, _with_period(page, last), cut)
    return None


def _claim(page: Page, frame: Frame) -> tuple[int, int, int] | None:
    """Token range of the claim and the letters attached before it: before the noun, after it, or said of it."""
    t = frame.trigger
    sentence = page.sentences[page.sentence_of[t.first]]
    ordinals = meeting_words(page.knowledge).lists["ordinals"]
    if not t.word.verbal and t.first > sentence.first:
        for cut, bare in bare_forms(page.norms[t.first - 1]):
            if bare == _FIRST or (bare in ordinals and not bare.startswith("ال")):
                return t.first - 1, t.last, cut
    if not t.word.verbal:
        for k in range(t.last, min(t.last + 3, sentence.last)):
            end = _number_at(page, k, ordinals)
            if end and (k == t.last or _adjective(page, k - 1)):
                return t.first, end, len(t.prefix)
            if page.norms[k] in page.knowledge.function_words:
                break
    return _said_of(page, t, ordinals, sentence.last)


def _said_of(page: Page, t: Trigger, ordinals: frozenset[str], limit: int) -> tuple[int, int, int] | None:
    """«زيارة … هي الأولى», «التقى … للمرة الثانية», «تعد الأولى من نوعها»."""
    for k in range(t.last, min(t.last + _WINDOW * 3, limit - 1)):
        norm = page.norms[k]
        if norm in _TIMES and (end := _number_at(page, k + 1, ordinals)):
            return k, end, 0
        if norm == _FIRST and page.norms[k + 1] == "مره":
            return k, k + 2, 0
        if norm not in _COPULAS or k > t.last + 2 * _WINDOW:
            continue
        for at in range(k + 1, min(k + 4, limit)):
            end = _number_at(page, at, ordinals)
            if end:
                return k if norm in ("هي", "هو") else at, end, 0
            if page.norms[at] == _FIRST:
                return at, min(at + 2, limit), 0
    return None


def _number_at(page: Page, k: int, ordinals: frozenset[str]) -> int:
    """Index after an ordinal at token `k` («الثانية», «الرابع عشر», «الـ14»), 0 where there is none."""
    lists = meeting_words(page.knowledge).lists
    norm = page.norms[k]
    following = page.norms[k + 1] if k + 1 < len(page.norms) else ""
    if norm in ordinals and norm.startswith("ال"):
        return k + 1 + (following in lists["ordinal_tens"])
    if norm == "ال" and k + 1 < len(page.tokens) and page.tokens[k + 1].kind == NUMBER:
        return k + 2
    return k + 1 if _NUMBERED.fullmatch(norm) else 0


def _adjective(page: Page, k: int) -> bool:
    return page.norms[k].startswith("ال") and page.norms[k] not in page.knowledge.function_words


def _with_period(page: Page, end: int) -> int:
    """Index after the period a claim is made for («خلال أقل من 4 أشهر», «منذ توليه منصبه»), else `end`."""
    limit = min(page.sentences[page.sentence_of[end - 1]].last, end + _PERIOD + _JOURNEY)
    k = end
    while k < limit and page.norms[k] in _BELONGING:
        k += 1
    if k < limit and page.norms[k] in ("الي", "ل"):
        ahead = range(k + 1, min(k + 1 + _JOURNEY, limit))
        k = next((j for j in ahead if page.norms[j] in ("خلال", "منذ")), k)
    if k >= limit or page.norms[k] not in _PERIODS:
        return end
    start = k + 1
    while start < limit and page.norms[start] in _AMOUNTS:
        start += 1
    window = page.tokens[k : min(limit, start + _PERIOD)]
    starts = [t.start for t in page.tokens[k : start + 1]]
    dates = [d for d in find_dates_in(window, page.anchor, None, page.text) if d.start in starts]
    if dates:
        return next((j + 1 for j in range(start, limit) if page.tokens[j].end >= dates[0].end), end)
    since = page.norms[k] == "منذ" and start < limit and page.norms[start].endswith(("ه", "ها"))
    if not since:
        return end
    named = start + 1 < limit and page.norms[start + 1] not in page.knowledge.function_words
    return start + 1 + (named and page.norms[start + 1].isalpha())
