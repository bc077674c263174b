"""What stands across articles: merged encounters and identities, and what people decided on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from mahdar.model import DoubtfulPair, Identity, MergedEncounter, from_json, to_json
from mahdar.record import tables
from mahdar.record.differing import Differing, replace_rows
from mahdar.record.ledger import ledger, undone
from mahdar.record.terms import Analysis

if TYPE_CHECKING:
    from mahdar.linking.linking import Decided, Linked

Pair = tuple[str, str]


def decided_pairs(connection: Connection) -> Decided:
    """The pairs that merges, splits and decisions on actors leave, by the identifiers that items have now.

    Of several decisions on one pair the later stands.
    """
    from mahdar.linking.linking import Decided  # noqa: PLC0415 (what asks for links need not link)

    gone = undone(connection)
    standing = tables.standing
    now: dict[str, list[str]] = {}
    for row in connection.execute(select(standing).where(standing.c.state == "applied")):
        now.setdefault(row.decision, []).extend(item for item in (row.item, row.other) if item)
    last: dict[tuple[str, Pair], str] = {}
    behind: dict[Pair, tuple[str, ...]] = {}
    for decision in ledger(connection):
        if decision.other is None or decision.id in gone:
            continue
        items = sorted(now.get(decision.id, ()))
        if len(items) == 2:
            pair = (items[0], items[1])
            kind = "actor" if decision.act.endswith("actor") else "encounter"
            last[kind, pair] = decision.act
            behind[pair] = (*behind.get(pair, ()), decision.id)
    chosen = {
        act: frozenset(pair for (_, pair), taken in last.items() if taken == act)
        for act in ("merge", "split", "same-actor", "not-same-actor")
    }
    return Decided(chosen["merge"], chosen["split"], chosen["same-actor"], chosen["not-same-actor"], behind)


def keep_links(connection: Connection, linked: Linked, analysis: Analysis) -> int:
    """Keep encounters and identities in the place of those kept before; only what differs is written.

    Old identifiers are redirected: a merged encounter that is gone leads to the one that holds most of its reports.

    Args:
        connection: in a transaction that writes links.
        linked: what linking made.
        analysis: from names to the terms they are found by.

    Returns:
        How many rows were written or taken out.
    """
    merged = linked.encounters
    old = {one.id: one for one in merged_encounters(connection)}
    reports = Differing(
        connection,
        tables.reports,
        ({"merged": m.id, "doc_id": d, "encounter": e} for m in merged for d, e in m.reports),
    )
    encounters = Differing(connection, tables.merged_encounters, map(_encounter_row, merged))
    # Reports point to encounters.
    reports.take_out()
    encounters.take_out()
    encounters.write()
    reports.write()
    taken_part = ({"merged": m.id, "identity": p.id, "role": p.role} for m in merged for p in m.participants)
    written = reports.count + encounters.count
    written += replace_rows(connection, tables.merged_participants, taken_part)
    topics = ({"topic": topic, "merged": m.id} for m in merged for topic in m.topics)
    written += replace_rows(connection, tables.merged_topics, topics)
    written += replace_rows(connection, tables.met, _met_rows(linked))
    written += _keep_identities(connection, linked, analysis)
    written += replace_rows(connection, tables.spoken_for, _spoken_for(connection))
    _redirect(connection, old, merged)
    return written


def _encounter_row(one: MergedEncounter) -> dict[str, str | int | None]:
    return {
        "id": one.id,
        "kind": one.kind,
        "status": one.status,
        "date": one.date,
        "earliest": one.earliest,
        "latest": one.latest,
        "place": one.place,
        "country": one.country,
        "part_of": one.part_of,
        "sources": len(one.sources),
        "whole": to_json(one),
    }


def _met_rows(linked: Linked) -> Iterator[dict[str, str]]:
    """Who met whom of another country, at which held encounter."""
    countries = {one.id: one.country for one in linked.identities if one.country}
    for one in linked.encounters:
        if one.status != "held":
            continue
        there = sorted({party.id for party in one.participants} & countries.keys())
        for a, b in combinations(there, 2):
            if countries[a] != countries[b]:
                yield {"a": a, "b": b, "counted": one.part_of or one.id, "merged": one.id}


def encounters_with_other_pairs(connection: Connection) -> set[str]:
    """The merged encounters of which other pairs are kept than those of their participants."""
    merged, parties, known = tables.merged_encounters, tables.merged_participants, tables.identities
    one, other, of_one, of_other = parties.alias(), parties.alias(), known.alias(), known.alias()
    told = (
        select(one.c.identity, other.c.identity, func.coalesce(merged.c.part_of, merged.c.id), merged.c.id)
        .join(one, one.c.merged == merged.c.id)
        .join(other, and_(other.c.merged == merged.c.id, other.c.identity > one.c.identity))
        .join(of_one, of_one.c.id == one.c.identity)
        .join(of_other, of_other.c.id == other.c.identity)
        .where(merged.c.status == "held", of_one.c.country != of_other.c.country)
    )
    pairs = {tuple(row) for row in connection.execute(told)}
    kept = {tuple(row) for row in connection.execute(select(tables.met))}
    return {merged for *_, merged in pairs ^ kept}


def _keep_identities(connection: Connection, linked: Linked, analysis: Analysis) -> int:
    rows = (
        {
            "id": i.id,
            "kind": i.kind,
            "name": i.name,
            "name_en": i.name_en,
            "country": i.country,
            "qid": i.qid,
            "whole": to_json(i),
            "terms": analysis.of_text(i.name).words,
        }
        for i in linked.identities
    )
    members = ({"identity": i.id, "actor": actor} for i in linked.identities for _, actor in i.members)
    doubts = ({"a": d.a, "b": d.b, "reason": d.reason} for d in linked.doubtful)
    written = replace_rows(connection, tables.identities, rows)
    written += replace_rows(connection, tables.identity_members, members)
    return written + replace_rows(connection, tables.identity_doubts, doubts)


def _spoken_for(connection: Connection) -> Iterator[dict[str, Any]]:
    """Of which side an institution speaks in which statement, by the identities that are kept."""
    known, members, speakers = tables.identities, tables.identity_members, tables.speakers
    query = (
        select(known.c.country.label("side"), speakers.c.article, speakers.c.statement)
        .distinct()
        .join(members, members.c.identity == known.c.id)
        .join(speakers, speakers.c.actor == members.c.actor)
        .where(known.c.kind == "institution", known.c.country.is_not(None), speakers.c.part == "speaker")
    )
    for row in connection.execute(query):
        yield dict(row._mapping)


def _redirect(
    connection: Connection, old: dict[str, MergedEncounter], merged: Sequence[MergedEncounter]
) -> None:
    table = tables.merged_redirects
    holder = {report: m.id for m in merged for report in m.reports}
    alive = {m.id for m in merged}
    for name in alive:
        connection.execute(delete(table).where(table.c.old == name))
    for name, one in sorted(old.items()):
        if name in alive:
            continue
        held = Counter(holder[report] for report in one.reports if report in holder)
        new = max(held, key=lambda other: (held[other], other)) if held else None
        connection.execute(update(table).where(table.c.new == name).values(new=new))
        connection.execute(delete(table).where(table.c.old == name))
        connection.execute(insert(table).values(old=name, new=new))


def merged_encounters(connection: Connection) -> Iterator[MergedEncounter]:
    """The merged encounters, by identifier."""
    table = tables.merged_encounters
    for row in connection.execute(select(table.c.whole).order_by(table.c.id)).scalars().all():
        yield from_json(row, MergedEncounter)


def identities(connection: Connection) -> Iterator[Identity]:
    """The identities, by identifier."""
    table = tables.identities
    for row in connection.execute(select(table.c.whole).order_by(table.c.id)).scalars().all():
        yield from_json(row, Identity)


def doubtful_pairs(
    connection: Connection, limit: int | None = None, offset: int = 0
) -> Iterator[DoubtfulPair]:
    """The pairs of identities that a person must decide on, in order, or a page of them."""
    table = tables.identity_doubts
    page = select(table).order_by(table.c.a, table.c.b).limit(limit).offset(offset)
    for row in connection.execute(page):
        yield DoubtfulPair(a=row.a, b=row.b, reason=row.reason)


def merged_id(connection: Connection, name: str) -> str | None:
    """The merged encounter that an identifier, given at any time, now leads to."""
    table, ways = tables.merged_encounters, tables.merged_redirects
    if connection.scalar(select(table.c.id).where(table.c.id == name)):
        return name
    new: str | None = connection.scalar(select(ways.c.new).where(ways.c.old == name))
    return new


def report_of(connection: Connection, name: str) -> str:
    """The first report of a merged encounter by identifier; any other identifier as it is."""
    now = merged_id(connection, name)
    first: str | None = connection.scalar(
        select(tables.reports.c.encounter)
        .where(tables.reports.c.merged == now)
        .order_by(tables.reports.c.encounter)
        .limit(1)
    )
    return first or name
