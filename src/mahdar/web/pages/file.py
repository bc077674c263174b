"""File: what has X said about Y, and whom has X met, over time?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import Response
from sqlalchemy import Connection

from mahdar.comparing.actor_file import ActorFile, actor_file
from mahdar.comparing.actors import actor_named
from mahdar.comparing.formulas import topics_with_formulas
from mahdar.comparing.timeline import Entry, Timeline, TimelineQuery, timeline
from mahdar.comparing.wording import Wording, wording
from mahdar.web.drawing import Month, density, months_of, steps
from mahdar.web.looking import ArticleTold, State, articles_cited, states_of
from mahdar.web.shown import Question, page

router = APIRouter()
#: Entries of the time line that a file shows; the time line has a page of its own.
_LATEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """The file of an actor.

    Attributes:
        timeline: every encounter and fact, in the order of time.
        months: how many fall into each month.
        states: of the statements shown.
        articles: those whose words are shown and that name no outlet.
    """

    file: ActorFile
    timeline: Timeline
    months: dict[str, Month]
    states: dict[str, State]
    articles: dict[str, ArticleTold]

    @property
    def latest(self) -> tuple[Entry, ...]:
        """The end of the time line, in the order of time."""
        return self.timeline.lines[-_LATEST:]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPage:
    """The standing formulas of an actor on a topic, each as one organ issues it."""

    actor: str
    name: str
    wording: Wording
    topics: tuple[str, ...]


@page(router, "/file/{name}", "file.html")
def file(asked: Question, name: str) -> FilePage:
    """What the record holds of an actor, by identifier or name."""
    with asked.desk.store.reading() as connection:
        found = actor_file(connection, name)
        line = _timeline(connection, found.actor.id)
        return FilePage(
            file=found,
            timeline=line,
            months=_months(line),
            states=states_of(connection, (said.id for topic in found.topics for said in topic.lines)),
            articles=articles_cited(connection, (found, line.lines[-_LATEST:])),
        )


@router.get(
    "/{lang}/file/{name}/density.svg", summary="An actor's encounters and facts by month, as a picture"
)
def picture(asked: Question, name: str) -> Response:
    """The strip of the file's timeline, to be saved."""
    with asked.desk.store.reading() as connection:
        one = actor_named(connection, name)
        months = _months(_timeline(connection, one.id))
    drawn = density(months, asked.words, f"{asked.words('file.timeline')}: {one.name}")
    return Response(str(drawn) or '<svg xmlns="http://www.w3.org/2000/svg"/>', media_type="image/svg+xml")


@page(router, "/file/{name}/wording", "wording.html")
def over_time(asked: Question, name: str, topic: Annotated[str, Query(max_length=60)] = "") -> WordingPage:
    """How an actor's standing formulas on a topic changed, within each organ that issues them."""
    topics = tuple(topics_with_formulas())
    chosen = topic if topic in topics else topics[0]
    with asked.desk.store.reading() as connection:
        one = actor_named(connection, name)
        return WordingPage(
            actor=one.id, name=one.name, wording=wording(connection, one.id, chosen), topics=topics
        )


@router.get(
    "/{lang}/file/{name}/wording/{number}.svg", summary="The steps of a standing formula, as a picture"
)
def wording_picture(
    asked: Question, name: str, number: int, topic: Annotated[str, Query(max_length=60)] = ""
) -> Response:
    """The picture of one series of the wording page, to be saved.

    Raises:
        HTTPException: 404 where the page has no such series.
    """
    shown = over_time(asked, name, topic).wording.series
    if not 1 <= number <= len(shown):
        raise HTTPException(404, f"there is no series {number}")
    one = shown[number - 1]
    days = [step.said.day.date if step.said else None for step in one.steps]
    title = asked.words.label("formula", one.family)
    drawn = steps(days, [step.change for step in one.steps], asked.words, title)
    return Response(str(drawn), media_type="image/svg+xml")


def _timeline(connection: Connection, name: str) -> Timeline:
    return timeline(connection, TimelineQuery(actor=name, limit=None))


def _months(line: Timeline) -> dict[str, Month]:
    return months_of((entry.day.order, entry.day.date is not None) for entry in line.lines)
