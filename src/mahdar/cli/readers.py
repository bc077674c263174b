"""Commands that read articles into a record: their reader, and what came of the reading.

Apart from `recording`, so that commands which read no article do not import the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from mahdar.keeping.readers import Reader, house_reader
from mahdar.knowledge import KnowledgeError
from mahdar.model import Article


def reader_of(knowledge: Path | None, jobs: int) -> Reader:
    """The reader of the house with a user's knowledge; where that cannot be read, the command is used wrongly."""
    try:
        return house_reader(knowledge, jobs)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error


def failures_told() -> tuple[list[str], Callable[[Article, str], None]]:
    """A list of failures, and what tells each of them at once and puts it there."""
    failures: list[str] = []

    def failed(article: Article, reason: str) -> None:
        failures.append(f"{article.doc_id}: {reason}")
        click.echo(f"failed: {failures[-1]}", err=True)

    return failures, failed
