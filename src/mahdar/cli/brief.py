"""`mahdar brief`: a briefing before a meeting."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy import Connection

from mahdar.cli.codes import CountryCode
from mahdar.cli.recording import on_a_record
from mahdar.export.briefing import (
    Briefing,
    Language,
    briefing_on_actor,
    briefing_on_countries,
    briefing_on_encounter,
)
from mahdar.export.briefing.docx import as_docx
from mahdar.export.briefing.html import as_html
from mahdar.export.briefing.missing import MissingLibrary
from mahdar.record.store import open_record

EPILOG = """\b
Example:
  mahdar brief countries RU SY --output russia-syria.html
  mahdar brief actor 'سيرغي لافروف' --language en --output lavrov.docx
  mahdar brief encounter m8821926829573c93 --output meeting.html
"""
F = TypeVar("F", bound=Callable[..., Any])


@click.group("brief", epilog=EPILOG)
def command() -> None:
    """Write a briefing on an actor, two countries or an encounter.

    Encounters in the order of time, who said what by topic, where tellings differ, how formulas changed, commitments,
    silences, sources. Every line cites exact words; lines that no one reviewed are stamped. HTML or, where the file
    is called so, DOCX. Needs: pip install 'mahdar[brief]'.
    """


def _writing(function: F) -> F:
    language = click.option(
        "--language",
        type=click.Choice(["ar", "en"]),
        default="ar",
        show_default=True,
        help="Language of headings; quotations stay as they are.",
    )
    output = click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="File to write: .html, or .docx for Word; else HTML to standard output.",
    )
    return language(output(function))


def _write(place: str | None, output: Path | None, make: Callable[[Connection], Briefing]) -> None:
    with open_record(place) as store, store.reading() as connection:
        briefing = make(connection)
    try:
        if output and output.suffix.lower() == ".docx":
            made = as_docx(briefing)
        else:
            made = as_html(briefing).encode("utf-8", "replace")
    except MissingLibrary as error:
        raise click.ClickException(str(error)) from error
    with click.open_file(str(output) if output else "-", "wb", atomic=bool(output)) as stream:
        stream.write(made)


@command.command("actor")
@click.argument("name", metavar="NAME")
@_writing
@on_a_record
def actor(place: str | None, name: str, language: Language, output: Path | None) -> None:
    """On an actor: a name or an identifier."""
    _write(place, output, lambda c: briefing_on_actor(c, name, language))


@command.command("countries")
@click.argument("a", type=CountryCode(), metavar="COUNTRY")
@click.argument("b", type=CountryCode(), metavar="COUNTRY")
@_writing
@on_a_record
def countries(place: str | None, a: str, b: str, language: Language, output: Path | None) -> None:
    """On two countries, by their codes or names: RU SY, روسيا سوريا."""
    _write(place, output, lambda c: briefing_on_countries(c, a, b, language))


@command.command("encounter")
@click.argument("identifier", metavar="ID")
@_writing
@on_a_record
def encounter(place: str | None, identifier: str, language: Language, output: Path | None) -> None:
    """On an encounter, with the history of its two sides."""
    _write(place, output, lambda c: briefing_on_encounter(c, identifier, language))
