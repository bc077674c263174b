"""File: what has X said about Y, and whom has X met, over time?"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response
from sqlalchemy import Connection

from mahdar.comparing.actor_file import ActorFile, actor_file
from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.words import Met
from mahdar.web.drawing import density, months_of
from mahdar.web.looking import State, states_of
from mahdar.web.shown import Question, page

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePage:
    """The file of an actor.

    Attributes:
        timeline: every encounter, in the order of time.
        months: how many encounters fall into each month.
        states: of the statements shown.
    """

    file: ActorFile
    timeline: tuple[Met, ...]
    months: dict[str, int]
    states: dict[str, State]


@page(router, "/file/{name}", "file.html")
def file(asked: Question, name: str) -> FilePage:
    """What the record holds of an actor, by identifier or name."""
    with asked.desk.store.reading() as connection:
        found = actor_file(connection, name)
        timeline = _timeline(connection, found.actor.id)
        return FilePage(
            file=found,
            timeline=timeline,
            months=months_of(one.day.order for one in timeline),
            states=states_of(connection, (line.id for topic in found.topics for line in topic.lines)),
        )


@router.get("/{lang}/file/{name}/density.svg", summary="Encounters of an actor by month, as a picture")
def picture(asked: Question, name: str) -> Response:
    """The strip of the file's timeline, to be saved."""
    with asked.desk.store.reading() as connection:
        one = actor_file(connection, name).actor
        months = months_of(met.day.order for met in _timeline(connection, one.id))
    drawn = density(months, asked.words, f"{asked.words('file.timeline')}: {one.name}")
    return Response(str(drawn) or '<svg xmlns="http://www.w3.org/2000/svg"/>', media_type="image/svg+xml")


def _timeline(connection: Connection, name: str) -> tuple[Met, ...]:
    found = encounters(connection, EncounterQuery(actors=(name,), limit=None)).lines
    return tuple(sorted(found, key=lambda one: (one.day.order, one.id)))
