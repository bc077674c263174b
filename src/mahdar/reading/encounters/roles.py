"""Roles: who is host, who is guest, who mediates, who came along."""

from __future__ import annotations

from mahdar.reading.cast import Member
from mahdar.reading.encounters.hosts import host_of
from mahdar.reading.encounters.meeting import Frame, Meeting, Party

_OWN = {"host": "host", "mediator": "mediator", "delegate": "delegation", "attendee": "accompanying"}


def roles_of(cast: list[Member], meeting: Meeting) -> dict[int, str]:
    """The part each one played; where nothing tells it, nobody is in it."""
    roles: dict[int, str] = {}
    for frame in meeting.frames:
        for party in frame.parties:
            role = _told(meeting, frame, party)
            if role is not None and party.actor in meeting.participants:
                roles.setdefault(party.actor, role)
    if meeting.kind in ("visit", "meeting") and meeting.country:
        _at_home(cast, meeting, roles)
    return roles


def _told(meeting: Meeting, frame: Frame, party: Party) -> str | None:
    if party.part in _OWN:
        return _OWN[party.part]
    if frame.attendance:
        return "accompanying"
    if meeting.kind == "visit":
        return {"traveller": "guest", "companion": "accompanying"}.get(party.part)
    if party.part == "companion":
        return "accompanying"
    if frame.trigger.word.host != "subject":
        return None
    host = host_of(frame)
    if party.actor == host:
        return "host"
    return "guest" if party.part in ("object", "partner", "pronoun") and host is not None else None


def _at_home(cast: list[Member], meeting: Meeting, roles: dict[int, str]) -> None:
    """Those of the country it was held in are the hosts of those of other countries."""
    free = [x for x in meeting.participants if x not in roles]
    home = [x for x in meeting.participants if cast[x].country == meeting.country]
    away = [x for x in meeting.participants if cast[x].country not in (None, meeting.country)]
    if meeting.kind == "visit":
        roles.update((x, "host") for x in free if x in home)
    elif home and away and not {"host", "guest"} & set(roles.values()):
        roles.update((x, "host") for x in free if x in home)
        roles.update((x, "guest") for x in free if x in away)
