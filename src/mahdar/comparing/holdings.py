"""Holdings: the articles an answer rests on, with who their actors are, and what of them belongs to an encounter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from mahdar.comparing.actors import identities_of
from mahdar.comparing.errors import UnknownEncounter
from mahdar.comparing.tellers import Tellers
from mahdar.comparing.words import Day, Narrated, Review, Said, Who, Words
from mahdar.linking.encounters.telling import chain_of
from mahdar.model import (
    Actor,
    ArticleRecord,
    Encounter,
    Fact,
    Figure,
    Instrument,
    MergedEncounter,
    Span,
    Statement,
    from_json,
)
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.identity import is_storable
from mahdar.record.links import merged_id
from mahdar.record.prepared import whole

#: What a fact is doubted for that no one told the outlet.
_INFERRED = "the outlet's inference"
_MET = ("meeting", "visit", "call")


@dataclass(frozen=True, slots=True)
class Holding:
    """An article that an answer rests on.

    Attributes:
        record: without the text.
        who: its actors, by their identifiers in it.
        reviewed: what people made of its encounters and statements; the others are the machine's alone.
    """

    article: str
    record: ArticleRecord
    who: dict[str, Who]
    tellers: Tellers
    reviewed: dict[str, Review] = field(default_factory=dict)

    def review(self, item: str) -> Review:
        """Whether a person has looked at an encounter or a statement of this article."""
        return self.reviewed.get(item, "machine")

    def words(self, span: Span) -> Words:
        """Where words of this article stand."""
        return Words(
            article=self.article,
            doc_id=self.record.doc_id,
            outlet=self.record.outlet,
            published=self.record.published,
            span=span,
        )

    def named(self, actors: Iterable[str]) -> tuple[Who, ...]:
        """Actors of this article, each once, in order."""
        found = {one.id: one for name in actors if (one := self.who.get(name))}
        return tuple(found.values())

    @property
    def day(self) -> Day:
        """The day that the article tells of itself."""
        if self.record.published:
            return Day(date=self.record.published[:10], basis="published")
        if self.record.dated:
            return Day(date=self.record.dated[:10], basis=f"day of writing, from {self.record.dated_by}")
        if self.record.collected:
            return Day(latest=self.record.collected[:10], basis="collected; day of publication unknown")
        return Day(basis="neither the day of publication nor of collection is known")

    @property
    def lead(self) -> Encounter | None:
        """The meeting, visit or call the article opens with; words that belong to no other are told beside it."""
        return lead_of(self.record)


def lead_of(record: ArticleRecord) -> Encounter | None:
    """The meeting, visit or call that an article opens with."""
    met = record.encounters
    return next((one for one in met if one.kind in _MET), met[0] if met else None)


def holdings_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Holding]:
    """The articles of these numbers, by number, in the order of publication."""
    read = list(_records(connection, numbers))
    reviewed = _reviewed(connection, (number for number, *_ in read))
    linked = identities_of(connection, (actor.id for *_, record in read for actor in record.actors))
    found = {}
    for number, article, record in sorted(read, key=lambda r: (r[2].published or "", r[2].doc_id, r[1])):
        who = {actor.id: linked.get(actor.id) or _unlinked(actor) for actor in record.actors}
        found[number] = Holding(article, record, who, Tellers(record, who), reviewed.get(number, {}))
    return found


def _reviewed(connection: Connection, numbers: Iterable[int]) -> dict[int, dict[str, Review]]:
    """By the number of the article, the encounters and statements that people have decided on."""
    found: dict[int, dict[str, Review]] = defaultdict(dict)
    for some in chunks(sorted(set(numbers))):
        for table in (tables.encounters, tables.statements):
            rows = select(table.c.article, table.c.id, table.c.state)
            for row in connection.execute(rows.where(table.c.article.in_(some), table.c.state != "machine")):
                found[row.article][row.id] = row.state
    return found


def _records(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[int, str, ArticleRecord]]:
    """Number, identifier and record, without the text, of each article."""
    articles, records = tables.articles, tables.records
    for some in chunks(sorted(set(numbers))):
        rows = connection.execute(
            select(articles.c.number, articles.c.id, records.c.machine, records.c.decided)
            .join(records, (records.c.article == articles.c.number) & (records.c.sha256 == articles.c.sha256))
            .where(articles.c.number.in_(some))
        )
        for row in rows.all():
            yield row.number, row.id, whole(row.decided or row.machine, "")


def _unlinked(actor: Actor) -> Who:
    return Who(id=actor.id, name=actor.name, name_en=actor.name_en, country=actor.country, kind=actor.kind)


def merged_named(connection: Connection, name: str) -> MergedEncounter:
    """The merged encounter of an identifier given at any time, or of one of its reports.

    Raises:
        UnknownEncounter: where the record holds none.
    """
    table, reports = tables.merged_encounters, tables.reports
    known = name if is_storable(name) else ""
    now = merged_id(connection, known) or connection.scalar(
        select(reports.c.merged).where(reports.c.encounter == known).order_by(reports.c.merged).limit(1)
    )
    kept = connection.scalar(select(table.c.whole).where(table.c.id == now)) if now else None
    if kept is None:
        raise UnknownEncounter(
            f"«{name}»: the record holds no encounter of this identifier; `mahdar encounters` lists them, "
            "`mahdar encounters --actor NAME` those of one actor"
        )
    return from_json(kept, MergedEncounter)


def merged_days(connection: Connection, encounters: Iterable[str]) -> dict[str, tuple[str, Day]]:
    """For reports of encounters, by their identifiers in articles, the merged encounter and its day."""
    reports, table = tables.reports, tables.merged_encounters
    found: dict[str, tuple[str, Day]] = {}
    for some in chunks(sorted(set(encounters))):
        rows = connection.execute(
            select(reports.c.encounter, table.c.id, table.c.date, table.c.earliest, table.c.latest)
            .join(table, table.c.id == reports.c.merged)
            .where(reports.c.encounter.in_(some))
        )
        for row in rows:
            day = Day(date=row.date, earliest=row.earliest, latest=row.latest, basis="of the encounter")
            found[row.encounter] = (row.id, day)
    return found


def day_of(one: MergedEncounter) -> Day:
    """When a merged encounter was, with its chain of reasons."""
    return Day(
        date=one.date, earliest=one.earliest, latest=one.latest, basis="; ".join(one.date_basis) or None
    )


def numbers_of_reports(connection: Connection, encounters: Iterable[str]) -> dict[str, int]:
    """The number of the article of each report."""
    items = tables.items
    found: dict[str, int] = {}
    for some in chunks(sorted(set(encounters))):
        for row in connection.execute(select(items.c.id, items.c.article).where(items.c.id.in_(some))):
            found[row.id] = row.article
    return found


def opening_with(connection: Connection, encounters: Iterable[str]) -> list[int]:
    """The numbers of the articles that open with one of some reports of encounters."""
    wanted = set(encounters)
    numbers = set(numbers_of_reports(connection, wanted).values())
    return sorted(
        number
        for number, _, record in _records(connection, numbers)
        if (lead := lead_of(record)) and lead.id in wanted
    )


def said_of(holding: Holding, statement: Statement, at: tuple[str, Day] | None) -> Said:
    """A statement as answers tell it.

    Args:
        holding: its article.
        statement: the statement.
        at: the merged encounter it was made at and its day, where it was made at one.
    """
    target = holding.who.get(statement.target or "")
    addressee = holding.who.get(statement.addressee or "")
    spans = [holding.words(statement.content), holding.words(statement.cue)]
    if statement.condition:
        spans.append(holding.words(statement.condition))
    return Said(
        id=statement.id,
        day=at[1] if at and (at[1].date or not holding.record.published) else holding.day,
        speakers=holding.named(statement.speakers),
        act=statement.act,
        negated=statement.negated,
        mode=statement.mode,
        words_of=statement.words_of,
        topics=statement.topics,
        via=holding.named(statement.via),
        addressee=addressee.name if addressee else statement.addressee,
        target=target.name if target else statement.target,
        target_id=target.id if target else None,
        condition=statement.condition.exact if statement.condition else None,
        encounter=at[0] if at else None,
        teller=holding.tellers.of_statement(statement),
        chain=chain_of(statement.told_by),
        cue=statement.cue.exact,
        content=statement.content.exact,
        words=tuple(spans),
        doubt=statement.doubt,
        review=holding.review(statement.id),
    )


def narrated_in(record: ArticleRecord) -> list[Fact | Figure | Instrument]:
    """The facts, figures and instruments of an article."""
    return [*record.facts, *record.figures, *record.instruments]


def narrated_of(holding: Holding, item: Fact | Figure | Instrument) -> Narrated:
    """A fact, a figure or an instrument as answers tell it."""
    words = (holding.words(item.span),)
    lead = holding.lead.id if holding.lead else None
    match item:
        case Fact():
            return Narrated(
                id=item.id,
                kind="fact",
                day=Day(date=item.date, basis="as told") if item.date else holding.day,
                what=item.act,
                state=item.phase,
                of=item.object,
                place=item.place,
                actors=holding.named(item.actors),
                teller=holding.tellers.of_the_outlet()
                if any(reason.words == _INFERRED for reason in item.doubt)
                else holding.tellers.of_chain(item.told_by, lead),
                words=words,
                doubt=item.doubt,
            )
        case Figure():
            return Narrated(
                id=item.id,
                kind="figure",
                day=holding.day,
                what=" ".join(part for part in (item.quantity, item.unit) if part),
                state=item.direction,
                of=item.of,
                period=item.period,
                actors=holding.named((item.speaker,) if item.speaker else ()),
                teller=holding.tellers.of_chain((), lead),
                words=words,
                doubt=item.doubt,
            )
    return Narrated(
        id=item.id,
        kind="instrument",
        day=holding.day,
        what=item.name,
        state=item.state,
        actors=holding.named(item.parties),
        teller=holding.tellers.of_chain((), lead),
        words=words,
        doubt=item.doubt,
    )


def _is_most_of(content: Span, words: Span) -> bool:
    """Whether some words lie in a content and are half of it or more."""
    inside = content.start <= words.start and words.end <= content.end
    return inside and 2 * (words.end - words.start) >= content.end - content.start


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the record holds of one encounter.

    Attributes:
        merged: the encounter.
        family: it, the visit or session it is part of, and what is part of it.
        holdings: the articles that tell one of these, in the order of publication.
        at: for each report of the family the merged encounter and its day.
    """

    merged: MergedEncounter
    family: tuple[MergedEncounter, ...]
    holdings: tuple[Holding, ...]
    at: dict[str, tuple[str, Day]] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[str, ...]:
        """The countries of those who took part in it, or in the visit it is part of, or in its parts."""
        parties = (party for member in self.family for party in member.participants)
        return tuple(dict.fromkeys(party.country for party in parties if party.country))

    def reports(self) -> Iterator[tuple[Holding, Encounter]]:
        """The reports of the encounter itself, each with its article."""
        own = {name for _, name in self.merged.reports}
        for holding in self.holdings:
            for encounter in holding.record.encounters:
                if encounter.id in own:
                    yield holding, encounter

    def statements(self) -> Iterator[tuple[Holding, Statement]]:
        """The statements made at it, and those told beside it that belong to no other encounter."""
        for holding in self.holdings:
            for statement in holding.record.statements:
                if self._is_told_with(holding, statement):
                    yield holding, statement

    def _is_told_with(self, holding: Holding, statement: Statement) -> bool:
        if statement.encounter is not None:
            return statement.encounter in self.at
        # «وقالت المتحدثة إن الوزير سيلتقي نظيره»: what is said is of the meeting it announces, whatever the article
        # opens with.
        itself = [met for met in holding.record.encounters if _is_most_of(statement.content, met.evidence)]
        return any(map(self._is_of, itself)) if itself else self._is_of(holding.lead)

    def said(self) -> list[Said]:
        """The statements as answers tell them, in the order of publication and of the text."""
        return [said_of(h, s, self.at.get(s.encounter or "")) for h, s in self.statements()]

    def narrated(self) -> list[Narrated]:
        """The facts, figures and instruments told beside it, in the order of publication and of the text."""
        found = []
        for holding in self.holdings:
            if self._is_of(holding.lead):
                found += [narrated_of(holding, item) for item in narrated_in(holding.record)]
        return found

    def _is_of(self, encounter: Encounter | None) -> bool:
        return encounter is not None and encounter.id in self.at


def gather(connection: Connection, name: str) -> Gathered:
    """All that the record holds of an encounter.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    return gathered(connection, merged_named(connection, name))


def gathered(connection: Connection, one: MergedEncounter) -> Gathered:
    """All that the record holds of a merged encounter, of the visit it is part of, and of its own parts."""
    table = tables.merged_encounters
    around = table.c.part_of == one.id
    if one.part_of:
        around = around | (table.c.id == one.part_of)
    kept = connection.execute(select(table.c.whole).where(around).order_by(table.c.id)).scalars().all()
    family = (one, *(from_json(row, MergedEncounter) for row in kept))
    at = {report: (member.id, day_of(member)) for member in family for _, report in member.reports}
    numbers = numbers_of_reports(connection, at)
    return Gathered(one, family, tuple(holdings_of(connection, numbers.values()).values()), at)


class Gathering:
    """What is gathered of encounters, each of them once; for those who ask several questions of the same ones."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._known: dict[str, Gathered] = {}

    def of(self, one: MergedEncounter) -> Gathered:
        """All that the record holds of a merged encounter."""
        if one.id not in self._known:
            self._known[one.id] = gathered(self.connection, one)
        return self._known[one.id]

    def named(self, name: str) -> Gathered:
        """All that the record holds of an encounter.

        Raises:
            UnknownEncounter: where the record holds none of this identifier.
        """
        return self._known.get(name) or self.of(merged_named(self.connection, name))
