"""`statements`: who said what, filtered by who, about whom, to whom, when, and through whom it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    false,
    func,
    or_,
    select,
    union,
)

from mahdar.arabic.fold import fold
from mahdar.comparing.actors import actor_known, actor_named, folded_names, is_askable
from mahdar.comparing.holdings import Holding, holdings_of, merged_days, merged_named, said_of
from mahdar.comparing.paging import Among, Walked, are_few, count_of, is_in, latest, stands_in
from mahdar.comparing.worded import statements_with
from mahdar.comparing.words import Said
from mahdar.knowledge import load
from mahdar.record import tables
from mahdar.record.searching import Asked, asked, lines_with
from mahdar.record.terms import analysis_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementQuery:
    """Which statements are asked for.

    Attributes:
        by: a speaker; an identifier or a name, or a country's code for all who speak of a side.
        about: whom or what a statement is about or against, or whom it names; words that are no actor's name are
            looked for in what was said, whatever their spelling.
        to: the one spoken to.
        told_by: the organ whose words they are: its name, or a country's code for the organs of a side.
        since, until: ISO days of publication, else of the encounter, both included.
        encounter: made at this merged encounter.
        words: terms that stand in what was said or in the name of one who speaks (`mahdar.record.searching.asked`).
    """

    by: str | None = None
    about: str | None = None
    to: str | None = None
    act: str | None = None
    mode: str | None = None
    topic: str | None = None
    told_by: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    encounter: str | None = None
    words: Asked | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """A page of statements; `total` counts all that pass."""

    total: int
    offset: int
    lines: tuple[Said, ...]


_ORDER = (
    tables.articles.c.published.desc().nulls_last(),
    tables.articles.c.id.desc(),
    tables.statements.c.cue_start,
    tables.statements.c.id,
)
#: The same order, which no index has: that of the index would have PostgreSQL look through all articles for few.
_PUT_IN_ORDER = (func.coalesce(tables.articles.c.published, "").desc(), *_ORDER[1:])
_PLACE = select(tables.statements.c.article, tables.statements.c.id)


def statements(connection: Connection, query: StatementQuery) -> Statements:
    """The statements that pass the filters, the latest published first.

    Raises:
        UnknownActor, UnknownEncounter: where the record holds none of a name asked for.
    """
    if not is_askable(query):
        return Statements(total=0, offset=query.offset, lines=())
    if not is_narrow(query):
        total, rows = _page_of_all(connection, query)
    elif is_of_sides(query):
        total, rows = _page_of_many(connection, query)
    elif query.by or query.about or query.to or query.told_by or query.words:
        total, rows = _counted_page(connection, chosen_statements(connection, _PLACE, query), query)
    else:
        total, rows = _page_of_some(connection, query)
    return Statements(total=total, offset=query.offset, lines=said_in_rows(connection, rows))


def _page_of_all(connection: Connection, query: StatementQuery) -> tuple[int, Sequence[Any]]:
    table, articles = tables.statements, tables.articles
    # The sum has SQLite walk the articles in the order of their days and stop at the end of the page, where it would
    # sort all statements.
    chosen = _PLACE.join(articles, articles.c.number + 0 == table.c.article)
    return connection.scalar(select(func.count()).select_from(table)) or 0, _page(
        connection, chosen, query, _ORDER
    )


def _page_of_many(connection: Connection, query: StatementQuery) -> tuple[int, Sequence[Any]]:
    """How many statements of a side pass, and a page of them, for which not all of them are put in order."""
    table = tables.statements
    total = _count_of_sides(connection, query)
    standing = chosen_statements(connection, _PLACE, query, among=stands_in)
    rows = latest(connection, Walked(standing, table.c.article, _ORDER), total, query.limit, query.offset)
    if rows is None:
        rows = _page(connection, chosen_statements(connection, _PLACE, query), query, _PUT_IN_ORDER)
    return total, rows


def _page_of_some(connection: Connection, query: StatementQuery) -> tuple[int, Sequence[Any]]:
    """How many statements pass filters that count by indexes, and a page of them."""
    chosen = chosen_statements(connection, _PLACE, query)
    total = count_of(connection, chosen)
    few = are_few(connection, total, query.limit, query.offset)
    return total, _page(connection, chosen, query, _PUT_IN_ORDER if few else _ORDER)


def _count_of_sides(connection: Connection, query: StatementQuery) -> int:
    told_by = query.told_by
    if told_by and replace(query, told_by=None, limit=None, offset=0) == StatementQuery(limit=None):
        # By the indexes alone: what a side tells are statements, and each is of an article.
        return count_of(connection, union(*_told_by(connection, told_by)))
    return count_of(connection, chosen_statements(connection, _PLACE, query))


def _page(
    connection: Connection, chosen: Select[Any], query: StatementQuery, order: Sequence[ColumnElement[Any]]
) -> Sequence[Any]:
    return connection.execute(chosen.order_by(*order).limit(query.limit).offset(query.offset)).all()


def _counted_page(
    connection: Connection, chosen: Select[Any], query: StatementQuery
) -> tuple[int, Sequence[Any]]:
    """How many statements pass, and a page of them: looking for them is dear, so it is done once."""
    counting = chosen.add_columns(func.count().over().label("total")).order_by(*_PUT_IN_ORDER)
    rows = connection.execute(counting.limit(query.limit).offset(query.offset)).all()
    if rows or (query.offset == 0 and query.limit != 0):
        return (rows[0].total if rows else 0), rows
    return count_of(connection, chosen), rows


def said_in_rows(connection: Connection, rows: Sequence[Any]) -> tuple[Said, ...]:
    """Statements given by rows of article and identifier, in the order of the rows."""
    holdings = holdings_of(connection, {row.article for row in rows})
    wanted = {row.id for row in rows}
    found: dict[str, tuple[Holding, Any]] = {}
    for holding in holdings.values():
        found |= {s.id: (holding, s) for s in holding.record.statements if s.id in wanted}
    at = merged_days(connection, (s.encounter for _, s in found.values() if s.encounter))
    return tuple(said_of(h, s, at.get(s.encounter or "")) for row in rows for h, s in (found[row.id],))


def is_narrow(query: StatementQuery) -> bool:
    """Whether a query leaves any statement out."""
    return replace(query, limit=None, offset=0) != StatementQuery(limit=None)


def is_of_sides(query: StatementQuery) -> bool:
    """Whether what sides say or tell is asked for, and nothing that is looked for in what is said."""
    named = [name for name in (query.by, query.told_by) if name]
    return bool(named) and all(map(is_side, named)) and not (query.about or query.to or query.words)


def chosen_statements(
    connection: Connection, chosen: Select[Any], query: StatementQuery, among: Among = is_in
) -> Select[Any]:
    """A selection from statements, joined with their articles, of those that pass the filters.

    Args:
        connection: in a transaction that reads.
        chosen: what is selected.
        query: the filters.
        among: how what someone says or tells is looked up: all of it first, or for each statement.

    Raises:
        UnknownActor, UnknownEncounter: where the record holds none of a name asked for.
    """
    table, articles, speakers = tables.statements, tables.articles, tables.speakers
    chosen = chosen.select_from(table).join(articles, articles.c.number == table.c.article)
    for part, name in (("speaker", query.by), ("addressee", query.to)):
        if name:
            spoken = select(speakers.c.article, speakers.c.statement).where(speakers.c.part == part)
            whose = _actors_of(connection, name)
            chosen = chosen.where(among(table, (spoken.where(speakers.c.actor.in_(whose)),)))
    for column, value in (
        (table.c.act, query.act),
        (table.c.mode, query.mode),
        (articles.c.outlet, query.outlet),
    ):
        if value:
            chosen = chosen.where(column == value)
    if query.about:
        chosen = _joined(chosen, _about(connection, query.about))
    if query.topic:
        topics = tables.topics
        on_topic = and_(topics.c.article == table.c.article, topics.c.item == table.c.id)
        chosen = chosen.join(topics, on_topic).where(topics.c.topic == query.topic)
    if query.words:
        chosen = _holding(connection, chosen, query.words)
    if query.told_by:
        chosen = chosen.where(among(table, _told_by(connection, query.told_by)))
    if query.encounter:
        own = [report for _, report in merged_named(connection, query.encounter).reports]
        chosen = chosen.where(table.c.encounter.in_(own))
    return _between(chosen, query)


def _holding(connection: Connection, chosen: Select[Any], words: Asked) -> Select[Any]:
    """The statements of a selection that hold all of some words; of words without a letter none."""
    if not words.phrases:
        return chosen.where(false())
    for phrase in words.phrases:
        chosen = _joined(chosen, statements_with(connection, phrase))
    return chosen


def _joined(chosen: Select[Any], items: CompoundSelect[Any]) -> Select[Any]:
    """The statements of a selection that are among some, each given once, by article and identifier.

    Joined, so that SQLite goes from these to the statements, and not through all statements.
    """
    table, found = tables.statements, items.subquery()
    article, item = found.columns
    return chosen.join(found, and_(article == table.c.article, item == table.c.id))


def is_side(name: str) -> bool:
    """Whether a name is the code of a country («RU»), and so means a side."""
    return len(name) == 2 and name.isascii() and name.isupper()


def _about(connection: Connection, name: str) -> CompoundSelect[Any]:
    """The statements that have an actor for their target, or name it in their content; else that have these words."""
    said, mentions, items, members = (
        tables.statements.alias(),
        tables.mentions,
        tables.items,
        tables.identity_members,
    )
    targets = select(said.c.article, said.c.id)
    against = targets.where(said.c.target == name)
    if not is_side(name) and actor_known(connection, name) is None:
        words = asked(name, analysis_of(load())).phrases
        return union(against, lines_with(connection, *words) if words else targets.where(false()))
    whose = _actors_of(connection, name)
    named = (
        select(said.c.article, said.c.id)
        .join(mentions, mentions.c.article == said.c.article)
        .join(items, and_(items.c.article == mentions.c.article, items.c.id == mentions.c.actor))
        .join(members, members.c.actor == items.c.id)
        .where(items.c.id.in_(whose))
        .where(mentions.c.start >= said.c.content_start, mentions.c.end <= said.c.content_end)
    )
    return named.union(targets.where(said.c.target.in_(whose)), against)


def holds(connection: Connection, column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """That words stand in a column, as they are written."""
    place = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return place(column, words) > 0


def _actors_of(connection: Connection, name: str) -> Select[Any]:
    """The actors of articles that a name means; a country's code means all of its side."""
    members, known = tables.identity_members, tables.identities
    if is_side(name):
        of_side = select(members.c.actor).join(known, known.c.id == members.c.identity)
        return of_side.where(known.c.country == name)
    return select(members.c.actor).where(members.c.identity == actor_named(connection, name).id)


def _told_by(connection: Connection, name: str) -> tuple[Select[Any], Select[Any]]:
    """Statements whose words come from an organ, or from an organ of a side: by their chain, and by who speaks."""
    tellers, speakers, institutions = tables.tellers, tables.speakers, tables.spoken_for
    # Organs tell encounters and facts too.
    told = select(tellers.c.article, tellers.c.item).where(tellers.c.item.startswith("s"))
    if is_side(name):
        spoken = select(institutions.c.article, institutions.c.statement).where(institutions.c.side == name)
        return told.where(tellers.c.side == name), spoken
    names = [fold(name).strip(), *folded_names(connection, actor_named(connection, name).id)]
    spoken = select(speakers.c.article, speakers.c.statement).where(speakers.c.part == "speaker")
    whose = _actors_of(connection, name)
    return told.where(tellers.c.folded.in_(names)), spoken.where(speakers.c.actor.in_(whose))


def _between(chosen: Select[Any], query: StatementQuery) -> Select[Any]:
    """That an article was published between two days, or tells no such day and the encounter may have been then."""
    table, articles = tables.statements, tables.articles
    reports, merged = tables.reports, tables.merged_encounters
    met = select(merged.c.id).join(reports, reports.c.merged == merged.c.id)
    met = met.where(reports.c.encounter == table.c.encounter)
    unknown = articles.c.published.is_(None)
    if query.since:
        then = met.where(func.coalesce(merged.c.latest, merged.c.date) >= query.since)
        chosen = chosen.where(or_(articles.c.published >= query.since, and_(unknown, then.exists())))
    if query.until:
        then = met.where(func.substr(func.coalesce(merged.c.earliest, merged.c.date), 1, 10) <= query.until)
        day = func.substr(articles.c.published, 1, 10)
        chosen = chosen.where(or_(day <= query.until, and_(unknown, then.exists())))
    return chosen
