"""Details: parts played, level, format, tone and ordinal of an encounter, and the clause that best tells it."""

from __future__ import annotations

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import MARK, NEWLINE
from mahdar.knowledge import bare_forms
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.cast import Member
from mahdar.reading.encounters.hosts import host_of
from mahdar.reading.encounters.meeting import Frame, Meeting
from mahdar.reading.page import Page

_NEAR = 4
_EVIDENCE = 60
_BEFORE_ORDINAL = 3
_FIRST, _FIRSTS = fold("أول"), ("للمره", "المره")


def add_details(page: Page, cast: list[Member], meeting: Meeting) -> None:
    """Fill in roles, level, format, tone, ordinal, evidence, reasons and doubts of a meeting from its frames."""
    meeting.evidence = _evidence(page, meeting)
    meeting.roles = _roles(cast, meeting)
    meeting.level = _first_told(page, meeting, "levels") if meeting.kind == "visit" else None
    meeting.format = _first_told(page, meeting, "formats")
    meeting.tone = _tone(page, meeting)
    meeting.ordinal = _ordinal(page, meeting)
    meeting.reasons = _reasons(page, meeting)
    meeting.doubt = _doubts(meeting)


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


def _roles(cast: list[Member], meeting: Meeting) -> dict[int, str]:
    """Who is host, who is guest, who only came along; where nothing tells it, nobody."""
    roles: dict[int, str] = {}
    for frame in meeting.frames:
        host = frame.trigger.word.host
        for party in frame.parties:
            role = None
            if party.part in ("host", "mediator"):
                role = party.part
            elif party.part == "attendee":
                role = "accompanying"
            elif party.part == "traveller" and meeting.kind == "visit":
                role = "guest"
            elif host == "subject" and party.actor == host_of(frame):
                role = "host"
            elif host == "subject" and party.part in ("object", "partner") and host_of(frame) is not None:
                role = "guest"
            if role is not None and party.actor in meeting.participants:
                roles.setdefault(party.actor, role)
    if meeting.kind == "visit":
        for actor in meeting.participants:
            if cast[actor].country == meeting.country:
                roles.setdefault(actor, "host")
    return roles


def _first_told(page: Page, meeting: Meeting, key: str) -> str | None:
    """The first format or level whose words stand right after a trigger of the encounter."""
    wanted: dict[str, list[str]] = page.knowledge.meeting.get(key) or {}
    words = {fold(w): name for name, forms in wanted.items() for w in forms}
    for frame in meeting.frames:
        t = frame.trigger
        for k in range(t.first, min(t.last + _NEAR, len(page.norms))):
            for _, bare in bare_forms(page.norms[k]):
                if bare in words:
                    return words[bare]
    return None


def _tone(page: Page, meeting: Meeting) -> str | None:
    """How it is told to have gone, in the words of the text: «صريحة», «بناءة»."""
    tones = meeting_words(page.knowledge).lists["tones"]
    for frame in meeting.frames:
        t = frame.trigger
        if meeting.kind == "visit":
            continue
        for k in range(t.last, min(t.last + _NEAR, len(page.norms))):
            if any(bare in tones for _, bare in bare_forms(page.norms[k])):
                return page.tokens[k].text
    return None


def _ordinal(page: Page, meeting: Meeting) -> str | None:
    """A claim of order, as told: «أول زيارة», «الاجتماع السابع», «هي الثانية له»."""
    ordinals = meeting_words(page.knowledge).lists["ordinals"]
    for frame in meeting.frames:
        t = frame.trigger
        sentence = page.sentences[page.sentence_of[t.first]]
        before = t.first - 1
        if before >= sentence.first and any(
            b in ordinals or b == _FIRST for _, b in bare_forms(page.norms[before])
        ):
            return page.words(before, t.last)
        after = t.last
        if after < sentence.last and page.norms[after] in ordinals:
            return page.words(t.first, after + 1, len(t.prefix))
        for k in range(t.last, min(t.last + _NEAR, sentence.last - 1)):
            if page.norms[k] in ("هي", "هو", *_FIRSTS) and page.norms[k + 1] in ordinals:
                return page.words(k, k + 2)
    return None


def _reasons(page: Page, meeting: Meeting) -> tuple[str, ...]:
    told = dict.fromkeys(page.words(f.trigger.first, f.trigger.last) for f in meeting.frames)
    return (f"told by {', '.join(f'«{w}»' for w in list(told)[:4])}",)


def _doubts(meeting: Meeting) -> tuple[str, ...]:
    parts = {p.part for f in meeting.frames for p in f.parties if p.actor in meeting.participants}
    doubts = []
    if "pronoun" in parts:
        doubts.append("pronoun")
    if "inferred" in parts or "own side" in parts:
        doubts.append("one party inferred from the article")
    if not any(f.sure for f in meeting.frames):
        doubts.append("told by a noun only: whether it was held is taken from the context")
    return tuple(doubts)
