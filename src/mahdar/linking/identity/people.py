"""Persons of different names, spellings and scripts: which are one, which may be one, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mahdar.arabic.names import parse_name, same_name, skeleton
from mahdar.arabic.wordlists import name_words
from mahdar.knowledge.tenures import Tenures
from mahdar.linking.identity.signatures import Signature, titles_agree

#: A word borne by so many does not tell one person from another.
_BORNE_BY_MANY = 20
#: Names that share a key and more of them than this are told apart by nothing but the key.
_CROWD = 200


class Likeness(NamedTuple):
    """Two signatures that may be one person.

    Attributes:
        strength: 2 for one name told alike, 1 for two forms of it that office and country confirm, 0 for doubt.
        reason: in words.
    """

    strength: int
    a: Signature
    b: Signature
    reason: str


class KnownPerson(NamedTuple):
    """What a knowledge holds of a person: names and the offices held."""

    names: tuple[str, ...]
    offices: frozenset[tuple[str, str]]


def likenesses(
    people: Iterable[Signature], known: Mapping[str, KnownPerson], tenures: Tenures
) -> list[Likeness]:
    """Every two signatures of persons that are or may be one, of which one at least is not in the knowledge.

    Two people of the knowledge are never one. A surname alone, a ruling house or a skeleton alone never make two one;
    what a name leaves open, country and office must confirm, else the pair is doubtful.
    """
    signatures = sorted(set(people))
    found: dict[tuple[Signature, Signature], Likeness] = {}
    for block in _blocks(signatures, known):
        for a, b in _pairs(block):
            if (a, b) not in found:
                like = _compare(a, b, known, tenures)
                if like:
                    found[a, b] = like
    return sorted(found.values(), key=lambda like: (-like.strength, like.a, like.b))


def _blocks(signatures: Sequence[Signature], known: Mapping[str, KnownPerson]) -> Iterator[list[Signature]]:
    """Signatures that share the skeletons of given and family name, or a surname and the country."""
    by_ends: dict[tuple[str, ...], list[Signature]] = defaultdict(list)
    for signature in signatures:
        keys: set[tuple[str, ...]] = set()
        for name in _names(signature, known):
            bones = skeleton(name)
            if len(bones) > 1:
                keys |= {(bones[0], bones[-1]), (bones[-1], signature.country)}
            elif bones:
                keys.add((bones[0], signature.country))
        for key in sorted(keys):
            by_ends[key].append(signature)
    for key in sorted(by_ends):
        if 1 < len(by_ends[key]) <= _CROWD:
            yield by_ends[key]


def _names(signature: Signature, known: Mapping[str, KnownPerson]) -> tuple[str, ...]:
    if signature.known:
        return known[signature.known].names if signature.known in known else ()
    return (signature.key,)


def _pairs(block: list[Signature]) -> Iterator[tuple[Signature, Signature]]:
    for n, a in enumerate(block):
        for b in block[n + 1 :]:
            if not (a.known and b.known):
                yield a, b


def _compare(
    a: Signature, b: Signature, known: Mapping[str, KnownPerson], tenures: Tenures
) -> Likeness | None:
    if a.country and b.country and a.country != b.country:
        return None
    told = {like for x in _names(a, known) for y in _names(b, known) if (like := same_name(x, y))}
    if not told:
        return None
    same_office = _same_office(a, b, known, tenures)
    sure = bool(a.country) and a.country == b.country and same_office
    words = f"{_shown(a, known)} = {_shown(b, known)}"
    if "the same name" in told:
        same_side = bool(a.country) and a.country == b.country and not (a.known or b.known)
        if same_side or same_office or _tells(b.key if a.known else a.key):
            return Likeness(2, a, b, f"{words}: the same name")
        return Likeness(0, a, b, f"{words}: a name borne by many, and nothing else told of them")
    if told <= {"the surname alone"}:
        # «الشرع» may be three men: only for a person to decide, and only where the office speaks for it.
        return Likeness(0, a, b, f"{words}: the surname alone, with the same office") if sure else None
    reason = min(told - {"the surname alone"})
    if sure:
        return Likeness(1, a, b, f"{words}: {reason}, of the same country and office")
    return Likeness(0, a, b, f"{words}: {reason}, and no office that confirms it")


def _tells(name: str) -> bool:
    """Whether a name is enough by itself: three words, or one that few bear."""
    parts = parse_name(name)
    words = (*parts.given, *parts.fathers, *parts.family)
    return len(words) > 2 or any(name_words().get(word, 0) < _BORNE_BY_MANY for word in words[-1:])


def _same_office(a: Signature, b: Signature, known: Mapping[str, KnownPerson], tenures: Tenures) -> bool:
    if not (a.known or b.known):
        return titles_agree(a.title, b.title)
    person, other = (a, b) if a.known else (b, a)
    meant = tenures.meant(other.title, other.country) if other.title else None
    return meant is not None and meant in known[person.known].offices


def _shown(signature: Signature, known: Mapping[str, KnownPerson]) -> str:
    return next(iter(_names(signature, known)), signature.key)
