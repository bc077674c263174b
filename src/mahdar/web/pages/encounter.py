"""Encounter: who met whom, where, when, and how do we know?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException
from sqlalchemy import Connection, select

from mahdar.model import ArticleRecord, Decision, Encounter, MergedEncounter, Reason, Span, Statement, from_json
from mahdar.record import tables
from mahdar.record.ledger import undone
from mahdar.web.looking import (
    ArticleTold,
    State,
    articles_told,
    identities_of,
    merged_of,
    records_holding,
    state_of,
    states_of,
)
from mahdar.web.shown import Question, page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words a value rests on, and where they stand."""

    field: str
    article: str
    outlet: str
    span: Span
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's report of the encounter, whole, with what it says was said there."""

    article: ArticleTold
    encounter: Encounter
    state: State
    names: dict[str, str]
    sides: tuple[str, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterPage:
    """A real encounter with the reports that tell it and the words each value rests on.

    Attributes:
        whole: the visit or session of which it is a part.
        parts: the sessions and talks that are parts of it.
        evidence: by field; of a participant by its identity.
    """

    encounter: MergedEncounter
    state: State
    reports: tuple[Report, ...]
    evidence: dict[str, tuple[Evidence, ...]]
    candidates: tuple[tuple[ArticleTold | None, str, str], ...]
    whole: MergedEncounter | None = None
    parts: tuple[MergedEncounter, ...] = ()
    decisions: tuple[Decision, ...] = ()
    doubt: tuple[Reason, ...] = ()


@page(router, "/encounter/{name}", "encounter.html")
def encounter(asked: Question, name: str) -> EncounterPage:
    """An encounter with its evidence."""
    with asked.desk.store.reading() as connection:
        merged = merged_of(connection, name)
        if merged is None:
            raise HTTPException(404, f"no encounter {name}")
        return encounter_page(connection, merged)


def encounter_page(connection: Connection, merged: MergedEncounter) -> EncounterPage:
    """The page of a merged encounter."""
    wanted = [name for _, name in merged.reports] + [c.encounter for c in merged.candidates]
    holding = records_holding(connection, wanted)
    told = articles_told(connection, {name for name, _ in holding.values()})
    states = states_of(connection, wanted)
    reports = tuple(
        _report(name, told[holding[name][0]], holding[name][1], states)
        for _, name in merged.reports
        if name in holding
    )
    doubt = {(d.field, d.words): d for report in reports for d in report.encounter.doubt}
    return EncounterPage(
        encounter=merged,
        state=state_of(merged, states),
        reports=reports,
        evidence=_evidence(connection, merged, reports, holding),
        candidates=tuple(
            (told.get(holding[c.encounter][0]) if c.encounter in holding else None, c.encounter, c.reason)
            for c in merged.candidates
        ),
        whole=merged_of(connection, merged.part_of) if merged.part_of else None,
        parts=tuple(_parts(connection, merged.id)),
        decisions=tuple(_decisions(connection, merged, reports)),
        doubt=tuple(doubt.values()),
    )


def _report(name: str, told: ArticleTold, record: ArticleRecord, states: dict[str, State]) -> Report:
    encounter_ = next(e for e in record.encounters if e.id == name)
    return Report(
        article=told,
        encounter=encounter_,
        state=states.get(name, "machine"),
        names={actor.id: actor.name for actor in record.actors},
        sides=tuple(dict.fromkeys(hop.side for hop in encounter_.told_by if hop.side)),
        statements=tuple(s for s in record.statements if s.encounter == name),
    )


def _parts(connection: Connection, whole: str) -> Iterator[MergedEncounter]:
    table = tables.merged_encounters
    rows = connection.execute(select(table.c.whole).where(table.c.part_of == whole).order_by(table.c.id))
    for words in rows.scalars():
        yield from_json(words, MergedEncounter)


def _evidence(
    connection: Connection,
    merged: MergedEncounter,
    reports: tuple[Report, ...],
    holding: dict[str, tuple[str, ArticleRecord]],
) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = {}

    def add(field: str, report: Report, span: Span, why: str | None = None) -> None:
        told = report.article
        one = Evidence(field, told.id, told.outlet or told.doc_id, span, why)
        found.setdefault(field, []).append(one)

    actors = [a for report in reports for a in report.encounter.participants]
    identities = identities_of(connection, actors)
    for report in reports:
        add("encounter", report, report.encounter.evidence)
        for reason in report.encounter.reasons:
            if reason.span and reason.field != "encounter":
                add(reason.field, report, reason.span, reason.words)
        record = holding[report.encounter.id][1]
        for actor in record.actors:
            if actor.id in report.encounter.participants and actor.mentions:
                near = min(
                    actor.mentions,
                    key=lambda m: (not m.overlaps(report.encounter.evidence), m.start),  # noqa: B023 (called now)
                )
                add(identities.get(actor.id, actor.id), report, near)
        _place_evidence(merged, report, record, add)
    return {field: tuple(dict.fromkeys(ones)) for field, ones in found.items()}


def _place_evidence(merged: MergedEncounter, report: Report, record: ArticleRecord, add) -> None:  # type: ignore[no-untyped-def]
    """The place where it stands in the words of the report, else nothing: words are never searched for elsewhere."""
    place, told = report.encounter.place, report.encounter.evidence
    if not place:
        return
    at = record.text.find(place, told.start, told.end)
    if at >= 0:
        add("place", report, Span.of(record.text, at, at + len(place)))


def _decisions(
    connection: Connection, merged: MergedEncounter, reports: tuple[Report, ...]
) -> Iterator[Decision]:
    """The decisions that shaped it or its reports, the latest first, those undone left out."""
    table = tables.decisions
    items = [*merged.decisions, *(r.encounter.id for r in reports)]
    rows = connection.execute(
        select(table.c.whole)
        .where(table.c.id.in_(items) | table.c.item.in_(items) | table.c.other.in_(items))
        .order_by(table.c.order.desc(), table.c.id)
    )
    gone = undone(connection)
    for words in rows.scalars():
        decision = from_json(words, Decision)
        if decision.id not in gone and decision.act != "undo":
            yield decision
