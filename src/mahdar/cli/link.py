"""`mahdar link`: what stands across articles, made anew."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.engine import Engine, with_engine
from mahdar.cli.options import knowledge_option
from mahdar.cli.recording import on_a_record
from mahdar.keeping.linking import keep_linked
from mahdar.knowledge import KnowledgeError, load
from mahdar.record.store import upgrade_record

EPILOG = """\b
Example:
  mahdar link
  mahdar link --knowledge my-knowledge
"""


@click.command("link", epilog=EPILOG)
@on_a_record
@knowledge_option
@with_engine
def command(place: str | None, knowledge: Path | None, engine: Engine) -> None:
    """Link the articles of the record: same actors, one encounter, shared text.

    `add`, `reread`, `rebuild` and `decide` do this themselves at their end. Only what changed is written.
    """
    try:
        known = load(knowledge)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    with engine.workers() as workers, upgrade_record(place) as store:
        made = keep_linked(store, known, workers)
    if made is None:
        click.echo(f"{store.place}: linked already")
        return
    click.echo(
        f"{store.place}: {made.encounters} encounters, {made.identities} actors, {made.doubtful} pairs in doubt; "
        f"{made.texts} texts compared, {made.written} rows written"
    )
