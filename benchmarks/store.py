"""How fast read articles are stored and indexed, as the record grows, and how fast it is searched.

python benchmarks/store.py [PATH...] [--articles N] [--record PATH|URL] [--curve FILE]

Texts are those of the files named (JSON Lines, also .gz), else made up; records are made up from the texts without
reading them, with as many actors, encounters and statements as news has. Prints articles a second for each tenth of
the way, then the median time of searches, the text index warm.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from mahdar.keeping.adding import add_unlinked
from mahdar.keeping.readers import Outcome, Reader
from mahdar.knowledge import load
from mahdar.model import Actor, Article, ArticleRecord, Encounter, Hop, Reason, Span, Statement
from mahdar.record.searching import Query, count, search
from mahdar.record.store import Store, begin_record
from mahdar.record.terms import Analysis
from mahdar.sources import articles_from

ACTORS, ENCOUNTERS, STATEMENTS, MENTIONS = 6, 2, 7, 3
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
QUERIES = (
    Query(words="الأردن"),
    Query(words="بغداد"),
    Query(words='"وزير الخارجية"'),
    Query(words="العلاقات الثنائية"),
    Query(words='"مجلس الأمن" سوريا'),
    Query(words="الرئيس", since="2015-08-01"),
    Query(words="إيران", act="deny"),
    Query(words="مصر", kind="meeting", topic="trade-economy"),
    Query(words="السعودية"),
    Query(words="أنقرة موسكو"),
    Query(actor="اسم 7"),
    Query(words="في"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--articles", type=int, default=3000, metavar="N")
    parser.add_argument("--record", metavar="PATH|URL", help="else a file that is removed again")
    parser.add_argument("--curve", type=Path, metavar="FILE", help="write the measurements as JSON")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = args.record or f"{folder}/store.db"
        reader = Reader("benchmark", load(), _read)
        with begin_record(place) as store:
            curve = _grow(store, reader, texts(args.paths), args.articles)
            found = _search(store, Analysis(reader.knowledge))
    rates = [rate for _, rate in curve]
    print(f"first tenth {rates[0]:.0f}/s, last tenth {rates[-1]:.0f}/s, slowest {min(rates):.0f}/s")
    if args.curve:
        args.curve.write_text(
            json.dumps({"articles a second": curve, "search ms": found}, indent=1) + "\n", "utf-8"
        )


def _grow(store: Store, reader: Reader, articles: Iterator[Article], wanted: int) -> list[tuple[int, float]]:
    """Articles in the store and articles a second, for each tenth of the way."""
    curve = []
    done = 0
    while done < wanted:
        # Articles are made outside the time that is taken.
        some = list(itertools.islice(articles, max(1, wanted // 10)))
        if not some:
            break
        ready = {article.doc_id: record_of(article) for article in some}
        _READY.clear()
        _READY.update(ready)
        start = time.perf_counter()
        add_unlinked(store, some, reader)
        taken = time.perf_counter() - start
        done += len(some)
        curve.append((done, round(len(some) / taken, 1)))
        size = store.file.stat().st_size / 2**20 if store.file else 0
        print(f"{done:>7} articles  {len(some) / taken:7.0f} articles/s  {size:7.0f} MB", flush=True)
    return curve


_READY: dict[str, ArticleRecord] = {}


def _read(articles: Iterable[Article]) -> Iterator[Outcome]:
    for article in articles:
        yield article, _READY[article.doc_id]


def _search(store: Store, analysis: Analysis) -> dict[str, float]:
    times: dict[str, float] = {}
    for query in QUERIES:
        taken = []
        for _ in range(5):
            start = time.perf_counter()
            with store.reading() as connection:
                found = search(connection, query, analysis)
            taken.append((time.perf_counter() - start) * 1000)
        with store.reading() as connection:
            number = count(connection, query, analysis)
        named = " ".join(str(v) for v in (query.words, query.actor, query.act, query.kind, query.topic) if v)
        times[named] = round(statistics.median(taken), 2)
        print(f"{times[named]:8.1f} ms  {number:>6} found, {len(found)} shown  {named}")
    print(f"{statistics.median(times.values()):8.1f} ms  median of {len(times)} queries")
    return times


def texts(paths: list[str]) -> Iterator[Article]:
    """Articles of files, or made up without end."""
    if paths:
        yield from (item for item in articles_from(paths) if isinstance(item, Article))
        return
    chance = random.Random(7)
    words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 8))) for _ in range(60_000)]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for number in itertools.count():
        body = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(150, 600)))
        day = f"2015-{1 + number % 12:02}-{1 + number % 28:02}"
        yield Article(doc_id=f"made-up-{number}", text=body, outlet=f"outlet-{number % 14}", published=day)


def record_of(article: Article) -> ArticleRecord:
    """A made-up record of an article, its spans cut from the text evenly."""
    text = article.text
    chance = random.Random(article.sha256)

    def span(length: int) -> Span:
        start = chance.randrange(max(1, len(text) - length))
        return Span.of(text, start, min(len(text), start + length))

    def chain() -> tuple[Hop, ...]:
        return (Hop(actor="a1", name="الوكالة", cue=span(8), side="SA"),)

    doubt = (Reason("speakers", "pronoun", None),)
    actors = tuple(
        Actor(
            id=f"a{n}", kind="person", name=span(14).exact, mentions=tuple(span(12) for _ in range(MENTIONS)),
            role="وزير الخارجية", country="SA", name_en="Name", canonical=f"اسم {chance.randrange(500)}", qid=f"Q{n}",
        )
        for n in range(1, ACTORS + 1)
    )  # fmt: skip
    encounters = tuple(
        Encounter(
            id=f"e{n}", kind="meeting", status="held", participants=("a1", "a2", "a3"), evidence=span(160),
            date=article.published, date_basis=("stated",), topics=("trade-economy", "energy"), told_by=chain(),
        )
        for n in range(1, ENCOUNTERS + 1)
    )  # fmt: skip
    statements = tuple(
        Statement(
            id=f"s{n}", speakers=(f"a{1 + n % ACTORS}",), cue=span(5), content=span(140), mode="indirect",
            act="affirm" if n % 5 else "deny", topics=("energy",), told_by=chain(), evidence=span(150),
            reasons=(Reason("speakers", "subject of the verb", span(12)),), doubt=doubt,
        )
        for n in range(1, STATEMENTS + 1)
    )  # fmt: skip
    return ArticleRecord(
        doc_id=article.doc_id, outlet=article.outlet, url=article.url, published=article.published,
        collected=article.collected, title=article.title, text=text, sha256=article.sha256, reader="benchmark",
        knowledge="benchmark", actors=actors, encounters=encounters, statements=statements,
    )  # fmt: skip


if __name__ == "__main__":
    main()
