"""Clitics: the conjunctions, prepositions, future mark and pronouns that Arabic writes onto a word.

A character CRF decides, helped by a list of stems; both are made by `scripts/train_clitics.py`. What morphology
rules out is never asked of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from functools import lru_cache
from importlib.resources import files

import pycrfsuite

from mahdar.arabic.fold import fold, fold_text
from mahdar.arabic.wordlists import load_sections, name_words

PREFIXES = frozenset("وفبلكس")
#: Pronouns written onto a word, as `letters` gives them; the longest are tried first.
SUFFIXES = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي")
_LAST = frozenset("هامنكي")

_LETTERS = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ک": "ك", "ی": "ي"})
_BINS = "0123344445555555"

#: «له», «وبهم»: nothing but clitics.
_PREPOSITION_AND_PRONOUN = re.compile("([وف]?)([لب])(?:ه|ها|هم|هما|هن|نا)")
#: «للحكومة», «وللحكومة»: no stem of an Arabic word begins with two lams.
_FOR_THE = re.compile("([وف]?)(ل)ل..")
#: A written hamza shows where a stem begins («وأكد», «بإعادة»), but for a few stems with it inside («كأس»).
_BEFORE_HAMZA = re.compile("[وفبلك]إ.|وأ..|(?!كأس|كأن|فأر|فأس|فأل|بأس|لأن|لأم)[فبلك]أ...")

Count = Callable[[str], int]


def split_clitics(word: str, protected: Container[str] = frozenset()) -> tuple[str, ...]:
    """Split a word as it is written into its segments: «وللحكومة» gives و, ل, الحكومة; «وزارتها» وزارت, ها.

    Returns:
        At least one segment. Joined, they are the word again, save one thing: after ل the alef of the article,
        which Arabic does not write there, is put back («للحكومة» gives ل, الحكومة, and «للجنة» ل, اللجنة).
        Spelling is otherwise kept as written: no hamza, ta marbuta or vowel is restored. `clitic_bounds` gives
        places instead.

    Args:
        word: one word, without spaces; anything else comes back whole.
        protected: folded words, such as names, that are never split, nor split further once و ف ب ل ك are off:
            with لافروف protected, «ولافروف» gives و, لافروف.
    """
    cuts = clitic_bounds(word, protected)
    segments = [word[start:end] for start, end in zip((0, *cuts), (*cuts, len(word)), strict=True)]
    for i in range(1, len(segments)):
        if letters(segments[i - 1]) == "ل" and segments[i].startswith("ل") and i <= 2:
            segments[i] = _with_article(segments[i])
    return tuple(segments)


def clitic_bounds(word: str, protected: Container[str] = frozenset()) -> tuple[int, ...]:
    """Offsets within the word, as written, at which a new segment begins; empty where it is not split."""
    bare = letters(word)
    if not _may_split(bare):
        return ()
    keep = _protected_from(word, protected)
    if keep == 0:
        return ()
    cuts = _certain(word, bare) or _cuts(bare)
    if keep is not None:
        cuts = tuple(range(1, keep + 1))
    if len(bare) == len(word) or not cuts:
        return cuts
    return _places(word, cuts)


def letters(word: str) -> str:
    """The letters the model sees: no vowels, no tatweel, alefs and final ya as one; ta marbuta is kept."""
    return "".join(char for char in word.translate(_LETTERS) if "\u0621" <= char <= "\u064a" and char != "ـ")


def _places(word: str, cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Offsets in the written word of cuts counted in its letters; vowel signs stay with the letter they follow."""
    places = [i for i, char in enumerate(word) if letters(char)]
    return tuple(places[cut] for cut in cuts if cut < len(places))


def _may_split(bare: str) -> bool:
    """Whether morphology allows a clitic at either end at all."""
    return len(bare) > 1 and (bare[0] in PREFIXES or (bare[-1] in _LAST and bare.endswith(SUFFIXES)))


def _certain(word: str, bare: str) -> tuple[int, ...]:
    """Cuts that spelling alone gives away; empty where it does not."""
    alone = _PREPOSITION_AND_PRONOUN.fullmatch(bare)
    if alone:
        place = alone.start(2)
        return (place, place + 1) if place else (1,)
    article = _FOR_THE.match(bare)
    if article:
        place = article.start(2)
        return (place, place + 1) if place else (1,)
    if _BEFORE_HAMZA.match(word):
        return (1, *(cut + 1 for cut in _cuts(bare[1:])))
    return ()


def _protected_from(word: str, protected: Container[str]) -> int | None:
    """How many leading clitic letters stand before a protected word; None where the word holds none."""
    folded, whole = fold_text(word), _whole()
    for i in range(min(3, len(folded) - 1)):
        if folded[i:] in protected or folded[i:] in whole:
            return i
        if folded[i] not in PREFIXES:
            break
    return None


def _with_article(segment: str) -> str:
    """Put back the alef that ل swallows: «لحكومة» is الحكومة; of «لجنة», written with two lams for three, اللجنة."""
    known = _stems()
    bare = letters(segment)
    if fold(segment) in _whole() or known.get("ال" + bare, 0) > known.get("ا" + bare, 0):
        return "ال" + segment
    if known.get(bare, 0) > known.get("ا" + bare, 0):
        return segment
    return "ا" + segment


@lru_cache(maxsize=1)
def _stems() -> dict[str, int]:
    return load_sections("stems.txt")


@lru_cache(maxsize=1)
def _whole() -> dict[str, int]:
    """Ordinary words that only look as if a clitic stood before them: «لفت», «وكالات»."""
    return load_sections("whole_words.txt")


@lru_cache(maxsize=1)
def _weights() -> bytes:
    # The tagger reads from these bytes as long as it lives and does not keep them alive itself.
    return (files("mahdar.arabic") / "weights" / "clitics.crfsuite").read_bytes()


@lru_cache(maxsize=1)
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights())
    return tagger


@lru_cache(maxsize=30_000)
def _cuts(bare: str) -> tuple[int, ...]:
    """Where the model cuts a word given in letters."""
    stems = _stems()
    labels = _tagger().tag(features(bare, lambda stem: stems.get(stem, 0)))
    return cuts_of(labels)


def cuts_of(labels: list[str]) -> tuple[int, ...]:
    """Places where a segment begins: every prefix letter (P) is one, then the stem (S), then a pronoun (X, Y)."""
    return tuple(
        i for i in range(1, len(labels)) if labels[i] in "PX" or (labels[i] == "S" and labels[i - 1] == "P")
    )


def features(bare: str, count: Count) -> list[list[str]]:
    """Features of each letter of a word.

    Args:
        bare: the word in letters.
        count: how often a stem is known to occur; while training, less the word's own occurrence.
    """
    size = len(bare)
    padded = f"^^{bare}$$$"
    # An article before the whole word, or its being a name, speaks against a prefix: «اللجان» for «لجان».
    whole = _bin(_known(bare, count)) + _bin(_known("ال" + bare, count)) + _name(bare)
    stop = _stem_ends(bare)
    out: list[list[str]] = []
    for i in range(size):
        if 3 < i < size - 4:
            out.append(["mid"])
            continue
        at = i + 2
        here = [
            "c" + padded[at],
            "b" + padded[at - 1 : at + 1],
            "a" + padded[at : at + 2],
            "t" + padded[at - 1 : at + 2],
            "n" + padded[at : at + 3],
            "w" + whole,
            f"z{min(size, 8)}",
        ]
        if i < 4:
            here.append(f"p{bare[: i + 1]}")
            here.append("q" + bare[: i + 2])
            here.extend(_right(bare, i, stop, count))
            here.append(f"{here[-1]}{whole}{bare[i - 1] if i else ''}")
        if i >= size - 4:
            here.append(f"s{bare[i:]}")
            here.append("u" + padded[at - 1 :])
            here.extend(_left(bare, i, count))
            here.append(f"{here[-1]}{whole}{bare[i:]}")
        out.append(here)
    return out


def _bin(count: int) -> str:
    return _BINS[count] if count < 16 else "6" if count < 100 else "7"


def _stem_ends(bare: str) -> tuple[int, ...]:
    """Where the stem may end if a pronoun follows it."""
    return tuple(len(bare) - len(end) for end in SUFFIXES if bare.endswith(end))


def _right(bare: str, i: int, stops: tuple[int, ...], count: Count) -> tuple[str, ...]:
    """How well known the word is from letter `i` on: to its end, up to a pronoun, and with the article."""
    rest = bare[i:]
    known = _known(rest, count)
    if rest[0] == "ل" and i and bare[i - 1] == "ل":
        known = max(known, count("ا" + rest), count("ال" + rest))
    cut = max((_stem(bare[i:end], count) for end in stops if end - i > 1), default=0)
    article = _bin(_known("ال" + rest, count))
    return f"r{_bin(known)}", f"g{article}", f"G{_name(rest)}", f"R{_bin(known)}{_bin(cut)}{article}"


def _name(word: str) -> str:
    """Whether lists hold the word as part of a person's name, and whether running text does often."""
    times = name_words().get(fold_text(word), -1)
    return "n" if times < 0 else "l" if times < 3 else "m"


def _left(bare: str, i: int, count: Count) -> tuple[str, str]:
    """How well known the word is up to letter `i`: from its beginning, and after prefixes."""
    known = _stem(bare[:i], count)
    bare_of = max(
        (_stem(bare[start:i], count) for start in (1, 2) if i - start > 1 and bare[start - 1] in PREFIXES),
        default=0,
    )
    return f"l{_bin(known)}", f"L{_bin(known)}{_bin(bare_of)}"


def _known(word: str, count: Count) -> int:
    """Count of a word, or of its masculine or indefinite form: «ليبية» as «ليبي», «وزيرا» as «وزير»."""
    if word[-1] in "اة":
        return max(count(word), count(word[:-1]))
    return count(word)


def _stem(stem: str, count: Count) -> int:
    """Count of a stem before a pronoun, or of its form without: ت for ة («وزارتها»), ا for ى («ألقاها»)."""
    known = count(stem)
    if stem.endswith("ت"):
        return known + count(stem[:-1] + "ة")
    if stem.endswith("ا"):
        return known + count(stem[:-1] + "ي")
    return known
