"""Lines of the record: those that pass the filters of an address, a page of them, and what they can be narrowed by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from sqlalchemy import Connection

from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.facets import (
    Facets,
    closed_facets_of_statements,
    facets_of_articles,
    facets_of_encounters,
    facets_of_statements,
)
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.words import Met, Said
from mahdar.record import searching
from mahdar.record.terms import Analysis

T = TypeVar("T")
Show = Literal["statements", "encounters", "articles"]
Line = Said | Met | searching.Found
#: Lines of a page; up to how many statements facets that are no closed lists are counted; values of a facet.
PAGE, WHOLE, _VALUES = 50, 3000, 12
_ALL = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for, as the address tells it."""

    show: Show = "statements"
    q: str = ""
    by: str = ""
    about: str = ""
    to: str = ""
    since: str = ""
    until: str = ""
    outlet: str = ""
    act: str = ""
    kind: str = ""
    status: str = ""
    mode: str = ""
    topic: str = ""
    told_by: str = ""
    place: str = ""
    encounter: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What passes the filters of an address: how many lines, a part of them, and what they can be narrowed by."""

    total: int
    lines: Sequence[Line]
    facets: Callable[[], Facets]


def found_by(
    connection: Connection, w: Wanted, analysis: Analysis, limit: int | None = None, offset: int = 0
) -> Found:
    """The lines that pass; all where no limit is given.

    Raises:
        UnknownActor: where a name asked for is no actor's of the record.
    """
    if w.show == "articles":
        return _articles(connection, w, analysis, limit, offset)
    if w.show == "encounters":
        query = _met(w, analysis)
        met = encounters(connection, replace(query, limit=limit, offset=offset))
        return Found(met.total, met.lines, lambda: facets_of_encounters(connection, query, _VALUES))
    asked = _said(w, analysis)
    said = statements(connection, replace(asked, limit=limit, offset=offset))

    def facets() -> Facets:
        # Of more lines than these only the closed lists are counted.
        if said.total > WHOLE:
            return closed_facets_of_statements(connection, asked, _VALUES)
        return facets_of_statements(connection, asked, _VALUES)

    return Found(said.total, said.lines, facets)


def _articles(connection: Connection, w: Wanted, analysis: Analysis, limit: int | None, offset: int) -> Found:
    query = searching.Query(
        words=w.q, outlet=w.outlet or None, actor=w.by or None, since=w.since or None, until=w.until or None,
        kind=w.kind or None, act=w.act or None, topic=w.topic or None,
        limit=_ALL if limit is None else limit, offset=offset,
    )  # fmt: skip
    return Found(
        searching.count(connection, query, analysis),
        searching.search(connection, query, analysis),
        lambda: facets_of_articles(connection, searching.matching(connection, query, analysis), _VALUES),
    )


def _met(w: Wanted, analysis: Analysis) -> EncounterQuery:
    return EncounterQuery(
        actors=tuple(name for name in (w.by, w.about, w.to) if name), kind=w.kind or None,
        status=w.status or None, since=w.since or None, until=w.until or None, place=w.place or None,
        topic=w.topic or None, words=_words(w, analysis), limit=None,
    )  # fmt: skip


def _said(w: Wanted, analysis: Analysis) -> StatementQuery:
    return StatementQuery(
        by=w.by or None, about=w.about or None, to=w.to or None, act=w.act or None, mode=w.mode or None,
        topic=w.topic or None, told_by=w.told_by or None, since=w.since or None, until=w.until or None,
        outlet=w.outlet or None, encounter=w.encounter or None,
        words=_words(w, analysis), limit=None,
    )  # fmt: skip


def _words(w: Wanted, analysis: Analysis) -> searching.Asked | None:
    return searching.asked(w.q, analysis) if w.q else None
