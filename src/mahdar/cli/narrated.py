"""What `facts`, `figures` and `instruments` share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TextIO

import click

from mahdar.cli.answers import answering, between, last_day, paged, write_answer
from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.recording import on_a_record
from mahdar.cli.shown import narrated_lines, page
from mahdar.comparing.narrated import Kind, NarratedFound, NarratedQuery, narrated
from mahdar.record.store import open_record

_WORDS = click.option("--words", metavar="WORDS", help="In which these words stand.")
_OUTLET = click.option("--outlet", metavar="NAME", help="In this outlet.")


def asking_what_is_narrated(command: Callable[..., None]) -> Callable[..., None]:
    """The options that `facts`, `figures` and `instruments` share, after those of their own."""
    return _WORDS(_OUTLET(between(paged(answering(on_a_record(command))))))


def write_narrated(kind: Kind, place: str | None, form: str, output: TextIO, chosen: dict[str, Any]) -> None:
    """Write the facts, figures or instruments that pass the filters; the command ends with 3 where none does."""
    chosen["until"] = last_day(chosen["until"])
    with open_record(place) as store, store.reading() as connection:
        found = narrated(connection, kind, NarratedQuery(**chosen))
    write_answer(found, form, output, _shown)
    if not found.total:
        raise SystemExit(NOTHING_DONE)


def _shown(found: NarratedFound) -> Iterator[str]:
    for one in found.lines:
        yield from narrated_lines(one)
    yield page(found.offset, len(found.lines), found.total)
