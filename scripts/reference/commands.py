"""The pages of the commands, made of click's own description of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from mahdar.cli.group import GROUPS, mahdar
from mahdar.model.vocabulary import ACTS, TOPICS

from .markdown import prose, table

#: The file of each group of `mahdar --help`.
FILES = {
    "Articles and the record": "articles",
    "Questions": "questions",
    "The window": "window",
    "Decisions and upkeep": "upkeep",
    "The reader": "reader",
}
#: Closed lists that are told on a page of their own.
LISTS = {TOPICS: "topics", ACTS: "acts"}
EXIT_CODES = "Exit codes: 0 done, 1 some inputs failed (listed on standard error), 2 usage, 3 nothing done."


def pages() -> dict[str, str]:
    """A page for each group of commands, and one that leads to them."""
    made = {f"reference/commands/{FILES[title]}.md": _page(title) for title in GROUPS}
    return {"reference/commands/index.md": _index(), **made}


def walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, each with the words it is called by."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1])
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from walk(below, (*path, name))


def anchor(path: tuple[str, ...]) -> str:
    """The anchor of a command on its page."""
    return "-".join(path)


def _index() -> str:
    lines = [
        "# Commands",
        "",
        "Every command answers `--help`. Commands on a record take `--record PATH|URL`, else `MAHDAR_RECORD`, else "
        "`./mahdar.db`. Options may stand before or after what they are about. " + EXIT_CODES,
        "",
    ]
    for title, group in GROUPS.items():
        rows = [
            (f"[`mahdar {name}`]({FILES[title]}.md#{anchor(('mahdar', name))})", prose(short))
            for name, short in group.items()
        ]
        lines += [f"## {title}", "", table(("command", "what it does"), rows)]
    return "\n".join(lines)


def _page(title: str) -> str:
    lines = [f"# {title}", "", "This page is made of what the commands tell of themselves.", ""]
    for name in GROUPS[title]:
        command = mahdar.get_command(click.Context(mahdar), name)
        assert command is not None
        for path, one in walk(command, ("mahdar", name)):
            lines += _command(path, one)
    return "\n".join(lines)


def _command(path: tuple[str, ...], command: click.Command) -> list[str]:
    context = click.Context(command, info_name=" ".join(path))
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    lines = [f"{'#' * len(path)} {' '.join(path)} {{#{anchor(path)}}}", ""]
    lines += [*(f"{prose(part)}\n" for part in _paragraphs(command.help or "")), "```text", usage, "```", ""]
    rows = list(_options(command, context))
    if rows:
        lines += [table(("option", "meaning"), rows)]
    if isinstance(command, click.Group):
        names = command.list_commands(context)
        lines += ["Commands: " + ", ".join(f"[`{n}`](#{anchor((*path, n))})" for n in names) + ".", ""]
    examples = re.findall(r"^ {2}(mahdar .*)$", command.epilog or "", re.MULTILINE)
    if examples:
        lines += ["```sh", *examples, "```", ""]
    return lines


def _paragraphs(words: str) -> list[str]:
    return [" ".join(part.split()) for part in words.replace("\b", "").split("\n\n") if part.strip()]


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for option in command.get_params(context):
        if isinstance(option, click.Option) and "--help" not in option.opts:
            told = option.get_help_record(context)
            if told:
                names = ", ".join([*option.opts, *option.secondary_opts])
                form = told[0] if not isinstance(option.type, click.Choice) else names
                yield f"`{form}`", prose(told[1]) + _choices(option)


def _choices(option: click.Option) -> str:
    """The values an option may have, where it may not have any."""
    if not isinstance(option.type, click.Choice):
        return ""
    choices = tuple(option.type.choices)
    if choices in LISTS:
        return f" One of the [{LISTS[choices]}](../vocabulary.md#{LISTS[choices]})."
    return " One of " + ", ".join(f"`{one}`" for one in choices) + "."
