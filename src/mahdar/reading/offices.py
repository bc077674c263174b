"""Offices: which office each person of the cast holds, and who holds an office told without a name."""

from __future__ import annotations

from datetime import date

from mahdar.knowledge.edtf import Period, period_of
from mahdar.knowledge.tenures import Holding, Tenures
from mahdar.reading.cast import Member
from mahdar.reading.page import Page


class Offices:
    """Answers about the offices of one page's cast; what the knowledge does not hold stays unknown."""

    def __init__(self, page: Page, cast: list[Member]) -> None:
        self._tenures = Tenures.of(page.knowledge)
        self._cast = cast
        self._day = page.dated.day
        self._ceiling = page.dated.ceiling
        self._held: dict[int, tuple[Holding, ...]] = {}

    def held(self, index: int) -> tuple[Holding, ...]:
        """The tenures under which a named member may appear: of the office the article gives, at its date.

        One on a known day; several where a man held the office twice and the day is open; none where the list does
        not tell.
        """
        if index not in self._held:
            self._held[index] = self._find(self._cast[index])
        return self._held[index]

    def holder(self, index: int) -> Holding | None:
        """Who held, on the day of publication, the office of a member without a name; None where that is in doubt."""
        member = self._cast[index]
        if member.kind != "person" or member.names or self._day is None:
            return None
        told = _title_of(member)
        return self._tenures.holder_of_title(told, member.country, self._day) if told else None

    def _find(self, member: Member) -> tuple[Holding, ...]:
        person = member.entry.id if member.entry and member.entry.kind in ("person", "surname") else None
        told = _title_of(member)
        if member.kind != "person" or person is None or told is None:
            return ()
        meant = self._tenures.meant(told, member.country)
        if meant is None:
            return ()
        when = Period(self._day or date.min, self._day or self._ceiling or date.max)
        holdings = self._tenures.offices_of(person, when)
        return tuple(h for h in holdings if (h.tenure.office, h.tenure.country) == meant)


def _title_of(member: Member) -> str | None:
    """The title as its words stand, or made of the head and complement it shares with its counterpart."""
    if member.role and not member.shared:
        return member.role
    return " ".join([member.noun, *member.portfolio]) if member.noun else None


def period_in_office(holdings: tuple[Holding, ...]) -> tuple[date | None, date | None]:
    """The first and last day on which an office may have been held under any of some tenures; None where open."""
    starts = [period_of(h.tenure.start).earliest if h.tenure.start else None for h in holdings]
    ends = [period_of(h.tenure.end).latest if h.tenure.end else None for h in holdings]
    first = None if None in starts else min((d for d in starts if d), default=None)
    last = None if None in ends else max((d for d in ends if d), default=None)
    return first, last
