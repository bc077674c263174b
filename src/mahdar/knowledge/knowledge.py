"""Knowledge: what the reader knows beforehand, as matchers and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge.compiled import tables
from mahdar.knowledge.lexicon import words_of
from mahdar.knowledge.phrases import PhraseIndex, grouped


class Verb(NamedTuple):
    """A verb of saying: what it does and what may follow it (see `saying.yml`)."""

    id: str
    act: str
    takes: frozenset[str]
    to: bool
    needs: frozenset[str]
    needs_person: bool
    noun_takes: frozenset[str]
    strict: bool
    needs_for: str | None


class CueForm(NamedTuple):
    """One written form of a verb of saying."""

    verb: Verb
    kind: str
    gender: str | None
    number: str | None
    person: int
    object: str | None


class Title(NamedTuple):
    """One written form of a title's head noun."""

    noun: str
    cls: str
    gender: str
    number: str
    definite: bool
    country: str | None
    length: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the reading room needs to know, loaded once."""

    version: str
    phrases: PhraseIndex
    verbs: dict[str, tuple[CueForm, ...]]
    titles: dict[str, tuple[tuple[tuple[str, ...], Title], ...]]
    honorifics: PhraseIndex
    function_words: frozenset[str]
    given_names: frozenset[str]
    groups: frozenset[str]
    pairs: frozenset[str]
    complements: frozenset[str]
    institution_heads: frozenset[str]
    title_adjectives: frozenset[str]
    saying: dict[str, Any]
    meeting: dict[str, Any]
    grammar: dict[str, frozenset[str]]
    lists: dict[str, dict[str, Any]]
    topics: list[dict[str, Any]]
    tenures: list[dict[str, Any]]
    offices: list[dict[str, Any]]
    qids: dict[str, str]
    outlets: list[dict[str, Any]]
    agencies: list[dict[str, Any]]
    title_status: dict[str, list[str]] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)

    def title_at(self, norms: list[str], i: int, bare: str) -> Title | None:
        """The title whose head is the (clitic-free) word `bare` at place `i`, the longest one."""
        for tail, title in self.titles.get(bare, ()):
            if all(i + 1 + k < len(norms) and norms[i + 1 + k] == w for k, w in enumerate(tail)):
                return title
        return None


def _verbs(rows: list[dict[str, Any]]) -> dict[str, tuple[CueForm, ...]]:
    forms: dict[str, list[CueForm]] = {}
    for row in rows:
        verb = Verb(
            row["id"],
            row["act"],
            frozenset(row.get("takes") or ()),
            bool(row.get("to")),
            frozenset(fold(w) for w in row.get("needs") or ()),
            bool(row.get("needs_person")),
            frozenset(row.get("noun_takes") or ()),
            bool(row.get("strict")),
            row.get("needs_for"),
        )
        for norm, kind, gender, number, person, obj in row["forms"]:
            forms.setdefault(norm, []).append(CueForm(verb, kind, gender, number, person, obj))
    return {norm: tuple(found) for norm, found in forms.items()}


def _titles(rows: list[list[Any]]) -> dict[str, tuple[tuple[tuple[str, ...], Title], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], Title]]] = {}
    for words, noun, cls, gender, number, definite, country in rows:
        title = Title(noun, cls, gender, number, definite, country, len(words))
        out.setdefault(words[0], []).append((tuple(words[1:]), title))
    return {w: tuple(sorted(found, key=lambda p: -len(p[0]))) for w, found in out.items()}


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def _with_article(words: frozenset[str]) -> frozenset[str]:
    """Words and what they are with the article."""
    return words | {"ال" + w for w in words if not w.startswith("ال")}


@lru_cache(maxsize=4)
def load(overlay: Path | None = None) -> Knowledge:
    """The shipped knowledge, with a user's overlay where one is given; loaded once a process.

    Raises:
        KnowledgeError: where a knowledge file cannot be read.
    """
    t = tables(overlay)
    titles = t["titles"]
    adjectives = _folded(titles["adjectives"])
    honorifics = [(words_of(h), "honorific", h, None, h, None, "") for h in titles["honorifics"]]
    return Knowledge(
        version=t["version"],
        phrases=PhraseIndex(t["phrases"]),
        verbs=_verbs(t["verbs"]),
        titles=_titles(titles["heads"]),
        honorifics=PhraseIndex(grouped(honorifics)),
        function_words=frozenset(t["function_words"]),
        given_names=frozenset(t["given_names"]),
        groups=_with_article(_folded([w.split()[0] for w in titles["groups"]])),
        pairs=_folded(titles["pairs"]),
        complements=_folded(titles["complements"]),
        institution_heads=_folded(titles["institutions"]),
        title_adjectives=frozenset(
            {p + a + e for a in adjectives for p in ("", "ال") for e in ("", "ه", "ين", "ون", "ان")}
        ),
        saying=t["saying"],
        meeting=t["meeting"],
        lists=t["lists"],
        grammar={key: _folded(words) for key, words in t["grammar"].items()},
        topics=t["topics"],
        tenures=t["tenures"],
        offices=t["offices"],
        qids=t["qids"],
        outlets=t["outlets"],
        agencies=t["agencies"],
        title_status=titles.get("status") or {},
    )
