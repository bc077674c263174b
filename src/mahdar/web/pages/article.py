"""Article: what did it say, and what was taken from it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from sqlalchemy import Connection

from mahdar.model import ArticleRecord, Encounter, Fact, Figure, Instrument, Span, Statement
from mahdar.record.articles import Stored, stored_articles
from mahdar.web.looking import (
    ArticleTold,
    State,
    identities_of,
    merged_telling,
    record_of,
    states_of,
    told_of_article,
)
from mahdar.web.marking import Marked, Segment, segments
from mahdar.web.shown import Question, page

router = APIRouter()
Item = Statement | Encounter | Fact | Figure | Instrument


@dataclass(frozen=True, slots=True)
class Card:
    """A fact beside the text: what it is, its place in the order of the text, and whether a person has seen it."""

    id: str
    kind: str
    number: int
    start: int
    end: int
    item: Item
    state: State
    merged: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A text the article has, or had."""

    sha256: str
    published: str | None
    updated: str | None
    collected: str | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article with everything taken from it.

    Attributes:
        identities: who each of its actors is across articles.
        looked_at: the words a link led to.
    """

    article: ArticleTold
    record: ArticleRecord
    cards: tuple[Card, ...]
    identities: dict[str, str]
    versions: tuple[Version, ...]
    looked_at: Span | None = None
    unreviewed: int = 0

    @property
    def names(self) -> dict[str, str]:
        """The name of each actor in this article."""
        return {actor.id: actor.name for actor in self.record.actors}

    @property
    def segments(self) -> list[Segment]:
        """The text in pieces, with the marks that cover each."""
        return segments(self.record.text, _marks(self))


@page(router, "/article/{name}", "article.html")
def article(
    asked: Question,
    name: str,
    at: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$", description="words looked at")] = None,
) -> ArticlePage:
    """An article's text, and what was taken from it."""
    with asked.desk.store.reading() as connection:
        return article_page(connection, name, at)


def article_page(connection: Connection, name: str, at: str | None = None) -> ArticlePage:
    """The page of an article.

    Raises:
        HTTPException: 404 where the record holds no such article.
    """
    stored = stored_articles(connection, [name]).get(name)
    record = record_of(connection, name)
    if stored is None or record is None:
        raise HTTPException(404, f"no article {name}")
    cards = tuple(_cards(connection, record))
    return ArticlePage(
        article=told_of_article(name, stored.newest),
        record=record,
        cards=cards,
        identities=identities_of(connection, (actor.id for actor in record.actors)),
        versions=tuple(_versions(stored)),
        looked_at=_span(record.text, at),
        unreviewed=sum(card.state == "machine" for card in cards if card.kind in ("statement", "encounter")),
    )


def _span(text: str, at: str | None) -> Span | None:
    if at is None:
        return None
    start, _, end = at.partition("-")
    try:
        return Span.of(text, int(start), int(end))
    except ValueError:
        return None


def _versions(stored: Stored) -> Iterator[Version]:
    newest = stored.newest.sha256
    for sha256, version in sorted(stored.versions.items(), key=lambda pair: pair[0] != newest):
        yield Version(sha256, version.published, version.updated, version.collected, sha256 == newest)


def _cards(connection: Connection, record: ArticleRecord) -> Iterator[Card]:
    items: list[tuple[str, Item, Span, Span]] = [
        ("encounter", e, e.evidence, e.evidence) for e in record.encounters
    ]
    for s in record.statements:
        first, last = sorted((s.cue, s.content), key=lambda span: span.start)
        items.append(("statement", s, first, last))
    for kind, list_ in (
        ("fact", record.facts), ("figure", record.figures), ("instrument", record.instruments)
    ):  # fmt: skip
        items += [(kind, item, item.span, item.span) for item in list_]
    states = states_of(connection, (item.id for _, item, _, _ in items))
    merged = merged_telling(connection, (e.id for e in record.encounters))
    items.sort(key=lambda told: (told[2].start, told[3].end, told[1].id))
    for number, (kind, item, first, last) in enumerate(items, 1):
        yield Card(
            item.id, kind, number, first.start, max(first.end, last.end), item,
            states.get(item.id, "machine"), merged.get(item.id),
        )  # fmt: skip


def _marks(page_: ArticlePage) -> Iterator[Marked]:
    for card in page_.cards:
        match card.item:
            case Statement() as s:
                yield Marked(s.cue.start, s.cue.end, "cue", s.id)
                yield Marked(s.content.start, s.content.end, "said", s.id)
            case Encounter() as e:
                yield Marked(e.evidence.start, e.evidence.end, "met", e.id)
            case Fact() | Figure() | Instrument() as other:
                yield Marked(other.span.start, other.span.end, card.kind, other.id)
    for actor in page_.record.actors:
        for mention in actor.mentions:
            yield Marked(mention.start, mention.end, "actor", actor.id)
    for span in page_.record.credit.spans:
        yield Marked(span.start, span.end, "credit", "credit")
    if page_.looked_at:
        yield Marked(page_.looked_at.start, page_.looked_at.end, "at", "at")
