"""`mahdar restore`: a record from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.recording import on_a_record
from mahdar.keeping.backing_up import restore

EPILOG = """\b
Example:
  mahdar restore mahdar-2025-10-16.db --record mahdar.db
"""


@click.command("restore", epilog=EPILOG)
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@on_a_record
def command(place: str | None, source: Path) -> None:
    """Bring a record back from a backup.

    Only where no record stands: move a damaged one away first. `mahdar add` then adds what came in since the backup.
    """
    click.echo(f"{restore(source, place)}: restored from {source}")
