"""Answers that are lists: commitments, who meets whom, what is narrated, the time line, doubts of the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from fastapi.responses import Response
from sqlalchemy import Connection, func, select

from mahdar.comparing.commitments import Commitment, CommitmentQuery, commitments
from mahdar.comparing.doubts import RecordDoubts, record_doubts
from mahdar.comparing.errors import UnknownActor
from mahdar.comparing.narrated import Kind, NarratedQuery, narrated
from mahdar.comparing.network import NetworkQuery, network
from mahdar.comparing.rows import PLACE, cells_of, in_words
from mahdar.comparing.timeline import TimelineQuery, timeline
from mahdar.record import tables
from mahdar.web.drawing import Month, density, months_of
from mahdar.web.looking import ArticleTold, State, articles_cited, names_of, states_of
from mahdar.web.pages.record import Day
from mahdar.web.shown import Asked, Question, page
from mahdar.web.takeaway import Row, taken_away

router = APIRouter()
#: Lines of a page.
PAGE = 40
Short = Annotated[str, Query(max_length=300)]
Form = Literal["csv", "xlsx", "jsonl"]
Listed = Literal["commitments", "network", "narrated", "timeline", "doubts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """What the address asks for; `kind` of what is narrated."""

    actor: str = ""
    since: str = ""
    until: str = ""
    kind: Kind = "facts"
    q: str = ""
    offset: int = 0


def asked_for(
    actor: Short = "",
    since: Day = "",
    until: Day = "",
    kind: Kind = "facts",
    q: Short = "",
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> AskedFor:
    """What the parameters of an address ask for."""
    return AskedFor(
        actor=actor.strip(), since=since or "", until=until or "", kind=kind, q=q.strip(), offset=offset
    )


AskedForOf = Annotated[AskedFor, Depends(asked_for)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPage:
    """A page of an answer.

    Attributes:
        question: which list this is.
        answer: the part of it that is shown; None where its actor is unknown.
        total: how many lines there are in all: as many as a file taken away has.
        unknown: why nothing was looked for: a name that the record does not hold, with the nearest.
        states: whether a person has looked at each statement.
        months: of the time line, how many of all its lines fall into each.
        names: of the identities that may be one.
    """

    question: Listed
    wanted: AskedFor
    answer: Any
    total: int
    articles: dict[str, ArticleTold]
    states: dict[str, State]
    unknown: str | None = None
    months: dict[str, Month] | None = None
    names: dict[str, str] | None = None
    size: int = PAGE


def _of_commitments(connection: Connection, a: AskedFor, limit: int | None) -> Any:
    return commitments(connection, CommitmentQuery(
        actor=a.actor or None, since=a.since or None, until=a.until or None, limit=limit, offset=a.offset
    ))  # fmt: skip


def _of_network(connection: Connection, a: AskedFor, limit: int | None) -> Any:
    return network(connection, NetworkQuery(
        actor=a.actor or None, since=a.since or None, until=a.until or None, limit=limit, offset=a.offset
    ))  # fmt: skip


def _of_narrated(connection: Connection, a: AskedFor, limit: int | None) -> Any:
    return narrated(connection, a.kind, NarratedQuery(
        actor=a.actor or None, words=a.q or None, since=a.since or None, until=a.until or None, limit=limit,
        offset=a.offset,
    ))  # fmt: skip


def _of_timeline(connection: Connection, a: AskedFor, limit: int | None) -> Any:
    return timeline(connection, TimelineQuery(
        actor=a.actor or None, since=a.since or None, until=a.until or None, limit=limit, offset=a.offset
    ))  # fmt: skip


def _of_doubts(connection: Connection, a: AskedFor, limit: int | None) -> Any:
    return record_doubts(connection, limit, a.offset)


_ANSWERS: dict[Listed, Callable[[Connection, AskedFor, int | None], Any]] = {
    "commitments": _of_commitments,
    "network": _of_network,
    "narrated": _of_narrated,
    "timeline": _of_timeline,
    "doubts": _of_doubts,
}


@page(router, "/commitments", "commitments.html")
def promised(asked: Question, wanted: AskedForOf) -> AnswerPage:
    """Who promised, offered or agreed what to whom, on which condition, by when, and whether it came up again."""
    return _page(asked, "commitments", wanted)


@page(router, "/network", "network.html")
def met(asked: Question, wanted: AskedForOf) -> AnswerPage:
    """Who meets whom across sides, and how often."""
    return _page(asked, "network", wanted)


@page(router, "/narrated", "narrated.html")
def told(asked: Question, wanted: AskedForOf) -> AnswerPage:
    """Facts, figures and instruments that reporters narrate."""
    return _page(asked, "narrated", wanted)


@page(router, "/timeline", "timeline.html")
def over_time(asked: Question, wanted: AskedForOf) -> AnswerPage:
    """Encounters and facts in the order of time."""
    return _page(asked, "timeline", wanted)


@page(router, "/doubts", "doubts.html")
def doubted(asked: Question, wanted: AskedForOf) -> AnswerPage:
    """Encounters that one source tells, and actors that may be one."""
    return _page(asked, "doubts", wanted)


def _page(asked: Asked, question: Listed, wanted: AskedFor) -> AnswerPage:
    with asked.desk.store.reading() as connection:
        try:
            answer = _ANSWERS[question](connection, wanted, PAGE)
        except UnknownActor as error:
            return AnswerPage(
                question=question, wanted=wanted, answer=None, total=0, articles={}, states={},
                unknown=str(error),
            )  # fmt: skip
        return AnswerPage(
            question=question,
            wanted=wanted,
            answer=answer,
            total=answer.total,
            articles=articles_cited(connection, answer),
            states=states_of(connection, (getattr(line, "id", "") for line in answer.lines)),
            months=_months(connection, wanted) if question == "timeline" else None,
            names=_names(connection, answer) if question == "doubts" else None,
        )


def _names(connection: Connection, answer: RecordDoubts) -> dict[str, str]:
    return names_of(connection, {name for pair in answer.pairs for name in (pair.a, pair.b)})


def _months(connection: Connection, wanted: AskedFor) -> dict[str, Month]:
    """Of every line that passes, not of the page alone: the strip is a map of the whole."""
    if wanted.actor:
        whole = _of_timeline(connection, replace(wanted, offset=0), None)
        return months_of((entry.day.order, entry.day.date is not None) for entry in whole.lines)
    merged, facts, articles = tables.merged_encounters, tables.facts, tables.articles
    day = func.coalesce(merged.c.date, merged.c.latest, merged.c.earliest)
    days = [
        (row.day, row.date is not None) for row in connection.execute(select(day.label("day"), merged.c.date))
    ]
    told = func.coalesce(facts.c.date, func.substr(articles.c.published, 1, 10))
    done = select(told).join(articles, articles.c.number == facts.c.article)
    days += [(found, True) for found in connection.execute(done).scalars()]
    first, last = wanted.since, wanted.until or "9999"
    return months_of((found, known) for found, known in days if found and first <= found[:10] <= last)


@router.get("/{lang}/timeline/density.svg", summary="The time line by month, as a picture")
def picture(asked: Question, wanted: AskedForOf) -> Response:
    """The strip of the time line, to be saved."""
    with asked.desk.store.reading() as connection:
        months = _months(connection, wanted)
    drawn = density(months, asked.words, asked.words("timeline.title"))
    return Response(str(drawn) or '<svg xmlns="http://www.w3.org/2000/svg"/>', media_type="image/svg+xml")


def _file(question: Listed) -> Callable[..., Response]:
    def answer_file(asked: Question, form: Form, wanted: AskedForOf) -> Response:
        """Exactly the lines that the page counts, with the words they stand in and whether a person has seen them."""
        with asked.desk.store.reading() as connection:
            try:
                answer = _ANSWERS[question](connection, replace(wanted, offset=0), None)
            except UnknownActor as error:
                raise HTTPException(404, str(error)) from error
            return as_file(connection, form, question, answer.lines)

    return answer_file


for _question in _ANSWERS:
    router.get(
        f"/{{lang}}/{_question}.{{form}}", summary=f"All lines of {_question}, as a file", response_class=Response,
        name=f"{_question}_file",
    )(_file(_question))  # fmt: skip


def as_file(connection: Connection, form: str, name: str, lines: Sequence[Any]) -> Response:
    """Lines of an answer as a file, a row each: their fields, their state, and where their words stand."""
    states = states_of(connection, (getattr(line, "id", "") for line in lines))
    rows = [_row(line, states.get(getattr(line, "id", ""), "")) for line in lines]
    columns = [column for column in dict.fromkeys(c for row in rows for c in row) if column not in PLACE]
    table = [{column: row.get(column, "") for column in (*columns, *PLACE)} for row in rows]
    whole = [{"state": states.get(getattr(line, "id", "")), "line": line} for line in lines]
    return taken_away(form, f"mahdar-{name}", table, whole)


def _row(line: Any, state: str) -> Row:
    cells = {name: str(value) for name, value in cells_of(line).items()}
    if isinstance(line, Commitment):
        cells["later"] = " | ".join(str(in_words(mention.words)) for mention in line.later)
    cells["state"] = state
    if line.words:
        first = line.words[0]
        told = (first.doc_id, first.outlet or "", first.published or "")
        place = (*told, str(first.span.start), str(first.span.end), first.span.exact)
        cells |= dict(zip(PLACE, place, strict=True))
    return cells
