"""Failure: an input that could not become an article, or not wholly, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Part of an input that gave no article, or a field left unknown in one. Listed; everything else goes in.

    Attributes:
        path: the file as the user named it, or the file found in a folder the user named.
        line: number of the line or item in it, counted from 1, or None where the whole file is meant.
        reason: what is wrong, in words.
    """

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.reason}"


class Unreadable(ValueError):
    """Bytes or fields that make no article; the message is the reason of a `Failure`."""
