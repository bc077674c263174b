"""`mahdar knowledge`: what is known beforehand, checked, explained and brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from mahdar.cli.ending import NOTHING_DONE, SOME_FAILED
from mahdar.cli.knowing import shown_finding, shown_office
from mahdar.cli.options import knowledge_option
from mahdar.knowledge import KnowledgeError
from mahdar.knowledge.checking import all_entries, check, summary
from mahdar.knowledge.finding import Finder
from mahdar.knowledge.tenures import Tenures
from mahdar.knowledge.updating import ENDPOINT, Unreachable, as_tsv, fetched, recorded, update

EPILOG = """\b
Example:
  mahdar knowledge check
  mahdar knowledge show الكرملين
  mahdar knowledge update --output tenures-diff.tsv
"""


@click.group("knowledge", epilog=EPILOG)
def command() -> None:
    """Check, explain and update what is known beforehand."""


@command.command("check")
@knowledge_option
@click.pass_context
def check_command(ctx: click.Context, knowledge: Path | None) -> None:
    """Check every knowledge file, and a folder of your own; exit 1 where there are faults.

    Each fault is a line: file, line, entry, what is wrong, how to mend it.
    """
    try:
        faults = check(knowledge)
    except KnowledgeError as error:
        raise click.ClickException(str(error)) from error
    for fault in faults:
        click.echo(str(fault))
    if faults:
        click.echo(f"{len(faults)} faults", err=True)
        ctx.exit(SOME_FAILED)
    for name, count in summary(all_entries(knowledge)):
        click.echo(f"{name:24}{count:7}")
    click.echo("no faults")


@command.command("show")
@click.argument("name", nargs=-1, required=True)
@knowledge_option
@click.pass_context
def show_command(ctx: click.Context, name: tuple[str, ...], knowledge: Path | None) -> None:
    """Print everything known of a name.

    NAME may be Arabic or English, in any spelling, with attached letters («وللرئيس»), an inflected form («يؤكدون»),
    an identifier, or the title of an office («وزير الخارجية السعودي»).
    """
    asked = " ".join(name)
    try:
        finder = Finder(knowledge)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    found = finder.find(asked)
    tenures = Tenures.of(finder.knowledge)
    title = None if found else tenures.meant(asked)
    if title:
        click.echo(shown_office(*title, tenures))
    elif not found:
        near = finder.nearest(asked)
        click.echo(f"«{asked}» is not known" + (f"; near it: {'، '.join(near)}" if near else ""), err=True)
        ctx.exit(NOTHING_DONE)
    for finding in found:
        click.echo(shown_finding(finding, tenures) + "\n")


@command.command("update")
@knowledge_option
@click.option(
    "--output", type=click.File("w", encoding="utf-8", atomic=True), default="-", metavar="FILE",
    help="File for the differences instead of standard output.",
)  # fmt: skip
@click.option("--endpoint", default=ENDPOINT, show_default=True, metavar="URL", help="Query service to ask.")
@click.option(
    "--answer", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="Compare with a saved answer (SPARQL JSON) instead of asking.",
)  # fmt: skip
@click.pass_context
def update_command(
    ctx: click.Context, knowledge: Path | None, output: TextIO, endpoint: str, answer: Path | None
) -> None:
    """Compare tenures with Wikidata (CC0) and print what differs, to be reviewed by a person.

    Nothing is changed: each line of the table says what Wikidata has and what the files have. Take over by hand what
    you have checked, here or in a folder of your own.
    """
    try:
        finder = Finder(knowledge)
        told = recorded(answer) if answer else fetched(finder.knowledge, endpoint)
        changes = update(finder, told)
    except KnowledgeError as error:
        raise click.UsageError(str(error)) from error
    except Unreachable as error:
        click.echo(f"not updated: {error}", err=True)
        ctx.exit(NOTHING_DONE)
    output.write(as_tsv(changes))
    click.echo(f"{len(changes)} differences to review", err=True)
