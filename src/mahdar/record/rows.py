"""An article record as rows, so that a record reads well in any browser of databases and can be filtered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table

from mahdar.arabic.fold import fold
from mahdar.model import Actor, ArticleRecord, Encounter, Statement
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
    _topics(rows, article, statement)


def _topics(rows: Rows, article: int, item: Encounter | Statement) -> None:
    rows[tables.topics] += [
        {"article": article, "item": item.id, "topic": topic} for topic in dict.fromkeys(item.topics)
    ]
