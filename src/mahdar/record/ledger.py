"""The ledger of decisions: lines are added, never changed, and replayed in an order that no clock decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, insert, select

from mahdar.model import Decision, from_json, to_json
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.identity import hashed

_GRAVITY = ("applied", "idle", "set-aside")


def sealed(decision: Decision) -> Decision:
    """The decision with the identifier that its other fields give it."""
    return replace(decision, id="d" + hashed(to_json(replace(decision, id=""))))


def next_order(connection: Connection) -> int:
    """The order of a decision taken now: after all that the ledger holds."""
    return int(connection.scalar(select(func.max(tables.decisions.c.order))) or 0) + 1


def append(connection: Connection, decisions: Iterable[Decision]) -> list[Decision]:
    """Write decisions to the ledger; those it holds already are passed over.

    Returns:
        Those that were written.
    """
    new = {decision.id: decision for decision in decisions}
    for some in chunks(new):
        known = select(tables.decisions.c.id).where(tables.decisions.c.id.in_(some))
        for name in connection.execute(known).scalars().all():
            del new[name]
    rows = [
        {
            "id": d.id,
            "order": d.order,
            "act": d.act,
            "item": d.item,
            "other": d.other,
            "field": d.field,
            "value": d.value,
            "by": d.by,
            "at": d.at,
            "why": d.why,
            "whole": to_json(d),
        }
        for d in new.values()
    ]
    about = [{"article_id": a, "decision": d.id} for d in new.values() for a in articles_of(d)]
    if rows:
        connection.execute(insert(tables.decisions), rows)
    if about:
        connection.execute(insert(tables.decided_articles), about)
    return list(new.values())


def articles_of(decision: Decision) -> list[str]:
    """The articles that a decision is about, each once."""
    return list(dict.fromkeys(anchor.article for anchor in decision.anchors))


def ledger(connection: Connection) -> Iterator[Decision]:
    """Every decision in the order of replay, those undone too."""
    order = (tables.decisions.c.order, tables.decisions.c.id)
    for whole in connection.execute(select(tables.decisions.c.whole).order_by(*order)).scalars():
        yield from_json(whole, Decision)


def count_of_decisions(connection: Connection) -> int:
    """How many decisions the ledger holds; none is ever taken out."""
    return connection.scalar(select(func.count()).select_from(tables.decisions)) or 0


def decision_of(connection: Connection, name: str) -> Decision | None:
    """The decision of an identifier."""
    whole = connection.scalar(select(tables.decisions.c.whole).where(tables.decisions.c.id == name))
    return from_json(whole, Decision) if whole else None


def undone(connection: Connection) -> set[str]:
    """The decisions that no longer count: undone by one that still counts itself."""
    table = tables.decisions
    undoing = select(table.c.id, table.c.item).where(table.c.act == "undo")
    rows = connection.execute(undoing.order_by(table.c.order.desc(), table.c.id.desc())).all()
    gone: set[str] = set()
    for row in rows:
        if row.id not in gone:
            gone.add(row.item)
    return gone


def decisions_about(connection: Connection, articles: Sequence[str]) -> dict[str, list[Decision]]:
    """The decisions that count on each of these articles, in the order of replay."""
    found: dict[str, list[Decision]] = defaultdict(list)
    about, table = tables.decided_articles, tables.decisions
    for some in chunks(articles):
        rows = connection.execute(
            select(about.c.article_id, table.c.whole)
            .join(table, table.c.id == about.c.decision)
            .where(about.c.article_id.in_(some))
            .order_by(table.c.order, table.c.id)
        )
        for row in rows:
            found[row.article_id].append(from_json(row.whole, Decision))
    if not found:
        return {}
    gone = undone(connection)
    counted = {name: [d for d in list_ if d.id not in gone] for name, list_ in found.items()}
    return {name: list_ for name, list_ in counted.items() if list_}


def standing_of(connection: Connection) -> Iterator[tuple[Decision, str, str | None]]:
    """Every decision in the order of replay with what came of it, and why.

    It is applied, idle, set-aside, undone, or waiting for its article.
    """
    gone = undone(connection)
    states: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    table = tables.standing
    for row in connection.execute(select(table).order_by(table.c.article_id)):
        states[row.decision].append((row.state, row.reason))
    for decision in ledger(connection):
        if decision.id in gone:
            yield decision, "undone", None
        elif decision.act == "undo":
            yield decision, "applied", None
        elif len(states[decision.id]) < len(articles_of(decision)):
            yield decision, "waiting", "its article is not in the record"
        else:
            yield decision, *max(states[decision.id], key=lambda state: _GRAVITY.index(state[0]))
