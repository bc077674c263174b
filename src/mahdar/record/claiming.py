"""Claiming: articles held to the end of a transaction, so that of several who add one article one goes after another.

A key and a row each, not hope: a new article is claimed by writing its row, whose identifier is a key, a known one by
locking its row. Everything that is made from an article is written by the one who holds it. All claim in the order of
identifiers, the new ones first, so that no two ever wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.dialects import postgresql

from mahdar.model import Article
from mahdar.record import tables
from mahdar.record.articles import Stored, articles_there, chunks, make_current, stored_articles
from mahdar.record.identity import address_of, age, article_id


def claimed(connection: Connection, articles: Iterable[Article]) -> dict[str, Stored]:
    """The articles as the store holds them, by identifier, with the new ones, which have no version yet.

    No one else changes them before the transaction ends; in SQLite no one else writes at all.
    """
    told: dict[str, Article] = {}
    for article in articles:
        name = article_id(article)
        if name not in told or age(told[name]) < age(article):
            told[name] = article
    new = _written(connection, {name: told[name] for name in told.keys() - articles_there(connection, told)})
    known = told.keys() - new.keys()
    if connection.dialect.name == "postgresql":
        _lock(connection, sorted(known))
    fresh = {name: Stored(number, name, None, {}) for name, number in new.items()}
    return stored_articles(connection, known) | fresh


def settle(connection: Connection, new: Iterable[Stored]) -> None:
    """Have the rows of new articles tell the version that is current, where it is not the one they were claimed with.

    Of two deliveries of one text it is the first collected that stands, which may have another day.
    """
    table = tables.articles
    rows = {there.number: there for there in new}
    for some in chunks(rows):
        told = select(table.c.number, table.c.sha256, table.c.published).where(table.c.number.in_(some))
        for row in connection.execute(told).all():
            newest = rows[row.number].newest
            if (row.sha256, row.published) != (newest.sha256, newest.published):
                make_current(connection, rows[row.number])
                rows[row.number].current = None


def _written(connection: Connection, new: dict[str, Article]) -> dict[str, int]:
    """The numbers of those of some articles that were not written by another meanwhile, by identifier."""
    if not new:
        return {}
    alone = connection.dialect.name == "sqlite"
    numbers = _free_ones(connection, len(new)) if alone else _drawn(connection, len(new))
    rows: list[dict[str, Any]] = [
        {
            "number": number,
            "id": name,
            "outlet": article.outlet,
            "address": address_of(article),
            "sha256": article.sha256,
            "published": article.published,
        }
        for number, (name, article) in zip(numbers, sorted(new.items()), strict=True)
    ]
    table = tables.articles
    if alone:
        connection.execute(insert(table), rows)
        return {row["id"]: row["number"] for row in rows}
    claim = postgresql.insert(table).on_conflict_do_nothing(index_elements=[table.c.id])
    taken: dict[str, int] = {}
    for some in chunks(rows):
        for row in connection.execute(claim.values(some).returning(table.c.id, table.c.number)):
            taken[row.id] = row.number
    return taken


def _free_ones(connection: Connection, wanted: int) -> Sequence[int]:
    first = (connection.scalar(select(func.max(tables.articles.c.number))) or 0) + 1
    return range(first, first + wanted)


def _drawn(connection: Connection, wanted: int) -> Sequence[int]:
    """Numbers that no one else draws; those of a transaction that is taken back are never used."""
    draw = text("SELECT nextval('article_numbers') FROM generate_series(1, :wanted)")
    return list(connection.execute(draw, {"wanted": wanted}).scalars())


def _lock(connection: Connection, names: Sequence[str]) -> None:
    table = tables.articles
    for some in chunks(names):
        rows = select(table.c.id).where(table.c.id.in_(some)).order_by(table.c.id)
        connection.execute(rows.with_for_update(key_share=True)).all()
