"""`mahdar silences`: what was declined to comment on, and standing topics not found this time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, write_answer
from mahdar.cli.labels import reason, topic
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import quoted, said_lines, when
from mahdar.comparing.silences import Silences, silences
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar silences m8821926829573c93
  mahdar silences بيسكوف
"""


@click.command("silences", epilog=EPILOG)
@click.argument("subject", metavar="ENCOUNTER|ACTOR")
@answering
@on_a_record
def command(place: str | None, subject: str, form: str, output: TextIO) -> None:
    """List what was declined to comment on, and standing topics not found this time.

    A standing topic is one of the last encounters of the same two sides before this one. Of an actor the latest
    encounter is taken.
    """
    with open_record(place) as store, store.reading() as connection:
        found = silences(connection, subject)
    write_answer(found, form, output, shown)


def shown(one: Silences) -> Iterator[str]:
    """The silences as lines."""
    yield f"{one.of}{f' · {one.encounter}' if one.encounter and one.encounter != one.of else ''}"
    yield f"امتنع عن التعليق ({len(one.declined)}):"
    for said in one.declined:
        yield from said_lines(said)
    yield f"مواضيع ثابتة لا أثر لها ({len(one.absent)}):"
    for absent in one.absent:
        side = f" ({absent.teller})" if absent.teller else ""
        yield f"  ✗ {topic(absent.topic)}: {reason(absent.told)}؛ قيل {when(absent.day)} {absent.last}{side}"
        yield from quoted(absent.words[:2])
    yield f"  {reason(one.note)}"
