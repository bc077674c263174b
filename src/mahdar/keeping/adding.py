"""Add articles to a record: only what is new is read, a batch is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from mahdar.keeping.linking import keep_linked
from mahdar.keeping.readers import Reader, Ready
from mahdar.keeping.telling import Failed, Stepped, nothing
from mahdar.model import Article
from mahdar.record.articles import is_new, stored_articles
from mahdar.record.growing import Grown, grow
from mahdar.record.identity import article_id, is_storable, told_of
from mahdar.record.store import Store
from mahdar.record.terms import Analysis, analysis_of

#: Articles a transaction stores; what a `kill -9` costs is to read so many again, which takes a second or two.
BATCH = 250


def add(
    store: Store,
    articles: Iterable[Article],
    reader: Reader,
    failed: Failed = nothing,
    stepped: Stepped = nothing,
    batch: int = BATCH,
) -> Grown:
    """Read the articles that the store does not hold yet, store them with their records, and link the record.

    The same outlet, address and text is nothing new; the same text elsewhere is another article; another text is a
    new version, and the old one is kept. Every batch is one transaction: after an end at any instant the same call
    goes on where the last batch ended.

    Args:
        store: begun with `begin_record`.
        articles: in any order; taken as room comes free.
        reader: reads them.
        failed: told of each article that gave no record, with the reason; nothing of it is stored.
        stepped: told how many articles are done, after each batch.
        batch: articles in a transaction.

    Raises:
        RecordError: where the record cannot be written; what was stored before stays.
    """
    grown = add_unlinked(store, articles, reader, failed, stepped, batch)
    keep_linked(store, reader.knowledge, reader.workers)
    return grown


def add_unlinked(
    store: Store,
    articles: Iterable[Article],
    reader: Reader,
    failed: Failed = nothing,
    stepped: Stepped = nothing,
    batch: int = BATCH,
) -> Grown:
    """As `add`, for those who add many times and link once: `mahdar.keeping.linking.keep_linked`."""
    analysis = analysis_of(reader.knowledge)
    passed = _Passed()
    total = Grown()
    outcomes = reader.prepared(_new_ones(store, _storable(articles, failed), passed, batch))
    while some := list(islice(outcomes, batch)):
        total += _store(store, some, analysis, failed)
        stepped(total.articles + total.versions + passed.known)
    return total + Grown(known=passed.known)


class _Passed:
    """How many articles were passed over because the store holds them."""

    def __init__(self) -> None:
        self.known = 0


def _storable(articles: Iterable[Article], failed: Failed) -> Iterator[Article]:
    for article in articles:
        if all(map(is_storable, (article.text, article.outlet, article.url, *told_of(article).values()))):
            yield article
        else:
            failed(article, "a field holds NUL or half a surrogate pair, which no record can hold")


def _new_ones(store: Store, articles: Iterable[Article], passed: _Passed, batch: int) -> Iterator[Article]:
    incoming = iter(articles)
    while some := list(islice(incoming, batch)):
        with store.reading() as connection:
            stored = stored_articles(connection, map(article_id, some))
        for article in some:
            if is_new(article, stored.get(article_id(article))):
                yield article
            else:
                passed.known += 1


def _store(store: Store, outcomes: list[Ready], analysis: Analysis, failed: Failed) -> Grown:
    read = []
    for article, made in outcomes:
        if isinstance(made, str):
            failed(article, made)
        else:
            read.append((article, made))
    if not read:
        return Grown()
    with store.growing() as connection:
        return grow(connection, read, analysis)
