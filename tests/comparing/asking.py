"""What tests of answers share: encounters by their day, and every line of words in an answer."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.words import Words


def encounter_on(connection: Connection, day: str, kind: str) -> str:
    """Identifier of the only encounter of a kind on a day."""
    found = encounters(connection, EncounterQuery(kind=kind, since=day, until=day, status="held"))
    (met,) = [met for met in found.lines if met.day.date == day]
    return met.id


def words_in(answer: object) -> Iterator[Words]:
    """Every place of words in an answer."""
    if isinstance(answer, Words):
        yield answer
    elif isinstance(answer, tuple):
        for one in answer:
            yield from words_in(one)
    else:
        for name in getattr(answer, "__dataclass_fields__", ()):
            yield from words_in(getattr(answer, name))
