"""`mahdar watch`: feeds and sitemaps, round after round, into the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mahdar.cli.ending import NOTHING_DONE, Progress, exit_code
from mahdar.cli.fetching import clock, ending_cleanly, visitor
from mahdar.cli.options import knowledge_option, private_option
from mahdar.cli.readers import reader_of
from mahdar.cli.recording import on_a_record
from mahdar.keeping.watching import Round, Watch, rounds
from mahdar.record.store import Store, begin_record
from mahdar.sources.fetching.memory import Memory, UnusableMemory
from mahdar.sources.fetching.settings import WrongSettings, read_settings
from mahdar.sources.pages import article_from_page

EPILOG = """\b
Example:
  mahdar watch feeds.toml
  mahdar watch feeds.toml --once --record news.db

\b
A feeds.toml:
  contact = "desk@example.org"

\b
  [[feed]]
  url = "https://news.example/rss.xml"
  outlet = "news"
  interval = "15m"
  include = ["*/politics/*"]
"""


@click.command("watch", epilog=EPILOG)
@click.argument("feeds", type=click.Path(dir_okay=False, path_type=Path), metavar="FEEDS.TOML")
@click.option("--once", is_flag=True, help="End after one round over all feeds.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PATH",
    help="Where to keep what is known between rounds; else beside the record: RECORD.watch.db.",
)
@private_option
@on_a_record
@knowledge_option
@click.pass_context
def command(
    ctx: click.Context,
    feeds: Path,
    place: str | None,
    once: bool,
    state: Path | None,
    allow_private: bool,
    knowledge: Path | None,
) -> None:
    """Watch feeds and sitemaps, and keep what is new in the record.

    Each is asked at its interval, on condition that it changed; new pages are fetched as robots.txt allows, one
    request at a time to a host. An article that its feed tells to have changed is fetched again and becomes a new
    version. After an end at any instant the same command goes on where it stopped.
    """
    try:
        settings = read_settings(feeds)
    except WrongSettings as error:
        raise click.UsageError(str(error)) from error
    reader = reader_of(knowledge, jobs=1)
    time = clock()
    done = lost = 0
    with begin_record(place) as store, _memory(store, state) as memory, ending_cleanly(time):
        ask = visitor(time, settings.pause, settings.contact, private=allow_private, memory=memory)
        work = Watch(store, memory, settings, ask, article_from_page, reader, time)
        with Progress("pages") as progress:
            for this in rounds(work, _failed, progress.reach):
                _tell(store, this)
                done, lost = done + this.asked, lost + len(this.failures)
                if once:
                    break
    ctx.exit(exit_code(done, lost))


@contextmanager
def _memory(store: Store, state: Path | None) -> Iterator[Memory]:
    """The memory, beside the record or where it is asked to be; what goes wrong with it ends the command."""
    if state is None and store.file is None:
        raise click.UsageError(
            "the record is no file beside which to keep what is known; name one with --state"
        )
    try:
        with Memory(state or f"{store.file}.watch.db") as memory:
            yield memory
    except UnusableMemory as error:
        click.echo(f"mahdar: {error}", err=True)
        raise SystemExit(NOTHING_DONE) from error


def _failed(what: str) -> None:
    click.echo(f"failed: {what}", err=True)


def _tell(store: Store, this: Round) -> None:
    grown = this.grown
    for notice in this.notices:
        click.echo(f"note: {notice}", err=True)
    click.echo(
        f"{store.place}: {this.asked} feeds asked ({this.unchanged} unchanged), {grown.articles} new articles, "
        f"{grown.versions} new versions, {grown.known} known already"
        + (f", {len(this.failures)} failed" if this.failures else "")
        + (f", {this.left} still to be asked" if this.left else "")
    )
