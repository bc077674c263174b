"""Review: is this right? One item at a time, with its evidence; every decision is a line of the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, HTTPException
from sqlalchemy import Connection, select

from mahdar.model import Actor, ArticleRecord, Decision, Encounter, Identity, Statement, from_json
from mahdar.record import tables
from mahdar.record.ledger import standing_of
from mahdar.web.looking import ArticleTold, articles_told, record_of, records_holding
from mahdar.web.marking import Marked, Segment, segments
from mahdar.web.queue import Queue, Waiting, item_of, queue_of
from mahdar.web.shown import Question, page

router = APIRouter()
#: Code points shown around an item, up to the ends of its lines.
_AROUND = 700
_HISTORY = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things set side by side, with its fields as words; those that differ are lit."""

    id: str
    title: str
    article: ArticleTold | None
    words: str
    fields: dict[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """What waits for a person, one at a time.

    Attributes:
        position: of this one in the queue, from 1; 0 where none waits.
        following, before: what a skip leads to.
        done: the decision taken last, which can be undone here.
        sides, differing: of a pair, and the fields in which the two differ.
    """

    waiting: Waiting | None
    position: int
    total: int
    doubtful: int
    following: str | None = None
    before: str | None = None
    article: ArticleTold | None = None
    item: Encounter | Statement | None = None
    actors: tuple[Actor, ...] = ()
    context_start: int = 0
    context: str = ""
    sides: tuple[Side, ...] = ()
    differing: tuple[str, ...] = ()
    done: Decision | None = None

    @property
    def names(self) -> dict[str, str]:
        """The name of each actor of the article."""
        return {actor.id: actor.name for actor in self.actors}

    @property
    def segments(self) -> list[Segment]:
        """The words around the item with its marks."""
        return segments(self.context, _marks(self.item, self.context_start))


@dataclass(frozen=True, slots=True)
class Line:
    """A decision and what came of it."""

    decision: Decision
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The ledger, the latest decision first."""

    lines: tuple[Line, ...]
    total: int


@page(router, "/review", "review.html")
def review(
    asked: Question, at: str | None = None, done: str | None = None, article: str | None = None
) -> ReviewPage:
    """What waits for review: this item, else the first of the queue."""
    with asked.desk.store.reading() as connection:
        queue = queue_of(asked.desk, connection)
        if article:
            queue = queue.only(article)
        place = queue.place_of(at) if at else None
        index = place or 0
        waiting = queue.at(index)
        if at and place is None:
            waiting = _asked_for(connection, at) or waiting
        return _page_of(connection, queue, waiting, index, done)


@page(router, "/review/history", "history.html")
def history(asked: Question) -> HistoryPage:
    """The decisions taken, the latest first, each with what came of it."""
    with asked.desk.store.reading() as connection:
        lines = [Line(*told) for told in standing_of(connection)]
    return HistoryPage(tuple(reversed(lines[-_HISTORY:])), len(lines))


@page(router, "/review/pair", "pair.html")
def pair(asked: Question, a: str, b: str) -> ReviewPage:
    """Two reports, or two actors, side by side: one or two?"""
    with asked.desk.store.reading() as connection:
        identities = _identities(connection, (a, b))
        kind = "actors" if len(identities) == 2 else "reports"
        waiting = Waiting(f"{a}~{b}", kind, a, b)  # type: ignore[arg-type]
        return _page_of(connection, None, waiting, -1, None)


def _asked_for(connection: Connection, name: str) -> Waiting | None:
    """An item that waits no longer, or never did, asked for by its identifier."""
    held = records_holding(connection, [name]).get(name)
    item = item_of(held[1], name) if held else None
    if held is None or not isinstance(item, Encounter | Statement):
        return None
    kind = "encounter" if isinstance(item, Encounter) else "statement"
    return Waiting(name, kind, name, None, held[0], item.doubt)  # type: ignore[arg-type]


def _page_of(
    connection: Connection, queue: Queue | None, waiting: Waiting | None, index: int, done: str | None
) -> ReviewPage:
    following = queue.at(index + 1) if queue else None
    before = queue.at(index - 1) if queue else None
    shown = ReviewPage(
        waiting=waiting,
        position=index + 1 if queue and waiting and queue.at(index) is waiting else 0,
        total=len(queue) if queue else 0,
        doubtful=queue.doubtful if queue else 0,
        following=following.id if following else None,
        before=before.id if before else None,
        done=_decision(connection, done),
    )
    if waiting is None:
        return shown
    return _with_pair(connection, shown, waiting) if waiting.other else _with_item(connection, shown, waiting)


def _with_pair(connection: Connection, shown: ReviewPage, waiting: Waiting) -> ReviewPage:
    sides = tuple(_sides(connection, waiting))
    if len(sides) < 2:
        raise HTTPException(404, "one of the two is no longer in the record")
    differing = tuple(f for f in sides[0].fields if sides[0].fields[f] != sides[1].fields.get(f))
    return replace(shown, sides=sides, differing=differing)


def _with_item(connection: Connection, shown: ReviewPage, waiting: Waiting) -> ReviewPage:
    article = waiting.article or ""
    record = record_of(connection, article)
    item = item_of(record, waiting.item) if record else None
    if record is None or not isinstance(item, Encounter | Statement):
        raise HTTPException(404, f"no item {waiting.item}")
    start, end = _around(record.text, item)
    return replace(
        shown,
        article=articles_told(connection, [article]).get(article),
        item=item,
        actors=record.actors,
        context_start=start,
        context=record.text[start:end],
    )


def _around(text: str, item: Encounter | Statement) -> tuple[int, int]:
    spans = (item.evidence,) if isinstance(item, Encounter) else (item.cue, item.content)
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    start = text.rfind("\n", max(0, first - _AROUND), first) + 1 or max(0, first - _AROUND)
    end = text.find("\n", last, last + _AROUND)
    return start, end if end >= 0 else min(len(text), last + _AROUND)


def _marks(item: Encounter | Statement | None, shift: int) -> Iterator[Marked]:
    match item:
        case Statement():
            yield Marked(item.cue.start - shift, item.cue.end - shift, "cue", item.id)
            yield Marked(item.content.start - shift, item.content.end - shift, "said", item.id)
        case Encounter():
            yield Marked(item.evidence.start - shift, item.evidence.end - shift, "met", item.id)


def _sides(connection: Connection, waiting: Waiting) -> Iterator[Side]:
    names = (waiting.item, waiting.other or "")
    if waiting.kind == "actors":
        for identity in _identities(connection, names):
            yield Side(
                identity.members[0][1], identity.name, None, "، ".join(identity.forms),
                {
                    "kind": identity.kind, "country": identity.country, "name_en": identity.name_en,
                    "qid": identity.qid, "articles": str(len({doc for doc, _ in identity.members})),
                },
            )  # fmt: skip
        return
    holding = records_holding(connection, names)
    told = articles_told(connection, {article for article, _ in holding.values()})
    for name in names:
        if name in holding:
            article, record = holding[name]
            item = item_of(record, name)
            if isinstance(item, Encounter):
                yield _side_of(item, record, told[article])


def _side_of(item: Encounter, record: ArticleRecord, told: ArticleTold) -> Side:
    actors = {actor.id: actor.canonical or actor.name for actor in record.actors}
    return Side(
        item.id, told.title, told, item.evidence.exact,
        {
            "kind": item.kind, "status": item.status,
            "participants": "، ".join(sorted(actors[name] for name in item.participants)),
            "date": item.date, "earliest": item.earliest, "latest": item.latest, "place": item.place,
            "country": item.country, "topics": ",".join(item.topics),
        },
    )  # fmt: skip


def _identities(connection: Connection, names: Sequence[str]) -> list[Identity]:
    table = tables.identities
    rows = connection.execute(select(table.c.whole).where(table.c.id.in_(names)).order_by(table.c.id))
    return [from_json(words, Identity) for words in rows.scalars()]


def _decision(connection: Connection, name: str | None) -> Decision | None:
    table = tables.decisions
    words = connection.scalar(select(table.c.whole).where(table.c.id == name)) if name else None
    return from_json(words, Decision) if words else None
