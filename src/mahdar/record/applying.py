"""Applying: what a machine read, with what people decided on it; a function of both and of nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import msgspec

from mahdar.model import Actor, Anchor, ArticleRecord, Decision, Encounter, Reason, Span, Statement
from mahdar.record.attaching import WordsGone, actor_again, found_in, item_of, restored, shift_of
from mahdar.record.redirects import items_of
from mahdar.record.stable import Item, actors_of, renamed

#: Fields that no decision sets: what an item is called, and why the machine gave it.
UNSET = frozenset({"id", "reasons", "mentions"})
_ACTOR = re.compile("a[0-9a-f]{16}")
_DONE = {"accept": "accepted", "correct": "corrected", "add": "added", "merge": "said to be one encounter with another",
         "split": "said to be another encounter", "same-actor": "said to be one with another",
         "not-same-actor": "said to be another"}  # fmt: skip
State = Literal["applied", "idle", "set-aside"]


class Unfit(Exception):
    """A decision that does not fit the item it is about; the message says why."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What came of a decision in one article: `idle` where there is nothing left to do, `set-aside` where a person
    must look again.
    """

    decision: str
    state: State
    item: str | None = None
    reason: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A record with decisions: the states of items that are no longer the machine's alone, and each decision's."""

    record: ArticleRecord
    states: dict[str, str]
    standing: tuple[Standing, ...]


def apply(machine: ArticleRecord, article: str, decisions: Sequence[Decision]) -> Applied:
    """The record of an article with the decisions that count on it, in their order."""
    work = _Work(machine)
    standing = []
    for decision in decisions:
        before = work.kept()
        try:
            standing.append(_decided(work, decision, article))
        except (WordsGone, Unfit) as error:
            work.bring_back(before)
            standing.append(Standing(decision.id, "set-aside", None, str(error)))
    return Applied(work.record(), work.states, tuple(standing))


@dataclass(slots=True)
class _Work:
    """A record that is being changed."""

    machine: ArticleRecord
    items: dict[str, Item] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    grown: bool = False

    def __post_init__(self) -> None:
        self.items = items_of(self.machine)

    def kept(self) -> tuple[dict[str, Item], dict[str, str], bool]:
        return dict(self.items), dict(self.states), self.grown

    def bring_back(self, kept: tuple[dict[str, Item], dict[str, str], bool]) -> None:
        self.items, self.states, self.grown = kept

    def of(self, kind: type[Any]) -> tuple[Any, ...]:
        return tuple(item for item in self.items.values() if type(item) is kind)

    def record(self) -> ArticleRecord:
        actors, met, said = self.of(Actor), self.of(Encounter), self.of(Statement)
        if self.grown:
            actors = tuple(sorted(actors, key=lambda a: (_first(a.mentions), a.id)))
            met = tuple(sorted(met, key=lambda e: (e.evidence.start, e.evidence.end, e.id)))
            said = tuple(sorted(said, key=lambda s: (s.cue.start, s.content.start, s.id)))
        return replace(self.machine, actors=actors, encounters=met, statements=said)

    def put(self, item: Item) -> None:
        self.grown = self.grown or item.id not in self.items
        self.items[item.id] = item

    def remove(self, item: Item) -> None:
        """Take an item away, and every mention of it by others."""
        del self.items[item.id]
        self.states.pop(item.id, None)
        for other in list(self.items.values()):
            self.items[other.id] = _without(other, item.id)

    def one_for_other(self, keep: Actor, gone: Actor) -> None:
        """Have one actor stand for two."""
        names = dict.fromkeys((*keep.aliases, gone.name, *gone.aliases))
        names.pop(keep.name, None)
        spans = sorted({*keep.mentions, *gone.mentions}, key=lambda s: (s.start, s.end))
        del self.items[gone.id]
        self.items[keep.id] = replace(keep, aliases=tuple(names), mentions=tuple(spans))
        for other in list(self.items.values()):
            if gone.id in actors_of(other):
                self.items[other.id] = renamed(other, {gone.id: keep.id})


def _first(spans: Iterable[Span]) -> int:
    return min((span.start for span in spans), default=0)


def _without(item: Item, name: str) -> Item:
    match item:
        case Statement():
            return replace(
                item,
                speakers=tuple(a for a in item.speakers if a != name),
                via=tuple(a for a in item.via if a != name),
                addressee=None if item.addressee == name else item.addressee,
                target=None if item.target == name else item.target,
                encounter=None if item.encounter == name else item.encounter,
                told_by=tuple(replace(h, actor=None) if h.actor == name else h for h in item.told_by),
            )
        case Encounter():
            return replace(
                item,
                participants=tuple(a for a in item.participants if a != name),
                roles={a: role for a, role in item.roles.items() if a != name},
                part_of=None if item.part_of == name else item.part_of,
                told_by=tuple(replace(h, actor=None) if h.actor == name else h for h in item.told_by),
            )
    return item


def _decided(work: _Work, decision: Decision, article: str) -> Standing:
    anchors = [anchor for anchor in decision.anchors if anchor.article == article]
    if decision.act == "reject":
        return _rejected(work, decision, anchors[0])
    items = [_held(work, anchor, exact=decision.act == "add") for anchor in anchors]
    item, note = items[0]
    other = items[1][0] if len(items) == 2 else None
    match decision.act:
        case "correct":
            item = _corrected(work, decision, anchors[0], item)
        case "same-actor" if other:
            if not (isinstance(item, Actor) and isinstance(other, Actor)):
                raise Unfit("only actors can be one actor")
            if item.id != other.id:
                work.one_for_other(item, other)
                item = work.items[item.id]
    reason = Reason("decision", _in_words(decision))
    work.put(replace(item, reasons=(*item.reasons, reason)))
    if decision.act in ("accept", "correct", "add"):
        work.states[item.id] = _DONE[decision.act]
    return Standing(decision.id, "applied", item.id, note, other.id if other else None)


def _rejected(work: _Work, decision: Decision, anchor: Anchor) -> Standing:
    there = found_in(anchor, work.record())
    if there is None:
        return Standing(decision.id, "idle", None, "nothing left to reject: no item has these words now")
    if there.id != anchor.item:
        words = f"the machine now finds {there.id} in part of its words; look at it again"
        return Standing(decision.id, "set-aside", there.id, words)
    work.remove(there)
    return Standing(decision.id, "applied", there.id)


def _held(work: _Work, anchor: Anchor, *, exact: bool) -> tuple[Item, str | None]:
    """The item of an anchor, and a note where it is there only because of the decision."""
    record = work.record()
    there = work.items.get(anchor.item) if exact else found_in(anchor, record)
    if there is not None and not exact:
        return there, None
    shift = shift_of(anchor, record)
    item = _with_actors(work, restored(item_of(anchor), record, shift), anchor, shift)
    work.put(item)
    return item, None if exact else "kept by this decision: the machine no longer finds it"


def _with_actors(work: _Work, item: Item, anchor: Anchor, shift: int) -> Item:
    """The item with the actors it names as they are called now; those the machine has lost come back."""
    who: dict[str, str] = {}
    kept = {actor.id: actor for actor in anchor.actors}
    for name in actors_of(item):
        if name in work.items or not _ACTOR.fullmatch(name):
            continue
        if name not in kept:
            raise Unfit(f"it names {name}, and no such actor is in the article")
        record = work.record()
        actor = actor_again(kept[name], record, shift) or restored(kept[name], record, shift)
        if actor.id not in work.items:
            work.put(actor)
        who[name] = actor.id
    item = renamed(item, who) if who else item
    if isinstance(item, Statement) and item.encounter and item.encounter not in work.items:
        return replace(item, encounter=None)
    if isinstance(item, Encounter) and item.part_of and item.part_of not in work.items:
        return replace(item, part_of=None)
    return item


def _corrected(work: _Work, decision: Decision, anchor: Anchor, item: Item) -> Item:
    if decision.field is None or decision.field in UNSET or decision.field not in item.__dataclass_fields__:
        raise Unfit(f"there is no field {decision.field!r} to correct")
    fields = msgspec.to_builtins(item)
    try:
        fields[decision.field] = json.loads(decision.value or "null")
        made = msgspec.convert(fields, type(item))
    except (ValueError, msgspec.ValidationError) as error:
        raise Unfit(f"{decision.field}: {error}") from error
    record = work.record()
    value = getattr(made, decision.field)
    shift = shift_of(anchor, record)
    if isinstance(value, Span):
        value = Span(value.start + shift, value.end + shift, value.exact)
        if not value.holds_in(record.text):
            raise WordsGone(f"the words «{value.exact[:60]}» do not stand there")
        made = msgspec.convert(
            {**msgspec.to_builtins(made), decision.field: msgspec.to_builtins(value)}, type(item)
        )
    if not isinstance(made, Actor):
        # Of what a person has set the machine is in doubt no longer.
        made = replace(made, doubt=tuple(d for d in made.doubt if d.field != decision.field))
    return _with_actors(work, made, anchor, shift)


def _in_words(decision: Decision) -> str:
    what = _DONE[decision.act] if decision.act != "correct" else f"{decision.field} corrected"
    why = f": {decision.why}" if decision.why else ""
    return f"{what} by {decision.by} on {decision.at}{why}"
