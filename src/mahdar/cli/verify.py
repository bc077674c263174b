"""`mahdar verify`: whether records, or the whole record that is kept, still hold against their own text."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.ending import DONE, NOTHING_DONE, SOME_FAILED, Progress
from mahdar.cli.recording import on_a_record
from mahdar.keeping.checking import faults_in
from mahdar.keeping.verifying import faults_of
from mahdar.model import MalformedRecord, record_from_json
from mahdar.record.store import open_record
from mahdar.sources import UnreadableFile, file_lines

EPILOG = """\b
Example:
  mahdar read examples --format jsonl --output records.jsonl
  mahdar verify records.jsonl
  mahdar verify --record mahdar.db
"""


@click.command("verify", epilog=EPILOG)
@click.argument("records", nargs=-1, type=click.Path(path_type=Path), metavar="RECORDS...")
@on_a_record
@click.pass_context
def command(ctx: click.Context, /, place: str | None, records: tuple[Path, ...]) -> None:
    """Re-check every span of records against their text.

    RECORDS are JSON Lines files of article records, also as .gz. Each line is checked against the schema, its hash
    against the text, every span against the words that stand there. What does not hold is listed, never mended.

    Without RECORDS it is the record that is kept: its bytes, hashes, spans, identifiers, rows, search terms,
    links, and that no decision was changed.
    """
    if records:
        ctx.exit(_files(records))
    ctx.exit(_kept(place))


def _kept(place: str | None) -> int:
    faults = 0
    with open_record(place) as store, Progress("articles checked") as progress:
        for fault in faults_in(store, progress.reach):
            click.echo(f"{store.place}: {fault}")
            faults += 1
    click.echo(f"{store.place}: {progress.done} articles, {faults} faults")
    return SOME_FAILED if faults else DONE


def _files(records: tuple[Path, ...]) -> int:
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
        return SOME_FAILED
    return DONE if sound else NOTHING_DONE


#: What to do with a line that is no article record.
_MEND = (
    "a line of article records is what `mahdar read --format jsonl` and `mahdar export jsonl` write; articles "
    "themselves are checked once they are read: `mahdar read PATH --format jsonl`"
)


def _checked(line: bytes) -> tuple[int, list[str]]:
    """How many spans a line's record holds, and what does not hold in it."""
    try:
        record = record_from_json(line)
    except MalformedRecord as error:
        return 0, [f"schema: {error}; {_MEND}"]
    return sum(1 for _ in record.spans()), [f"{record.doc_id}: {fault}" for fault in faults_of(record)]
