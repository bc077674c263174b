"""Details: what is told of an encounter beside who, where and when, and the clause that best tells it."""

from __future__ import annotations

from mahdar.arabic.tokens import MARK, NEWLINE
from mahdar.reading.cast import Member
from mahdar.reading.encounters.meeting import Frame, Meeting
from mahdar.reading.encounters.ordinals import ordinal_of
from mahdar.reading.encounters.qualities import format_of, level_of, tone_of
from mahdar.reading.encounters.roles import roles_of
from mahdar.reading.page import Page

_EVIDENCE = 60


def add_details(page: Page, cast: list[Member], meeting: Meeting) -> None:
    """Fill in roles, level, format, tone, ordinal, evidence, reasons and doubts of a meeting from its frames."""
    meeting.evidence = _evidence(page, meeting)
    meeting.roles = roles_of(cast, meeting)
    meeting.level = level_of(page, meeting)
    meeting.format = format_of(meeting)
    meeting.tone = tone_of(page, meeting)
    meeting.ordinal = ordinal_of(page, meeting)
    meeting.reasons = _reasons(page, meeting)
    meeting.doubt = (*meeting.doubt, *_doubts(meeting))


def _best(meeting: Meeting) -> Frame:
    """The telling with most of the parties, a date and a place; of equal ones the first."""
    return max(
        meeting.frames,
        key=lambda f: (
            len(set(f.actors) & set(meeting.participants)),
            bool(f.when) + bool(f.places),
            -f.trigger.first,
        ),
    )


def _evidence(page: Page, meeting: Meeting) -> tuple[int, int]:
    """The clause of the best telling without marks at its ends, within one line."""
    frame = _best(meeting)
    first, last = frame.clause
    told = min(frame.trigger.first, frame.trigger.verb_at)
    for k in range(told, first - 1, -1):
        if page.tokens[k].kind == NEWLINE or told - k > _EVIDENCE // 2:
            first = k + 1
            break
    for k in range(frame.trigger.last, last):
        if page.tokens[k].kind == NEWLINE or k - first > _EVIDENCE:
            last = k
            break
    while last > frame.trigger.last and page.tokens[last - 1].kind == MARK:
        last -= 1
    while first < told and page.tokens[first].kind == MARK:
        first += 1
    return first, last


def _reasons(page: Page, meeting: Meeting) -> tuple[str, ...]:
    told = dict.fromkeys(page.words(f.trigger.first, f.trigger.last) for f in meeting.frames)
    return (f"told by {', '.join(f'«{w}»' for w in list(told)[:4])}",)


def _doubts(meeting: Meeting) -> tuple[tuple[str, str], ...]:
    parts = {p.part for f in meeting.frames for p in f.parties if p.actor in meeting.participants}
    doubts = []
    if "pronoun" in parts:
        doubts.append(("participants", "pronoun"))
    if "inferred" in parts or "own side" in parts:
        doubts.append(("participants", "one party inferred from the article"))
    if not any(f.sure for f in meeting.frames):
        words = "told by a noun only: whether it was held is taken from the context"
        doubts.append(("status", words))
    if meeting.status == "held" and any(f.status == "planned" for f in meeting.frames):
        doubts.append(("status", "elsewhere told as still to come"))
    return tuple(doubts)
