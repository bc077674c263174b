"""Readers: what turns articles into records when a record is grown, and of which version."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from mahdar.keeping.verifying import faults_of
from mahdar.keeping.workers import ALONE, Lost, Processes, Workers, WorkersError
from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, ArticleRead, ArticleRecord, record_from_json, to_json
from mahdar.reading import READER_VERSION, read_article
from mahdar.reading.many import knowledge_of
from mahdar.record.prepared import Prepared, prepared
from mahdar.record.terms import analysis_of

R = TypeVar("R", ArticleRecord, Prepared)
Outcome = tuple[Article, ArticleRecord | str]
"""An article with the record read from it, or with the reason why there is none."""
Ready = tuple[Article, Prepared | str]
"""An article with its record as a store keeps it, or with the reason why there is none."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads articles, in their order, the versions that its records tell, and who works for it.

    Attributes:
        version: of the reader.
        knowledge: what it reads with.
        read: articles to their records.
        workers: those who read, who look for shared text too.
        ready: articles to their records as a store keeps them, where the workers make that too.
    """

    version: str
    knowledge: Knowledge
    read: Callable[[Iterable[Article]], Iterator[Outcome]]
    workers: Workers = ALONE
    ready: Callable[[Iterable[Article]], Iterator[Ready]] | None = None

    def prepared(self, articles: Iterable[Article]) -> Iterator[Ready]:
        """Each article with its record as a store keeps it, in order."""
        return self.ready(articles) if self.ready else _made_ready(self.read(articles), self.knowledge)


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
    house = _House(overlay, knowledge, workers)
    return Reader(READER_VERSION, knowledge, house.read, workers, house.prepared)


@dataclass(frozen=True, slots=True)
class _House:
    overlay: Path | None
    knowledge: Knowledge
    workers: Workers

    def read(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Each article with its record, in order."""
        return self._each(articles, _taken, partial(read_part, overlay=self.overlay))

    def prepared(self, articles: Iterable[Article]) -> Iterator[Ready]:
        """Each article with its record as a store keeps it, in order."""
        return self._each(articles, self._taken_ready, partial(prepare_part, overlay=self.overlay))

    def _each(
        self,
        articles: Iterable[Article],
        taken: Callable[[Iterable[Article]], Iterator[tuple[Article, R | str]]],
        work: Callable[[list[Article]], Part[R]],
    ) -> Iterator[tuple[Article, R | str]]:
        """What is made of each article: here of those that come with their record, by the workers of others."""
        for is_read, some in groupby(articles, self._is_read):
            outcomes = taken if is_read else partial(self._by_workers, work)
            yield from outcomes(some)

    def _taken_ready(self, articles: Iterable[Article]) -> Iterator[Ready]:
        return _made_ready(_taken(articles), self.knowledge)

    def _is_read(self, article: Article) -> bool:
        """Whether an article comes with the record that this reader would read from it."""
        if not isinstance(article, ArticleRead):
            return False
        record = article.record
        return (record.reader, record.knowledge) == self._versions and record.sha256 == article.sha256

    @property
    def _versions(self) -> tuple[str, str]:
        return READER_VERSION, self.knowledge.version

    def _by_workers(
        self, work: Callable[[list[Article]], Part[R]], articles: Iterable[Article]
    ) -> Iterator[tuple[Article, R | str]]:
        """What the workers make of each article, in order."""
        under_way: deque[list[Article]] = deque()

        def parts() -> Iterator[list[Article]]:
            incoming = iter(articles)
            while some := list(islice(incoming, self.workers.at_once)):
                under_way.append(some)
                yield some

        for made in self.workers.each(work, parts()):
            some = under_way.popleft()
            outcomes = (
                self._one_by_one(work, some) if isinstance(made, Lost) else self._of_this_version(made.made)
            )
            yield from zip(some, outcomes, strict=True)

    def _one_by_one(
        self, work: Callable[[list[Article]], Part[R]], articles: list[Article]
    ) -> Iterator[R | str]:
        """Read the articles of a part that was lost each by itself, so that the one to blame is told alone."""
        for made in self.workers.each(work, ([article] for article in articles)):
            if isinstance(made, Lost):
                yield f"could not be read: {made.reason}"
            else:
                yield from self._of_this_version(made.made)

    def _of_this_version(self, made: Sequence[R | str]) -> Sequence[R | str]:
        """What a worker made, where it reads as this machine does."""
        for one in made:
            if not isinstance(one, str) and (one.reader, one.knowledge) != self._versions:
                versions = (one.reader, one.knowledge), self._versions
                raise WorkersError(other_versions(*(f"reader {r}, knowledge {k}" for r, k in versions)))
        return made


def other_versions(theirs: str, own: str) -> str:
    """What to tell where a worker reads otherwise than those who ask it."""
    return (
        f"a worker reads with {theirs}, this machine with {own}: install one version of Mahdar on all machines, and "
        "lay the folder of --knowledge in the same place on each"
    )


@dataclass(frozen=True, slots=True)
class Part(Generic[R]):
    """What came of the articles of a part, in order."""

    made: Sequence[R | str]


@dataclass(frozen=True, slots=True)
class PartRead(Part[ArticleRecord]):
    """Records of the articles of a part; they go from process to process as JSON, six times as fast."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        words = [made if isinstance(made, str) else to_json(made).encode() for made in self.made]
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


def prepare_part(articles: list[Article], overlay: Path | None) -> Part[Prepared]:
    """Read some articles as `read_part` does, and make of each what a store keeps.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
    """
    part = read_part(articles, overlay)
    read = zip(articles, part.made, strict=True)
    return Part([made for _, made in _made_ready(read, knowledge_of(overlay))])


def _made_ready(outcomes: Iterable[Outcome], knowledge: Knowledge) -> Iterator[Ready]:
    """What was read as a store keeps it."""
    analysis = analysis_of(knowledge)
    for article, made in outcomes:
        yield article, made if isinstance(made, str) else prepared(article, made, analysis)


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
