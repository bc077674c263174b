"""Notes of a briefing, numbered as they are first cited; each place of words has one."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from mahdar.comparing.words import Words
from mahdar.export.briefing.content import Note, Source
from mahdar.export.briefing.telling import Telling
from mahdar.model import ArticleRecord
from mahdar.record.reading_back import current_records_of


class Notes:
    """The notes and the sources of one briefing."""

    def __init__(self, connection: Connection, telling: Telling, articles: Iterable[str]) -> None:
        self._connection, self._telling = connection, telling
        self.sources: dict[str, Source] = {}
        self._numbers: dict[tuple[str, int, int], Note] = {}
        for article in articles:
            self._source(article)

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
            (record,) = current_records_of(self._connection, [article])
            key = f"A{len(self.sources) + 1}"
            self.sources[article] = Source(
                key=key,
                article=article,
                doc_id=record.doc_id,
                title=record.title,
                outlet=record.outlet,
                url=record.url,
                day=self._day(record),
            )
            self._telling.keys.setdefault(record.doc_id, key)
        return self.sources[article]

    def _day(self, record: ArticleRecord) -> str:
        telling = self._telling
        if record.published:
            return telling.label("published").format(day=telling.date(record.published[:10]))
        if record.collected:
            return telling.label("collected").format(day=telling.date(record.collected[:10]))
        return telling.label("no_publication")
