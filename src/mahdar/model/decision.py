"""Decision: who decided what about which item, when and why; the item is known again by its own words."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.actor import Actor
from mahdar.model.encounter import Encounter
from mahdar.model.span import Span
from mahdar.model.statement import Statement
from mahdar.model.vocabulary import DecisionAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An item as it was when a decision was taken on it, so that the decision finds it again.

    Attributes:
        item: its identifier at that time.
        article: identifier of its article in the store.
        sha256: hash of the text it was taken from.
        words: the exact words that hold the item, from the first of its spans to the last.
        statement: the item itself, where it is a statement.
        encounter: the item itself, where it is an encounter.
        actor: the item itself, where it is an actor.
        actors: the actors that the item, or the value decided on, names.
    """

    item: str
    article: str
    sha256: str
    words: Span
    statement: Statement | None = None
    encounter: Encounter | None = None
    actor: Actor | None = None
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the append-only ledger; undone only by another line.

    Attributes:
        id: made from all other fields.
        order: one more than the greatest of the ledger it was written to; decisions are replayed by it and never
            by the clock, which may be set back.
        act: what was decided.
        item: the item decided on, or the decision undone.
        other: the second item of a merge, a split, or two actors that are one or not.
        field: the field corrected.
        value: the value set, or the item added, as JSON.
        anchors: the items as they were, in the order of `item` and `other`; none for an undo.
        by: who decided.
        at: when (ISO 8601, by the clock of the machine).
        why: for what reason.
    """

    id: str
    order: int
    act: DecisionAct
    item: str
    other: str | None = None
    field: str | None = None
    value: str | None = None
    anchors: tuple[Anchor, ...] = ()
    by: str
    at: str
    why: str | None = None
