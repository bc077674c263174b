"""What stands across articles: merged encounters, shared passages, and what people decided on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from mahdar.model import MergedEncounter, Passage, from_json, to_json
from mahdar.record import tables
from mahdar.record.identity import hashed
from mahdar.record.ledger import ledger, undone

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided across articles, by the identifiers that items have now; the later decision stands.

    Attributes:
        together, apart: reports of one encounter, and of two.
        same, different: actors that are one, and that are two.
    """

    together: frozenset[Pair]
    apart: frozenset[Pair]
    same: frozenset[Pair]
    different: frozenset[Pair]


def constraints(connection: Connection) -> Constraints:
    """The pairs that merges, splits and decisions on actors leave, for those who link articles."""
    gone = undone(connection)
    standing = tables.standing
    now: dict[str, list[str]] = {}
    for row in connection.execute(select(standing).where(standing.c.state == "applied")):
        now.setdefault(row.decision, []).extend(item for item in (row.item, row.other) if item)
    last: dict[tuple[str, Pair], str] = {}
    for decision in ledger(connection):
        if decision.other is None or decision.id in gone:
            continue
        items = sorted(now.get(decision.id, ()))
        if len(items) == 2:
            pair = (items[0], items[1])
            kind = "actor" if decision.act.endswith("actor") else "encounter"
            last[kind, pair] = decision.act
    chosen = {
        act: frozenset(pair for (_, pair), taken in last.items() if taken == act)
        for act in ("merge", "split", "same-actor", "not-same-actor")
    }
    return Constraints(chosen["merge"], chosen["split"], chosen["same-actor"], chosen["not-same-actor"])


def keep_links(
    connection: Connection, merged: Sequence[MergedEncounter], passages: Iterable[Passage]
) -> None:
    """Keep merged encounters and passages in the place of those kept before; old identifiers are redirected.

    A merged encounter that is gone leads to the one that now holds most of its reports.
    """
    old = {one.id: one for one in merged_encounters(connection)}
    for table in (tables.reports, tables.merged_encounters, tables.passages):
        connection.execute(delete(table))
    rows = [
        {
            "id": m.id,
            "kind": m.kind,
            "date": m.date,
            "place": m.place,
            "country": m.country,
            "whole": to_json(m),
        }
        for m in merged
    ]
    reports = [{"merged": m.id, "doc_id": d, "encounter": e} for m in merged for d, e in m.reports]
    shared = [
        {"id": "p" + hashed(to_json(p)), "a": p.a, "b": p.b, "kind": p.kind, "whole": to_json(p)}
        for p in dict.fromkeys(passages)
    ]
    for table, some in (
        (tables.merged_encounters, rows),
        (tables.reports, reports),
        (tables.passages, shared),
    ):
        if some:
            connection.execute(insert(table), some)
    _redirect(connection, old, merged)


def _redirect(
    connection: Connection, old: dict[str, MergedEncounter], merged: Sequence[MergedEncounter]
) -> None:
    table = tables.merged_redirects
    holder = {report: m.id for m in merged for report in m.reports}
    alive = {m.id for m in merged}
    for name in alive:
        connection.execute(delete(table).where(table.c.old == name))
    for name, one in sorted(old.items()):
        if name in alive:
            continue
        held = Counter(holder[report] for report in one.reports if report in holder)
        new = max(held, key=lambda other: (held[other], other)) if held else None
        connection.execute(update(table).where(table.c.new == name).values(new=new))
        connection.execute(delete(table).where(table.c.old == name))
        connection.execute(insert(table).values(old=name, new=new))


def merged_encounters(connection: Connection) -> Iterator[MergedEncounter]:
    """The merged encounters, by identifier."""
    table = tables.merged_encounters
    for row in connection.execute(select(table.c.whole).order_by(table.c.id)).scalars().all():
        yield from_json(row, MergedEncounter)


def passages(connection: Connection) -> Iterator[Passage]:
    """The passages that articles share, by identifier."""
    table = tables.passages
    for row in connection.execute(select(table.c.whole).order_by(table.c.id)).scalars().all():
        yield from_json(row, Passage)


def merged_id(connection: Connection, name: str) -> str | None:
    """The merged encounter that an identifier, given at any time, now leads to."""
    table, ways = tables.merged_encounters, tables.merged_redirects
    if connection.scalar(select(table.c.id).where(table.c.id == name)):
        return name
    new: str | None = connection.scalar(select(ways.c.new).where(ways.c.old == name))
    return new
