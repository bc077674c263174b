"""`mahdar copy`: a record to another place, SQLite or PostgreSQL."""

from __future__ import annotations

import click

from mahdar.cli.ending import NOTHING_DONE, Progress
from mahdar.keeping.carrying import carry_over
from mahdar.record.errors import RecordError
from mahdar.record.places import place_of, shown
from mahdar.record.store import begin_record, open_record

EPILOG = """\b
Example:
  mahdar copy mahdar.db postgresql://user@host/mahdar
  mahdar copy postgresql://user@host/mahdar laptop.db
"""


@click.command("copy", epilog=EPILOG)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def command(source: str, target: str) -> None:
    """Copy a record to another place, from SQLite to PostgreSQL and back.

    FROM and TO are paths of SQLite files or URLs of PostgreSQL databases. Every row goes over as it is, with decisions
    and history; TO holds no record yet. All of it is one transaction: where it does not end, run it again.
    """
    try:
        with open_record(source) as old:
            if place_of(target) == old.url:
                raise RecordError(f"{shown(old.url)}: both names are of one record")
            with begin_record(target) as new, Progress("rows") as progress:
                copied = carry_over(old, new, progress.reach)
                place = new.place
    except RecordError as error:
        click.echo(f"mahdar: {error}", err=True)
        raise SystemExit(NOTHING_DONE) from error
    click.echo(
        f"{place}: {copied['articles']} articles, {copied['decisions']} decisions, {sum(copied.values())} rows"
    )
