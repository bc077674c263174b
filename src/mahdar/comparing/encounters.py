"""`encounters`: the merged encounters that pass some filters, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from mahdar.comparing.actors import actor_named, is_askable
from mahdar.comparing.worded import encounters_hold
from mahdar.comparing.words import Day, Met, Who, Words, least_reviewed
from mahdar.model import MergedEncounter, Participant, Span, from_json
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.searching import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterQuery:
    """Which encounters are asked for.

    Attributes:
        actors: all of them took part; each an identifier or a name.
        countries: someone of each of them took part; codes («RU», «SY»).
        since, until: ISO days; an encounter passes that may have been on such a day.
        place: words of the place, or a country's code.
        level: state, official, working or private, as a report tells it.
        part_of: sessions and side talks of this visit.
        words: terms that stand in a report's words or in the name of one who takes part.
        limit: at most so many; None for all.
    """

    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kind: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    topic: str | None = None
    level: str | None = None
    part_of: str | None = None
    words: Asked | None = None
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounters:
    """A page of encounters; `total` counts all that pass.

    The latest come first. Where days are asked for, those whose date is known come before those that may have been
    then, of which only bounds are known.
    """

    total: int
    offset: int
    lines: tuple[Met, ...]


def encounters(connection: Connection, query: EncounterQuery) -> Encounters:
    """The merged encounters that pass the filters, in the order of `Encounters`.

    Raises:
        UnknownActor: where no actor of the record has a name asked for.
    """
    total, found = merged_page(connection, query)
    return Encounters(total=total, offset=query.offset, lines=summaries(connection, found))


def merged_page(connection: Connection, query: EncounterQuery) -> tuple[int, list[MergedEncounter]]:
    """How many merged encounters pass the filters, and a page of them whole, in the order of `Encounters`."""
    if not is_askable(query):
        return 0, []
    table = tables.merged_encounters
    chosen = chosen_encounters(connection, select(table.c.id), query)
    total = connection.scalar(select(func.count()).select_from(chosen.order_by(None).subquery())) or 0
    ids = list(connection.execute(chosen.limit(query.limit).offset(query.offset)).scalars())
    return total, merged_of_ids(connection, ids)


def merged_of_ids(connection: Connection, ids: Sequence[str]) -> list[MergedEncounter]:
    """Merged encounters whole, in the order of their identifiers as given."""
    table = tables.merged_encounters
    kept = {}
    for some in chunks(ids):
        for row in connection.execute(select(table.c.id, table.c.whole).where(table.c.id.in_(some))):
            kept[row.id] = from_json(row.whole, MergedEncounter)
    return [kept[name] for name in ids]


def chosen_encounters(connection: Connection, chosen: Select[Any], query: EncounterQuery) -> Select[Any]:
    """A selection from merged encounters of those that pass the filters, the latest first.

    Asked between days, those with a day stand before those that may be of it.

    Raises:
        UnknownActor: where no actor of the record has a name asked for.
    """
    table, parties = tables.merged_encounters, tables.merged_participants
    last = func.coalesce(table.c.date, table.c.latest, table.c.earliest, "")
    dated = [table.c.date.is_(None)] if query.since or query.until else []
    chosen = chosen.order_by(*dated, last.desc(), table.c.id)
    for name in query.actors:
        one = actor_named(connection, name)
        taken_part = select(parties.c.merged).where(parties.c.identity == one.id)
        chosen = chosen.where(table.c.id.in_(taken_part))
    known = tables.identities
    for code in query.countries:
        of_it = select(parties.c.merged).join(known, known.c.id == parties.c.identity)
        chosen = chosen.where(table.c.id.in_(of_it.where(known.c.country == code.upper())))
    for column, value in ((table.c.kind, query.kind), (table.c.status, query.status)):
        if value:
            chosen = chosen.where(column == value)
    if query.since:
        chosen = chosen.where(func.coalesce(table.c.latest, table.c.date, "9999") >= query.since)
    if query.until:
        chosen = chosen.where(
            func.substr(func.coalesce(table.c.earliest, table.c.date, ""), 1, 10) <= query.until
        )
    if query.place:
        chosen = chosen.where(
            or_(table.c.place.contains(query.place, autoescape=True), table.c.country == query.place.upper())
        )
    if query.part_of:
        chosen = chosen.where(table.c.part_of == query.part_of)
    if query.words:
        chosen = chosen.where(encounters_hold(connection, query.words))
    return _by_reports(chosen, query)


def _by_reports(chosen: Select[Any], query: EncounterQuery) -> Select[Any]:
    """That a report tells a topic or a level."""
    reports, items, told, topics = tables.reports, tables.items, tables.encounters, tables.merged_topics
    if query.topic:
        on_topic = select(topics.c.merged).where(topics.c.topic == query.topic)
        chosen = chosen.where(tables.merged_encounters.c.id.in_(on_topic))
    if query.level:
        of_level = (
            select(reports.c.merged)
            .join(items, items.c.id == reports.c.encounter)
            .join(told, and_(told.c.article == items.c.article, told.c.id == items.c.id))
            .where(told.c.level == query.level)
        )
        chosen = chosen.where(tables.merged_encounters.c.id.in_(of_level))
    return chosen


def summaries(connection: Connection, merged: Sequence[MergedEncounter]) -> tuple[Met, ...]:
    """Merged encounters in short, each with the words of its reports, in the order given."""
    told = _reports_of(connection, [name for one in merged for _, name in one.reports])
    return tuple(_met(one, [told[name] for _, name in one.reports if name in told]) for one in merged)


def first_words(connection: Connection, merged: Sequence[MergedEncounter]) -> dict[str, tuple[Words, ...]]:
    """Of each merged encounter the words of its first report, by its identifier; of one that none tells, none."""
    told = _reports_of(connection, [name for one in merged for _, name in one.reports[:1]])
    rest = [name for one in merged for _, name in one.reports[1:] if one.reports[0][1] not in told]
    told |= _reports_of(connection, rest)
    return {
        one.id: tuple(_words(told[name]) for _, name in one.reports if name in told)[:1] for one in merged
    }


def _reports_of(connection: Connection, names: Sequence[str]) -> dict[str, Any]:
    reports, items, articles, versions = tables.encounters, tables.items, tables.articles, tables.versions
    query = (
        select(
            reports,
            articles.c.id.label("article_id"),
            articles.c.outlet,
            articles.c.published,
            versions.c.doc_id,
        )
        .join(items, and_(items.c.article == reports.c.article, items.c.id == reports.c.id))
        .join(articles, articles.c.number == reports.c.article)
        .join(versions, and_(versions.c.article == articles.c.number, versions.c.sha256 == articles.c.sha256))
    )
    found = {}
    for some in chunks(sorted(set(names))):
        for row in connection.execute(query.where(items.c.id.in_(some))):
            found[row.id] = row
    return found


def _met(one: MergedEncounter, told: Sequence[Any]) -> Met:
    levels: dict[str, set[str]] = defaultdict(set)
    for row in told:
        levels["level"] |= {row.level} - {None}
        levels["format"] |= {row.format} - {None}
    return Met(
        id=one.id,
        kind=one.kind,
        status=one.status,
        day=Day(
            date=one.date, earliest=one.earliest, latest=one.latest, basis="; ".join(one.date_basis) or None
        ),
        participants=tuple(who_takes_part(party) for party in one.participants),
        place=one.place,
        country=one.country,
        levels=tuple(sorted(levels["level"])),
        formats=tuple(sorted(levels["format"])),
        topics=one.topics,
        part_of=one.part_of,
        sources=len(one.sources),
        reports=len(one.reports),
        conflicts=len(one.conflicts),
        words=tuple(_words(row) for row in told),
        review=least_reviewed(row.state for row in told),
    )


def who_takes_part(party: Participant) -> Who:
    """A participant as answers name it."""
    return Who(id=party.id, name=party.name, name_en=party.name_en, country=party.country)


def _words(row: Any) -> Words:
    return Words(
        article=row.article_id,
        doc_id=row.doc_id,
        outlet=row.outlet,
        published=row.published,
        span=Span(row.evidence_start, row.evidence_end, row.evidence),
    )
