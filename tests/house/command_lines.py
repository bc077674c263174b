"""Command lines of the documentation, read by click's own parser and not run."""

from __future__ import annotations

import re
import shlex

import click

from mahdar.cli.group import mahdar

#: What stands where a reader puts something else (`[--actor NAME]`, `…`), and the usage that click prints.
_SKETCH = re.compile(r"…|\[-|\.\.\.|\[OPTIONS\]")


def command_lines(text: str) -> list[str]:
    """The lines of a block of shell that call mahdar, comments and redirections left away."""
    found = []
    for line in text.splitlines():
        words = re.sub(r"\s+#\s.*$|\s{3,}\S.*$", "", line.removeprefix("$ ").strip())
        if words.startswith("mahdar ") and not _SKETCH.search(words):
            found.append(re.sub(r"\s*\d?>>?\s*\S+$", "", words))
    return found


def fault_of(line: str) -> str | None:
    """Why a command line is none, or None where it is one: its options, values of closed lists, and arguments."""
    try:
        command, context, words = _called(line)
    except (LookupError, ValueError) as error:
        return str(error)
    return None if "--help" in words or "--version" in words else _parsed(command, context, words)


def unknown_in(mention: str) -> str | None:
    """What of a command that prose mentions is not there: the command or an option; it need not be whole."""
    try:
        command, context, words = _called(mention)
    except (LookupError, ValueError) as error:
        return str(error)
    known = {name for one in command.get_params(context) for name in (*one.opts, *one.secondary_opts)} | {
        "--help"
    }
    return next((f"no option {word}" for word in words if word.startswith("--") and word not in known), None)


def _called(line: str) -> tuple[click.Command, click.Context, list[str]]:
    """The command of a line, and the words after its name.

    Raises:
        LookupError: where there is no such command.
        ValueError: where quotation marks are not closed.
    """
    words = shlex.split(line)[1:]
    command: click.Command = mahdar
    context = click.Context(mahdar, info_name="mahdar")
    while (
        isinstance(command, click.Group) and words and not (words[0].startswith("--") or words[0].isupper())
    ):
        below = command.get_command(context, words[0])
        if below is None:
            raise LookupError(f"{context.command_path} has no command {words[0]!r}")
        context = click.Context(below, info_name=words[0], parent=context)
        command, words = below, words[1:]
    return command, context, words


def _parsed(command: click.Command, context: click.Context, words: list[str]) -> str | None:
    if isinstance(command, click.Group):
        return f"{context.command_path} wants a command"
    try:
        given, left, _ = command.make_parser(context).parse_args(args=list(words))
    except click.UsageError as error:
        return error.format_message()
    if left:
        return f"{left} is too much"
    for parameter in command.get_params(context):
        value = given.get(parameter.name or "")
        missing = not isinstance(value, str | tuple | list) or not value
        if parameter.required and not parameter.envvar and missing:
            return f"{parameter.name} is missing"
        if isinstance(parameter.type, click.Choice) and isinstance(value, str):
            known = [str(choice) for choice in parameter.type.choices]
            if value not in known and not value.isupper():
                return f"{value!r} is none of {known}"
    return None
