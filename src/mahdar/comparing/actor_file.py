"""`file`: what the record holds of one actor over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, func, select

from mahdar.comparing.actors import actor_named
from mahdar.comparing.company import Company, company_of
from mahdar.comparing.encounters import EncounterQuery, merged_page, summaries, who_takes_part
from mahdar.comparing.holdings import day_of
from mahdar.comparing.statements import said_in_rows
from mahdar.comparing.words import Day, Met, Said, Who, Words
from mahdar.model import Identity, MergedEncounter, Span
from mahdar.record import tables

#: The latest statements on each topic, and encounters, that a file shows; `statements` and `encounters` list all.
SHOWN = 3
ENCOUNTERS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    """An office as held on the days of encounters: the first and the last of them, and on what it rests."""

    office: str
    first: str | None
    last: str | None
    basis: tuple[str, ...]
    encounters: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of the name, how often it stands in articles, and where once."""

    name: str
    times: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Whom the actor met, how often, and when last."""

    who: Who
    times: int
    last: Day
    encounters: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSaid:
    """What the actor said on a topic: how much, and the latest."""

    topic: str
    total: int
    lines: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorFile:
    """What the record holds of one actor.

    Attributes:
        actor: the identity, without the actors of articles that it stands for.
        articles: how many articles name it.
        encounters: the latest; `met` counts all.
        company: at each visit or other encounter who came along, and who of the last time is not named.
    """

    actor: Identity
    articles: int
    offices: tuple[OfficeHeld, ...]
    forms: tuple[Form, ...]
    met: int
    encounters: tuple[Met, ...]
    counterparts: tuple[Counterpart, ...]
    said: int
    topics: tuple[TopicSaid, ...]
    company: tuple[Company, ...]


def actor_file(connection: Connection, name: str) -> ActorFile:
    """The file of an actor: offices, names, encounters, counterparts, statements by topic, company.

    Raises:
        UnknownActor: where the record holds none of this name.
    """
    one = actor_named(connection, name)
    met, merged = merged_page(connection, EncounterQuery(actors=(one.id,), limit=None))
    short = summaries(connection, merged[:ENCOUNTERS])
    words = {met.id: met.words for met in short}
    said, topics = _topics(connection, one)
    return ActorFile(
        actor=replace(one, members=()),
        articles=len({doc for doc, _ in one.members}),
        offices=_offices(one, merged, words),
        forms=_forms(connection, one),
        met=met,
        encounters=short,
        counterparts=_counterparts(one, merged, words),
        said=said,
        topics=topics,
        company=company_of(one, merged, words),
    )


def _offices(
    one: Identity, merged: Sequence[MergedEncounter], words: dict[str, tuple[Words, ...]]
) -> tuple[OfficeHeld, ...]:
    held: dict[str, list[tuple[MergedEncounter, str | None]]] = defaultdict(list)
    for encounter in sorted(merged, key=lambda m: (day_of(m).order, m.id)):
        for party in encounter.participants:
            if party.id == one.id and party.office:
                held[party.office].append((encounter, party.office_from))
    return tuple(
        OfficeHeld(
            office=office,
            first=day_of(found[0][0]).told,
            last=day_of(found[-1][0]).told,
            basis=tuple(dict.fromkeys(basis for _, basis in found if basis)),
            encounters=tuple(encounter.id for encounter, _ in found),
            words=next((words[e.id] for e, _ in reversed(found) if e.id in words), ()),
        )
        for office, found in held.items()
    )


def _counterparts(
    one: Identity, merged: Sequence[MergedEncounter], words: dict[str, tuple[Words, ...]]
) -> tuple[Counterpart, ...]:
    """Whom the actor met, of another side; sessions of a visit count with the visit."""
    ids = {encounter.id for encounter in merged}
    met: dict[str, list[MergedEncounter]] = defaultdict(list)
    people: dict[str, Who] = {}
    for encounter in merged:
        if encounter.part_of in ids or encounter.status != "held":
            continue
        for party in encounter.participants:
            along = party.country is None and party.role in ("delegation", "accompanying")
            if party.id != one.id and not along and not (party.country and party.country == one.country):
                people[party.id] = who_takes_part(party)
                met[party.id].append(encounter)
    found = [
        Counterpart(
            who=people[name],
            times=len(some),
            last=day_of(max(some, key=lambda m: (day_of(m).order, m.id))),
            encounters=tuple(encounter.id for encounter in some),
            words=next((words[e.id] for e in some if e.id in words), ()),
        )
        for name, some in met.items()
    ]
    return tuple(sorted(found, key=lambda c: (-c.times, c.who.id)))


def _forms(connection: Connection, one: Identity) -> tuple[Form, ...]:
    members, items, mentions = tables.identity_members, tables.items, tables.mentions
    query = (
        select(mentions.c.exact, func.count(), func.min(mentions.c.article))
        .join(items, and_(items.c.article == mentions.c.article, items.c.id == mentions.c.actor))
        .join(members, members.c.actor == items.c.id)
        .where(members.c.identity == one.id)
        .group_by(mentions.c.exact)
    )
    times: Counter[str] = Counter()
    where: dict[str, tuple[int, str]] = {}
    for exact, number, article in connection.execute(query):
        form = max((form for form in one.forms if form in exact), key=len, default=None)
        if form:
            times[form] += number
            where[form] = min(where.get(form, (article, exact)), (article, exact))
    words = _first_places(connection, one, where)
    return tuple(
        Form(name=name, times=number, words=words.get(name, ()))
        for name, number in sorted(times.items(), key=lambda f: (-f[1], f[0]))
    )


def _first_places(
    connection: Connection, one: Identity, where: dict[str, tuple[int, str]]
) -> dict[str, tuple[Words, ...]]:
    """Where each form stands in one article."""
    mentions, articles, versions = tables.mentions, tables.articles, tables.versions
    query = (
        select(mentions, articles.c.id, articles.c.outlet, articles.c.published, versions.c.doc_id)
        .join(articles, articles.c.number == mentions.c.article)
        .join(versions, and_(versions.c.article == articles.c.number, versions.c.sha256 == articles.c.sha256))
        .where(mentions.c.article.in_({article for article, _ in where.values()}))
        .order_by(mentions.c.article, mentions.c.start)
    )
    found: dict[str, tuple[Words, ...]] = {}
    forms = {place: form for form, place in where.items()}
    for row in connection.execute(query):
        form = forms.get((row.article, row.exact))
        if form and form not in found:
            span = Span(row.start, row.end, row.exact)
            found[form] = (
                Words(
                    article=row.id, doc_id=row.doc_id, outlet=row.outlet, published=row.published, span=span
                ),
            )
    return found


def _topics(connection: Connection, one: Identity) -> tuple[int, tuple[TopicSaid, ...]]:
    members, speakers, topics = tables.identity_members, tables.speakers, tables.topics
    articles = tables.articles
    spoken = (
        select(speakers.c.article, speakers.c.statement.label("id"), topics.c.topic)
        .join(members, members.c.actor == speakers.c.actor)
        .join(articles, articles.c.number == speakers.c.article)
        .outerjoin(
            topics, and_(topics.c.article == speakers.c.article, topics.c.item == speakers.c.statement)
        )
        .where(members.c.identity == one.id, speakers.c.part == "speaker")
        .order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc(), speakers.c.statement)
    )
    rows = connection.execute(spoken).all()
    by_topic = defaultdict(list)
    for row in rows:
        by_topic[row.topic or "other"].append(row)
    shown = {row.id: row for some in by_topic.values() for row in some[:SHOWN]}
    said = {s.id: s for s in said_in_rows(connection, list(shown.values()))}
    found = [
        TopicSaid(topic=topic, total=len(some), lines=tuple(said[row.id] for row in some[:SHOWN]))
        for topic, some in by_topic.items()
    ]
    return len({row.id for row in rows}), tuple(sorted(found, key=lambda t: (-t.total, t.topic)))
