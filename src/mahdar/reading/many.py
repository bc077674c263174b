"""Many articles, in order, on one core or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRecord
from mahdar.reading import read_article

#: Articles under way for each process: enough to keep it busy, few enough to read input of any length.
_AHEAD = 16
T = TypeVar("T")


def read_many(
    articles: Iterable[Article], overlay: Path | None = None, jobs: int = 1
) -> Iterator[ArticleRecord]:
    """The record of each article, in the order of the articles.

    Args:
        articles: taken one by one as room comes free, so that they may be more than fit into memory.
        overlay: folder of a user's own knowledge files.
        jobs: processes that read; the records are the same for any number.
    """
    yield from each_in_order(articles, read_one, overlay, jobs)


def each_in_order(
    articles: Iterable[Article], work: Callable[[Article, Path | None], T], overlay: Path | None, jobs: int
) -> Iterator[T]:
    """What a function of a module makes of each article, in the order of the articles, in one process or several."""
    if jobs <= 1:
        for article in articles:
            yield work(article, overlay)
        return
    with ProcessPoolExecutor(jobs) as pool:
        under_way: deque[Future[T]] = deque()
        for article in articles:
            under_way.append(pool.submit(work, article, overlay))
            if len(under_way) >= jobs * _AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def read_one(article: Article, overlay: Path | None) -> ArticleRecord:
    """The record of an article, with knowledge that is loaded once in each process."""
    return read_article(article, _knowledge(overlay))


@lru_cache(maxsize=1)
def _knowledge(overlay: Path | None) -> Knowledge:
    """The knowledge, loaded once in each process."""
    return load(overlay)
