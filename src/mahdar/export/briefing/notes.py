"""Notes of a briefing, numbered as they are first cited, and its sources, named as they are first told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from mahdar.comparing.words import Words
from mahdar.export.briefing.content import Note, Source
from mahdar.export.briefing.telling import Telling
from mahdar.record import tables
from mahdar.record.articles import chunks

#: Code points of an article that its first words are taken from, where it has no title.
_OPENING = 300
_FIRST_WORDS = 10


class Notes:
    """The notes and the sources of one briefing.

    Args:
        connection: in a transaction that reads.
        telling: told the keys of sources (A1, A2 …) in the order in which it first speaks of them.
        articles: those that may be spoken of.
    """

    def __init__(self, connection: Connection, telling: Telling, articles: Iterable[str]) -> None:
        self._connection, self._telling = connection, telling
        self.sources: dict[str, Source] = {}
        self._numbers: dict[tuple[str, int, int], Note] = {}
        self._rows = {row.id: row for row in _articles(connection, articles)}
        # Reasons and outlets without a name call an article by its `doc_id`, which several may share: the first it is.
        named: dict[str, str] = {}
        for row in self._rows.values():
            named.setdefault(row.doc_id, row.id)
        telling.knows(tuple(named), lambda doc_id: self._source(named[doc_id]).key)

    def cite(self, words: Iterable[Words]) -> tuple[Note, ...]:
        """The notes of some places, each once."""
        found = {}
        for one in words:
            place = (one.article, one.span.start, one.span.end)
            if place not in self._numbers:
                number = len(self._numbers) + 1
                self._numbers[place] = Note(number=number, source=self._source(one.article), span=one.span)
            found[place] = self._numbers[place]
        return tuple(found.values())

    def all(self) -> tuple[Note, ...]:
        """Every note, by number."""
        return tuple(self._numbers.values())

    def _source(self, article: str) -> Source:
        if article not in self.sources:
            if article not in self._rows:
                self._rows |= {row.id: row for row in _articles(self._connection, [article])}
            row = self._rows[article]
            self.sources[article] = Source(
                key=f"A{len(self.sources) + 1}",
                article=article,
                doc_id=row.doc_id,
                title=row.title or _first_words(row.opening),
                outlet=row.outlet,
                url=row.url,
                day=self._day(row),
                short=self._short(row),
            )
        return self.sources[article]

    def _day(self, row: Any) -> str:
        telling = self._telling
        if row.published:
            return telling.label("published").format(day=telling.date(row.published[:10]))
        if row.collected:
            return telling.label("collected").format(day=telling.date(row.collected[:10]))
        return telling.label("no_publication")

    def _short(self, row: Any) -> str:
        if row.published or not row.collected:
            return self._day(row)
        return self._telling.label("collected_only").format(day=self._telling.date(row.collected[:10]))


def _articles(connection: Connection, articles: Iterable[str]) -> Iterator[Any]:
    """What is told of articles: of their current version."""
    table, versions = tables.articles, tables.versions
    current = (versions.c.article == table.c.number) & (versions.c.sha256 == table.c.sha256)
    told = (versions.c.doc_id, versions.c.title, versions.c.url, versions.c.published, versions.c.collected)
    opening = func.substr(versions.c.text, 1, _OPENING).label("opening")
    query = select(table.c.id, table.c.outlet, *told, opening).join(versions, current)
    for some in chunks(list(articles)):
        found = {row.id: row for row in connection.execute(query.where(table.c.id.in_(some)))}
        yield from (found[article] for article in some if article in found)


def _first_words(opening: str) -> str | None:
    """The first words of an article without a title, marked as its beginning."""
    line = next((line for line in opening.splitlines() if line.strip()), "").split()
    return " ".join(line[:_FIRST_WORDS]) + (" …" if len(line) > _FIRST_WORDS else "") or None
