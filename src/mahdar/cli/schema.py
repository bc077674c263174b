"""`mahdar schema`: the form of the article record."""

from __future__ import annotations

import json

import click

from mahdar.model import schema

EPILOG = """\b
Example:
  mahdar schema > article-record.schema.json
"""


@click.command("schema", epilog=EPILOG)
def command() -> None:
    """Print the JSON Schema of the article record."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
