"""Text that articles share: kept with the texts it was looked for in, so that what is new since then is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from mahdar.model import Passage, from_json, to_json
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.differing import replace_rows
from mahdar.record.identity import hashed


class TextOfArticle(NamedTuple):
    """The current text of an article, and what is known of it when copies are looked for."""

    id: str
    text: str
    outlet: str | None
    day: str | None
    author: str | None


class TextState(NamedTuple):
    """Which text an article has, and its day."""

    sha256: str
    day: str | None


def text_states(connection: Connection) -> dict[str, TextState]:
    """The current text of each article by the article's identifier."""
    articles, versions = tables.articles, tables.versions
    day = func.coalesce(versions.c.published, versions.c.collected)
    rows = connection.execute(
        select(articles.c.id, articles.c.sha256, day.label("day")).join(
            versions, (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256)
        )
    )
    return {row.id: TextState(row.sha256, row.day) for row in rows}


def text_sizes(connection: Connection) -> Iterator[tuple[str, str | None, int]]:
    """Identifier, day and code points of the current text of each article."""
    articles, versions = tables.articles, tables.versions
    day = func.coalesce(versions.c.published, versions.c.collected)
    rows = connection.execute(
        select(articles.c.id, day.label("day"), func.length(versions.c.text).label("size")).join(
            versions, (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256)
        )
    )
    yield from ((row.id, row.day, row.size) for row in rows)


def linked_texts(connection: Connection) -> dict[str, TextState]:
    """The texts in which passages were looked for last."""
    table = tables.linked_texts
    return {row.article_id: TextState(row.sha256, row.day) for row in connection.execute(select(table))}


def note_linked_texts(connection: Connection, states: dict[str, TextState]) -> None:
    """Remember in which texts passages were looked for."""
    rows = ({"article_id": name, "sha256": s.sha256, "day": s.day} for name, s in states.items())
    replace_rows(connection, tables.linked_texts, rows)


def texts_between(connection: Connection, first: str | None, last: str | None) -> Iterator[TextOfArticle]:
    """The current texts of the articles of some days, and of those without a day, by identifier.

    Args:
        connection: in a transaction.
        first, last: ISO days, both included; None for no bound.
    """
    articles, versions = tables.articles, tables.versions
    day = func.coalesce(versions.c.published, versions.c.collected)
    query = (
        select(articles.c.id, versions.c.text, versions.c.outlet, day.label("day"), versions.c.author)
        .join(versions, (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256))
        .order_by(articles.c.id)
    )
    bounds: list[ColumnElement[bool]] = []
    if first is not None:
        bounds.append(day >= first)
    if last is not None:
        bounds.append(func.substr(day, 1, 10) <= last)
    if bounds:
        query = query.where(or_(day.is_(None), and_(*bounds)))
    for row in connection.execute(query):
        yield TextOfArticle(row.id, row.text, row.outlet, row.day, row.author)


def passages(connection: Connection) -> Iterator[Passage]:
    """The passages that articles share, by identifier."""
    table = tables.passages
    for row in connection.execute(select(table.c.whole).order_by(table.c.id)).scalars().all():
        yield from_json(row, Passage)


def keep_all_passages(connection: Connection, found: Iterable[Passage]) -> int:
    """Keep passages in the place of all that were kept before; how many rows differ."""
    return replace_rows(connection, tables.passages, map(_row, dict.fromkeys(found)))


def keep_passages(connection: Connection, anew: Callable[[str, str], bool], found: Iterable[Passage]) -> int:
    """Keep passages in the place of those kept before of some pairs of articles.

    Args:
        connection: in a transaction that writes.
        anew: whether the passages of two articles are among those looked for now.
        found: the passages of these pairs.

    Returns:
        How many rows were written or taken out.
    """
    table = tables.passages
    held = {
        row.id for row in connection.execute(select(table.c.id, table.c.a, table.c.b)) if anew(row.a, row.b)
    }
    rows = {row["id"]: row for row in map(_row, found)}
    gone, new = sorted(held - rows.keys()), sorted(rows.keys() - held)
    for some in chunks(gone):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    if new:
        connection.execute(insert(table), [rows[name] for name in new])
    return len(gone) + len(new)


def _row(passage: Passage) -> dict[str, str]:
    whole = to_json(passage)
    return {"id": "p" + hashed(whole), "a": passage.a, "b": passage.b, "kind": passage.kind, "whole": whole}
