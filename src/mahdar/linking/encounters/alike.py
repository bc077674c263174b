"""Whether two reports can tell one encounter by those who took part, kind by kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from mahdar.linking.encounters.reports import Party, Report

Strength = Literal[0, 1, 2]
#: Of the smaller of two lists of participants, the part that must be in the other.
_MOST = 0.6


def alike(a: Report, b: Report) -> Strength:
    """How well the participants of two reports of one kind agree: 2 as of one encounter, 1 perhaps, 0 not.

    Two leaders tell little where others took part: a meeting wants both, a visit who travelled and where to, an
    agreement the states that made it.
    """
    if a.kind != b.kind:
        return 0
    if a.kind == "visit":
        return _same_journey(a, b)
    if a.kind == "agreement":
        return max(_same_states(a, b), _same_parties(a.parties, b.parties))
    return _same_parties(a.parties, b.parties)


def _same_parties(one: tuple[Party, ...], other: tuple[Party, ...]) -> Strength:
    here, there = _unmatched(one, other)
    shared = len(one) - len(here)
    least = min(len(one), len(other))
    if shared >= 2 and shared >= _MOST * least:
        # «الولايات المتحدة وكوريا الشمالية» meet at many tables: only names tell which.
        return 2 if any(party.kind != "country" for party in (*one, *other)) else 1
    if shared == 1 and here and there and _may_be_one_body(here, there):
        return 1
    return 1 if shared == least == 1 else 0


def _unmatched(one: Iterable[Party], other: Iterable[Party]) -> tuple[list[Party], list[Party]]:
    left, here = list(other), []
    for party in one:
        match = next((p for p in left if party.is_one_with(p)), None)
        if match is None:
            here.append(party)
        else:
            left.remove(match)
    return here, left


def _may_be_one_body(here: list[Party], there: list[Party]) -> bool:
    """Whether a body or group on either list, of one side, can be the same under two names."""
    return any(p.side and p.side == q.side and not (p.is_named or q.is_named) for p in here for q in there)


def _same_journey(a: Report, b: Report) -> Strength:
    travelled = _travellers(a) & _travellers(b)
    if not travelled:
        return 0
    if a.country and b.country:
        return 2 if a.country == b.country else 0
    hosts_a, hosts_b = _hosts(a), _hosts(b)
    if hosts_a and hosts_b:
        return 2 if hosts_a & hosts_b else 0
    return 1


def _travellers(report: Report) -> frozenset[str]:
    """Those who came: the guests, else everyone who is not told to be a host and not of the country visited."""
    if report.guests:
        return report.guests
    return frozenset(
        p.id for p in report.parties if p.id not in report.hosts and not (p.side and p.side == report.country)
    )


def _hosts(report: Report) -> frozenset[str]:
    """Who or what was visited: hosts and their countries."""
    sides = {p.side for p in report.parties if p.id in report.hosts and p.side}
    return report.hosts | sides | ({report.country} if report.country else set())


def _same_states(a: Report, b: Report) -> Strength:
    """Agreements are made by states: «ترامب وكيم» and «الولايات المتحدة وكوريا الشمالية» are one pair."""
    one, other = _states(a), _states(b)
    if len(one) < 2 or len(other) < 2:
        return 0
    shared = len(one & other)
    return 2 if shared >= 2 and shared >= _MOST * min(len(one), len(other)) else 0


def _states(report: Report) -> frozenset[str]:
    return frozenset(p.side or p.id for p in report.parties)
