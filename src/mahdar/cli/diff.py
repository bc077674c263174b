"""`mahdar diff`: what is new since a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

import click

from mahdar.cli.answers import answering, day_argument, paged, write_answer
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.labels import reason
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import met_lines, quoted, said_lines
from mahdar.comparing.news import News, news
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar diff 2026-02-01
  mahdar diff 2026-02 --format json
"""


@click.command("diff", epilog=EPILOG)
@day_argument
@paged
@answering
@on_a_record
def command(place: str | None, since: str, limit: int, offset: int, form: str, output: TextIO) -> None:
    """Show what is new since a day.

    New is what articles published on that day or later tell; of an article without such a day, the day of its
    collection counts.
    """
    with open_record(place) as store, store.reading() as connection:
        found = news(connection, since, limit, offset)
    write_answer(found, form, output, _shown)
    if not found.articles:
        raise SystemExit(NOTHING_DONE)


def _shown(one: News) -> Iterator[str]:
    yield f"منذ {one.since}: {one.articles} مقالات · {one.said_total} تصريحات"
    yield f"لقاءات جديدة ({one.new_total}):"
    for met in one.new:
        yield from met_lines(met)
    yield f"لقاءات رويت ثانية ({one.changed_total}):"
    for changed in one.changed:
        yield from met_lines(changed.met)
        yield from (f"    رُوي: {reason(step)}" for step in changed.history)
        yield from quoted(changed.words)
    yield "أقوال لها شأن:"
    for said in one.said:
        yield from said_lines(said)
    if one.undated:
        yield f"مقالات بلا أي تاريخ: {one.undated}"
