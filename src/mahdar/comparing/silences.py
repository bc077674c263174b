"""`silences`: what was declined to comment on, and standing topics that are not found this time.

That a topic is not found in so many articles is all that can be said; whether a side passed over it, cannot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from mahdar.comparing.actors import actor_named
from mahdar.comparing.encounters import EncounterQuery, merged_page
from mahdar.comparing.errors import UnknownEncounter
from mahdar.comparing.holdings import Gathered, Gathering, day_of, merged_named
from mahdar.comparing.readouts import topics_told
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.words import Day, Review, Said, Words, least_reviewed, not_found
from mahdar.model import Encounter, MergedEncounter, from_json
from mahdar.record import tables

#: Encounters before this one that are looked at, and in how many of them a topic must stand to be a standing one.
LOOKED_AT, STANDING = 3, 2
_DECLINED = "decline-to-comment"
_NEVER_STANDING = ("other", "courtesy", "bilateral-relations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An earlier encounter of the same two sides that this one is compared with."""

    encounter: str
    day: Day
    topics: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A standing topic that is not found this time.

    Attributes:
        teller: the side whose organs told it before, and are told from now.
        told: «not found in the N articles checked», counting those that rest on this side's organs.
        stood: in how many of the encounters compared it stands.
        last: the latest of these.
        words: its words there.
        review: whether a person has looked at all of these.
    """

    topic: str
    teller: str
    told: str
    stood: int
    last: str
    day: Day
    words: tuple[Words, ...]
    review: Review = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silences:
    """What was declined to comment on, and what is not found.

    Attributes:
        of: the encounter or the actor asked for.
        encounter: the encounter whose topics are compared: the actor's latest.
        declined: statements in which comment was declined or refused.
        compared: the encounters compared with, the latest first.
        note: what is compared, in words.
    """

    of: str
    encounter: str | None
    declined: tuple[Said, ...]
    absent: tuple[Absent, ...]
    compared: tuple[Compared, ...]
    note: str
    checked: int


def silences(connection: Connection, name: str) -> Silences:
    """What was declined to comment on at an encounter or by an actor, and which standing topics are not found.

    Args:
        connection: in a transaction that reads.
        name: identifier of an encounter; else an actor, whose latest encounter is taken.

    Raises:
        UnknownActor: where it is neither.
    """
    try:
        one: MergedEncounter | None = merged_named(connection, name)
        declined: tuple[Said, ...] | None = None
    except UnknownEncounter:
        actor = actor_named(connection, name)
        _, found = merged_page(connection, EncounterQuery(actors=(actor.id,), status="held", limit=10))
        one = next((m for m in found if m.kind != "message"), None)
        declined = statements(connection, StatementQuery(by=actor.id, act=_DECLINED, limit=100)).lines
    if one is None:
        note = "the record holds no encounter of this actor to compare"
        return Silences(
            of=name, encounter=None, declined=declined or (), absent=(), compared=(), note=note, checked=0
        )
    gathering = Gathering(connection)
    found_at = silences_at(gathering, gathering.of(one))
    return replace(found_at, of=name, declined=found_at.declined if declined is None else declined)


def silences_at(gathering: Gathering, now: Gathered) -> Silences:
    """What was declined to comment on at an encounter, and which standing topics are not found."""
    said = now.said()
    earlier = [gathering.of(other) for other in comparable(gathering.connection, now)]
    told = [e for e in earlier if next(e.statements(), None)][:LOOKED_AT]
    return Silences(
        of=now.merged.id,
        encounter=now.merged.id,
        declined=tuple(s for s in said if s.act == _DECLINED),
        absent=tuple(_absent(said, told)),
        compared=tuple(_compared(e) for e in told),
        note=_note(now, told),
        checked=len(now.holdings),
    )


def _note(now: Gathered, told: Sequence[Gathered]) -> str:
    early = sorted({h.record.doc_id for h, e in now.reports() if _is_told_early(e)})
    unfinished = f"; written before it had ended: {', '.join(early)}" if early else ""
    if not told:
        none = (
            "no earlier encounter of the same two sides with statements is in the record: nothing is compared"
        )
        return none + unfinished
    days = ", ".join(day_of(e.merged).told for e in told)
    last = "the last encounter" if len(told) == 1 else f"the last {len(told)} encounters"
    return f"compared with what was said at {last} of the same sides ({days}){unfinished}"


def _is_told_early(encounter: Encounter) -> bool:
    """Whether an article was written midway, so that what it lacks may have been said later."""
    return encounter.status == "planned" or any("still to come" in reason.words for reason in encounter.doubt)


def comparable(connection: Connection, now: Gathered, limit: int = 2 * LOOKED_AT) -> list[MergedEncounter]:
    """Earlier encounters between the same sides, with one of the same participants, the latest first.

    Meetings and visits are compared with one another, calls with calls; sessions of one visit never.
    """
    table, parties = tables.merged_encounters, tables.merged_participants
    one, ids = now.merged, {member.id for member in now.family}
    own = {party.id for member in now.family for party in member.participants}
    shared = select(parties.c.merged).where(parties.c.identity.in_(sorted(own)))
    query = select(table.c.whole).where(table.c.id.in_(shared), table.c.status == "held")
    first = one.earliest or one.date or ""
    found = []
    for row in connection.execute(query.where(table.c.kind.in_(_alike(one.kind)))).scalars():
        other = from_json(row, MergedEncounter)
        ended = other.date or other.latest or ""
        if other.id not in ids and other.part_of not in ids and ended and ended < first:
            found.append(other)
    wholes = {other.id for other in found}
    tops = [
        other for other in found if other.part_of not in wholes and _of_sides(other, found) >= set(now.sides)
    ]
    return sorted(tops, key=lambda m: (day_of(m).order, m.id), reverse=True)[:limit]


def _alike(kind: str) -> tuple[str, ...]:
    return ("meeting", "visit") if kind in ("meeting", "visit") else (kind,)


def _of_sides(one: MergedEncounter, others: Sequence[MergedEncounter]) -> set[str]:
    """The countries of the participants of an encounter and of its parts."""
    parts = [one, *(other for other in others if other.part_of == one.id)]
    return {party.country for part in parts for party in part.participants if party.country}


def _compared(e: Gathered) -> Compared:
    said = e.said()
    return Compared(
        encounter=e.merged.id,
        day=day_of(e.merged),
        topics=tuple(dict.fromkeys(topic for one in said for topic in topics_told(one))),
        words=tuple(h.words(r.evidence) for h, r in e.reports()),
    )


def _absent(said: Sequence[Said], told: Sequence[Gathered]) -> Iterator[Absent]:
    """For each side that is told from now and was before, the standing topics that its organs lack this time."""
    before = [(e, _by_teller(e.said())) for e in told]
    for side, lines in _by_teller(said).items():
        if side is None:  # outlets that name no organ are no side
            continue
        now = {topic for one in lines for topic in one.topics}
        checked = len({one.words[0].article for one in lines})
        had = [(e, by_teller[side]) for e, by_teller in before if side in by_teller]
        stood = Counter(t for _, some in had for t in {t for one in some for t in topics_told(one)})
        for topic, times in sorted(stood.items(), key=lambda t: (-t[1], t[0])):
            if topic in now or times < min(STANDING, len(had)) or topic in _NEVER_STANDING:
                continue
            e, some = next((e, some) for e, some in had if _on(topic, some))
            yield Absent(
                topic=topic,
                teller=side,
                told=not_found(checked),
                stood=times,
                last=e.merged.id,
                day=day_of(e.merged),
                words=tuple(one.words[0] for one in _on(topic, some)),
                review=least_reviewed(one.review for one in _on(topic, some)),
            )


def _by_teller(said: Sequence[Said]) -> dict[str | None, list[Said]]:
    """What is said by the side from whose organs it comes; None for outlets that name no organ."""
    groups: dict[str | None, list[Said]] = defaultdict(list)
    for one in said:
        groups[one.teller.side].append(one)
    return dict(groups)


def _on(topic: str, said: Sequence[Said]) -> list[Said]:
    return [one for one in said if topic in topics_told(one)]
