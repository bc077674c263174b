"""Search terms: what a word is found by, the same for a text and for a question about it.

A term is a function of the folded word alone, so that no spelling of hamza, ya, ta marbuta or vowels makes a
difference: بالأردن, الاردن and الأردن are all found by اردن. What is written onto a word goes first, then the article.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from mahdar.arabic.clitics import split_clitics
from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import NUMBER, WORD, tokenize
from mahdar.arabic.wordlists import load_sections
from mahdar.knowledge import Knowledge

#: Changes whenever the same word may give another term.
TERMS_VERSION = "1"
#: Code points of a term that are compared; longer words are no words.
_LONGEST = 48
_REMEMBERED = 200_000
_PLAIN = re.compile(r"[\x00-\x2b\x2d\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s]+")


class Terms(NamedTuple):
    """A text as search terms.

    Attributes:
        words: the terms in order, parted by single spaces.
        places: start and end of each in the text, as 32-bit numbers.
    """

    words: str
    places: bytes


class Analysis:
    """From words to terms, with the names that the knowledge protects from being split."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._protected = knowledge.given_names | frozenset(knowledge.phrases.first_words())
        self.version = f"{TERMS_VERSION}-{knowledge.version}"
        self._known: dict[str, str] = {}

    def of_text(self, text: str) -> Terms:
        """The terms of a text with their places; linear in its length."""
        words: list[str] = []
        places = array("I")
        for token in tokenize(text):
            if token.kind in (WORD, NUMBER):
                term = self.term(token.norm)
                if term:
                    words.append(term)
                    places.extend((token.start, token.end))
        return Terms(" ".join(words), places.tobytes())

    def term(self, folded: str) -> str:
        """The term of a folded word; empty where nothing of it can be searched for."""
        known = self._known.get(folded)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[folded] = term_of(folded, self._protected)
        return known


def places_of(places: bytes) -> list[tuple[int, int]]:
    """Start and end of each term, from what `Terms.places` holds."""
    numbers = array("I")
    numbers.frombytes(places)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def term_of(folded: str, protected: Container[str]) -> str:
    """What a folded word is found by: without clitics, without the article."""
    stem = _stem(folded, protected)
    if stem.startswith("ال") and len(stem) > 4:
        stem = stem[2:]
    return _PLAIN.sub("", stem)[:_LONGEST]


def _stem(folded: str, protected: Container[str]) -> str:
    if folded in protected:
        return folded
    spelt = _spelt(folded)
    parts = [fold(part) for part in split_clitics(spelt, protected)]
    if len(parts) == 1:
        return folded
    return max(parts, key=len)


def _spelt(folded: str) -> str:
    """The word as it is most often spelt, which is what splitting was learnt from: وزاره is وزارة, رييس رئيس."""
    for cut in range(min(4, len(folded) - 2)):
        if cut and folded[cut - 1] not in "وفبلكسا":
            break
        known = _spellings().get(folded[cut:])
        if known:
            return folded[:cut] + known
    return folded[:-1] + "ة" if folded.endswith("ه") and _spellings().get(folded[:-1]) is None else folded


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Folded stem to its most frequent spelling."""
    best: dict[str, tuple[int, str]] = {}
    for stem, count in load_sections("stems.txt").items():
        best[fold(stem)] = max(best.get(fold(stem), (0, "")), (count, stem))
    return {folded: stem for folded, (_, stem) in best.items()}
