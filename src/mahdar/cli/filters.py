"""Filters that commands on a record share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mahdar.cli.codes import Coded
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS

F = TypeVar("F", bound=Callable[..., Any])

_FILTERS = (
    click.option("--outlet", metavar="NAME", help="Of this outlet."),
    click.option("--actor", metavar="NAME", help="In which this actor stands: a name, alias or identifier."),
    click.option("--since", metavar="DATE", help="Published on this day or later."),
    click.option("--until", metavar="DATE", help="Published on this day or earlier."),
    click.option("--kind", type=Coded("kind", ENCOUNTER_KINDS), help="Telling an encounter of this kind."),
    click.option("--act", type=Coded("act", ACTS), metavar="ACT", help="With a statement of this act."),
    click.option("--topic", type=Coded("topic", TOPICS), metavar="TOPIC", help="With an item on this topic."),
)


def filters(function: F) -> F:
    """Give a command the options by which articles are chosen."""
    for option in reversed(_FILTERS):
        function = option(function)
    return function
