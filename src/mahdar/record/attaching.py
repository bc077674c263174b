"""Attaching: a decision finds its item again by the item's exact words, wherever the machine now puts it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from mahdar.model import Actor, Anchor, ArticleRecord, Encounter, Hop, Span, Statement
from mahdar.record.redirects import items_of
from mahdar.record.stable import Item

_SHOWN = 60
T = TypeVar("T", Actor, Encounter, Statement, Item)


class WordsGone(Exception):
    """The words that a decision rests on no longer stand in its article, or not in one place."""


def item_of(anchor: Anchor) -> Item:
    """The item that an anchor keeps."""
    for item in (anchor.statement, anchor.encounter, anchor.actor):
        if item is not None:
            return item
    raise ValueError(f"the anchor of {anchor.item} keeps no item")


def shift_of(anchor: Anchor, record: ArticleRecord) -> int:
    """By how many code points the words of an anchor stand further on than where the decision was taken.

    Raises:
        WordsGone: where they do not stand in the text, or in several places and not in the old one.
    """
    words, text = anchor.words, record.text
    if words.holds_in(text) and (anchor.sha256 == record.sha256 or text.count(words.exact) == 1):
        return 0
    first = text.find(words.exact)
    shown = words.exact[:_SHOWN] + ("…" if len(words.exact) > _SHOWN else "")
    if first < 0:
        raise WordsGone(f"its words no longer stand in the article: «{shown}»")
    if text.find(words.exact, first + 1) >= 0 and anchor.actor is None:
        raise WordsGone(f"its words stand in several places of the changed article: «{shown}»")
    return first - words.start


def found_in(anchor: Anchor, record: ArticleRecord) -> Item | None:
    """The item of a record that an anchor was set on: of its identifier, else of exactly its words in place.

    Raises:
        WordsGone: where its words do not stand in the text.
    """
    items = items_of(record)
    if anchor.item in items:
        return items[anchor.item]
    shift = shift_of(anchor, record)
    match item_of(anchor):
        case Statement(cue=cue, content=content):
            place, held = _moved(cue, shift), _moved(content, shift)
            same = [s for s in record.statements if s.cue == place or s.content == held]
            return same[0] if len(same) == 1 else None
        case Encounter(evidence=evidence, kind=kind):
            place = _moved(evidence, shift)
            met = [e for e in record.encounters if e.evidence == place]
            kin = [e for e in met if e.kind == kind] or met
            return kin[0] if len(kin) == 1 else None
        case Actor() as actor:
            return actor_again(actor, record, shift)


def actor_again(actor: Actor, record: ArticleRecord, shift: int) -> Actor | None:
    """The actor of a record that is the one kept in an anchor: of its name, or named in the same place."""
    named = [a for a in record.actors if a.id == actor.id or (a.kind, a.name) == (actor.kind, actor.name)]
    if named:
        return named[0]
    places = {_moved(span, shift) for span in actor.mentions}
    there = [a for a in record.actors if places.intersection(a.mentions)]
    return there[0] if len(there) == 1 else None


def restored(item: T, record: ArticleRecord, shift: int) -> T:
    """An item as it was kept, with its spans where their words stand now.

    Raises:
        WordsGone: where one of the words it rests on does not.
    """
    moved = _shifted(item, shift)
    match moved:
        case Actor(mentions=mentions):
            still = tuple(span for span in mentions if span.holds_in(record.text))
            if not still:
                raise WordsGone(f"«{moved.name}» is not named in the article any more")
            return replace(moved, mentions=still, reasons=())
        case Statement(cue=cue, content=content):
            _hold(record, cue, content)
            return replace(
                moved,
                condition=_kept(moved.condition, record),
                evidence=_kept(moved.evidence, record),
                told_by=_told_by(moved, record),
                reasons=(),
                doubt=(),
            )
        case Encounter(evidence=evidence):
            _hold(record, evidence)
            return replace(moved, told_by=_told_by(moved, record), reasons=(), doubt=())
    return moved


def _hold(record: ArticleRecord, *spans: Span) -> None:
    for span in spans:
        if not span.holds_in(record.text):
            raise WordsGone(f"its words no longer stand in the article: «{span.exact[:_SHOWN]}»")


def _kept(span: Span | None, record: ArticleRecord) -> Span | None:
    return span if span and span.holds_in(record.text) else None


def _told_by(item: Statement | Encounter, record: ArticleRecord) -> tuple[Hop, ...]:
    return tuple(
        hop if hop.cue is None or hop.cue.holds_in(record.text) else replace(hop, cue=None)
        for hop in item.told_by
    )


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift, span.exact)


def _shifted(item: T, shift: int) -> T:
    if shift == 0:
        return item
    match item:
        case Actor():
            return replace(item, mentions=tuple(_moved(span, shift) for span in item.mentions))
        case Encounter():
            return replace(item, evidence=_moved(item.evidence, shift), told_by=_hops(item, shift))
        case Statement():
            return replace(
                item,
                cue=_moved(item.cue, shift),
                content=_moved(item.content, shift),
                condition=_moved(item.condition, shift) if item.condition else None,
                evidence=_moved(item.evidence, shift) if item.evidence else None,
                told_by=_hops(item, shift),
            )
    return item


def _hops(item: Encounter | Statement, shift: int) -> tuple[Hop, ...]:
    return tuple(replace(h, cue=_moved(h.cue, shift)) if h.cue else h for h in item.told_by)


def hull(item: Item, text: str) -> Span:
    """The words from the first to the last of the spans that an item rests on."""
    match item:
        case Statement():
            spans = [item.cue, item.content]
        case Encounter():
            spans = [item.evidence]
        case Actor():
            spans = list(item.mentions[:1])
    return Span.of(text, min(s.start for s in spans), max(s.end for s in spans))
