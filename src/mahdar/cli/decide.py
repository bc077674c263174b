"""`mahdar decide`: a person's word on what was read."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

import click

from mahdar.cli.recording import on_a_record
from mahdar.keeping.deciding import Undecidable, Who, add_item, decide
from mahdar.keeping.linking import linked_again
from mahdar.knowledge import load
from mahdar.model import Decision
from mahdar.model.vocabulary import DecisionAct
from mahdar.record.store import Store, open_record

EPILOG = """\b
Example:
  mahdar decide accept s0123456789abcdef --by Layla
  mahdar decide correct e0123456789abcdef date '"2025-10-15"' --by Layla --why 'told in the credit line'
  mahdar decide undo d0123456789abcdef --by Layla
"""
F = TypeVar("F", bound=Callable[..., Any])


@click.group("decide", epilog=EPILOG)
def command() -> None:
    """Decide on what was read: accept, reject, correct, add, merge, split, undo.

    A decision is a line of the ledger and never lost: it is replayed over every later reading of its article, finds
    its item by the item's exact words, and is set aside and reported where they are gone.
    """


def _signed(function: F) -> F:
    by = click.option(
        "--by", required=True, envvar="MAHDAR_BY", metavar="NAME", help="Who decides; or MAHDAR_BY."
    )
    why = click.option("--why", metavar="REASON", help="The reason, kept with the decision.")
    return by(why(function))


def _taken(place: str | None, by: str, why: str | None, take: Callable[[Store, Who], Decision]) -> None:
    try:
        with open_record(place) as store:
            decision = take(store, Who(by, why))
            if not linked_again(store, load()):
                click.echo(
                    "the record was read with other knowledge: `mahdar link --knowledge DIR` brings the decision "
                    "to what stands across articles",
                    err=True,
                )
    except Undecidable as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{decision.id}: {decision.act} {decision.item}")


def _one(act: str, words: str) -> None:
    @command.command(act, help=words, short_help=words)
    @click.argument("item", metavar="DECISION" if act == "undo" else "ITEM")
    @_signed
    @on_a_record
    def one(place: str | None, item: str, by: str, why: str | None) -> None:
        _taken(place, by, why, lambda s, who: decide(s, who, cast(DecisionAct, act), item))


def _two(act: str, words: str) -> None:
    @command.command(act, help=words, short_help=words)
    @click.argument("item", metavar="ITEM")
    @click.argument("other", metavar="OTHER")
    @_signed
    @on_a_record
    def two(place: str | None, item: str, other: str, by: str, why: str | None) -> None:
        _taken(place, by, why, lambda s, who: decide(s, who, cast(DecisionAct, act), item, other))


_one("accept", "An item is right.")
_one("reject", "An item is wrong: leave it out.")
_one("undo", "Take back a decision.")
_two("merge", "Two reports tell one real encounter.")
_two("split", "Two reports tell two encounters.")
_two("same-actor", "Two actors are one.")
_two("not-same-actor", "Two actors are two.")


@command.command("correct")
@click.argument("item", metavar="ITEM")
@click.argument("field", metavar="FIELD")
@click.argument("value", metavar="JSON")
@_signed
@on_a_record
def correct(place: str | None, item: str, field: str, value: str, by: str, why: str | None) -> None:
    """Set a field of an item.

    The value is JSON ('null', '["إيران"]', a span as '{"start": 10, "end": 20}') or a plain word (deny, إيران). Actors
    are told by name or identifier: `mahdar decide correct s0123456789abcdef speakers إيران --by Layla`.
    """
    made = _json_or_word(value)
    _taken(place, by, why, lambda s, who: decide(s, who, "correct", item, correction=(field, made)))


@command.command("add")
@click.argument("article", metavar="ARTICLE")
@click.argument("kind", type=click.Choice(["statement", "encounter", "actor"]))
@click.argument("fields", metavar="JSON")
@_signed
@on_a_record
def add(place: str | None, article: str, kind: str, fields: str, by: str, why: str | None) -> None:
    """Add an item that the machine missed.

    Its fields are those of `mahdar schema`, without id; spans by start and end alone.
    """
    made = _json(fields)
    if not isinstance(made, dict):
        raise click.BadParameter("the fields are a JSON object")
    _taken(place, by, why, lambda s, who: add_item(s, who, article, kind, made))


def _json_or_word(words: str) -> Any:
    """What JSON tells; what is none is taken as it is, so that a word needs no quotation marks."""
    try:
        return json.loads(words)
    except json.JSONDecodeError:
        if words.lstrip()[:1] in ("[", "{", '"'):
            return _json(words)
        return words


def _json(words: str) -> Any:
    try:
        return json.loads(words)
    except json.JSONDecodeError as error:
        raise click.BadParameter(
            f"{words!r} is no JSON: {error.msg}; a text stands in quotation marks"
        ) from error
