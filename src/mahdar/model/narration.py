"""Fact, Figure, Instrument: what the reporter narrates beside encounters and statements."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.span import Reason, Span
from mahdar.model.statement import Hop
from mahdar.model.vocabulary import InstrumentState, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the reporter narrates about actors, forces, sites or agreements. A demand is never an act.

    Attributes:
        id: unique in the article record.
        actors: identifiers of those who do it; empty where the words name none.
        act: what is done, of the list in `narration.yml`: withdraw, deploy, impose-sanctions …
        object: to what or whom it is done, as written.
        place: where, as written.
        date: when (EDTF), where the words fix it.
        phase: begun, under way, done, demanded or planned.
        span: the words.
        told_by: the chain from the outlet inwards.
        doubt: what a person may need to check, and why.
    """

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
    """A quantity told of something: 7 per cent, of the growth of trade, over the past year, by a speaker.

    Attributes:
        id: unique in the article record.
        quantity: the number, in digits; a range with a dash.
        unit: `%`, a currency (ISO 4217), a measure, or what is counted, where told.
        of: of what it is the quantity, as written.
        direction: `up` or `down`, where it is told as a change.
        period: over which time, as written.
        speaker: identifier of who tells it, where it stands in what somebody says.
        span: the words.
        doubt: what a person may need to check, and why.
    """

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
    """A named agreement, committee or format, its parties, and in which state it is told.

    Attributes:
        id: unique in the article record.
        name: as written.
        parties: identifiers of the actors whose agreement or committee it is, as far as told.
        state: in which state it is told: mentioned, discussed, signed, in force, to be carried out.
        span: the words.
        doubt: what a person may need to check, and why.
    """

    id: str
    name: str
    parties: tuple[str, ...] = ()
    state: InstrumentState
    span: Span
    doubt: tuple[Reason, ...] = ()
