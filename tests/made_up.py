"""Made-up articles, and a reader that finds in them what a test needs without reading Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mahdar.keeping.readers import Outcome, Reader
from mahdar.knowledge import load
from mahdar.model import Actor, Article, ArticleRecord, Encounter, Span, Statement

_SAID = re.compile(r"(?P<cue>و?قالت?) (?P<name>\w+): (?P<content>[^.\n]+)(?P<stop>\.?)")
_MET = re.compile(r"و?(?P<cue>التقى) (?P<a>\w+) (?P<b>\w+) في (?P<place>[^\s.]+)")

TALKS = (
    "لقاء في عمّان\n\nقال سالم: لن نوقّع الاتفاق. وقالت ليلى: نرحّب بالحوار مع الأردن. والتقى سالم ليلى في عمّان."
)
CHANGED = "لقاء في عمّان\n\nبعد التصحيح. قال سالم: لن نوقّع الاتفاق. وقالت هند: نأسف. والتقى سالم ليلى في عمّان."
CALL = "اتصال من بغداد\n\nقال كريم: العلاقات بالأردن قوية. وقال سالم: وزير الخارجية يزور الاردن."


def article(doc_id: str = "1", text: str = TALKS, **told: str | None) -> Article:
    return Article(doc_id=doc_id, text=text, **{"outlet": "النهار", **told})  # type: ignore[arg-type]


#: One universe of deliveries: copies, versions, the same text told otherwise, in as many outlets.
DELIVERIES = (
    article("1", published="2025-10-15"),
    article("1", CHANGED, published="2025-10-15", updated="2025-10-16"),
    article("1", published="2025-10-15", collected="2025-10-17"),
    article("1", published="2025-10-14", collected="2025-10-16", title="لقاء في عمّان"),
    article("1", outlet="الرأي", published="2025-10-15"),
    article("2", CALL, url="https://example.org/call", published="2025-10-16T18:00:00+03:00"),
    article(
        "3", CALL + " وقال كريم: انتهى.", url="https://example.org/call", published="2025-10-16T16:00:00Z"
    ),
    article("4", CALL, outlet=None),
    article("5", CHANGED, outlet="الرأي", collected="2025-10-18"),
)


def read_made_up(made_up: Article) -> ArticleRecord:
    """The record of a made-up article: who says what, and who meets whom."""
    text = made_up.text
    actors: dict[str, Actor] = {}

    def actor(name: str, start: int) -> str:
        span = Span.of(text, start, start + len(name))
        known = actors.get(name) or Actor(id=f"a{len(actors) + 1}", kind="person", name=name)
        actors[name] = replace(known, mentions=(*known.mentions, span))
        return known.id

    statements = []
    for n, found in enumerate(_SAID.finditer(text), 1):
        statements.append(
            Statement(
                id=f"s{n}", speakers=(actor(found["name"], found.start("name")),), mode="indirect",
                cue=Span.of(text, *found.span("cue")), content=Span.of(text, *found.span("content")),
                topics=("bilateral-relations",), act="deny" if "لن" in found["content"] else "affirm",
            )
        )  # fmt: skip
    encounters = []
    for n, found in enumerate(_MET.finditer(text), 1):
        parties = tuple(actor(found[name], found.start(name)) for name in "ab")
        encounters.append(
            Encounter(
                id=f"e{n}", kind="meeting", status="held", participants=parties, place=found["place"],
                date=made_up.published and made_up.published[:10], evidence=Span.of(text, *found.span()),
            )
        )  # fmt: skip
    return ArticleRecord(
        doc_id=made_up.doc_id, outlet=made_up.outlet, url=made_up.url, published=made_up.published,
        collected=made_up.collected, title=made_up.title, text=text, sha256=made_up.sha256, reader="1",
        knowledge=load().version, actors=tuple(actors.values()), encounters=tuple(encounters),
        statements=tuple(statements),
    )  # fmt: skip


def with_stops(record: ArticleRecord) -> ArticleRecord:
    """What another reader gives: every statement ends in its stop, and no encounter is found."""
    said = tuple(replace(s, content=_longer(s.content, record.text)) for s in record.statements)
    return replace(record, statements=said, encounters=())


def without_statements(record: ArticleRecord) -> ArticleRecord:
    """What a reader gives that has forgotten how people speak."""
    return replace(record, statements=())


def _longer(span: Span, text: str) -> Span:
    return Span.of(text, span.start, span.end + 1) if text[span.end : span.end + 1] == "." else span


def stub_reader(
    version: str = "1", change: Callable[[ArticleRecord], ArticleRecord] = lambda record: record
) -> Reader:
    """A reader of made-up articles; of an article that says so it fails."""

    def read(articles: Iterable[Article]) -> Iterator[Outcome]:
        for one in articles:
            if "غير مقروء" in one.text:
                yield one, "could not be read: made to fail"
            else:
                yield one, replace(change(read_made_up(one)), reader=version)

    return Reader(version, load(), read)
