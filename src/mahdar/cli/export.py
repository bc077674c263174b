"""`mahdar export`: the record as files for other programs, a format a subcommand."""

from __future__ import annotations

from typing import TextIO

import click

from mahdar.cli.options import output_option
from mahdar.cli.recording import on_a_record
from mahdar.model import to_json
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar export jsonl --output record.jsonl
"""


@click.group("export", epilog=EPILOG)
def command() -> None:
    """Write the record to a file for other programs.

    The same articles, knowledge and decisions give the same bytes, in whatever order and store they came together.
    """


@command.command("jsonl")
@output_option
@on_a_record
def jsonl(place: str | None, output: TextIO) -> None:
    """An article record a line: the current version of every article, with the decisions taken on it."""
    with open_record(place) as store, store.reading() as connection:
        for record in current_records_of(connection):
            output.write(to_json(record) + "\n")
