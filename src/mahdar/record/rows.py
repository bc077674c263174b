"""An article record as rows, so that a record reads well in any browser of databases and can be filtered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from mahdar.arabic.fold import fold
from mahdar.model import Actor, ArticleRecord, Encounter, Fact, Figure, Hop, Instrument, Span, Statement
from mahdar.record import tables

Rows = dict[Table, list[dict[str, Any]]]
States = Mapping[str, str]
"""Identifier of an item to its state, where that is not `machine`."""


def rows_of(record: ArticleRecord, article: int, states: States) -> Rows:
    """The rows of a record for every table of its contents; `article` is its number in the store."""
    rows: Rows = defaultdict(list)
    for actor in record.actors:
        _actor(rows, actor, article)
    for encounter in record.encounters:
        _encounter(rows, encounter, article, states.get(encounter.id, "machine"))
    for statement in record.statements:
        _statement(rows, statement, article, states.get(statement.id, "machine"))
    for fact in record.facts:
        _fact(rows, fact, article, record.published)
    for figure in record.figures:
        _figure(rows, figure, article)
    for instrument in record.instruments:
        _instrument(rows, instrument, article)
    return rows


def names_of(actor: Actor) -> list[str]:
    """All that an actor is called, and what identifies it beyond the article, folded."""
    known = (actor.name, *actor.aliases, actor.canonical, actor.name_en, actor.qid, actor.id)
    holder = actor.holder.actor if actor.holder else None
    return sorted({folded for name in (*known, holder) if name and (folded := fold(name).strip())})


def _actor(rows: Rows, actor: Actor, article: int) -> None:
    rows[tables.items].append({"id": actor.id, "article": article, "kind": "actor"})
    rows[tables.actors].append(
        {
            "article": article,
            "id": actor.id,
            "kind": actor.kind,
            "name": actor.name,
            "role": actor.role,
            "country": actor.country,
            "name_en": actor.name_en,
            "canonical": actor.canonical,
            "qid": actor.qid,
            "office": actor.office,
        }
    )
    rows[tables.actor_names] += [
        {"article": article, "actor": actor.id, "folded": name} for name in names_of(actor)
    ]
    rows[tables.mentions] += [
        {"article": article, "actor": actor.id, "start": span.start, "end": span.end, "exact": span.exact}
        for span in dict.fromkeys(actor.mentions)
    ]


def _encounter(rows: Rows, encounter: Encounter, article: int, state: str) -> None:
    rows[tables.items].append({"id": encounter.id, "article": article, "kind": "encounter"})
    rows[tables.encounters].append(
        {
            "article": article,
            "id": encounter.id,
            "kind": encounter.kind,
            "status": encounter.status,
            "date": encounter.date,
            "earliest": encounter.earliest,
            "latest": encounter.latest,
            "place": encounter.place,
            "country": encounter.country,
            "level": encounter.level,
            "format": encounter.format,
            "evidence": encounter.evidence.exact,
            "evidence_start": encounter.evidence.start,
            "evidence_end": encounter.evidence.end,
            "state": state,
        }
    )
    rows[tables.participants] += [
        {
            "article": article,
            "encounter": encounter.id,
            "actor": actor,
            "role": encounter.roles.get(actor),
        }
        for actor in dict.fromkeys(encounter.participants)
    ]
    _teller(rows, encounter.id, encounter.told_by, article)
    _topics(rows, article, encounter)


def _statement(rows: Rows, statement: Statement, article: int, state: str) -> None:
    rows[tables.items].append({"id": statement.id, "article": article, "kind": "statement"})
    rows[tables.statements].append(
        {
            "article": article,
            "id": statement.id,
            "mode": statement.mode,
            "act": statement.act,
            "negated": statement.negated,
            "cue": statement.cue.exact,
            "cue_start": statement.cue.start,
            "cue_end": statement.cue.end,
            "content": statement.content.exact,
            "content_start": statement.content.start,
            "content_end": statement.content.end,
            "target": statement.target,
            "encounter": statement.encounter,
            "state": state,
        }
    )
    addressees = (statement.addressee,) if statement.addressee else ()
    for part, actors in (("speaker", statement.speakers), ("via", statement.via), ("addressee", addressees)):
        rows[tables.speakers] += [
            {"article": article, "statement": statement.id, "actor": actor, "part": part}
            for actor in dict.fromkeys(actors)
        ]
    _teller(rows, statement.id, statement.told_by, article)
    _topics(rows, article, statement)


def _topics(rows: Rows, article: int, item: Encounter | Statement) -> None:
    rows[tables.topics] += [
        {"article": article, "item": item.id, "topic": topic} for topic in dict.fromkeys(item.topics)
    ]


def _teller(rows: Rows, item: str, chain: Sequence[Hop], article: int) -> None:
    """The organ from which words come; the first hop is the outlet itself."""
    if len(chain) > 1:
        organ = chain[-1]
        rows[tables.tellers].append(
            {
                "article": article,
                "item": item,
                "organ": organ.name,
                "folded": fold(organ.name).strip(),
                "side": organ.side,
            }
        )


def _fact(rows: Rows, fact: Fact, article: int, published: str | None) -> None:
    rows[tables.facts].append(
        {
            "article": article,
            "id": fact.id,
            "act": fact.act,
            "object": fact.object,
            "place": fact.place,
            "date": fact.date,
            "phase": fact.phase,
            "day": fact.date or (published[:10] if published else None),
            **_words(fact.span),
        }
    )
    _involved(rows, fact.id, fact.actors, article)
    _teller(rows, fact.id, fact.told_by, article)


def _figure(rows: Rows, figure: Figure, article: int) -> None:
    rows[tables.figures].append(
        {
            "article": article,
            "id": figure.id,
            "quantity": figure.quantity,
            "unit": figure.unit,
            "of": figure.of,
            "direction": figure.direction,
            "period": figure.period,
            **_words(figure.span),
        }
    )
    _involved(rows, figure.id, (figure.speaker,) if figure.speaker else (), article)


def _instrument(rows: Rows, instrument: Instrument, article: int) -> None:
    rows[tables.instruments].append(
        {
            "article": article,
            "id": instrument.id,
            "name": instrument.name,
            "state": instrument.state,
            **_words(instrument.span),
        }
    )
    _involved(rows, instrument.id, instrument.parties, article)


def _involved(rows: Rows, item: str, actors: Sequence[str], article: int) -> None:
    rows[tables.involved] += [
        {"article": article, "item": item, "actor": actor} for actor in dict.fromkeys(actors)
    ]


def _words(span: Span) -> dict[str, Any]:
    return {"words": span.exact, "words_start": span.start, "words_end": span.end}
