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
from mahdar.arabic.fold import fold_text
from mahdar.arabic.tokens import NUMBERS, WORDS
from mahdar.arabic.wordlists import load_sections
from mahdar.knowledge import Knowledge

#: Changes whenever the same word may give another term.
TERMS_VERSION = "1"
#: Code points of a term that are compared; longer words are no words.
_LONGEST = 48
#: Words whose terms are remembered, and as many that were met before them: some 20 MB in each process that reads.
_WORDS_REMEMBERED = 40_000
#: The words and numbers that `mahdar.arabic.tokens` finds, alone: marks are not searched for.
_WORD = re.compile(f"{NUMBERS}|{WORDS}")
_PRONOUNS = ("ه", "ها", "هم")
#: A stem seen less often than this may be a word with clitics; so may one that is so many times rarer than its rest.
_SEEN, _RARE = 2, 20
_BEFORE_HAMZA = frozenset("وفبلك")
_ARABIC = re.compile("[\u0621-\u064a]+")
#: What would part terms in an index: of the ASCII characters all but letters, digits, the comma and the stop.
_NOT_IN_TERMS = re.compile(r"[\x00-\x2b\x2d\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s]+")


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
        self._known_before: dict[str, str] = {}

    def of_text(self, text: str) -> Terms:
        """The terms of a text with their places; linear in its length."""
        words: list[str] = []
        places = array("I")
        add, place = words.append, places.extend
        for match in _WORD.finditer(text):
            word = match.group()
            term = self._known.get(word)
            if term is None:
                term = self.term(word)
            if term:
                add(term)
                place(match.span())
        return Terms(" ".join(words), places.tobytes())

    def term(self, word: str) -> str:
        """The term of a word; empty where nothing of it can be searched for."""
        known = self._known.get(word)
        if known is None:
            known = self._known_before.get(word)
            if known is None:
                # Not `fold`, which would remember the word once more.
                known = term_of(fold_text(word), self._protected)
            if len(self._known) >= _WORDS_REMEMBERED:
                # Words in use come over from the older ones, so that none of them is made again.
                self._known_before, self._known = self._known, {}
            self._known[word] = known
        return known


def analysis_of(knowledge: Knowledge) -> Analysis:
    """The analysis that a knowledge gives, which remembers words; one for all who use that knowledge."""
    made = knowledge.memo.get("search terms")
    if not isinstance(made, Analysis):
        made = knowledge.memo["search terms"] = Analysis(knowledge)
    return made


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
    return _NOT_IN_TERMS.sub("", stem)[:_LONGEST]


def _stem(folded: str, protected: Container[str]) -> str:
    if folded in protected or not _ARABIC.fullmatch(folded) or _is_whole(folded):
        return folded
    parts = [fold_text(part) for part in split_clitics(_spelt(folded), protected)]
    return max(parts, key=len) if len(parts) > 1 else folded


def _is_whole(folded: str) -> bool:
    """Whether a word is a known stem, and no rare one beside what would be left of it: «سكان», but not «لذلك»."""
    counts = _counts()
    own = counts.get(folded, 0) + counts.get("ال" + folded, 0)
    if own < _SEEN:
        return False
    rests = [folded[1:]] + [folded[: -len(end)] for end in _PRONOUNS if folded.endswith(end)]
    return own * _RARE >= max(counts.get(rest, 0) for rest in rests)


def _spelt(folded: str) -> str:
    """The word as it is most often spelt, which is what splitting was learnt from: وزاره is وزارة, رييس رئيس."""
    known = _spellings()
    for cut in range(min(5, len(folded) - 1)):
        if cut and folded[cut - 1] not in "وفبلكسا":
            break
        before, rest = folded[:cut], folded[cut:]
        spelt = known.get(rest) or _before_pronoun(rest, known)
        if spelt:
            # «وأكد»: with its hamza a word shows where its stem begins.
            return before + ("أ" + spelt[1:] if spelt[0] == "ا" and before in _BEFORE_HAMZA else spelt)
    return folded[:-1] + "ة" if folded.endswith("ه") and len(folded) > 3 else folded


def _before_pronoun(folded: str, known: dict[str, str]) -> str:
    """The spelling of a word that is a known stem and the pronoun ه; after the article none follows."""
    stem = known.get(folded[:-1]) if folded.endswith("ه") and not folded.startswith("ال") else None
    return stem + "ه" if stem else ""


@lru_cache(maxsize=1)
def _counts() -> dict[str, int]:
    """How often a folded stem was seen."""
    counts: dict[str, int] = {}
    for stem, count in load_sections("stems.txt").items():
        folded = fold_text(stem)
        counts[folded] = max(counts.get(folded, 0), count)
    return counts


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    """Folded stem to its most frequent spelling."""
    best: dict[str, tuple[int, str]] = {}
    for stem, count in load_sections("stems.txt").items():
        folded = fold_text(stem)
        best[folded] = max(best.get(folded, (0, "")), (count, stem))
    return {folded: stem for folded, (_, stem) in best.items()}
