"""Happenings: encounters, statements and facts as event formats see them, each with its day, parties and words.

What no event format can take is left out here and counted: whatever has no single day or range of days, and
statements of which nobody is known to be the speaker. Who holds a stance is who speaks for himself; those who pass
his words on (`via`, and the chain of telling) never are its actors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mahdar.export.choosing import Chosen, Met
from mahdar.export.coding import Party, Shape, Sides, named, participant, party, shape, sides_of
from mahdar.export.losses import Losses
from mahdar.export.wording import chain, doubt, doubt_of
from mahdar.model import Actor, ArticleRecord, Fact, Span, Statement

_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")
NO_DAY = "no day or range of days is known"
NO_DAY_TOLD = "planned, and no report of it has a day of publication"
ALONE = "a visit of which only one side is known: within one country, or to a place that is not known"
NOBODY = "nobody is known to speak"
NEGATED = "negated: the act did not take place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An encounter, a statement or a fact with all that an event format may ask of it.

    Attributes:
        noun: encounters, statements or facts.
        what: kind of the encounter, act of the statement or of the fact.
        status: held, planned or cancelled; of a statement `said`, of a fact its phase.
        day, end: first and last day (ISO).
        sides, shape: of an encounter.
        actors: of a statement or a fact.
        named: the statement's fields that may name a recipient.
        link: the visit that a meeting is part of, or the visit itself: two events of one journey share it.
        comment: doubt, review state and what else the format has no field for, in words.
    """

    noun: str
    id: str
    what: str
    status: str
    day: str
    end: str | None = None
    sides: Sides | None = None
    shape: Shape | None = None
    actors: tuple[Party, ...] = ()
    named: dict[str, Party]
    place: str | None = None
    country: str | None = None
    topics: tuple[str, ...] = ()
    record: ArticleRecord
    words: Span
    reports: int = 1
    sources: int = 1
    comment: str
    conditional: bool = False
    chained: bool = False
    link: str | None = None


def happenings(chosen: Chosen, losses: Losses) -> Iterator[Happening]:
    """All happenings of what a query chose: encounters by date, then statements and facts by article."""
    for met in chosen.met():
        made = _encounter(met, chosen.state_of(met), losses)
        if made:
            yield made
    for record in chosen.records():
        yield from _in_article(chosen, record, losses)


def _encounter(met: Met, state: str, losses: Losses) -> Happening | None:
    m = met.merged
    if not met.reports:
        losses.left_out["encounters", "their reports are not in the record: `mahdar link`"] += 1
        return None
    days = days_of(m.date)
    if m.status == "planned":
        told = [r.record.published[:10] for r in met.reports if r.record.published]
        days = (min(told), None) if told else None
    elif days is None and m.earliest and m.earliest == m.latest:
        days = (m.earliest, None)
    if days is None:
        losses.left_out["encounters", NO_DAY_TOLD if m.status == "planned" else NO_DAY] += 1
        return None
    first = met.reports[0]
    known = {(r.record.doc_id, r.encounter.id): {a.id: a for a in r.record.actors} for r in met.reports}
    parties = [(participant(p, _told(p.name, p.told_in, known)), p.role) for p in m.participants]
    sides = sides_of(m.kind, parties, m.country)
    if m.kind == "visit" and not sides.hosts and len({one.code or one.id for one in sides.all}) < 2:
        losses.left_out["encounters", ALONE] += 1
        return None
    notes = [f"date as known: {m.date}" if m.date else f"date between {m.earliest} and {m.latest}"]
    return Happening(
        noun="encounters",
        id=m.id,
        what=m.kind,
        status=m.status,
        day=days[0],
        end=days[1],
        sides=sides,
        shape=shape(m.kind, sides, m.country, any(role == "mediator" for _, role in parties)),
        named={},
        place=m.place,
        country=m.country,
        topics=m.topics,
        record=first.record,
        words=first.encounter.evidence,
        reports=len(m.reports),
        sources=len(m.sources),
        comment=_comment(notes, doubt_of(met), state),
        chained=any(len(r.encounter.told_by) > 1 for r in met.reports),
        link=m.part_of or (m.id if m.kind == "visit" else None),
    )


def _told(
    name: str, told_in: tuple[tuple[str, str], ...], known: dict[tuple[str, str], dict[str, Actor]]
) -> Actor | None:
    """The actor of a report that a participant is, by its name in the knowledge or in the article."""
    for report in told_in:
        for actor in known.get(report, {}).values():
            if name in (actor.canonical, actor.name, *actor.aliases):
                return actor
    return None


def days_of(date: str | None) -> tuple[str, str | None] | None:
    """First and last day of an EDTF date that is a day or a closed range of days; None for any other."""
    found = _DAYS.fullmatch(date) if date else None
    return (found[1], found[2]) if found else None


def _in_article(chosen: Chosen, record: ArticleRecord, losses: Losses) -> Iterator[Happening]:
    statements, facts = list(chosen.statements_of(record)), list(chosen.narration_of(record, "facts"))
    if not statements and not facts:
        return
    identity = chosen.identities_of(record)
    who = {actor.id: party(actor, identity[actor.id]) for actor in record.actors}
    dates = {encounter.id: days_of(encounter.date) for encounter in record.encounters}
    for statement in statements:
        day = dates.get(statement.encounter or "")
        made = _statement(record, statement, who, day[0] if day else None, chosen.state(statement.id))
        if isinstance(made, str):
            losses.left_out["statements", made] += 1
        else:
            yield made
    for fact in facts:
        told = _fact(record, fact, who)
        if isinstance(told, str):
            losses.left_out["facts", told] += 1
        else:
            yield told


def _statement(
    record: ArticleRecord, s: Statement, who: dict[str, Party], met_on: str | None, state: str
) -> Happening | str:
    actors = tuple(who[name] for name in s.speakers if name in who)
    day = met_on or (record.published[:10] if record.published else None)
    if s.negated:
        return NEGATED
    if not actors:
        return NOBODY
    if day is None:
        return (
            "the article has no day of publication, and no encounter with a day at which it was said is told"
        )
    whom = {
        "addressee": s.addressee and (who.get(s.addressee) or named(s.addressee, country_only=False)),
        "target": s.target and (who.get(s.target) or named(s.target, country_only=True)),
    }
    notes = ["day of the encounter at which it was said" if met_on else "day of publication"]
    if s.condition:
        notes.append(f"on the condition: {s.condition.exact}")
    if len(s.told_by) > 1:
        notes.append(f"told by: {chain(s.told_by)}")
    return Happening(
        noun="statements",
        id=s.id,
        what=s.act or "",
        status="said",
        day=day,
        actors=actors,
        named={field: one for field, one in whom.items() if one},
        topics=s.topics,
        record=record,
        words=s.evidence or s.content,
        comment=_comment(notes, doubt(s.doubt), state),
        conditional=s.condition is not None,
        chained=len(s.told_by) > 1,
    )


def _fact(record: ArticleRecord, f: Fact, who: dict[str, Party]) -> Happening | str:
    days = days_of(f.date)
    actors = tuple(who[name] for name in f.actors if name in who)
    if not actors:
        return "nobody is known to have done it"
    if days is None:
        return NO_DAY
    return Happening(
        noun="facts",
        id=f.id,
        what=f.act,
        status=f.phase,
        day=days[0],
        end=days[1],
        actors=actors,
        named={},
        place=f.place,
        record=record,
        words=f.span,
        comment=_comment([], doubt(f.doubt), "machine"),
        chained=len(f.told_by) > 1,
    )


def _comment(notes: list[str], doubtful: str | None, state: str) -> str:
    parts = [*notes, f"review: {state}"]
    return "; ".join([*parts, f"doubt: {doubtful}"] if doubtful else parts)
