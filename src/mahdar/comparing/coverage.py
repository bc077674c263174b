"""`coverage`: which outlets tell which lines of an encounter, who had them first, and who shares whose words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mahdar.comparing.alike import SAME, Differing, content_keys, differing, likeness
from mahdar.comparing.holdings import Gathered, day_of, gather
from mahdar.comparing.readouts import speakers_of
from mahdar.comparing.words import Day, Narrated, Said, Teller, Who, Words, not_found
from mahdar.linking.encounters.shared import SharedText
from mahdar.model import Passage, from_json
from mahdar.record import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet whose articles tell the encounter.

    Attributes:
        first: the first day of publication that one of them names.
        day: the first day that one of them tells of itself, with its basis: of publication, else of writing as it
            states it, else bounds.
    """

    outlet: str
    articles: tuple[str, ...]
    first: str | None
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Words that an article shares with another one.

    Attributes:
        doc_id: the other article; the earlier one where the days tell.
        basis: what tells that it came first, or that nothing does.
    """

    doc_id: str
    outlet: str | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One outlet's telling of a line; `told` where it has none: «not found in the N articles checked»."""

    outlet: str
    words: tuple[Words, ...]
    told: str | None = None
    copied: tuple[Copied, ...] = ()
    differing: tuple[Differing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A statement, fact, figure or instrument across the outlets.

    Attributes:
        kind: statement, fact, figure or instrument.
        text: its words as first told.
        first: where it stands first, by day of publication; None where the days do not tell.
        sources: the independent tellers.
        cells: one for each outlet.
    """

    id: str
    kind: str
    text: str
    speakers: tuple[Who, ...]
    first: Words | None
    tellers: tuple[Teller, ...]
    cells: tuple[Cell, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Outlets by lines of an encounter."""

    encounter: str
    day: Day
    outlets: tuple[Outlet, ...]
    rows: tuple[Row, ...]
    checked: int


Item = Said | Narrated


def coverage(connection: Connection, name: str) -> Coverage:
    """Which outlets tell which statements, facts, figures and instruments of an encounter.

    Raises:
        UnknownEncounter: where the record holds none of this identifier.
    """
    return coverage_of(connection, gather(connection, name))


def coverage_of(connection: Connection, whole: Gathered) -> Coverage:
    """The coverage of an encounter of which all is gathered."""
    outlets = _outlets(whole)
    passages = passages_among(connection, [holding.article for holding in whole.holdings])
    shared = SharedText(passages)
    groups = alike_groups([*whole.said(), *whole.narrated()], shared)
    return Coverage(
        encounter=whole.merged.id,
        day=day_of(whole.merged),
        outlets=outlets,
        rows=tuple(_row(group, outlets, shared) for group in groups),
        checked=len(whole.holdings),
    )


def passages_among(connection: Connection, articles: Sequence[str]) -> list[Passage]:
    """The passages that some articles share with one another."""
    table, among = tables.passages, set(articles)
    if len(among) < 2:
        return []
    query = select(table.c.whole, table.c.b).where(table.c.a.in_(sorted(among))).order_by(table.c.id)
    return [from_json(row.whole, Passage) for row in connection.execute(query) if row.b in among]


def _outlets(whole: Gathered) -> tuple[Outlet, ...]:
    articles: dict[str, list[str]] = defaultdict(list)
    published: dict[str, list[str]] = defaultdict(list)
    days: dict[str, list[Day]] = defaultdict(list)
    for holding in whole.holdings:
        name = holding.record.outlet or holding.record.doc_id
        articles[name].append(holding.record.doc_id)
        days[name].append(holding.day)
        if holding.record.published:
            published[name].append(holding.record.published)
    return tuple(
        Outlet(
            outlet=name,
            articles=tuple(docs),
            first=min(published[name], default=None),
            # Those that only have bounds come after those that have a day.
            day=min(days[name], key=lambda day: (day.date is None, day.order)),
        )
        for name, docs in articles.items()
    )


def alike_groups(items: Sequence[Item], shared: SharedText) -> list[list[Item]]:
    """Items that tell the same, in the order in which the first of each is told."""
    groups: list[list[Item]] = []
    beginning_with: dict[str, list[list[Item]]] = defaultdict(list)
    for item in items:
        among = _among(item)
        # Of one speaker the groups already stand in order; those of several speakers must be put in it.
        near = [group for key in among for group in beginning_with[key]]
        if len(among) > 1:
            order = {id(group): place for place, group in enumerate(groups)}
            near.sort(key=lambda group: order[id(group)])
        for group in near:
            if _same(group[0], item, shared):
                group.append(item)
                break
        else:
            groups.append([item])
            for key in among:
                beginning_with[key].append(groups[-1])
    return groups


def _among(item: Item) -> frozenset[str]:
    """What an item must share with another to tell the same: a speaker of a statement, the kind of anything else."""
    return speakers_of(item) if isinstance(item, Said) else frozenset((item.kind,))


def _same(one: Item, other: Item, shared: SharedText) -> bool:
    if _kind(one) != _kind(other):
        return False
    if isinstance(one, Narrated) and isinstance(other, Narrated):
        same_what = (
            content_keys(one.what) == content_keys(other.what) and one.what.split() == other.what.split()
        )
        if one.kind == "figure":
            alike = max(likeness(one.of or "", other.of or ""), likeness(_text(one), _text(other)))
            return same_what and alike >= SAME
        if one.kind == "instrument":
            return likeness(one.what, other.what) == 1.0
        return one.what == other.what and likeness(_text(one), _text(other)) >= SAME
    a, b = one.words[0], other.words[0]
    if isinstance(one, Said) and isinstance(other, Said) and not speakers_of(one) & speakers_of(other):
        return False
    alike = likeness(_text(one), _text(other))
    return alike >= SAME or (
        alike >= SAME / 2
        and a.article != b.article
        and shared.holds_both(a.article, a.span, b.article, b.span)
    )


def _kind(item: Item) -> str:
    return item.kind if isinstance(item, Narrated) else "statement"


def _text(item: Item) -> str:
    return item.words[0].span.exact


def _people(item: Item) -> tuple[Who, ...]:
    return item.speakers if isinstance(item, Said) else item.actors


def _row(group: Sequence[Item], outlets: Sequence[Outlet], shared: SharedText) -> Row:
    first = first_of([item.words[0] for item in group])
    text = first or group[0].words[0]
    return Row(
        id=group[0].id,
        kind=_kind(group[0]),
        text=text.span.exact,
        speakers=_people(group[0]),
        first=first,
        tellers=tuple(dict.fromkeys(item.teller for item in group)),
        cells=tuple(_cell(outlet, group, text, shared) for outlet in outlets),
        words=tuple(item.words[0] for item in group),
    )


def first_of(words: Iterable[Words]) -> Words | None:
    """The words published first; None where a day is unknown and there are others, or the first day is shared."""
    ordered = sorted(words, key=lambda w: (w.published or "", w.doc_id, w.span.start))
    if len({w.article for w in ordered}) == 1:
        return ordered[0]
    if any(w.published is None for w in ordered):
        return None
    days = [(w.published or "")[:10] for w in ordered]
    same = {w.article for w, day in zip(ordered, days, strict=True) if day == days[0]}
    return ordered[0] if len(same) == 1 else None


def _cell(outlet: Outlet, group: Sequence[Item], text: Words, shared: SharedText) -> Cell:
    mine = [item for item in group if (item.words[0].outlet or item.words[0].doc_id) == outlet.outlet]
    if not mine:
        return Cell(
            outlet=outlet.outlet,
            words=(),
            told=not_found(len(outlet.articles)),
        )
    own = mine[0].words[0]
    others = [item.words[0] for item in group if item.words[0].article != own.article]
    return Cell(
        outlet=outlet.outlet,
        words=tuple(item.words[0] for item in mine),
        copied=_copied(own, others, shared),
        differing=() if own == text else differing(text.span, own.span),
    )


def _copied(own: Words, others: Iterable[Words], shared: SharedText) -> tuple[Copied, ...]:
    found = []
    for other in others:
        if not shared.holds_both(own.article, own.span, other.article, other.span):
            continue
        days = (own.published or "")[:10], (other.published or "")[:10]
        if all(days) and days[1] > days[0]:
            continue
        basis = (
            f"published on {days[1]}, before {days[0]}"
            if all(days) and days[0] != days[1]
            else "the same words; nothing tells which came first"
        )
        found.append(Copied(doc_id=other.doc_id, outlet=other.outlet, basis=basis))
    return tuple(dict.fromkeys(found))
