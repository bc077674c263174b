"""MergedEncounter, Passage, Conflict: what stands across articles."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.span import Span
from mahdar.model.vocabulary import EncounterKind, PassageKind, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text that two articles share, and the words that differ inside it."""

    a: str
    b: str
    kind: PassageKind
    span_a: Span
    span_b: Span
    differing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Reports that differ in a field, side by side, never averaged: pairs of report and value."""

    field: str
    values: tuple[tuple[str, str], ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An independent source: the organ, its side, and the articles that rest on it."""

    organ: str
    side: str | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A report that may belong to an encounter and was not merged, with the reason."""

    doc_id: str
    encounter: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEncounter:
    """One real encounter: the reports that tell it, each kept whole, and what they say together."""

    id: str
    kind: EncounterKind
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    date_basis: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    topics: tuple[Topic, ...] = ()
    reports: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    why: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
