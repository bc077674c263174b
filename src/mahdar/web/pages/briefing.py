"""Briefings to print: of an encounter or an actor, what no person has reviewed stamped; also as a Word file."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from mahdar.export.briefing import Briefing, briefing_on_actor, briefing_on_encounter
from mahdar.export.briefing.docx import as_docx
from mahdar.export.briefing.missing import MissingLibrary
from mahdar.export.briefing.telling import Telling
from mahdar.web.looking import merged_of
from mahdar.web.shown import Asked, Question, page

router = APIRouter()
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingPage:
    """A briefing; `back` is the page of what it is on."""

    briefing: Briefing
    back: str

    @property
    def telling(self) -> Telling:
        """The words of the briefing's own language."""
        return Telling(self.briefing.language)


@page(router, "/encounter/{name}/briefing", "briefing.html")
def of_encounter(asked: Question, name: str) -> BriefingPage:
    """A briefing on an encounter, with the history of its two sides."""
    return BriefingPage(briefing=_of_encounter(asked, name), back=f"/encounter/{name}")


@page(router, "/file/{name}/briefing", "briefing.html")
def of_actor(asked: Question, name: str) -> BriefingPage:
    """A briefing on an actor."""
    return BriefingPage(briefing=_of_actor(asked, name), back=f"/file/{name}")


@router.get("/{lang}/encounter/{name}/briefing.docx", summary="The briefing for Word", response_class=Response)
def encounter_in_word(asked: Question, name: str) -> Response:
    """The briefing on an encounter as a Word file."""
    return _in_word(_of_encounter(asked, name))


@router.get("/{lang}/file/{name}/briefing.docx", summary="The briefing for Word", response_class=Response)
def actor_in_word(asked: Question, name: str) -> Response:
    """The briefing on an actor as a Word file."""
    return _in_word(_of_actor(asked, name))


def _of_encounter(asked: Asked, name: str) -> Briefing:
    with asked.desk.store.reading() as connection:
        # A report's identifier leads to the encounter that it tells, as on every page.
        one = merged_of(connection, name)
        return briefing_on_encounter(connection, one.id if one else name, asked.words.lang)


def _of_actor(asked: Asked, name: str) -> Briefing:
    with asked.desk.store.reading() as connection:
        return briefing_on_actor(connection, name, asked.words.lang)


def _in_word(briefing: Briefing) -> Response:
    try:
        made = as_docx(briefing)
    except MissingLibrary as error:
        raise HTTPException(503, str(error)) from error
    return Response(
        made, media_type=_DOCX, headers={"Content-Disposition": 'attachment; filename="briefing.docx"'}
    )
