"""What the reports of one encounter say together: its date, place, participants, topics, history and sources."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mahdar.knowledge.tenures import Tenures
from mahdar.linking.dating.days import Days, edtf_of, iso
from mahdar.linking.dating.network import Variable
from mahdar.linking.encounters.reports import Key, Report
from mahdar.model import Actor, ArticleRecord, Identity, Participant
from mahdar.model.vocabulary import EncounterStatus, Topic

#: A visit's reports tell its days one by one; reports further apart tell its first day and its last at most so.
_LONGEST_VISIT = 14


def told_days(reports: Sequence[Report]) -> Days | None:
    """The days that the dates told for an encounter leave; None where none is told.

    Dates that agree narrow one another; of those that do not, the ones that most articles tell stand, and of what was
    only planned nothing where it is told as held. A visit's days are those told together.
    """
    dated = [r for r in reports if r.days.told]
    held = [r for r in dated if r.encounter.status == "held"]
    dated = held or dated
    if not dated:
        return None
    narrow = [r for r in dated if r.days.length <= _LONGEST_VISIT] or dated
    if reports[0].kind == "visit":
        whole = Days(min(r.days.first for r in narrow), max(r.days.last for r in narrow), True)
        if whole.length <= _LONGEST_VISIT:
            return whole
    together = _best(narrow)
    return together._replace(told=True)


def _best(dated: Sequence[Report]) -> Days:
    """The range that most outlets' dates share, the narrowest and then the earliest of equals."""
    best: tuple[int, int, int, Days] | None = None
    for report in dated:
        agreeing = [other for other in dated if other.days.meets(report.days)]
        days = report.days
        for other in sorted(agreeing, key=lambda r: (r.days.length, r.days.first, r.key)):
            days = days.within(other.days) or days
        rank = (-len({r.outlet or r.key[0] for r in agreeing}), days.length, days.first, days)
        if best is None or rank < best:
            best = rank
    assert best is not None
    return best[-1]


@dataclass(frozen=True, slots=True)
class When:
    """A date with its bounds and the chain of reasons."""

    date: str | None
    earliest: str | None
    latest: str | None
    basis: tuple[str, ...]


def when(reports: Sequence[Report], told: Days | None, found: Variable) -> When:
    """The date of an encounter: what was told, else what the constraints leave where that is a single day."""
    if told is not None:
        basis = [f"{r.key[0]}: {reason}" for r in reports if r.days.told for reason in r.encounter.date_basis]
        single = told.length == 1 or told.first == found.days.first
        narrowed = found.days if found.days.length < told.length and not single else told
        basis += list(found.from_first + found.from_last) if narrowed != told else []
        return When(edtf_of(narrowed), iso(narrowed.first), iso(narrowed.last), tuple(dict.fromkeys(basis)))
    days = found.days
    basis = [*(found.from_first if iso(days.first) else ()), *(found.from_last if iso(days.last) else ())]
    day = edtf_of(days) if days.length == 1 else None
    return When(day, iso(days.first), iso(days.last), tuple(dict.fromkeys(basis)))


def status_of(reports: Iterable[Report]) -> EncounterStatus:
    """Held where any report tells so; else as most reports tell, a cancelled one before a planned one."""
    told = Counter(r.encounter.status for r in reports)
    if told["held"]:
        return "held"
    return "cancelled" if told["cancelled"] >= told["planned"] else "planned"


def history_of(reports: Sequence[Report]) -> tuple[str, ...]:
    """How it was told in the order of publication: what was planned, what was held."""
    ordered = sorted(reports, key=lambda r: (r.written or date.max.toordinal(), r.key))
    lines: dict[str, list[str]] = {}
    for report in ordered:
        day = iso(report.written) if report.written else "day of publication unknown"
        lines.setdefault(f"{report.encounter.status}, told {day}", []).append(report.key[0])
    return tuple(f"{words}: {'، '.join(sorted(docs))}" for words, docs in lines.items())


def place_of(reports: Sequence[Report]) -> tuple[str | None, str | None]:
    """Place and country that most reports tell, the more exact place of equals."""
    countries = Counter(r.country for r in reports if r.country)
    country = min(countries, key=lambda c: (-countries[c], c)) if countries else None
    places = Counter(r.encounter.place for r in reports if r.encounter.place and r.country in (country, None))
    states = {r.encounter.place for r in reports if r.in_state}
    place = min(places, key=lambda p: (p in states, -places[p], -len(p), p)) if places else None
    return place, country


def topics_of(reports: Sequence[Report]) -> tuple[Topic, ...]:
    """Every topic told, those that most reports tell first."""
    told = Counter(topic for report in reports for topic in report.encounter.topics)
    return tuple(sorted(told, key=lambda topic: (-told[topic], topic)))


class Participants:
    """Names who took part, with the office each held that day."""

    def __init__(
        self, identities: Mapping[str, Identity], identity_of: Mapping[str, str], tenures: Tenures
    ) -> None:
        self._identities, self._identity_of, self._tenures = identities, identity_of, tenures

    def of(
        self, reports: Sequence[Report], records: Mapping[str, ArticleRecord], days: When
    ) -> tuple[Participant, ...]:
        """The participants, those that most reports name first; delegations and company after the parties."""
        told: dict[str, list[Key]] = {}
        roles: dict[str, Counter[str]] = {}
        offices: dict[str, Counter[str]] = {}
        for report in reports:
            actors = {actor.id: actor for actor in records[report.article].actors}
            for name in report.encounter.participants:
                who = self._identity_of[name]
                told.setdefault(who, [])
                if report.key not in told[who]:
                    told[who].append(report.key)
                role = report.encounter.roles.get(name)
                roles.setdefault(who, Counter()).update([role] if role else [])
                offices.setdefault(who, Counter()).update(_title(actors.get(name)))
        main = {p.id for report in reports for p in report.parties}
        order = sorted(told, key=lambda who: (who not in main, -len(told[who]), who))
        return tuple(self._participant(who, told[who], roles[who], offices[who], days) for who in order)

    def _participant(
        self, who: str, told: Sequence[Key], roles: Counter[str], offices: Counter[str], days: When
    ) -> Participant:
        identity = self._identities[who]
        office, source = self._held(identity, days)
        if office is None and offices:
            office = min(offices, key=lambda title: (-offices[title], -len(title), title))
            source = "as told"
        role = min(roles, key=lambda r: (-roles[r], r)) if roles else None
        return Participant(
            id=who,
            name=identity.name,
            name_en=identity.name_en,
            country=identity.country,
            role=role,  # type: ignore[arg-type]
            office=office,
            office_from=source,
            told_in=tuple(told),
        )

    def _held(self, identity: Identity, days: When) -> tuple[str | None, str | None]:
        """The office the knowledge has for the day, where the bounds leave one."""
        if identity.kind != "person" or not identity.known_as or not days.earliest:
            return None, None
        held = self._tenures.offices_of(identity.known_as, f"{days.earliest}/{days.latest or days.earliest}")
        certain = [h for h in held if h.fit == "certain"] or (held if len(held) == 1 else [])
        if not certain:
            return None, None
        best = certain[0]
        return best.title, f"in office since {best.tenure.start}"


def _title(actor: Actor | None) -> list[str]:
    return [actor.role] if actor is not None and actor.role else []


def merged_id(reports: Sequence[Report]) -> str:
    """The identifier of an encounter: made of its first report, by identifier."""
    first = min(report.key[1] for report in reports)
    return "m" + hashlib.blake2b(first.encode(), digest_size=8).hexdigest()
