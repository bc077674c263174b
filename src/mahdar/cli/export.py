"""`mahdar export`: the record as files for other programs, a format a subcommand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, BinaryIO, TextIO, TypeVar

import click

from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.filters import filters
from mahdar.cli.options import output_option
from mahdar.cli.recording import on_a_record
from mahdar.export.losses import Losses
from mahdar.export.missing import MissingLibrary
from mahdar.record.store import open_record

F = TypeVar("F", bound=Callable[..., Any])

EPILOG = """\b
Example:
  mahdar export jsonl --output record.jsonl
  mahdar export xlsx --actor لافروف --since 2025-01-01 --output lavrov.xlsx
  mahdar export plover --output events.jsonl
"""

WHOLE = ("records", "encounters", "identities", "passages")
TABLES = (
    "encounters",
    "reports",
    "statements",
    "sources",
    "actors",
    "articles",
    "facts",
    "figures",
    "instruments",
)
#: Formats of one file of text each: name, module of `mahdar.export`, and what they are.
TEXTS = {
    "plover": ("plover", "Events in PLOVER's JSON Lines, from encounters, statements and facts."),
    "polecat": ("polecat", "Events in the 40 columns of POLECAT, tab-separated."),
    "cameo": (
        "cameo",
        "Events by CAMEO codes, one actor and one recipient a row, tab-separated as GDELT has them.",
    ),
    "ftm": (
        "follow_the_money",
        "Entities of FollowTheMoney: actors, encounters, articles and what links them.",
    ),
    "jsonld": ("json_ld", "JSON-LD: schema.org, PROV and Web Annotations."),
    "turtle": ("turtle", "The same statements as `jsonld`, in Turtle."),
    "ics": ("icalendar", "A calendar of encounters whose days are known."),
    "graphml": ("graphml", "A graph of actors and the encounters they took part in."),
    "prodigy": ("prodigy", "Tasks for Prodigy, one an encounter or a statement, to be accepted or rejected."),
    "label-studio": ("label_studio", "Tasks for Label Studio, one an encounter or a statement."),
}

_to_file = click.option(
    "--output", type=click.File("wb", atomic=True), required=True, metavar="FILE", help="File to write."
)


@click.group("export", epilog=EPILOG)
def command() -> None:
    """Write the record to a file for other programs.

    The same articles, knowledge and decisions give the same bytes, in whatever order and store they came together.
    The filters are those of `mahdar records`, and an item is written where it passes them itself. What a format cannot
    hold, and how many items that left out, is told on standard error.
    """


def _noun(nouns: Iterable[str], default: str, what: str) -> Callable[[F], F]:
    """Give a command what its lines are, as `--noun NOUN` or as NOUN alone: `mahdar export csv statements`."""
    kind = click.Choice(list(nouns))

    def chosen(ctx: click.Context, param: click.Parameter, value: str | None) -> str:
        named: str | None = ctx.params.pop("named", None)
        if value and named and value != named:
            raise click.UsageError(f"NOUN is {named} and --noun {value}: give one of the two")
        return value or named or default

    def wrapped(function: F) -> F:
        option = click.option(
            "--noun",
            type=kind,
            callback=chosen,
            metavar="NOUN",
            help=f"What a {what} is, as NOUN: {', '.join(kind.choices)}.  [default: {default}]",
        )
        return click.argument("named", type=kind, required=False, metavar="[NOUN]", is_eager=True)(
            option(function)
        )

    return wrapped


@command.command("jsonl")
@_noun(WHOLE, "records", "line")
@filters
@output_option
@on_a_record
def jsonl(place: str | None, noun: str, output: TextIO, **chosen: str) -> None:
    """Everything, nothing lost: article records, merged encounters, identities or shared passages, one a line.

    An article record is that of the current version, with the decisions taken on it; `mahdar schema --noun NOUN` gives
    the form.
    """
    _export("json_lines", place, Losses("jsonl"), chosen, noun, output, tell=False)


@command.command("csv")
@_noun(TABLES, "encounters", "row")
@filters
@output_option
@on_a_record
def comma_separated(place: str | None, noun: str, output: TextIO, **chosen: str) -> None:
    """One noun's table, with sources, doubt and review state as columns.

    A cell that a spreadsheet would take for a formula has an apostrophe put before it.
    """
    _export("comma_separated", place, Losses("csv"), chosen, noun, output)


@command.command("xlsx")
@filters
@_to_file
@on_a_record
def xlsx(place: str | None, output: BinaryIO, **chosen: str) -> None:
    """A workbook that reads from right to left, a sheet a noun."""
    _export("workbook", place, Losses("xlsx"), chosen, output)


@command.command("parquet")
@_noun(TABLES, "encounters", "row")
@filters
@_to_file
@on_a_record
def parquet(place: str | None, noun: str, output: BinaryIO, **chosen: str) -> None:
    """One noun's table with typed columns."""
    _export("parquet", place, Losses("parquet"), chosen, noun, output)


def _text(name: str, module: str, words: str) -> None:
    @command.command(name, help=words, short_help=words)
    @filters
    @output_option
    @on_a_record
    def one(place: str | None, output: TextIO, **chosen: str) -> None:
        _export(module, place, Losses(name), chosen, output)


for _name, (_module, _words) in TEXTS.items():
    _text(_name, _module, _words)


def _export(
    module: str, place: str | None, losses: Losses, query: dict[str, Any], *to: Any, tell: bool = True
) -> None:
    """Write a format by its module, and tell what it could not hold."""
    # Only the format asked for is imported, with the library that it stands on.
    from mahdar.export.choosing import Chosen  # noqa: PLC0415
    from mahdar.knowledge import load  # noqa: PLC0415
    from mahdar.record.searching import Query  # noqa: PLC0415
    from mahdar.record.terms import analysis_of  # noqa: PLC0415
    from mahdar.record.upkeep import LINKS, setting  # noqa: PLC0415

    write: Callable[..., None] = import_module(f"mahdar.export.{module}").write
    with open_record(place) as store, store.reading() as connection:
        if to[0] != "records" and setting(connection, LINKS) is None:
            click.echo(
                "the record is not linked yet, so it has no encounters across articles: `mahdar link`",
                err=True,
            )
        analysis = analysis_of(load()) if any(query.values()) else None
        try:
            write(Chosen(connection, Query(**query), analysis), *to, losses)
        except MissingLibrary as error:
            raise click.UsageError(str(error)) from error
    if tell:
        for line in losses.lines():
            click.echo(line, err=True)
    if not sum(losses.written.values()):
        raise SystemExit(NOTHING_DONE)
