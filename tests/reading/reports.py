"""Helpers of the reading tests: read a few lines of Arabic written for the test."""

from mahdar.knowledge import load
from mahdar.model import Article, ArticleRecord
from mahdar.reading import read_article


def read(text: str, published: str | None = "2015-08-12") -> ArticleRecord:
    return read_article(Article(doc_id="t", text=text, published=published), load())


def told(record: ArticleRecord) -> list[tuple[list[str], str, str]]:
    """Speakers' names, cue and content of each statement."""
    names = {a.id: a.name for a in record.actors}
    return [([names[i] for i in s.speakers], s.cue.exact, s.content.exact) for s in record.statements]


def via(record: ArticleRecord) -> list[list[str]]:
    names = {a.id: a.name for a in record.actors}
    return [[names[i] for i in s.via] for s in record.statements]
