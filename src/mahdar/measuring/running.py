"""Running a measurement: every task at every size, each beside its peer, in CPU seconds of this process."""

from __future__ import annotations

import gc
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from mahdar.arabic.tokens import WORD, tokenize
from mahdar.keeping.adding import add_unlinked
from mahdar.keeping.backing_up import backup
from mahdar.keeping.linking import link_record
from mahdar.keeping.readers import Reader
from mahdar.keeping.telling import Stepped, nothing
from mahdar.knowledge import Knowledge
from mahdar.measuring import peers
from mahdar.measuring.articles import grown
from mahdar.measuring.machine import machine, peak_megabytes
from mahdar.measuring.measures import TASKS, Measure, Report
from mahdar.model import Article, ArticleRecord
from mahdar.reading import READER_VERSION, read_article
from mahdar.record.searching import Query, search
from mahdar.record.store import Store, begin_record
from mahdar.record.terms import analysis_of

T = TypeVar("T")

#: Words asked for: the most frequent, and others at ranks that grow by so much.
_RANKS = (1, 3, 10, 30, 100, 300)
_LETTERS = 4
_LIMIT = 20
#: What is over in a moment is done again until so many CPU seconds have passed.
_MOMENT = 0.2


def measured(
    articles: Sequence[Article], sizes: Sequence[int], knowledge: Knowledge, stepped: Stepped = nothing
) -> Report:
    """Measure every task at every size.

    Args:
        articles: what to measure with; told again, later, where a size wants more (`grown`).
        sizes: numbers of articles.
        knowledge: what is known beforehand.
        stepped: told how many measures are made, after each.

    Raises:
        ValueError: where there is no article, no size, or a size below one.
    """
    if not sizes or min(sizes) < 1:
        raise ValueError("sizes are numbers of articles, one or more")
    for article in articles[:3]:  # the first articles pay for what is built on first use
        read_article(article, knowledge)
    made: list[Measure] = []
    for size in sorted(set(sizes)):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for measure in _at_one_size(grown(articles, size), knowledge, Path(folder)):
                made.append(measure)
                stepped(len(made))
    made.sort(key=lambda measure: (TASKS.index(measure.task), measure.articles))
    return Report(machine=machine(), measures=tuple(made))


def _at_one_size(articles: list[Article], knowledge: Knowledge, folder: Path) -> Iterator[Measure]:
    number, words = len(articles), sum(len(article.text.split()) for article in articles)
    records, seconds = _timed(lambda: [read_article(article, knowledge) for article in articles])
    _, peer = _timed(lambda: peers.folded_words(articles))
    yield Measure(
        task="reading", articles=number, words=words, seconds=seconds, peer=peers.READING, peer_seconds=peer,
        peak_megabytes=peak_megabytes(),
    )  # fmt: skip
    with begin_record(folder / "record.db") as store:
        yield from _kept(store, articles, records, knowledge, folder)


def _kept(
    store: Store, articles: list[Article], records: list[ArticleRecord], knowledge: Knowledge, folder: Path
) -> Iterator[Measure]:
    """Adding, linking, querying and copying, each resting on the one before."""
    number = len(articles)
    read = {(record.doc_id, record.sha256): record for record in records}
    reader = Reader(
        READER_VERSION,
        knowledge,
        lambda new: ((article, read[article.doc_id, article.sha256]) for article in new),
    )
    _, seconds = _timed(lambda: add_unlinked(store, articles, reader))
    _, peer = _timed(lambda: peers.stored(articles, records, folder / "peer.db"))
    yield Measure(
        task="adding", articles=number, seconds=seconds, peer=peers.ADDING, peer_seconds=peer,
        peak_megabytes=peak_megabytes(),
    )  # fmt: skip
    _, seconds = _timed(lambda: link_record(store, knowledge))
    times, peer = _timed(lambda: peers.compared([article.text for article in articles]))
    yield Measure(
        task="linking", articles=number, seconds=seconds, peer=peers.LINKING, peer_seconds=peer * times,
        estimated=times > 1, peak_megabytes=peak_megabytes(),
    )  # fmt: skip
    wanted, analysis, index = _words(articles), analysis_of(knowledge), folder / "index.db"
    peers.indexed(articles, index)

    def ask() -> None:
        with store.reading() as connection:
            for word in wanted:
                search(connection, Query(words=word, limit=_LIMIT), analysis)

    seconds, peer = _again(ask), _again(lambda: peers.asked(index, wanted, _LIMIT))
    yield Measure(
        task="querying", articles=number, seconds=seconds, peer=peers.QUERYING, peer_seconds=peer,
        peak_megabytes=peak_megabytes(),
    )  # fmt: skip
    target = folder / "copy.db"
    _, seconds = _timed(lambda: backup(store, target))
    _, peer = _timed(lambda: peers.copied(target, folder / "copied.db"))
    yield Measure(
        task="copying", articles=number, seconds=seconds, peer=peers.COPYING, peer_seconds=peer,
        megabytes=round(target.stat().st_size / 2**20, 2), peak_megabytes=peak_megabytes(),
    )  # fmt: skip


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a piece of work gives, and its CPU seconds."""
    gc.collect()
    start = time.process_time()
    given = work()
    return given, time.process_time() - start


def _again(work: Callable[[], object]) -> float:
    """CPU seconds of a short piece of work, as a mean of many."""
    work()
    start, rounds = time.process_time(), 0
    while (taken := time.process_time() - start) < _MOMENT:
        work()
        rounds += 1
    return taken / rounds


def _words(articles: Sequence[Article]) -> list[str]:
    """Words to ask for, from the most frequent of the articles to rare ones."""
    counts = Counter(
        token.text
        for article in articles[:1000]
        for token in tokenize(article.text)
        if token.kind == WORD and len(token.text) >= _LETTERS
    )
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    return [ranked[rank - 1] for rank in _RANKS if rank <= len(ranked)]
