"""Reports: what one article tells of an encounter, in the form in which reports are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from mahdar.arabic.fold import fold
from mahdar.knowledge import Knowledge
from mahdar.knowledge.lexicon import words_of
from mahdar.linking.dating.days import Days, day_of, days_of
from mahdar.linking.identity.signatures import Signatures
from mahdar.model import Actor, ArticleRecord, Encounter

_ALONG = frozenset({"delegation", "accompanying"})
Key = tuple[str, str]
"""`doc_id` and encounter identifier."""


@dataclass(frozen=True, slots=True)
class Party:
    """A participant as it is compared: its identity, else what its name says of the body and the side it is of."""

    id: str
    kind: str
    side: str
    name: str
    body: str = ""

    def is_one_with(self, other: Party) -> bool:
        """Whether the two are the same actor, or the same body under two names."""
        return self.id == other.id or bool(self.body and self.body == other.body)

    @property
    def is_named(self) -> bool:
        """Whether it is a person whose name or office tells who it is."""
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of an encounter.

    Attributes:
        key: `doc_id` and encounter identifier; reports are ordered by it.
        article: identifier of the article, which no other has.
        parties: everyone who takes part but delegations and company.
        guests, hosts: those of them whose part is told.
        place: where it was, folded.
        in_state: whether that says no more than the country.
        town: the town the place is, where it is one; a palace or a country leaves open which.
        days: when it can have been.
        written: day of writing, where known: of publication, or as the article or a crawler tells it.
        given: day of publication or collection, which what has happened cannot follow.
        encounter: the report whole.
    """

    key: Key
    article: str
    outlet: str | None
    parties: tuple[Party, ...]
    guests: frozenset[str]
    hosts: frozenset[str]
    place: str
    in_state: bool
    town: str
    days: Days
    written: int | None
    given: int | None
    encounter: Encounter

    @property
    def kind(self) -> str:
        """Meeting, visit, call, message or agreement."""
        return self.encounter.kind

    @property
    def country(self) -> str | None:
        """Where it was."""
        return self.encounter.country

    @property
    def sides(self) -> frozenset[str]:
        """Countries of the parties."""
        return frozenset(p.side for p in self.parties if p.side)


class Reports:
    """Makes reports of article records."""

    def __init__(self, identity_of: Mapping[str, str], knowledge: Knowledge) -> None:
        self._identity_of = identity_of
        self._signatures = Signatures.with_knowledge(knowledge)
        self._phrases = knowledge.phrases
        self._town_of = lru_cache(maxsize=50_000)(self._town)

    def _town(self, place: str) -> str:
        """The name in the knowledge of the one town that the words of a place tell."""
        words = words_of(place)
        towns = {
            hit.entry.id
            for i in range(len(words))
            for hit in self._phrases.longest(words, i)
            if hit.entry.kind == "place" and hit.entry.detail.rstrip("?") in ("city", "capital")
        }
        return towns.pop() if len(towns) == 1 else ""

    def _is_state(self, place: str) -> bool:
        words = words_of(place)
        hits = self._phrases.longest(words, 0) if words else []
        return any(hit.entry.kind == "country" and hit.length == len(words) for hit in hits)

    def of(self, article: str, record: ArticleRecord) -> list[Report]:
        """The reports of an article, in its order."""
        actors = {actor.id: actor for actor in record.actors}
        return [self._report(article, record, encounter, actors) for encounter in record.encounters]

    def _report(
        self, article: str, record: ArticleRecord, told: Encounter, actors: Mapping[str, Actor]
    ) -> Report:
        main = [a for a in told.participants if told.roles.get(a) not in _ALONG] or list(told.participants)
        parties = {a: self._party(actors[a]) for a in main if a in actors}
        roles = {a: told.roles.get(a) for a in parties}
        return Report(
            key=(record.doc_id, told.id),
            article=article,
            outlet=record.outlet,
            parties=tuple(dict.fromkeys(parties.values())),
            guests=frozenset(parties[a].id for a, role in roles.items() if role == "guest"),
            hosts=frozenset(parties[a].id for a, role in roles.items() if role == "host"),
            place=fold(told.place or ""),
            in_state=self._is_state(told.place or ""),
            town=self._town_of(told.place or ""),
            days=days_of(told.date, told.earliest, told.latest),
            written=day_of(record.dated),
            given=day_of(record.dated or record.collected),
            encounter=told,
        )

    def _party(self, actor: Actor) -> Party:
        identity, side = self._identity_of[actor.id], actor.country or ""
        if actor.kind in ("person", "country"):
            return Party(identity, actor.kind, side, actor.name)
        key = self._signatures.body_key(actor.name, side)
        return Party(identity, actor.kind, side, actor.name, f"{key}|{side}" if key and side else "")
