"""Many articles, in order, on one core or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRecord
from mahdar.reading import read_article

#: Articles under way for each process: enough to keep it busy, few enough to read input of any length.
_AHEAD = 16
P = TypeVar("P")
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
    yield from in_order(articles, partial(read_one, overlay=overlay), jobs)


def in_order(parts: Iterable[P], work: Callable[[P], T], jobs: int, ahead: int = _AHEAD) -> Iterator[T]:
    """What a function of a module makes of each part of a work, in their order, in one process or several.

    Args:
        parts: taken one by one as room comes free.
        work: what is done with each.
        jobs: processes.
        ahead: parts under way for each process.
    """
    if jobs <= 1:
        yield from map(work, parts)
        return
    with ProcessPoolExecutor(jobs) as pool:
        under_way: deque[Future[T]] = deque()
        for part in parts:
            under_way.append(pool.submit(work, part))
            if len(under_way) >= jobs * ahead:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def read_one(article: Article, overlay: Path | None) -> ArticleRecord:
    """The record of an article, with knowledge that is loaded once in each process."""
    return read_article(article, knowledge_of(overlay))


@lru_cache(maxsize=1)
def knowledge_of(overlay: Path | None) -> Knowledge:
    """The knowledge, loaded once in each process."""
    return load(overlay)
