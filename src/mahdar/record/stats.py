"""What a record holds, in numbers."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from mahdar.record import tables
from mahdar.record.ledger import undone
from mahdar.record.schema import SCHEMA

COUNTED = ("articles", "versions", "actors", "encounters", "statements", "decisions", "redirects")


def stats(connection: Connection) -> dict[str, object]:
    """Counts of what a record holds, in total, by outlet, and by the versions it was read with."""
    counts: dict[str, object] = {"schema": SCHEMA}
    for name in COUNTED:
        table = tables.metadata.tables[name]
        counts[name] = connection.scalar(select(func.count()).select_from(table)) or 0
    standing, articles = tables.standing, tables.articles
    aside = select(func.count()).select_from(standing).where(standing.c.state == "set-aside")
    counts["decisions_undone"] = len(undone(connection))
    counts["decisions_set_aside"] = connection.scalar(aside) or 0
    days = connection.execute(select(func.min(articles.c.published), func.max(articles.c.published))).one()
    counts["first_day"], counts["last_day"] = days
    outlet = func.coalesce(articles.c.outlet, "")
    by_outlet = select(outlet, func.count()).group_by(outlet).order_by(outlet)
    counts["by_outlet"] = {name: number for name, number in connection.execute(by_outlet)}  # noqa: C416 (rows)
    records = tables.records
    read_with = select(records.c.reader, records.c.knowledge, func.count())
    read_with = read_with.group_by(records.c.reader, records.c.knowledge)
    counts["read_with"] = [
        {"reader": reader, "knowledge": knowledge, "records": number}
        for reader, knowledge, number in sorted(tuple(row) for row in connection.execute(read_with))
    ]
    return counts
