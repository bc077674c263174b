"""Readers: what turns articles into records when a record is grown, and of which version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mahdar.keeping.verifying import faults_of
from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRecord
from mahdar.reading import READER_VERSION
from mahdar.reading.many import each_in_order, read_one

Outcome = tuple[Article, ArticleRecord | str]
"""An article with the record read from it, or with the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads articles, in their order, and the versions that its records tell."""

    version: str
    knowledge: Knowledge
    read: Callable[[Iterable[Article]], Iterator[Outcome]]


def house_reader(overlay: Path | None = None, jobs: int = 1) -> Reader:
    """The reader of this house, with a user's knowledge laid over, on so many processes.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
    """
    return Reader(
        READER_VERSION, load(overlay), lambda articles: each_in_order(articles, _outcome, overlay, jobs)
    )


def _outcome(article: Article, overlay: Path | None) -> Outcome:
    """Read one article; one on which the reader fails, or of which it tells what does not hold, is told apart."""
    try:
        record = read_one(article, overlay)
    except Exception as error:  # one article must not stop the others
        return article, f"could not be read: {type(error).__name__}: {error}"
    return article, checked(record)


def checked(record: ArticleRecord) -> ArticleRecord | str:
    """The record, or what does not hold in it: a record with a wrong span is never stored."""
    fault = next(faults_of(record), None)
    return record if fault is None else f"the record read from it does not hold: {fault}"
