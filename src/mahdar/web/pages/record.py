"""Record: all statements by A on B between these dates, to take away; encounters and articles likewise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy import Connection

from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.errors import UnknownActor
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.words import Met, Said
from mahdar.record import searching
from mahdar.record.terms import Analysis, analysis_of
from mahdar.web.looking import State, states_of
from mahdar.web.pages.rows import row_of
from mahdar.web.shown import Asked, Question, page
from mahdar.web.takeaway import taken_away

router = APIRouter()
Show = Literal["statements", "encounters", "articles"]
Line = Said | Met | searching.Found
_PAGE = 50
#: Values of a facet that are shown; and the most that a search of articles counts facets of.
_VALUES = 12
_ALL = 1_000_000
Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Short = Annotated[str, Query(max_length=300)]


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
    offset: int = 0


def wanted_by(  # noqa: PLR0913, PLR0917 (a parameter of the address each)
    show: Show = "statements",
    q: Short = "",
    by: Short = "",
    about: Short = "",
    to: Short = "",
    since: Day = "",
    until: Day = "",
    outlet: Short = "",
    act: Short = "",
    kind: Short = "",
    status: Short = "",
    mode: Short = "",
    topic: Short = "",
    told_by: Short = "",
    place: Short = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Wanted:
    """What the parameters of an address ask for."""
    return Wanted(
        show=show, q=q.strip(), by=by.strip(), about=about.strip(), to=to.strip(), since=since or "",
        until=until or "", outlet=outlet, act=act, kind=kind, status=status, mode=mode, topic=topic,
        told_by=told_by, place=place.strip(), offset=offset,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value by which lines can be narrowed, and how many have it."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A page of lines.

    Attributes:
        total: how many lines there are in all: as many as a file taken away has.
        lines: those of this page.
        unknown: why nothing was looked for: a name that the record does not hold, with the nearest.
        states: of the statements.
    """

    wanted: Wanted
    total: int
    lines: tuple[Line, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    states: dict[str, State]
    unknown: str | None = None
    size: int = _PAGE


WantedOf = Annotated[Wanted, Depends(wanted_by)]


@page(router, "/record", "record.html")
def record(asked: Question, wanted: WantedOf) -> RecordPage:
    """Statements, encounters or articles that pass the filters of the address."""
    lines, states, unknown = _all(asked, wanted)
    return RecordPage(
        wanted=wanted,
        total=len(lines),
        lines=tuple(lines[wanted.offset : wanted.offset + _PAGE]),
        facets=_facets(lines),
        states=states,
        unknown=unknown,
    )


@router.get(
    "/{lang}/record.{form}", summary="All lines that pass the filters, as a file", response_class=Response
)
def record_file(asked: Question, wanted: WantedOf, form: Literal["csv", "xlsx", "jsonl"]) -> Response:
    """Exactly the lines that the page counts, with their doubts and whether a person has seen them."""
    lines, states, _ = _all(asked, wanted)
    rows = [row_of(line, asked.words, states) for line in lines]
    whole = [{"state": states.get(line.id), "line": line} for line in lines]
    return taken_away(form, f"mahdar-{wanted.show}", rows, whole)


def _all(asked: Asked, wanted: Wanted) -> tuple[Sequence[Line], dict[str, State], str | None]:
    """Every line that passes, whatever the page."""
    analysis = analysis_of(asked.desk.knowledge)
    with asked.desk.store.reading() as connection:
        try:
            lines = _lines(connection, wanted, analysis)
        except UnknownActor as error:
            return [], {}, str(error)
        return lines, states_of(connection, (line.id for line in lines)), None


def _lines(connection: Connection, w: Wanted, analysis: Analysis) -> Sequence[Line]:
    if w.show == "articles":
        query = searching.Query(
            words=w.q, outlet=w.outlet or None, actor=w.by or None, since=w.since or None, until=w.until or None,
            kind=w.kind or None, act=w.act or None, topic=w.topic or None, limit=_ALL,
        )  # fmt: skip
        return searching.search(connection, query, analysis)
    if w.show == "encounters":
        actors = tuple(name for name in (w.by, w.about, w.to) if name)
        found = encounters(
            connection,
            EncounterQuery(
                actors=actors, kind=w.kind or None, status=w.status or None, since=w.since or None,
                until=w.until or None, place=w.place or None, topic=w.topic or None, limit=None,
            ),
        ).lines  # fmt: skip
        return _with_words(found, w.q, analysis)
    said = statements(
        connection,
        StatementQuery(
            by=w.by or None, about=w.about or None, to=w.to or None, act=w.act or None, mode=w.mode or None,
            topic=w.topic or None, told_by=w.told_by or None, since=w.since or None, until=w.until or None,
            outlet=w.outlet or None, limit=None,
        ),
    ).lines  # fmt: skip
    return _with_words(said, w.q, analysis)


def _with_words(lines: Iterable[Said | Met], words: str, analysis: Analysis) -> list[Said | Met]:
    """The lines whose exact words, or whose names, hold all the words looked for, whatever their spelling."""
    asked = searching.asked(words, analysis)
    if not asked.phrases:
        return [] if words.strip() else list(lines)
    return [line for line in lines if _holds(line, asked, analysis)]


def _holds(line: Said | Met, asked: searching.Asked, analysis: Analysis) -> bool:
    names = line.speakers if isinstance(line, Said) else line.participants
    told = [words.span.exact for words in line.words] + [who.name for who in names]
    terms = " | ".join(analysis.of_text(part).words for part in told)
    return all(f" {' '.join(phrase)} " in f" {terms} " for phrase in asked.phrases)


def _facets(lines: Sequence[Line]) -> dict[str, tuple[FacetValue, ...]]:
    """For each facet its most frequent values among all lines; the counts are of lines."""
    counted: dict[str, Counter[tuple[str, str]]] = {}
    for line in lines:
        for facet, values in _values(line).items():
            counted.setdefault(facet, Counter()).update({v for v in values if v[0]})
    return {
        facet: tuple(
            FacetValue(value, name, number)
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
