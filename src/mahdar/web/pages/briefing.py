"""A briefing on an encounter to print, what no person has reviewed stamped; full briefings as Word files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from sqlalchemy import Connection

from mahdar.comparing.words import Said
from mahdar.export.briefing import Briefing, briefing_on_actor, briefing_on_encounter
from mahdar.export.briefing.docx import as_docx
from mahdar.export.briefing.missing import MissingLibrary
from mahdar.web.looking import ArticleTold
from mahdar.web.pages.encounter import EncounterPage, encounter_page
from mahdar.web.shown import Asked, Question, page

router = APIRouter()
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Statements that are printed; the rest is on the record page.
_PRINTED = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPage:
    """What the page of an encounter holds, in an order to be read on paper.

    Attributes:
        by_topic: statements by their first topic, in the order in which topics come up.
        left: statements that are not printed.
        unreviewed: statements no person has looked at.
    """

    page: EncounterPage
    by_topic: tuple[tuple[str, tuple[Said, ...]], ...]
    left: int
    unreviewed: int

    @property
    def cited(self) -> dict[str, ArticleTold]:
        """The articles of the encounter."""
        return self.page.articles


@page(router, "/encounter/{name}/briefing", "briefing.html")
def of_encounter(asked: Question, name: str) -> BriefingPage:
    """A briefing on an encounter."""
    with asked.desk.store.reading() as connection:
        made = encounter_page(connection, name)
    said = made.card.statements
    order = {topic: place for place, topic in enumerate(dict.fromkeys(map(_topic, said)))}
    printed = sorted(said[:_PRINTED], key=lambda line: order[_topic(line)])
    return BriefingPage(
        page=made,
        by_topic=tuple((topic, tuple(lines)) for topic, lines in groupby(printed, _topic)),
        left=max(0, len(said) - _PRINTED),
        unreviewed=sum(made.states.get(line.id, "machine") == "machine" for line in said),
    )


def _topic(line: Said) -> str:
    return line.topics[0] if line.topics else "other"


@router.get(
    "/{lang}/encounter/{name}/briefing.docx", summary="The full briefing, for Word", response_class=Response
)
def encounter_in_word(asked: Question, name: str) -> Response:
    """The full briefing on an encounter, with the history of its two sides."""
    return _in_word(asked, lambda c: briefing_on_encounter(c, name, asked.words.lang))


@router.get(
    "/{lang}/file/{name}/briefing.docx", summary="The full briefing, for Word", response_class=Response
)
def actor_in_word(asked: Question, name: str) -> Response:
    """The full briefing on an actor."""
    return _in_word(asked, lambda c: briefing_on_actor(c, name, asked.words.lang))


def _in_word(asked: Asked, make: Callable[[Connection], Briefing]) -> Response:
    with asked.desk.store.reading() as connection:
        briefing = make(connection)
    try:
        made = as_docx(briefing)
    except MissingLibrary as error:
        raise HTTPException(503, str(error)) from error
    return Response(
        made, media_type=_DOCX, headers={"Content-Disposition": 'attachment; filename="briefing.docx"'}
    )
