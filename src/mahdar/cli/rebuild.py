"""`mahdar rebuild`: everything made anew from articles and decisions."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.ending import Progress, exit_code
from mahdar.cli.options import jobs_option, knowledge_option
from mahdar.cli.readers import failures_told, reader_of
from mahdar.cli.recording import on_a_record
from mahdar.keeping.rereading import rebuild
from mahdar.record.store import upgrade_record

EPILOG = """\b
Example:
  mahdar rebuild
  mahdar rebuild --record news.db --jobs 2
"""


@click.command("rebuild", epilog=EPILOG)
@on_a_record
@knowledge_option
@jobs_option
def command(place: str | None, knowledge: Path | None, jobs: int) -> None:
    """Make everything anew from the articles and decisions kept.

    The record can be used all the while. After an interruption the same command goes on where it stopped.
    """
    reader = reader_of(knowledge, jobs)
    failures, failed = failures_told()
    with upgrade_record(place) as store, Progress("versions read") as progress:
        done = rebuild(store, reader, failed, progress.reach)
    click.echo(
        f"{store.place}: rebuilt, {done} versions read" + (f", {len(failures)} failed" if failures else "")
    )
    if failures:
        raise SystemExit(exit_code(done, len(failures)))
