"""`mahdar search`: articles by their words."""

from __future__ import annotations

from pathlib import Path

import click

from mahdar.cli.ending import NOTHING_DONE
from mahdar.cli.filters import filters
from mahdar.cli.options import knowledge_option
from mahdar.cli.recording import on_a_record
from mahdar.cli.tables import on_screen
from mahdar.knowledge import load
from mahdar.model import to_json
from mahdar.record.searching import Found, Query, count, search
from mahdar.record.store import open_record
from mahdar.record.terms import analysis_of
from mahdar.record.upkeep import TERMS, setting

EPILOG = """\b
Example:
  mahdar search الأردن
  mahdar search '"وزير الخارجية" بغداد' --since 2025-10-01 --act deny
"""


@click.command("search", epilog=EPILOG)
@click.argument("words", nargs=-1, metavar="WORDS...")
@filters
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Articles shown.")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Articles passed over first.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="A table to read, or a line of JSON for each article.",
)
@on_a_record
@knowledge_option
def command(
    place: str | None, knowledge: Path | None, words: tuple[str, ...], form: str, **chosen: str | int
) -> None:
    """Find articles by words, phrases and what was read from them.

    WORDS must all stand in the article, whatever their spelling and whatever is written onto them: الأردن finds الاردن
    and بالأردن. Words in quotation marks are a phrase. The latest articles come first.
    """
    query = Query(words=" ".join(words), **chosen)  # type: ignore[arg-type]
    analysis = analysis_of(load(knowledge))
    with open_record(place) as store, store.reading() as connection:
        found = search(connection, query, analysis)
        number = count(connection, query, analysis) if form == "table" else 0
        if setting(connection, TERMS) not in (None, analysis.version):
            click.echo(
                "search terms were made with other knowledge: `mahdar reread` makes them anew", err=True
            )
    for one in found:
        click.echo(to_json(one) if form == "jsonl" else _shown(one), nl=form == "jsonl")
    if form == "table":
        click.echo(f"{number} articles found, {len(found)} shown")
    if not found:
        raise SystemExit(NOTHING_DONE)


def _shown(found: Found) -> str:
    lines = [f"━━ {found.title or found.doc_id}"]
    lines.append("   " + " · ".join(word for word in (found.id, found.outlet, found.published) if word))
    if found.snippet:
        lines.append(
            f"   [{found.snippet.start}–{found.snippet.end}] {' '.join(found.snippet.exact.split())}"
        )
    return on_screen(lines)
