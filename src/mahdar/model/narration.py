"""Fact, Figure, Instrument: what the reporter narrates beside encounters and statements."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.span import Reason, Span
from mahdar.model.statement import Hop
from mahdar.model.vocabulary import InstrumentState, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the reporter narrates about actors, forces, sites or agreements. A demand is never an act."""

    id: str
    actors: tuple[str, ...]
    act: str
    object: str | None = None
    place: str | None = None
    date: str | None = None
    phase: Phase
    span: Span
    told_by: tuple[Hop, ...] = ()
    doubt: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity told of something: 7 per cent, of the growth of trade, over the past year, by a speaker."""

    id: str
    quantity: str
    unit: str | None = None
    of: str | None = None
    direction: str | None = None
    period: str | None = None
    speaker: str | None = None
    span: Span
    doubt: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A named agreement, committee or format, its parties, and in which state it is told."""

    id: str
    name: str
    parties: tuple[str, ...] = ()
    state: InstrumentState
    span: Span
    doubt: tuple[Reason, ...] = ()
