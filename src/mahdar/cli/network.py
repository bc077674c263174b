"""`mahdar network`: who meets whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

import click

from mahdar.cli.answers import answering, between, last_day, paged, write_answer
from mahdar.cli.codes import Coded
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.labels import country
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import page, quoted, when
from mahdar.comparing.network import Network, NetworkQuery, network
from mahdar.model.vocabulary import ENCOUNTER_KINDS
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar network
  mahdar network --actor لافروف --since 2025 --format json
"""


@click.command("network", epilog=EPILOG)
@click.option("--actor", metavar="NAME", help="Of this actor.")
@click.option("--kind", type=Coded("kind", ENCOUNTER_KINDS), help="By encounters of this kind.")
@between
@paged
@answering
@on_a_record
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List who meets whom, and how often.

    Pairs of two countries, those who met most first; a visit counts once with all its sessions.
    """
    chosen["until"] = last_day(chosen["until"])
    with open_record(place) as store, store.reading() as connection:
        found = network(connection, NetworkQuery(**chosen))
    write_answer(found, form, output, _shown)
    if not found.total:
        raise SystemExit(NOTHING_DONE)


def _shown(found: Network) -> Iterator[str]:
    for tie in found.lines:
        yield f"{tie.a.name} ({country(tie.a.country)}) ↔ {tie.b.name} ({country(tie.b.country)}) ×{tie.times}"
        yield f"    {tie.first} … {when(tie.last)} · {' '.join(tie.encounters)}"
        yield from quoted(tie.words[:1])
    yield page(found.offset, len(found.lines), found.total)
