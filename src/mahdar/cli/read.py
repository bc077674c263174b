"""`mahdar read`: articles to article records."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from mahdar.cli.ending import Progress, articles_only, exit_code
from mahdar.cli.explaining import explained
from mahdar.cli.options import collected_option, columns_option, jobs_option, knowledge_option
from mahdar.cli.tables import table
from mahdar.knowledge import KnowledgeError
from mahdar.model import ArticleRecord, to_json
from mahdar.reading.many import read_many
from mahdar.sources import Columns, Failure, articles_from

EPILOG = """\b
Example:
  mahdar read examples
  mahdar read report.txt --collected 2025-10-16 --explain
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
@click.option(
    "--output", type=click.File("w", encoding="utf-8", atomic=True), default="-", metavar="FILE",
    help="File to write instead of standard output; it appears when all of it is written.",
)  # fmt: skip
@knowledge_option
@jobs_option
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
    jobs: int,
) -> None:
    """Read articles and print their records.

    A PATH is a file of articles, a folder of such files, or a pattern ('saved/**/*.html'): text (one article, UTF-8 or
    Windows-1256), JSON Lines, JSON, CSV, HTML, MHTML, WARC, RSS, Atom, ninjs, NewsML-G2, NITF, mail, Word, EPUB, PDF;
    all also as .gz. docs/sources.md tells what is taken from each.
    """
    failures: list[Failure] = []
    done = 0
    articles = articles_only(articles_from(paths, collected, columns), failures)
    with Progress("articles read", output) as progress:
        try:
            for record in read_many(articles, knowledge, jobs):
                output.write(_shown(record, form, explain))
                done += 1
                progress.step()
        except KnowledgeError as error:
            raise click.UsageError(str(error)) from error
    if failures:
        click.echo(f"{done} articles read, {len(failures)} inputs failed", err=True)
    ctx.exit(exit_code(done, len(failures)))


def _shown(record: ArticleRecord, form: str, explain: bool) -> str:
    if form == "jsonl":
        return to_json(record) + "\n"
    return explained(record) if explain else table(record)
