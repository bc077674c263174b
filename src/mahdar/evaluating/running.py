"""Run the reader on the articles of a gold file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mahdar.evaluating.articles import Figures
from mahdar.evaluating.identity import Json
from mahdar.keeping.workers import Processes
from mahdar.model import Article, to_json
from mahdar.reading.many import read_one


def gold_articles(gold: dict[str, Json]) -> Iterator[Article]:
    """The articles of gold records as they came in: nothing of what was annotated goes to the reader."""
    for record in gold.values():
        yield Article(
            doc_id=record["doc_id"],
            text=record["text"],
            outlet=record.get("outlet"),
            url=record.get("url"),
            published=record.get("published"),
        )


def predictions(gold: dict[str, Json], overlay: Path | None = None, jobs: int = 1) -> dict[str, Json]:
    """The reader's records of the gold articles, by `doc_id`, in the form the scorers read."""
    records = Processes(jobs).each(partial(read_one, overlay=overlay), gold_articles(gold))
    return {record.doc_id: json.loads(to_json(record)) for record in records}


def as_lines(figures: Figures) -> list[str]:
    """The figures as the table of the original scorer."""
    return [f"{name:32} {_cells(value)}" for name, value in figures.items()]


def _cells(value: object) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{part} {number:5}" for part, number in value.items())
    return str(value)
