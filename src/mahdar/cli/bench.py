"""`mahdar bench`: how much work everything is on this machine, beside named peers."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mahdar.cli.ending import Progress
from mahdar.cli.options import knowledge_option
from mahdar.knowledge import KnowledgeError, load
from mahdar.measuring import TASKS, Report, drawing_of, growth_of, measured
from mahdar.model import Article
from mahdar.sources import articles_from
from mahdar.web.demo import ARTICLES

EPILOG = """\b
Example:
  mahdar bench
  mahdar bench --sizes 300,1000,3000 --articles news.jsonl --json bench.json --svg bench.svg
"""


def _sizes(ctx: click.Context, param: click.Parameter, value: str) -> list[int]:
    try:
        sizes = [int(part) for part in value.split(",")]
    except ValueError as error:
        raise click.BadParameter("numbers of articles, with commas between them") from error
    if min(sizes) < 1:
        raise click.BadParameter("a size is one article or more")
    return sizes


_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("bench", epilog=EPILOG)
@click.option(
    "--sizes", default="300,1000,3000", show_default=True, metavar="N,…", callback=_sizes,
    help="Numbers of articles to measure at.",
)  # fmt: skip
@click.option(
    "--articles", type=click.Path(exists=True, path_type=Path), metavar="PATH",
    help="Articles to measure with instead of the short ones of the package; where a size wants more than there are, "
    "they are told again, weeks later.",
)  # fmt: skip
@click.option("--json", "as_json", type=_OUT, metavar="FILE", help="Write all figures here.")
@click.option("--svg", "as_svg", type=_OUT, metavar="FILE", help="Draw the curves here.")
@knowledge_option
def command(
    sizes: list[int], articles: Path | None, as_json: Path | None, as_svg: Path | None, knowledge: Path | None
) -> None:
    """Measure reading, adding, linking, querying and copying at several sizes, beside named peers.

    All is done in a record that is thrown away, in CPU seconds of one process, and told as times of what a plain means
    of the kind takes on the same articles in the same run. The peer of linking is counted up from a sample.
    """
    try:
        known = load(knowledge)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    places = [articles] if articles else [ARTICLES / "*.jsonl"]
    given = [item for item in articles_from(places) if isinstance(item, Article)]
    if not given:
        raise click.UsageError(
            f"{articles}: no articles in it; name a file or folder that `mahdar read` reads"
        )
    with Progress("measures") as progress:
        report = measured(given, sizes, known, progress.reach)
    if as_json:
        as_json.write_text(
            json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    if as_svg:
        as_svg.write_text(drawing_of(report), encoding="utf-8")
    click.echo(_table(report))


def _table(report: Report) -> str:
    lines = [", ".join(f"{name} {words}" for name, words in report.machine.items())]
    for task in TASKS:
        measures = report.of(task)
        growth = growth_of(measures)
        told = "" if growth is None else f"; grows by the power {growth:.2f} of the number of articles"
        lines += ["", f"{task}, beside {measures[0].peer}{told}"]
        for m in measures:
            row = [f"{m.articles:>9,} articles {m.seconds:10.3f} s"]
            if m.seconds and task != "querying":  # a question does not go through all articles
                row.append(f"{m.articles / m.seconds:,.0f} articles/s")
            if m.seconds and m.words:
                row.append(f"{m.words / m.seconds:,.0f} words/s")
            if m.megabytes is not None:
                row.append(f"{m.megabytes:,.1f} MB on disk")
            about = "about " if m.estimated else ""
            row.append(f"{about}{m.ratio:.3g} times the peer's {m.peer_seconds:.3f} s")
            lines.append(", ".join(row))
    return "\n".join(lines)
