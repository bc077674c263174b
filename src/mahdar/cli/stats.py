"""`mahdar stats`: what the record holds."""

from __future__ import annotations

import json
from typing import Any

import click

from mahdar.cli.recording import on_a_record
from mahdar.record.stats import stats
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar stats
  mahdar stats --format json
"""


@click.command("stats", epilog=EPILOG)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON.",
)
@on_a_record
def command(place: str | None, form: str) -> None:
    """Count what the record holds."""
    with open_record(place) as store, store.reading() as connection:
        counts: dict[str, Any] = {"record": store.place, **stats(connection)}
    if form == "json":
        click.echo(json.dumps(counts, ensure_ascii=False))
        return
    by_outlet, read_with = counts.pop("by_outlet"), counts.pop("read_with")
    for name, value in counts.items():
        click.echo(f"{name.replace('_', ' '):<20} {'–' if value is None else value}")
    for outlet, number in by_outlet.items():
        click.echo(f"{'outlet':<20} {outlet or '–'}: {number}")
    for row in read_with:
        click.echo(f"{'read with':<20} {row['reader']}, knowledge {row['knowledge']}: {row['records']}")
