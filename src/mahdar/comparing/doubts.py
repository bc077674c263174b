"""`doubts`: what rests on one source, on inference, or on no source that is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, func, select

from mahdar.comparing.coverage import Item, alike_groups, passages_among
from mahdar.comparing.encounters import summaries
from mahdar.comparing.holdings import Gathered, Holding, gathered, merged_named
from mahdar.comparing.paging import count_of
from mahdar.comparing.words import Met, Narrated, Said, Who, Words
from mahdar.linking.encounters.shared import SharedText
from mahdar.linking.encounters.telling import Telling, sources_of
from mahdar.model import DoubtfulPair, Hop, MergedEncounter, Reason, Source, from_json
from mahdar.record import tables
from mahdar.record.links import doubtful_pairs

Rests = Literal["one source", "no source named", "inference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that an analyst should not rest on alone.

    Attributes:
        kind: encounter, statement, fact, figure or instrument.
        rests: on one source, on no source that is named, or on inference; it may be several.
        sources: the independent sources.
        reasons: why it is in doubt, in words.
    """

    id: str
    kind: str
    text: str
    who: tuple[Who, ...]
    rests: tuple[Rests, ...]
    sources: tuple[Source, ...]
    reasons: tuple[Reason, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterDoubts:
    """What of an encounter is in doubt; `sound` counts the lines that are not."""

    encounter: str
    sources: tuple[Source, ...]
    lines: tuple[Doubt, ...]
    sound: int
    checked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDoubts:
    """What of the whole record is in doubt.

    Attributes:
        total: how many encounters one source tells.
        lines: a page of them, the latest first.
        pairs: identities that may be one, for a person to decide.
        pairs_total: how many such pairs there are.
    """

    total: int
    offset: int
    lines: tuple[Met, ...]
    pairs_total: int
    pairs: tuple[DoubtfulPair, ...]


def doubts_of(connection: Connection, name: str) -> EncounterDoubts:
    """What of an encounter rests on one source, on inference or on no source.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    whole = gathered(connection, merged_named(connection, name))
    articles = {holding.article: holding for holding in whole.holdings}
    shared = SharedText(passages_among(connection, list(articles)))
    groups = alike_groups([*whole.said(), *whole.narrated()], shared)
    found = [_doubt(group, articles, shared) for group in groups]
    own = _of_encounter(whole)
    lines = [*([own] if own.rests else []), *(one for one in found if one.rests)]
    return EncounterDoubts(
        encounter=whole.merged.id,
        sources=whole.merged.sources,
        lines=tuple(lines),
        sound=len(found) + 1 - len(lines),
        checked=len(whole.holdings),
    )


def _of_encounter(whole: Gathered) -> Doubt:
    one = whole.merged
    reports = list(whole.reports())
    reasons = tuple(dict.fromkeys(reason for _, encounter in reports for reason in encounter.doubt))
    tellers = [holding.tellers.of_encounter(encounter) for holding, encounter in reports]
    rests: list[Rests] = []
    if len(one.sources) < 2:
        rests.append("one source")
    if all(_unsourced(holding) for holding, _ in reports):
        rests.append("no source named")
    if reasons or any(teller.basis for teller in tellers):
        rests.append("inference")
    return Doubt(
        id=one.id,
        kind=one.kind,
        text=reports[0][1].evidence.exact if reports else "",
        who=tuple(Who(id=p.id, name=p.name, name_en=p.name_en, country=p.country) for p in one.participants),
        rests=tuple(rests),
        sources=one.sources,
        reasons=reasons,
        words=tuple(holding.words(encounter.evidence) for holding, encounter in reports),
    )


def _doubt(group: Sequence[Item], articles: dict[str, Holding], shared: SharedText) -> Doubt:
    sources = sources_of([_telling(item) for item in group], shared)
    reasons = tuple(dict.fromkeys(reason for item in group for reason in item.doubt))
    inferred = tuple(
        dict.fromkeys(Reason("told_by", item.teller.basis) for item in group if item.teller.basis)
    )
    rests: list[Rests] = []
    if len(sources) < 2:
        rests.append("one source")
    if all(item.teller.side is None and _unsourced(articles[item.words[0].article]) for item in group):
        rests.append("no source named")
    if reasons:
        rests.append("inference")
    first = group[0]
    return Doubt(
        id=first.id,
        kind=first.kind if isinstance(first, Narrated) else "statement",
        text=first.words[0].span.exact,
        who=first.speakers if isinstance(first, Said) else first.actors,
        rests=tuple(rests),
        sources=sources,
        reasons=(*reasons, *inferred),
        words=tuple(item.words[0] for item in group),
    )


def _telling(item: Item) -> Telling:
    """The words of an item with its teller as its chain; an outlet that names no organ is its own source."""
    words, teller = item.words[0], item.teller
    outlet = Hop(actor=None, name="the outlet")
    own = teller.side is None and teller.basis is None
    chain = (outlet,) if own else (outlet, Hop(actor=None, name=teller.organ, side=teller.side))
    return Telling(words.article, words.doc_id, words.outlet, words.span, chain)


def _unsourced(holding: Holding) -> bool:
    return any(flag.code == "unsourced" for flag in holding.record.flags)


def record_doubts(connection: Connection, limit: int | None = 20, offset: int = 0) -> RecordDoubts:
    """The encounters of the record that one source tells, and the identities that may be one."""
    table = tables.merged_encounters
    single = table.c.sources < 2
    total = count_of(connection, select(table.c.id).where(single))
    last = func.coalesce(table.c.date, table.c.latest, table.c.earliest, "")
    page = select(table.c.whole).where(single).order_by(last.desc(), table.c.id).limit(limit).offset(offset)
    merged = [from_json(whole, MergedEncounter) for whole in connection.execute(page).scalars()]
    return RecordDoubts(
        total=total,
        offset=offset,
        lines=summaries(connection, merged),
        pairs_total=count_of(connection, select(tables.identity_doubts.c.a)),
        pairs=tuple(doubtful_pairs(connection, limit, offset)),
    )
