"""Telling: what long work tells its caller while it goes on."""

from __future__ import annotations

from collections.abc import Callable

from mahdar.model import Article

Failed = Callable[[Article, str], None]
"""Told of each article that gave no record, with the reason."""
Stepped = Callable[[int], None]
"""Told how many are done so far."""


def nothing(*_: object) -> None:
    """What a caller gives who does not want to be told."""
