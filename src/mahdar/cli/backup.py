"""`mahdar backup`: the record as a file."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.recording import on_a_record
from mahdar.keeping.backing_up import backup
from mahdar.record.store import open_to_copy

EPILOG = """\b
Example:
  mahdar backup mahdar-2025-10-16.db
"""


@click.command("backup", epilog=EPILOG)
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@on_a_record
def command(place: str | None, target: Path) -> None:
    """Copy the record to a file.

    The copy is the record at one moment, also while others write, and is checked; a file that is there is never
    written over. A record in PostgreSQL becomes an archive of pg_dump.
    """
    with open_to_copy(place) as store:
        backup(store, target)
    click.echo(f"{target}: backup of {store.place}")
