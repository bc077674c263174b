"""`facts`, `figures`, `instruments`: what reporters narrate beside encounters and statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, Table, func, or_, select

from mahdar.comparing.actors import actor_named, is_askable
from mahdar.comparing.holdings import holdings_of, narrated_in, narrated_of
from mahdar.comparing.paging import count_of, is_among
from mahdar.comparing.statements import holds
from mahdar.comparing.words import Narrated
from mahdar.record import tables

Kind = Literal["facts", "figures", "instruments"]
_TABLES: dict[str, Table] = {
    "facts": tables.facts,
    "figures": tables.figures,
    "instruments": tables.instruments,
}
_STATE = {"facts": tables.facts.c.phase, "figures": tables.figures.c.direction,
          "instruments": tables.instruments.c.state}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NarratedQuery:
    """Which facts, figures or instruments are asked for.

    Attributes:
        actor: involved in it: an identifier or a name.
        state: phase of a fact, direction of a figure, state of an instrument.
        act: of a fact.
        words: words that stand in it.
        since, until: ISO days of publication, both included.
    """

    actor: str | None = None
    state: str | None = None
    act: str | None = None
    words: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NarratedFound:
    """A page of facts, figures or instruments; `total` counts all that pass."""

    kind: Kind
    total: int
    offset: int
    lines: tuple[Narrated, ...]


def narrated(connection: Connection, kind: Kind, query: NarratedQuery) -> NarratedFound:
    """The facts, figures or instruments that pass the filters, the latest published first.

    Raises:
        UnknownActor: where no actor of the record has the name asked for.
    """
    if not is_askable(query):
        return NarratedFound(kind=kind, total=0, offset=query.offset, lines=())
    table, articles = _TABLES[kind], tables.articles
    chosen = _narrowed(connection, select(table.c.article, table.c.id), kind, query)
    published = _published(chosen, table, query)
    total = count_of(connection, published if query.outlet or query.since or query.until else chosen)
    page = published.order_by(
        articles.c.published.desc().nulls_last(), articles.c.id.desc(), table.c.words_start, table.c.id
    )
    rows = connection.execute(page.limit(query.limit).offset(query.offset)).all()
    holdings = holdings_of(connection, {row.article for row in rows})
    found = {
        item.id: (holding, item) for holding in holdings.values() for item in narrated_in(holding.record)
    }
    lines = tuple(narrated_of(*found[row.id]) for row in rows)
    return NarratedFound(kind=kind, total=total, offset=query.offset, lines=lines)


def _narrowed(connection: Connection, chosen: Select[Any], kind: Kind, query: NarratedQuery) -> Select[Any]:
    table, involved = _TABLES[kind], tables.involved
    if query.actor:
        members = tables.identity_members
        identity = actor_named(connection, query.actor).id
        is_it = select(members.c.actor).where(members.c.identity == identity)
        own = select(involved.c.article, involved.c.item).where(involved.c.actor.in_(is_it))
        chosen = chosen.where(is_among(table, own))
    if query.state:
        chosen = chosen.where(_STATE[kind] == query.state)
    if query.act and kind == "facts":
        chosen = chosen.where(table.c.act == query.act)
    if query.words:
        named = {"facts": "object", "figures": "of", "instruments": "name"}[kind]
        places = (table.c.words, table.c[named])
        chosen = chosen.where(or_(*(holds(connection, place, query.words) for place in places)))
    return chosen


def _published(chosen: Select[Any], table: Table, query: NarratedQuery) -> Select[Any]:
    """Those of a selection, joined with their articles, that an outlet published between two days."""
    articles = tables.articles
    chosen = chosen.join(articles, articles.c.number == table.c.article)
    if query.outlet:
        chosen = chosen.where(articles.c.outlet == query.outlet)
    if query.since:
        chosen = chosen.where(articles.c.published >= query.since)
    if query.until:
        chosen = chosen.where(func.substr(articles.c.published, 1, 10) <= query.until)
    return chosen
