"""When each encounter was, by all that bears on it: reports, days of writing, order words, visits and tenures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mahdar.linking.dating.days import ANY, Days, edtf_of, iso
from mahdar.linking.dating.hints import Hints, hints_of, order_of
from mahdar.linking.dating.network import Network, Variable
from mahdar.linking.encounters.alike import alike
from mahdar.linking.encounters.reports import Key, Report

#: A weekday told without a date lies within the week before the day of writing.
_WEEK = 7
_MONTH = 27


class Dating:
    """The days of clusters of reports, each told by the key of its first report."""

    def __init__(self, clusters: Mapping[Key, Sequence[Report]], told: Mapping[Key, Days]) -> None:
        """Lay down every constraint and narrow.

        Args:
            clusters: the reports of each encounter.
            told: the days that the dates told for an encounter leave, for those that have one.
        """
        self._clusters = clusters
        self._network = Network()
        self._cluster_of = {report.key[1]: name for name, some in clusters.items() for report in some}
        for name, days in told.items():
            variable = self._network["encounter", name]
            words = (f"told as {edtf_of(days)}",)
            variable.days, variable.from_first, variable.from_last = days, words, words
        by_article: dict[str, list[Report]] = defaultdict(list)
        for some in clusters.values():
            for report in some:
                by_article[report.article].append(report)
        self._visits = self._visits_by_traveller()
        for article in sorted(by_article):
            self._lay_article(article, sorted(by_article[article], key=lambda r: r.key), told)
        self._network.settle()

    def of(self, name: Key) -> Variable:
        """The days found for an encounter, with the reasons."""
        return self._network["encounter", name]

    def _lay_article(self, article: str, reports: Sequence[Report], told: Mapping[Key, Days]) -> None:
        writing = self._network["writing", article]
        first = reports[0]
        doc = first.key[0]
        if first.written is not None:
            words = (f"{doc} published {iso(first.written)}",)
            writing.not_before(first.written, words)
            writing.not_after(first.written, words)
        elif first.given is not None:
            writing.not_after(first.given, (f"{doc} collected {iso(first.given)}",))
        for report in reports:
            self._lay_report(report, told)
        if first.written is None:
            self._lay_order_of_telling(reports)

    def _lay_report(self, report: Report, told: Mapping[Key, Days]) -> None:
        name = self._cluster_of[report.key[1]]
        here, writing = ("encounter", name), ("writing", report.article)
        doc = report.key[0]
        if name not in told:
            self._bound(report, self._network[here])
        hints = hints_of(report.encounter)
        if hints.offset is not None:
            reason = f"{doc}: «{hints.words}» of the day of writing"
            self._network.in_order(here, writing, -hints.offset, -hints.offset, reason)
        elif hints.weekday is not None and not report.days.told:
            reason = f"{doc}: «{hints.words}», within the week before the day of writing"
            self._network.in_order(here, writing, 0, _WEEK, reason)
            self._network.weekday(here, hints.weekday, f"{doc}: «{hints.words}»")
        elif report.encounter.status == "held":
            self._network.in_order(here, writing, 0, None, f"{doc}: told as having happened")
        if report.encounter.part_of in self._cluster_of:
            visit = ("encounter", self._cluster_of[report.encounter.part_of])
            if visit != here:
                # A visit told with its days ends on the last of them; else it may have lasted.
                most = 0 if self._network[visit].days.told else _WEEK
                self._network.in_order(visit, here, 0, most, f"{doc}: within the visit")
        order = order_of(report.encounter)
        before = self._one_before(report) if order and order.nth == 2 else None
        if order and before is not None:
            least, most = round(order.within - order.slack), round(order.within + order.slack)
            first = told[before].first
            reason = f"{doc}: «{order.words}», from {iso(first)} on: about {iso(first + round(order.within))}"
            self._network.in_order(("encounter", before), here, least, most, reason)

    def _bound(self, report: Report, variable: Variable) -> None:
        basis = report.encounter.date_basis
        words = tuple(f"{report.key[0]}: {reason}" for reason in basis)
        if report.days.first != ANY.first:
            variable.not_before(report.days.first, words)
        if report.days.last != ANY.last:
            variable.not_after(report.days.last, words)

    def _lay_order_of_telling(self, reports: Sequence[Report]) -> None:
        """In an article without a day: news («today», a weekday) is later than what is dated by its month."""
        news = [r for r in reports if not r.days.told and hints_of(r.encounter) != Hints()]
        past = [r for r in reports if r.days.told and r.encounter.status == "held"]
        for report in news:
            for before in past:
                one, other = self._cluster_of[before.key[1]], self._cluster_of[report.key[1]]
                if one == other:
                    continue
                least = before.days.length if before.days.length >= _MONTH else 1
                reason = f"{report.key[0]}: news beside what is told as of {edtf_of(before.days)}"
                end = ("day", before.key)
                variable = self._network[end]
                variable.days = Days(before.days.first, before.days.first, True)
                variable.from_first = (f"{before.key[0]}: {' '.join(before.encounter.date_basis[:1])}",)
                self._network.in_order(end, ("encounter", other), least, None, reason)

    def _visits_by_traveller(self) -> dict[str, list[Key]]:
        visits: dict[str, list[Key]] = defaultdict(list)
        for name, some in sorted(self._clusters.items()):
            if some[0].kind == "visit":
                for party in sorted({p.id for report in some for p in report.parties}):
                    visits[party].append(name)
        return visits

    def _one_before(self, report: Report) -> Key | None:
        """The one dated visit of the same traveller to the same place that can be the one before; else None."""
        own = self._cluster_of[report.key[1]]
        names = {name for party in report.parties for name in self._visits.get(party.id, ())} - {own}
        found = []
        for name in sorted(names):
            best = max((alike(report, other) for other in self._clusters[name]), default=0)
            days = self._network["encounter", name].days
            if best == 2 and days.told and days.first < report.days.last:
                found.append(name)
        same_article = [n for n in found if any(r.article == report.article for r in self._clusters[n])]
        choice = same_article or found
        return choice[0] if len(choice) == 1 else None
