"""Record: all statements by A on B between these dates, to take away; encounters and articles likewise."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from sqlalchemy import Connection

from mahdar.comparing.errors import UnknownActor
from mahdar.comparing.facets import Facets
from mahdar.record import searching
from mahdar.record.terms import analysis_of
from mahdar.web.looking import ArticleTold, State, articles_cited, articles_told, states_of
from mahdar.web.pages.lines import PAGE, Found, Line, Show, Wanted, found_by
from mahdar.web.pages.rows import row_of
from mahdar.web.queue import state_of_record
from mahdar.web.shown import Asked, Question, page
from mahdar.web.takeaway import taken_away

router = APIRouter()
#: Questions whose facets are remembered.
_REMEMBERED = 100
Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
Short = Annotated[str, Query(max_length=300)]


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
    encounter: Short = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Wanted:
    """What the parameters of an address ask for."""
    return Wanted(
        show=show, q=q.strip(), by=by.strip(), about=about.strip(), to=to.strip(), since=since or "",
        until=until or "", outlet=outlet, act=act, kind=kind, status=status, mode=mode, topic=topic,
        told_by=told_by, place=place.strip(), encounter=encounter, offset=offset,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """A page of lines.

    Attributes:
        total: how many lines there are in all: as many as a file taken away has.
        lines: those of this page.
        unknown: why nothing was looked for: a name that the record does not hold, with the nearest.
        states: of the statements.
        articles: those whose words are shown and that name no outlet.
    """

    wanted: Wanted
    total: int
    lines: tuple[Line, ...]
    facets: Facets
    states: dict[str, State]
    articles: dict[str, ArticleTold] = field(default_factory=dict)
    unknown: str | None = None
    size: int = PAGE

    @property
    def titles(self) -> dict[str, str]:
        """Of the articles that have no title their first lines, by identifier."""
        return {told.id: told.title for told in self.articles.values()}


WantedOf = Annotated[Wanted, Depends(wanted_by)]


@page(router, "/record", "record.html")
def record(asked: Question, wanted: WantedOf) -> RecordPage:
    """Statements, encounters or articles that pass the filters of the address."""
    analysis = analysis_of(asked.desk.knowledge)
    with asked.desk.store.reading() as connection:
        try:
            found = found_by(connection, wanted, analysis, PAGE, wanted.offset)
            facets = _facets(asked, connection, wanted, found)
        except UnknownActor as error:
            return RecordPage(wanted=wanted, total=0, lines=(), facets={}, states={}, unknown=str(error))
        lines = tuple(found.lines)
        states = states_of(connection, (line.id for line in lines))
        articles = articles_cited(connection, lines)
        untitled = (one.id for one in lines if isinstance(one, searching.Found) and not one.title)
        articles |= articles_told(connection, untitled)
    return RecordPage(
        wanted=wanted, total=found.total, lines=lines, facets=facets, states=states, articles=articles
    )


def _facets(asked: Asked, connection: Connection, wanted: Wanted, found: Found) -> Facets:
    """The facets of a question; remembered for its further pages until the record changes."""
    state = (*state_of_record(connection), found.total)
    remembered: dict[Wanted, tuple[object, Facets]] = asked.desk.remembered.setdefault("facets", {})
    question = replace(wanted, offset=0)
    kept = remembered.get(question)
    if kept is None or kept[0] != state:
        if len(remembered) >= _REMEMBERED:
            remembered.clear()
        kept = remembered[question] = (state, found.facets())
    return kept[1]


@router.get(
    "/{lang}/record.{form}", summary="All lines that pass the filters, as a file", response_class=Response
)
def record_file(asked: Question, wanted: WantedOf, form: Literal["csv", "xlsx", "jsonl"]) -> Response:
    """Exactly the lines that the page counts, with their doubts and whether a person has seen them."""
    with asked.desk.store.reading() as connection:
        try:
            lines = found_by(connection, wanted, analysis_of(asked.desk.knowledge)).lines
        except UnknownActor:
            lines = []
        states = states_of(connection, (line.id for line in lines))
    rows = [row_of(line, asked.words, states) for line in lines]
    whole = [{"state": states.get(line.id), "line": line} for line in lines]
    return taken_away(form, f"mahdar-{wanted.show}", rows, whole)
