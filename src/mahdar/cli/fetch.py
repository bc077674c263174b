"""`mahdar fetch`: pages of the web into the record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from mahdar.cli.ending import Progress, articles_only, exit_code
from mahdar.cli.fetching import clock, ending_cleanly, visitor
from mahdar.cli.options import contact_option, knowledge_option, private_option
from mahdar.cli.readers import failures_told, reader_of
from mahdar.cli.recording import on_a_record
from mahdar.keeping.adding import add
from mahdar.model import Article
from mahdar.record.store import begin_record
from mahdar.sources import Failure
from mahdar.sources.fetching.lanes import in_lanes
from mahdar.sources.fetching.pages import Shelf, asked, each_once, lane_of, made
from mahdar.sources.fetching.visiting import Visitor
from mahdar.sources.pages import article_from_page

EPILOG = """\b
Example:
  mahdar fetch https://news.example/politics/2025/10/15/1234
  mahdar fetch --save pages --contact desk@example.org https://news.example/a https://other.example/b
"""
#: Articles that are stored at once, and hosts that are asked at once.
_BATCH, _HOSTS = 20, 4


@click.command("fetch", epilog=EPILOG)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--save",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the pages there too.",
)
@click.option("--outlet", metavar="CODE", help="Outlet of the pages; else what they tell.")
@click.option(
    "--pause", type=click.FloatRange(0, 3600), default=2.0, show_default=True, metavar="SECONDS",
    help="Between two requests to a host, where it asks for no longer one.",
)  # fmt: skip
@contact_option
@private_option
@on_a_record
@knowledge_option
@click.pass_context
def command(
    ctx: click.Context,
    urls: tuple[str, ...],
    place: str | None,
    save: Path | None,
    outlet: str | None,
    pause: float,
    contact: str | None,
    allow_private: bool,
    knowledge: Path | None,
) -> None:
    """Fetch pages from the web and keep them in the record.

    As robots.txt of their hosts allows, one request at a time to each. A page counts as collected when it was fetched.
    What the record holds already is passed over; a changed text is a new version.
    """
    unreadable: list[Failure] = []
    reader = reader_of(knowledge, jobs=1)
    failures, failed = failures_told()
    time = clock()
    ask = visitor(time, pause, contact, private=allow_private)
    with ending_cleanly(time), begin_record(place) as store, Progress("articles") as progress:
        articles = articles_only(_articles(urls, ask, outlet, save), unreadable)
        grown = add(store, articles, reader, failed, progress.reach, batch=_BATCH)
    lost = len(failures) + len(unreadable)
    click.echo(
        f"{store.place}: {grown.articles} new articles, {grown.versions} new versions, {grown.known} known already"
        + (f", {lost} failed" if lost else "")
    )
    ctx.exit(exit_code(grown.articles + grown.versions + grown.known, lost))


def _articles(
    urls: tuple[str, ...], ask: Visitor, outlet: str | None, save: Path | None
) -> Iterator[Article | Failure]:
    for given in in_lanes(each_once(urls), lane_of, lambda url: asked(url, ask), _HOSTS):
        if isinstance(given, Failure):
            yield given
            continue
        if save and given.status == 200:
            try:
                Shelf(save).keep(given)
            except OSError as error:
                raise click.UsageError(f"{save}: {error.strerror or error}") from error
        yield made(given, article_from_page, outlet)
