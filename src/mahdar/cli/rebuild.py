"""`mahdar rebuild`: everything made anew from articles and decisions."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.engine import Engine, with_engine
from mahdar.cli.options import knowledge_option
from mahdar.cli.readers import read_anew
from mahdar.cli.recording import on_a_record
from mahdar.keeping.rereading import rebuild

EPILOG = """\b
Example:
  mahdar rebuild
  mahdar rebuild --record news.db --jobs 2
"""


@click.command("rebuild", epilog=EPILOG)
@on_a_record
@knowledge_option
@with_engine
def command(place: str | None, knowledge: Path | None, engine: Engine) -> None:
    """Make everything anew from the articles and decisions kept.

    The record can be used all the while. After an interruption the same command goes on where it stopped.
    """
    read_anew(place, knowledge, engine, rebuild, "rebuilt, {done} versions read")
