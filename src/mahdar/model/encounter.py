"""Encounter: who met whom, where and when, as one article reports it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.model.span import Reason, Span
from mahdar.model.statement import Hop
from mahdar.model.vocabulary import EncounterKind, EncounterStatus, Level, Role, Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One article's report of an encounter.

    Attributes:
        id: unique in the article record.
        kind: meeting, visit, call, message or agreement.
        status: held, planned or cancelled, as the article tells it.
        participants: identifiers of actors.
        roles: actor identifier to role.
        delegation_open: the article leaves the delegation open («وعدد من كبار المسؤولين»).
        level: of which level the article calls it.
        format: preliminary, expanded, closed, one-to-one, joint press conference …
        part_of: identifier of the encounter it is a session or a side talk of.
        ordinal: a claim such as "second within three and a half months", kept to be tested.
        place: town, palace or venue, as written.
        country: country of the place.
        date: EDTF where the words and the anchor fix it, `XXXX-10-15` without a year, else None.
        earliest: first day it can have been (ISO), where words do not fix a day.
        latest: last day it can have been (ISO), where words do not fix a day.
        date_basis: reasons for date and bounds, in words.
        topics: what it was about, as far as the article tells.
        tone: as told: «صريحة»، «بناءة».
        evidence: the clause that best reports it.
        told_by: the chain from the outlet inwards.
        reasons: why fields have their values, where words alone do not say.
        doubt: what a person may need to check, and why.
    """

    id: str
    kind: EncounterKind
    status: EncounterStatus
    participants: tuple[str, ...]
    roles: dict[str, Role] = field(default_factory=dict)
    delegation_open: bool = False
    level: Level | None = None
    format: str | None = None
    part_of: str | None = None
    ordinal: str | None = None
    place: str | None = None
    country: str | None = None
    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    date_basis: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    tone: str | None = None
    evidence: Span
    told_by: tuple[Hop, ...] = ()
    reasons: tuple[Reason, ...] = ()
    doubt: tuple[Reason, ...] = ()
