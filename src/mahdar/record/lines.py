"""Lines: the words of each statement and each encounter as search terms, so that words are found in what was said."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from mahdar.model import ArticleRecord, Span
from mahdar.record.terms import Terms

#: Numbers that the lines of one article have to themselves.
ROOM = 1 << 24
#: Stands between words that do not follow one another; no term.
_PARTED = " | "


def line_rows(record: ArticleRecord, article: int, terms: Terms) -> list[dict[str, Any]]:
    """The rows of an article's lines: of a statement the words of cue and content, of an encounter its evidence.

    A word that a line holds in part belongs to it: what is said may begin within a word («وأكد», «بضرورة»).

    Args:
        record: with the decisions on it.
        article: its number in the store.
        terms: of the text that its spans are of.
    """
    told: list[tuple[str, tuple[Span, ...]]] = [(e.id, (e.evidence,)) for e in record.encounters]
    told += [(s.id, (s.cue, s.content)) for s in record.statements]
    words = terms.words.split(" ") if terms.words else []
    places = array("I", terms.places)
    starts, ends = places[::2], places[1::2]
    return [
        {
            "line": line_number(article, number),
            "article": article,
            "item": name,
            "terms": _PARTED.join(filter(None, (_within(words, starts, ends, span) for span in spans))),
        }
        for number, (name, spans) in enumerate(sorted(told, key=itemgetter(0)))
    ]


def line_number(article: int, number: int) -> int:
    """The number of a line: the article's, and which of its lines it is."""
    return article * ROOM + number


def _within(words: list[str], starts: Sequence[int], ends: Sequence[int], span: Span) -> str:
    """The terms of the words that lie in a span, or partly so."""
    return " ".join(words[bisect_right(ends, span.start) : bisect_left(starts, span.end)])
