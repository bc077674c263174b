"""What a query chooses of a record for an export: its articles, and the items in them that pass its filters.

Items are given one after the other, in an order that depends on nothing but the record; never all are in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, select

from mahdar.arabic.fold import fold
from mahdar.model import (
    ArticleRecord,
    Encounter,
    Identity,
    MergedEncounter,
    Passage,
    Statement,
    from_json,
)
from mahdar.record import tables
from mahdar.record.articles import chunks
from mahdar.record.prepared import whole
from mahdar.record.reading_back import current_records_of
from mahdar.record.rows import names_of
from mahdar.record.searching import Query, matching
from mahdar.record.terms import Analysis

_AT_ONCE = 100
MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Report:
    """One article's report of an encounter: the record of the article, without its text, and the encounter in it."""

    record: ArticleRecord
    encounter: Encounter


@dataclass(frozen=True, slots=True)
class Met:
    """A merged encounter with its reports."""

    merged: MergedEncounter
    reports: tuple[Report, ...]


class Chosen:
    """The part of a record that passes a query; everything where there is none.

    An article passes by its outlet, its day and what stands in it, as `mahdar records` has it. An item of such an
    article passes where it is itself of the kind, act, topic and actor that were asked for: with `--act deny` there
    are denials and no encounters. A merged encounter passes where one of its reports does.
    """

    def __init__(
        self, connection: Connection, query: Query | None = None, analysis: Analysis | None = None
    ) -> None:
        self.connection = connection
        self.query = query or Query()
        filters = replace(self.query, limit=20, offset=0) != Query()
        if filters and analysis is None:
            raise ValueError("a query needs the analysis that its words are looked for with")
        self._ids = matching(connection, self.query, analysis) if filters and analysis else None
        self._actor = fold(self.query.actor).strip() if self.query.actor else None
        self._states = _states(connection)
        self._ahead: list[ArticleRecord] = []
        self._linked: tuple[list[ArticleRecord], dict[str, str], dict[str, str]] = ([], {}, {})

    def records(self) -> Iterator[ArticleRecord]:
        """The record of each article chosen, whole and with its text, by outlet and address."""
        rest = current_records_of(self.connection, self._ids)
        while some := list(islice(rest, _AT_ONCE)):
            self._ahead = some
            yield from some

    def encounters_of(self, record: ArticleRecord) -> Iterator[Encounter]:
        """The encounters of an article that pass."""
        query = self.query
        if query.act and not query.kind:
            return
        for one in record.encounters:
            if (not query.kind or one.kind == query.kind) and self._passes(record, one, one.participants):
                yield one

    def statements_of(self, record: ArticleRecord) -> Iterator[Statement]:
        """The statements of an article that pass."""
        query = self.query
        if query.kind and not query.act:
            return
        for one in record.statements:
            named = (*one.speakers, *one.via, *((one.addressee,) if one.addressee else ()))
            if (not query.act or one.act == query.act) and self._passes(record, one, named):
                yield one

    def narration_of(self, record: ArticleRecord, name: str) -> Iterator[Any]:
        """The facts, figures or instruments of an article that pass; they have no kind, act or topic of these lists."""
        query = self.query
        if query.kind or query.act or query.topic:
            return
        for one in getattr(record, name):
            named = (
                getattr(one, "actors", None)
                or getattr(one, "parties", ())
                or (getattr(one, "speaker", None),)
            )
            if self._is_among(record, named):
                yield one

    def _passes(self, record: ArticleRecord, one: Encounter | Statement, named: Iterable[str]) -> bool:
        topic = self.query.topic
        return (not topic or topic in one.topics) and self._is_among(record, named)

    def _is_among(self, record: ArticleRecord, named: Iterable[str | None]) -> bool:
        if self._actor is None:
            return True
        ids = set(named)
        return any(actor.id in ids and self._actor in names_of(actor) for actor in record.actors)

    def met(self) -> Iterator[Met]:
        """The merged encounters that pass, by date, with all their reports."""
        for some in chunks(self._merged_ids(), _AT_ONCE):
            yield from self._met(some)

    def _merged_ids(self) -> list[str]:
        """The merged encounters that pass: the earliest first, those of which no date or bound is known before all."""
        table, reports = tables.merged_encounters, tables.reports
        rows = self.connection.execute(
            select(table.c.id, table.c.date, table.c.earliest, table.c.latest)
        ).all()
        every = sorted(rows, key=lambda row: (row.date or row.earliest or row.latest or "", row.id))
        if self._ids is None:
            return [row.id for row in every]
        passing = [one.id for record in self.records() for one in self.encounters_of(record)]
        found: set[str] = set()
        for some in chunks(passing):
            query = select(reports.c.merged).where(reports.c.encounter.in_(some))
            found.update(self.connection.execute(query).scalars())
        return [row.id for row in every if row.id in found]

    def _met(self, ids: list[str]) -> Iterator[Met]:
        table = tables.merged_encounters
        rows = self.connection.execute(select(table.c.id, table.c.whole).where(table.c.id.in_(ids)))
        merged = {row.id: from_json(row.whole, MergedEncounter) for row in rows}
        reports = self._reports([name for one in merged.values() for _, name in one.reports])
        for one in (merged[name] for name in ids):
            yield Met(one, tuple(reports[name] for _, name in one.reports if name in reports))

    def _reports(self, encounters: list[str]) -> dict[str, Report]:
        items, articles, records = tables.items, tables.articles, tables.records
        found: dict[str, Report] = {}
        for some in chunks(encounters):
            where = select(items.c.article).where(items.c.id.in_(some)).distinct()
            rows = self.connection.execute(
                select(records.c.machine, records.c.decided)
                .join(
                    articles,
                    (articles.c.number == records.c.article) & (articles.c.sha256 == records.c.sha256),
                )
                .where(articles.c.number.in_(where))
            )
            for row in rows:
                record = whole(row.decided or row.machine, "")
                found |= {one.id: Report(record, one) for one in record.encounters}
        return found

    def identities(self) -> Iterator[Identity]:
        """The identities with an actor in the articles chosen, by identifier."""
        table = tables.identities
        for some in chunks(self._identity_ids()):
            rows = self.connection.execute(
                select(table.c.whole).where(table.c.id.in_(some)).order_by(table.c.id)
            )
            for row in rows.scalars():
                yield from_json(row, Identity)

    def _identity_ids(self) -> list[str]:
        if self._ids is None:
            table = tables.identities
            return list(self.connection.execute(select(table.c.id).order_by(table.c.id)).scalars())
        members, actors, articles = tables.identity_members, tables.actors, tables.articles
        found: set[str] = set()
        for some in chunks(self._ids):
            rows = self.connection.execute(
                select(members.c.identity)
                .join(actors, actors.c.id == members.c.actor)
                .join(articles, articles.c.number == actors.c.article)
                .where(articles.c.id.in_(some))
                .distinct()
            )
            found.update(rows.scalars())
        return sorted(found)

    def passages(self) -> Iterator[Passage]:
        """The passages that articles chosen share with others, by identifier."""
        table = tables.passages
        chosen = None if self._ids is None else set(self._ids)
        names = self.connection.execute(select(table.c.id, table.c.a, table.c.b).order_by(table.c.id)).all()
        kept = [row.id for row in names if chosen is None or row.a in chosen or row.b in chosen]
        for some in chunks(kept):
            rows = self.connection.execute(
                select(table.c.whole).where(table.c.id.in_(some)).order_by(table.c.id)
            )
            for row in rows.scalars():
                yield from_json(row, Passage)

    def state(self, item: str) -> str:
        """The review state of an encounter or a statement of an article: machine, accepted, corrected or added."""
        return self._states.get(item, MACHINE)

    def state_of(self, met: Met) -> str:
        """The review states of the reports of a merged encounter, each once."""
        return "; ".join(sorted({self.state(report.encounter.id) for report in met.reports}) or [MACHINE])

    def identities_of(self, record: ArticleRecord) -> dict[str, str]:
        """Identity of each actor of an article; an actor that is not linked stands for itself."""
        _, identities, _ = self._links_of(record)
        return {actor.id: identities.get(actor.id, actor.id) for actor in record.actors}

    def merged_of(self, record: ArticleRecord) -> dict[str, str]:
        """The merged encounter that each encounter of an article is told of."""
        _, _, merged = self._links_of(record)
        return {one.id: merged[one.id] for one in record.encounters if one.id in merged}

    def _links_of(self, record: ArticleRecord) -> tuple[list[ArticleRecord], dict[str, str], dict[str, str]]:
        """Identities of actors and merged encounters of reports, asked for at once for the articles that come next."""
        if not any(one is record for one in self._linked[0]):
            some = self._ahead if any(one is record for one in self._ahead) else [record]
            members, reports = tables.identity_members, tables.reports
            actors = [actor.id for one in some for actor in one.actors]
            encounters = [e.id for one in some for e in one.encounters]
            identities = self._pairs(members.c.actor, members.c.identity, actors)
            self._linked = (some, identities, self._pairs(reports.c.encounter, reports.c.merged, encounters))
        return self._linked

    def _pairs(self, name: Column[Any], value: Column[Any], names: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for some in chunks(names):
            rows = self.connection.execute(select(name, value).where(name.in_(some)))
            found |= {row[0]: row[1] for row in rows}
        return found


def _states(connection: Connection) -> dict[str, str]:
    """Items that are no longer the machine's alone: as many as people have decided on."""
    states: dict[str, str] = {}
    for table in (tables.encounters, tables.statements):
        rows = connection.execute(select(table.c.id, table.c.state).where(table.c.state != MACHINE))
        states |= {row.id: row.state for row in rows}
    return states
