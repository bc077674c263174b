"""`wording`: a standing formula through the years, compared only within one issuing organ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from sqlalchemy import CompoundSelect, Connection, Table, and_, or_, select

from mahdar.arabic.fold import fold
from mahdar.comparing.actors import actor_known, actor_named, folded_names
from mahdar.comparing.alike import differing, words_of
from mahdar.comparing.formulas import Formula, formulas_in
from mahdar.comparing.holdings import Gathered, Holding, day_of, holdings_of, merged_days
from mahdar.comparing.paging import is_among
from mahdar.comparing.statements import is_side, said_in_rows
from mahdar.comparing.words import Day, Said, Teller, Who, Words
from mahdar.knowledge.publishers import publishers
from mahdar.model import Encounter, Span
from mahdar.record import tables

Wordings = Literal["the organ's own page", "quoted", "as an outlet tells it", "narrated"]
Change = Literal["first seen", "repeated", "changed"]


class _Use(NamedTuple):
    """A formula where it is used."""

    formula: Formula
    day: Day
    who: tuple[Who, ...]
    issuer: Teller
    wording: Wordings
    said: Said | None
    place: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A formula once said.

    Attributes:
        formula: its exact words.
        change: whether the same organ was seen to use it before.
        added, dropped: words that this step has, and lacks, against the likest step before it of the same organ.
        day: of the encounter it was said at, else of publication.
        who: who says it; of what is narrated, who took part.
        wording: whether the words are the organ's, quoted, an outlet's paraphrase, or narrated of an encounter.
        basis: on what it rests that the words are this organ's, where they do not name it.
        said: the statement, with its act, condition and target; None where it is narrated.
        words: where the formula stands.
    """

    formula: str
    change: Change
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    day: Day
    who: tuple[Who, ...]
    wording: Wordings
    basis: str | None
    said: Said | None
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A formula's family as one organ issues it, in the order of time.

    Attributes:
        organ: who issues the words: an organ, the speaker where he is quoted, else the outlet that paraphrases.
        paraphrase: whether all of it is told by an outlet that names no organ.
    """

    family: str
    organ: str
    side: str | None
    paraphrase: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The formulas of an actor or an organ on a topic; `checked` counts the passages looked at."""

    actor: str
    topic: str
    series: tuple[Series, ...]
    checked: int


def wording(connection: Connection, name: str, topic: str) -> Wording:
    """How the formulas of an actor, or of an organ, on a topic changed.

    Looked at are statements that the actor makes or the organ tells, and what is narrated of encounters in which the
    actor took part or which the organ tells.

    Args:
        connection: in a transaction that reads.
        name: of a speaker or an organ, or the code of a country for all organs of a side.
        topic: one of the topics with formulas (`mahdar.comparing.formulas`).

    Raises:
        UnknownActor: where no actor and no organ of the record has this name.
    """
    told, met = _rows(connection, name, topic)
    uses = (*_said(connection, told, topic), *_narrated(connection, met, topic))
    return Wording(actor=name, topic=topic, series=_by_issuer(uses), checked=len(told) + len(met))


def wording_among(said: Iterable[Said], met: Iterable[Gathered], topic: str) -> tuple[Series, ...]:
    """How the formulas on a topic changed in some statements and in what is narrated of some encounters."""
    uses = [
        _use(one, formula)
        for one in said
        if topic in one.topics
        for formula in formulas_in(one.words[0].span, topic)
    ]
    for whole in met:
        for holding, encounter in whole.reports():
            if topic in encounter.topics:
                found = formulas_in(encounter.evidence, topic)
                uses += _narrated_in(holding, encounter, found, day_of(whole.merged))
    return _by_issuer(uses)


def _by_issuer(uses: Iterable[_Use]) -> tuple[Series, ...]:
    by_issuer: dict[tuple[str, str, str | None], list[_Use]] = defaultdict(list)
    for use in uses:
        by_issuer[use.formula.family, fold(use.issuer.organ), use.issuer.side].append(use)
    series = [_series(family, found) for (family, _, _), found in by_issuer.items()]
    return tuple(sorted(series, key=lambda s: (s.family, s.paraphrase, -len(s.steps), s.organ)))


def issuer_of(one: Said) -> Teller:
    """Who issues the words: the speaker where his own words are quoted, else the organ that tells them."""
    if one.mode == "direct" and one.words_of == "speaker" and len(one.speakers) == 1:
        return Teller(organ=one.speakers[0].name, side=one.speakers[0].country)
    return one.teller


def _said(connection: Connection, rows: Sequence[Any], topic: str) -> Iterator[_Use]:
    formulas = _formulas(rows, topic)
    for one in said_in_rows(connection, [row for row in rows if row.id in formulas]):
        for formula in formulas[one.id]:
            yield _use(one, formula)


def _use(one: Said, formula: Formula) -> _Use:
    return _Use(formula, one.day, one.speakers, issuer_of(one), _wording(one), one, one.words[0])


def _narrated(connection: Connection, rows: Sequence[Any], topic: str) -> Iterator[_Use]:
    """Formulas in the words that report an encounter and lie in no statement."""
    formulas = _formulas(rows, topic)
    holdings = holdings_of(connection, {row.article for row in rows if row.id in formulas})
    days = merged_days(connection, formulas)
    for holding in holdings.values():
        for encounter in holding.record.encounters:
            day = days[encounter.id][1] if encounter.id in days else holding.day
            yield from _narrated_in(holding, encounter, formulas.get(encounter.id, ()), day)


def _narrated_in(
    holding: Holding, encounter: Encounter, formulas: Iterable[Formula], day: Day
) -> Iterator[_Use]:
    """Formulas in the words of one report that lie in no statement."""
    said = [statement.content for statement in holding.record.statements]
    who, teller = holding.named(encounter.participants), holding.tellers.of_encounter(encounter)
    for formula in formulas:
        if not any(formula.span.overlaps(content) for content in said):
            yield _Use(formula, day, who, teller, "narrated", None, holding.words(encounter.evidence))


def _formulas(rows: Sequence[Any], topic: str) -> dict[str, list[Formula]]:
    return {
        row.id: found for row in rows if (found := formulas_in(Span(row.start, row.end, row.exact), topic))
    }


def _series(family: str, found: Sequence[_Use]) -> Series:
    ordered = sorted(found, key=_in_time)
    issuer = ordered[0].issuer
    steps: list[Step] = []
    seen: dict[tuple[str, ...], Span] = {}
    for use in ordered:
        span = use.formula.span
        keys = tuple(word.key for word in words_of(span))
        added, dropped = _changes(_likest(seen, keys), span)
        steps.append(
            Step(
                formula=span.exact,
                change="repeated" if keys in seen else ("changed" if seen else "first seen"),
                added=added,
                dropped=dropped,
                day=use.day,
                who=use.who,
                wording=use.wording,
                basis=use.issuer.basis,
                said=use.said,
                words=(replace(use.place, span=span),),
            )
        )
        seen.pop(keys, None)
        seen[keys] = span
    return Series(
        family=family,
        organ=issuer.organ,
        side=issuer.side,
        paraphrase=issuer.side is None,
        steps=tuple(steps),
    )


def _in_time(use: _Use) -> tuple[str, str, str, int]:
    return use.day.order, use.place.published or "", use.place.article, use.formula.span.start


def _likest(seen: dict[tuple[str, ...], Span], keys: tuple[str, ...]) -> Span | None:
    """The formula seen before that shares most words with this one; of several the latest."""
    best = max(enumerate(seen), key=lambda s: (len(set(s[1]) & set(keys)), s[0]), default=None)
    return seen[best[1]] if best else None


def _changes(before: Span | None, now: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if before is None:
        return (), ()
    found = differing(before, now)
    return (
        tuple(d.b.exact for d in found if d.b),
        tuple(d.a.exact for d in found if d.a),
    )


def _wording(one: Said) -> Wordings:
    outlet = one.words[0].outlet
    own = (publishers().by_id(outlet) or publishers().named(outlet)) if outlet else None
    if own and own.official and fold(own.name) == fold(one.teller.organ):
        return "the organ's own page"
    return "quoted" if one.mode == "direct" else "as an outlet tells it"


def _rows(connection: Connection, name: str, topic: str) -> tuple[list[Any], list[Any]]:
    """The statements and the encounters on a topic that are an actor's, or that an organ tells."""
    speakers, parties, tellers = tables.speakers, tables.participants, tables.tellers
    members, known = tables.identity_members, tables.identities
    organ = tellers.c.folded == fold(name).strip()
    one = None
    if is_side(name):
        of_side = select(members.c.actor).join(known, known.c.id == members.c.identity)
        whose = of_side.where(known.c.country == name, known.c.kind == "institution")
        organ = tellers.c.side == name
    else:
        one = actor_known(connection, name)
        whose = select(members.c.actor).where(members.c.identity == (one.id if one else ""))
        if one:
            organ = or_(organ, tellers.c.folded.in_(folded_names(connection, one.id)))
    told = select(tellers.c.article, tellers.c.item).where(organ)
    spoken = select(speakers.c.article, speakers.c.statement)
    spoken = spoken.where(speakers.c.part == "speaker", speakers.c.actor.in_(whose))
    took_part = select(parties.c.article, parties.c.encounter).where(parties.c.actor.in_(whose))
    said, met = tables.statements, tables.encounters
    words = (
        said.c.content.label("exact"),
        said.c.content_start.label("start"),
        said.c.content_end.label("end"),
    )
    statements = _on_topic(connection, said, words, spoken.union(told), topic)
    words = (
        met.c.evidence.label("exact"),
        met.c.evidence_start.label("start"),
        met.c.evidence_end.label("end"),
    )
    encounters = _on_topic(connection, met, words, took_part.union(told), topic)
    if not statements and not encounters and not is_side(name) and one is None:
        actor_named(connection, name)
    return statements, encounters


def _on_topic(
    connection: Connection, table: Table, words: Sequence[Any], items: CompoundSelect[Any], topic: str
) -> list[Any]:
    """Items on a topic, each with its words."""
    topics = tables.topics
    query = (
        select(table.c.article, table.c.id, *words)
        .join(topics, and_(topics.c.article == table.c.article, topics.c.item == table.c.id))
        .where(topics.c.topic == topic, is_among(table, items))
        .order_by(table.c.article, words[1], table.c.id)
    )
    return list(connection.execute(query))
