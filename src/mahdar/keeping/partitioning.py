"""Partitions: articles read into Parquet files by day, each whole or not there; what is there is not read again."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from mahdar.keeping.readers import other_versions, read_part
from mahdar.keeping.telling import Failed, Stepped, nothing
from mahdar.keeping.workers import Lost, Workers, WorkersError
from mahdar.knowledge import Knowledge, load
from mahdar.model import Article, to_json
from mahdar.reading import READER_VERSION
from mahdar.reading.many import knowledge_of
from mahdar.record.identity import told_of
from mahdar.sources.partitions import FIELDS, parquet

#: Code points of a partition's texts at most, one article being the least: some seconds of reading, so that a
#: day with many articles keeps no worker waiting at the end.
MOST = 500_000
#: Code points of articles that wait for others of their day; the day that has most is then written.
WAITING = 100_000_000
#: Partitions under way for each worker.
_AHEAD = 2
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Partitioned:
    """What was written: partitions, articles with a record in them, and partitions that were there already."""

    written: int = 0
    articles: int = 0
    there: int = 0


@dataclass(frozen=True, slots=True)
class Partition:
    """Articles of one day, and where they go: the name tells what is in the file and who read it."""

    file: Path
    articles: list[Article]
    versions: str


def read_to_partitions(
    articles: Iterable[Article],
    folder: Path,
    workers: Workers,
    overlay: Path | None = None,
    failed: Failed = nothing,
    stepped: Stepped = nothing,
) -> Partitioned:
    """Read articles into files `day=2025-10-15/….parquet` of a folder; the day is that of publication, else collection.

    The same articles in the same order give the same files with the same bytes, whoever the workers are. After an end
    at any instant, or where files were lost, the same call writes those that are not there. `mahdar.sources` takes
    them in with their records.

    Args:
        articles: in any order; those of a day that come far apart lie in several files.
        folder: one that every worker can write to.
        workers: those who read and write.
        overlay: folder of a user's own knowledge files.
        failed: told of each article that gave no record; it lies in its file without one.
        stepped: told how many articles are done.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
        WorkersError: where a file cannot be written, or the workers do not go on.
        Unreadable: where pyarrow is not installed.
    """
    parquet()
    done = Partitioned()
    seen = 0
    versions = _versions(load(overlay))
    waiting: list[Partition] = []

    def missing() -> Iterator[Partition]:
        nonlocal done, seen
        for day, some in by_day(articles):
            one = Partition(folder / f"day={day}" / f"{_name_of(some, versions)}.parquet", some, versions)
            if one.file.exists():
                done = replace(done, there=done.there + 1)
                seen += len(some)
                stepped(seen)
            else:
                waiting.append(one)
                yield one

    for made in workers.each(partial(write_partition, overlay=overlay), missing(), _AHEAD):
        one = waiting.pop(0)
        if isinstance(made, Lost):
            raise WorkersError(f"{one.file}: {made.reason}; the same command goes on with what is not there")
        for number, reason in made:
            failed(one.articles[number], reason)
        seen += len(one.articles)
        done = Partitioned(done.written + 1, done.articles + len(one.articles) - len(made), done.there)
        stepped(seen)
    return done


def by_day(
    articles: Iterable[Article], most: int = MOST, waiting: int = WAITING
) -> Iterator[tuple[str, list[Article]]]:
    """The articles in lists of one day each, none greater than `most` code points unless one article is.

    Args:
        articles: in any order, more than fit into memory.
        most: code points of a list.
        waiting: code points that are kept waiting for others of their day.
    """
    held: dict[str, list[Article]] = {}
    sizes: dict[str, int] = {}
    total = 0
    for article in articles:
        day, size = _day_of(article), len(article.text)
        if day in held and sizes[day] + size > most:
            total -= sizes.pop(day)
            yield day, held.pop(day)
        held.setdefault(day, []).append(article)
        sizes[day] = sizes.get(day, 0) + size
        total += size
        if total > waiting:
            greatest = max(sizes, key=lambda day: (sizes[day], day))
            total -= sizes.pop(greatest)
            yield greatest, held.pop(greatest)
    # The greatest come first: those who are free at the end take the small ones.
    yield from ((day, held[day]) for day in sorted(held, key=lambda day: (-sizes[day], day)))


def write_partition(partition: Partition, overlay: Path | None) -> list[tuple[int, str]]:
    """Read the articles of a partition and write it; numbers of those that gave no record, with the reason.

    Raises:
        WorkersError: where the file cannot be written, or this machine reads otherwise than the one that sent it.
    """
    own = _versions(knowledge_of(overlay))
    if own != partition.versions:
        raise WorkersError(other_versions(own, partition.versions))
    made = read_part(partition.articles, overlay).made
    rows = [_row(article, record) for article, record in zip(partition.articles, made, strict=True)]
    try:
        _write_whole(partition.file, rows)
    except OSError as error:
        raise WorkersError(f"{partition.file}: {error.strerror or error}") from error
    return [(number, record) for number, record in enumerate(made) if isinstance(record, str)]


def _versions(knowledge: Knowledge) -> str:
    return f"reader {READER_VERSION}, knowledge {knowledge.version}"


def _row(article: Article, made: Any) -> dict[str, Any]:
    row = {name: getattr(article, name) for name in FIELDS}
    row |= {"text_start": article.text_start, "found": list(article.found), "sha256": article.sha256}
    if isinstance(made, str):
        return row | {"reader": None, "knowledge": None, "record": None, "failed": made}
    words = to_json(replace(made, text=""))
    return row | {"reader": made.reader, "knowledge": made.knowledge, "record": words, "failed": None}


def _write_whole(file: Path, rows: list[dict[str, Any]]) -> None:
    arrow, form = parquet()
    words = arrow.string()
    columns = [(name, words) for name in FIELDS]
    columns += [("text_start", arrow.int64()), ("found", arrow.list_(arrow.list_(words)))]
    columns += [(name, words) for name in ("sha256", "reader", "knowledge", "record", "failed")]
    table = arrow.Table.from_pylist(rows, schema=arrow.schema(columns))
    file.parent.mkdir(parents=True, exist_ok=True)
    # Hidden until it is whole: whoever looks into the folder passes it over.
    half = file.with_name(f".{file.stem}.{secrets.token_hex(6)}.half")
    try:
        with half.open("wb") as out:
            form.write_table(table, out, compression="zstd")
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    for left in file.parent.glob(f".{file.stem}.*.half"):  # of a worker that was killed at it
        with suppress(OSError):
            left.unlink()


def _name_of(articles: Iterable[Article], versions: str) -> str:
    """A name made of everything that a partition's bytes are made of."""
    digest = hashlib.blake2b(versions.encode(), digest_size=8)
    for article in articles:
        told = [
            article.outlet,
            article.url,
            article.sha256,
            article.text_start,
            sorted(told_of(article).items()),
        ]
        digest.update(repr(told).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _day_of(article: Article) -> str:
    told = (article.published or article.collected or "")[:10]
    return told if _DAY.fullmatch(told) else "unknown"
