"""Decide: accept, reject, correct, add, merge, split, one actor or two, undo; each a line of the ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from mahdar.keeping.naming import Unnamed, with_actors_named
from mahdar.keeping.verifying import faults_of
from mahdar.model import Actor, Anchor, ArticleRecord, Decision, Encounter, Span, Statement
from mahdar.model.vocabulary import DecisionAct
from mahdar.record import tables
from mahdar.record.applying import UNSET, Applied
from mahdar.record.articles import Stored, stored_articles
from mahdar.record.attaching import hull
from mahdar.record.growing import current_records, renew
from mahdar.record.ledger import append, articles_of, decision_of, next_order, sealed, undone
from mahdar.record.links import report_of
from mahdar.record.redirects import items_of, resolved
from mahdar.record.stable import KIND, Item, actors_of, item_id
from mahdar.record.store import Store

CLASSES: dict[str, type[Actor] | type[Encounter] | type[Statement]] = {
    "actor": Actor,
    "encounter": Encounter,
    "statement": Statement,
}
#: What may be merged, split or called one and the same.
_PAIRS = {"merge": "encounter", "split": "encounter", "same-actor": "actor", "not-same-actor": "actor"}


class Undecidable(ValueError):
    """A decision that cannot be taken; the message says why. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who decides, why, and by which clock."""

    by: str
    why: str | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def at(self) -> str:
        """The time of the decision, to the second."""
        return self.clock().isoformat(timespec="seconds")


def decide(
    store: Store,
    who: Who,
    act: DecisionAct,
    item: str,
    other: str | None = None,
    correction: tuple[str, Any] | None = None,
) -> Decision:
    """Take a decision on an item and apply it: written whole or not at all.

    Args:
        store: the record.
        who: decides.
        act: any but `add`.
        item: identifier of the item, or of the decision to undo; old identifiers are followed.
        other: the second item of a pair.
        correction: field and new value, of the form that JSON gives.

    Raises:
        Undecidable: where the item is not there or the decision does not fit it.
    """
    with store.writing() as connection:
        order = next_order(connection)
        draft = Decision(id="", order=order, act=act, item=item, by=who.by, at=who.at(), why=who.why)
        if act == "undo":
            return _undo(connection, draft)
        kind = _PAIRS.get(act)
        if (other is None) != (kind is None):
            raise Undecidable(f"{act} takes {'two items' if kind else 'one item'}")
        kept = _Kept(connection)
        names = [report_of(connection, name) for name in (item, other) if name is not None]
        anchors = [_anchor(connection, kept, name, kind) for name in names]
        if len({anchor.item for anchor in anchors}) < len(anchors):
            raise Undecidable("both names stand for one item")
        draft = replace(draft, item=anchors[0].item, anchors=tuple(anchors))
        draft = replace(draft, other=anchors[1].item if other else None)
        if correction:
            draft = _correcting(kept, draft, *correction)
        return _take(connection, kept, draft)


def add_item(store: Store, who: Who, article: str, kind: str, fields: dict[str, Any]) -> Decision:
    """Add a statement, an encounter or an actor that the machine missed.

    Args:
        store: the record.
        who: decides.
        article: identifier of the article.
        kind: statement, encounter or actor.
        fields: of the item, as JSON gives them, without `id`; spans by start and end, their words are taken from
            the text.

    Raises:
        Undecidable: where there is no such article or the fields make no item of it.
    """
    with store.writing() as connection:
        kept = _Kept(connection)
        record = kept.record(article)
        item = _made(kind, fields, record, article)
        draft = Decision(
            id="", order=next_order(connection), act="add", item=item.id, value=kind,
            anchors=(_anchor_of(item, article, record),), by=who.by, at=who.at(), why=who.why,
        )  # fmt: skip
        return _take(connection, kept, draft)


def import_decisions(store: Store, decisions: Iterable[Decision]) -> list[Decision]:
    """Write decisions of another ledger to this one and apply them; known ones are passed over.

    Those on articles that the record does not hold wait for them.

    Returns:
        The decisions that were new.

    Raises:
        Undecidable: where a line was changed after it was written; nothing is taken in.
    """
    incoming = list(decisions)
    for decision in incoming:
        if sealed(decision).id != decision.id:
            raise Undecidable(f"{decision.id}: this decision was changed after it was taken")
    with store.writing() as connection:
        new = append(connection, incoming)
        _Kept(connection).renew({name for decision in new for name in _touched(connection, decision)})
    return new


class _Kept:
    """The articles that a decision bears on, as they stood before it, each looked up once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._stored: dict[str, Stored] = {}
        self._records: dict[int, ArticleRecord] = {}

    def record(self, article: str) -> ArticleRecord:
        """The record of an article with the decisions taken on it.

        Raises:
            Undecidable: where there is none.
        """
        self._look_up({article})
        stored = self._stored.get(article)
        record = self._records.get(stored.number) if stored else None
        if record is None:
            raise Undecidable(f"no article {article} is in the record")
        return record

    def renew(self, articles: set[str]) -> dict[str, Applied]:
        """Apply the decisions that now stand in the ledger to these articles."""
        self._look_up(articles)
        stored = [there for name, there in self._stored.items() if name in articles]
        return renew(self.connection, stored, self._records)

    def _look_up(self, articles: set[str]) -> None:
        found = stored_articles(self.connection, articles - self._stored.keys())
        self._stored |= found
        self._records |= current_records(self.connection, list(found.values()))


def _take(connection: Connection, kept: _Kept, draft: Decision) -> Decision:
    decision = sealed(draft)
    if not append(connection, [decision]):
        return decision
    applied = kept.renew(set(articles_of(decision)))
    for made in applied.values():
        for standing in made.standing:
            if standing.decision == decision.id and standing.state != "applied":
                raise Undecidable(standing.reason or "it does not fit the item")
        fault = next(faults_of(made.record), None)
        if fault:
            raise Undecidable(fault)
    return decision


def _undo(connection: Connection, draft: Decision) -> Decision:
    if decision_of(connection, draft.item) is None:
        raise Undecidable(f"no decision {draft.item} is in the ledger")
    if draft.item in undone(connection):
        raise Undecidable(f"{draft.item} is undone already")
    decision = sealed(draft)
    append(connection, [decision])
    _Kept(connection).renew(_touched(connection, decision))
    return decision


def _touched(connection: Connection, decision: Decision) -> set[str]:
    """The articles on which a decision bears; that of an undo are those of what it undoes, to the end."""
    found: Decision | None = decision
    while found and found.act == "undo":
        found = decision_of(connection, found.item)
    return set(articles_of(found)) if found else set()


def _anchor(connection: Connection, kept: _Kept, name: str, kind: str | None) -> Anchor:
    """The item that a name stands for, with all by which it will be known again."""
    now = resolved(connection, name)
    if now is None:
        raise Undecidable(f"no item {name} is in the record")
    if kind and KIND.get(now[0]) != kind:
        raise Undecidable(f"{now} is no {kind}")
    items, articles = tables.items, tables.articles
    found = select(articles.c.id).join(items, items.c.article == articles.c.number).where(items.c.id == now)
    article = connection.execute(found).scalar_one()
    record = kept.record(article)
    return _anchor_of(items_of(record)[now], article, record)


def _anchor_of(item: Item, article: str, record: ArticleRecord, naming: Item | None = None) -> Anchor:
    named = {*actors_of(item), *(actors_of(naming) if naming else ())}
    try:
        words = hull(item, record.text)
    except ValueError as error:
        raise Undecidable(f"{item.id} rests on no words of the article") from error
    return Anchor(
        item=item.id,
        article=article,
        sha256=record.sha256,
        words=words,
        statement=item if isinstance(item, Statement) else None,
        encounter=item if isinstance(item, Encounter) else None,
        actor=item if isinstance(item, Actor) else None,
        actors=tuple(actor for actor in record.actors if actor.id in named),
    )


def _correcting(kept: _Kept, draft: Decision, field: str, value: Any) -> Decision:
    """The draft with a correction: spans with their words, and the actors that the value names."""
    anchor = draft.anchors[0]
    record = kept.record(anchor.article)
    item = items_of(record)[anchor.item]
    if field not in item.__dataclass_fields__ or field in UNSET:
        fields = ", ".join(name for name in item.__dataclass_fields__ if name not in UNSET)
        raise Undecidable(f"there is no field {field!r} to correct; there are {fields}")
    try:
        value = _with_words(with_actors_named(field, value, record), record.text)
    except Unnamed as error:
        raise Undecidable(str(error)) from error
    try:
        made = msgspec.convert({**msgspec.to_builtins(item), field: value}, type(item))
    except msgspec.ValidationError as error:
        raise Undecidable(f"{field}: {error}") from error
    anchor = _anchor_of(item, anchor.article, record, naming=made)
    return replace(draft, anchors=(anchor,), field=field, value=json.dumps(value, ensure_ascii=False))


def _made(kind: str, fields: dict[str, Any], record: ArticleRecord, article: str) -> Item:
    if kind not in CLASSES:
        raise Undecidable(f"{kind!r} cannot be added: statement, encounter or actor")
    whole = {**_with_words(fields, record.text), "id": ""}
    try:
        item = msgspec.convert(whole, CLASSES[kind])
    except msgspec.ValidationError as error:
        raise Undecidable(str(error)) from error
    return replace(item, id=item_id(item, article))


def _with_words(value: Any, text: str) -> Any:
    """A JSON value with the exact words filled in for every span told by start and end."""
    if isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int) and set(value) <= {"start", "end", "exact"}:
            try:
                span = Span.of(text, start, end)
            except ValueError as error:
                raise Undecidable(str(error)) from error
            if value.get("exact", span.exact) != span.exact:
                raise Undecidable(f"[{start}, {end}) holds «{span.exact}» and not «{value['exact']}»")
            return {"start": start, "end": end, "exact": span.exact}
        return {name: _with_words(part, text) for name, part in value.items()}
    return [_with_words(part, text) for part in value] if isinstance(value, list) else value
