"""`mahdar accounts`: who may sign in to the window of a record, and what they may do."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from mahdar.cli.recording import on_a_record
from mahdar.cli.serve import _MISSING, accounts_file_of

if TYPE_CHECKING:
    from mahdar.web.accounts import Accounts, Role

_file = click.option(
    "--accounts", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The file of accounts; else beside the record.",
)  # fmt: skip

EPILOG = """\b
Example:
  mahdar accounts add Layla --role admin
  mahdar accounts add Karim --role reviewer
  mahdar accounts list
  mahdar accounts remove Karim
"""


@click.group("accounts", epilog=EPILOG)
def command() -> None:
    """Make, list and close the accounts of a team.

    Readers read, reviewers decide and add too, admins keep accounts too.
    """


@command.command("add", short_help="Make an account, or give one another role and password.")
@click.argument("name", metavar="NAME")
@click.option(
    "--role",
    type=click.Choice(["reader", "reviewer", "admin"]),
    default="reader",
    show_default=True,
    help="Readers read, reviewers decide and add too, admins keep accounts too.",
)
@click.password_option(envvar="MAHDAR_PASSWORD", help="Asked for where it is not told; or MAHDAR_PASSWORD.")
@_file
@on_a_record
def add(place: str | None, file: Path | None, name: str, role: str, password: str) -> None:
    """Make an account, or give one another role and password. Decisions are written under its name."""
    accounts = _accounts(place, file)
    try:
        accounts.add(name, cast("Role", role), password)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{accounts.file}: {name.strip()} is {role}")


@command.command("list", short_help="List names and roles.")
@_file
@on_a_record
def list_(place: str | None, file: Path | None) -> None:
    """List names and roles."""
    for user in _accounts(place, file).users():
        click.echo(f"{user.name}\t{user.role}")


@command.command("remove", short_help="Close an account; its decisions stay.")
@click.argument("name", metavar="NAME")
@_file
@on_a_record
def remove(place: str | None, file: Path | None, name: str) -> None:
    """Close an account; its decisions stay under its name."""
    try:
        _accounts(place, file).remove(name)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _accounts(place: str | None, file: Path | None) -> Accounts:
    if importlib.util.find_spec("argon2") is None:
        raise click.ClickException(_MISSING)
    from mahdar.web.accounts import Accounts  # noqa: PLC0415 (other commands start without it)

    return Accounts(accounts_file_of(place, file))
