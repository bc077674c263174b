"""Which reports tell one encounter: reasons to join two, those with a date first, and the clusters they make.

Every step looks at all reports at once, in an order made of the reports themselves, so that the order in which
articles came in makes no difference.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from mahdar.linking.dating.days import Days, edtf_of
from mahdar.linking.encounters.alike import alike
from mahdar.linking.encounters.reports import Key, Report
from mahdar.linking.encounters.shared import SharedText
from mahdar.linking.identity.groups import Groups

#: A date told more broadly than this may be that of several encounters.
_NARROW = 10
#: Days between two reports of one encounter of a kind: a visit lasts.
_REACH = {"visit": 3, "message": 2}
#: News is told within so many days after it happened, plans so many ahead.
_NEWS, _PLAN = 7, 30
#: Of more encounters than this a report is no candidate: it fits them all.
_CANDIDATES = 12
#: Two undated reports are of one encounter if their articles lie so close.
_TOGETHER = 3


class Edge(NamedTuple):
    """Why two reports are one encounter; the strongest, with the greatest weight, come first."""

    weight: float
    a: Report
    b: Report
    reason: str


@dataclass(slots=True)
class Joined:
    """Clusters of reports, why they were joined, and reports that may belong to one and were not joined."""

    clusters: list[list[Report]]
    why: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    candidates: dict[Key, list[tuple[Report, str]]] = field(default_factory=lambda: defaultdict(list))
    """By the report that stands for a cluster: the reports that may belong to it, with the reason."""


def join(
    reports: Sequence[Report],
    shared: SharedText,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> Joined:
    """The clusters of reports that tell one encounter.

    Args:
        reports: of all articles, in any order.
        shared: text that their articles share.
        together: pairs of encounter identifiers that a person decided are one.
        apart: pairs that a person decided are two.
    """
    ordered = sorted(reports, key=lambda report: report.key)
    by_id = {report.key[1]: report for report in ordered}
    keep_apart = [(by_id[a].key, by_id[b].key) for a, b in sorted(apart) if a in by_id and b in by_id]
    clusters = _Clusters(ordered, keep_apart)
    for a, b in sorted(together):
        if a in by_id and b in by_id:
            clusters.join_by_hand(Edge(9, by_id[a], by_id[b], "decided by a person"))
    clusters.join_all(_dated_pairs(ordered, shared))
    clusters.join_all(_shared_pairs(ordered, shared))
    undated = [report for report in ordered if not _is_dated(report)]
    clusters.attach(undated)
    clusters.join_all(_undated_pairs(undated, clusters, shared))
    return Joined(clusters.all(), clusters.why, clusters.candidates())


def _is_dated(report: Report) -> bool:
    return report.days.told and report.days.length <= _NARROW


class _Clusters:
    """Clusters that grow edge by edge; two reports of one article are two encounters."""

    def __init__(self, reports: Sequence[Report], apart: Iterable[tuple[Key, Key]]) -> None:
        self._reports = {report.key: report for report in reports}
        self._groups = Groups([report.key for report in reports], apart)
        self.why: dict[Key, list[str]] = defaultdict(list)

    def members(self, report: Report) -> list[Report]:
        return [self._reports[key] for key in self._groups.members(report.key)]

    def root(self, report: Report) -> Key:
        return self._groups.of(report.key)

    def all(self) -> list[list[Report]]:
        return [[self._reports[key] for key in sorted(group)] for group in self._groups.all()]

    def join_by_hand(self, edge: Edge) -> None:
        """Join the clusters of an edge, unless a person parted them."""
        if self.root(edge.a) != self.root(edge.b) and self._groups.join(edge.a.key, edge.b.key):
            self.why[min(edge.a.key, edge.b.key)].append(edge.reason)

    def join(self, edge: Edge) -> None:
        """Join the clusters of an edge, but where that would make one of two encounters of one article."""
        one, other = self.members(edge.a), self.members(edge.b)
        if not {r.article for r in one} & {r.article for r in other}:
            self.join_by_hand(edge)

    def join_all(self, edges: Iterable[Edge]) -> None:
        for edge in sorted(edges, key=lambda e: (-e.weight, e.a.key, e.b.key)):
            self.join(edge)

    def attach(self, undated: Sequence[Report]) -> None:
        """Join reports without a date to the one dated cluster they are told of."""
        dated = _Index([report for report in self._reports.values() if _is_dated(report)], self)
        edges: list[Edge] = []
        for report in undated:
            if any(_is_dated(r) for r in self.members(report)):
                continue
            likely = dated.near(report)
            best = [found for found in likely if found[0] == max(w for w, _ in likely)]
            if len(best) == 1 and best[0][0] > 0:
                weight, cluster = best[0]
                edges.append(Edge(weight, *_ordered(report, cluster), _attached(report, cluster)))
        self.join_all(edges)

    def candidates(self) -> dict[Key, list[tuple[Report, str]]]:
        """For each undated cluster, and for those it may be one with, what is left open; both ways.

        Nothing is told where very many fit: then the report says too little to be placed by a person either.
        """
        groups = [self.members(self._reports[group[0]]) for group in self._groups.all()]
        known = _Index([member for group in groups for member in group], self)
        found: dict[Key, dict[Key, tuple[Report, str]]] = defaultdict(dict)
        for group in sorted(groups, key=lambda g: min(r.key for r in g)):
            if any(_is_dated(r) for r in group):
                continue
            report = min(group, key=lambda r: r.key)
            articles = {r.article for r in group}
            fits = [
                other
                for _, other in known.near(report)
                if self.root(other) != self.root(report)
                and not articles & {r.article for r in self.members(other)}
            ]
            if 0 < len(fits) <= _CANDIDATES:
                for other in fits:
                    found[self.root(other)].setdefault(report.key, (report, _left(report, len(fits))))
                    back = f"{report.key[0]} is {_left(report, len(fits))}"
                    found[self.root(report)].setdefault(other.key, (other, back))
        return {root: list(some.values()) for root, some in found.items()}


class _Index:
    """Reports by who takes part, in the order of time."""

    def __init__(self, reports: Iterable[Report], clusters: _Clusters) -> None:
        self._clusters = clusters
        self._by_party: dict[tuple[str, tuple[str, ...]], list[tuple[int, Key, Report]]] = defaultdict(list)
        for report in reports:
            for key in _shared_keys(report):
                self._by_party[report.kind, key].append((report.days.first, report.key, report))
        for found in self._by_party.values():
            found.sort(key=lambda entry: entry[:2])

    def near(self, report: Report) -> list[tuple[float, Report]]:
        """Clusters a report can belong to: weight 0 for possible, more for likely; one report of each."""
        best: dict[Key, tuple[float, Report]] = {}
        for key in _shared_keys(report):
            found = self._by_party.get((report.kind, key), [])
            for _, _, other in found[: bisect_left(found, (report.days.last + 1,))]:
                weight = _weight_undated(report, other)
                root = self._clusters.root(other)
                if weight >= 0 and (
                    root not in best or (weight, other.key) > (best[root][0], best[root][1].key)
                ):
                    best[root] = (weight, other)
        return [best[root] for root in sorted(best)]


def _keys(report: Report) -> list[str]:
    """What a report is looked up by: each party, each body, and its states where it is told of states."""
    parties = [party.id for party in report.parties]
    bodies = ["b:" + party.body for party in report.parties if party.body]
    sides = sorted(report.sides)
    return sorted({*parties, *bodies, *(["s:" + " ".join(sides)] if 1 < len(sides) < 4 else [])})


def _shared_keys(report: Report) -> list[tuple[str, ...]]:
    """What two reports have in common of which `alike` is 2: a traveller, else two parties or two states."""
    if report.kind == "visit":
        return [(party.id,) for party in report.parties]
    names = {party.id for party in report.parties} | {"b:" + p.body for p in report.parties if p.body}
    if report.kind == "agreement":
        names |= {"s:" + (party.side or party.id) for party in report.parties}
    return list(combinations(sorted(names), 2))


def reach_of(kind: str) -> int:
    """Days that two reports of one encounter of this kind may lie apart."""
    return _REACH.get(kind, 0)


def _dated_pairs(reports: Sequence[Report], shared: SharedText) -> Iterator[Edge]:
    """Pairs of one kind on one day (a visit: on days close by) with the same participants."""
    blocks: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        if _is_dated(report):
            for key in _keys(report):
                blocks[report.kind, key].append(report)
    seen: set[tuple[Key, Key]] = set()
    for (kind, _), block in sorted(blocks.items()):
        block.sort(key=lambda r: (r.days.first, r.key))
        for n, a in enumerate(block):
            for b in _following(block, n, a.days.last + reach_of(kind)):
                one, other = _ordered(a, b)
                if a.article != b.article and (one.key, other.key) not in seen:
                    seen.add((one.key, other.key))
                    edge = _edge(one, other, shared)
                    if edge:
                        yield edge


def _following(block: Sequence[Report], n: int, last: int) -> Iterator[Report]:
    for k in range(n + 1, len(block)):
        if block[k].days.first > last:
            return
        yield block[k]


def _edge(a: Report, b: Report, shared: SharedText) -> Edge | None:
    strength = alike(a, b)
    if not strength or not a.days.meets(b.days, reach_of(a.kind)):
        return None
    same_text = shared.tells_both(a, b)
    if strength == 1 and not same_text and not (_same_place(a, b) or _one_day(a, b)):
        return None
    if _elsewhere(a, b) and not same_text and not (strength == 2 and _one_day(a, b)):
        return None
    when = edtf_of(Days(min(a.days.first, b.days.first), max(a.days.last, b.days.last)))
    reason = f"{a.key[0]} and {b.key[0]}: the same participants, {when}"
    if same_text:
        reason += ", told in the same words"
    return Edge(_weight(a, b, strength, same_text), a, b, reason)


def _weight(a: Report, b: Report, strength: int, same_text: bool) -> float:
    """By how much a pair comes before others: participants, then words, day, place and format that agree."""
    one, other = {p.id for p in a.parties}, {p.id for p in b.parties}
    weight = strength + len(one & other) / len(one | other)
    weight += 0.5 * same_text + 0.3 * (a.days == b.days) + 0.2 * _same_place(a, b)
    weight += 0.1 * (a.encounter.format == b.encounter.format)
    return weight + 0.1 * (a.encounter.status == b.encounter.status)


def _same_place(a: Report, b: Report) -> bool:
    return bool(a.place) and bool(b.place) and (a.place in b.place or b.place in a.place)


def _one_day(a: Report, b: Report) -> bool:
    return a.days.length == 1 and a.days[:2] == b.days[:2]


def _elsewhere(a: Report, b: Report) -> bool:
    """Whether the two are told of different countries; a call has none."""
    return a.kind != "call" and bool(a.country) and bool(b.country) and a.country != b.country


def _ordered(a: Report, b: Report) -> tuple[Report, Report]:
    return (a, b) if a.key < b.key else (b, a)


def _shared_pairs(reports: Sequence[Report], shared: SharedText) -> Iterator[Edge]:
    """Pairs told in words that two articles share, whatever their dates: a copy shifts «today» by a day."""
    by_article: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_article[report.article].append(report)
    for article in sorted(by_article):
        for other in sorted(shared.beside(article)):
            if article < other and other in by_article:
                for a in by_article[article]:
                    for b in by_article[other]:
                        edge = _by_text(*_ordered(a, b), shared)
                        if edge:
                            yield edge


def _by_text(a: Report, b: Report, shared: SharedText) -> Edge | None:
    if alike(a, b) < 2 or not _can_meet(a, b):
        return None
    same_text = shared.tells_both(a, b)
    # Two articles that share passages of one statement tell the meeting it was given at, if they tell one alike.
    if not same_text and (_is_dated(a) and _is_dated(b)):
        return None
    near = same_text and abs(a.days.first - b.days.first) <= 1
    if not (a.days.meets(b.days) or near):
        return None
    words = "told in the same words" if same_text else "in articles that share passages"
    reason = f"{a.key[0]} and {b.key[0]}: the same participants, {words}"
    return Edge(_weight(a, b, 2, same_text), a, b, reason)


def _can_meet(a: Report, b: Report) -> bool:
    return not _elsewhere(a, b) and a.days.meets(b.days, 1)


def _weight_undated(report: Report, dated: Report) -> float:
    """Whether an undated report can tell a dated encounter: -1 no, 0 possible, more where news is told so.

    What has happened is told within a week, what is planned within a month before; of agreements the last one before
    is meant. An article without a day of publication gives no such hint.
    """
    if alike(report, dated) < 2 or _elsewhere(report, dated) or not report.days.meets(dated.days):
        return -1
    if report.days.told:
        return 1 if report.days.length <= 31 else 0
    if report.written is None:
        return 0
    gap = report.written - dated.days.first
    if report.encounter.status == "planned":
        return 1 if -_PLAN <= gap <= 1 else (0 if gap < 0 else -1)
    if report.kind == "agreement":
        return 1 if gap >= 0 else -1
    return 1 if 0 <= gap <= _NEWS + (dated.days.length - 1) else 0


def _attached(report: Report, dated: Report) -> str:
    how = "the only one it can be" if report.days.told else "told as news within days of it"
    if report.kind == "agreement":
        how = "the only agreement of these parties before it"
    return f"{report.key[0]}: no exact date of its own, the same participants as {dated.key[0]}, {how}"


def _left(report: Report, among: int) -> str:
    if report.days.told:
        return "its date is too broad" + (f" and fits {among} encounters" if among > 1 else "")
    if report.written is None:
        return "undated, in an article without a day of publication" + (
            f"; it fits {among} encounters" if among > 1 else ""
        )
    return "undated" + (f"; it fits {among} encounters" if among > 1 else ", told long after")


def _undated_pairs(undated: Sequence[Report], clusters: _Clusters, shared: SharedText) -> Iterator[Edge]:
    """Undated reports of articles published within days of one another, with all participants the same."""
    blocks: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in undated:
        if report.written is not None and not any(_is_dated(r) for r in clusters.members(report)):
            for key in _keys(report):
                blocks[report.kind, key].append(report)
    for _, block in sorted(blocks.items()):
        block.sort(key=lambda r: (r.written or 0, r.key))
        for n, a in enumerate(block):
            for b in block[n + 1 :]:
                if (b.written or 0) - (a.written or 0) > _TOGETHER:
                    break
                one, other = _ordered(a, b)
                if a.article != b.article and alike(a, b) == 2 and _can_meet(a, b):
                    same_text = shared.tells_both(one, other)
                    reason = f"{one.key[0]} and {other.key[0]}: the same participants, told within days"
                    yield Edge(_weight(one, other, 2, same_text), one, other, reason)
