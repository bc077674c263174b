"""Credit and dateline as lines of a page: «الرياض - واس», «عمّان (بترا)», «المصدر: رويترز»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mahdar.arabic.dates import find_dates
from mahdar.arabic.fold import fold
from mahdar.knowledge.files import rows_of
from mahdar.knowledge.publishers import publishers
from mahdar.sources.pages.words import begins_with, phrases, plain

_PARTED = re.compile(r"\s*[-–—|/():،,\[\]•·]+\s*|\s+في\s+|\s+ـ\s+|\s{2,}")
#: What is left of a date when its day, month and year are taken out.
_BESIDE_DATES = re.compile(r"(?<!\S)(?:الموافق|هـ|ه|م|ـ)(?!\S)")
#: What closes a dateline in front of a paragraph.
_CLOSED = re.compile(r"\s[-–—]\s?|[-–—]\s|[:.]\s|\)\s?[:\-–—]?|/\s|\s//")
#: Beside a place, what makes a line a dateline and not the name of a section: «لندن: …», «لشبونة ـ من …».
_PLACED = re.compile(r"^[^:()\d]{2,25}[:ـ]")
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
    return frozenset(" ".join(plain(name)) for name in names - {""})


def credit_in(line: str) -> LineCredit:
    """The agency and the place that a line names, where it is made of them and of no sentence.

    Dates in it are passed over: «الرياض 23 ربيع الآخر 1447 هـ الموافق 15 أكتوبر 2025 م واس».
    """
    agency = place = None
    for piece in _PARTED.split(_without_dates(line)):
        words = plain(piece)
        if not words or len(words) > _WORDS:
            continue
        label = begins_with(words, "byline")
        named = words[label:] if label and label < len(words) else words
        found = _agency(named)
        for k in range(1, len(named)):
            if found is None and _is_place(named[:k]):
                found = _agency(named[k:])
                place = place or (" ".join(piece.split()[:k]) if found else None)
        if found and agency is None:
            agency = found
        elif place is None and _is_place(words):
            place = piece.strip(' .\u200f\u200e"«»')
    return LineCredit(agency, place)


def _without_dates(line: str) -> str:
    out, at = [], 0
    for mention in find_dates(line):
        out.append(line[at : mention.start])
        at = mention.end
    rest = " - ".join([*out, line[at:]])
    return _BESIDE_DATES.sub(" - ", rest) if out else rest


def _agency(words: list[str]) -> str | None:
    known = publishers().credited(" ".join(words))
    return known.id if known else None


def _is_place(words: list[str]) -> bool:
    return " ".join(words) in _places()


def is_dateline(line: str) -> bool:
    """Whether a line is a dateline and nothing else: a place, beside an agency, the outlet's own name or a writer's.

    «الرياض - واس», «دبي - العربية.نت», «لندن: سوسن أبو حسين», «عكاظ (الرياض)».
    """
    if len(line) > _LONGEST or find_dates(line):
        return False
    pieces = [piece for piece in _PARTED.split(line) if plain(piece)]
    others = [piece for piece in pieces if not _is_place(plain(piece))]
    if len(pieces) != 2 or len(others) != 1 or len(plain(line)) > _WORDS:
        return False
    other = others[0].strip(' «»"“”')
    desk = tuple(plain(other)) in phrases("desks")
    return desk or publishers().named(other) is not None or _PLACED.search(line) is not None


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
