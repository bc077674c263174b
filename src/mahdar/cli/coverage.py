"""`mahdar coverage`: which outlets tell which lines of an encounter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, write_answer
from mahdar.cli.labels import label, reason
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import names, told_by, when
from mahdar.cli.shown import place as stands
from mahdar.cli.tables import shortened
from mahdar.comparing.coverage import Coverage, Row, coverage
from mahdar.comparing.rows import in_words
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar coverage m8821926829573c93
  mahdar coverage m8821926829573c93 --format csv --output coverage.csv
"""


@click.command("coverage", epilog=EPILOG)
@click.argument("identifier", metavar="ENCOUNTER")
@answering
@on_a_record
def command(place: str | None, identifier: str, form: str, output: TextIO) -> None:
    """Compare which outlets tell which lines of an encounter.

    Each line with who had it first and whose words are shared. What an outlet lacks was not found in so many of its
    articles; that it did not report it cannot be said.
    """
    with open_record(place) as store, store.reading() as connection:
        found = coverage(connection, identifier)
    write_answer(found, form, output, shown)


def shown(one: Coverage) -> Iterator[str]:
    """The table as lines."""
    yield f"● {one.encounter} · {when(one.day)} · {one.checked} مقالات"
    for outlet in one.outlets:
        yield f"▌{outlet.outlet}: {', '.join(outlet.articles)} · {when(outlet.day)}"
    for row in one.rows:
        yield from _row(row)


def _row(row: Row) -> Iterator[str]:
    who = f"{names(row.speakers)}: " if row.speakers else ""
    yield f"━━ {label('kind', row.kind)}: {who}{shortened(row.text)}"
    yield f"   أولاً: {stands(row.first) if row.first else 'لا تقوله التواريخ'}"
    yield from (f"   عن: {told_by(teller)}" for teller in row.tellers)
    for cell in row.cells:
        if cell.told:
            yield f"   ✗ {cell.outlet}: {reason(cell.told)}"
            continue
        yield f"   ✓ {cell.outlet} {' '.join(map(stands, cell.words))}"
        yield from (f"       ≡ {copied.doc_id}: {copied.basis}" for copied in cell.copied)
        yield from (f"       ≠ {in_words(words)}" for words in cell.differing)
