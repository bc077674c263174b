"""Records without what linking does not look at, so that many of them fit into memory."""

from __future__ import annotations

from dataclasses import replace

from mahdar.model import ArticleRecord


def slim(record: ArticleRecord) -> ArticleRecord:
    """The record with what linking rests on: actors, encounters, figures, flags and what was said at encounters."""
    return replace(
        record,
        text="",
        actors=tuple(replace(actor, mentions=(), reasons=()) for actor in record.actors),
        encounters=tuple(replace(e, reasons=(), doubt=()) for e in record.encounters),
        statements=tuple(
            replace(s, reasons=(), doubt=()) for s in record.statements if s.encounter is not None
        ),
        facts=(),
        instruments=(),
    )
