"""Identities: which actors of different articles are one."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mahdar.knowledge import Entry, Knowledge
from mahdar.knowledge.tenures import Tenures
from mahdar.linking.identity.groups import Groups
from mahdar.linking.identity.people import KnownPerson, Likeness, likenesses
from mahdar.linking.identity.signatures import Signature, Signatures, most_told, people_of
from mahdar.model import Actor, DoubtfulPair, Identity

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """An actor of an article."""

    doc_id: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Identities:
    """The identities of a record, by identifier, what each actor is, and the pairs that a person must decide on."""

    all: tuple[Identity, ...]
    of_actor: Mapping[str, str]
    doubtful: tuple[DoubtfulPair, ...]


def identities_of(
    actors: Iterable[Told], knowledge: Knowledge, same: Iterable[Pair] = (), different: Iterable[Pair] = ()
) -> Identities:
    """The identities of the actors of all articles; the same for any order of the articles.

    Actors are one by the knowledge, or by name with country and office, or where a person decided so; what may be
    one and is not certain is told as doubtful.

    Args:
        actors: with identifiers that no two actors share.
        knowledge: whom the world knows, and who held which office.
        same: pairs of actors that a person decided are one.
        different: pairs that a person decided are two.
    """
    makes = Signatures.with_knowledge(knowledge)
    members: dict[Signature, list[Told]] = defaultdict(list)
    signature_of: dict[str, Signature] = {}
    kept_apart = sorted(different)
    lone = {actor for pair in kept_apart for actor in pair}
    for told in actors:
        signature = makes.of(told.actor)
        if told.actor.id in lone:
            # What a person parted must not come together again by an equal name.
            signature = signature._replace(alone=told.actor.id)
        signature_of[told.actor.id] = signature
        members[signature].append(told)
    tenures = Tenures.of(knowledge)
    known = _known_people(members, knowledge, tenures)
    apart = [
        (signature_of[a], signature_of[b]) for a, b in kept_apart if a in signature_of and b in signature_of
    ]
    groups = Groups(sorted(members), apart)
    why: dict[Signature, list[str]] = defaultdict(list)
    for a, b in sorted(same):
        if a in signature_of and b in signature_of and groups.join(signature_of[a], signature_of[b]):
            why[signature_of[a]].append("decided by a person")
    doubts = _join(groups, likenesses(_people(members), known, tenures), why)
    made = {groups.of(group[0]): _identity(group, members, why, knowledge) for group in groups.all()}
    return Identities(
        tuple(sorted(made.values(), key=lambda one: one.id)),
        {actor: made[groups.of(signature)].id for actor, signature in signature_of.items()},
        _doubtful(doubts, groups, made),
    )


def _people(members: Mapping[Signature, list[Told]]) -> list[Signature]:
    return [s for s in members if s.kind == "person" and not (s.alone and not s.known)]


def _known_people(
    members: Iterable[Signature], knowledge: Knowledge, tenures: Tenures
) -> dict[str, KnownPerson]:
    written: dict[str, set[str]] | None = knowledge.memo.get("names of people")
    if written is None:
        written = knowledge.memo["names of people"] = {}
        for person, name in knowledge.phrases.written("person"):
            written.setdefault(person, set()).add(name)
    people = {s.known for s in members if s.kind == "person" and s.known}
    return {
        person: KnownPerson(
            tuple(sorted(written.get(person, ()))),
            frozenset((h.tenure.office, h.tenure.country) for h in tenures.offices_of(person)),
        )
        for person in people
    }


def _join(
    groups: Groups[Signature], likes: Sequence[Likeness], why: dict[Signature, list[str]]
) -> list[Likeness]:
    """Join what is one, the strongest first; never two people of the knowledge, never two countries."""
    doubts = []
    for like in likes:
        if like.strength == 0 or not _may_be_one(groups.members(like.a), groups.members(like.b)):
            doubts.append(like)
        elif groups.of(like.a) != groups.of(like.b) and groups.join(like.a, like.b) and like.strength == 1:
            why[like.a].append(like.reason)
    return doubts


def _may_be_one(one: Sequence[Signature], other: Sequence[Signature]) -> bool:
    known = {s.known for s in (*one, *other) if s.known}
    countries = {s.country for s in (*one, *other) if s.country}
    return len(known) < 2 and len(countries) < 2


def _identity(
    group: Sequence[Signature],
    members: Mapping[Signature, list[Told]],
    why: Mapping[Signature, list[str]],
    knowledge: Knowledge,
) -> Identity:
    told = sorted((one for s in group for one in members[s]), key=lambda one: (one.doc_id, one.actor.id))
    forms = most_told(name for one in told for name in (one.actor.name, *one.actor.aliases))
    first = min(group)
    known = next((s.known for s in sorted(group) if s.known), None)
    actors = [one.actor for one in told]
    canonical, name_en = _names_of(actors, known, knowledge)
    full = max((a.name for a in actors), key=lambda name: (len(name.split()), len(name), name))
    return Identity(
        id=known or _named(first),
        kind=actors[0].kind,
        name=canonical or full,
        name_en=name_en,
        country=_country_of(actors, known, knowledge),
        qid=knowledge.qids.get(known) if known else None,
        known_as=known,
        forms=forms,
        members=tuple((one.doc_id, one.actor.id) for one in told),
        why=tuple(dict.fromkeys(reason for s in sorted(group) for reason in why.get(s, ()))),
    )


def _names_of(
    actors: Sequence[Actor], known: str | None, knowledge: Knowledge
) -> tuple[str | None, str | None]:
    """Arabic and English name in the knowledge; «موسكو» stands for Russia in an article and is not its name."""
    if known and actors[0].kind == "country":
        state = _countries(knowledge).get(known)
        return (state.name, state.name_en) if state else (None, None)
    same = [a for a in actors if not known or a.known_as == known]
    canonical = next((a.canonical for a in same if a.canonical), None) if known else None
    return canonical, next((a.name_en for a in same if a.name_en), None)


def _country_of(actors: Sequence[Actor], known: str | None, knowledge: Knowledge) -> str | None:
    """The country of the knowledge's person, else the one that most articles give."""
    if known and actors[0].kind == "person":
        people = people_of(knowledge)
        if known in people and people[known].country:
            return people[known].country
    told = Counter(actor.country for actor in actors if actor.country)
    return min(told, key=lambda code: (-told[code], code)) if told else None


def _countries(knowledge: Knowledge) -> dict[str, Entry]:
    found: dict[str, Entry] | None = knowledge.memo.get("countries")
    if found is None:
        found = knowledge.memo["countries"] = knowledge.phrases.named("country")
    return found


def _named(signature: Signature) -> str:
    """An identifier of an actor that the knowledge does not hold, made of how it is told."""
    words = "\x1f".join(signature)
    return "p" + hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _doubtful(
    doubts: Iterable[Likeness], groups: Groups[Signature], made: Mapping[Signature, Identity]
) -> tuple[DoubtfulPair, ...]:
    pairs: dict[Pair, str] = {}
    for like in doubts:
        one, other = groups.of(like.a), groups.of(like.b)
        if one != other and not groups.kept_apart(one, other):
            a, b = sorted((made[one].id, made[other].id))
            pairs.setdefault((a, b), like.reason)
    return tuple(DoubtfulPair(a=a, b=b, reason=reason) for (a, b), reason in sorted(pairs.items()))
