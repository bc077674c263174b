"""Whether a commitment is mentioned again: later statements of the same speakers, later articles that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select

from mahdar.comparing.alike import SAME, content_keys, likeness
from mahdar.comparing.holdings import Holding
from mahdar.comparing.words import Day, Said, Words
from mahdar.model import Instrument, Span
from mahdar.record import tables
from mahdar.record.articles import chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A later mention of the same."""

    day: Day
    words: tuple[Words, ...]


class LookedAt(NamedTuple):
    """In how many articles later mentions were looked for, and those found."""

    articles: int
    mentions: tuple[Mention, ...]


class _Found(NamedTuple):
    """How many articles were looked at, and the first place of each that mentions it."""

    articles: int
    places: Sequence[Any]


_NOTHING = _Found(0, ())


def later_mentions(
    connection: Connection, items: Sequence[tuple[Holding, Said | Instrument]]
) -> list[LookedAt]:
    """Later mentions of commitments, each with its article, in the order given; those of all are looked up at once.

    A statement is mentioned where one of its speakers later says the same in part, an instrument where a later article
    names it. Of what has no day of publication nothing can be told.
    """
    dated = [(holding, item) for holding, item in items if holding.record.published]
    spoken = _spoken(connection, [(h, item) for h, item in dated if isinstance(item, Said)])
    named = _named(connection, [(h, item) for h, item in dated if isinstance(item, Instrument)])
    counts: dict[str, int] = {}
    found = []
    for holding, item in items:
        day = holding.record.published
        if not day:
            found.append(_NOTHING)
        elif isinstance(item, Said):
            found.append(_said_later(item, day, spoken))
        else:
            if day not in counts:
                counts[day] = _published_after(connection, day)
            own = content_keys(item.name)
            alike = [row for row in named[own] if row.published > day] if own else []
            found.append(_Found(counts[day], _once(alike)))
    names = _doc_ids(connection, {row.article for one in found for row in one.places})
    return [LookedAt(one.articles, tuple(_mention(row, names) for row in one.places)) for one in found]


def _said_later(said: Said, day: str, spoken: Mapping[str, Sequence[Any]]) -> _Found:
    rows = [row for who in said.speakers for row in spoken[who.id] if row.published > day]
    rows.sort(key=lambda row: (row.published, row.article_id, row.start))
    alike = [row for row in rows if likeness(said.content, row.words) >= SAME]
    return _Found(len({row.article for row in rows}), _once(alike))


def _spoken(connection: Connection, items: Sequence[tuple[Holding, Said]]) -> dict[str, list[Any]]:
    """By identity, what the speakers of some statements say in articles published after the first of them."""
    found: dict[str, list[Any]] = defaultdict(list)
    if not items:
        return found
    table, speakers, members, articles = (
        tables.statements,
        tables.speakers,
        tables.identity_members,
        tables.articles,
    )
    first = min(holding.record.published or "" for holding, _ in items)
    query = (
        select(
            members.c.identity,
            table.c.article,
            table.c.content_start.label("start"),
            table.c.content_end.label("end"),
            table.c.content.label("words"),
            articles.c.id.label("article_id"),
            articles.c.outlet,
            articles.c.published,
        )
        .join(articles, articles.c.number == table.c.article)
        .join(speakers, and_(speakers.c.article == table.c.article, speakers.c.statement == table.c.id))
        .join(members, members.c.actor == speakers.c.actor)
        .where(speakers.c.part == "speaker", articles.c.published > first)
    )
    for some in chunks(sorted({who.id for _, said in items for who in said.speakers})):
        for row in connection.execute(query.where(members.c.identity.in_(some))):
            found[row.identity].append(row)
    return found


def _named(
    connection: Connection, items: Sequence[tuple[Holding, Instrument]]
) -> dict[frozenset[str], list[Any]]:
    """By the words of their names, where such instruments stand in articles published after the first of some."""
    table, articles = tables.instruments, tables.articles
    found: dict[frozenset[str], list[Any]] = defaultdict(list)
    wanted = {content_keys(item.name) for _, item in items} - {frozenset()}
    if not wanted:
        return found
    first = min(holding.record.published or "" for holding, _ in items)
    every = connection.execute(select(table.c.name).distinct()).scalars()
    query = (
        select(
            table.c.article,
            table.c.name,
            table.c.words_start.label("start"),
            table.c.words_end.label("end"),
            table.c.words,
            articles.c.id.label("article_id"),
            articles.c.outlet,
            articles.c.published,
        )
        .join(articles, articles.c.number == table.c.article)
        .where(articles.c.published > first)
    )
    rows: list[Any] = []
    for some in chunks([name for name in every if content_keys(name) in wanted]):
        rows += connection.execute(query.where(table.c.name.in_(some)))
    for row in sorted(rows, key=lambda row: (row.published, row.article_id, row.start)):
        found[content_keys(row.name)].append(row)
    return found


def _published_after(connection: Connection, day: str) -> int:
    articles = tables.articles
    return (
        connection.scalar(select(func.count()).select_from(articles).where(articles.c.published > day)) or 0
    )


def _doc_ids(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """How articles are named by who gave them, by their numbers."""
    versions, articles = tables.versions, tables.articles
    current = and_(articles.c.number == versions.c.article, articles.c.sha256 == versions.c.sha256)
    query = select(articles.c.number, versions.c.doc_id).join(versions, current)
    found: dict[int, str] = {}
    for some in chunks(sorted(numbers)):
        for row in connection.execute(query.where(articles.c.number.in_(some))):
            found[row.number] = row.doc_id
    return found


def _mention(row: Any, names: Mapping[int, str]) -> Mention:
    words = Words(
        article=row.article_id,
        doc_id=names.get(row.article, ""),
        outlet=row.outlet,
        published=row.published,
        span=Span(row.start, row.end, row.words),
    )
    return Mention(day=Day(date=row.published[:10], basis="published"), words=(words,))


def _once(rows: Sequence[Any]) -> list[Any]:
    """The first row of each article."""
    return list({row.article: row for row in reversed(rows)}.values())[::-1]
