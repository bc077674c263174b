"""Standing formulas in what is said: where they stand, by the lists of `formulas.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from mahdar.arabic.fold import fold
from mahdar.comparing.alike import Word, spans_by_words, words_of
from mahdar.knowledge.files import read_yaml
from mahdar.model import Span

_PUNCTUATION = frozenset('،,؛;:.!?؟()[]«»“”"\n')
_ONTO = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "فال")
_PRONOUNS = ("", "ها", "ه", "هم", "هما", "نا")
#: Letters before a pronoun: «وحدة», «وحدتها».
_TA, _HA = "ت", "ه"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula where it stands."""

    family: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Family:
    topic: str
    name: str
    bare: frozenset[str]
    heads: frozenset[str]


def formulas_in(content: Span, topic: str) -> list[Formula]:
    """The formulas of a topic in what is said, in order.

    A formula begins with a head of its family and goes on to the next mark of punctuation or word that ends it.
    """
    families = [family for family in _families() if family.topic == topic]
    ends, longest = _ends()
    words = words_of(content)
    found: list[Formula] = []
    i = 0
    while i < len(words):
        family = next((f for f in families if _folded(content, words[i]) in f.heads), None)
        if family is None:
            i += 1
            continue
        last = i + 1
        while last < min(len(words), i + longest) and not _stops(content, words, last, ends):
            last += 1
        span = spans_by_words(content, _without_onto(content, words[i:last]))
        if span is not None and last - i > 1:
            found.append(Formula(family.name, span))
        i = last
    return found


def topics_with_formulas() -> list[str]:
    """The topics of which formulas are known."""
    return sorted({family.topic for family in _families()})


def _without_onto(content: Span, words: list[Word]) -> list[Word]:
    """The words without a conjunction or a preposition written onto the first: «ووحدة» is «وحدة»."""
    first = words[0]
    exact = content.exact[first.start - content.start : first.end - content.start]
    heads = frozenset(head for family in _families() for head in family.bare)
    folded = fold(exact)
    for onto in ("و", "ف", "ب", "ل", "وب", "ول"):
        if folded.startswith(onto) and exact.startswith(onto) and folded[len(onto) :] in heads:
            return [Word(first.key, first.start + len(onto), first.end), *words[1:]]
    return words


def _stops(content: Span, words: list[Word], at: int, ends: frozenset[str]) -> bool:
    between = content.exact[words[at - 1].end - content.start : words[at].start - content.start]
    return any(char in _PUNCTUATION for char in between) or _folded(content, words[at]) in ends


def _folded(content: Span, word: Word) -> str:
    return fold(content.exact[word.start - content.start : word.end - content.start])


@lru_cache(maxsize=1)
def _lists() -> Any:
    return read_yaml(Path(__file__).with_name("formulas.yml"))


@lru_cache(maxsize=1)
def _families() -> tuple[_Family, ...]:
    made = []
    for row in _lists()["families"]:
        bare = frozenset(fold(head) for head in row["heads"])
        made.append(_Family(row["topic"], row["name"], bare, _written(bare)))
    return tuple(made)


def _written(bare: frozenset[str]) -> frozenset[str]:
    """The heads with everything that may be written onto them."""
    ends = set(bare)
    for head in bare:
        stem = head[:-1] + _TA if head.endswith(_HA) else head
        ends |= {stem + pronoun for pronoun in _PRONOUNS if pronoun}
    return frozenset(onto + head for onto in _ONTO for head in ends)


@lru_cache(maxsize=1)
def _ends() -> tuple[frozenset[str], int]:
    lists = _lists()
    return frozenset(fold(word) for word in lists["ends"]), int(lists["longest"])
