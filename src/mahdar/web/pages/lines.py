"""Lines of the record: those that pass the filters of an address, a page of them, and what they can be narrowed by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.statements import StatementQuery, said_in_rows, statements
from mahdar.comparing.words import Met, Said
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS, EncounterStatus, Mode
from mahdar.record import searching, tables
from mahdar.record.articles import chunks
from mahdar.record.terms import Analysis

Show = Literal["statements", "encounters", "articles"]
Line = Said | Met | searching.Found
#: Lines of a page; up to how many lines facets are made of the lines themselves; values of a facet that are shown.
PAGE, WHOLE, _VALUES = 50, 3000, 12
_ALL = 10_000_000
_CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "statements": {"act": ACTS, "topic": TOPICS, "mode": get_args(Mode)},
    "encounters": {"kind": ENCOUNTER_KINDS, "status": get_args(EncounterStatus), "topic": TOPICS},
    "articles": {},
}


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
class FacetValue:
    """A value by which lines can be narrowed, and how many have it."""

    value: str
    name: str
    count: int
    name_en: str | None = None


Facets = dict[str, tuple[FacetValue, ...]]


def lines_of(
    connection: Connection, w: Wanted, analysis: Analysis, limit: int | None = None, offset: int = 0
) -> tuple[int, Sequence[Line]]:
    """How many lines pass, and a part of them; all where no limit is given.

    Raises:
        UnknownActor: where a name asked for is no actor's of the record.
    """
    if w.show == "articles":
        return _articles(connection, w, analysis, limit, offset)
    if not w.q:
        if w.show == "encounters":
            met = encounters(connection, replace(_met(w), limit=limit, offset=offset))
            return met.total, met.lines
        said = statements(connection, replace(_said(w), limit=limit, offset=offset))
        return said.total, said.lines
    wanted = searching.asked(w.q, analysis)
    found = [line for line in _candidates(connection, w, analysis) if _holds(line, wanted, analysis)]
    return len(found), found[offset:] if limit is None else found[offset : offset + limit]


def facets_of(connection: Connection, w: Wanted, analysis: Analysis, total: int) -> Facets:
    """What the lines can be narrowed by, with counts of lines.

    Of more lines than can be looked at one by one only the closed lists are counted, by the database.
    """
    if total <= WHOLE or w.q:
        return _counted(lines_of(connection, w, analysis)[1])
    found: Facets = {}
    for facet, codes in _CODES[w.show].items():
        counts = [
            (code, lines_of(connection, replace(w, **{facet: code}), analysis, limit=0)[0])  # type: ignore[arg-type]
            for code in codes
            if getattr(w, facet) in ("", code)
        ]
        best = sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0]))
        found[facet] = tuple(FacetValue(code, "", number) for code, number in best[:_VALUES])
    return {facet: values for facet, values in found.items() if values}


def _articles(
    connection: Connection, w: Wanted, analysis: Analysis, limit: int | None, offset: int
) -> tuple[int, Sequence[Line]]:
    query = searching.Query(
        words=w.q, outlet=w.outlet or None, actor=w.by or None, since=w.since or None, until=w.until or None,
        kind=w.kind or None, act=w.act or None, topic=w.topic or None,
        limit=_ALL if limit is None else limit, offset=offset,
    )  # fmt: skip
    return searching.count(connection, query, analysis), searching.search(connection, query, analysis)


def _met(w: Wanted) -> EncounterQuery:
    return EncounterQuery(
        actors=tuple(name for name in (w.by, w.about, w.to) if name), kind=w.kind or None,
        status=w.status or None, since=w.since or None, until=w.until or None, place=w.place or None,
        topic=w.topic or None, limit=None,
    )  # fmt: skip


def _said(w: Wanted) -> StatementQuery:
    return StatementQuery(
        by=w.by or None, about=w.about or None, to=w.to or None, act=w.act or None, mode=w.mode or None,
        topic=w.topic or None, told_by=w.told_by or None, since=w.since or None, until=w.until or None,
        outlet=w.outlet or None, encounter=w.encounter or None, limit=None,
    )  # fmt: skip


def _candidates(connection: Connection, w: Wanted, analysis: Analysis) -> Iterable[Said | Met]:
    """The lines that may hold the words: where nothing else narrows, those of articles that hold them."""
    if w.show == "encounters":
        return encounters(connection, _met(w)).lines
    if _said(w) != StatementQuery(limit=None):
        return statements(connection, _said(w)).lines
    return said_in_rows(connection, list(_rows_with(connection, w.q, analysis)))


def _rows_with(connection: Connection, words: str, analysis: Analysis) -> Iterator[object]:
    """Rows of the statements of the articles that hold some words, the latest published first."""
    found = searching.search(connection, searching.Query(words=words, limit=_ALL), analysis)
    place = {one.id: number for number, one in enumerate(found)}
    articles, table = tables.articles, tables.statements
    rows: list[Any] = []
    for some in chunks(place):
        rows += connection.execute(
            select(table.c.article, table.c.id, table.c.cue_start, articles.c.id.label("name"))
            .join(articles, articles.c.number == table.c.article)
            .where(articles.c.id.in_(some))
        ).all()
    yield from sorted(rows, key=lambda row: (place[row.name], row.cue_start, row.id))


def _holds(line: Said | Met, wanted: searching.Asked, analysis: Analysis) -> bool:
    """Whether a line's exact words or its names hold all that is looked for, whatever the spelling."""
    if not wanted.phrases:
        return False
    names = line.speakers if isinstance(line, Said) else line.participants
    told = [words.span.exact for words in line.words] + [who.name for who in names]
    terms = " | ".join(analysis.of_text(part).words for part in told)
    return all(f" {' '.join(phrase)} " in f" {terms} " for phrase in wanted.phrases)


def _counted(lines: Sequence[Line]) -> Facets:
    """For each facet its most frequent values among lines."""
    counted: dict[str, Counter[tuple[str, str]]] = {}
    english: dict[str, str | None] = {}
    for line in lines:
        if not isinstance(line, searching.Found):
            people = line.speakers if isinstance(line, Said) else line.participants
            english.update((who.id, who.name_en) for who in people)
        for facet, values in _values(line).items():
            counted.setdefault(facet, Counter()).update({v for v in values if v[0]})
    return {
        facet: tuple(
            FacetValue(value, name, number, english.get(value))
            for (value, name), number in sorted(counter.items(), key=lambda c: (-c[1], c[0]))[:_VALUES]
        )
        for facet, counter in counted.items()
        if counter
    }


def _values(line: Line) -> dict[str, list[tuple[str, str]]]:
    match line:
        case Said():
            return {
                "by": [(who.id, who.name) for who in line.speakers],
                "act": [(line.act or "", "")],
                "topic": [(topic, "") for topic in line.topics],
                "told_by": [(line.teller.side or "", "")],
                "mode": [(line.mode, "")],
                "outlet": [(line.words[0].outlet or "", line.words[0].outlet or "")],
            }
        case Met():
            return {
                "by": [(who.id, who.name) for who in line.participants],
                "kind": [(line.kind, "")],
                "status": [(line.status, "")],
                "topic": [(topic, "") for topic in line.topics],
                "place": [(line.country or "", "")],
            }
        case _:
            return {"outlet": [(line.outlet or "", line.outlet or "")]}
