"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mahdar.record.searching import Asked
    from mahdar.sources import Columns

knowledge_option = click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of knowledge files of your own, laid over those of the package.",
)

output_option = click.option(
    "--output",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    metavar="FILE",
    help="File to write instead of standard output; it appears when all of it is written.",
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read; the result is the same for any number.",
)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    # Most commands take in no articles: how these come in is imported where one does.
    from mahdar.sources import day_or_time  # noqa: PLC0415

    try:
        return day_or_time(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


collected_option = click.option(
    "--collected",
    metavar="DATE",
    callback=_day,
    help="Day of collection (2025-10-16) of articles that name none; dates of undated articles rest on it.",
)


def _words(ctx: click.Context, param: click.Parameter, value: str | None) -> Asked | None:
    from mahdar.knowledge import load  # noqa: PLC0415 (only where words are asked for)
    from mahdar.record.searching import asked  # noqa: PLC0415
    from mahdar.record.terms import analysis_of  # noqa: PLC0415

    return asked(value, analysis_of(load())) if value else None


words_option = click.option(
    "--words",
    metavar="WORDS",
    callback=_words,
    help="With all of these words in it or in a name, whatever their spelling; a phrase in quotation marks.",
)


def _columns(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> Columns:
    from mahdar.sources import columns_of  # noqa: PLC0415

    try:
        return columns_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


columns_option = click.option(
    "--columns",
    metavar="FIELD=NAME,…",
    multiple=True,
    callback=_columns,
    help="How columns of CSV and fields of JSON are called, where they have no usual name: title=headline,text=body. "
    "Fields: id, title, text, url, outlet, published, updated, collected, author.",
)


def _contact(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    # Only commands that fetch import what fetches.
    from mahdar.sources.fetching.settings import is_contact  # noqa: PLC0415

    if value and not is_contact(value):
        raise click.BadParameter("an address of the web or of mail, in ASCII and without spaces")
    return value


contact_option = click.option(
    "--contact",
    metavar="URL|MAIL",
    callback=_contact,
    help="Told to servers with our name, so that they can write to you.",
)

private_option = click.option(
    "--allow-private",
    is_flag=True,
    help="Ask servers in private networks and on this machine too; they are refused otherwise.",
)
