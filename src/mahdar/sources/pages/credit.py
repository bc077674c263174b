"""Credit and dateline as lines of a page: «الرياض - واس», «عمّان (بترا)», «المصدر: رويترز»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge.files import rows_of
from mahdar.knowledge.publishers import publishers
from mahdar.sources.pages.words import begins_with, plain

_PARTED = re.compile(r"\s*[-–—|/():،,\[\]•·]+\s*|\s+في\s+|\s{2,}")
#: What closes a dateline in front of a paragraph.
_CLOSED = re.compile(r"\s[-–—]\s?|[-–—]\s|:\s|\)\s?[:\-–—]?|/\s|\s//")
#: A dateline in front of a paragraph is short.
_LONGEST = 70
_WORDS = 6


class LineCredit(NamedTuple):
    """What a line credits: identifier of the agency, and the place of the dateline as written."""

    agency: str | None
    place: str | None


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    names: set[str] = set()
    for row in rows_of("places.tsv"):
        names |= {fold(name.strip()) for name in (row["ar"], *row["alternatives"].split("|"))}
    for country in rows_of("countries.yml"):
        names |= {fold(name) for name in (country["ar"], *country.get("names", ()))}
        names |= {fold(country["capital"]["ar"])} if country.get("capital") else set()
    return frozenset(names - {""})


def credit_in(line: str) -> LineCredit:
    """The agency and the place that a line names, where it is made of them and of no sentence."""
    agency = place = None
    for piece in (piece.strip(' .\u200f\u200e"«»') for piece in _PARTED.split(line)):
        words = plain(piece)
        if not words or len(words) > _WORDS:
            continue
        label = begins_with(words, "byline")
        known = publishers().credited(piece) or (
            publishers().credited(" ".join(words[label:])) if label else None
        )
        if known and agency is None:
            agency = known.id
        elif fold(piece) in _places() and place is None:
            place = piece
    return LineCredit(agency, place)


def is_credit_line(line: str) -> bool:
    """Whether a line of its own is a credit: it names an agency, and little else."""
    return len(line) <= _LONGEST and len(plain(line)) <= 2 * _WORDS and credit_in(line).agency is not None


def dateline_of(line: str) -> LineCredit:
    """The credit in front of a paragraph («واشنطن (رويترز) - قال …»), or of a line that is all credit."""
    if len(line) <= _LONGEST:
        found = credit_in(line)
        if found.agency or (found.place and len(plain(line)) <= _WORDS):
            return found
    head = line[:_LONGEST]
    best = LineCredit(None, None)
    for mark in _CLOSED.finditer(head):
        found = credit_in(head[: mark.end()])
        fuller = best.agency is None or (found.place is not None and best.place is None)
        placed = found.place is not None and len(plain(head[: mark.start()])) <= _WORDS
        if (found.agency and fuller) or (placed and best == (None, None)):
            best = found
    return best


def foot_of(line: str) -> str | None:
    """The agency that the last line credits: alone, after «المصدر:», or in brackets at its end («(أ ف ب)»)."""
    if is_credit_line(line):
        return credit_in(line).agency
    found = re.search(r"[(\[/]\s*([^()\[\]/]{2,40}?)\s*[)\]/]\s*\.?\s*$", line[-60:])
    return credit_in(found[1]).agency if found else None
