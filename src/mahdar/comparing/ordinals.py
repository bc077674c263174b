"""Claims of number («the second visit within three and a half months»), compared with what the record holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import Connection, select

from mahdar.arabic.fold import fold
from mahdar.arabic.numerals import parse_ordinal
from mahdar.arabic.tokens import tokenize
from mahdar.comparing.encounters import summaries
from mahdar.comparing.holdings import Holding
from mahdar.comparing.words import Met, Words
from mahdar.linking.dating.hints import order_of
from mahdar.model import Encounter, MergedEncounter, from_json
from mahdar.record import tables

Verdict = Literal["agrees", "more in the record", "fewer in the record", "cannot be told"]
_FIRST = fold("أول")


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A claim of number and what the record holds.

    Attributes:
        claim: the words of the claim.
        told: the number claimed, None where the words give none that can be counted.
        found: how many encounters of this kind the record holds up to this one, within the period claimed.
        verdict: whether the two agree; fewer in the record may mean that articles are missing.
        reason: what was counted, in words.
        encounters: those counted, this one included.
        words: where the claim stands.
    """

    claim: str
    told: int | None
    found: int
    verdict: Verdict
    reason: str
    encounters: tuple[Met, ...]
    words: tuple[Words, ...]


def counts_of(
    connection: Connection, one: MergedEncounter, reports: Sequence[tuple[Holding, Encounter]]
) -> tuple[Count, ...]:
    """Each claim of number that reports of an encounter make, compared with the record."""
    claims = [(holding, encounter) for holding, encounter in reports if encounter.ordinal]
    if not claims:
        return ()
    before, unsure = _before(connection, one)
    # Several claims count the same encounters.
    short = {met.id: met for met in summaries(connection, [*before, one])}
    return tuple(_count(one, holding, encounter, before, unsure, short) for holding, encounter in claims)


def _count(
    one: MergedEncounter,
    holding: Holding,
    encounter: Encounter,
    before: Sequence[MergedEncounter],
    unsure: Sequence[MergedEncounter],
    short: Mapping[str, Met],
) -> Count:
    claim = encounter.ordinal or ""
    told = _number(claim)
    order = order_of(encounter)
    counted, reason = list(before), f"{one.kind}s of the same travellers to the same country, up to this one"
    if order and (end := one.date or one.latest):
        first = (date.fromisoformat(end[:10]) - timedelta(days=order.within + order.slack)).isoformat()
        counted = [other for other in before if (other.date or other.latest or "") >= first]
        reason += f", since {first}"
    if unsure:
        reason += f"; {len(unsure)} more may have been before or after it"
    found = len(counted) + 1
    return Count(
        claim=claim,
        told=told,
        found=found,
        verdict=_verdict(told, found, bool(unsure)),
        reason=reason,
        encounters=tuple(short[other.id] for other in (*counted, one)),
        words=(holding.words(encounter.evidence),),
    )


def _verdict(told: int | None, found: int, unsure: bool) -> Verdict:
    if told is None or (unsure and told != found):
        return "cannot be told"
    if told == found:
        return "agrees"
    return "more in the record" if found > told else "fewer in the record"


def _number(claim: str) -> int | None:
    tokens = tokenize(claim)
    for i, token in enumerate(tokens):
        if found := parse_ordinal(tokens, i):
            return found[0]
        if fold(claim[token.start : token.end]).endswith(_FIRST):
            return 1
    return None


def _before(
    connection: Connection, one: MergedEncounter
) -> tuple[list[MergedEncounter], list[MergedEncounter]]:
    """Encounters of the same kind, travellers and country that were before, and those that may have been."""
    guests = {p.id for p in one.participants if p.role == "guest"} or {p.id for p in one.participants}
    table, parties = tables.merged_encounters, tables.merged_participants
    first = min(guests)
    query = (
        select(table.c.whole)
        .join(parties, parties.c.merged == table.c.id)
        .where(parties.c.identity == first, table.c.kind == one.kind, table.c.id != one.id)
        .where(table.c.status == "held")
        .order_by(table.c.date, table.c.latest, table.c.id)
    )
    before, unsure = [], []
    for row in connection.execute(query).scalars():
        other = from_json(row, MergedEncounter)
        if not guests <= {p.id for p in other.participants} or not _same_country(one, other):
            continue
        begun, ended = one.earliest or one.date or "", other.latest or other.date or "9999"
        if ended < begun or (one.date and ended < one.date):
            before.append(other)
        elif (other.earliest or other.date or "") <= (one.latest or one.date or "9999"):
            unsure.append(other)
    return before, unsure


def _same_country(one: MergedEncounter, other: MergedEncounter) -> bool:
    return one.country is None or other.country is None or one.country == other.country
