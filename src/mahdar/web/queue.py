"""The queue of review: every item no person has looked at, doubtful first, in an order that stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from mahdar.model import Actor, ArticleRecord, Encounter, Reason, Statement
from mahdar.record import tables
from mahdar.record.ledger import count_of_decisions
from mahdar.record.links import doubtful_pairs, merged_encounters
from mahdar.record.reading_back import records_by_article
from mahdar.record.upkeep import LINKS, setting
from mahdar.web.desk import Desk

Kind = Literal["statement", "encounter", "reports", "actors"]


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


def queue_of(desk: Desk, connection: Connection) -> tuple[Waiting, ...]:
    """The queue of a record; made anew where articles or decisions changed."""
    links, unseen = setting(connection, LINKS), _unseen(connection)
    kept = desk.remembered.get("queue")
    if kept and kept[0] == links:
        still = tuple(w for w in kept[1] if w.other or w.item in unseen)
        # Where an item came back or is new, its place in the order must be found.
        if len(unseen) == sum(not w.other for w in still):
            return still
    found = tuple(_waiting(connection, unseen))
    desk.remembered["queue"] = (links, found)
    return found


def state_of_record(connection: Connection) -> tuple[str | None, int]:
    """What changes whenever articles or decisions do."""
    return setting(connection, LINKS), count_of_decisions(connection)


def _waiting(connection: Connection, unseen: set[str]) -> Iterator[Waiting]:
    items = [
        waiting
        for name, record in records_by_article(connection)
        for waiting in _of_record(name, record, unseen)
    ]
    yield from _pairs(connection)
    items.sort(key=lambda w: (not w.doubt, -len(w.doubt), w.article or ""))
    yield from items


def _unseen(connection: Connection) -> set[str]:
    found: set[str] = set()
    for table in (tables.encounters, tables.statements):
        found |= set(connection.execute(select(table.c.id).where(table.c.state == "machine")).scalars())
    return found


def _of_record(name: str, record: ArticleRecord, unseen: set[str]) -> Iterator[Waiting]:
    items: tuple[Encounter | Statement, ...] = (*record.encounters, *record.statements)
    for item in items:
        if item.id in unseen:
            kind: Kind = "encounter" if isinstance(item, Encounter) else "statement"
            yield Waiting(item.id, kind, item.id, None, name, item.doubt)


def _pairs(connection: Connection) -> Iterator[Waiting]:
    for pair in doubtful_pairs(connection):
        yield Waiting(
            f"{pair.a}~{pair.b}", "actors", pair.a, pair.b, doubt=(Reason("identity", pair.reason),)
        )
    seen: set[frozenset[str]] = set()
    for one in merged_encounters(connection):
        for candidate in one.candidates:
            report = one.reports[0][1]
            pair_ = frozenset((report, candidate.encounter))
            if pair_ not in seen:
                seen.add(pair_)
                yield Waiting(
                    f"{report}~{candidate.encounter}", "reports", report, candidate.encounter,
                    doubt=(Reason("encounter", candidate.reason),),
                )  # fmt: skip


def item_of(record: ArticleRecord, name: str) -> Encounter | Statement | Actor | None:
    """The item of a record by its identifier."""
    items: tuple[Encounter | Statement | Actor, ...] = (
        *record.encounters, *record.statements, *record.actors
    )  # fmt: skip
    return next((item for item in items if item.id == name), None)
