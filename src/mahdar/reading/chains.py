"""Chains: how words reached the page, from the outlet inwards, and which encounter they were spoken at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mahdar.model import Hop
from mahdar.reading.cast import Member
from mahdar.reading.credit import CreditLine
from mahdar.reading.found import Found
from mahdar.reading.page import Page

if TYPE_CHECKING:
    from mahdar.reading.encounters.meeting import Meeting

_REACH = 60


def told_by(
    page: Page, cast: list[Member], credit: CreditLine, via: tuple[int, ...], near: int, ids: dict[int, str]
) -> tuple[Hop, ...]:
    """The chain of a statement or an encounter.

    Args:
        page: the page.
        cast: its cast.
        credit: the agency the article credits stands right after the outlet.
        via: those who pass it on, outermost first.
        near: a token of it; the words that tell of each hop are those nearest before it.
        ids: identifiers of actors by index in the cast.
    """
    hops = [Hop(actor=None, name=page.article.outlet or "the outlet")]
    if credit.agency is not None:
        at, hit = credit.agency
        cue = page.span(at, at + hit.length, hit.prefix)
        hops.append(Hop(actor=None, name=hit.entry.name, cue=cue, side=hit.entry.country))
    for index in via:
        member = cast[index]
        named = [m for m in member.mentions if m.first <= near + _REACH]
        m = max(named, key=lambda m: m.first, default=None)
        words = page.span(m.first, m.last, m.prefix) if m else None
        name = member.names[0][0] if member.names else member.role or "?"
        hops.append(Hop(actor=ids.get(index), name=name, cue=words, side=member.country))
    return tuple(hops)


def organs_around(meeting: Meeting, found: list[Found], cast: list[Member]) -> tuple[int, ...]:
    """The bodies in whose statements an encounter is told."""
    first, last = meeting.evidence
    for f in found:
        if f.content[0] < last and first < f.content[1]:
            bodies = tuple(i for i in f.speakers if cast[i].kind in ("institution", "group"))
            return (*f.via, *bodies)
    return ()


def spoken_at(f: Found, meetings: list[Meeting]) -> int | None:
    """Index of the encounter a statement was made at: one its speaker takes part in, told last before it."""
    own = [
        (n, m)
        for n, m in enumerate(meetings)
        if m.kind in ("meeting", "call") and m.status == "held" and set(f.speakers) & set(m.participants)
    ]
    before = [(n, m) for n, m in own if m.evidence[0] <= f.content[1]]
    if before:
        return max(before, key=lambda pair: pair[1].evidence[0])[0]
    return own[0][0] if len(own) == 1 else None
