"""`mahdar commitments`: promises, offers, agreements and instruments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

import click

from mahdar.cli.answers import answering, between, last_day, paged, write_answer
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.labels import label, reason
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import names, page, quoted, told_by, when
from mahdar.cli.tables import shortened
from mahdar.comparing.commitments import Commitment, CommitmentQuery, Commitments, commitments
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar commitments --actor روسيا
  mahdar commitments --since 2025 --format csv --output commitments.csv
"""


@click.command("commitments", epilog=EPILOG)
@click.option(
    "--actor", metavar="NAME", help="Of this actor; statements that bind by their words are listed too."
)
@between
@paged
@answering
@on_a_record
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List promises, agreements and instruments, and whether they are mentioned again.

    Who commits himself to whom, on which condition, by when; the latest published first.
    """
    chosen["until"] = last_day(chosen["until"])
    with open_record(place) as store, store.reading() as connection:
        found = commitments(connection, CommitmentQuery(**chosen))
    write_answer(found, form, output, _shown)
    if not found.total:
        raise SystemExit(NOTHING_DONE)


def _shown(found: Commitments) -> Iterator[str]:
    for one in found.lines:
        yield from _line(one)
    yield page(found.offset, len(found.lines), found.total)


def _line(one: Commitment) -> Iterator[str]:
    to_whom = f" ← {'، '.join(one.to_whom)}" if one.to_whom else ""
    state = f" ({label('state', one.state)})" if one.state else ""
    yield f"  ◆ {label('kind', one.kind)}{state} · {when(one.day)} · {names(one.who)}{to_whom}: {shortened(one.what)}"
    yield from quoted(one.words[:1])
    for name, value in (
        ("بشرط", one.condition),
        ("موعده", one.deadline),
        ("لأن", one.basis and reason(one.basis)),
    ):
        if value:
            yield f"      {name}: {shortened(value)}"
    yield f"      عن: {told_by(one.teller)}"
    if one.told:
        yield f"      {reason(one.told)}"
    for mention in one.later[:3]:
        yield f"      ذُكر ثانية {when(mention.day)}:"
        yield from quoted(mention.words, "        ")
    if len(one.later) > 3:
        yield f"      … {len(one.later)} في المجموع"
