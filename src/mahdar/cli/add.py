"""`mahdar add`: articles into the record."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from mahdar.cli.ending import articles_only, exit_code
from mahdar.cli.engine import Engine, with_engine
from mahdar.cli.options import collected_option, columns_option, knowledge_option
from mahdar.cli.readers import failures_told, reader_of
from mahdar.cli.recording import on_a_record
from mahdar.cli.to_go import ProgressToGo
from mahdar.keeping.adding import add
from mahdar.record.store import begin_record
from mahdar.sources import Columns, Failure, articles_from

EPILOG = """\b
Example:
  mahdar add examples
  mahdar add news.jsonl.gz --record news.db --jobs 2
  mahdar add saved/ 'mirror/**/*.html' crawl.warc.gz feeds mail/*.eml
  mahdar add archive/ --engine ray --record postgresql://mahdar@db/news
  mahdar add news.csv --columns title=headline,text=body,published=date
"""


@click.command("add", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@collected_option
@columns_option
@on_a_record
@knowledge_option
@with_engine
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    place: str | None,
    collected: str | None,
    columns: Columns,
    knowledge: Path | None,
    engine: Engine,
) -> None:
    """Read articles and keep them in the record.

    A PATH is a file of any known form (docs/sources.md), a folder of such files, or a pattern ('saved/**/*.html').
    What the record holds already is passed over: the same outlet, url (else doc_id) and text. A changed text is a new
    version, and the old one is kept. After an interruption the same command goes on where it stopped.
    """
    unreadable: list[Failure] = []
    failures, failed = failures_told()
    articles = articles_only(articles_from(paths, collected, columns), unreadable)
    count = partial(articles_from, paths, collected, columns)
    with engine.workers() as workers:
        reader = reader_of(knowledge, workers=workers)
        with begin_record(place) as store, ProgressToGo("articles", count, "then linking") as progress:
            grown = add(store, articles, reader, failed, progress.reach)
    lost = len(failures) + len(unreadable)
    click.echo(
        f"{store.place}: {grown.articles} new articles, {grown.versions} new versions, {grown.known} known already"
        + (f", {lost} failed" if lost else "")
    )
    ctx.exit(exit_code(grown.articles + grown.versions + grown.known, lost))
