"""Redirects: what stands now for an item that the machine once gave and gives no longer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from mahdar.model import Actor, ArticleRecord, Encounter, Span, Statement
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.stable import Item


def items_of(record: ArticleRecord) -> dict[str, Item]:
    """Actors, encounters and statements of a record by identifier."""
    items: Sequence[Item] = (*record.actors, *record.encounters, *record.statements)
    return {item.id: item for item in items}


def successors(old: ArticleRecord, new: ArticleRecord) -> dict[str, str | None]:
    """For each item of a record that is not in the next one of its article, what stands for it there, if anything.

    In the same text that is the item of its kind that shares the most of its words in place; in another text the one
    item of its kind with the same cue and part of the content, the same evidence, or the same name.
    """
    there = items_of(new)
    gone = [item for name, item in items_of(old).items() if name not in there]
    alike = _by_place if old.sha256 == new.sha256 else _by_words
    found: dict[str, str | None] = {}
    for item in gone:
        marks = [(alike(item, other), other.id) for other in there.values() if type(other) is type(item)]
        best = max((mark for mark in marks if mark[0] > 0), default=None, key=lambda mark: (mark[0], mark[1]))
        found[item.id] = best[1] if best else None
    return found


def _spans(item: Item) -> tuple[Span, ...]:
    match item:
        case Statement():
            return item.cue, item.content
        case Encounter():
            return (item.evidence,)
        case Actor():
            return item.mentions


def _by_place(item: Item, other: Item) -> int:
    if isinstance(item, Statement) and isinstance(other, Statement) and not item.cue.overlaps(other.cue):
        return 0
    if isinstance(item, Encounter) and isinstance(other, Encounter) and item.kind != other.kind:
        return 0
    shared = 0
    for a in _spans(item):
        for b in _spans(other):
            shared += max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared


def _by_words(item: Item, other: Item) -> int:
    match item, other:
        case Statement(), Statement():
            a, b = item.content.exact, other.content.exact
            return len(a) if item.cue.exact == other.cue.exact and (a in b or b in a) else 0
        case Encounter(), Encounter():
            return int(item.kind == other.kind and item.evidence.exact == other.evidence.exact)
        case Actor(), Actor():
            return int(other.name in (item.name, *item.aliases) or item.name in other.aliases)
    return 0


def redirect(
    connection: Connection, found: Mapping[int, Mapping[str, str | None]], alive: Iterable[str]
) -> None:
    """Keep what stands for items that are gone, by number of their article; what is alive needs no redirect."""
    table = tables.redirects
    for some in chunks(alive):
        connection.execute(delete(table).where(table.c.old.in_(some)))
    rows: list[dict[str, Any]] = []
    for article, ways in found.items():
        for old, new in ways.items():
            connection.execute(update(table).where(table.c.new == old).values(new=new))
            rows.append({"old": old, "new": new, "article": article})
    if rows:
        connection.execute(insert(table), rows)


def resolved(connection: Connection, name: str) -> str | None:
    """The identifier that stands now for one that was given at any time, None where nothing does."""
    if connection.scalar(select(tables.items.c.id).where(tables.items.c.id == name)):
        return name
    new: str | None = connection.scalar(select(tables.redirects.c.new).where(tables.redirects.c.old == name))
    return new
