"""`wording`: a standing formula through the years, compared only within one issuing organ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, and_, or_, select

from mahdar.arabic.fold import fold
from mahdar.comparing.actors import actor_named, folded_names
from mahdar.comparing.alike import differing, words_of
from mahdar.comparing.errors import UnknownActor
from mahdar.comparing.formulas import Formula, formulas_in
from mahdar.comparing.statements import is_side, said_in_rows
from mahdar.comparing.words import Said, Teller, Words
from mahdar.knowledge.publishers import publishers
from mahdar.model import Identity, Span
from mahdar.record import tables

Wordings = Literal["the organ's own page", "quoted", "as an outlet tells it"]
Change = Literal["first seen", "repeated", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A formula once said.

    Attributes:
        formula: its exact words.
        change: against the step before it of the same organ and family.
        added, dropped: words that this step has and the one before has not, and the other way round.
        wording: whether the words are the organ's, quoted, or an outlet's paraphrase.
        said: the statement, with its act, condition and target.
        words: where the formula stands.
    """

    formula: str
    change: Change
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    wording: Wordings
    said: Said
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
    """The formulas of an actor or an organ on a topic; `checked` counts the statements looked at."""

    actor: str
    topic: str
    series: tuple[Series, ...]
    checked: int


def wording(connection: Connection, name: str, topic: str) -> Wording:
    """How the formulas of an actor, or of an organ, on a topic changed.

    Args:
        connection: in a transaction that reads.
        name: of a speaker or an organ, or the code of a country for all organs of a side.
        topic: one of the topics with formulas (`mahdar.comparing.formulas`).

    Raises:
        UnknownActor: where no actor and no organ of the record has this name.
    """
    rows = _rows(connection, name, topic)
    formulas = {
        row.id: found
        for row in rows
        if (found := formulas_in(Span(row.content_start, row.content_end, row.content), topic))
    }
    said = said_in_rows(connection, [row for row in rows if row.id in formulas])
    by_issuer: dict[tuple[str, str, str | None], list[tuple[Said, Formula]]] = defaultdict(list)
    for one in said:
        issuer = issuer_of(one)
        for formula in formulas[one.id]:
            by_issuer[formula.family, fold(issuer.organ), issuer.side].append((one, formula))
    series = [_series(family, found) for (family, _, _), found in by_issuer.items()]
    return Wording(
        actor=name,
        topic=topic,
        series=tuple(sorted(series, key=lambda s: (s.family, s.paraphrase, -len(s.steps), s.organ))),
        checked=len(rows),
    )


def issuer_of(one: Said) -> Teller:
    """Who issues the words: the speaker where his own words are quoted, else the organ that tells them."""
    if one.mode == "direct" and one.words_of == "speaker" and len(one.speakers) == 1:
        return Teller(organ=one.speakers[0].name, side=one.speakers[0].country)
    return one.teller


def _series(family: str, found: Sequence[tuple[Said, Formula]]) -> Series:
    ordered = sorted(found, key=_in_time)
    issuer = issuer_of(ordered[0][0])
    steps: list[Step] = []
    seen: list[tuple[str, ...]] = []
    before: Span | None = None
    for one, formula in ordered:
        keys = tuple(word.key for word in words_of(formula.span))
        added, dropped = _changes(before, formula.span)
        change: Change = "repeated" if keys in seen else ("changed" if seen else "first seen")
        place = one.words[0]
        steps.append(
            Step(
                formula=formula.span.exact,
                change=change,
                added=added,
                dropped=dropped,
                wording=_wording(one),
                said=one,
                words=(
                    Words(
                        article=place.article,
                        doc_id=place.doc_id,
                        outlet=place.outlet,
                        published=place.published,
                        span=formula.span,
                    ),
                ),
            )
        )
        seen.append(keys)
        before = formula.span
    return Series(
        family=family,
        organ=issuer.organ,
        side=issuer.side,
        paraphrase=issuer.side is None,
        steps=tuple(steps),
    )


def _in_time(found: tuple[Said, Formula]) -> tuple[str, str, str, int]:
    said, formula = found
    place = said.words[0]
    return said.day.order, place.published or "", place.article, formula.span.start


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


def _rows(connection: Connection, name: str, topic: str) -> list[Any]:
    """The statements on a topic that an actor makes, or that an organ tells."""
    table, topics, speakers = tables.statements, tables.topics, tables.speakers
    tellers, members, known = tables.tellers, tables.identity_members, tables.identities
    organ = tellers.c.folded == fold(name).strip()
    if is_side(name):
        of_side = select(members.c.actor).join(known, known.c.id == members.c.identity)
        whose = of_side.where(known.c.country == name, known.c.kind == "institution")
        organ = tellers.c.side == name
    else:
        one = _known(connection, name)
        whose = select(members.c.actor).where(members.c.identity == (one.id if one else ""))
        if one:
            organ = or_(organ, tellers.c.folded.in_(folded_names(connection, one.id)))
    spoken = select(speakers.c.statement).where(speakers.c.part == "speaker", speakers.c.actor.in_(whose))
    either = spoken.union(select(tellers.c.item).where(organ))
    query = (
        select(table.c.article, table.c.id, table.c.content, table.c.content_start, table.c.content_end)
        .join(topics, and_(topics.c.article == table.c.article, topics.c.item == table.c.id))
        .where(topics.c.topic == topic, table.c.id.in_(either))
        .order_by(table.c.article, table.c.content_start, table.c.id)
    )
    rows = list(connection.execute(query))
    if not rows and not is_side(name) and one is None:
        actor_named(connection, name)
    return rows


def _known(connection: Connection, name: str) -> Identity | None:
    try:
        return actor_named(connection, name)
    except UnknownActor:
        return None
