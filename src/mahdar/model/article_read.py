"""ArticleRead: an article that comes with the record read from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.model.article import Article
from mahdar.model.article_record import ArticleRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRead(Article):
    """One article with the record that was read from it elsewhere.

    Attributes:
        record: its text is the article's; which reader and knowledge it is of, it tells itself.
    """

    record: ArticleRecord = field(compare=False)
