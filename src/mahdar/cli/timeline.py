"""`mahdar timeline`: encounters and facts in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

import click

from mahdar.cli.answers import answering, between, last_day, paged, write_answer
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.labels import label
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import names, page, quoted, when
from mahdar.comparing.timeline import Timeline, TimelineQuery, timeline
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar timeline --actor الشرع --since 2025
  mahdar timeline --format csv --output timeline.csv
"""


@click.command("timeline", epilog=EPILOG)
@click.option("--actor", metavar="NAME", help="In which this actor took part or is involved.")
@between
@paged
@answering
@on_a_record
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List encounters and facts day by day.

    The earliest come first; an encounter without a date stands on the last day it can have been.
    """
    chosen["until"] = last_day(chosen["until"])
    with open_record(place) as store, store.reading() as connection:
        found = timeline(connection, TimelineQuery(**chosen))
    write_answer(found, form, output, _shown)
    if not found.total:
        raise SystemExit(NOTHING_DONE)


def _shown(found: Timeline) -> Iterator[str]:
    for one in found.lines:
        kind, state = label("kind", one.kind), label("status", label("state", one.state))
        yield f"{when(one.day)} · {kind} · {state} · {one.what} · {names(one.who)} · {one.id}"
        yield from quoted(one.words[:2])
    yield page(found.offset, len(found.lines), found.total)
    if found.undated:
        yield f"بلا أي تاريخ: {found.undated}"
