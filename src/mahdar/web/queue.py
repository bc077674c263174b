"""The queue of review: every item no person has looked at, doubtful first, in an order that stays.

A large record has a hundred thousand items that wait. So the queue is kept, and brought up to a record by what changed
since: new articles, and those that new decisions are about. It is made anew where articles were read again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from mahdar.model import Actor, ArticleRecord, Encounter, Reason, Statement, from_json
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.ledger import articles_of, count_of_decisions, decision_of, undone
from mahdar.record.links import doubtful_pairs
from mahdar.record.upkeep import LINKS, setting
from mahdar.web.desk import Desk

Kind = Literal["statement", "encounter", "reports", "actors"]
#: Where an item stands: those in doubt first, those with most doubts before; then by article, and as its record lists.
Key = tuple[bool, int, str, int]
#: With more changed articles than this the queue is made anew.
_FEW = 2000


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for a person.

    Attributes:
        id: by which the queue is walked; of a pair both identifiers.
        kind: an item of an article, two reports that may tell one encounter, or two actors that may be one.
        item, other: what is to be decided on.
        article: that holds it; None for a pair.
        doubt: what a person may need to check, and why; first those that have any.
    """

    id: str
    kind: Kind
    item: str
    other: str | None = None
    article: str | None = None
    doubt: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
    """Of which record a queue was made.

    Attributes:
        decisions, order: how many there are, and the place of the last.
        number: of the article that came last.
        read: for each version of reader and knowledge how many texts it read.
        links: the state of what stands across articles.
    """

    decisions: int
    order: int
    number: int
    read: dict[tuple[str, str], int]
    links: str | None


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue as it was at some moment; it is never changed, a later one takes its place."""

    seen: _Seen
    pairs: tuple[Waiting, ...]
    items: list[tuple[Key, Waiting]]
    keys: dict[str, Key]
    of_articles: dict[str, tuple[str, ...]]
    doubtful: int

    def __len__(self) -> int:
        return len(self.pairs) + len(self.items)

    def at(self, place: int) -> Waiting | None:
        """What stands at a place, from 0; None beyond the ends."""
        if not 0 <= place < len(self):
            return None
        beyond = place - len(self.pairs)
        return self.pairs[place] if beyond < 0 else self.items[beyond][1]

    def first(self, number: int) -> tuple[Waiting, ...]:
        """The first so many."""
        return tuple(one for place in range(number) if (one := self.at(place)))

    def place_of(self, name: str) -> int | None:
        """Where something stands by what it is called, or an item of it is; None where it does not wait."""
        for place, pair in enumerate(self.pairs):
            if name in (pair.id, pair.item):
                return place
        key = self.keys.get(name)
        return None if key is None else len(self.pairs) + bisect_left(self.items, key, key=_key)

    def only(self, article: str) -> Queue:
        """What waits in an article alone."""
        keys = sorted(self.keys[name] for name in self.of_articles.get(article, ()))
        return _queue(self.seen, (), [self.items[bisect_left(self.items, key, key=_key)] for key in keys])


def _key(item: tuple[Key, Waiting]) -> Key:
    return item[0]


def queue_of(desk: Desk, connection: Connection) -> Queue:
    """The queue of a record, brought up to it; of many who ask at once one looks at what changed."""
    seen = _seen(connection)
    kept = desk.remembered.get("queue")
    if kept and (kept.seen == seen or _is_later(kept.seen, seen)):
        return kept  # type: ignore[no-any-return]
    with desk.remembering:
        kept = desk.remembered.get("queue")
        if kept and (kept.seen == seen or _is_later(kept.seen, seen)):
            return kept  # type: ignore[no-any-return]
        changed = _changed(connection, kept.seen, seen) if kept else None
        if kept is None or changed is None or len(changed) > _FEW:
            found = _made(connection, seen)
        else:
            found = _brought_up(connection, kept, seen, changed)
        desk.remembered["queue"] = found
        return found


def state_of_record(connection: Connection) -> tuple[str | None, int]:
    """What changes whenever articles or decisions do."""
    return setting(connection, LINKS), count_of_decisions(connection)


def _seen(connection: Connection) -> _Seen:
    decisions, records = tables.decisions, tables.records
    number, order = connection.execute(
        select(func.count(), func.coalesce(func.max(decisions.c.order), 0)).select_from(decisions)
    ).one()
    read = connection.execute(
        select(records.c.reader, records.c.knowledge, func.count()).group_by(
            records.c.reader, records.c.knowledge
        )
    )
    return _Seen(
        decisions=number,
        order=order,
        number=connection.scalar(select(func.max(tables.articles.c.number))) or 0,
        read={(reader, knowledge): times for reader, knowledge, times in read},
        links=setting(connection, LINKS),
    )


def _is_later(one: _Seen, other: _Seen) -> bool:
    """Whether a queue is of a record that has grown since a transaction began: its items are shown as they come."""
    grown = (one.decisions, one.number) != (other.decisions, other.number)
    return grown and one.decisions >= other.decisions and one.number >= other.number


def _changed(connection: Connection, before: _Seen, now: _Seen) -> set[str] | None:
    """The articles that came or were decided on; None where that cannot be told and all must be looked at."""
    articles, decisions = tables.articles, tables.decisions
    if any(now.read.get(version, 0) < times for version, times in before.read.items()):
        return None
    fresh = select(articles.c.id).where(articles.c.number > before.number)
    changed = set(connection.execute(fresh).scalars())
    if len(changed) != sum(now.read.values()) - sum(before.read.values()):
        return None
    taken = connection.execute(select(decisions.c.id).where(decisions.c.order > before.order)).scalars().all()
    if len(taken) != now.decisions - before.decisions:
        return None
    for name in taken:
        decision = decision_of(connection, name)
        while decision and decision.act == "undo":
            decision = decision_of(connection, decision.item)
        changed |= set(articles_of(decision)) if decision else set()
    return changed


@dataclass(frozen=True, slots=True)
class _Doubted:
    """What the queue needs of an item; of a record nothing else is decoded."""

    id: str
    doubt: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Items:
    encounters: tuple[_Doubted, ...] = ()
    statements: tuple[_Doubted, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    encounter: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Reports:
    reports: tuple[tuple[str, str], ...] = ()
    candidates: tuple[_Candidate, ...] = ()


def _made(connection: Connection, seen: _Seen) -> Queue:
    items = sorted(_items(connection, None), key=_key)
    return _queue(seen, tuple(_pairs(connection)), items)


def _brought_up(connection: Connection, kept: Queue, seen: _Seen, changed: set[str]) -> Queue:
    same = (kept.seen.links, kept.seen.decisions) == (seen.links, seen.decisions)
    pairs = kept.pairs if same else tuple(_pairs(connection))
    if not changed:
        return Queue(
            seen, pairs, kept.items, kept.keys, kept.of_articles,
            kept.doubtful - _doubtful(kept.pairs) + _doubtful(pairs),
        )  # fmt: skip
    items, keys, of_articles = kept.items.copy(), kept.keys.copy(), kept.of_articles.copy()
    gone = [name for article in changed for name in of_articles.pop(article, ())]
    doubtful = kept.doubtful - _doubtful(kept.pairs) + _doubtful(pairs)
    for name in gone:
        place = bisect_left(items, keys.pop(name), key=_key)
        doubtful -= bool(items[place][1].doubt)
        del items[place]
    for key, waiting in _items(connection, changed):
        insort(items, (key, waiting), key=_key)
        keys[waiting.id] = key
        of_articles[key[2]] = (*of_articles.get(key[2], ()), waiting.id)
        doubtful += bool(waiting.doubt)
    return Queue(seen, pairs, items, keys, of_articles, doubtful)


def _queue(seen: _Seen, pairs: tuple[Waiting, ...], items: list[tuple[Key, Waiting]]) -> Queue:
    of_articles: dict[str, list[str]] = {}
    for (_, _, article, _), waiting in items:
        of_articles.setdefault(article, []).append(waiting.id)
    return Queue(
        seen=seen,
        pairs=pairs,
        items=items,
        keys={waiting.id: key for key, waiting in items},
        of_articles={article: tuple(names) for article, names in of_articles.items()},
        doubtful=_doubtful(pairs) + _doubtful(waiting for _, waiting in items),
    )


def _doubtful(some: Iterable[Waiting]) -> int:
    return sum(bool(waiting.doubt) for waiting in some)


def _items(connection: Connection, articles: Collection[str] | None) -> Iterator[tuple[Key, Waiting]]:
    """The items of some articles that no person has looked at; of all where None."""
    table, records = tables.articles, tables.records
    query = select(table.c.id, table.c.number, records.c.machine, records.c.decided).join(
        records, (records.c.article == table.c.number) & (records.c.sha256 == table.c.sha256)
    )
    parts = [None] if articles is None else list(chunks(sorted(articles)))
    for part in parts:
        chosen = query if part is None else query.where(table.c.id.in_(part))
        unseen = _unseen(connection, part)
        for row in connection.execute(chosen.execution_options(yield_per=100)):
            yield from _of_record(row.id, from_json(row.decided or row.machine, _Items), unseen)


def _unseen(connection: Connection, articles: Collection[str] | None) -> set[str]:
    found: set[str] = set()
    for table in (tables.encounters, tables.statements):
        query = select(table.c.id).where(table.c.state == "machine")
        if articles is not None:
            numbers = select(tables.articles.c.number).where(tables.articles.c.id.in_(articles))
            query = query.where(table.c.article.in_(numbers))
        found |= set(connection.execute(query).scalars())
    return found


def _of_record(article: str, record: _Items, unseen: set[str]) -> Iterator[tuple[Key, Waiting]]:
    kinds: tuple[tuple[Kind, tuple[_Doubted, ...]], ...] = (
        ("encounter", record.encounters), ("statement", record.statements)
    )  # fmt: skip
    place = 0
    for kind, items in kinds:
        for item in items:
            place += 1
            if item.id in unseen:
                key = (not item.doubt, -len(item.doubt), article, place)
                yield key, Waiting(item.id, kind, item.id, None, article, item.doubt)


def _pairs(connection: Connection) -> Iterator[Waiting]:
    """The pairs that the last linking left to a person, without those that were decided on since."""
    seen = set(_decided_pairs(connection))
    for pair in doubtful_pairs(connection):
        if frozenset((pair.a, pair.b)) not in seen:
            yield Waiting(
                f"{pair.a}~{pair.b}", "actors", pair.a, pair.b, doubt=(Reason("identity", pair.reason),)
            )
    table = tables.merged_encounters
    for whole in connection.execute(select(table.c.whole).order_by(table.c.id)).scalars():
        one = from_json(whole, _Reports)
        for candidate in one.candidates:
            report = one.reports[0][1]
            pair_ = frozenset((report, candidate.encounter))
            if pair_ not in seen:
                seen.add(pair_)
                yield Waiting(
                    f"{report}~{candidate.encounter}", "reports", report, candidate.encounter,
                    doubt=(Reason("encounter", candidate.reason),),
                )  # fmt: skip


def _decided_pairs(connection: Connection) -> Iterator[frozenset[str]]:
    """The pairs of reports and of identities on which a decision counts; the linking that heeds it may be to come."""
    table, members = tables.decisions, tables.identity_members
    taken = select(table.c.id, table.c.item, table.c.other).where(table.c.other.is_not(None))
    gone = undone(connection)
    pairs = [(row.item, row.other) for row in connection.execute(taken) if row.id not in gone]
    identities: dict[str, str] = {}
    for some in chunks(sorted({name for pair in pairs for name in pair})):
        rows = connection.execute(select(members).where(members.c.actor.in_(some)))
        identities |= {row.actor: row.identity for row in rows}
    for pair in pairs:
        yield frozenset(identities.get(name, name) for name in pair)


def item_of(record: ArticleRecord, name: str) -> Encounter | Statement | Actor | None:
    """The item of a record by its identifier."""
    items: tuple[Encounter | Statement | Actor, ...] = (
        *record.encounters, *record.statements, *record.actors
    )  # fmt: skip
    return next((item for item in items if item.id == name), None)
