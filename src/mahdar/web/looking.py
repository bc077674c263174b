"""Looking things up in the record for the pages: what lies where, and in which state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

from sqlalchemy import Connection, select

from mahdar.comparing.words import Words
from mahdar.model import Article, ArticleRecord, Identity, MergedEncounter, from_json
from mahdar.record import tables
from mahdar.record.articles import article_of, chunks
from mahdar.record.links import merged_id
from mahdar.record.reading_back import current_records_of

State = Literal["machine", "reviewed", "disputed"]


@dataclass(frozen=True, slots=True)
class ArticleTold:
    """What is told of an article where its text is not shown.

    Attributes:
        id: by which its page is found.
        url: its address in the world, only where a browser may safely follow it.
    """

    id: str
    doc_id: str
    title: str
    outlet: str | None = None
    published: str | None = None
    collected: str | None = None
    url: str | None = None


def told_of_article(name: str, article: Article) -> ArticleTold:
    """What is told of an article; its title is its first line where it has none."""
    first = article.text.strip().partition("\n")[0]
    title = " ".join((article.title or first).split())
    return ArticleTold(
        id=name,
        doc_id=article.doc_id,
        title=title if len(title) <= 160 else title[:159] + "…",
        outlet=article.outlet,
        published=article.published,
        collected=article.collected,
        url=article.url if (article.url or "").lower().startswith(("https://", "http://")) else None,
    )


def articles_told(connection: Connection, ids: Iterable[str]) -> dict[str, ArticleTold]:
    """What is told of the current versions of articles, by identifier."""
    articles, versions = tables.articles, tables.versions
    found: dict[str, ArticleTold] = {}
    for some in chunks(sorted(set(ids))):
        rows = connection.execute(
            select(articles.c.id, versions)
            .join(
                versions, (versions.c.article == articles.c.number) & (versions.c.sha256 == articles.c.sha256)
            )
            .where(articles.c.id.in_(some))
        )
        for row in rows:
            found[row.id] = told_of_article(row.id, article_of(row))
    return found


def articles_cited(connection: Connection, answer: object) -> dict[str, ArticleTold]:
    """What is told of the articles of an answer's words that name no outlet: those are cited by their titles."""
    return articles_told(connection, {words.article for words in _words_in(answer) if not words.outlet})


def _words_in(answer: object) -> Iterator[Words]:
    if isinstance(answer, Words):
        yield answer
    elif isinstance(answer, tuple | list):
        for one in answer:
            yield from _words_in(one)
    elif is_dataclass(answer):
        for field in fields(answer):
            yield from _words_in(getattr(answer, field.name))


def article_holding(connection: Connection, items: Iterable[str]) -> dict[str, str]:
    """The identifier of the article that holds each actor, encounter or statement."""
    kept, articles = tables.items, tables.articles
    found: dict[str, str] = {}
    for some in chunks(sorted(set(items))):
        rows = connection.execute(
            select(kept.c.id, articles.c.id.label("article"))
            .join(articles, articles.c.number == kept.c.article)
            .where(kept.c.id.in_(some))
        )
        found |= {row.id: row.article for row in rows}
    return found


def records_holding(connection: Connection, items: Iterable[str]) -> dict[str, tuple[str, ArticleRecord]]:
    """For each item the identifier and record of its article."""
    where = article_holding(connection, items)
    records = {name: record_of(connection, name) for name in sorted(set(where.values()))}
    return {item: (name, record) for item, name in where.items() if (record := records[name])}


def record_of(connection: Connection, article: str) -> ArticleRecord | None:
    """The record of an article's current version, with decisions."""
    return next(current_records_of(connection, [article]), None)


def merged_of(connection: Connection, name: str) -> MergedEncounter | None:
    """The merged encounter that an identifier, old ones too, leads to."""
    now = merged_id(connection, name)
    table = tables.merged_encounters
    words = connection.scalar(select(table.c.whole).where(table.c.id == now)) if now else None
    return from_json(words, MergedEncounter) if words else None


def merged_telling(connection: Connection, encounters: Iterable[str]) -> dict[str, str]:
    """The merged encounter to which each report belongs."""
    table = tables.reports
    found: dict[str, str] = {}
    for some in chunks(sorted(set(encounters))):
        rows = connection.execute(
            select(table.c.encounter, table.c.merged).where(table.c.encounter.in_(some))
        )
        found |= {row.encounter: row.merged for row in rows}
    return found


def identities_of(connection: Connection, actors: Iterable[str]) -> dict[str, str]:
    """The identity that each actor of an article is."""
    table = tables.identity_members
    found: dict[str, str] = {}
    for some in chunks(sorted(set(actors))):
        rows = connection.execute(select(table.c.actor, table.c.identity).where(table.c.actor.in_(some)))
        found |= {row.actor: row.identity for row in rows}
    return found


def names_of(connection: Connection, identities: Iterable[str]) -> dict[str, str]:
    """The name of each identity."""
    table = tables.identities
    found: dict[str, str] = {}
    for some in chunks(sorted(set(identities))):
        rows = connection.execute(select(table.c.id, table.c.whole).where(table.c.id.in_(some)))
        found |= {row.id: from_json(row.whole, Identity).name for row in rows}
    return found


def states_of(connection: Connection, items: Iterable[str]) -> dict[str, State]:
    """Whether a person has looked at each encounter and statement."""
    found: dict[str, State] = {}
    kept = tables.items
    for some in chunks(sorted(set(items))):
        for table in (tables.encounters, tables.statements):
            # By way of the items: an identifier alone is looked for in every row.
            rows = connection.execute(
                select(table.c.id, table.c.state)
                .select_from(
                    kept.join(table, (table.c.article == kept.c.article) & (table.c.id == kept.c.id))
                )
                .where(kept.c.id.in_(some))
            )
            found |= {row.id: "machine" if row.state == "machine" else "reviewed" for row in rows}
    return found


def state_of(encounter: MergedEncounter, states: dict[str, State]) -> State:
    """The state of a merged encounter: disputed where reports differ, reviewed where all of them are."""
    if encounter.conflicts:
        return "disputed"
    reviewed = all(states.get(name) == "reviewed" for _, name in encounter.reports)
    return "reviewed" if reviewed and encounter.reports else "machine"
