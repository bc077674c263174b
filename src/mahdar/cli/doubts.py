"""`mahdar doubts`: what rests on one source, on inference, or on no source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, paged, write_answer
from mahdar.cli.labels import label, reason
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import doubts as told_doubts
from mahdar.cli.shown import met_lines, names, page, quoted
from mahdar.cli.tables import shortened
from mahdar.comparing.doubts import EncounterDoubts, RecordDoubts, doubts_of, record_doubts
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar doubts
  mahdar doubts m8821926829573c93 --format csv
"""


@click.command("doubts", epilog=EPILOG)
@click.argument("identifier", metavar="[ENCOUNTER]", required=False)
@paged
@answering
@on_a_record
def command(
    place: str | None, identifier: str | None, limit: int, offset: int, form: str, output: TextIO
) -> None:
    """List what rests on one source, on inference, or on no source.

    With an ENCOUNTER its statements, facts, figures and instruments; else the encounters that one source tells, and
    actors that may be one.
    """
    with open_record(place) as store, store.reading() as connection:
        if identifier:
            write_answer(doubts_of(connection, identifier), form, output, _of_encounter)
        else:
            write_answer(record_doubts(connection, limit, offset), form, output, _of_record)


def _of_encounter(one: EncounterDoubts) -> Iterator[str]:
    yield f"{one.encounter} · {len(one.sources)} مصادر مستقلة · {one.checked} مقالات"
    for line in one.lines:
        who = f"{names(line.who)}: " if line.who else ""
        yield f"━━ {label('kind', line.kind)} · {'، '.join(map(reason, line.rests))} · {who}{shortened(line.text)}"
        sources = [f"{s.organ}{f' ({s.side})' if s.side else ''}" for s in line.sources]
        yield f"      المصادر: {'، '.join(sources)}"
        yield from quoted(line.words)
        yield from told_doubts(line.reasons)
    yield f"بلا شك: {one.sound}"


def _of_record(one: RecordDoubts) -> Iterator[str]:
    for met in one.lines:
        yield from met_lines(met)
    yield f"لقاءات عن مصدر واحد: {page(one.offset, len(one.lines), one.total)}"
    for pair in one.pairs:
        yield f"  {pair.a} ؟= {pair.b}: {reason(pair.reason)}"
    yield f"قد يكونان واحداً: {one.pairs_total}"
