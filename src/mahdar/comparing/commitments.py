"""`commitments`: who promised, offered or agreed what to whom, on which condition, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select, union_all
from sqlalchemy.sql.expression import literal

from mahdar.arabic.dates import find_dates
from mahdar.arabic.fold import fold
from mahdar.comparing.actors import actor_named, is_askable
from mahdar.comparing.holdings import Holding, holdings_of, merged_days, narrated_of, opening_with, said_of
from mahdar.comparing.later import LookedAt, Mention, later_mentions
from mahdar.comparing.paging import count_of, is_among
from mahdar.comparing.statements import holds
from mahdar.comparing.words import Day, Review, Said, Teller, Who, Words, not_found
from mahdar.knowledge.files import read_yaml
from mahdar.model import Instrument, Span, Statement
from mahdar.record import tables
from mahdar.record.articles import chunks

Kind = Literal["promise", "offer", "agreement", "instrument", "by its words"]
#: What statements pass, and what instruments.
Passing = tuple[ColumnElement[bool], ColumnElement[bool]]
_ACTS: dict[str, Kind] = {"promise": "promise", "offer": "offer", "agree": "agreement"}
_BEFORE_TIME = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentQuery:
    """Which commitments are asked for.

    With an actor, encounters or sides, statements that bind by their words alone («التزام الحكومة بتنفيذ …») are listed
    too.

    Attributes:
        actor: who commits himself, or a party of an instrument.
        encounters: merged encounters that it was made at or is told beside.
        sides: codes of countries that commit themselves together, each by someone; where encounters are asked for
            too, either is enough.
        since, until: ISO days of publication.
    """

    actor: str | None = None
    encounters: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise, an offer, an agreement or an instrument.

    Attributes:
        who: who commits himself, or the parties of an instrument.
        to_whom: the one addressed or benefited; else who else took part in the encounter.
        what: the words of it.
        condition, deadline: words that set one.
        state: of an instrument.
        later: later mentions.
        told: «not mentioned since: not found in the N articles checked», where there is none.
        basis: why it is listed, where that is not its act.
        review: whether a person has looked at it.
    """

    id: str
    kind: Kind
    day: Day
    who: tuple[Who, ...]
    to_whom: tuple[str, ...]
    what: str
    condition: str | None
    deadline: str | None
    state: str | None
    encounter: str | None
    teller: Teller
    later: tuple[Mention, ...]
    told: str | None
    basis: str | None
    words: tuple[Words, ...]
    review: Review = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitments:
    """A page of commitments, the latest first; `total` counts all that pass."""

    total: int
    offset: int
    lines: tuple[Commitment, ...]


def commitments(connection: Connection, query: CommitmentQuery) -> Commitments:
    """Promises, offers, agreements and instruments with their conditions, deadlines and later mentions.

    Raises:
        UnknownActor: where no actor of the record has the name asked for.
    """
    if not is_askable(query):
        return Commitments(total=0, offset=query.offset, lines=())
    total, rows = _page(connection, query)
    holdings = holdings_of(connection, {row.article for row in rows})
    found = [(holdings[row.article], _item(holdings[row.article], row)) for row in rows]
    said = _said(connection, found)
    told = [(holding, said[item.id] if isinstance(item, Statement) else item) for holding, item in found]
    after = later_mentions(connection, told)
    lines = tuple(
        _of_statement(holding, item, said[item.id], later)
        if isinstance(item, Statement)
        else _of_instrument(holding, item, later)
        for (holding, item), later in zip(found, after, strict=True)
    )
    return Commitments(total=total, offset=query.offset, lines=lines)


def _said(connection: Connection, found: Sequence[tuple[Holding, Statement | Instrument]]) -> dict[str, Said]:
    """The statements among some commitments as answers tell them, by their identifiers."""
    statements = [(holding, item) for holding, item in found if isinstance(item, Statement)]
    at = merged_days(connection, (item.encounter for _, item in statements if item.encounter))
    return {item.id: said_of(holding, item, at.get(item.encounter or "")) for holding, item in statements}


def _page(connection: Connection, query: CommitmentQuery) -> tuple[int, Sequence[Any]]:
    """How many commitments pass, and a page of them."""
    parts = _parts(connection, query)
    if query.actor or query.encounters or query.sides:
        # Looking for them is dear, so it is done once.
        some = union_all(*(_on_its_day(part, query) for part in parts)).subquery()
        counting = _in_order(select(some, func.count().over().label("total")), some.c)
        rows = connection.execute(counting.limit(query.limit).offset(query.offset)).all()
        return (rows[0].total if rows else count_of(connection, select(some))), rows
    bounded = query.since or query.until
    total = sum(count_of(connection, _on_its_day(part, query) if bounded else part) for part in parts)
    # Of each part the first of them all: a database that is asked for both at once puts all of both in order.
    last = None if query.limit is None else query.offset + query.limit
    first = []
    for part in parts:
        on_its_day = _on_its_day(part, query)
        first.append(_in_order(on_its_day, on_its_day.selected_columns).limit(last))
    some = union_all(*(select(part.subquery()) for part in first)).subquery()
    page = _in_order(select(some), some.c).limit(query.limit).offset(query.offset)
    return total, connection.execute(page).all()


def _in_order(chosen: Select[Any], columns: Any) -> Select[Any]:
    return chosen.order_by(
        columns.published.desc().nulls_last(), columns.article_id.desc(), columns.start, columns.id
    )


def _on_its_day(part: Select[Any], query: CommitmentQuery) -> Select[Any]:
    """Commitments with the days and identifiers of their articles, published between the days asked for."""
    articles = tables.articles
    found = part.add_columns(articles.c.published, articles.c.id.label("article_id"))
    found = found.join(articles, articles.c.number == part.selected_columns.article)
    if query.since:
        found = found.where(articles.c.published >= query.since)
    if query.until:
        found = found.where(func.substr(articles.c.published, 1, 10) <= query.until)
    return found


def _parts(connection: Connection, query: CommitmentQuery) -> tuple[Select[Any], Select[Any]]:
    """The statements and the instruments that pass but for their days."""
    said, named = tables.statements, tables.instruments
    acts: ColumnElement[bool] = said.c.act.in_(sorted(_ACTS))
    if query.actor or query.encounters or query.sides:
        acts = or_(acts, *(holds(connection, said.c.content, word) for word in _lists()["words"]))
    promised = select(
        said.c.article, said.c.id, said.c.content_start.label("start"), literal("s").label("of")
    )
    promised = promised.where(acts)
    agreed = select(named.c.article, named.c.id, named.c.words_start.label("start"), literal("i").label("of"))
    if query.actor:
        members = tables.identity_members
        identity = actor_named(connection, query.actor).id
        of_him = _by(select(members.c.actor).where(members.c.identity == identity))
        promised, agreed = promised.where(of_him[0]), agreed.where(of_him[1])
    if query.encounters or query.sides:
        among = _among(connection, query, acts)
        promised, agreed = promised.where(among[0]), agreed.where(among[1])
    return promised, agreed


def _by(actors: Select[Any]) -> Passing:
    """That one of some actors of articles speaks, and that one is a party of an instrument."""
    speakers, involved = tables.speakers, tables.involved
    spoken = select(speakers.c.article, speakers.c.statement)
    spoken = spoken.where(speakers.c.part == "speaker", speakers.c.actor.in_(actors))
    party = select(involved.c.article, involved.c.item).where(involved.c.actor.in_(actors))
    return is_among(tables.statements, spoken), is_among(tables.instruments, party)


def _among(connection: Connection, query: CommitmentQuery, acts: ColumnElement[bool]) -> Passing:
    """That it was made at encounters asked for, is told beside them, or that the sides asked for make it together.

    They are looked up first: a database that is asked all of it at once goes through every statement.
    """
    said, named, reports = tables.statements, tables.instruments, tables.reports
    merged = sorted(set(query.encounters))
    told = [
        report
        for some in chunks(merged)
        for report in connection.execute(
            select(reports.c.encounter).where(reports.c.merged.in_(some))
        ).scalars()
    ]
    opening = opening_with(connection, told)
    binding = select(said.c.article, said.c.id).where(acts)
    promised: set[tuple[int, str]] = set()
    agreed: set[tuple[int, str]] = set()
    for some in chunks(told):
        promised |= _pairs(connection, binding.where(said.c.encounter.in_(some)))
    for some in chunks(opening):
        rows = connection.execute(binding.add_columns(said.c.encounter).where(said.c.article.in_(some)))
        promised |= {(row.article, row.id) for row in rows if row.encounter is None}
        agreed |= _pairs(connection, select(named.c.article, named.c.id).where(named.c.article.in_(some)))
    if query.sides:
        together = _together(tables.speakers, "statement", query.sides)
        promised |= _pairs(connection, together)
        agreed |= _pairs(connection, _together(tables.involved, "item", query.sides))
    return _is_one_of(said, promised), _is_one_of(named, agreed)


def _together(table: Table, item: str, sides: Sequence[str]) -> Select[Any]:
    """The items in which each of some countries stands by an actor."""
    members, known = tables.identity_members, tables.identities
    codes = {side.upper() for side in sides}
    place = (table.c.article, table.c[item])
    speaks = [table.c.part == "speaker"] if "part" in table.c else []
    # Few items have several actors: a database that begins with them need not go through all of a country's.
    several = select(*place).where(*speaks).group_by(*place).having(func.count() >= len(codes)).subquery()
    return (
        select(*place)
        .join(several, and_(several.c.article == place[0], several.c[item] == place[1]))
        .join(members, members.c.actor == table.c.actor)
        .join(known, known.c.id == members.c.identity)
        .where(*speaks, known.c.country.in_(sorted(codes)))
        .group_by(*place)
        .having(func.count(known.c.country.distinct()) == len(codes))
    )


def _pairs(connection: Connection, query: Select[Any]) -> set[tuple[int, str]]:
    return {(row[0], row[1]) for row in connection.execute(query)}


def _is_one_of(table: Table, items: set[tuple[int, str]]) -> ColumnElement[bool]:
    numbers = sorted({article for article, _ in items})
    return and_(table.c.article.in_(numbers), table.c.id.in_(sorted(name for _, name in items)))


def _item(holding: Holding, row: Any) -> Statement | Instrument:
    items = holding.record.instruments if row.of == "i" else holding.record.statements
    return next(item for item in items if item.id == row.id)


def _of_statement(holding: Holding, statement: Statement, said: Said, later: LookedAt) -> Commitment:
    deadline = deadline_in(statement.content)
    spans = [said.words[0], *([holding.words(deadline)] if deadline else [])]
    if statement.condition:
        spans.append(holding.words(statement.condition))
    kind = _ACTS.get(statement.act or "", "by its words")
    return Commitment(
        id=statement.id,
        kind=kind,
        day=said.day,
        who=said.speakers,
        to_whom=_to_whom(holding, statement, said),
        what=said.content,
        condition=said.condition,
        deadline=deadline.exact if deadline else None,
        state=None,
        encounter=said.encounter,
        teller=said.teller,
        later=later.mentions,
        told=_since(holding, later),
        basis="by its words, not its act" if kind == "by its words" else None,
        words=tuple(spans),
        review=said.review,
    )


def _to_whom(holding: Holding, statement: Statement, said: Said) -> tuple[str, ...]:
    named = [name for name in (said.addressee, said.target) if name]
    if named:
        return tuple(dict.fromkeys(named))
    at = next((e for e in holding.record.encounters if e.id == statement.encounter), None)
    own = {who.id for who in said.speakers}
    return tuple(who.name for who in holding.named(at.participants if at else ()) if who.id not in own)


def _of_instrument(holding: Holding, instrument: Instrument, later: LookedAt) -> Commitment:
    one = narrated_of(holding, instrument)
    return Commitment(
        id=instrument.id,
        kind="instrument",
        day=one.day,
        who=one.actors,
        to_whom=(),
        what=instrument.name,
        condition=None,
        deadline=None,
        state=instrument.state,
        encounter=None,
        teller=one.teller,
        later=later.mentions,
        told=_since(holding, later),
        basis=None,
        words=one.words,
    )


def _since(holding: Holding, later: LookedAt) -> str | None:
    """That no later mention was found, and in how much; None where there is one."""
    if later.mentions:
        return None
    if not holding.record.published:
        return "whether it was mentioned since cannot be told: the day of publication is unknown"
    if not later.articles:
        return "whether it was mentioned since cannot be told: the record holds nothing later to look in"
    return f"not mentioned since: {not_found(later.articles)}, all published later"


def deadline_in(content: Span) -> Span | None:
    """The words of a time by which something is to be done, with what sets it: «قبل نهاية العام»."""
    cues = _deadline_cues()
    for found in find_dates(content.exact):
        start = max(0, found.start - _BEFORE_TIME)
        before = content.exact[start : found.start]
        words = before.split()
        cue = next((w for w in words[-2:] if fold(w) in cues), None)
        inside = content.exact[found.start : found.end].split()
        if cue:
            first = found.start - len(before) + before.rfind(cue)
        elif inside and fold(inside[0]) in cues:
            first = found.start
        else:
            continue
        return Span(content.start + first, content.start + found.end, content.exact[first : found.end])
    return None


@lru_cache(maxsize=1)
def _lists() -> Any:
    return read_yaml(Path(__file__).with_name("commitments.yml"))


@lru_cache(maxsize=1)
def _deadline_cues() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["deadline"])
