"""Linking: from article records to identities and encounters; a function of the records and of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mahdar.knowledge import Knowledge
from mahdar.knowledge.tenures import Tenures
from mahdar.linking.dating.dating import Dating
from mahdar.linking.encounters.conflicts import (
    clash_of,
    conflicts_of,
    conflicts_of_words,
    slips_of,
)
from mahdar.linking.encounters.joining import Joined, join, reach_of
from mahdar.linking.encounters.reports import Key, Report, Reports
from mahdar.linking.encounters.settling import (
    Participants,
    history_of,
    merged_id,
    place_of,
    status_of,
    told_days,
    topics_of,
    when,
)
from mahdar.linking.encounters.shared import SharedText
from mahdar.linking.encounters.telling import Telling, sources_of
from mahdar.linking.identity import Identities, Told, identities_of
from mahdar.model import (
    ArticleRecord,
    Candidate,
    Conflict,
    DoubtfulPair,
    Identity,
    MergedEncounter,
    Passage,
)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided across articles, as pairs of identifiers; with the decisions behind each pair."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    behind: Mapping[Pair, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Linked:
    """What stands across articles: encounters, identities, and pairs of identities in doubt, each by identifier."""

    encounters: tuple[MergedEncounter, ...]
    identities: tuple[Identity, ...]
    doubtful: tuple[DoubtfulPair, ...]


def link(
    records: Mapping[str, ArticleRecord],
    passages: Iterable[Passage],
    knowledge: Knowledge,
    decided: Decided | None = None,
) -> Linked:
    """Link the records of articles; the same for any order in which they are given.

    Args:
        records: the current record of each article by the article's identifier, items with identifiers that no
            two articles share (`mahdar.record.stable`).
        passages: text that articles share, `a` and `b` being identifiers of articles, spans those of the records.
        knowledge: who is who, and who held which office.
        decided: what people decided.
    """
    decided = decided or Decided()
    ordered = {name: records[name] for name in sorted(records)}
    actors = [Told(r.doc_id, actor) for r in ordered.values() for actor in r.actors]
    who = identities_of(actors, knowledge, decided.same, decided.different)
    makes = Reports(who.of_actor, knowledge)
    reports = [report for name, record in ordered.items() for report in makes.of(name, record)]
    shared = SharedText(passages)
    joined = join(reports, shared, decided.together, decided.apart)
    made = _Encounters(ordered, who, joined, shared, knowledge, decided).all()
    return Linked(made, who.all, who.doubtful)


class _Encounters:
    """Makes merged encounters of clusters."""

    def __init__(
        self,
        records: Mapping[str, ArticleRecord],
        who: Identities,
        joined: Joined,
        shared: SharedText,
        knowledge: Knowledge,
        decided: Decided,
    ) -> None:
        self._records, self._who, self._joined, self._shared = records, who, joined, shared
        self._decided = decided
        self._clusters = {cluster[0].key: cluster for cluster in joined.clusters}
        told = {name: days for name, some in self._clusters.items() if (days := told_days(some)) is not None}
        self._told = told
        self._dating = Dating(self._clusters, told)
        identities = {one.id: one for one in who.all}
        self._participants = Participants(identities, who.of_actor, Tenures.of(knowledge))
        self._merged = {report.key[1]: merged_id(some) for some in self._clusters.values() for report in some}
        self._candidates = self._by_cluster(joined.candidates)

    def _by_cluster(
        self, candidates: Mapping[Key, Sequence[tuple[Report, str]]]
    ) -> dict[str, list[tuple[Report, str]]]:
        """Candidates by the merged encounter they may belong to, without those that belong to it by now."""
        out: dict[str, list[tuple[Report, str]]] = {}
        for key, found in candidates.items():
            name = self._merged[key[1]]
            out.setdefault(name, []).extend(c for c in found if self._merged[c[0].key[1]] != name)
        return out

    def all(self) -> tuple[MergedEncounter, ...]:
        made = [self._encounter(name, self._clusters[name]) for name in sorted(self._clusters)]
        return tuple(sorted(made, key=lambda one: one.id))

    def _encounter(self, name: Key, reports: Sequence[Report]) -> MergedEncounter:
        found = self._dating.of(name)
        days = when(reports, self._told.get(name), found)
        place, country = place_of(reports)
        own = merged_id(reports)
        tellings = [
            Telling(r.article, r.key[0], r.outlet, r.encounter.evidence, r.encounter.told_by) for r in reports
        ]
        return MergedEncounter(
            id=own,
            kind=reports[0].encounter.kind,
            status=status_of(reports),
            date=days.date,
            earliest=days.earliest,
            latest=days.latest,
            date_basis=days.basis,
            participants=self._participants.of(reports, self._records, days),
            place=place,
            country=country,
            topics=topics_of(reports),
            part_of=self._part_of(own, reports),
            reports=tuple(report.key for report in reports),
            history=history_of(reports),
            sources=sources_of(tellings, self._shared),
            conflicts=self._conflicts(reports, found.clashes),
            candidates=tuple(
                Candidate(doc_id=r.key[0], encounter=r.key[1], reason=reason)
                for r, reason in sorted(self._candidates.get(own, ()), key=lambda c: c[0].key)
            ),
            why=tuple(dict.fromkeys(w for r in reports for w in self._joined.why.get(r.key, ()))),
            decisions=self._behind(reports),
        )

    def _part_of(self, own: str, reports: Sequence[Report]) -> str | None:
        wholes = {self._merged.get(r.encounter.part_of or "") for r in reports} - {None, own}
        return min((w for w in wholes if w), default=None)

    def _conflicts(self, reports: Sequence[Report], clashes: Sequence[str]) -> tuple[Conflict, ...]:
        found = clash_of(clashes)
        conflicts = [*([found] if found else []), *slips_of(reports, self._records)]
        if len(reports) > 1:
            conflicts += conflicts_of(reports, reach_of(reports[0].kind))
            conflicts += conflicts_of_words(reports, self._records, self._who.of_actor)
        return tuple(conflicts)

    def _behind(self, reports: Sequence[Report]) -> tuple[str, ...]:
        ids = {r.key[1] for r in reports}
        pairs = [pair for pair in self._decided.behind if ids & set(pair)]
        return tuple(sorted({d for pair in pairs for d in self._decided.behind[pair]}))
