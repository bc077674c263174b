"""A large record in PostgreSQL: made from a smaller one, and asked by many while many write.

python benchmarks/postgres.py make BASE.db URL --times 7
python benchmarks/postgres.py ask URL [--readers 20] [--think 20] [--writers 8] [--pace 10] [--minutes 3]
python benchmarks/postgres.py plans URL

`make` copies a linked record and clones it within the database, with other identifiers, names and days (two years
further on each time), so that nothing is read again. `ask` has readers, each a process, ask the questions of
`questions.py` about many subjects, with time to think between them, while writers, each a process, add articles that
were read before at a pace; then it looks for anything lost or double. `plans` gives each question's time alone.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select, text

sys.path.insert(0, str(Path(__file__).parent))

from cloning import clone, without_indexes
from mahdar.keeping.adding import add_unlinked
from mahdar.keeping.carrying import carry_over
from mahdar.keeping.readers import Outcome, Reader
from mahdar.knowledge import load
from mahdar.model import Article, ArticleRecord
from mahdar.record import tables
from mahdar.record.articles import article_of
from mahdar.record.growing import whole
from mahdar.record.store import begin_record, open_record
from questions import questions, subjects

BATCH = 10
#: Persons and encounters that are asked about: those in most encounters, those of most reports.
MANY = 400


def main() -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ways = parser.add_subparsers(required=True)
    making = ways.add_parser("make")
    making.add_argument("base")
    making.add_argument("url")
    making.add_argument("--times", type=int, default=7)
    making.set_defaults(work=make)
    asking = ways.add_parser("ask")
    asking.add_argument("url")
    asking.add_argument("--readers", type=int, default=20)
    asking.add_argument("--think", type=float, default=20, help="seconds between two questions of one reader")
    asking.add_argument("--writers", type=int, default=8)
    asking.add_argument("--pace", type=float, default=10, help="seconds between two batches of one writer")
    asking.add_argument("--minutes", type=float, default=3)
    asking.add_argument("--rounds", type=int, default=1, help="times that readers ask everything beforehand")
    asking.set_defaults(work=ask)
    planning = ways.add_parser("plans")
    planning.add_argument("url")
    planning.add_argument("--runs", type=int, default=3)
    planning.add_argument("--subjects", type=int, default=1, help="persons and encounters asked about")
    planning.add_argument("--only", help="questions whose name holds this")
    planning.set_defaults(work=plans)
    args = parser.parse_args()
    return int(args.work(args) or 0)


# Making a large record.


def make(args: argparse.Namespace) -> None:
    """Copy the base and clone it."""
    start = time.perf_counter()
    with begin_record(args.url) as store:
        with store.reading() as connection:
            empty = not _count(connection, tables.articles)
        if empty:
            with open_record(args.base) as base:
                carry_over(base, store)
        print(f"copied in {time.perf_counter() - start:.0f} s", flush=True)
        with store.writing() as connection:
            again = without_indexes(connection)
            clone(connection, args.times)
            print(f"cloned: {time.perf_counter() - start:.0f} s", flush=True)
            for statement in again:
                connection.execute(text(statement))
            print(f"indexes: {time.perf_counter() - start:.0f} s", flush=True)
        with store.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
        with store.reading() as connection:
            for name in ("articles", "statements", "mentions", "passages", "merged_encounters"):
                print(f"{_count(connection, tables.metadata.tables[name]):>9} {name}")
            size = "SELECT pg_size_pretty(pg_database_size(current_database()))"
            print(connection.scalar(text(size)), f"{time.perf_counter() - start:.0f} s")


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


# Asking while others write.


def ask(args: argparse.Namespace) -> int:
    """Readers and writers at once; 1 where anything is lost or double."""
    with open_record(args.url) as store, store.reading() as connection:
        asked = _subjects(connection)
        before = _count(connection, tables.articles)
        ready = _read_before(connection, args.writers, int(args.minutes * 60 / args.pace) + 2)
    _load_all(args.url, asked[0])
    context = multiprocessing.get_context("fork")
    answers: Queue[Any] = context.Queue()
    start = _Start(context.Barrier(args.readers + args.writers), args.minutes * 60, args.rounds)
    people = [
        context.Process(target=_reader, args=(args.url, asked, n, args.think, start, answers))
        for n in range(args.readers)
    ]
    people += [
        context.Process(target=_writer, args=(args.url, ready[n], args.pace, start, answers))
        for n in range(args.writers)
    ]
    for one in people:
        one.start()
    told = [answers.get() for _ in people]
    for one in people:
        one.join()
    took: dict[str, list[float]] = defaultdict(list)
    added: Counter[str] = Counter()
    batches: list[float] = []
    for kind, what in told:
        if kind == "read":
            for name, seconds in what:
                took[name].append(seconds * 1000)
        else:
            added.update(what[0])
            batches += what[1]
    _tell(took, args)
    print(f"written: {len(added)} articles in batches of {BATCH}; a batch {_ms(batches)}")
    return _lost_or_double(args.url, before, set(added))


class _Start(NamedTuple):
    """When all begin: after readers have asked everything so many times, as processes that have been up for a while.

    A process compiles each statement once, and PostgreSQL looks up what each connection asks of; that is measured with
    no round beforehand.
    """

    barrier: Barrier
    seconds: float
    rounds: int

    def end(self) -> float:
        """Wait for the others; when it is over."""
        self.barrier.wait()
        return time.time() + self.seconds


def _load_all(url: str, about: tuple[str, str, str]) -> None:
    """Read the knowledge and other files of data before processes are forked, as a server does as it starts."""
    load()
    with open_record(url) as store, store.reading() as connection:
        for question in questions(connection, about).values():
            question()
    # Else each process would go through all that is loaded to collect garbage, and so copy it.
    gc.collect()
    gc.freeze()


def _subjects(connection: Connection) -> list[tuple[str, str, str]]:
    """The persons in most encounters, the encounters of most reports, and a late day."""
    parties, people, reports = tables.merged_participants, tables.identities, tables.reports
    most = (
        select(parties.c.identity)
        .join(people, people.c.id == parties.c.identity)
        .where(people.c.kind == "person")
        .group_by(parties.c.identity)
        .order_by(func.count().desc(), parties.c.identity)
        .limit(MANY)
    )
    told = select(reports.c.merged).group_by(reports.c.merged).order_by(func.count().desc(), reports.c.merged)
    who = list(connection.execute(most).scalars())
    met = list(connection.execute(told.limit(MANY)).scalars())
    day = subjects(connection)[2]
    return [(a, b, day) for a, b in zip(who, met, strict=True)]


def _reader(
    url: str, asked: list[tuple[str, str, str]], n: int, think: float, start: _Start, answers: Queue[Any]
) -> None:
    chance = random.Random(n)
    took = []
    with open_record(url) as store:
        for _ in range(start.rounds):
            with store.reading() as connection:
                for question in questions(connection, chance.choice(asked)).values():
                    question()
        end = start.end()
        time.sleep(chance.uniform(0, think))
        while time.time() < end:
            who, met, day = chance.choice(asked)
            begun = time.perf_counter()
            with store.reading() as connection:
                every = questions(connection, (who, met, day))
                name = chance.choice(sorted(every))
                every[name]()
            took.append((name, time.perf_counter() - begun))
            time.sleep(max(0.0, min(chance.expovariate(1 / think), end - time.time())))
    answers.put(("read", took))


def _writer(
    url: str, ready: list[tuple[Article, ArticleRecord]], pace: float, start: _Start, answers: Queue[Any]
) -> None:
    chance = random.Random(str(ready[0][0].doc_id))
    records = {article.doc_id: record for article, record in ready}

    def read(articles: Iterable[Article]) -> Iterator[Outcome]:
        for article in articles:
            yield article, records[article.doc_id]

    reader = Reader("benchmark", load(), read)
    names, took = [], []
    with open_record(url) as store:
        end = start.end()
        time.sleep(chance.uniform(0, pace))
        for first in range(0, len(ready), BATCH):
            if time.time() > end:
                break
            some = [article for article, _ in ready[first : first + BATCH]]
            begun = time.perf_counter()
            add_unlinked(store, some, reader)
            took.append(time.perf_counter() - begun)
            names += [article.doc_id for article in some]
            time.sleep(max(0.0, min(pace - took[-1], end - time.time())))
    answers.put(("written", (names, took)))


def _read_before(
    connection: Connection, writers: int, batches: int
) -> list[list[tuple[Article, ArticleRecord]]]:
    """For each writer articles with their records under new names; half of each are also another's."""
    run = f"{time.time():.0f}"
    wanted = batches * BATCH
    articles, versions, records = tables.articles, tables.versions, tables.records
    rows = connection.execute(
        select(versions, records.c.machine)
        .join(articles, (articles.c.number == versions.c.article) & (articles.c.sha256 == versions.c.sha256))
        .join(records, (records.c.article == versions.c.article) & (records.c.sha256 == versions.c.sha256))
        .order_by(articles.c.number)
        .limit(wanted * (writers + 1) // 2)
    ).all()
    made = []
    for n, row in enumerate(rows):
        name = f"new-{run}-{n}"
        told = {"doc_id": name, "url": None}
        article = replace(article_of(row), **told)
        made.append((article, replace(whole(row.machine, row.text), **told)))
    half = wanted // 2
    return [made[n * half : n * half + wanted] for n in range(writers)]


def _lost_or_double(url: str, before: int, added: set[str]) -> int:
    articles, versions = tables.articles, tables.versions
    with open_record(url) as store, store.reading() as connection:
        after = _count(connection, articles)
        stored: Counter[str] = Counter()
        names = sorted(added)
        for start in range(0, len(names), 500):
            some = versions.c.doc_id.in_(names[start : start + 500])
            stored.update(connection.execute(select(versions.c.doc_id).where(some)).scalars())
    lost = len(added) - len(stored)
    double = sum(times > 1 for times in stored.values())
    other = after - before - len(added)
    print(f"{lost} lost, {double} double, {other} beyond those added")
    return int(bool(lost or double or other))


def _tell(took: dict[str, list[float]], args: argparse.Namespace) -> None:
    every = [ms for some in took.values() for ms in some]
    for name, some in sorted(took.items(), key=lambda n: -max(n[1])):
        print(
            f"{name:<28} {len(some):>4} asked  median {statistics.median(some):7.0f} ms  most {max(some):7.0f} ms"
        )
    rate = len(every) / (args.minutes * 60)
    print(
        f"{len(every)} questions, {rate:.2f} a second, of {args.readers} readers: {_ms([m / 1000 for m in every])}"
    )


def _ms(seconds: list[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    told = {"median": 0.5, "p90": 0.9, "p95": 0.95, "p99": 0.99, "most": 1}
    return ", ".join(f"{name} {_part(ordered, part):.0f}" for name, part in told.items()) + " ms"


def _part(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


def plans(args: argparse.Namespace) -> None:
    """Each question alone: by the clock, and by the CPU of the asking process and of the server, where it is here.

    Of several subjects the median and the 95th percentile by the clock are told too.
    """
    with open_record(args.url) as store, store.reading() as connection:
        every = _subjects(connection)
        some = every[:: max(1, len(every) // args.subjects)][: args.subjects]
        connection.execute(text("SET max_parallel_workers_per_gather = 0"))
        gc.freeze()
        server = connection.scalar(text("SELECT pg_backend_pid()")) or 0
        for name in questions(connection, some[0]):
            if args.only and args.only not in name:
                continue
            took = [
                _cost(questions(connection, about)[name], server) for about in some for _ in range(args.runs)
            ]
            clock, here, there = (statistics.median(part) for part in zip(*took, strict=True))
            late = _part(sorted(one[0] for one in took), 0.95)
            print(
                f"{name:<28} {clock:7.0f} ms, p95 {late:7.0f}; of CPU {here:5.0f} here, {there:5.0f} of the server",
                flush=True,
            )


def _cost(question: Callable[[], object], server: int) -> tuple[float, float, float]:
    """Milliseconds by the clock, of CPU here and of CPU of the server."""
    before = (time.perf_counter(), time.process_time(), _cpu(server))
    question()
    after = (time.perf_counter(), time.process_time(), _cpu(server))
    clock, here, there = (1000 * (b - a) for a, b in zip(before, after, strict=True))
    return clock, here, there


def _cpu(process: int) -> float:
    """CPU seconds of another process of this machine; 0 where it cannot be told."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return 0.0
    fields = told.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
