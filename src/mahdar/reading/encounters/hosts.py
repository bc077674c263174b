"""Hosts: in which country an encounter was held, and who received, where no place tells it."""

from __future__ import annotations

from mahdar.reading.cast import Member
from mahdar.reading.encounters.meeting import Frame

LEADERS = frozenset(
    ("president", "monarch", "emir", "sultan", "emperor", "crown-prince", "deputy-crown-prince", "leader")
)


def host_country(cast: list[Member], frame: Frame) -> str | None:
    """The country of the one who receives, by the verb or noun of receiving; None for any other word."""
    if frame.trigger.word.host != "subject":
        return None
    host = host_of(frame)
    return None if host is None else cast[host].country


def host_of(frame: Frame) -> int | None:
    """Who receives: the subject of «استقبل», and in «استقبال فلان لفلان» the first; None where it is not told."""
    told = [p for p in frame.parties if p.part == "subject"]
    if not told and any(p.part in ("object", "partner") for p in frame.parties):
        told = [p for p in frame.parties if p.part == "pronoun"]  # «استقباله فلانا»
    if not told and any(p.part == "partner" for p in frame.parties):
        told = [p for p in frame.parties if p.part == "object"]
    return told[0].actor if told else None


def home_country(cast: list[Member], actors: list[int], travelling: set[int]) -> str | None:
    """Where those who met were at home: countrymen at theirs, a head of state whom an official of another meets.

    Args:
        cast: the cast.
        actors: who met.
        travelling: who made a journey in the same article.
    """
    members = [cast[x] for x in actors]
    known = {m.country for m in members if m.country}
    bodies = [m for m in members if m.country is None]
    if len(known) == 1 and any(m.kind == "person" for m in members):
        if all(m.kind in ("group", "institution") and m.entry is None for m in bodies):
            return known.pop()
        return None
    leaders = [x for x in actors if cast[x].kind == "person" and cast[x].cls in LEADERS]
    others = [m for x, m in zip(actors, members, strict=True) if x not in leaders]
    if len(leaders) != 1 or leaders[0] in travelling or not others:
        return None
    return cast[leaders[0]].country if all(m.kind == "person" and m.cls for m in others) else None
