"""Events: encounters in the making, and how their dates compare."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.reading.encounters.meeting import Frame, Place, When


@dataclass(slots=True)
class Event:
    """An encounter in the making."""

    kind: str
    frames: list[Frame] = field(default_factory=list)
    actors: list[int] = field(default_factory=list)
    status: str = "held"
    when: When | None = None
    place: Place | None = None
    venue: Place | None = None
    country: str | None = None
    open: bool = False
    sure: bool = False
    during: Event | None = None
    forms: set[str] = field(default_factory=set)


def compatible(a: When, b: When) -> bool:
    """Whether two dates may be of one event; «اليوم» and «في مايو الماضي» may not."""
    if (a.near and b.gone) or (b.near and a.gone):
        return False
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def finer(a: When, b: When) -> bool:
    """Whether the first says more than the second."""
    return a.edtf is not None and (b.edtf is None or (len(a.edtf) > len(b.edtf) and "/" not in a.edtf))
