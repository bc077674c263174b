"""What commands on a record share: its place, and errors told as errors of use."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click

from mahdar.cli.ending import NOTHING_DONE
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
