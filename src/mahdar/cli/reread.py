"""`mahdar reread`: what an older reader or knowledge read, read again."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.ending import Progress, exit_code
from mahdar.cli.options import jobs_option, knowledge_option
from mahdar.cli.readers import failures_told, reader_of
from mahdar.cli.recording import on_a_record
from mahdar.keeping.rereading import reread
from mahdar.record.store import upgrade_record

EPILOG = """\b
Example:
  mahdar reread
  mahdar reread --knowledge my-knowledge --jobs 2
"""


@click.command("reread", epilog=EPILOG)
@on_a_record
@knowledge_option
@jobs_option
def command(place: str | None, knowledge: Path | None, jobs: int) -> None:
    """Read again what an older reader or knowledge read.

    Decisions are replayed over what is read now; identifiers that are given no longer lead to what stands for them.
    A record of an older schema is brought up to date first.
    """
    reader = reader_of(knowledge, jobs)
    failures, failed = failures_told()
    with upgrade_record(place) as store, Progress("versions read") as progress:
        done = reread(store, reader, failed, progress.reach)
    click.echo(
        f"{store.place}: {done} versions read again" + (f", {len(failures)} failed" if failures else "")
    )
    if failures:
        raise SystemExit(exit_code(done, len(failures)))
