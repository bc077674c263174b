"""Coding: parties, sides and sectors of events, by the tables of `plover.yml`, `cameo.yml` and `codes.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from mahdar.arabic.fold import fold
from mahdar.knowledge.files import rows_of
from mahdar.model import Actor, Participant

Shape = Literal["visit", "third-party", "multilateral", "phone", "message", "agreement", "meeting"]


@lru_cache(maxsize=4)
def table(name: str) -> dict[str, Any]:
    """A table of this room (`plover`, `cameo`, `codes`, `headings`) by its name."""
    text = files("mahdar.export").joinpath(f"{name}.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


def three(country: str | None) -> str | None:
    """The code of three letters for a country's or an organisation's of two; None where there is none."""
    found: str | None = table("codes")["three"].get(country) if country else None
    return found


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {row["code"]: row["en"] for row in rows_of("countries.yml")}


def english(country: str) -> str | None:
    """The English name of a country by its code of two letters; None for any other identity."""
    return _countries().get(country)


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of an event, as event formats have it.

    Attributes:
        id: its identity in the record.
        code: three letters, of a state or an organisation.
        sector: PLOVER's sector, where office or name tell it.
        title: the office, in words.
    """

    id: str
    name: str
    name_en: str | None = None
    code: str | None = None
    sector: str | None = None
    title: str | None = None
    qid: str | None = None
    raw: str | None = None

    @property
    def is_state(self) -> bool:
        """Whether the party is a state itself, and not a person or body of it."""
        return self.sector is None and self.id.isupper() and three(self.id) == self.code


def party(actor: Actor, identity: str) -> Party:
    """An actor of an article as a party of an event."""
    return Party(
        id=identity,
        name=actor.canonical or actor.name,
        name_en=english(identity) or actor.name_en,
        code=three(actor.country),
        sector=sector(actor),
        title=actor.role,
        qid=actor.qid,
        raw=actor.name,
    )


def participant(one: Participant, told: Actor | None) -> Party:
    """A participant of a merged encounter as a party; `told` is the actor of one of its reports."""
    return Party(
        id=one.id,
        name=one.name,
        name_en=english(one.id) or one.name_en,
        code=three(one.country),
        sector=sector(told) if told else None,
        title=one.office or (told.role if told else None),
        qid=told.qid if told else None,
        raw=told.name if told else one.name,
    )


def sector(actor: Actor) -> str | None:
    """PLOVER's sector of an actor; None for a state itself and where nothing tells it."""
    known = table("plover")["sectors"]
    if actor.office:
        of_kind = actor.office.rsplit(":", 1)[-1]
        for code, offices in known["offices"].items():
            if code != "other" and of_kind in offices:
                return None if code == "none" else str(code)
        return str(known["offices"]["other"])
    if actor.kind == "institution":
        return _begins(known["heads"], actor.name)
    found = _begins(known["titles"], actor.role) if actor.kind == "person" and actor.role else None
    return "ELI" if found and set((actor.role or "").split()) & set(known["former"]) else found


def _begins(heads: dict[str, list[str]], words: str) -> str | None:
    """The code of the longest head with which the words begin."""
    fitting = [
        (len(h), code)
        for code, some in heads.items()
        for h in some
        if words == h or words.startswith(h + " ")
    ]
    return max(fitting)[1] if fitting else None


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    rows = rows_of("countries.yml")
    return {fold(name).strip(): row["code"] for row in rows for name in (row["ar"], *row.get("names", ()))}


def named(words: str, *, country_only: bool) -> Party | None:
    """Whom a text names that is no actor of its article: a state by its name, else the words themselves.

    Args:
        words: as the record has them.
        country_only: whether words that name no state stand for nobody; what a statement is about may be a matter.
    """
    code = _by_name().get(fold(words).strip())
    if code:
        return Party(id=code, name=words, name_en=english(code), code=three(code), raw=words)
    return None if country_only else Party(id=words, name=words, raw=words)


def shape(kind: str, sides: Sides, country: str | None, mediated: bool) -> Shape:
    """What an encounter is to an event coder: who visits whom, at a third place, by phone, or none of these.

    A meeting of a host and a guest of two countries is a visit, as the manuals have it («met at the White House»).
    """
    if kind in ("call", "message", "agreement"):
        return {"call": "phone", "message": "message", "agreement": "agreement"}[kind]  # type: ignore[return-value]
    if sides.visitors and sides.hosts:
        return "visit"
    codes = {one.code for one in sides.all if one.code}
    if mediated or (len(codes) == 2 and country and three(country) not in codes):
        return "third-party"
    return "multilateral" if len(codes) > 2 else "meeting"


@dataclass(frozen=True, slots=True)
class Sides:
    """Who visits and who hosts, both empty where that is not told; and all who took part, in order."""

    visitors: tuple[Party, ...]
    hosts: tuple[Party, ...]
    all: tuple[Party, ...]


def sides_of(kind: str, parties: Sequence[tuple[Party, str | None]], country: str | None) -> Sides:
    """The sides of an encounter by the roles of its parties; of a visit without a host, by whose country it was in.

    A delegation and those who accompany belong to the side of their country. Who hosts and who visits must be of two
    countries: a minister who receives his own country's ambassador hosts no visit.
    """
    everyone = tuple(one for one, _ in parties)
    guests = {one.code for one, role in parties if role == "guest" and one.code}
    hosts = {one.code for one, role in parties if role == "host" and one.code}
    place = three(country)
    if not hosts and kind == "visit" and place and place not in guests:
        hosts = {place}
        if place not in {one.code for one in everyone}:
            state = Party(
                id=country or place, name=country or place, name_en=english(country or ""), code=place
            )
            everyone = (*everyone, state)
            parties = [*parties, (state, "host")]
    if not guests or not hosts or guests & hosts:
        return Sides((), (), everyone)
    host_side = tuple(one for one, role in parties if role == "host" or one.code in hosts)
    visitors = tuple(one for one, role in parties if one not in host_side and role != "mediator")
    return Sides(visitors, host_side, everyone)
