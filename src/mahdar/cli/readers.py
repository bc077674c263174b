"""Commands that read articles into a record: their reader, and what came of the reading.

Apart from `recording`, so that commands which read no article do not import the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from mahdar.cli.ending import Progress, exit_code
from mahdar.cli.engine import Engine
from mahdar.keeping.readers import Reader, house_reader
from mahdar.keeping.telling import Failed, Stepped
from mahdar.keeping.workers import Workers
from mahdar.knowledge import KnowledgeError
from mahdar.model import Article
from mahdar.record.store import Store, upgrade_record


def reader_of(knowledge: Path | None, jobs: int = 1, workers: Workers | None = None) -> Reader:
    """The reader of the house with a user's knowledge; where that cannot be read, the command is used wrongly."""
    try:
        return house_reader(knowledge, jobs, workers)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error


def failures_told() -> tuple[list[str], Failed]:
    """A list of failures, and what tells each of them at once and puts it there."""
    failures: list[str] = []

    def failed(article: Article, reason: str) -> None:
        failures.append(f"{article.doc_id}: {reason}")
        click.echo(f"failed: {failures[-1]}", err=True)

    return failures, failed


def read_anew(
    place: str | None,
    knowledge: Path | None,
    engine: Engine,
    work: Callable[[Store, Reader, Failed, Stepped], int],
    words: str,
) -> None:
    """Read the articles of a record anew and tell how many versions were read.

    Args:
        place: the record; one of an older schema is brought up to date first.
        knowledge: folder of a user's knowledge.
        engine: those who read.
        work: reads, and gives the number of versions read.
        words: tell what was done, with `{done}` for that number.
    """
    failures, failed = failures_told()
    with engine.workers() as workers:
        reader = reader_of(knowledge, workers=workers)
        with upgrade_record(place) as store, Progress("versions read") as progress:
            done = work(store, reader, failed, progress.reach)
    lost = f", {len(failures)} failed" if failures else ""
    click.echo(f"{store.place}: {words.format(done=done)}{lost}")
    if failures:
        raise SystemExit(exit_code(done, len(failures)))
