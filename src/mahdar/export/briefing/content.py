"""A briefing: sections of groups of lines, each line with the notes that lead to exact words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mahdar.comparing.words import Review
from mahdar.model import Span

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that a briefing rests on.

    Attributes:
        key: what notes call it.
        day: of publication, or of collection and that the other is not known, in words.
        short: the same in fewer words, for the notes.
    """

    key: str
    article: str
    doc_id: str
    title: str | None
    outlet: str | None
    url: str | None
    day: str
    short: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where words stand: article, half-open range of code points of its text, and what stands there."""

    number: int
    source: Source
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A participant in a line: name, office and role in words, and the words that name him."""

    name: str
    detail: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line.

    Attributes:
        head: who, or what kind of line it is.
        act: what was done with the words, in the language of the briefing.
        quote: exact words of the first note's article.
        text: what is told beside them in the briefing's own words.
        people: participants.
        facts: particulars, a phrase each.
        doubt: what may need a look, in words.
        differing: words of one place and of the other; None where one has none there.
        state: whether a person has looked at it.
        notes: where it stands; never empty.
    """

    head: str = ""
    act: str = ""
    quote: str = ""
    text: str = ""
    people: tuple[Person, ...] = ()
    facts: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()
    differing: tuple[tuple[str | None, str | None], ...] = ()
    state: Review = "machine"
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under a heading; `remark` tells what was looked at, or how much is left out."""

    title: str
    lines: tuple[Line, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Groups under a heading; `empty` is said where there is none."""

    key: str
    title: str
    groups: tuple[Group, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """A whole briefing, in no form yet."""

    title: str
    language: Language
    basis: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]

    def lines(self) -> Iterator[Line]:
        """Every line, in order."""
        for section in self.sections:
            for group in section.groups:
                yield from group.lines
