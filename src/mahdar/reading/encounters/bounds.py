"""Bounds: between which days an encounter lies where its words fix no day, and which year a bare day means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mahdar.knowledge.edtf import period_of
from mahdar.knowledge.tenures import Holding
from mahdar.reading.cast import Member
from mahdar.reading.encounters.meeting import Meeting
from mahdar.reading.offices import Offices, period_in_office
from mahdar.reading.page import Page


@dataclass(frozen=True, slots=True)
class _Bound:
    """A first or last possible day, and why."""

    day: date
    reason: str


def add_bounds(page: Page, cast: list[Member], meetings: list[Meeting]) -> None:
    """Give each meeting without a full date the days between which it lies, each with its reason.

    Tenures of the offices told bound it on both sides; what has happened lies no later than the day of publication
    or collection. A day and month without a year get the one year that lies between the bounds.
    """
    offices = Offices(page, cast)
    for meeting in meetings:
        lower = max(_starts(offices, cast, meeting), key=lambda b: b.day, default=None)
        upper = min(_ends(page, offices, cast, meeting), key=lambda b: b.day, default=None)
        if meeting.date and meeting.date.startswith("XXXX-"):
            _find_year(meeting, lower, upper)
        if meeting.date is None and not meeting.earliest and not meeting.latest:
            _keep(meeting, lower, upper)


def _starts(offices: Offices, cast: list[Member], meeting: Meeting) -> Iterator[_Bound]:
    for index in meeting.participants:
        held = offices.held(index)
        first = period_in_office(held)[0]
        if first:
            yield _Bound(first, f"{_name(cast[index])}: {_office(held)} since {held[0].tenure.start}")


def _ends(page: Page, offices: Offices, cast: list[Member], meeting: Meeting) -> Iterator[_Bound]:
    for index in meeting.participants:
        held = offices.held(index)
        last = period_in_office(held)[1]
        if last:
            yield _Bound(last, f"{_name(cast[index])}: {_office(held)} until {held[-1].tenure.end}")
    if page.dated.ceiling is not None and meeting.status == "held":
        yield _Bound(page.dated.ceiling, page.dated.reason)


def _office(held: tuple[Holding, ...]) -> str:
    return held[0].title or held[0].tenure.office


def _find_year(meeting: Meeting, lower: _Bound | None, upper: _Bound | None) -> None:
    """«15 تشرين الأول الماضي» between 29 January 2025 and 15 February 2026 is of 2025."""
    if lower is None or upper is None or meeting.date is None:
        return
    years = [
        y for y in range(lower.day.year, upper.day.year + 1) if _may_be(meeting.date[5:], y, lower, upper)
    ]
    if len(years) == 1:
        reason = f"year {years[0]}: {lower.reason}; {upper.reason}"
        meeting.date = f"{years[0]}{meeting.date[4:]}"
        days = period_of(meeting.date)
        meeting.earliest, meeting.latest = days.earliest.isoformat(), days.latest.isoformat()
        meeting.date_basis = (*meeting.date_basis, reason)
        meeting.doubt = (*meeting.doubt, ("date", "year inferred from tenure"))


def _may_be(month_and_day: str, year: int, lower: _Bound, upper: _Bound) -> bool:
    """Whether a month, or a day of a month, of some year has a day between the bounds."""
    try:
        days = period_of(f"{year:04}-{month_and_day}")
    except ValueError:
        return False
    return lower.day <= days.latest and days.earliest <= upper.day


def _keep(meeting: Meeting, lower: _Bound | None, upper: _Bound | None) -> None:
    if lower and upper and lower.day > upper.day:
        meeting.doubt = (*meeting.doubt, ("date", f"no day fits: {lower.reason}; {upper.reason}"))
        return
    if lower:
        meeting.earliest = lower.day.isoformat()
        meeting.date_basis = (*meeting.date_basis, f"not before: {lower.reason}")
    if upper:
        meeting.latest = upper.day.isoformat()
        meeting.date_basis = (*meeting.date_basis, f"not after: {upper.reason}")


def _name(member: Member) -> str:
    return member.names[0][0] if member.names else member.role or "?"
