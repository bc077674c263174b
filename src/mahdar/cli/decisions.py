"""`mahdar decisions`: the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from mahdar.cli.ending import exit_code
from mahdar.cli.options import output_option
from mahdar.cli.recording import on_a_record
from mahdar.keeping.deciding import Undecidable, Who, import_decisions
from mahdar.keeping.linking import linked_again
from mahdar.knowledge import load
from mahdar.model import Decision, MalformedRecord, from_json, to_json
from mahdar.record.ledger import ledger, standing_of
from mahdar.record.store import open_record
from mahdar.sources import UnreadableFile, file_lines

EPILOG = """\b
Example:
  mahdar decisions list
  mahdar decisions export --output decisions.jsonl
  mahdar decisions import decisions.jsonl --record other.db
  mahdar decisions answers answers.jsonl --form prodigy --by NAME
"""


@click.group("decisions", epilog=EPILOG)
def command() -> None:
    """List decisions, and take the ledger out or in."""


@command.command("list")
@click.option("--set-aside", is_flag=True, help="Only those that a person must look at again.")
@on_a_record
def listed(place: str | None, set_aside: bool) -> None:
    """Every decision, what came of it, who took it, when and why."""
    with open_record(place) as store, store.reading() as connection:
        for decision, state, reason in standing_of(connection):
            if set_aside and state != "set-aside":
                continue
            items = " ".join(name for name in (decision.item, decision.other, decision.field) if name)
            why = f" ({decision.why})" if decision.why else ""
            click.echo(f"{decision.id}  {decision.at}  {decision.by}: {decision.act} {items}{why}")
            click.echo(f"    {state}" + (f": {reason}" if reason else ""))


@command.command("export")
@output_option
@on_a_record
def export(place: str | None, output: TextIO) -> None:
    """The ledger alone, a decision a line."""
    with open_record(place) as store, store.reading() as connection:
        for decision in ledger(connection):
            output.write(to_json(decision) + "\n")


@command.command("import")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@on_a_record
def take_in(place: str | None, path: Path) -> None:
    """Take in the decisions of another ledger; those on articles that are not here wait for them."""
    try:
        decisions = [from_json(line, Decision) for _, line in file_lines(path)]
        with open_record(place) as store:
            new = import_decisions(store, decisions)
    except (Undecidable, UnreadableFile, MalformedRecord) as error:
        raise click.UsageError(f"{path}: {error}") from error
    click.echo(f"{store.place}: {len(new)} new decisions of {len(decisions)}")


@command.command("answers")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option(
    "--form", type=click.Choice(["prodigy", "label-studio"]), required=True, help="Whose answers they are."
)
@click.option("--by", required=True, envvar="MAHDAR_BY", metavar="NAME", help="Who decided; or MAHDAR_BY.")
@click.option("--why", metavar="REASON", help="The reason, kept with the decisions.")
@on_a_record
def answers(place: str | None, path: Path, form: str, by: str, why: str | None) -> None:
    """Take in answers to the tasks of `mahdar export prodigy` or `label-studio` as decisions.

    What was accepted with its words marked anew is corrected; what was ignored is no decision.
    """
    from mahdar.export.answers import MalformedAnswers, from_label_studio, from_prodigy, take  # noqa: PLC0415

    try:
        text = path.read_text("utf-8-sig")
        given = list(from_prodigy(text.splitlines()) if form == "prodigy" else from_label_studio(text))
    except (MalformedAnswers, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from error
    with open_record(place) as store:
        taken = take(store, Who(by, why), given)
        if taken.decisions:
            linked_again(store, load())
    for item, reason in taken.failed:
        click.echo(f"failed: {item}: {reason}", err=True)
    click.echo(
        f"{len(taken.decisions)} decisions taken, {taken.known} known already, {len(taken.failed)} failed"
    )
    raise SystemExit(exit_code(len(taken.decisions) + taken.known, len(taken.failed)))
