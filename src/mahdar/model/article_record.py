"""ArticleRecord: everything taken from one article, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mahdar.model.actor import Actor
from mahdar.model.article import Credit
from mahdar.model.encounter import Encounter
from mahdar.model.narration import Fact, Figure, Instrument
from mahdar.model.span import Span
from mahdar.model.statement import Statement
from mahdar.model.vocabulary import FlagCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something about the article that its reader must know, by code, with a reason in words.

    Attributes:
        code: what it is, of a closed list.
        reason: in words, for this article.
        span: the words it is about, where there are any.
    """

    code: FlagCode
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """The record of one article: a function of the article, the reader's version and the knowledge's.

    Attributes:
        doc_id: identifier of the article, as it came in.
        outlet: code or name of the outlet.
        url: its address.
        published: day (or time) of publication, ISO 8601, where the input says so.
        collected: day (or time) of collection, where the input or the user says so.
        dated: the day of writing (ISO) that relative dates rest on: of publication, else as the article states it
            or as a crawler's time of collection tells it.
        dated_by: which of these it is, in words.
        title: the headline.
        text: headline, blank line, body: the text that never changes.
        credit: whom the article credits.
        sha256: hash of the text in UTF-8.
        reader: version of the reader.
        knowledge: version of the knowledge files.
        actors: who is named or meant.
        encounters: the reports of encounters.
        statements: who said what.
        facts: what the reporter narrates.
        figures: quantities told.
        instruments: agreements, committees and formats named.
        flags: what a reader of the article must know about it.
    """

    doc_id: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    collected: str | None = None
    dated: str | None = None
    dated_by: str | None = None
    title: str | None = None
    text: str
    credit: Credit = field(default_factory=Credit)
    sha256: str
    reader: str
    knowledge: str
    actors: tuple[Actor, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    flags: tuple[Flag, ...] = ()

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Every span of the record with a path to it, in order (`statements[2].content`)."""
        yield from _spans_below("", self)


def _spans_below(path: str, value: object) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _spans_below(f"{path}[{i}]", item)
    else:
        for name in getattr(value, "__dataclass_fields__", ()):
            yield from _spans_below(f"{path}.{name}" if path else name, getattr(value, name))
