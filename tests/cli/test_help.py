"""Help tells what each command is for, and is quick."""

import importlib
import subprocess
import sys

import pytest

from mahdar.cli.group import COMMANDS
from tests.cli.running import run


def test_help_lists_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name, words in COMMANDS.items():
        assert name in result.output
        assert words.split()[0] in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Example:\n    mahdar {'read' if name == 'verify' else name}" in result.output


@pytest.mark.parametrize(("name", "words"), COMMANDS.items())
def test_short_help_is_the_first_line_of_the_commands_own(name: str, words: str) -> None:
    command = importlib.import_module(f"mahdar.cli.{name}").command
    assert command.help.splitlines()[0] == words


def test_command_that_is_not_there_is_a_usage_error() -> None:
    assert run("dance").exit_code == 2


def loaded_by(*arguments: str) -> list[str]:
    """The modules of the house that a command imports to tell its help."""
    code = (
        "import sys, contextlib, io\n"
        "from mahdar.cli.group import mahdar\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        f"    mahdar({[*arguments, '--help']!r}, standalone_mode=False)\n"
        "print(*sorted(m for m in sys.modules if m.startswith('mahdar.')))\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()


def test_help_imports_neither_reader_nor_knowledge() -> None:
    assert loaded_by() == ["mahdar.cli", "mahdar.cli.group"]


@pytest.mark.parametrize(
    "name", ["search", "records", "stats", "decide", "decisions", "verify", "backup", "restore", "export"]
)
def test_command_that_reads_no_article_does_not_import_the_reader(name: str) -> None:
    assert "mahdar.reading" not in loaded_by(name)


def test_version_is_printed() -> None:
    assert run("--version").output.startswith("mahdar, version ")
