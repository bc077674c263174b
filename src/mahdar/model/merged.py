"""MergedEncounter, Passage, Conflict: what stands across articles."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.span import Span
from mahdar.model.vocabulary import ActorKind, EncounterKind, EncounterStatus, PassageKind, Role, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One actor across articles: the person, institution, country or group that actors of several articles are.

    Attributes:
        id: made of the knowledge's identifier, or of the name of an actor the knowledge does not hold.
        kind: person, institution, country or group.
        name: as the knowledge writes it, else the fullest form told.
        name_en: English name, where the knowledge has one.
        country: ISO 3166-1 alpha-2, `EU` or `UN`.
        qid: Wikidata identifier.
        known_as: identifier in the knowledge files, where they hold the actor.
        forms: every name the articles use, most frequent first.
        members: the actors, as pairs of `doc_id` and actor identifier.
        why: why different names are one actor, in words; empty where all carry one name.
    """

    id: str
    kind: ActorKind
    name: str
    name_en: str | None = None
    country: str | None = None
    qid: str | None = None
    known_as: str | None = None
    forms: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPair:
    """Two identities that may be one, for a person to decide, with the reason for and against.

    Attributes:
        a: identifier of the one identity.
        b: identifier of the other.
        reason: what speaks for one actor, and what is missing, in words.
    """

    a: str
    b: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An identity that took part in a merged encounter.

    Attributes:
        id: of the identity.
        name: of the identity.
        name_en: its English name, where there is one.
        country: its country.
        role: host, guest, delegation, mediator or accompanying, where a report tells so.
        office: title of the office held on the day of the encounter, by the knowledge or else as an article tells it.
        office_from: on what the office rests, in words.
        told_in: the reports that name this participant, of all reports.
    """

    id: str
    name: str
    name_en: str | None = None
    country: str | None = None
    role: Role | None = None
    office: str | None = None
    office_from: str | None = None
    told_in: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text that two articles share, and the words that differ inside it.

    Attributes:
        a: `doc_id` of the one article.
        b: `doc_id` of the other.
        kind: copy, partial or formula.
        span_a: the shared text in the one article.
        span_b: the shared text in the other.
        differing: pairs of words that differ inside it; an empty half where one article has nothing there.
    """

    a: str
    b: str
    kind: PassageKind
    span_a: Span
    span_b: Span
    differing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value as one report tells it: the report, the words it rests on and the chain it came by.

    Attributes:
        value: the value, in words.
        doc_id: of the article.
        encounter: identifier of the report.
        span: the words it rests on.
        chain: the organs by which it came, from the outlet inwards.
    """

    value: str
    doc_id: str
    encounter: str
    span: Span | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Reports that differ in a field, side by side, never averaged.

    Attributes:
        field: date, place, country, participants, status, or the statement or figure that is told in two ways.
        values: each value with what tells it.
        reason: what the difference is, or which value stands and why.
    """

    field: str
    values: tuple[Told, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An independent source: the organ, its side, and the articles that rest on it.

    Attributes:
        organ: who tells it: an agency, an institution, a newspaper.
        side: country of the organ, where it speaks for one.
        articles: `doc_id` of the articles that rest on it.
    """

    organ: str
    side: str | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A report that may belong to an encounter and was not merged, with the reason.

    Attributes:
        doc_id: of the article.
        encounter: identifier of the report in it.
        reason: why it may belong, and why it was not merged.
    """

    doc_id: str
    encounter: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEncounter:
    """One real encounter: the reports that tell it, each kept whole, and what they say together.

    Attributes:
        id: made of the reports; an older one leads on.
        kind: that of its reports.
        status: held where a report tells so, else cancelled or planned.
        date: EDTF where reports fix it.
        earliest: first day it can have been (ISO), where any reason bounds it.
        latest: last day it can have been (ISO), where any reason bounds it.
        date_basis: the chain of reasons, in words.
        participants: who took part, and which reports say so.
        place: town, palace or venue that most reports tell.
        country: country of the place.
        topics: those of its reports.
        part_of: the merged visit or session it belongs to.
        reports: pairs of `doc_id` and encounter identifier, in order.
        history: how it was told in the order of publication: first planned, then held.
        sources: independent sources by organ and side.
        conflicts: where reports differ.
        candidates: reports that may belong and were not merged.
        why: the reason of each merge.
        decisions: identifiers of the decisions that shaped it.
    """

    id: str
    kind: EncounterKind
    status: EncounterStatus = "held"
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    date_basis: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    country: str | None = None
    topics: tuple[Topic, ...] = ()
    part_of: str | None = None
    reports: tuple[tuple[str, str], ...] = ()
    history: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    why: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
