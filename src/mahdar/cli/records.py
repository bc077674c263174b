"""`mahdar records`: the article records of the record."""

from __future__ import annotations

from typing import TextIO

import click

from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.filters import filters
from mahdar.cli.options import output_option
from mahdar.cli.recording import on_a_record
from mahdar.cli.tables import table
from mahdar.knowledge import load
from mahdar.model import to_json
from mahdar.record.reading_back import current_records_of
from mahdar.record.searching import Query, matching
from mahdar.record.store import open_record
from mahdar.record.terms import analysis_of

EPILOG = """\b
Example:
  mahdar records --outlet SANA
  mahdar records --format jsonl --output records.jsonl
"""


@click.command("records", epilog=EPILOG)
@filters
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table to read, or a record a line as JSON.",
)
@output_option
@on_a_record
def command(place: str | None, form: str, output: TextIO, **chosen: str) -> None:
    """Print the article records that are kept.

    Of each article the current version, with the decisions taken on it.
    """
    done = 0
    with open_record(place) as store, store.reading() as connection:
        query = Query(**chosen)  # type: ignore[arg-type]
        ids = matching(connection, query, analysis_of(load())) if any(chosen.values()) else None
        for record in current_records_of(connection, ids):
            output.write(to_json(record) + "\n" if form == "jsonl" else table(record))
            done += 1
    if not done:
        raise SystemExit(NOTHING_DONE)
