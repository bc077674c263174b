"""`mahdar read`: articles to article records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TextIO

import click
from click.core import ParameterSource

from mahdar.cli.ending import Progress, articles_only, exit_code
from mahdar.cli.engine import Engine, with_engine
from mahdar.cli.explaining import explained
from mahdar.cli.options import collected_option, columns_option, knowledge_option, output_option
from mahdar.cli.readers import failures_told, reader_of
from mahdar.cli.tables import table
from mahdar.cli.to_go import ProgressToGo
from mahdar.keeping.partitioning import read_to_partitions
from mahdar.keeping.telling import Failed, Stepped
from mahdar.keeping.workers import Workers
from mahdar.knowledge import KnowledgeError
from mahdar.model import Article, ArticleRecord, to_json
from mahdar.record.identity import article_id
from mahdar.record.stable import with_stable_ids
from mahdar.sources import Columns, Failure, articles_from
from mahdar.sources.failure import Unreadable

EPILOG = """\b
Example:
  mahdar read examples
  mahdar read report.txt --collected 2025-10-16 --explain
  mahdar read archive/ --engine ray --parquet read/
  mahdar read news.jsonl.gz --jobs 2 --format jsonl --output records.jsonl
"""


@click.command("read", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True,
    help="A table to read, or one article record a line.",
)  # fmt: skip
@click.option(
    "--explain", is_flag=True, help="With each value, the reasons for it and the exact words with offsets."
)
@collected_option
@columns_option
@output_option
@knowledge_option
@with_engine
@click.option(
    "--parquet", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write the records to Parquet files by day in this folder; `mahdar add DIR` takes them without reading again.",
)  # fmt: skip
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    explain: bool,
    collected: str | None,
    columns: Columns,
    output: TextIO,
    knowledge: Path | None,
    engine: Engine,
    folder: Path | None,
) -> None:
    """Read articles and print their records.

    A PATH is a file of articles, a folder of such files, or a pattern ('saved/**/*.html'): text (one article, UTF-8 or
    Windows-1256), JSON Lines, JSON, CSV, HTML, MHTML, WARC, RSS, Atom, ninjs, NewsML-G2, NITF, mail, Word, EPUB, PDF;
    all also as .gz. docs/sources.md tells what is taken from each.
    """
    unreadable: list[Failure] = []
    failures, failed = failures_told()
    done = 0
    articles = articles_only(articles_from(paths, collected, columns), unreadable)
    if folder:
        if explain or form != "table" or ctx.get_parameter_source("output") is not ParameterSource.DEFAULT:
            raise click.UsageError(
                "--parquet writes files and shows nothing: no --format, --explain, --output"
            )
        count = partial(articles_from, paths, collected, columns)
        with engine.workers() as workers, ProgressToGo("articles", count) as to_go:
            done = _to_partitions(articles, folder, workers, knowledge, failed, to_go.reach)
        ctx.exit(exit_code(done, len(failures) + len(unreadable)))
    with engine.workers() as workers, Progress("articles read", output) as progress:
        for article, made in reader_of(knowledge, workers=workers).read(articles):
            if isinstance(made, str):
                failed(article, made)
                continue
            # The same identifiers as in a record kept, so that what is printed here and there can be put together.
            output.write(_shown(with_stable_ids(made, article_id(article)), form, explain))
            done += 1
            progress.step()
    lost = len(failures) + len(unreadable)
    if lost:
        click.echo(f"{done} articles read, {lost} inputs failed", err=True)
    ctx.exit(exit_code(done, lost))


def _to_partitions(
    articles: Iterable[Article],
    folder: Path,
    workers: Workers,
    knowledge: Path | None,
    failed: Failed,
    stepped: Stepped,
) -> int:
    """Read articles into Parquet files; how many articles and files are done."""
    try:
        made = read_to_partitions(articles, folder, workers, knowledge, failed, stepped)
    except (Unreadable, KnowledgeError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(
        f"{folder}: {made.articles} articles read into {made.written} new files, {made.there} files were there already"
    )
    return made.written + made.there


def _shown(record: ArticleRecord, form: str, explain: bool) -> str:
    if form == "jsonl":
        return to_json(record) + "\n"
    return explained(record) if explain else table(record)
