"""Coverage: which outlets told it, with which facts, and who took it from whom?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query

from mahdar.comparing.coverage import Coverage, Row, coverage, passages_among
from mahdar.model import MergedEncounter, Passage, Source
from mahdar.web.looking import ArticleTold, State, article_holding, articles_told, merged_of, states_of
from mahdar.web.shown import Question, page

router = APIRouter()
#: Lines of a page, outlets side by side, and passages shown; the JSON twin has all.
_ROWS, _COLUMNS, _PASSAGES = 30, 12, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage:
    """Outlets by lines, and the passages their articles share.

    Attributes:
        articles: what is told of the articles, by identifier.
        passages: text that two of them share, the longest first.
        states: of the statements.
        offset, size: which of the lines are shown.
        columns, pairs: how many outlets and passages are shown.
    """

    encounter: MergedEncounter | None
    coverage: Coverage
    articles: dict[str, ArticleTold]
    passages: tuple[Passage, ...]
    states: dict[str, State]
    offset: int = 0
    size: int = _ROWS
    columns: int = _COLUMNS
    pairs: int = _PASSAGES

    @property
    def by_side(self) -> dict[str, list[Source]]:
        """The independent sources by side; those that are no organ of a side last, under an empty name."""
        found: dict[str, list[Source]] = {}
        for one in sorted(self.encounter.sources if self.encounter else (), key=lambda s: s.side or "~"):
            found.setdefault(one.side or "", []).append(one)
        return found

    @property
    def shown_rows(self) -> list[Row]:
        """The lines of this page, those that most outlets tell first."""
        rows = sorted(self.coverage.rows, key=lambda row: -sum(bool(cell.words) for cell in row.cells))
        return rows[self.offset : self.offset + self.size]


@page(router, "/encounter/{name}/coverage", "coverage.html")
def covered(
    asked: Question, name: str, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0
) -> CoveragePage:
    """Which outlets tell which lines of an encounter, and whose words they share."""
    with asked.desk.store.reading() as connection:
        found = coverage(connection, name)
        merged = merged_of(connection, found.encounter)
        ids = {words.article for row in found.rows for words in row.words}
        if merged:
            ids |= set(article_holding(connection, (name for _, name in merged.reports)).values())
        passages = passages_among(connection, sorted(ids))
        return CoveragePage(
            encounter=merged,
            coverage=found,
            articles=articles_told(connection, ids),
            passages=tuple(sorted(passages, key=lambda p: (p.span_a.start - p.span_a.end, p.a, p.b))),
            states=states_of(connection, (row.id for row in found.rows)),
            offset=offset,
        )
