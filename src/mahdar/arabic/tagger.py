"""A small sequence tagger for names: the net below the rules, trained by `scripts/train_names.py`."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import pycrfsuite

from mahdar.arabic.clitics import letters, split_clitics
from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import MARK, NEWLINE, Token
from mahdar.arabic.wordlists import common_words, name_ratio, name_words

PERSON, PLACE, ORGANISATION = "PER", "LOC", "ORG"
#: A line without a full stop is tagged in pieces of so many tokens, to bound memory.
MAX_TOKENS = 400
_UNSEEN = -1
_CALLER = 20
"""How often a word the caller knows as a name counts as seen in names."""


#: Words inside names: «علي بن صالح», «تميم آل ثاني»; with «أبو» and «عبد» one may also begin.
_LINKS = frozenset({"بن", "ابن", "ال"})
_KIN = _LINKS | {"ابو", "ابي", "عبد", "ام"}


class Word(NamedTuple):
    """What the tagger sees of one token.

    Attributes:
        stem: the folded word without و ف ب ل ك س.
        clitics: those taken off.
        inside: how often it was seen in person names; -1 where no list holds it.
        outside: how often it was seen elsewhere.
    """

    stem: str
    clitics: str
    inside: int
    outside: int


class Tagged(NamedTuple):
    """A name found: its kind (`PER`, `LOC`, `ORG`) and its half-open range of tokens."""

    kind: str
    first: int
    last: int


def tag_persons(tokens: Sequence[Token], known: Container[str] = frozenset()) -> list[tuple[int, int]]:
    """Ranges of tokens that look like names of persons, in order, half-open, never overlapping.

    Attached و ب ل stay in the range, as they are on the token. Titles are not part of a name.

    Args:
        tokens: of a whole text or any part of it.
        known: folded words that the caller knows from names; they are taken as often seen in names.
    """
    return [(name.first, name.last) for name in tag_names(tokens, known) if name.kind == PERSON]


def tag_names(tokens: Sequence[Token], known: Container[str] = frozenset()) -> list[Tagged]:
    """Names of persons, places and organisations; the last two are by-products and found less well."""
    words = [see(token.text, known) for token in tokens]
    pieces = list(_pieces(tokens))
    found = _tag(words, pieces)
    surnames = _surnames(words, found)
    if surnames:
        words = [word._replace(inside=_CALLER) if word.stem in surnames else word for word in words]
        found = _tag(words, pieces)
    return list(_shaped(words, found))


def _shaped(words: Sequence[Word], found: Sequence[Tagged]) -> Iterator[Tagged]:
    """Names of persons given the shape that names have; others as they are."""
    limit = 0
    for i, name in enumerate(found):
        after = found[i + 1].first if i + 1 < len(found) else len(words)
        if name.kind != PERSON:
            yield name
            limit = name.last
            continue
        for first, last in _halves(words, name.first, name.last):
            person = _trimmed(words, first, last)
            person = _widened(words, *person, limit, after) if person[0] < person[1] else person
            if person[0] < person[1]:
                yield Tagged(PERSON, *person)
                limit = person[1]


def _halves(words: Sequence[Word], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut a range before words with و or ل written on them: another person begins there."""
    start = first
    for i in range(first + 1, last):
        if words[i].clitics and words[i].inside >= words[i].outside:
            yield start, i
            start = i
    yield start, last


def _ordinary(word: Word) -> bool:
    """Whether a word is a title, an adjective, a mark: hardly ever part of a name."""
    return not word.stem[:1].isalpha() or (word.outside > 2 and word.outside > 20 * max(word.inside, 0))


def _trimmed(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    """The range without titles and nationalities before the name and stray words after it."""
    while first < last and _ordinary(words[first]) and words[first].stem not in _KIN:
        if first + 1 < last and words[first + 1].stem in _LINKS and words[first].stem[:1].isalpha():
            break
        first += 1
    while first < last and (_ordinary(words[last - 1]) or words[last - 1].stem in _KIN):
        last -= 1
    return first, last


def _widened(words: Sequence[Word], first: int, last: int, low: int, high: int) -> tuple[int, int]:
    """The range with the name words that touch it, and each «بن» and «آل» with the word after it."""
    while first > low and not words[first].clitics and _bears_names(words[first - 1]):
        first -= 1
    while last < high:
        word = words[last]
        if (
            word.stem in _LINKS
            and not word.clitics
            and last + 1 < high
            and words[last + 1].stem[:1].isalpha()
        ):
            last += 2
        elif _bears_names(word) and not word.clitics:
            last += 1
        else:
            break
    return first, last


def _bears_names(word: Word) -> bool:
    """Whether a word was seen in names, and elsewhere hardly."""
    return word.inside > 0 and word.outside * 3 < word.inside and len(word.stem) > 2


def _tag(words: Sequence[Word], pieces: Sequence[tuple[int, int]]) -> list[Tagged]:
    out: list[Tagged] = []
    for start, end in pieces:
        out.extend(_spans(_tagger().tag(features(words[start:end])), start))
    return out


def _surnames(words: Sequence[Word], names: Sequence[Tagged]) -> frozenset[str]:
    """Last words of the full names found, where they are no common words: the text will use them alone."""
    last = [words[name.last - 1] for name in names if name.kind == PERSON and name.last - name.first > 1]
    return frozenset(word.stem for word in last if word.outside <= max(word.inside, 0) and len(word.stem) > 2)


def name_likeness(words: Sequence[str]) -> float:
    """How much a run of folded words looks like a person's name: the mean of their `name_ratio`, 0 for none."""
    return sum(map(name_ratio, words)) / len(words) if words else 0.0


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Ranges to tag at once: lines, cut after full stops and after `MAX_TOKENS`."""
    start = 0
    for i, token in enumerate(tokens):
        if token.kind == NEWLINE:
            if i > start:
                yield start, i
            start = i + 1
        elif (token.kind == MARK and token.norm in (".", "?", "!")) or i - start >= MAX_TOKENS:
            yield start, i + 1
            start = i + 1
    if start < len(tokens):
        yield start, len(tokens)


def _spans(labels: list[str], start: int) -> Iterator[Tagged]:
    """Runs of labels `B-PER I-PER …` as ranges, shifted by `start`."""
    first, kind = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            yield Tagged(kind, start + first, start + i)
            kind = ""
        if label[0] == "B" or (label[0] == "I" and not kind):
            first, kind = i, label[2:]


def see(text: str, known: Container[str] = frozenset()) -> Word:
    """What the tagger sees of a token's words."""
    stem, clitics = bare_stem(text)
    inside = name_words().get(stem, _UNSEEN)
    if stem in known:
        inside = max(inside, _CALLER)
    return Word(stem, clitics, inside, common_words().get(stem, 0))


@lru_cache(maxsize=100_000)
def bare_stem(text: str) -> tuple[str, str]:
    """The folded word without leading clitics, and those; words that lists of names hold are left whole."""
    segments = split_clitics(text, name_words())
    first = 0
    while first < len(segments) - 1 and len(letters(segments[first])) == 1:
        first += 1
    return fold("".join(segments[first:])), fold("".join(segments[:first]))


def features(words: Sequence[Word]) -> list[list[str]]:
    """Features of each word of a sequence."""
    own = [_own(word) for word in words]
    evidence = [_evidence(word) for word in words]
    out: list[list[str]] = []
    size = len(words)
    for i, word in enumerate(words):
        row = ["0" + part for part in own[i]]
        row.append(f"s0={word.stem}")
        row.extend("g=" + word.stem[at : at + 3] for at in range(1, min(len(word.stem), 12) - 3))
        for step in (-2, -1, 1, 2):
            at = i + step
            if not 0 <= at < size:
                row.append(f"edge{step}")
                continue
            row.append(f"s{step}={words[at].stem}")
            row.append(f"e{step}={evidence[at]}")
            if step in (-1, 1):
                row.extend(f"{step}{part}" for part in own[at])
                row.append(f"ee{step}={evidence[i]}|{evidence[at]}")
                row.append(f"se{step}={words[at].stem}|{evidence[i]}")
        out.append(row)
    return out


def _own(word: Word) -> list[str]:
    """Features of a word by itself."""
    stem = word.stem
    if not stem or not stem[0].isalpha():
        return [f"m={stem[:3]}"]
    article = stem.startswith("ال") and len(stem) > 3
    return [
        f"e={_evidence(word)}",
        f"c={word.clitics}",
        f"a={article}{stem[-1]}",
        f"p2={stem[:2]}",
        f"p3={stem[:3]}",
        f"x2={stem[-2:]}",
        f"x3={stem[-3:]}",
        f"l={min(len(stem), 9)}{stem.isascii()}",
    ]


def _evidence(word: Word) -> str:
    """The counts of the lists in coarse steps."""
    if not word.stem or not word.stem[0].isalpha():
        return "-"
    inside = "abbcccddd"[min(word.inside + 1, 8)] if word.inside < 20 else "e"
    outside = "0112223333"[min(word.outside, 9)] if word.outside < 40 else "4"
    return inside + outside


@lru_cache(maxsize=1)
def _weights() -> bytes:
    # The tagger reads from these bytes as long as it lives and does not keep them alive itself.
    return (files("mahdar.arabic") / "weights" / "names.crfsuite").read_bytes()


@lru_cache(maxsize=1)
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights())
    return tagger
