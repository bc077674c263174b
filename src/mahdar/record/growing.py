"""Growing: articles and their records into the store, with everything that is made from them, a batch at a time."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select, update

from mahdar.model import Article, ArticleRecord, MalformedRecord, to_json
from mahdar.record import tables
from mahdar.record.applying import Applied, apply
from mahdar.record.articles import Stored, chunks, keep_articles, make_current
from mahdar.record.claiming import claimed, settle
from mahdar.record.identity import article_id, told_of
from mahdar.record.ledger import decisions_about
from mahdar.record.prepared import Prepared, Values, every_row, numbered, prepared, values_of, whole
from mahdar.record.redirects import items_of, redirect, successors
from mahdar.record.terms import Analysis, Terms
from mahdar.record.upkeep import note_terms
from mahdar.record.writing import write_rows, write_values

Fresh = Mapping[tuple[int, str], Prepared]
"""What was read just now, by number of the article and hash of the text."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What a batch brought: articles that were new, new versions of known ones, and how many were known."""

    articles: int = 0
    versions: int = 0
    known: int = 0

    def __add__(self, other: Grown) -> Grown:
        return Grown(self.articles + other.articles, self.versions + other.versions, self.known + other.known)


def grow(connection: Connection, read: Sequence[tuple[Article, Prepared]], analysis: Analysis) -> Grown:
    """Store articles with what was prepared of them, and renew what follows from them.

    The articles are held to the end of the transaction: another who adds the same ones waits, and finds them here.

    Args:
        connection: of `Store.growing` or `Store.writing`.
        read: articles, each with its record as it is stored.
        analysis: whose search terms the store shall have; what was prepared by another is made anew.
    """
    read = [(article, _of_analysis(article, made, analysis)) for article, made in read]
    articles = [article for article, _ in read]
    stored = claimed(connection, articles)
    before = {name: len(there.versions) for name, there in stored.items() if there.current is not None}
    keep_articles(connection, stored, articles)
    settle(connection, [there for there in stored.values() if there.current is None])
    old = current_records(connection, [stored[name] for name in before])
    fresh = keep_records(connection, stored, read)
    index(connection, list(stored.values()), analysis, fresh)
    renew(connection, list(stored.values()), old, fresh)
    versions = sum(len(there.versions) for there in stored.values())
    known = sum(before.values())
    new = len(stored) - len(before)
    return Grown(new, versions - known - new, len(read) - (versions - known))


def _of_analysis(article: Article, made: Prepared, analysis: Analysis) -> Prepared:
    same = made.analysis == analysis.version
    return made if same else prepared(article, made.record(article.text), analysis)


def keep_records(
    connection: Connection, stored: Mapping[str, Stored], read: Iterable[tuple[Article, Prepared]]
) -> dict[tuple[int, str], Prepared]:
    """Store machine records, in the place of older ones of the same version, and tell which they are.

    A record that was read with other dates, title or author than the version now has is passed over.
    """
    fresh: dict[tuple[int, str], Prepared] = {}
    for article, made in read:
        there = stored[article_id(article)]
        if told_of(there.versions[made.sha256]) == told_of(article):
            fresh[there.number, made.sha256] = made
    table = tables.records
    for some in chunks({number for number, _ in fresh}):
        held = select(table.c.article, table.c.sha256).where(table.c.article.in_(some))
        for number, sha256 in connection.execute(held).all():
            if (number, sha256) in fresh:
                connection.execute(delete(table).where(table.c.article == number, table.c.sha256 == sha256))
    rows = [
        {
            "article": number,
            "sha256": sha256,
            "reader": made.reader,
            "knowledge": made.knowledge,
            "machine": made.machine,
            "decided": None,
        }
        for (number, sha256), made in fresh.items()
    ]
    write_rows(connection, table, rows)
    return fresh


def renew(
    connection: Connection,
    stored: Sequence[Stored],
    old: Mapping[int, ArticleRecord],
    fresh: Fresh | None = None,
) -> dict[str, Applied]:
    """Make anew what follows from records: current version, decisions, rows, redirects.

    Lines are made of the search terms, which must be those of the newest texts: `index` comes before.

    Args:
        connection: in a transaction that writes.
        stored: the articles.
        old: the record that each article had until now, by its number; what it gives no longer is redirected.
        fresh: machine records at hand; others are taken from the store.

    Returns:
        What came of the decisions on each article that has a record, but for those that were prepared just now, have
        none about them and had no record before.
    """
    known = [there for there in stored if there.current is not None]
    for there in known:
        make_current(connection, there)
    decided = decisions_about(connection, [there.id for there in stored])
    ready = _as_prepared(stored, fresh or {}, decided.keys(), old.keys())
    others = [there for there in stored if there.number not in ready]
    machine = _machine_records(connection, others, fresh or {})
    applied: dict[str, Applied] = {}
    for there in others:
        if there.number in machine:
            applied[there.id] = apply(machine[there.number], there.id, decided.get(there.id, ()))
    _forget(connection, known)
    _write(connection, [there for there in others if there.id in applied], applied, ready)
    _keep_decided(connection, stored, applied)
    again = [there for there in known if there.number in old and there.id in applied]
    ways = {t.number: successors(old[t.number], applied[t.id].record) for t in again}
    alive = [name for t in again for name in items_of(applied[t.id].record)]
    redirect(connection, {number: way for number, way in ways.items() if way}, alive)
    return applied


def index(
    connection: Connection, stored: Sequence[Stored], analysis: Analysis, fresh: Fresh | None = None
) -> None:
    """Make the search terms of articles anew from their newest texts; the store remembers of which version they are.

    Args:
        connection: in a transaction that writes.
        stored: the articles.
        analysis: makes the terms of those that are not at hand.
        fresh: those at hand, of this analysis.
    """
    if not stored:
        return
    note_terms(connection, analysis)
    table = tables.search
    for some in chunks(there.number for there in stored if there.current is not None):
        connection.execute(delete(table).where(table.c.article.in_(some)))
    rows = []
    for there in stored:
        made = (fresh or {}).get((there.number, there.newest.sha256))
        terms = made.terms if made else analysis.of_text(there.newest.text)
        rows.append({"article": there.number, "terms": terms.words, "places": terms.places})
    write_rows(connection, table, rows)


def current_records(connection: Connection, stored: Sequence[Stored]) -> dict[int, ArticleRecord]:
    """The record of the current version of each article with its decisions, by number, where it has one."""
    current = {there.number: there for there in stored}
    found: dict[int, ArticleRecord] = {}
    for some in chunks(current):
        for row in connection.execute(select(tables.records).where(tables.records.c.article.in_(some))):
            there = current[row.article]
            if row.sha256 == there.current and row.sha256 in there.versions:
                # A damaged record has nothing to redirect from; a rebuild makes it anew.
                with suppress(MalformedRecord):
                    found[row.article] = whole(row.decided or row.machine, there.versions[row.sha256].text)
    return found


def numbers_read_otherwise(connection: Connection, reader: str, knowledge: str) -> list[int]:
    """Numbers of the articles with a version that was not read by this reader with this knowledge."""
    records, versions = tables.records, tables.versions
    same = (records.c.article == versions.c.article) & (records.c.sha256 == versions.c.sha256)
    same &= (records.c.reader == reader) & (records.c.knowledge == knowledge)
    query = select(versions.c.article).where(~select(records.c.article).where(same).exists()).distinct()
    return list(connection.execute(query.order_by(versions.c.article)).scalars())


def _as_prepared(
    stored: Sequence[Stored], fresh: Fresh, decided: Container[str], had: Container[int]
) -> dict[int, Prepared]:
    """What was prepared of articles about which nothing else tells: no decision, no record that they had before."""
    if not fresh:
        return {}
    ready = {there.number: fresh.get((there.number, there.newest.sha256)) for there in stored}
    alone = {there.number for there in stored if there.id not in decided and there.number not in had}
    return {number: made for number, made in ready.items() if made is not None and number in alone}


def _machine_records(
    connection: Connection, stored: Sequence[Stored], fresh: Fresh
) -> dict[int, ArticleRecord]:
    found: dict[int, ArticleRecord] = {}
    missing: dict[int, Stored] = {}
    for there in stored:
        newest = there.newest
        made = fresh.get((there.number, newest.sha256))
        if made is None:
            missing[there.number] = there
        else:
            found[there.number] = made.record(newest.text)
    for some in chunks(missing):
        for row in connection.execute(select(tables.records).where(tables.records.c.article.in_(some))):
            newest = missing[row.article].newest
            if row.sha256 == newest.sha256:
                found[row.article] = whole(row.machine, newest.text)
    return found


def _forget(connection: Connection, stored: Sequence[Stored]) -> None:
    records = tables.records
    for some in chunks(there.number for there in stored):
        for table in tables.DERIVED:
            connection.execute(delete(table).where(table.c.article.in_(some)))
        decided = records.c.decided.is_not(None)
        connection.execute(update(records).where(records.c.article.in_(some), decided).values(decided=None))
    for names in chunks(there.id for there in stored):
        connection.execute(delete(tables.standing).where(tables.standing.c.article_id.in_(names)))


def terms_of_articles(connection: Connection, numbers: Collection[int]) -> dict[int, Terms]:
    """The search terms of articles, by number."""
    table = tables.search
    found: dict[int, Terms] = {}
    for some in chunks(numbers):
        rows = connection.execute(select(table).where(table.c.article.in_(some)))
        found |= {row.article: Terms(row.terms, row.places) for row in rows}
    return found


def _write(
    connection: Connection,
    stored: Sequence[Stored],
    applied: Mapping[str, Applied],
    ready: Mapping[int, Prepared],
) -> None:
    """Write the rows of articles with decisions, and of those that are as they were prepared."""
    rows: dict[str, list[Values]] = {table.name: [] for table in tables.DERIVED}
    terms = terms_of_articles(connection, [there.number for there in stored])
    for there in stored:
        made = applied[there.id]
        every = every_row(made.record, there.number, made.states, terms.get(there.number))
        for table, some in every.items():
            rows[table.name] += values_of(table, some)
    for number, one in ready.items():
        for table in tables.DERIVED:
            rows[table.name] += numbered(table, one.rows.get(table.name, ()), number)
    for table in tables.DERIVED:
        write_values(connection, table, rows[table.name])


def _keep_decided(connection: Connection, stored: Sequence[Stored], applied: Mapping[str, Applied]) -> None:
    table = tables.records
    for there in stored:
        made = applied.get(there.id)
        if made is None or not made.standing:
            continue
        key = (table.c.article == there.number, table.c.sha256 == there.newest.sha256)
        kept = to_json(replace(made.record, text=""))
        connection.execute(update(table).where(*key).values(decided=kept))
        rows = [
            {
                "article_id": there.id,
                "decision": s.decision,
                "state": s.state,
                "item": s.item,
                "other": s.other,
                "reason": s.reason,
            }
            for s in made.standing
        ]
        connection.execute(insert(tables.standing), rows)
