"""Read-outs: what does one side say that the other omits or words differently?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter

from mahdar.comparing.readouts import Line, Readouts, TopicCompared, readouts
from mahdar.comparing.silences import Silences, silences
from mahdar.model import MergedEncounter, Span
from mahdar.web.looking import ArticleTold, State, articles_told, merged_of, states_of
from mahdar.web.shown import Question, page

router = APIRouter()
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class AlignedCell:
    """A line in its column, beside the line of another column that says the same, with the words that differ."""

    line: Line
    differing: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """Lines that say the same in part, one of a column at most; None where a column has none."""

    cells: tuple[AlignedCell | None, ...]

    @property
    def alone(self) -> bool:
        """Whether one column only has it."""
        return sum(cell is not None for cell in self.cells) < 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadoutsPage:
    """The read-outs of an encounter, compared.

    Attributes:
        encounter: what is compared.
        articles: what is told of the articles, by how they are named.
        states: of the statements.
        silences: comment that was declined, and standing topics that are not found this time.
        shown: how many lines of a topic, and of no side, the page shows; the JSON twin has all.
    """

    encounter: MergedEncounter | None
    readouts: Readouts
    articles: dict[str, ArticleTold]
    states: dict[str, State]
    silences: Silences
    shown: int = _SHOWN

    def aligned(self, topic: TopicCompared) -> list[AlignedRow]:
        """The lines of a topic in rows: those that say the same side by side, the others alone."""
        return aligned(topic, [column.key for column in self.readouts.columns])


@page(router, "/encounter/{name}/readouts", "readouts.html")
def compared(asked: Question, name: str) -> ReadoutsPage:
    """The two sides' read-outs of an encounter, by topic."""
    with asked.desk.store.reading() as connection:
        found = readouts(connection, name)
        lines = [line for t in found.topics for c in t.columns for line in c.lines]
        articles = articles_told(connection, _articles([*lines, *found.unsided]))
        return ReadoutsPage(
            encounter=merged_of(connection, found.encounter),
            readouts=found,
            articles={told.doc_id: told for told in articles.values()},
            states=states_of(connection, (line.said.id for line in lines)),
            silences=silences(connection, found.encounter),
        )


def _articles(lines: Iterable[Line]) -> set[str]:
    return {words.article for line in lines for words in line.words}


def aligned(topic: TopicCompared, columns: list[str]) -> list[AlignedRow]:
    """The lines of a topic in rows, in the order of the columns; every line stands in one row."""
    lines = {(c.column, line.said.id): line for c in topic.columns for line in c.lines}
    rows: list[dict[str, tuple[Line, tuple[Span, ...]]]] = []
    at: dict[tuple[str, str], int] = {}
    for pair in topic.pairs:
        a, b = (pair.a, pair.said_a), (pair.b, pair.said_b)
        differing = {
            a: tuple(d.a for d in pair.differing if d.a), b: tuple(d.b for d in pair.differing if d.b)
        }  # fmt: skip
        row = at.get(a, at.get(b))
        if row is None:
            row = len(rows)
            rows.append({})
        for key in (a, b):
            if key in lines and key not in at and key[0] not in rows[row]:
                rows[row][key[0]] = (lines[key], differing[key])
                at[key] = row
    for key, line in lines.items():
        if key not in at:
            rows.append({key[0]: (line, ())})
    return [
        AlignedRow(tuple(AlignedCell(*row[column]) if column in row else None for column in columns))
        for row in rows
    ]
