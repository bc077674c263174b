"""Prepared: an article's record as it is stored, made by whoever read it and not by the one who stores.

All of it is a function of the article, its record and the knowledge, so that it may be made anywhere. What rests on
the rest of a store (the article's number, other versions, decisions) is added by `mahdar.record.growing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Table

from mahdar.model import Article, ArticleRecord, record_from_json, to_json
from mahdar.record import tables
from mahdar.record.identity import article_id
from mahdar.record.lines import line_number, line_rows
from mahdar.record.rows import Rows, States, rows_of
from mahdar.record.stable import with_stable_ids
from mahdar.record.terms import Analysis, Terms

Values = tuple[Any, ...]
"""A row, in the order of its table's columns."""
_ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a store keeps of an article that was read.

    Attributes:
        sha256: hash of the text it was read from.
        reader: version of the reader.
        knowledge: version of the knowledge.
        machine: the record with stable identifiers, as JSON without its text.
        rows: what it has in the tables of `tables.DERIVED` while no decision is about it, by table, without the
            article's number.
        analysis: version of the search terms.
        terms: the search terms of the text.
    """

    sha256: str
    reader: str
    knowledge: str
    machine: str
    rows: Mapping[str, Sequence[Values]]
    analysis: str
    terms: Terms

    def record(self, text: str) -> ArticleRecord:
        """The record, with stable identifiers; `text` is the one it was read from."""
        return whole(self.machine, text)


def prepared(article: Article, record: ArticleRecord, analysis: Analysis) -> Prepared:
    """An article with the record that was read from it, as a store keeps it."""
    stable = with_stable_ids(record, article_id(article))
    terms = analysis.of_text(article.text)
    return Prepared(
        sha256=record.sha256,
        reader=record.reader,
        knowledge=record.knowledge,
        machine=to_json(replace(stable, text="")),
        rows=_without_number(every_row(stable, 0, {}, terms)),
        analysis=analysis.version,
        terms=terms,
    )


def every_row(record: ArticleRecord, article: int, states: States, terms: Terms | None) -> Rows:
    """All that a record has in the tables of `tables.DERIVED`.

    Args:
        record: with the decisions on it.
        article: its number in the store.
        states: of items, where they are not the machine's alone.
        terms: the search terms of its text; without them there are no lines.
    """
    rows = rows_of(record, article, states)
    if terms is not None:
        rows[tables.lines] = line_rows(record, article, terms)
    return rows


def whole(kept: str, text: str) -> ArticleRecord:
    """A record as it was before its text was left out of it.

    Raises:
        MalformedRecord: where it is none.
    """
    return replace(record_from_json(kept), text=text)


def values_of(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Values]:
    """Rows in the order of a table's columns."""
    return [*map(_getter(table), rows)]


def numbered(table: Table, rows: Sequence[Values], number: int) -> list[Values]:
    """Prepared rows of a table, with their article's number in its place."""
    if table is tables.lines:
        return [(line_number(number, line), number, *rest) for line, *rest in rows]
    at = _place_of_number(table)
    if at == 0:
        return [(number, *row) for row in rows]
    return [(*row[:at], number, *row[at:]) for row in rows]


def _without_number(rows: Rows) -> dict[str, list[Values]]:
    return {table.name: [*map(_getter(table, _ARTICLE), some)] for table, some in rows.items() if some}


@lru_cache(maxsize=2 * len(tables.DERIVED))
def _getter(table: Table, without: str | None = None) -> Callable[[Mapping[str, Any]], Values]:
    """What takes the values of a row's columns in their order; every derived table has several."""
    return itemgetter(*(column.name for column in table.columns if column.name != without))


@lru_cache(maxsize=len(tables.DERIVED))
def _place_of_number(table: Table) -> int:
    return [column.name for column in table.columns].index(_ARTICLE)
