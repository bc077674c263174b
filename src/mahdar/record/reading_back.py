"""Article records out of the store, in an order that depends on nothing but themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, select

from mahdar.model import ArticleRecord
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.prepared import whole

_AT_ONCE = 100


def current_records_of(connection: Connection, ids: Iterable[str] | None = None) -> Iterator[ArticleRecord]:
    """The record of each article's current version, decisions applied, by outlet and address.

    Args:
        connection: in a transaction that reads.
        ids: identifiers of the articles asked for; all where None.
    """
    articles = tables.articles
    order = (func.coalesce(articles.c.outlet, ""), articles.c.address, articles.c.id)
    query = select(articles.c.number).order_by(*order)
    if ids is None:
        numbers = list(connection.execute(query).scalars())
    else:
        some = [
            list(connection.execute(query.where(articles.c.id.in_(part))).scalars()) for part in chunks(ids)
        ]
        numbers = [number for part in some for number in part]
    for batch in chunks(numbers, _AT_ONCE):
        yield from _records(connection, batch)


def records_by_article(connection: Connection) -> Iterator[tuple[str, ArticleRecord]]:
    """Identifier and record of each article's current version, decisions applied, without its text."""
    articles, records = tables.articles, tables.records
    query = (
        select(articles.c.id, records.c.machine, records.c.decided)
        .join(records, (records.c.article == articles.c.number) & (records.c.sha256 == articles.c.sha256))
        .order_by(articles.c.id)
    )
    rows = connection.execute(query.execution_options(yield_per=_AT_ONCE))
    for row in rows:
        yield row.id, whole(row.decided or row.machine, "")


def versions_read(connection: Connection) -> Iterator[tuple[str, str, str, str]]:
    """For each article its identifier, its current text's hash, and the versions of reader and knowledge."""
    articles, records = tables.articles, tables.records
    query = select(articles.c.id, articles.c.sha256, records.c.reader, records.c.knowledge).join(
        records, (records.c.article == articles.c.number) & (records.c.sha256 == articles.c.sha256)
    )
    for row in connection.execute(query):
        yield row.id, row.sha256, row.reader, row.knowledge


def _records(connection: Connection, numbers: list[int]) -> Iterator[ArticleRecord]:
    articles, versions, records = tables.articles, tables.versions, tables.records
    rows = connection.execute(
        select(articles.c.number, versions.c.text, records.c.machine, records.c.decided)
        .join(versions, (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256))
        .join(records, (records.c.article == versions.c.article) & (records.c.sha256 == versions.c.sha256))
        .where(articles.c.number.in_(numbers))
    )
    found = {row.number: whole(row.decided or row.machine, row.text) for row in rows}
    for number in numbers:
        if number in found:
            yield found[number]
