"""The page of exports: every format with its columns or fields, from the export code and `meanings.yml`."""

from __future__ import annotations

import click

from mahdar.cli.export import command
from mahdar.export.cameo import HEADER as CAMEO
from mahdar.export.columns import TABLES
from mahdar.export.polecat import HEADER as POLECAT

from .markdown import arabic, meaning, meanings, prose, table

#: Formats whose columns the code itself lists.
LISTED = {"polecat": POLECAT, "cameo": CAMEO}


def formats() -> list[str]:
    """The names of all formats, in the order of `mahdar export --help`."""
    return list(command.list_commands(click.Context(command)))


def columns_of(name: str) -> dict[str, str]:
    """The columns or fields of a format with their words; none for those that hold the tables or whole nouns."""
    told: dict[str, str] = meanings()["formats"][name].get("columns", {})
    names = LISTED.get(name, tuple(told))
    return {one: meaning(told, one, f"formats: {name}: columns") for one in names}


def page() -> str:
    """The page."""
    lines = [
        "# Export formats and their columns",
        "",
        "What each format holds. What is coded how, and what each leaves out, is told in [Exports](../exports.md); "
        "the commands and their options in [`mahdar export`](commands/upkeep.md#mahdar-export).",
        "",
    ]
    for name in formats():
        lines += [f"## {name}", "", prose_links(meanings()["formats"][name]["about"]), ""]
        told = columns_of(name)
        if told:
            rows = [(f"`{one}`", prose_links(words)) for one, words in told.items()]
            lines += [table(("column or field", "what it holds"), rows)]
    lines += ["## Tables", "", "The tables of `csv`, `xlsx` and `parquet`, a noun each.", ""]
    for noun, one in TABLES.items():
        own = {**meanings()["columns"], **meanings()["columns_of"].get(noun, {})}
        cells = [
            (f"`{c.name}`", arabic(c.ar), c.kind, prose_links(meaning(own, c.name, "columns")))
            for c in one.columns
        ]
        heads = ("column", "heading in XLSX", "form", "what it holds")
        lines += [f"### {noun} {{#table-{noun}}}", "", arabic(one.ar), "", table(heads, cells)]
    return "\n".join(lines)


def prose_links(words: str) -> str:
    """Words of `meanings.yml`, whose links stay links."""
    return words if "](" in words else prose(words)
