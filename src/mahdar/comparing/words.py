"""The nouns that answers share: exact words, who, by whom told, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mahdar.model import Reason, Span
from mahdar.model.vocabulary import Act, EncounterKind, EncounterStatus, Mode, Topic, WordsOf

Review = Literal["machine", "accepted", "corrected", "added"]
"""Whether a person has looked at an item: read by machine alone, accepted, corrected, or added by a person."""
#: From the least looked at to the most.
_LOOKED_AT: tuple[Review, ...] = ("machine", "corrected", "added", "accepted")


def least_reviewed(states: Iterable[Review]) -> Review:
    """What of several items holds for all of them: that of the one least looked at; of none that of the machine."""
    return min(states, key=_LOOKED_AT.index, default="machine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Exact words of an article: where every line of an answer leads.

    Attributes:
        article: identifier of the article, which no other has.
        doc_id: how the article is named by who gave it.
        span: half-open range of code points of the article's text, and what stands there.
    """

    article: str
    doc_id: str
    outlet: str | None = None
    published: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor in an answer: an identity, or an actor of one article that no identity holds."""

    id: str
    name: str
    name_en: str | None = None
    country: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """The organ from which words come.

    Attributes:
        organ: its name; the outlet where the article names no other.
        side: country of the organ; None for an outlet that is no organ of a state.
        basis: on what this rests where the words themselves do not name the organ; None where they do.
    """

    organ: str
    side: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """When something was: a date where it is fixed (EDTF), else bounds, and on what that rests."""

    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: str | None = None

    @property
    def order(self) -> str:
        """By what lines are put in the order of time; what has no day comes first."""
        return self.date or self.latest or self.earliest or ""

    @property
    def told(self) -> str:
        """The day in words: a date, bounds, or that it is unknown."""
        if self.date:
            return self.date
        if self.earliest or self.latest:
            return f"{self.earliest or '?'}..{self.latest or '?'}"
        return "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement in an answer.

    Attributes:
        id: of the statement.
        day: of the encounter it was made at, else of publication.
        encounter: the merged encounter it was made at.
        target: whom or what it is about, by name; `target_id` where that is an identity.
        teller: the organ that its words come from.
        chain: the whole chain in words, from the outlet inwards.
        condition: the words of a condition set.
        content: what is attributed.
        words: where it stands: cue and content.
        review: whether a person has looked at it.
    """

    id: str
    day: Day
    speakers: tuple[Who, ...]
    act: Act | None = None
    negated: bool = False
    mode: Mode = "indirect"
    words_of: WordsOf | None = None
    topics: tuple[Topic, ...] = ()
    via: tuple[Who, ...] = ()
    addressee: str | None = None
    target: str | None = None
    target_id: str | None = None
    condition: str | None = None
    encounter: str | None = None
    teller: Teller
    chain: tuple[str, ...] = ()
    cue: str
    content: str
    words: tuple[Words, ...]
    doubt: tuple[Reason, ...] = ()
    review: Review = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrated:
    """A fact, a figure or an instrument in an answer.

    Attributes:
        kind: fact, figure or instrument.
        what: the act of a fact; quantity and unit of a figure; the name of an instrument.
        state: phase of a fact, direction of a figure, state of an instrument.
        of: the object of a fact, what a figure is of.
        place: of a fact.
        period: of a figure.
        actors: whom a fact is about, who tells a figure, the parties of an instrument.
        review: whether a person has looked at it; decisions are not yet on these.
    """

    id: str
    kind: str
    day: Day
    what: str
    state: str | None = None
    of: str | None = None
    place: str | None = None
    period: str | None = None
    actors: tuple[Who, ...] = ()
    teller: Teller
    words: tuple[Words, ...]
    doubt: tuple[Reason, ...] = ()
    review: Review = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A merged encounter in an answer, in short.

    Attributes:
        sources: how many independent ones tell it.
        review: whether a person has looked at every report of it.
    """

    id: str
    kind: EncounterKind
    status: EncounterStatus
    day: Day
    participants: tuple[Who, ...]
    place: str | None = None
    country: str | None = None
    levels: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    part_of: str | None = None
    sources: int = 0
    reports: int = 0
    conflicts: int = 0
    words: tuple[Words, ...] = ()
    review: Review = "machine"


def not_found(articles: int) -> str:
    """That something was not found, and in how much; what was not looked at is never said to be silent."""
    return (
        f"not found in the {articles} articles checked"
        if articles != 1
        else "not found in the 1 article checked"
    )
