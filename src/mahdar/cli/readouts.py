"""`mahdar readouts`: what each side's organs tell of an encounter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, write_answer
from mahdar.cli.labels import country, label, reason
from mahdar.cli.labels import topic as topic_of
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import place as stands
from mahdar.cli.shown import quoted, said_lines, told_by, when
from mahdar.comparing.readouts import Readouts, TopicCompared, readouts
from mahdar.comparing.rows import in_words
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar readouts m8821926829573c93
  mahdar readouts m8821926829573c93 --format csv --output readouts.csv
"""


@click.command("readouts", epilog=EPILOG)
@click.argument("identifier", metavar="ENCOUNTER")
@answering
@on_a_record
def command(place: str | None, identifier: str, form: str, output: TextIO) -> None:
    """Compare what each side's organs tell of an encounter.

    A side is the country of the organ from which words come, not the outlet that prints them. Where one side's organs
    only are in the record, this is said, and outlets are compared instead.
    """
    with open_record(place) as store, store.reading() as connection:
        found = readouts(connection, identifier)
    write_answer(found, form, output, shown)


def shown(one: Readouts) -> Iterator[str]:
    """The comparison as lines."""
    yield f"● {one.encounter} · {when(one.day)} · {' – '.join(map(country, one.sides))}"
    yield f"  {reason(one.note)}"
    for column in one.columns:
        yield f"▌{column.key}: {', '.join(column.articles)}"
        yield from (f"    عن: {told_by(teller)}" for teller in column.tellers)
        yield f"    ترتيب المواضيع: {' ← '.join(map(topic_of, column.order))}"
        for tone in column.tone:
            yield f"    النبرة: {tone.value}"
            yield from quoted(tone.words)
    for topic in one.topics:
        yield from _topic(topic)
    if one.unsided:
        yield "بلا جهة رسمية:"
        for line in one.unsided:
            yield from said_lines(line.said)


def _topic(topic: TopicCompared) -> Iterator[str]:
    yield f"━━ {topic_of(topic.topic)}: {label('standing', topic.standing)}"
    for column in topic.columns:
        yield f" ▌{column.column}: {reason(column.told or '')}".rstrip(": ")
        for line in column.lines:
            yield from said_lines(line.said)
    for pair in topic.pairs:
        yield f"  ≠ {pair.a} {stands(pair.words[0])} ↔ {pair.b} {stands(pair.words[1])}"
        yield from (f"      {in_words(words)}" for words in pair.differing)
