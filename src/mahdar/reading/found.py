"""Found: a statement as the steps of reading hand it on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Found:
    """A statement as found: token ranges and indices into the cast."""

    cue: tuple[int, int]
    content: tuple[int, int]
    mode: str
    speakers: tuple[int, ...]
    via: tuple[int, ...]
    act: str
    reason: str
    doubt: str | None = None
    cue_kind: str = ""
