"""`mahdar instruments`: agreements, committees and formats, their parties and their state."""

from __future__ import annotations

from typing import Any, TextIO, get_args

import click

from mahdar.cli.codes import Coded
from mahdar.cli.narrated import asking_what_is_narrated, write_narrated
from mahdar.model.vocabulary import InstrumentState

EPILOG = """\b
Example:
  mahdar instruments --party روسيا
  mahdar instruments --state signed --since 2025 --format csv
"""


@click.command("instruments", epilog=EPILOG)
@click.option("--party", "actor", metavar="ACTOR", help="With this party.")
@click.option("--state", type=Coded("state", get_args(InstrumentState)), help="In this state.")
@asking_what_is_narrated
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List agreements, committees and formats, their parties and their state.

    The latest published come first.
    """
    write_narrated("instruments", place, form, output, chosen)
