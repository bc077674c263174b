"""Articles and versions in the store: what was given, kept for good."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, func, insert, select, update

from mahdar.model import Article
from mahdar.record import tables
from mahdar.record.identity import age, article_id, found_in, precedence, told_of
from mahdar.record.writing import write_rows

#: Rows asked for at once by identifier, well below what either database allows.
CHUNK = 500
T = TypeVar("T")


@dataclass(slots=True)
class Stored:
    """An article of the store with its versions: number, identifier, and each text's article by its hash."""

    number: int
    id: str
    current: str | None
    versions: dict[str, Article]

    @property
    def newest(self) -> Article:
        """The version that is current: the greatest by updated, published, collected and hash."""
        alone = len(self.versions) == 1
        return next(iter(self.versions.values())) if alone else max(self.versions.values(), key=age)


def chunks(values: Iterable[T], most: int = CHUNK) -> Iterator[list[T]]:
    """The values in lists of so many at most, short enough to ask a database for."""
    rest = list(values)
    for start in range(0, len(rest), most):
        yield rest[start : start + most]


def stored_articles(connection: Connection, ids: Iterable[str]) -> dict[str, Stored]:
    """The articles of these identifiers that the store holds, with all their versions."""
    found: dict[int, Stored] = {}
    for names in chunks(sorted(set(ids))):
        for row in connection.execute(select(tables.articles).where(tables.articles.c.id.in_(names))):
            found[row.number] = Stored(row.number, row.id, row.sha256, {})
    for numbers in chunks(found):
        for row in connection.execute(select(tables.versions).where(tables.versions.c.article.in_(numbers))):
            found[row.article].versions[row.sha256] = article_of(row)
    return {stored.id: stored for stored in found.values()}


def articles_there(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these identifiers are those of articles that the store holds."""
    name = tables.articles.c.id
    return {
        there
        for some in chunks(ids)
        for there in connection.execute(select(name).where(name.in_(some))).scalars()
    }


def article_of(row: Row[Any]) -> Article:
    """The article of a row of `versions`."""
    return Article(
        doc_id=row.doc_id,
        text=row.text,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        updated=row.updated,
        collected=row.collected,
        title=row.title,
        author=row.author,
        found=found_in(row.found),
    )


def is_new(article: Article, stored: Stored | None) -> bool:
    """Whether an article brings a text, or dates of a text, that a record must be read from."""
    known = stored.versions.get(article.sha256) if stored else None
    return known is None or (told_of(known) != told_of(article) and precedence(article) < precedence(known))


def keep_articles(connection: Connection, stored: dict[str, Stored], articles: Sequence[Article]) -> None:
    """Store versions of articles; what is stored already stays.

    Of two deliveries of one text with different dates, title or author the one collected first stands, and the other
    is kept beside it.

    Args:
        connection: in a transaction that writes.
        stored: the articles as the store holds them, claimed by this transaction; afterwards as they now stand.
        articles: what is to be stored.
    """
    texts, changed, deliveries = [], [], []
    for article in articles:
        there = stored[article_id(article)]
        known = there.versions.get(article.sha256)
        if known is None:
            texts.append((there.number, article.sha256))
        elif told_of(known) == told_of(article):
            continue
        else:
            first, other = sorted((known, article), key=precedence)
            deliveries.append((there.number, other))
            if first is known:
                continue
            changed.append((there.number, article.sha256))
        there.versions[article.sha256] = article
    _insert_versions(connection, stored, texts)
    _tell_again(connection, stored, [key for key in changed if key not in set(texts)], deliveries)


def _insert_versions(connection: Connection, stored: dict[str, Stored], texts: list[tuple[int, str]]) -> None:
    by_number = {there.number: there for there in stored.values()}
    rows = []
    for number, sha256 in texts:
        article = by_number[number].versions[sha256]
        rows.append(
            {
                "article": number,
                "sha256": sha256,
                "outlet": article.outlet,
                "url": article.url,
                "text": article.text,
                "found": None,
                **told_of(article),
            }
        )
    write_rows(connection, tables.versions, rows)


def _tell_again(
    connection: Connection,
    stored: dict[str, Stored],
    changed: list[tuple[int, str]],
    deliveries: list[tuple[int, Article]],
) -> None:
    by_number = {there.number: there for there in stored.values()}
    for number, sha256 in changed:
        told = {"found": None, **told_of(by_number[number].versions[sha256])}
        versions = tables.versions
        connection.execute(
            update(versions).where(versions.c.article == number, versions.c.sha256 == sha256).values(**told)
        )
    for number, article in deliveries:
        told_words = json.dumps(told_of(article), ensure_ascii=False, sort_keys=True)
        kept = tables.deliveries
        key = (kept.c.article == number, kept.c.sha256 == article.sha256, kept.c.told == told_words)
        if connection.scalar(select(func.count()).select_from(kept).where(*key)) == 0:
            connection.execute(insert(kept).values(article=number, sha256=article.sha256, told=told_words))


def make_current(connection: Connection, stored: Stored) -> None:
    """Have the greatest version of an article be its current one."""
    newest = stored.newest
    stored.current = newest.sha256
    connection.execute(
        update(tables.articles)
        .where(tables.articles.c.number == stored.number)
        .values(sha256=newest.sha256, published=newest.published)
    )


def numbers_of(connection: Connection) -> list[int]:
    """The numbers of all articles, in the order they came in."""
    number = tables.articles.c.number
    return list(connection.execute(select(number).order_by(number)).scalars())


def versions_of(connection: Connection, numbers: Sequence[int]) -> list[tuple[int, Article]]:
    """Every version of the articles of these numbers, with the number, in order."""
    versions = tables.versions
    query = select(versions).where(versions.c.article.in_(numbers))
    rows = connection.execute(query.order_by(versions.c.article, versions.c.sha256))
    return [(row.article, article_of(row)) for row in rows]
