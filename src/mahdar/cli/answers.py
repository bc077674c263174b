"""What commands that answer questions share: forms of output, paging, bounds in time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TextIO, TypeVar

import click

from mahdar.cli.options import output_option
from mahdar.cli.tables import on_screen
from mahdar.comparing.rows import json_lines, write_rows
from mahdar.model import to_json

F = TypeVar("F", bound=Callable[..., Any])
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
FORMS = ("table", "json", "jsonl", "csv")

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="table",
    show_default=True,
    help="json: the whole answer; jsonl: a line each; csv: a row each.",
)
_PAGING = (
    click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Lines shown."),
    click.option("--offset", type=click.IntRange(min=0), default=0, help="Lines passed over first."),
)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value and not _DAY.fullmatch(value):
        raise click.BadParameter(f"«{value}» is no day, month or year; write 2025-10-15, 2025-10 or 2025")
    return value


_BETWEEN = (
    click.option(
        "--since",
        metavar="DATE",
        callback=_day,
        help="On this day or later (2025-10-15, also 2025-10 or 2025).",
    ),
    click.option("--until", metavar="DATE", callback=_day, help="On this day or earlier."),
)


day_argument = click.argument("since", metavar="DATE", callback=_day)


def answering(function: F) -> F:
    """Give a command the options `--format` and `--output`, as `form` and `output`."""
    return form_option(output_option(function))


def paged(function: F) -> F:
    """Give a command the options `--limit` and `--offset`."""
    for option in reversed(_PAGING):
        function = option(function)
    return function


def between(function: F) -> F:
    """Give a command the options `--since` and `--until`."""
    for option in reversed(_BETWEEN):
        function = option(function)
    return function


def last_day(until: str | None) -> str | None:
    """The bound that lets every day of a month or a year through, where no more of it is given."""
    return f"{until}-99"[:10] if until and len(until) < 10 else until


def write_answer(answer: object, form: str, output: TextIO, shown: Callable[[Any], Iterable[str]]) -> None:
    """Write an answer in the form asked for; `shown` gives its lines for a terminal."""
    if form == "json":
        output.write(to_json(answer) + "\n")
    elif form == "jsonl":
        output.writelines(json_lines(answer))
    elif form == "csv":
        write_rows(answer, output)
    else:
        output.write(on_screen(list(shown(answer))))
