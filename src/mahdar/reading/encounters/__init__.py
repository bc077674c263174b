"""Encounters: who met, visited, called, wrote to or signed with whom, where and when, as one article tells it."""

from __future__ import annotations

from mahdar.model import Encounter, Reason
from mahdar.reading.cast import Member
from mahdar.reading.encounters.bounds import add_bounds
from mahdar.reading.encounters.details import add_details
from mahdar.reading.encounters.frames import FrameReader
from mahdar.reading.encounters.meeting import Meeting
from mahdar.reading.encounters.merging import Merger
from mahdar.reading.encounters.subjects import add_topics
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

__all__ = ["Meeting", "find_encounters", "to_encounter"]


def find_encounters(
    page: Page, mentions: list[Mention], cast: list[Member], statements: list[Found]
) -> list[Meeting]:
    """The encounters of a page, each once however often it is told, in the order of the text.

    Args:
        page: the page.
        mentions: its mentions, resolved.
        cast: the cast; groups that no mention gives are appended to it.
        statements: its statements: what is attributed to whom bounds the clauses.
    """
    frames = FrameReader(page, mentions, cast, statements).run()
    meetings = Merger(page, cast).run(frames)
    for meeting in meetings:
        add_details(page, cast, meeting)
    add_topics(page, meetings, statements)
    add_bounds(page, cast, meetings)
    return meetings


def to_encounter(page: Page, meeting: Meeting, ident: str, ids: dict[int, str]) -> Encounter:
    """The encounter of the record for a found one.

    Args:
        page: the page.
        meeting: the found encounter.
        ident: its identifier.
        ids: identifiers of actors by index in the cast.
    """
    return Encounter(
        id=ident,
        kind=meeting.kind,  # type: ignore[arg-type]
        status=meeting.status,  # type: ignore[arg-type]
        participants=tuple(ids[i] for i in meeting.participants),
        roles={ids[i]: role for i, role in meeting.roles.items()},  # type: ignore[misc]
        delegation_open=meeting.delegation_open,
        level=meeting.level,  # type: ignore[arg-type]
        format=meeting.format,
        part_of=f"e{meeting.part_of + 1}" if meeting.part_of is not None else None,
        ordinal=meeting.ordinal,
        place=meeting.place,
        country=meeting.country,
        date=meeting.date,
        earliest=meeting.earliest,
        latest=meeting.latest,
        date_basis=meeting.date_basis,
        topics=meeting.topics,  # type: ignore[arg-type]
        tone=meeting.tone,
        evidence=page.span(*meeting.evidence),
        reasons=tuple(Reason("encounter", r) for r in meeting.reasons),
        doubt=tuple(Reason(field, words) for field, words in meeting.doubt),
    )
