"""Checks of tenures: dates that are dates, and no two people in one chair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge.edtf import Period, period_of
from mahdar.knowledge.located import Fault, Located
from mahdar.knowledge.shapes import own_name

_FIRST_YEAR = 1900
_HANDOVER = timedelta(days=1)


class _Term(NamedTuple):
    entry: Located
    start: Period
    end: Period


def tenure_faults(every: list[Located]) -> Iterator[Fault]:
    """Dates that are none, tenures that end before they begin, and tenures of one office that overlap."""
    several = {e.row["id"] for e in every if own_name(e.file) == "offices.yml" and e.row.get("several")}
    chairs: dict[tuple[str, ...], list[_Term]] = defaultdict(list)
    persons: dict[tuple[str, ...], list[_Term]] = defaultdict(list)
    for entry in every:
        if own_name(entry.file) != "tenures":
            continue
        term = _term(entry)
        if isinstance(term, Fault):
            yield term
            continue
        row = entry.row
        own = (row["office"], row["country"], _genderless(row["title_ar"]))
        persons[row["person"], *own].append(term)
        if row["office"] not in several and row["acting"] != "yes":
            chairs[own].append(term)
    for terms in persons.values():
        yield from _overlaps(terms, "the same person")
    for terms in chairs.values():
        yield from _overlaps(terms, "")


def _genderless(title: str) -> str:
    return " ".join(word.removesuffix("ه") for word in fold(title).split())


def _term(entry: Located) -> _Term | Fault:
    row = entry.row
    periods = []
    for key, unknown in (("start", date.min), ("end", date.max)):
        try:
            periods.append(period_of(row[key]) if row[key] else Period(unknown, unknown))
        except ValueError as error:
            return entry.fault(f"{key}: {error}", f"correct {key}")
    start, end = periods
    if start.earliest > end.latest:
        wrong = f"it ends ({row['end']}) before it begins ({row['start']})"
        return entry.fault(wrong, "correct one of the dates")
    if row["start"] and start.earliest.year < _FIRST_YEAR:
        return entry.fault(f"it begins in {row['start']}", "correct start")
    return _Term(entry, start, end)


def _overlaps(terms: list[_Term], same: str) -> Iterator[Fault]:
    """Pairs of tenures that overlap by more than the day of the handover, whatever month and year may mean."""
    ordered = sorted(terms, key=lambda term: (term.start, term.end))
    for before, after in pairwise(ordered):
        if (before.entry.row["person"] == after.entry.row["person"]) != bool(same):
            continue
        surely = min(before.end.earliest, after.end.earliest)
        if surely > after.start.latest and surely - after.start.latest > _HANDOVER:
            one, other = before.entry, after.entry
            wrong = (
                f"{other.row['start']} to {other.row['end'] or 'now'} overlaps {one.row['person']}, "
                f"{one.row['start']} to {one.row['end'] or 'now'} ({one.file}:{one.line})"
            )
            mend = "correct the dates, mark one as acting, or mark the office as held by several"
            yield other.fault(wrong, mend)
