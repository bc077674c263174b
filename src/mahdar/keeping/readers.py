"""Readers: what turns articles into records when a record is grown, and of which version."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from mahdar.keeping.verifying import faults_of
from mahdar.keeping.workers import ALONE, Lost, Processes, Workers, WorkersError
from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRead, ArticleRecord, record_from_json, to_json
from mahdar.reading import READER_VERSION, read_article
from mahdar.reading.many import knowledge_of

Outcome = tuple[Article, ArticleRecord | str]
"""An article with the record read from it, or with the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads articles, in their order, the versions that its records tell, and who works for it."""

    version: str
    knowledge: Knowledge
    read: Callable[[Iterable[Article]], Iterator[Outcome]]
    workers: Workers = ALONE


def house_reader(overlay: Path | None = None, jobs: int = 1, workers: Workers | None = None) -> Reader:
    """The reader of this house, with a user's knowledge laid over.

    An article that comes with its record (`ArticleRead`) is not read again where this reader with this knowledge
    read it.

    Args:
        overlay: folder of a user's own knowledge files.
        jobs: processes of this machine that read, where no workers are given.
        workers: those who read; the records are the same whoever they are.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
    """
    knowledge = load(overlay)
    workers = workers or Processes(jobs)
    house = _House(overlay, knowledge.version, workers)
    return Reader(READER_VERSION, knowledge, house.read, workers)


@dataclass(frozen=True, slots=True)
class _House:
    overlay: Path | None
    knowledge: str
    workers: Workers

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Each article with its record, in order."""
        for is_read, some in groupby(articles, self._is_read):
            outcomes = _taken if is_read else self._read
            yield from outcomes(some)

    def _is_read(self, article: Article) -> bool:
        """Whether an article comes with the record that this reader would read from it."""
        if not isinstance(article, ArticleRead):
            return False
        record = article.record
        versions = READER_VERSION, self.knowledge
        return (record.reader, record.knowledge) == versions and record.sha256 == article.sha256

    def _read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        under_way: deque[list[Article]] = deque()

        def parts() -> Iterator[list[Article]]:
            incoming = iter(articles)
            while some := list(islice(incoming, self.workers.at_once)):
                under_way.append(some)
                yield some

        work = partial(read_part, overlay=self.overlay)
        for made in self.workers.each(work, parts()):
            some = under_way.popleft()
            records = self._one_by_one(some) if isinstance(made, Lost) else made.records
            yield from zip(some, map(self._of_this_version, records), strict=True)

    def _one_by_one(self, articles: list[Article]) -> Iterator[ArticleRecord | str]:
        """Read the articles of a part that was lost each by itself, so that the one to blame is told alone."""
        work = partial(read_part, overlay=self.overlay)
        for made in self.workers.each(work, ([article] for article in articles)):
            if isinstance(made, Lost):
                yield f"could not be read: {made.reason}"
            else:
                yield from made.records

    def _of_this_version(self, made: ArticleRecord | str) -> ArticleRecord | str:
        if isinstance(made, str):
            return made
        theirs, own = (made.reader, made.knowledge), (READER_VERSION, self.knowledge)
        if theirs != own:
            words = [f"reader {reader}, knowledge {knowledge}" for reader, knowledge in (theirs, own)]
            raise WorkersError(other_versions(*words))
        return made


def other_versions(theirs: str, own: str) -> str:
    """What to tell where a worker reads otherwise than those who ask it."""
    return (
        f"a worker reads with {theirs}, this machine with {own}: install one version of Mahdar on all machines, and "
        "lay the folder of --knowledge in the same place on each"
    )


@dataclass(frozen=True, slots=True)
class PartRead:
    """What came of the articles of a part, in order; it goes from process to process as JSON, six times as fast."""

    records: list[ArticleRecord | str]

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        words = [made if isinstance(made, str) else to_json(made).encode() for made in self.records]
        return _unpacked, (words,)


def _unpacked(words: list[str | bytes]) -> PartRead:
    return PartRead([made if isinstance(made, str) else record_from_json(made) for made in words])


def read_part(articles: list[Article], overlay: Path | None) -> PartRead:
    """Read some articles, with knowledge that is loaded once in each process.

    One on which the reader fails, or of which it tells what does not hold, is told apart.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
    """
    knowledge = knowledge_of(overlay)
    return PartRead([_outcome(article, knowledge) for article in articles])


def _outcome(article: Article, knowledge: Knowledge) -> ArticleRecord | str:
    try:
        record = read_article(article, knowledge)
    except Exception as error:  # one article must not stop the others
        return f"could not be read: {type(error).__name__}: {error}"
    return checked(record)


def _taken(articles: Iterable[Article]) -> Iterator[Outcome]:
    for article in articles:
        assert isinstance(article, ArticleRead)
        yield article, checked(article.record)


def checked(record: ArticleRecord) -> ArticleRecord | str:
    """The record, or what does not hold in it: a record with a wrong span is never stored."""
    fault = next(faults_of(record), None)
    return record if fault is None else f"the record read from it does not hold: {fault}"
