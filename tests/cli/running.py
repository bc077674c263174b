"""Run commands inside the tests."""

from click.testing import CliRunner, Result

from mahdar.cli.group import mahdar


def run(*args: object) -> Result:
    """The result of a command; exceptions that are no exit are bugs and come through."""
    return CliRunner().invoke(mahdar, [str(arg) for arg in args], catch_exceptions=False)
