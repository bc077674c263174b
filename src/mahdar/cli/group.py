"""The `mahdar` command: its subcommands by name, each in a module of its own."""

from __future__ import annotations

import importlib
import io
import sys

import click

from mahdar import __version__

GROUPS = {
    "Articles and the record": {
        "read": "Read articles and print their records.",
        "add": "Read articles and keep them in the record.",
        "fetch": "Fetch pages from the web and keep them in the record.",
        "watch": "Watch feeds and sitemaps, and keep what is new in the record.",
        "search": "Find articles by words, phrases and what was read from them.",
        "records": "Print the article records that are kept.",
        "stats": "Count what the record holds.",
    },
    "Questions": {
        "encounters": "List the real encounters that the reports of many articles tell.",
        "encounter": "Show all that is known of one encounter, and on what it rests.",
        "statements": "List who said what, to whom, about what, told by whom.",
        "facts": "List what reporters narrate as done, begun, planned or demanded.",
        "figures": "List quantities, of what, and who tells them.",
        "instruments": "List agreements, committees and formats, their parties and their state.",
        "file": "Show an actor over time: offices, names, encounters, statements, company.",
        "readouts": "Compare what each side's organs tell of an encounter.",
        "coverage": "Compare which outlets tell which lines of an encounter.",
        "wording": "Follow a standing formula of an actor or an organ through the years.",
        "commitments": "List promises, agreements and instruments, and whether they are mentioned again.",
        "silences": "List what was declined to comment on, and standing topics not found this time.",
        "timeline": "List encounters and facts day by day.",
        "network": "List who meets whom, and how often.",
        "doubts": "List what rests on one source, on inference, or on no source.",
        "diff": "Show what is new since a day.",
        "brief": "Write a briefing on an actor, two countries or an encounter.",
    },
    "The window": {
        "serve": "Show the record in a browser, in Arabic and English.",
        "accounts": "Make, list and close the accounts of a team.",
    },
    "Decisions and upkeep": {
        "decide": "Decide on what was read: accept, reject, correct, add, merge, split, undo.",
        "decisions": "List decisions, and take the ledger out or in.",
        "reread": "Read again what an older reader or knowledge read.",
        "rebuild": "Make everything anew from the articles and decisions kept.",
        "link": "Link the articles of the record: same actors, one encounter, shared text.",
        "copies": "Find text that articles share, and the words that differ in it.",
        "verify": "Re-check every span of records against their text.",
        "backup": "Copy the record to a file.",
        "copy": "Copy a record to another place, from SQLite to PostgreSQL and back.",
        "restore": "Bring a record back from a backup.",
        "export": "Write the record to a file for other programs.",
    },
    "The reader": {
        "evaluate": "Score records, or the reader itself, against gold articles.",
        "bench": "Measure reading, adding, linking, querying and copying at several sizes, beside named peers.",
        "knowledge": "Check, explain and update what is known beforehand.",
        "schema": "Print the JSON Schema of the article record.",
    },
}
"""By use: name of a subcommand, and of its module here, to its short help: listing them imports none of them."""

COMMANDS = {name: short for group in GROUPS.values() for name, short in group.items()}


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all subcommands, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"mahdar.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write names and short helps without importing the subcommands."""
        for title, group in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl(list(group.items()))


EPILOG = """\b
Example:
  mahdar read examples
  mahdar read news.jsonl --format jsonl --output records.jsonl
  mahdar verify records.jsonl

\b
Exit codes: 0 done, 1 some inputs failed (listed on standard error), 2 usage, 3 nothing done.
"""


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mahdar")
def mahdar() -> None:
    """Read Arabic news and keep the diplomatic record.

    Who met whom, who said what, in which words and through whom; every value with the exact words it came from.
    """


def main() -> None:
    """Run the command line; texts are written in UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    mahdar(prog_name="mahdar")
