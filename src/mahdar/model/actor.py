"""Actor, Office, Tenure: who speaks and meets, and which office they held when."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.span import Reason, Span
from mahdar.model.vocabulary import ActorKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office: what it is, of which country or organisation, and how newspapers write it.

    Attributes:
        id: identifier in `offices.yml`, such as `foreign-minister`.
        country: state or organisation it is an office of: ISO 3166-1 alpha-2, `EU` or `UN`.
        title: as newspapers write it in Arabic.
        title_en: in English.
    """

    id: str
    country: str | None = None
    title: str | None = None
    title_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """Who held an office from when to when. Dates are EDTF with the precision that is known; no end: still held.

    Attributes:
        person: identifier of who held it, as in `people.tsv`.
        office: identifier of the office, as in `offices.yml`.
        country: state or organisation of the office.
        start: first day, month or year (EDTF).
        end: last day, month or year (EDTF); none: still held.
        acting: whether the person only stood in.
        certainty: `sure`, `likely` or `doubtful`.
        source: where the dates are from.
    """

    person: str
    office: str
    country: str
    start: str | None = None
    end: str | None = None
    acting: bool = False
    certainty: str = "sure"
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The person to whom an unnamed office was resolved; the actor's name stays what the article says.

    Attributes:
        actor: identifier of the person in the knowledge.
        tenure: the tenure that covers the day of the article.
        reason: why this person and no other is meant, in words.
    """

    actor: str
    tenure: Tenure
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who speaks, passes on, or takes part, within one article.

    Attributes:
        id: unique in the article record.
        kind: person, institution, country or group.
        name: the fullest form in this article.
        aliases: other forms of the name in it.
        mentions: where it is named or meant, in order.
        role: the office as written.
        country: ISO 3166-1 alpha-2, `EU` or `UN`.
        name_en: English name, where the knowledge has one.
        canonical: Arabic name in the knowledge.
        qid: Wikidata identifier.
        known_as: identifier in the knowledge files, where they hold the actor.
        office: identifier of the office held.
        holder: whom an office without a name was resolved to.
        reasons: why fields have their values, where words alone do not say.
    """

    id: str
    kind: ActorKind
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    role: str | None = None
    country: str | None = None
    name_en: str | None = None
    canonical: str | None = None
    qid: str | None = None
    known_as: str | None = None
    office: str | None = None
    holder: Holder | None = None
    reasons: tuple[Reason, ...] = ()
