"""Stable identifiers: made of the words an item rests on, not of its place or number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from mahdar.model import Actor, ArticleRecord, Encounter, Fact, Figure, Hop, Instrument, Statement
from mahdar.record.identity import hashed

Item = Actor | Encounter | Statement
"""What a decision may be about."""
_Named = Actor | Encounter | Statement | Fact | Figure | Instrument
_T = TypeVar("_T", bound=_Named)

_LETTER = {Actor: "a", Encounter: "e", Statement: "s", Fact: "f", Figure: "q", Instrument: "i"}
KIND = {"a": "actor", "e": "encounter", "s": "statement", "n": "article"}
"""First letter of an identifier to what it names."""


def with_stable_ids(record: ArticleRecord, article: str) -> ArticleRecord:
    """The record with identifiers made of its article's and of its items' own words.

    The same item has the same identifier in every reading that finds it in the same words, wherever in the text they
    stand. Two items of the same words are told apart by their order.
    """
    new = {
        name: _ids(getattr(record, name), article)
        for name in ("actors", "encounters", "statements", "facts", "figures", "instruments")
    }
    who, met = new["actors"], new["encounters"]
    return replace(
        record,
        actors=tuple(replace(a, id=who[a.id]) for a in record.actors),
        encounters=tuple(_encounter(e, who, met) for e in record.encounters),
        statements=tuple(_statement(s, new["statements"], who, met) for s in record.statements),
        facts=tuple(
            replace(f, id=new["facts"][f.id], actors=_all(f.actors, who), told_by=_hops(f.told_by, who))
            for f in record.facts
        ),
        figures=tuple(
            replace(q, id=new["figures"][q.id], speaker=_one(q.speaker, who)) for q in record.figures
        ),
        instruments=tuple(
            replace(i, id=new["instruments"][i.id], parties=_all(i.parties, who)) for i in record.instruments
        ),
    )


def item_id(item: _Named, article: str, number: int = 1) -> str:
    """The identifier of the `number`th item of an article that rests on the same words."""
    return _LETTER[type(item)] + hashed(article, *_words(item), number)


def _ids(items: Iterable[_T], article: str) -> dict[str, str]:
    seen: Counter[tuple[object, ...]] = Counter()
    ids: dict[str, str] = {}
    for item in items:
        words = _words(item)
        seen[words] += 1
        ids[item.id] = item_id(item, article, seen[words])
    return ids


def _words(item: _Named) -> tuple[object, ...]:
    match item:
        case Actor():
            return item.kind, item.name
        case Encounter():
            return item.kind, item.evidence.exact
        case Statement():
            return item.cue.exact, item.content.exact
        case Figure():
            return item.quantity, item.unit, item.span.exact
        case Instrument():
            return item.name, item.span.exact
    return item.act, item.span.exact


def _encounter(e: Encounter, who: dict[str, str], met: dict[str, str]) -> Encounter:
    return replace(
        e,
        id=met[e.id],
        participants=_all(e.participants, who),
        roles={who.get(actor, actor): role for actor, role in e.roles.items()},
        part_of=_one(e.part_of, met),
        told_by=_hops(e.told_by, who),
    )


def _statement(s: Statement, ids: dict[str, str], who: dict[str, str], met: dict[str, str]) -> Statement:
    return replace(
        s,
        id=ids[s.id],
        speakers=_all(s.speakers, who),
        via=_all(s.via, who),
        addressee=_one(s.addressee, who),
        target=_one(s.target, who),
        encounter=_one(s.encounter, met),
        told_by=_hops(s.told_by, who),
    )


def _one(name: str | None, new: dict[str, str]) -> str | None:
    return new.get(name, name) if name else name


def _all(names: tuple[str, ...], new: dict[str, str]) -> tuple[str, ...]:
    return tuple(new.get(name, name) for name in names)


def _hops(hops: tuple[Hop, ...], who: dict[str, str]) -> tuple[Hop, ...]:
    return tuple(replace(hop, actor=_one(hop.actor, who)) if hop.actor else hop for hop in hops)


def actors_of(item: Item) -> tuple[str, ...]:
    """The actors that an item names, each once, in order."""
    named: list[Any]
    match item:
        case Statement():
            named = [*item.speakers, *item.via, item.addressee, item.target, *(h.actor for h in item.told_by)]
        case Encounter():
            named = [*item.participants, *item.roles, *(h.actor for h in item.told_by)]
        case Actor():
            named = []
    return tuple(dict.fromkeys(name for name in named if name))


def renamed(item: _T, who: dict[str, str]) -> _T:
    """The item with the actors it names called by other identifiers; two that become one are named once."""
    if isinstance(item, Statement):
        made = _statement(item, {item.id: item.id}, who, {})
        return replace(made, speakers=_once(made.speakers), via=_once(made.via))  # type: ignore[return-value]
    if isinstance(item, Encounter):
        made_e = _encounter(item, who, {item.id: item.id})
        return replace(made_e, participants=_once(made_e.participants))  # type: ignore[return-value]
    return item


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
