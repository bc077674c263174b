"""`mahdar schema`: the form of the article record, and of the other nouns that are exported whole."""

from __future__ import annotations

import json

import click

from mahdar.model import ArticleRecord, Identity, MergedEncounter, Passage, schema

EPILOG = """\b
Example:
  mahdar schema > article-record.schema.json
  mahdar schema --noun encounters
"""
NOUNS = {
    "records": ArticleRecord,
    "encounters": MergedEncounter,
    "identities": Identity,
    "passages": Passage,
}


@click.command("schema", epilog=EPILOG)
@click.option(
    "--noun",
    type=click.Choice(list(NOUNS)),
    default="records",
    show_default=True,
    help="What `mahdar export jsonl --noun` has on a line.",
)
def command(noun: str) -> None:
    """Print the JSON Schema of the article record."""
    click.echo(json.dumps(schema(NOUNS[noun]), ensure_ascii=False, indent=2))
