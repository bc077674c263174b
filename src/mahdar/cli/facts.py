"""`mahdar facts`: what reporters narrate as done, begun, planned or demanded."""

from __future__ import annotations

from typing import Any, TextIO, get_args

import click

from mahdar.cli.codes import Coded
from mahdar.cli.narrated import asking_what_is_narrated, write_narrated
from mahdar.model.vocabulary import Phase

EPILOG = """\b
Example:
  mahdar facts --actor روسيا --phase done
  mahdar facts --act withdraw --format csv
"""


@click.command("facts", epilog=EPILOG)
@click.option("--actor", metavar="NAME", help="About this actor.")
@click.option("--act", metavar="ACT", help="Of this act: withdraw, deploy, resume-relations …")
@click.option("--phase", "state", type=Coded("state", get_args(Phase)), help="In this phase.")
@asking_what_is_narrated
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List what reporters narrate as done, begun, planned or demanded.

    The latest published come first.
    """
    write_narrated("facts", place, form, output, chosen)
