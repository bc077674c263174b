"""What of an encounter rests on little, what an actor was silent on, and what came into the record since a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from mahdar.comparing.actors import actor_named
from mahdar.comparing.doubts import EncounterDoubts, doubts_of
from mahdar.comparing.news import News, news
from mahdar.comparing.silences import Silences, silences
from mahdar.model import MergedEncounter
from mahdar.web.looking import ArticleTold, State, articles_cited, articles_told, merged_of, states_of
from mahdar.web.pages.answers import PAGE, as_file
from mahdar.web.pages.record import Day
from mahdar.web.shown import Question, page

router = APIRouter()
_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterDoubtsPage:
    """What of an encounter rests on one source, on none that is named, or on inference.

    Attributes:
        articles: what is told of its articles.
        offset, size: which of the lines are shown.
    """

    encounter: MergedEncounter | None
    doubts: EncounterDoubts
    articles: dict[str, ArticleTold]
    offset: int = 0
    size: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencesPage:
    """What an actor declined to speak of, and standing topics that its latest encounter lacks."""

    actor: str
    name: str
    silences: Silences
    articles: dict[str, ArticleTold]
    states: dict[str, State]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """What came in with articles of a day or later; without a day the latest day of the record is taken."""

    since: str
    news: News | None
    articles: dict[str, ArticleTold]
    states: dict[str, State]


@page(router, "/encounter/{name}/doubts", "encounter-doubts.html")
def doubted(
    asked: Question, name: str, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0
) -> EncounterDoubtsPage:
    """What of an encounter an analyst should not rest on alone."""
    with asked.desk.store.reading() as connection:
        found = doubts_of(connection, name)
        return EncounterDoubtsPage(
            encounter=merged_of(connection, found.encounter),
            doubts=found,
            articles=articles_told(
                connection, {words.article for line in found.lines for words in line.words}
            ),
            offset=offset,
        )


@router.get(
    "/{lang}/encounter/{name}/doubts.{form}", summary="The doubts of an encounter, as a file",
    response_class=Response,
)  # fmt: skip
def doubts_file(asked: Question, name: str, form: Literal["csv", "xlsx", "jsonl"]) -> Response:
    """Every line that the page counts."""
    with asked.desk.store.reading() as connection:
        found = doubts_of(connection, name)
        return as_file(connection, form, f"doubts-{found.encounter}", found.lines)


@page(router, "/file/{name}/silences", "silences.html")
def silent(asked: Question, name: str) -> SilencesPage:
    """What an actor declined to comment on, and standing topics that are not found at its latest encounter."""
    with asked.desk.store.reading() as connection:
        one = actor_named(connection, name)
        found = silences(connection, one.id)
        return SilencesPage(
            actor=one.id,
            name=one.name,
            silences=found,
            articles=articles_cited(connection, found),
            states=states_of(connection, (said.id for said in found.declined)),
        )


@page(router, "/news", "news.html")
def new(asked: Question, since: Day = "") -> NewsPage:
    """Encounters told for the first time or told again since a day, and statements that promise, deny, warn …"""
    with asked.desk.store.reading() as connection:
        if not since:
            return NewsPage(since="", news=None, articles={}, states={})
        found = news(connection, since, _LISTED)
        return NewsPage(
            since=since,
            news=found,
            articles=articles_cited(connection, found),
            states=states_of(connection, (said.id for said in found.said)),
        )
