"""Signatures: what an article tells of an actor that helps to know it again in another article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.names import fold_name
from mahdar.knowledge import Entry, Knowledge
from mahdar.knowledge.lexicon import words_of
from mahdar.knowledge.phrases import bare_forms
from mahdar.model import Actor


class Signature(NamedTuple):
    """An actor without its place in an article; equal signatures are one actor.

    Attributes:
        kind: person, institution, country or group.
        known: identifier in the knowledge, empty where it does not hold the actor.
        key: the name folded, or what else tells this actor from others of its kind.
        country: code, or empty.
        title: the words of the office as told, folded, or empty.
        alone: the one actor this can be, where its words would fit many («الوزير» of one article).
    """

    kind: str
    known: str
    key: str
    country: str
    title: str
    alone: str


class Signatures:
    """Makes signatures with a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._collective = frozenset(map(_letters, knowledge.meeting["collective"]))
        self.body_key = lru_cache(maxsize=50_000)(self._body_key)
        self.is_title = lru_cache(maxsize=50_000)(self._is_title)

    @classmethod
    def with_knowledge(cls, knowledge: Knowledge) -> Signatures:
        """Those of a knowledge, made at the first call and kept with it: bodies' names are worked out once."""
        found: Signatures | None = knowledge.memo.get("signatures")
        if found is None:
            found = knowledge.memo["signatures"] = cls(knowledge)
        return found

    def of(self, actor: Actor) -> Signature:
        """The signature of an actor of an article."""
        country = actor.country or ""
        if actor.kind == "country":
            return Signature("country", country, country or fold(actor.name), country, "", "")
        if actor.kind == "person":
            return self._of_person(actor, country)
        if _letters(actor.name) in self._collective or actor.known_as == "P5+1":
            return Signature("group", "", "the powers", "", "", "")
        if actor.known_as and actor.kind == "institution":
            return Signature("institution", actor.known_as, actor.known_as, "", "", "")
        key = self.body_key(actor.name, country)
        # «مسؤولون» or «الوفد» without a country or a word of their own may be anyone's.
        alone = "" if len(key.split()) > 1 or (key and country) else actor.id
        return Signature(actor.kind, "", key, country, "", alone)

    def _of_person(self, actor: Actor, country: str) -> Signature:
        known = actor.known_as or (actor.holder.actor if actor.holder is not None else None)
        if known:
            # One article may give a person another country; the knowledge's holds in all.
            entry = people_of(self._knowledge).get(known)
            return Signature("person", known, known, (entry.country if entry else None) or "", "", "")
        if self.is_title(actor.name):
            return Signature("person", "", fold(actor.name), country, "", actor.id)
        return Signature("person", "", fold_name(actor.name), country, fold(actor.role or ""), "")

    def _is_title(self, name: str) -> bool:
        """Whether a person is told by an office alone."""
        first = next(iter(words_of(name)), "")
        titles = self._knowledge.titles
        return any(bare in titles or bare.removeprefix("ال") in titles for _, bare in bare_forms(first))

    def _body_key(self, name: str, country: str) -> str:
        """The words of a body's name that tell it from others: without articles, country words and «أعضاء»."""
        words = [word for word in words_of(name) if word.isalnum()]
        kept = [
            word.removeprefix("ال") if len(word) > 4 else word for word in self._own_words(words, country)
        ]
        heads = self._knowledge.grammar["member_heads"]
        while len(kept) > 1 and kept[0] in heads:
            kept.pop(0)
        return " ".join(kept)

    def _own_words(self, words: list[str], country: str) -> Iterator[str]:
        """The words without the adjectives and names of the country."""
        i = 0
        while i < len(words):
            hits = self._knowledge.phrases.longest(words, i)
            named = [
                h for h in hits if h.entry.kind in ("adjective", "country") and h.entry.country == country
            ]
            if not named:
                yield words[i]
            i += named[0].length if named else 1


def people_of(knowledge: Knowledge) -> dict[str, Entry]:
    """The people of a knowledge by identifier."""
    found: dict[str, Entry] | None = knowledge.memo.get("people")
    if found is None:
        found = knowledge.memo["people"] = knowledge.phrases.named("person")
    return found


def _letters(name: str) -> str:
    """A name folded, without what stands between its letters and digits."""
    return "".join(char for char in fold(name) if char.isalnum())


def titles_agree(a: str, b: str) -> bool:
    """Whether the offices two articles tell can be one: the same head words, one perhaps shorter."""
    one, other = set(a.split()), set(b.split())
    if not one or not other:
        return False
    return one <= other or other <= one


def most_told(names: Iterable[str]) -> tuple[str, ...]:
    """The different names, the most frequent first, longer ones and then the alphabet deciding."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))
