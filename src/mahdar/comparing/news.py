"""`diff`: what is new in the record since a day; days are of publication or collection, never of a clock."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, func, select

from mahdar.comparing.encounters import summaries
from mahdar.comparing.statements import said_in_rows
from mahdar.comparing.words import Met, Said, Words
from mahdar.model import MergedEncounter, from_json
from mahdar.record import tables
from mahdar.record.articles import chunks

#: Statements of these acts are news by themselves; `statements --since` lists all.
TELLING = ("promise", "offer", "agree", "deny", "reject", "threaten", "decline-to-comment", "warn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An encounter told before and told again since.

    Attributes:
        met: as it stands now.
        added: the reports that came in since.
        history: how it was told over time: first planned, then held.
        words: of the reports that came in since.
    """

    met: Met
    added: tuple[str, ...]
    history: tuple[str, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new since a day.

    Attributes:
        articles: how many articles came in since; `undated` have no day at all and are not looked at.
        new: encounters of which every report is of such an article; `new_total` counts all.
        changed: encounters with such a report and an older one.
        said: statements of telling acts; `said_total` counts all statements.
    """

    since: str
    articles: int
    undated: int
    new_total: int
    new: tuple[Met, ...]
    changed_total: int
    changed: tuple[Changed, ...]
    said_total: int
    said: tuple[Said, ...]


def news(connection: Connection, since: str, limit: int | None = 20, offset: int = 0) -> News:
    """What came into the record with articles of a day or later.

    Args:
        connection: in a transaction that reads.
        since: an ISO day, a month or a year.
        limit, offset: the part of each list that is given.
    """
    articles, versions = tables.articles, tables.versions
    day = func.coalesce(versions.c.published, versions.c.collected)
    current = and_(versions.c.article == articles.c.number, versions.c.sha256 == articles.c.sha256)
    every = select(articles.c.number, day.label("day")).join(versions, current).subquery()
    fresh = select(every.c.number).where(every.c.day >= since)
    count = connection.scalar(select(func.count()).select_from(fresh.subquery())) or 0
    undated = connection.scalar(select(func.count()).select_from(every).where(every.c.day.is_(None))) or 0
    touched = _touched(connection, fresh)
    old = {name for name, (_, before, _) in touched.items() if before}
    latest = sorted(touched, key=lambda name: (touched[name][2], name), reverse=True)
    part = slice(offset, None if limit is None else offset + limit)
    new_ids = [name for name in latest if name not in old]
    changed_ids = [name for name in latest if name in old]
    merged = _merged(connection, [*new_ids[part], *changed_ids[part]])
    said_total, said = _said(connection, fresh, limit, offset)
    return News(
        since=since,
        articles=count,
        undated=undated,
        new_total=len(new_ids),
        new=summaries(connection, [merged[name] for name in new_ids[part]]),
        changed_total=len(changed_ids),
        changed=_changed(connection, [merged[name] for name in changed_ids[part]], touched),
        said_total=said_total,
        said=said,
    )


def _touched(connection: Connection, fresh: Any) -> dict[str, tuple[set[str], bool, str]]:
    """Merged encounters with a report of a fresh article: these reports, whether there are others, and their day."""
    reports, items, articles = tables.reports, tables.items, tables.articles
    new: dict[str, set[str]] = defaultdict(set)
    last: dict[str, str] = defaultdict(str)
    query = (
        select(reports.c.merged, reports.c.encounter, articles.c.published)
        .join(items, items.c.id == reports.c.encounter)
        .join(articles, articles.c.number == items.c.article)
        .where(items.c.article.in_(fresh), items.c.kind == "encounter")
    )
    for row in connection.execute(query):
        new[row.merged].add(row.encounter)
        last[row.merged] = max(last[row.merged], row.published or "")
    counts: dict[str, int] = {}
    for some in chunks(sorted(new)):
        counted = select(reports.c.merged, func.count()).where(reports.c.merged.in_(some))
        counts |= {row[0]: row[1] for row in connection.execute(counted.group_by(reports.c.merged))}
    return {name: (some, counts[name] > len(some), last[name]) for name, some in new.items()}


def _merged(connection: Connection, names: list[str]) -> dict[str, MergedEncounter]:
    table = tables.merged_encounters
    found = {}
    for some in chunks(names):
        for row in connection.execute(select(table.c.id, table.c.whole).where(table.c.id.in_(some))):
            found[row.id] = from_json(row.whole, MergedEncounter)
    return found


def _changed(
    connection: Connection, merged: list[MergedEncounter], touched: dict[str, tuple[set[str], bool, str]]
) -> tuple[Changed, ...]:
    found = []
    for one, met in zip(merged, summaries(connection, merged), strict=True):
        added = touched[one.id][0]
        order = [name for _, name in one.reports]
        words = tuple(w for name, w in zip(order, met.words, strict=False) if name in added)
        found.append(Changed(met=met, added=tuple(sorted(added)), history=one.history, words=words))
    return tuple(found)


def _said(connection: Connection, fresh: Any, limit: int | None, offset: int) -> tuple[int, tuple[Said, ...]]:
    table, articles = tables.statements, tables.articles
    chosen = select(table.c.article, table.c.id).where(table.c.article.in_(fresh))
    total = connection.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    telling = chosen.join(articles, articles.c.number == table.c.article).where(table.c.act.in_(TELLING))
    page = telling.order_by(
        articles.c.published.desc().nulls_last(), articles.c.id.desc(), table.c.cue_start, table.c.id
    )
    return total, said_in_rows(connection, connection.execute(page.limit(limit).offset(offset)).all())
