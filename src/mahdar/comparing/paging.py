"""Pages of items of articles, the latest published first, without putting all of them in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    Table,
    func,
    or_,
    select,
    tuple_,
    union,
)

from mahdar.record import tables

Among = Callable[[Table, Sequence[Select[Any]]], ColumnElement[bool]]
"""That an item is among some, given by selections of article and identifier."""

#: Looking through an article costs as much as putting so many items in order.
_DEARER = 16
#: How many times as many articles are looked at each time, where those before held too few.
_WIDER = 2


def is_among(table: Table, items: Select[Any] | CompoundSelect[Any]) -> ColumnElement[bool]:
    """That an item is among some, each given by article and identifier, which is how the database finds it."""
    return tuple_(table.c.article, table.c.id).in_(items)


def is_in(table: Table, parts: Sequence[Select[Any]]) -> ColumnElement[bool]:
    """That an item is among those that any of some selections give; they are looked up first."""
    return is_among(table, union(*parts) if len(parts) > 1 else parts[0])


def stands_in(table: Table, parts: Sequence[Select[Any]]) -> ColumnElement[bool]:
    """That an item is among those that any of some selections give, looked up for each item by itself.

    For few items, where the selections give many.
    """
    return or_(
        *(
            part.where(article == table.c.article, item == table.c.id).exists()
            for part in parts
            for article, item in [tuple(part.selected_columns)]
        )
    )


def count_of(connection: Connection, chosen: Select[Any] | CompoundSelect[Any]) -> int:
    """How many rows a selection gives."""
    return connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0


def are_few(connection: Connection, total: int, limit: int | None, offset: int, each: float = 1) -> bool:
    """Whether it is cheaper to put items in order than to look for a page of them among the latest articles.

    Args:
        connection: in a transaction that reads.
        total: how many items there are.
        limit, offset: the page.
        each: as what looking through an article counts, where putting an item in order is one.
    """
    return limit is None or (offset + limit) * _articles(connection) * each >= total * total


def _articles(connection: Connection) -> int:
    """About how many articles there are."""
    last: int | None = connection.scalar(select(func.max(tables.articles.c.number)))
    return last or 0


class Walked(NamedTuple):
    """Items that are looked for article by article.

    Attributes:
        chosen: the items, joined with their articles, by `stands_in`.
        article: which column holds the number of the article.
        order: theirs, after the day and the identifier of the article.
    """

    chosen: Select[Any]
    article: ColumnElement[int]
    order: Sequence[ColumnElement[Any]]


def latest(
    connection: Connection, walked: Walked, total: int, limit: int | None, offset: int
) -> Sequence[Any] | None:
    """A page of items, found by looking through the latest articles until enough of them are.

    Args:
        connection: in a transaction that reads.
        walked: the items.
        total: how many there are.
        limit, offset: the page.

    Returns:
        The rows; None where it is cheaper to put all of them in order: they are few for a page so far on, or none of
        so many articles looked at hold enough.
    """
    if not limit or not total or are_few(connection, total, limit, offset, _DEARER):
        return None
    wanted = min(offset + limit, total)
    articles, most = _articles(connection), total // _DEARER
    found: list[Any] = []
    seen, width = 0, 2 * wanted * articles // total + 1
    while len(found) < wanted and seen < most:
        found += connection.execute(_among_latest(walked, seen, width)).all()
        seen, width = seen + width, width * _WIDER
    return found[offset : offset + limit] if len(found) >= wanted else None


def _among_latest(walked: Walked, after: int, width: int) -> Select[Any]:
    """The items of so many articles, after those looked at."""
    articles = tables.articles.alias("near")
    near = (
        select(articles.c.number)
        .order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc())
        .limit(width)
        .offset(after)
    )
    return walked.chosen.where(walked.article.in_(near)).order_by(*walked.order)
