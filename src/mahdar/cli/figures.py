"""`mahdar figures`: quantities, of what, and who tells them."""

from __future__ import annotations

from typing import Any, TextIO

import click

from mahdar.cli.answers import answering, between, paged
from mahdar.cli.narrated import words_option, write_narrated
from mahdar.cli.recording import on_a_record

EPILOG = """\b
Example:
  mahdar figures --words التبادل
  mahdar figures --by بوتين --format json
"""


@click.command("figures", epilog=EPILOG)
@click.option("--by", "actor", metavar="ACTOR", help="Told by this actor.")
@words_option
@click.option("--outlet", metavar="NAME", help="In this outlet.")
@between
@paged
@answering
@on_a_record
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List quantities, of what, and who tells them.

    The latest published come first.
    """
    write_narrated("figures", place, form, output, chosen)
