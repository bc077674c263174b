"""What many reports share and none took from another: words of other days, stock phrases, verses, bulletins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from mahdar.arabic.wordlists import name_ratio, name_words
from mahdar.linking.copies.pairs import Seeds
from mahdar.linking.copies.passages import Run
from mahdar.linking.copies.shingles import LENGTH, Hashes, Words, words_of

#: A pair is a copy, whole or in part, where one passage weighs so much and has so many code points.
MAIN_WEIGHT, MAIN_LENGTH = 5.0, 60
#: What further passages of such a pair weigh and have at least.
FURTHER_WEIGHT, FURTHER_LENGTH = 3.0, 40
#: Figures in which a passage must differ to be a bulletin, if it has no more that are equal.
_OTHER_FIGURES = 2
#: Of the words of a passage, the part that must be neither names nor titles.
_LEAST_PLAIN = 0.3
#: From which share of its occurrences inside names a word counts as a name.
_NAME = 0.7
#: Code points of the longest verse quoted.
_VERSE = 600
#: First bits by which two words that begin a stock phrase are told from most others.
_KEY_BITS = 18
_KEY_SHIFT = np.uint64(64 - _KEY_BITS)
_AFTER = np.uint64(0x9E3779B97F4A7C15)


def weights_of(seeds: Seeds, words: Words, stock: NDArray[np.bool_]) -> NDArray[np.float64]:
    """What each shared shingle counts: less, the more texts of other days hold it; nothing within stock phrases.

    Args:
        seeds: the shared shingles.
        words: the words of the collection.
        stock: what `stock_words` gives for them.
    """
    counts = np.concatenate([np.zeros(1, np.int32), np.cumsum(stock, dtype=np.int32)])
    at = words.bounds[seeds.a] + seeds.at_a
    whole: NDArray[np.bool_] = counts[at + LENGTH] - counts[at] == LENGTH
    return np.where(whole, 0.0, 1.0 / (1.0 + seeds.elsewhere))


def stock_words(texts: Sequence[str], words: Words, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each word of the collection, whether it stands in a stock phrase or in a verse.

    Args:
        texts: the texts.
        words: their words.
        wanted: for each text whether it is asked about; of the others nothing is told.
    """
    stock = np.zeros(len(words.hashes), bool)
    for at, phrase in _told_phrases(words, wanted):
        stock[at : at + len(phrase)] = True
    for number in np.flatnonzero(wanted).tolist():
        text = texts[number]
        if "تعال" in text or "﴿" in text or "سبحانه" in text or "وجل" in text:
            here = words.of(number)
            for start, end in _verses(text):
                starts = words.starts[here]
                stock[here][(starts >= start) & (starts < end)] = True
    return stock


def _told_phrases(words: Words, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The place of every stock phrase in the texts wanted, and its words.

    Most places are told by the first bits of two words in a row to begin none.
    """
    phrases, held = _phrases()
    keys = _two_in_a_row(words.hashes)
    at = np.flatnonzero(held[keys >> _KEY_SHIFT])
    within = np.searchsorted(words.bounds, at, side="right")
    asked = wanted[within - 1]
    at, after = at[asked], words.bounds[within[asked]]
    for place, room, key in zip(at.tolist(), (after - at).tolist(), keys[at].tolist(), strict=True):
        for phrase in phrases.get(key, ()):
            if len(phrase) <= room and tuple(words.hashes[place : place + len(phrase)].tolist()) == phrase:
                yield place, phrase


def _two_in_a_row(hashes: Hashes) -> Hashes:
    """A hash of every two words that follow one another."""
    keys: Hashes = hashes[:-1] * _AFTER + hashes[1:]
    return keys


def is_names_and_titles(hashes: Sequence[int], runs: Sequence[Run]) -> bool:
    """Whether shared words are hardly more than names and titles, as in a list of those present.

    Args:
        hashes: hashes of the words of a text.
        runs: which of them are shared, by their places in the one text.
    """
    naming = _naming()
    total = sum(run.length for run in runs)
    named = sum(sum(map(naming.__contains__, hashes[run.a : run.a + run.length])) for run in runs)
    return total - named < _LEAST_PLAIN * total


def are_other_figures(changed: int, equal: Callable[[], int]) -> bool:
    """Whether a passage with so many changed and so many equal figures is a bulletin of another day or place.

    The equal ones are counted only where there are enough that changed.
    """
    return changed >= _OTHER_FIGURES and changed > equal()


def _verses(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _verse_pattern().finditer(text)]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (files("mahdar.linking.copies") / "stock.yml").read_text(encoding="utf-8")
    )
    return loaded


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[int, list[tuple[int, ...]]], NDArray[np.bool_]]:
    """The words of each stock phrase by the hash of its first two, and which first bits these hashes have."""
    phrases = sorted(set(_data()["phrases"]))
    words = words_of(phrases)
    by_key: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    held = np.zeros(1 << _KEY_BITS, bool)
    for number in range(len(phrases)):
        hashes = words.hashes[words.of(number)]
        key = _two_in_a_row(hashes[:2])
        held[key >> _KEY_SHIFT] = True
        by_key[int(key[0])].append(tuple(hashes.tolist()))
    return dict(by_key), held


@lru_cache(maxsize=1)
def _naming() -> frozenset[int]:
    """Hashes of the words of names and titles, also with a particle before them."""
    titles = _data()["title_words"]
    names = [name for name in name_words() if name_ratio(name) >= _NAME]
    with_article = [title.removeprefix("ال") for title in titles if title.startswith("ال")]
    forms = {
        *titles, *names, *(f"و{word}" for word in (*titles, *names)), *(f"ل{title}" for title in titles),
        *(f"لل{title}" for title in with_article),
    }  # fmt: skip
    return frozenset(words_of(sorted(forms)).hashes.tolist())


@lru_cache(maxsize=1)
def _verse_pattern() -> re.Pattern[str]:
    # Bounded, so that no run of spaces is tried again and again.
    openers = "|".join(_data()["verse_openers"]).replace(" ", r"\s{1,3}")
    quoted = "|".join(
        rf"{opening}[^{opening}{closing}]{{1,{_VERSE}}}{closing}"
        for opening, closing in (("«", "»"), ("“", "”"), (r"\(", r"\)"), ("{", "}"), ('"', '"'))
    )
    return re.compile(rf"﴿[^﴿﴾]{{1,{_VERSE}}}﴾|(?:{openers})\s{{0,3}}:?\s{{0,3}}(?:{quoted})")
