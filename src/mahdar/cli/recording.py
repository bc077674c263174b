"""What commands on a record share: its place, and errors told as errors of use."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from mahdar.cli.ending import NOTHING_DONE
from mahdar.keeping.readers import Reader, house_reader
from mahdar.knowledge import KnowledgeError
from mahdar.model import Article
from mahdar.record.errors import RecordError

P = ParamSpec("P")
R = TypeVar("R")

_place = click.option(
    "--record",
    "place",
    metavar="PATH|URL",
    help="The record: an SQLite file or a PostgreSQL URL; else MAHDAR_RECORD, else ./mahdar.db.",
)


def on_a_record(function: Callable[P, R]) -> Callable[P, R]:
    """Give a command the option `--record`, as `place`; what goes wrong with the record ends it with the reason."""

    @functools.wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except RecordError as error:
            click.echo(f"mahdar: {error}", err=True)
            raise SystemExit(NOTHING_DONE) from error

    return _place(told)


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
