"""Statement: who said what, in which words, through whom."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.span import Reason, Span
from mahdar.model.vocabulary import Act, Mode, Topic, WordsOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One hop of the chain by which words reached the page.

    Attributes:
        actor: identifier of the organ or person in the article record, None for the outlet itself.
        name: its name as written.
        cue: the words that tell of the hop.
        side: country of the organ.
    """

    actor: str | None
    name: str
    cue: Span | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution of content to one or more speakers by an act of communication.

    Attributes:
        id: unique in the article record.
        speakers: identifiers of actors; several where it is joint.
        cue: the words of the act of communication.
        content: what is attributed.
        mode: direct where the content stands in quotation marks, mixed where part of it does, else indirect.
        via: identifiers of those who pass it on.
        addressee: identifier of the actor spoken to, or its name where it is no actor of the record.
        topics: what it is about.
        act: what the cue does: affirm, deny, demand …; None where it does not tell.
        negated: the act itself is negated («لم يؤكد»).
        condition: the words of a condition set.
        target: identifier or words of whom or what it is about or against.
        words_of: whose wording stands in quotation marks.
        encounter: identifier of the encounter it was made at.
        told_by: the chain from the outlet inwards.
        evidence: the clause from cue to content.
        reasons: why fields have their values, where words alone do not say.
        doubt: what a person may need to check, and why.
    """

    id: str
    speakers: tuple[str, ...]
    cue: Span
    content: Span
    mode: Mode
    via: tuple[str, ...] = ()
    addressee: str | None = None
    topics: tuple[Topic, ...] = ()
    act: Act | None = None
    negated: bool = False
    condition: Span | None = None
    target: str | None = None
    words_of: WordsOf | None = None
    encounter: str | None = None
    told_by: tuple[Hop, ...] = ()
    evidence: Span | None = None
    reasons: tuple[Reason, ...] = ()
    doubt: tuple[Reason, ...] = ()
