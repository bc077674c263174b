"""Many articles: the knowledge that they are read with, loaded once in each process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRecord
from mahdar.reading import read_article


def read_one(article: Article, overlay: Path | None) -> ArticleRecord:
    """The record of an article, with knowledge that is loaded once in each process."""
    return read_article(article, knowledge_of(overlay))


@lru_cache(maxsize=1)
def knowledge_of(overlay: Path | None) -> Knowledge:
    """The knowledge, loaded once in each process."""
    return load(overlay)
