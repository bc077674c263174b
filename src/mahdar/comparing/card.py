"""`encounter`: the whole card of one encounter, under each field what it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mahdar.comparing.encounters import summaries
from mahdar.comparing.holdings import Gathered, Holding, day_of, gather
from mahdar.comparing.ordinals import Count, counts_of
from mahdar.comparing.words import Day, Met, Narrated, Review, Said, Teller, Words
from mahdar.model import (
    Candidate,
    Conflict,
    Encounter,
    MergedEncounter,
    Participant,
    Reason,
    Source,
)
from mahdar.model.vocabulary import EncounterKind, EncounterStatus, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTold:
    """A value of a field as reports tell it, with the words it rests on."""

    field: str
    value: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendant:
    """A participant, the office held that day and on what it rests, with the words that name it."""

    participant: Participant
    named_as: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTold:
    """A report: one article's telling, its teller, and what in it may need a look."""

    encounter: str
    status: EncounterStatus
    day: Day
    teller: Teller
    words: tuple[Words, ...]
    doubt: tuple[Reason, ...] = ()
    review: Review = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything the record holds of one encounter.

    Attributes:
        sides: countries of the participants.
        attendants: participants with offices and the words that name them.
        delegation_open: reports leave the delegation open, by these words.
        fields: level, format, place, tone, ordinal as told, each with its words.
        counted: claims of number («the second visit»), compared with what the record holds.
        reports: each with its teller.
        sources: independent ones, by organ and side.
        statements, narrated: what was said at it and told beside it.
        parts: sessions and side talks; `whole`, the visit it is part of.
        checked: how many articles all this was taken from.
    """

    id: str
    kind: EncounterKind
    status: EncounterStatus
    day: Day
    date_basis: tuple[str, ...]
    place: str | None
    country: str | None
    topics: tuple[Topic, ...]
    sides: tuple[str, ...]
    attendants: tuple[Attendant, ...]
    delegation_open: tuple[Words, ...]
    fields: tuple[FieldTold, ...]
    counted: tuple[Count, ...]
    reports: tuple[ReportTold, ...]
    sources: tuple[Source, ...]
    conflicts: tuple[Conflict, ...]
    candidates: tuple[Candidate, ...]
    why: tuple[str, ...]
    history: tuple[str, ...]
    decisions: tuple[str, ...]
    statements: tuple[Said, ...]
    narrated: tuple[Narrated, ...]
    whole: Met | None
    parts: tuple[Met, ...]
    checked: int


def card(connection: Connection, name: str) -> Card:
    """The whole card of an encounter.

    Args:
        connection: in a transaction that reads.
        name: identifier of a merged encounter, given at any time, or of one of its reports.

    Raises:
        UnknownEncounter: where the record holds none.
    """
    return card_of(connection, gather(connection, name))


def card_of(connection: Connection, all_of_it: Gathered) -> Card:
    """The card of an encounter of which all is gathered."""
    one = all_of_it.merged
    reports = list(all_of_it.reports())
    parts = [member for member in all_of_it.family if member.part_of == one.id]
    whole = [member for member in all_of_it.family if member.id == one.part_of]
    return Card(
        id=one.id,
        kind=one.kind,
        status=one.status,
        day=day_of(one),
        date_basis=one.date_basis,
        place=one.place,
        country=one.country,
        topics=one.topics,
        sides=all_of_it.sides,
        attendants=tuple(_attendant(party, one, reports) for party in one.participants),
        delegation_open=tuple(h.words(e.evidence) for h, e in reports if e.delegation_open),
        fields=_fields(reports),
        counted=counts_of(connection, one, reports),
        reports=tuple(_report(h, e) for h, e in reports),
        sources=one.sources,
        conflicts=one.conflicts,
        candidates=one.candidates,
        why=one.why,
        history=one.history,
        decisions=one.decisions,
        statements=tuple(all_of_it.said()),
        narrated=tuple(all_of_it.narrated()),
        whole=next(iter(summaries(connection, whole)), None),
        parts=summaries(connection, parts),
        checked=len(all_of_it.holdings),
    )


def _attendant(
    party: Participant, one: MergedEncounter, reports: Sequence[tuple[Holding, Encounter]]
) -> Attendant:
    names: dict[str, None] = {}
    words = []
    for holding, encounter in reports:
        for actor in holding.record.actors:
            if actor.id in encounter.participants and holding.who[actor.id].id == party.id:
                names[actor.name] = None
                if actor.mentions:
                    near = min(actor.mentions, key=lambda m: abs(m.start - encounter.evidence.start))
                    words.append(holding.words(near))
    return Attendant(participant=party, named_as=tuple(names), words=tuple(words))


def _fields(reports: Sequence[tuple[Holding, Encounter]]) -> tuple[FieldTold, ...]:
    told: dict[tuple[str, str], list[Words]] = defaultdict(list)
    for name in ("level", "format", "place", "tone", "ordinal"):
        for holding, encounter in reports:
            value = getattr(encounter, name)
            if value:
                told[name, value].append(holding.words(encounter.evidence))
    return tuple(FieldTold(field=f, value=v, words=tuple(words)) for (f, v), words in told.items())


def _report(holding: Holding, encounter: Encounter) -> ReportTold:
    return ReportTold(
        encounter=encounter.id,
        status=encounter.status,
        day=Day(
            date=encounter.date,
            earliest=encounter.earliest,
            latest=encounter.latest,
            basis="; ".join(encounter.date_basis) or None,
        ),
        teller=holding.tellers.of_encounter(encounter),
        words=(holding.words(encounter.evidence),),
        doubt=encounter.doubt,
        review=holding.review(encounter.id),
    )
