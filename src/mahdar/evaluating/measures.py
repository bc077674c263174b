"""Words, dates, pairings and tallies that the scores are made of.

Origin: `score.py`, published with the gold articles by the project, Apache-2.0, taken in whole and typed.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mahdar.evaluating.identity import WORD, Json, either

_EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def words_in(text: str, span: Json | None) -> set[int]:
    """Numbers of the words of a text that a span touches."""
    if not span:
        return set()
    return {
        i for i, m in enumerate(WORD.finditer(text)) if m.start() < span["end"] and m.end() > span["start"]
    }


def dice(a: set[Any], b: set[Any]) -> float:
    """Dice coefficient of two sets; nothing and nothing share nothing."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def bounds(date: str | None) -> tuple[str, str] | None:
    """First and last day of an EDTF date or closed interval, None where it has no year."""
    if not date or "X" in date[:4].upper():
        return None
    ends = []
    parts = date.split("/") if "/" in date else [date, date]
    for part, last in zip(parts, (False, True), strict=False):
        m = _EDTF.match(part)
        if not m:
            return None
        y, mo, d = int(m[1]), int(m[2] or (12 if last else 1)), m[3]
        day = int(d) if d else (calendar.monthrange(y, mo)[1] if last else 1)
        ends.append(f"{y:04}-{mo:02}-{day:02}")
    return ends[0], ends[1]


def date_verdict(gold_dates: Sequence[str | None], said: str | None) -> str:
    """How a date stands to the gold ones.

    Returns:
        `exact`; `compatible` (overlapping); `silent` (none said where gold has one); `empty` (gold has none, none
        said); `wrong`; `ungrounded` (said where gold has none).
    """
    if said in gold_dates:
        return "exact" if said else "empty"
    if not said:
        return "silent"
    b = bounds(said)
    for g in filter(None, gold_dates):
        a = bounds(g)
        if a and b and a[0] <= b[1] and b[0] <= a[1]:
            return "compatible"
    return "wrong" if any(gold_dates) else "ungrounded"


def greedy(pairs: list[tuple[Any, ...]]) -> list[tuple[float, int, int]]:
    """Best pairs first, each side used once; pairs end in (gold index, predicted index)."""
    used_a: set[int] = set()
    used_b: set[int] = set()
    out: list[tuple[float, int, int]] = []
    for pair in sorted(pairs, key=lambda p: (*(-x for x in p[:-2]), p[-2], p[-1])):
        i, j = pair[-2:]
        if i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            out.append((pair[0], i, j))
    return out


class Tally(Counter[str]):
    """Counts over all articles, and the figures made of them."""

    def add(self, name: str, amount: float) -> None:
        """Count an amount, of which the overlaps are fractions."""
        self[name] += amount  # type: ignore[assignment]  # Counter is typed for whole numbers only

    def prf(self, hit: str, gold: str, pred: str) -> dict[str, float]:
        """Precision, recall and F1 in per cent."""
        p = self[hit] / self[pred] if self[pred] else 0.0
        r = self[hit] / self[gold] if self[gold] else 0.0
        f1 = round(200 * p * r / (p + r), 1) if p + r else 0.0
        return {"P": round(100 * p, 1), "R": round(100 * r, 1), "F1": f1}

    def rate(self, hit: str, of: str) -> float:
        """Hits in per cent of the cases."""
        return round(100 * self[hit] / self[of], 1) if self[of] else 0.0


def best_topics(item: Json, topics: list[str]) -> set[str]:
    """The gold reading of an item's topics that fits the said ones best."""
    return max((set(ids) for ids in either(item, "topics")), key=lambda ids: dice(ids, set(topics)))
