"""`mahdar reread`: what an older reader or knowledge read, read again."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.engine import Engine, with_engine
from mahdar.cli.options import knowledge_option
from mahdar.cli.readers import read_anew
from mahdar.cli.recording import on_a_record
from mahdar.keeping.rereading import reread

EPILOG = """\b
Example:
  mahdar reread
  mahdar reread --knowledge my-knowledge --jobs 2
"""


@click.command("reread", epilog=EPILOG)
@on_a_record
@knowledge_option
@with_engine
def command(place: str | None, knowledge: Path | None, engine: Engine) -> None:
    """Read again what an older reader or knowledge read.

    Decisions are replayed over what is read now; identifiers that are given no longer lead to what stands for them.
    A record of an older schema is brought up to date first.
    """
    read_anew(place, knowledge, engine, reread, "{done} versions read again")
