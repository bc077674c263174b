"""Whether a commitment is mentioned again: later statements of the same speakers, later articles that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, and_, func, select

from mahdar.comparing.alike import SAME, content_keys, likeness
from mahdar.comparing.holdings import Holding
from mahdar.comparing.words import Day, Said, Words
from mahdar.model import Instrument, Span
from mahdar.record import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A later mention of the same."""

    day: Day
    words: tuple[Words, ...]


class Later:
    """What is mentioned later; all instruments of the record are read once, at the first that is asked for."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def said(self, holding: Holding, said: Said) -> tuple[int, list[Mention]]:
        """Later statements of the same speakers that say the same in part; how many articles were looked at."""
        table, speakers, members, articles = (
            tables.statements,
            tables.speakers,
            tables.identity_members,
            tables.articles,
        )
        query = (
            select(table, articles.c.id.label("article_id"), articles.c.outlet, articles.c.published)
            .join(articles, articles.c.number == table.c.article)
            .join(speakers, and_(speakers.c.article == table.c.article, speakers.c.statement == table.c.id))
            .join(members, members.c.actor == speakers.c.actor)
            .where(members.c.identity.in_([who.id for who in said.speakers]), speakers.c.part == "speaker")
            .where(articles.c.published > (holding.record.published or ""))
            .order_by(articles.c.published, articles.c.id, table.c.content_start)
        )
        rows = self.connection.execute(query).all() if holding.record.published else []
        alike = [row for row in rows if likeness(said.content, row.content) >= SAME]
        spans = [(row, Span(row.content_start, row.content_end, row.content)) for row in _once(alike)]
        return len({row.article for row in rows}), [self._mention(row, span) for row, span in spans]

    def named(self, holding: Holding, instrument: Instrument) -> tuple[int, list[Mention]]:
        """Later articles that name the same instrument; how many later articles were looked at."""
        articles, day = tables.articles, holding.record.published
        if not day:
            return 0, []
        after = articles.c.published > day
        checked = self.connection.scalar(select(func.count()).select_from(articles).where(after)) or 0
        own = content_keys(instrument.name)
        alike = [row for row in self._instruments[own] if own and row.published > day]
        spans = [(row, Span(row.words_start, row.words_end, row.words)) for row in _once(alike)]
        return checked, [self._mention(row, span) for row, span in spans]

    @cached_property
    def _instruments(self) -> dict[frozenset[str], list[Any]]:
        """The instruments of articles whose day of publication is known, by the words of their names."""
        table, articles = tables.instruments, tables.articles
        query = (
            select(table, articles.c.id.label("article_id"), articles.c.outlet, articles.c.published)
            .join(articles, articles.c.number == table.c.article)
            .where(articles.c.published.is_not(None))
            .order_by(articles.c.published, articles.c.id, table.c.words_start)
        )
        found: dict[frozenset[str], list[Any]] = defaultdict(list)
        for row in self.connection.execute(query):
            found[content_keys(row.name)].append(row)
        return found

    def _mention(self, row: Any, span: Span) -> Mention:
        versions, articles = tables.versions, tables.articles
        current = and_(articles.c.number == versions.c.article, articles.c.sha256 == versions.c.sha256)
        query = select(versions.c.doc_id).join(articles, current).where(articles.c.number == row.article)
        words = Words(
            article=row.article_id,
            doc_id=self.connection.scalar(query) or "",
            outlet=row.outlet,
            published=row.published,
            span=span,
        )
        return Mention(day=Day(date=row.published[:10], basis="published"), words=(words,))


def _once(rows: Sequence[Any]) -> list[Any]:
    """The first row of each article."""
    return list({row.article: row for row in reversed(rows)}.values())[::-1]
