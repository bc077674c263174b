"""Read again what a better reader or knowledge would read otherwise, and make everything anew from what was given."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from mahdar.keeping.adding import BATCH
from mahdar.keeping.linking import keep_linked
from mahdar.keeping.readers import Reader, Ready
from mahdar.keeping.telling import Failed, Stepped, nothing
from mahdar.model import Article
from mahdar.record.articles import chunks, numbers_of, stored_articles, versions_of
from mahdar.record.growing import Grown, current_records, grow, index, numbers_read_otherwise, renew
from mahdar.record.identity import article_id
from mahdar.record.store import Store
from mahdar.record.terms import Analysis, analysis_of
from mahdar.record.upkeep import REBUILD, TERMS, begin_terms, end_terms, remember, setting, terms_agree


def reread(
    store: Store, reader: Reader, failed: Failed = nothing, stepped: Stepped = nothing, batch: int = BATCH
) -> int:
    """Read again every version that was read by another reader or with other knowledge.

    Decisions are replayed over what is read now; identifiers that it gives no longer are redirected. A version that
    cannot be read now keeps the record it has. Each batch is one transaction; the same call goes on after an end.

    Returns:
        How many versions were read again.
    """
    analysis = analysis_of(reader.knowledge)
    with store.writing() as connection:
        if setting(connection, TERMS) == analysis.version:
            numbers = numbers_read_otherwise(connection, reader.version, reader.knowledge.version)
        else:  # other knowledge parts words otherwise: all search terms are made anew
            numbers = numbers_of(connection)
            begin_terms(connection, analysis)
    done = 0
    outcomes = _outcomes(store, reader, numbers)
    while some := list(islice(outcomes, batch)):
        done += _store(store, some, analysis, failed)
        stepped(done)
    with store.writing() as connection:
        end_terms(connection, analysis)
    keep_linked(store, reader.knowledge, reader.workers)
    return done


def rebuild(
    store: Store, reader: Reader, failed: Failed = nothing, stepped: Stepped = nothing, batch: int = BATCH
) -> int:
    """Make every record, row, search term and standing anew from the articles and the ledger.

    The record can be used all the while, and an interrupted rebuild goes on where it stopped.

    Returns:
        How many versions were read.
    """
    analysis = analysis_of(reader.knowledge)
    versions = [reader.version, reader.knowledge.version]
    with store.writing() as connection:
        reached = json.loads(setting(connection, REBUILD) or "[]")
        # Search terms that others wrote meanwhile with other knowledge may be of any article.
        goes_on = reached[:2] == versions and terms_agree(connection, analysis)
        after = reached[2] if goes_on else 0
        numbers = [number for number in numbers_of(connection) if number > after]
        begin_terms(connection, analysis)
    done = 0
    outcomes = _outcomes(store, reader, numbers)
    while some := list(islice(outcomes, batch)):
        # Of the last article other versions may still come.
        done += _store(store, some, analysis, failed, json.dumps([*versions, some[-1][0] - 1]))
        stepped(done)
    with store.writing() as connection:
        remember(connection, REBUILD, None)
        end_terms(connection, analysis)
    keep_linked(store, reader.knowledge, reader.workers)
    return done


def _outcomes(store: Store, reader: Reader, numbers: Sequence[int]) -> Iterator[tuple[int, Ready]]:
    """What the reader makes of every version of these articles, with the article's number, in order."""
    under_way: deque[int] = deque()

    def articles() -> Iterator[Article]:
        for some in chunks(numbers, BATCH):
            with store.reading() as connection:
                versions = versions_of(connection, some)
            for number, article in versions:
                under_way.append(number)
                yield article

    for outcome in reader.prepared(articles()):
        yield under_way.popleft(), outcome


def _store(
    store: Store,
    outcomes: list[tuple[int, Ready]],
    analysis: Analysis,
    failed: Failed,
    reached: str | None = None,
) -> int:
    read = []
    lost = []
    for _, (article, made) in outcomes:
        if isinstance(made, str):
            failed(article, made)
            lost.append(article_id(article))
        else:
            read.append((article, made))
    with store.writing() as connection:
        grown = grow(connection, read, analysis) if read else Grown()
        # What cannot be read now keeps its record, with decisions and search terms made anew all the same.
        kept = list(stored_articles(connection, lost).values())
        index(connection, kept, analysis)
        renew(connection, kept, current_records(connection, kept))
        if reached:
            remember(connection, REBUILD, reached)
    return grown.known
