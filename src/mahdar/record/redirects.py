"""Redirects: what stands now for an item that the machine once gave and gives no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from mahdar.model import Actor, ArticleRecord, Encounter, Span, Statement
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.stable import Item

#: Code points of a block of text, of the beginning of a statement; items looked at for each mark that items share.
_BLOCK, _BEGINNING, _CANDIDATES = 512, 12, 64


def items_of(record: ArticleRecord) -> dict[str, Item]:
    """Actors, encounters and statements of a record by identifier."""
    items: Sequence[Item] = (*record.actors, *record.encounters, *record.statements)
    return {item.id: item for item in items}


def successors(old: ArticleRecord, new: ArticleRecord) -> dict[str, str | None]:
    """For each item of a record that is not in the next one of its article, what stands for it there, if anything.

    In the same text that is the item of its kind that shares the most of its words in place; in another text the one
    item of its kind with the same cue and the same content up to where one of them ends, the same evidence, or a
    name in common.
    """
    there = items_of(new)
    gone = [item for name, item in items_of(old).items() if name not in there]
    same_text = old.sha256 == new.sha256
    marks, alike = (_blocks, _by_place) if same_text else (_first_words, _by_words)
    by_mark: dict[Hashable, list[Item]] = defaultdict(list)
    if gone:
        for item in there.values():
            for mark in marks(item):
                by_mark[mark].append(item)
    return {item.id: _best(item, marks(item), by_mark, alike) for item in gone}


def _best(
    item: Item,
    marks: set[Hashable],
    by_mark: Mapping[Hashable, Sequence[Item]],
    alike: Callable[[Item, Item], int],
) -> str | None:
    near = {other.id: other for mark in marks for other in by_mark.get(mark, ())[:_CANDIDATES]}
    found = [(alike(item, other), other.id) for other in near.values()]
    best = max((pair for pair in found if pair[0] > 0), default=None)
    return best[1] if best else None


def _blocks(item: Item) -> set[Hashable]:
    """What two items share that lie in one place: kind and blocks of the text."""
    return {
        (type(item), block)
        for span in _spans(item)
        for block in range(span.start // _BLOCK, (span.end - 1) // _BLOCK + 1)
    }


def _first_words(item: Item) -> set[Hashable]:
    """What two items share that say the same in different texts."""
    match item:
        case Statement():
            return {(Statement, item.cue.exact, item.content.exact[:_BEGINNING])}
        case Encounter():
            return {(Encounter, item.kind, item.evidence.exact)}
        case Actor():
            return {(Actor, name) for name in (item.name, *item.aliases)}


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
            return min(len(a), len(b)) if a.startswith(b) or b.startswith(a) else 0
        case Encounter(), Encounter():
            return 1
        case Actor(), Actor():
            return 2 if item.name == other.name else 1
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
