"""`mahdar verify`: whether records still hold against their own text."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.ending import NOTHING_DONE, SOME_FAILED, Progress
from mahdar.keeping.verifying import faults_of
from mahdar.model import MalformedRecord, record_from_json
from mahdar.sources import UnreadableFile, file_lines

EPILOG = """\b
Example:
  mahdar read examples --format jsonl --output records.jsonl
  mahdar verify records.jsonl
"""


@click.command("verify", epilog=EPILOG)
@click.argument("records", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RECORDS...")
@click.pass_context
def command(ctx: click.Context, records: tuple[Path, ...]) -> None:
    """Re-check every span of records against their text.

    RECORDS are JSON Lines files of article records, also as .gz. Each line is checked against the schema, its hash
    against the text, every span against the words that stand there. What does not hold is listed, never mended.
    """
    sound = faulty = spans = unread = 0
    with Progress("records checked") as progress:
        for path in records:
            try:
                lines = list(file_lines(path))
            except UnreadableFile as error:
                click.echo(f"{path}: {error}")
                unread += 1
                continue
            for number, line in lines:
                count, faults = _checked(line)
                for fault in faults:
                    click.echo(f"{path}:{number}: {fault}")
                sound, faulty, spans = sound + (not faults), faulty + bool(faults), spans + count
                progress.step()
    click.echo(f"{sound + faulty} records, {spans} spans: {sound} sound, {faulty} with faults")
    if faulty or unread:
        ctx.exit(SOME_FAILED)
    if not sound:
        ctx.exit(NOTHING_DONE)


def _checked(line: bytes) -> tuple[int, list[str]]:
    """How many spans a line's record holds, and what does not hold in it."""
    try:
        record = record_from_json(line)
    except MalformedRecord as error:
        return 0, [f"schema: {error}"]
    return sum(1 for _ in record.spans()), [f"{record.doc_id}: {fault}" for fault in faults_of(record)]
