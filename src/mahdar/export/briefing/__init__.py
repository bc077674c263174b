"""Briefings before a meeting: on an actor, on two countries, on an encounter; every line cites exact words."""

from mahdar.export.briefing.content import Briefing, Group, Language, Line, Note, Section, Source
from mahdar.export.briefing.making import (
    briefing_on_actor,
    briefing_on_countries,
    briefing_on_encounter,
)

__all__ = [
    "Briefing",
    "Group",
    "Language",
    "Line",
    "Note",
    "Section",
    "Source",
    "briefing_on_actor",
    "briefing_on_countries",
    "briefing_on_encounter",
]
