"""`mahdar figures`: quantities, of what, and who tells them."""

from __future__ import annotations

from typing import Any, TextIO

import click

from mahdar.cli.narrated import asking_what_is_narrated, write_narrated

EPILOG = """\b
Example:
  mahdar figures --words التبادل
  mahdar figures --by بوتين --format json
"""


@click.command("figures", epilog=EPILOG)
@click.option("--by", "actor", metavar="ACTOR", help="Told by this actor.")
@asking_what_is_narrated
def command(place: str | None, form: str, output: TextIO, **chosen: Any) -> None:
    """List quantities, of what, and who tells them.

    The latest published come first.
    """
    write_narrated("figures", place, form, output, chosen)
