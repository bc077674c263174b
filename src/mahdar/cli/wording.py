"""`mahdar wording`: a standing formula through the years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, write_answer
from mahdar.cli.codes import Coded
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.labels import country
from mahdar.cli.labels import topic as topic_of
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import names, when
from mahdar.cli.shown import place as stands
from mahdar.cli.tables import shortened
from mahdar.comparing.formulas import topics_with_formulas
from mahdar.comparing.wording import Step, Wording, wording
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar wording سانا --topic territorial-integrity
  mahdar wording الأسد --topic foreign-forces-bases --format csv
  mahdar wording SY --topic palestine-israel
"""
_CHANGE = {"first seen": "أول مرة", "repeated": "مكررة", "changed": "تغيرت"}


@click.command("wording", epilog=EPILOG)
@click.argument("actor", metavar="ACTOR|ORGAN")
@click.option("--topic", type=Coded("topic", topics_with_formulas()), metavar="TOPIC", required=True,
              help="One of those with standing formulas.")  # fmt: skip
@answering
@on_a_record
def command(place: str | None, actor: str, topic: str, form: str, output: TextIO) -> None:
    """Follow a standing formula of an actor or an organ through the years.

    Formulas are compared only within one issuing organ; what an outlet tells in its own words is marked as
    paraphrase. The code of a country (SY) means all organs of that side.
    """
    with open_record(place) as store, store.reading() as connection:
        found = wording(connection, actor, topic)
    write_answer(found, form, output, shown)
    if not found.series:
        raise SystemExit(NOTHING_DONE)


def shown(one: Wording) -> Iterator[str]:
    """The series as lines."""
    yield f"{one.actor} · {topic_of(one.topic)} · {one.checked} تصريحات"
    for series in one.series:
        side = f" ({country(series.side)})" if series.side else ""
        yield f"━━ {series.family}: {series.organ}{side}{' · إعادة صياغة من المنبر' if series.paraphrase else ''}"
        for step in series.steps:
            yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    yield f"  {when(step.day)} · {_CHANGE[step.change]}: «{step.formula}» {stands(step.words[0])}"
    if step.added:
        yield f"      + {' | '.join(step.added)}"
    if step.dropped:
        yield f"      − {' | '.join(step.dropped)}"
    parts = [names(step.who), step.said.act if step.said else None, step.wording]
    yield f"      {' · '.join(part for part in parts if part)}"
    if step.basis:
        yield f"      — {step.basis}"
    if step.said:
        for label, value in (("بشأن", step.said.target), ("بشرط", step.said.condition)):
            if value:
                yield f"      {label}: {shortened(value)}"
