"""Mention: a stretch of tokens that names or means an actor."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.knowledge import Entry, Title


@dataclass(slots=True)
class Mention:
    """One mention, before and after it is resolved to an actor.

    Attributes:
        first, last: token range, half-open; `prefix` letters of the first token are attached particles.
        kind: person, institution, country, group or pair («الجانبان»).
        name: token range of the proper name, with the letters attached before it.
        title: the head noun of a title.
        role: token range of the title with its complement.
        shared: the title is one of two or more people («وزيري الخارجية والدفاع»).
        portfolio: folded words of the complement without nationality.
        country: ISO code.
        gender, number: of the head, for agreement.
        entry: what the knowledge says it is.
        possessive: «نظيره»: the role of the one before, of another country.
        honour: word of respect or rank that stands for or before the name («سموه», «اللواء»).
        place: it names a capital, which speaks for its government only as a subject.
        actors: indices of the actors it was resolved to; several for «الجانبان».
        reason: how it was resolved, in words.
    """

    first: int
    last: int
    kind: str
    prefix: int = 0
    name: tuple[int, int] | None = None
    name_prefix: int = 0
    title: Title | None = None
    role: tuple[int, int] | None = None
    role_prefix: int = 0
    shared: bool = False
    portfolio: tuple[str, ...] = ()
    country: str | None = None
    gender: str | None = None
    number: str | None = "s"
    entry: Entry | None = None
    possessive: bool = False
    honour: str | None = None
    place: bool = False
    actors: tuple[int, ...] = ()
    reason: str = ""
