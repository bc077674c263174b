"""`commitments`: who promised, offered or agreed what to whom, on which condition, by when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, func, or_, select, union_all
from sqlalchemy.sql.expression import literal

from mahdar.arabic.dates import find_dates
from mahdar.arabic.fold import fold
from mahdar.comparing.actors import actor_named, is_askable
from mahdar.comparing.alike import SAME, content_keys, likeness
from mahdar.comparing.holdings import Holding, holdings_of, merged_days, narrated_of, said_of
from mahdar.comparing.statements import holds, is_among
from mahdar.comparing.words import Day, Said, Teller, Who, Words, not_found
from mahdar.knowledge.files import read_yaml
from mahdar.model import Instrument, Span, Statement
from mahdar.record import tables

Kind = Literal["promise", "offer", "agreement", "instrument", "by its words"]
_ACTS: dict[str, Kind] = {"promise": "promise", "offer": "offer", "agree": "agreement"}
_BEFORE_TIME = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentQuery:
    """Which commitments are asked for.

    Attributes:
        actor: who commits himself, or a party of an instrument; with one, statements that bind by their words alone
            («التزام الحكومة بتنفيذ …») are listed too.
        since, until: ISO days of publication.
    """

    actor: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A later mention of the same."""

    day: Day
    words: tuple[Words, ...]


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
    chosen = _chosen(connection, query)
    total = connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    some = chosen.subquery()
    page = select(some).order_by(
        some.c.published.desc().nulls_last(), some.c.article_id.desc(), some.c.start, some.c.id
    )
    rows = connection.execute(page.limit(query.limit).offset(query.offset)).all()
    holdings = holdings_of(connection, {row.article for row in rows})
    made = [_commitment(connection, holdings[row.article], row) for row in rows]
    return Commitments(total=total, offset=query.offset, lines=tuple(made))


def _chosen(connection: Connection, query: CommitmentQuery) -> Select[Any]:
    said, named, articles = tables.statements, tables.instruments, tables.articles
    place = (articles.c.published, articles.c.id.label("article_id"))
    promised = select(
        said.c.article, said.c.id, said.c.content_start.label("start"), *place, literal("s").label("of")
    )
    promised = promised.join(articles, articles.c.number == said.c.article)
    acts = said.c.act.in_(sorted(_ACTS))
    agreed = select(
        named.c.article, named.c.id, named.c.words_start.label("start"), *place, literal("i").label("of")
    )
    agreed = agreed.join(articles, articles.c.number == named.c.article)
    if query.actor:
        speakers, involved, members = tables.speakers, tables.involved, tables.identity_members
        identity = actor_named(connection, query.actor).id
        is_it = select(members.c.actor).where(members.c.identity == identity)
        spoken = select(speakers.c.article, speakers.c.statement)
        spoken = spoken.where(speakers.c.part == "speaker", speakers.c.actor.in_(is_it))
        in_words = or_(*(holds(connection, said.c.content, word) for word in _lists()["words"]))
        promised = promised.where(is_among(said, spoken), or_(acts, in_words))
        own = select(involved.c.article, involved.c.item).where(involved.c.actor.in_(is_it))
        agreed = agreed.where(is_among(named, own))
    else:
        promised = promised.where(acts)
    chosen = []
    for part in (promised, agreed):
        bounded = part.where(articles.c.published >= query.since) if query.since else part
        if query.until:
            bounded = bounded.where(func.substr(articles.c.published, 1, 10) <= query.until)
        chosen.append(bounded)
    both = union_all(*chosen).subquery()
    return select(both)


def _commitment(connection: Connection, holding: Holding, row: Any) -> Commitment:
    if row.of == "i":
        return _of_instrument(connection, holding, _item(holding.record.instruments, row.id))
    return _of_statement(connection, holding, _item(holding.record.statements, row.id))


def _item(items: Iterable[Any], name: str) -> Any:
    return next(item for item in items if item.id == name)


def _of_statement(connection: Connection, holding: Holding, statement: Statement) -> Commitment:
    at = merged_days(connection, [statement.encounter] if statement.encounter else [])
    said = said_of(holding, statement, at.get(statement.encounter or ""))
    deadline = deadline_in(statement.content)
    later = _said_later(connection, holding, said)
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
        later=tuple(later[1]),
        told=_since(holding, *later),
        basis="by its words, not its act" if kind == "by its words" else None,
        words=tuple(spans),
    )


def _to_whom(holding: Holding, statement: Statement, said: Said) -> tuple[str, ...]:
    named = [name for name in (said.addressee, said.target) if name]
    if named:
        return tuple(dict.fromkeys(named))
    at = next((e for e in holding.record.encounters if e.id == statement.encounter), None)
    own = {who.id for who in said.speakers}
    return tuple(who.name for who in holding.named(at.participants if at else ()) if who.id not in own)


def _of_instrument(connection: Connection, holding: Holding, instrument: Instrument) -> Commitment:
    one = narrated_of(holding, instrument)
    checked, later = _named_later(connection, holding, instrument)
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
        later=tuple(later),
        told=_since(holding, checked, later),
        basis=None,
        words=one.words,
    )


def _since(holding: Holding, checked: int, later: Sequence[Mention]) -> str | None:
    """That no later mention was found, and in how much; None where there is one."""
    if later:
        return None
    if not holding.record.published:
        return "whether it was mentioned since cannot be told: the day of publication is unknown"
    if not checked:
        return "whether it was mentioned since cannot be told: the record holds nothing later to look in"
    return f"not mentioned since: {not_found(checked)}, all published later"


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


def _said_later(connection: Connection, holding: Holding, said: Said) -> tuple[int, list[Mention]]:
    """Later statements of the same speakers that say the same in part; how many articles were looked at."""
    table, speakers, members, articles = (
        tables.statements,
        tables.speakers,
        tables.identity_members,
        tables.articles,
    )
    query = (
        select(table, articles.c.id.label("article_id"), articles.c.outlet, articles.c.published)
        .join(articles, articles.c.number == table.c.article)
        .join(speakers, and_(speakers.c.article == table.c.article, speakers.c.statement == table.c.id))
        .join(members, members.c.actor == speakers.c.actor)
        .where(members.c.identity.in_([who.id for who in said.speakers]), speakers.c.part == "speaker")
        .where(articles.c.published > (holding.record.published or ""))
        .order_by(articles.c.published, articles.c.id, table.c.content_start)
    )
    rows = connection.execute(query).all() if holding.record.published else []
    alike = [row for row in rows if likeness(said.content, row.content) >= SAME]
    mentions = [
        Mention(
            day=Day(date=row.published[:10], basis="published"),
            words=(_words(connection, row, Span(row.content_start, row.content_end, row.content)),),
        )
        for row in _once(alike)
    ]
    return len({row.article for row in rows}), mentions


def _named_later(
    connection: Connection, holding: Holding, instrument: Instrument
) -> tuple[int, list[Mention]]:
    """Later articles that name the same instrument; how many later articles were looked at."""
    table, articles = tables.instruments, tables.articles
    if not holding.record.published:
        return 0, []
    after = articles.c.published > holding.record.published
    checked = connection.scalar(select(func.count()).select_from(articles).where(after)) or 0
    query = (
        select(table, articles.c.id.label("article_id"), articles.c.outlet, articles.c.published)
        .join(articles, articles.c.number == table.c.article)
        .where(after)
        .order_by(articles.c.published, articles.c.id, table.c.words_start)
    )
    own = content_keys(instrument.name)
    alike = [row for row in connection.execute(query) if own and content_keys(row.name) == own]
    return checked, [
        Mention(
            day=Day(date=row.published[:10], basis="published"),
            words=(_words(connection, row, Span(row.words_start, row.words_end, row.words)),),
        )
        for row in _once(alike)
    ]


def _once(rows: Sequence[Any]) -> list[Any]:
    """The first row of each article."""
    return list({row.article: row for row in reversed(rows)}.values())[::-1]


def _words(connection: Connection, row: Any, span: Span) -> Words:
    versions, articles = tables.versions, tables.articles
    doc_id = connection.scalar(
        select(versions.c.doc_id)
        .join(articles, and_(articles.c.number == versions.c.article, articles.c.sha256 == versions.c.sha256))
        .where(articles.c.number == row.article)
    )
    return Words(
        article=row.article_id, doc_id=doc_id or "", outlet=row.outlet, published=row.published, span=span
    )


@lru_cache(maxsize=1)
def _lists() -> Any:
    return read_yaml(Path(__file__).with_name("commitments.yml"))


@lru_cache(maxsize=1)
def _deadline_cues() -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()["deadline"])
