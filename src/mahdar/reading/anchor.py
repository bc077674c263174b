"""The anchor: the day relative dates count from, and the day by which everything told had been told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mahdar.arabic.dates import find_dates
from mahdar.arabic.fold import fold_text, fold_view
from mahdar.model import Article

#: Words before the day of publication in the head of a page; what follows «آخر تحديث» dates nothing.
_PUBLISHED = ("تاريخ النشر", "تاريخ نشر", "نشر في", "نشر بتاريخ", "نشرت في", "تم النشر", "تاريخ المقال")
_UPDATED = "اخر تحديث"
_HEAD = 1200
_LINES = 6
_DATELINE = 70
_DAY = len("2026-02-15")
#: An agency's name between strokes closes its dateline; the date before it holds no stroke.
_SLASHED = re.compile(r"([^/]{6,60}) /[^/\d]{2,30}/ ")

#: Words beside the day on its line; digits tell the hour.
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Anchor:
    """How an article is dated.

    Attributes:
        day: the day of publication, from the input or stated by the article itself; None where neither is known.
        ceiling: the last day on which what it tells may have been told: of publication, else of collection.
        reason: where the day comes from, in words.
    """

    day: date | None = None
    ceiling: date | None = None
    reason: str = "no day of publication is known"


def anchor_of(article: Article) -> Anchor:
    """The anchor of an article.

    A day of collection is an upper bound only: «اليوم» in an article collected months later is not that day. Where
    it comes with the time of day, a crawler wrote it, as pages appeared; then it stands for the day of publication.
    """
    published, collected = day_of(article.published), day_of(article.collected)
    if published is not None:
        return Anchor(published, published, f"published {published}")
    stated = _stated(article.text) or _dateline(article.text) or _dated_line(article.text)
    if stated is not None:
        return Anchor(stated, stated, f"published {stated}, as the article states")
    if collected is not None and len(article.collected or "") > _DAY:
        return Anchor(
            collected, collected, f"collected {collected} by a crawler, taken for the day of publication"
        )
    if collected is not None:
        return Anchor(None, collected, f"collected {collected}, day of publication unknown")
    return Anchor()


def _dateline(text: str) -> date | None:
    """The day in a dateline: «عمّان 15 تشرين الأول 2025 (بترا) - …», «مسقط في 3 نوفمبر 2025 /العُمانية/ …»."""
    for line in text[:_HEAD].split("\n")[:_LINES]:
        slashed = _SLASHED.match(line)
        heads = (
            [(slashed[1], "/", "")] if slashed else [line.partition(d) for d in (" - ", " – ", " — ", ": ")]
        )
        for head, found, _ in heads:
            if found and len(head) <= _DATELINE:
                days = [d for d in find_dates(head) if d.kind == "absolute" and d.earliest == d.latest]
                if len(days) == 1:
                    return days[0].earliest
    return None


def _dated_line(text: str) -> date | None:
    """The day that a line of the head tells by itself: «16 أكتوبر 2025», «عمّان، الخميس 16/10/2025 - 14:30»."""
    for line in text[:_HEAD].split("\n")[:_LINES]:
        days = [d for d in find_dates(line) if d.kind == "absolute" and d.earliest == d.latest]
        if len(line) > _DATELINE or len(days) != 1:
            continue
        beside = line[: days[0].start] + line[days[0].end :]
        if len(_WORDS.findall(beside)) <= 1:
            return days[0].earliest
    return None


def day_of(stamp: str | None) -> date | None:
    """The day of an ISO date or time, None where there is none."""
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _stated(text: str) -> date | None:
    """The day that a page's head gives after «تاريخ النشر»."""
    head = fold_text(text[:_HEAD])
    if not any(phrase in head for phrase in _PUBLISHED):
        return None
    view = fold_view(text[:_HEAD])
    for phrase in _PUBLISHED:
        at = view.text.find(phrase)
        if at < 0:
            continue
        line = view.text[at:].split("\n", 1)[0].split(_UPDATED, 1)[0]
        start, end = view.span(at, at + len(line))
        for found in find_dates(text[start:end]):
            if found.earliest is not None and found.earliest == found.latest:
                return found.earliest
    return None
