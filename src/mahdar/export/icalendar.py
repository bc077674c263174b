"""iCalendar: encounters whose days are known, as all-day events (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from tempfile import TemporaryFile
from typing import TextIO

from mahdar.export.choosing import Chosen, Met
from mahdar.export.happenings import NO_DAY, days_of
from mahdar.export.losses import Losses
from mahdar.export.wording import doubt_of

_STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_LINE = 75


def write(chosen: Chosen, output: TextIO, losses: Losses) -> None:
    """Write the calendar; what it leaves out stands in its description.

    Events are written aside first: the description of a calendar comes before them and tells how many there are not.
    """
    with TemporaryFile("w+", encoding="utf-8", newline="") as events:
        for met in chosen.met():
            for line in _event(met, chosen.state_of(met), losses):
                events.write(_folded(line))
        events.seek(0)
        for line in _head(losses):
            output.write(_folded(line))
        while part := events.read(1 << 20):
            output.write(part)
    output.write("END:VCALENDAR\r\n")


def _head(losses: Losses) -> Iterator[str]:
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mahdar//mahdar export ics//AR",
        "CALSCALE:GREGORIAN",
    )
    yield "X-WR-CALNAME:" + _escaped("محضر")
    yield "X-WR-CALDESC:" + _escaped("\n".join(losses.lines()))


def _event(met: Met, state: str, losses: Losses) -> Iterator[str]:
    m = met.merged
    days = days_of(m.date) or ((m.earliest, None) if m.earliest and m.earliest == m.latest else None)
    if days is None:
        losses.left_out["encounters", NO_DAY] += 1
        return
    try:
        first, last = date.fromisoformat(days[0]), date.fromisoformat(days[1] or days[0])
        after = last + timedelta(days=1)
    except (ValueError, OverflowError):
        losses.left_out["encounters", "its date is no day of the calendar"] += 1
        return
    losses.written["encounters"] += 1
    losses.dropped["who told it and in which words but the first report's, and spans"] += 1
    doubtful = doubt_of(met)
    told = next((r.encounter.evidence.exact for r in met.reports), "")
    organs = "، ".join(dict.fromkeys(s.organ for s in m.sources))
    url = next((r.record.url for r in met.reports if r.record.url), None)
    newest = max((r.record.published[:10] for r in met.reports if r.record.published), default=days[0])
    about = [
        told,
        f"المصادر: {organs}" if organs else "",
        f"EDTF: {m.date}" if m.date else "",
        f"review: {state}",
    ]
    about += [f"doubt: {doubtful}"] if doubtful else []
    yield "BEGIN:VEVENT"
    yield f"UID:{m.id}@mahdar"
    # The day of the newest report, and not the clock's: the same record gives the same calendar.
    yield f"DTSTAMP:{newest.replace('-', '')}T000000Z"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield "SUMMARY:" + _escaped(" – ".join(p.name for p in m.participants) or m.kind)
    if m.place or m.country:
        yield "LOCATION:" + _escaped(", ".join(part for part in (m.place, m.country) if part))
    yield f"STATUS:{_STATUS[m.status]}"
    yield "CATEGORIES:" + ",".join(_escaped(word) for word in (m.kind, *m.topics))
    yield "DESCRIPTION:" + _escaped("\n".join(line for line in about if line))
    if url:
        yield "URL:" + "".join(url.split())
    yield f"X-MAHDAR-REVIEW:{state}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(words: str) -> str:
    sound = "".join(c for c in words if c >= " " or c in "\n\t")
    return sound.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line as lines of 75 octets at most, no character parted."""
    parts, part, length = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if length + octets > _LINE:
            parts.append(part)
            part, length = " ", 1
        part += char
        length += octets
    return "\r\n".join([*parts, part]) + "\r\n"
