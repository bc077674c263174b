"""Actors asked for: by identifier, Wikidata identifier, or any name an article gives, in whatever spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from mahdar.arabic.fold import fold
from mahdar.comparing.errors import UnknownActor
from mahdar.comparing.words import Who
from mahdar.model import Identity, from_json
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.identity import is_storable

_QID = re.compile("[Qq][1-9][0-9]*")
_NEAREST = 5
_NEAR = 60


def is_askable(query: object) -> bool:
    """Whether everything a query asks for is text that a record can hold; where not, nothing can be found."""
    values = (getattr(query, field.name) for field in fields(query))  # type: ignore[arg-type]
    return all(is_storable(value) for value in values if isinstance(value, str))


def actor_named(connection: Connection, name: str) -> Identity:
    """The identity of an identifier, a Wikidata identifier or a name.

    A name that several identities carry, in full or as the beginning or the end of a longer one, is that of the one
    whom most articles name.

    Raises:
        UnknownActor: where no actor of the record has this name, with the nearest names.
    """
    if found := actor_known(connection, name):
        return found
    raise UnknownActor(_nearest(connection, name, fold(name).strip() if is_storable(name) else ""))


def actor_known(connection: Connection, name: str) -> Identity | None:
    """As `actor_named`; None where no actor of the record has this name."""
    wanted = fold(name).strip() if is_storable(name) else ""
    if not wanted:
        return None
    table, names = tables.identities, tables.actor_names.c.folded
    by_id, by_qid = table.c.id == name.strip(), table.c.qid == name.strip().upper()
    for fits in (by_id, by_qid) if _QID.fullmatch(name.strip()) else (by_id,):
        if found := connection.scalar(select(table.c.whole).where(fits).order_by(table.c.id)):
            return from_json(found, Identity)
    for fits in (names == wanted, _is_part(connection, wanted)):
        if found := _by_name(connection, fits):
            return from_json(found, Identity)
    return None


def _is_part(connection: Connection, wanted: str) -> ColumnElement[bool]:
    """That a name ends or begins with some words."""
    names = tables.actor_names.c.folded
    begins = names.like(f"{_plain(wanted)} %", escape="\\")
    if connection.dialect.name == "sqlite":
        ends = (names.like(f"%{mark}{_plain(wanted)}", escape="\\") for mark in " -")
    else:  # by the index of names turned round
        turned = _plain(wanted[::-1])
        ends = (func.reverse(names).like(f"{turned}{mark}%", escape="\\") for mark in " -")
    return or_(begins, *ends)


def _plain(words: str) -> str:
    """Words in which nothing stands for other letters when they are looked for."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _by_name(connection: Connection, fits: ColumnElement[bool]) -> str | None:
    names, members, known = tables.actor_names, tables.identity_members, tables.identities
    query = (
        select(known.c.whole)
        .join(members, members.c.identity == known.c.id)
        .join(names, names.c.actor == members.c.actor)
        .where(fits)
        .group_by(known.c.id, known.c.whole)
        .order_by(func.count().desc(), known.c.id)
        .limit(1)
    )
    found: str | None = connection.scalar(query)
    return found


def _nearest(connection: Connection, name: str, wanted: str) -> str:
    table = tables.identities
    names: dict[str, str] = {}
    for row in connection.execute(
        select(table.c.id, table.c.name, table.c.whole).order_by(table.c.id.desc())
    ):
        known = row.name if not wanted.isascii() else from_json(row.whole, Identity).name_en
        if known:
            names[fold(known).strip()] = f"{known} ({row.id})"
    near = process.extract(wanted, names.keys(), scorer=fuzz.WRatio, limit=_NEAREST, score_cutoff=_NEAR)
    if not near:
        return f"«{name}»: no actor of the record has this name; `mahdar network` lists those who meet most"
    told = "، ".join(names[found] for found, *_ in near)
    return f"«{name}»: no actor of the record has this name. The nearest: {told}"


def folded_names(connection: Connection, identity: str) -> list[str]:
    """All that an identity is called in articles, folded; not the identifiers of its actors."""
    names, members, items = tables.actor_names, tables.identity_members, tables.items
    query = (
        select(names.c.folded)
        .distinct()
        .join(items, and_(items.c.article == names.c.article, items.c.id == names.c.actor))
        .join(members, members.c.actor == items.c.id)
        .where(members.c.identity == identity, names.c.folded != names.c.actor)
        .order_by(names.c.folded)
    )
    return list(connection.execute(query).scalars())


def identities_of(connection: Connection, actors: Iterable[str]) -> dict[str, Who]:
    """Whom actors of articles stand for, by the actor's identifier; the linked only."""
    members = tables.identity_members
    stand_for: dict[str, str] = {}
    for some in chunks(sorted(set(actors))):
        rows = connection.execute(
            select(members.c.actor, members.c.identity).where(members.c.actor.in_(some))
        )
        stand_for |= {row.actor: row.identity for row in rows}
    people = people_of(connection, stand_for.values())
    return {actor: people[name] for actor, name in stand_for.items() if name in people}


def people_of(connection: Connection, identities: Iterable[str]) -> dict[str, Who]:
    """Identities as answers name them, by their identifiers."""
    known = tables.identities
    told = select(known.c.id, known.c.name, known.c.name_en, known.c.country, known.c.kind)
    found: dict[str, Who] = {}
    for some in chunks(sorted(set(identities))):
        for row in connection.execute(told.where(known.c.id.in_(some))):
            found[row.id] = Who(
                id=row.id, name=row.name, name_en=row.name_en, country=row.country, kind=row.kind
            )
    return found
