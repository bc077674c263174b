"""Verify a whole record: bytes, hashes, spans, identifiers, rows, links, ledger. Nothing is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, select, text

from mahdar.keeping.telling import Stepped, nothing
from mahdar.keeping.verifying import faults_of
from mahdar.model import ArticleRecord, Decision, MalformedRecord, from_json
from mahdar.record import tables
from mahdar.record.applying import apply
from mahdar.record.articles import Stored, chunks, numbers_of, stored_articles
from mahdar.record.growing import terms_of_articles
from mahdar.record.identity import article_id
from mahdar.record.ledger import decisions_about, sealed
from mahdar.record.links import encounters_with_other_pairs
from mahdar.record.prepared import every_row, whole
from mahdar.record.stable import with_stable_ids
from mahdar.record.store import Store
from mahdar.record.terms import Terms, places_of

_AT_ONCE = 100


def faults_in(store: Store, stepped: Stepped = nothing) -> Iterator[str]:
    """What does not hold in a record, in words; nothing where all of it does.

    Args:
        store: the record.
        stepped: told how many articles have been checked.

    Raises:
        RecordError: where the database cannot be read at all.
    """
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            yield from _bytes(connection)
        else:
            yield from _rows_of_none(connection)
        yield from _ledger(connection)
        done = 0
        for some in chunks(numbers_of(connection), _AT_ONCE):
            yield from _articles(connection, some)
            done += len(some)
            stepped(done)
        yield from _links(connection)


def _bytes(connection: Connection) -> Iterator[str]:
    """What SQLite itself finds wrong with the file."""
    for words in connection.execute(text("PRAGMA integrity_check")).scalars():
        if words != "ok":
            yield f"file: {words}"
    for table, row, other, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{table}: row {row} points to nothing in {other}"


def _rows_of_none(connection: Connection) -> Iterator[str]:
    """Rows of articles that are not there, which PostgreSQL has no key against; SQLite finds them by its own."""
    number = tables.articles.c.number
    for table in (*tables.DERIVED, tables.search):
        none = ~select(number).where(number == table.c.article).exists()
        for article in connection.execute(select(table.c.article).where(none).distinct()).scalars():
            yield f"{table.name}: rows of an article {article} that is not there; restore a backup"


def _ledger(connection: Connection) -> Iterator[str]:
    table = tables.decisions
    for row in connection.execute(select(table).order_by(table.c.order, table.c.id)):
        try:
            decision = from_json(row.whole, Decision)
        except MalformedRecord as error:
            yield f"decision {row.id}: {error}"
            continue
        told = (decision.act, decision.item, decision.field, decision.value, decision.by, decision.at)
        rows = (row.act, row.item, row.field, row.value, row.by, row.at)
        if sealed(decision).id != row.id or told != rows:
            yield f"decision {row.id}: was changed after it was taken"


def _articles(connection: Connection, numbers: list[int]) -> Iterator[str]:
    articles, records = tables.articles, tables.records
    ids = connection.execute(select(articles.c.id).where(articles.c.number.in_(numbers))).scalars().all()
    kept: dict[tuple[int, str], Any] = {
        (row.article, row.sha256): row
        for row in connection.execute(select(records).where(records.c.article.in_(numbers)))
    }
    terms = terms_of_articles(connection, numbers)
    rows = _rows(connection, numbers)
    decided = decisions_about(connection, ids)
    for stored in stored_articles(connection, ids).values():
        tell = _told_of(stored)
        current = yield from _versions(stored, kept, tell)
        if current is None:
            continue
        made = apply(current, stored.id, decided.get(stored.id, ()))
        row = kept[stored.number, made.record.sha256]
        if made.standing and (not row.decided or whole(row.decided, made.record.text) != made.record):
            yield tell("its decisions are not those applied; `mahdar rebuild` applies them")
        index = terms.get(stored.number)
        if index is None or not _places_hold(index, made.record.text):
            yield tell("its search terms do not fit its text; `mahdar rebuild` makes them anew")
            continue
        wanted = every_row(made.record, stored.number, made.states, index)
        told = {table.name: {_key(row) for row in some} for table, some in wanted.items() if some}
        if told != rows.get(stored.number, {}):
            yield tell("its rows are not those of its record; `mahdar rebuild` makes them anew")


def _told_of(stored: Stored) -> Callable[[str], str]:
    return lambda words: f"article {stored.id}: {words}"


def _versions(
    stored: Stored, kept: dict[tuple[int, str], Any], tell: Callable[[str], str]
) -> Iterator[str] | Any:
    """Faults of the versions and their records; what comes back at the end is the current machine record."""
    current: ArticleRecord | None = None
    if not stored.versions:
        yield tell("it has no version")
        return None
    for sha256, version in stored.versions.items():
        if version.sha256 != sha256:
            yield tell(f"sha256: {sha256} is not the text's, {version.sha256}; restore a backup")
        if article_id(version) != stored.id:
            yield tell(f"its outlet and address are those of {article_id(version)}")
        row = kept.get((stored.number, sha256))
        if row is None:
            yield tell(f"version {sha256[:12]} has no record; `mahdar reread` reads it")
            continue
        try:
            record = whole(row.machine, version.text)
        except MalformedRecord as error:
            yield tell(f"its record is damaged: {error}; `mahdar rebuild` makes it anew")
            continue
        for fault in faults_of(record):
            yield tell(fault)
        if with_stable_ids(record, stored.id) != record:
            yield tell("its identifiers are not made of its words; `mahdar rebuild` makes them anew")
        if sha256 == stored.newest.sha256:
            current = record
    if stored.current != stored.newest.sha256:
        yield tell("its current version is not the newest; `mahdar rebuild` sets it right")
        return None
    return current


def _rows(connection: Connection, numbers: list[int]) -> dict[int, dict[str, set[tuple[Any, ...]]]]:
    found: dict[int, dict[str, set[tuple[Any, ...]]]] = {}
    for table in tables.DERIVED:
        for row in connection.execute(select(table).where(table.c.article.in_(numbers))):
            found.setdefault(row.article, {}).setdefault(table.name, set()).add(_key(dict(row._mapping)))
    return found


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(sorted(row.items()))


def _places_hold(index: Terms, words: str) -> bool:
    places = places_of(index.places)
    terms = index.words.split(" ") if index.words else []
    return len(terms) == len(places) and all(a < b <= len(words) for a, b in places)


def _links(connection: Connection) -> Iterator[str]:
    """Reports of merged encounters that are not in the record, and pairs that are not those of their participants."""
    reports, items = tables.reports, tables.items
    lost = select(reports.c.merged, reports.c.encounter).where(
        ~select(items.c.id).where(items.c.id == reports.c.encounter).exists()
    )
    for row in connection.execute(lost.order_by(reports.c.merged, reports.c.encounter)):
        yield f"merged encounter {row.merged}: its report {row.encounter} is not in the record; link again"
    for name in sorted(encounters_with_other_pairs(connection)):
        yield f"merged encounter {name}: who met whom is not what its participants tell; link again"
