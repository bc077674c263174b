"""Company: who came along to an encounter, and who of the last comparable one is not named this time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mahdar.comparing.encounters import who_takes_part
from mahdar.comparing.holdings import day_of
from mahdar.comparing.words import Day, Who, Words, not_found
from mahdar.model import Identity, MergedEncounter, Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """Who of an actor's own side came along.

    Attributes:
        accompanied: named in the reports of the encounter or of its parts.
        against: the last encounter before it with the same counterparts for which company is told.
        absent: who came along then and is not named now; never that they stayed away.
        told: how sure that is, in words.
    """

    encounter: str
    day: Day
    accompanied: tuple[Who, ...]
    against: str | None
    absent: tuple[Who, ...]
    told: str
    words: tuple[Words, ...]


def company_of(
    one: Identity, merged: Sequence[MergedEncounter], words: dict[str, tuple[Words, ...]]
) -> tuple[Company, ...]:
    """The company of an actor at each encounter for which some is told, the latest first.

    Args:
        one: the actor.
        merged: all encounters in which it took part.
        words: for an encounter the words of its reports.
    """
    ids = {encounter.id for encounter in merged}
    whole = [m for m in merged if m.part_of not in ids and m.status == "held"]
    ordered = sorted(whole, key=lambda m: (day_of(m).order, m.id))
    found: list[Company] = []
    before: list[tuple[MergedEncounter, dict[str, Participant], set[str]]] = []
    for encounter in ordered:
        parts = [encounter, *(m for m in merged if m.part_of == encounter.id)]
        everyone = {party.id: party for part in parts for party in part.participants if party.id != one.id}
        own = {name: p for name, p in everyone.items() if p.country and p.country == one.country}
        own |= {name: p for name, p in everyone.items() if p.role in ("delegation", "accompanying")}
        others = set(everyone) - set(own)
        if not own:
            continue
        last = next((b for b in reversed(before) if b[2] & others), None)
        found.append(_company(encounter, own, last, words.get(encounter.id, ())))
        before.append((encounter, own, others))
    return tuple(reversed(found))


def _company(
    encounter: MergedEncounter,
    own: dict[str, Participant],
    last: tuple[MergedEncounter, dict[str, Participant], set[str]] | None,
    words: tuple[Words, ...],
) -> Company:
    articles = len({doc for doc, _ in encounter.reports})
    absent: Iterable[Participant] = ()
    told = "no earlier company with the same counterparts is told in the record"
    if last:
        absent = [party for name, party in last[1].items() if name not in own]
        told = f"{not_found(articles)}; compared with {day_of(last[0]).told}"
    return Company(
        encounter=encounter.id,
        day=day_of(encounter),
        accompanied=tuple(map(who_takes_part, own.values())),
        against=last[0].id if last else None,
        absent=tuple(map(who_takes_part, absent)),
        told=told,
        words=words,
    )
