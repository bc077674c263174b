"""`mahdar statements`: who said what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO, get_args

import click

from mahdar.cli.answers import answering, between, last_day, paged, write_answer
from mahdar.cli.codes import Coded
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.options import words_option
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import page, said_lines
from mahdar.comparing.statements import StatementQuery, Statements, statements
from mahdar.model.vocabulary import ACTS, TOPICS, Mode
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar statements --by بوتين --told-by SY
  mahdar statements --act decline-to-comment --format csv --output declined.csv
  mahdar statements --about إسرائيل --topic palestine-israel --since 2025
  mahdar statements --words '"القواعد الروسية" مصير'
"""


@click.command("statements", epilog=EPILOG)
@click.option("--by", metavar="ACTOR", help="Said by this actor, or by those of a country (RU).")
@click.option("--about", metavar="ACTOR", help="About or against this actor, or naming it or these words.")
@click.option("--to", metavar="ACTOR", help="Said to this actor.")
@words_option
@click.option("--act", type=Coded("act", ACTS), metavar="ACT", help="Of this act: affirm, deny, demand …")
@click.option("--mode", type=Coded("mode", get_args(Mode)), help="Quoted, reported, or both.")
@click.option("--topic", type=Coded("topic", TOPICS), metavar="TOPIC", help="On this topic.")
@click.option("--told-by", metavar="ORGAN", help="Told by this organ, or by the organs of a country (SY).")
@click.option("--outlet", metavar="NAME", help="In this outlet.")
@click.option("--encounter", metavar="ID", help="Made at this encounter.")
@between
@paged
@answering
@on_a_record
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List who said what, to whom, about what, told by whom.

    The latest published come first. Actors are identifiers, Wikidata identifiers or names in Arabic or English.
    """
    chosen["until"] = last_day(chosen["until"])
    with open_record(place) as store, store.reading() as connection:
        found = statements(connection, StatementQuery(**chosen))
    write_answer(found, form, output, _shown)
    if not found.total:
        raise SystemExit(NOTHING_DONE)


def _shown(found: Statements) -> Iterator[str]:
    for said in found.lines:
        yield from said_lines(said)
    yield page(found.offset, len(found.lines), found.total)
