"""Train the clitic splitter: a character CRF and the list of stems it looks words up in.

    python scripts/train_clitics.py [../shared/data/pud/ar_pud-ud-test.conllu]

First a CRF is trained on UD Arabic PUD. NewsFANE Gold already has و, ف and the pronouns split off; that CRF adds
the cuts its annotators left out (ب ل ك س), and the second CRF, which ships, is trained on both. Each word is
looked up in the list of stems less its own occurrence, so that the CRF learns from unknown words as well.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pycrfsuite

from mahdar.arabic.clitics import PREFIXES, SUFFIXES, features, letters
from train_names import WEIGHTS, newsfane, pud, write_sections

Word = tuple[str, list[str]]
"""Letters of a surface word, and a label for each: P prefix, S stem, X first letter of a pronoun, Y another."""

#: Conjunctions of their own, though made of two: «لأن», «لكي».
WHOLE = frozenset({"لان", "لكي"})
PRONOUNS = frozenset(SUFFIXES) | {"هما", "كما"}


def labelled(segments: list[str]) -> Word | None:
    """Label a word given in segments; None where they are not prefixes, one stem and at most one pronoun."""
    parts = [letters(part) for part in segments]
    if not all(parts):
        return None
    for i in range(len(parts) - 1):
        if "".join(parts[i : i + 2]) in WHOLE:
            parts[i : i + 2] = ["".join(parts[i : i + 2])]
            break
    stem = 0
    while stem < len(parts) - 1 and len(parts[stem]) == 1 and parts[stem] in PREFIXES:
        stem += 1
    if stem < len(parts) - 2 or (stem == len(parts) - 2 and parts[-1] not in PRONOUNS):
        return None
    labels = ["P"] * stem + ["S"] * len(parts[stem])
    if stem == len(parts) - 2:
        if stem and len(parts[stem]) == 1:
            return None
        labels += ["X"] + ["Y"] * (len(parts[-1]) - 1)
    elif stem and parts[stem] in PRONOUNS and parts[stem] not in ("كما",):
        labels = ["P"] * stem + ["X"] + ["Y"] * (len(parts[stem]) - 1)  # «له», «بها»: nothing but clitics
    return "".join(parts), labels


def pud_words(data: Path) -> Iterator[Word]:
    """Surface words of PUD; segments belong together until a space or a mark follows."""
    for sentence in pud(data):
        parts: list[str] = []
        for form, pos, space in sentence:
            if pos not in ("PUNCT", "SYM"):
                parts.append(form)
            if (space or pos in ("PUNCT", "SYM")) and parts:
                word = labelled(parts)
                if word:
                    yield word
                parts = []


def newsfane_words(data: Path) -> Iterator[Word]:
    """Surface words of NewsFANE, joined again from the tokens its makers split off."""
    for sentence in newsfane(data):
        parts: list[str] = []
        closed = False
        for token, tag in [*sentence, (".", "O")]:
            bare = letters(token)
            single = len(bare) == 1
            if (
                bare in PRONOUNS
                and parts
                and not closed
                and bare != "ك"
                and (len(parts[-1]) > 1 or parts[-1] in "بل")
            ):
                parts.append(bare)
                closed = True
                continue
            if (
                parts
                and not (single and tag == "O" and bare in PREFIXES and parts[-1] == "و" and not closed)
                and (closed or len(parts[-1]) > 1 or not bare or single)
            ):
                word = labelled(parts)
                if word and len(word[0]) > 1:
                    yield word
                parts, closed = [], False
            if bare == "ك" or not bare or (single and tag != "O"):
                parts = []
            else:
                parts.append(bare)


def stem_of(word: Word) -> str:
    """The stem of a labelled word, with the article's alef put back after ل."""
    bare, labels = word
    stem = "".join(char for char, label in zip(bare, labels, strict=True) if label == "S")
    start = labels.index("S") if "S" in labels else 0
    if stem.startswith("ل") and start and bare[start - 1] == "ل":
        return "ا" + stem
    return stem


def complete(word: Word, tagger: pycrfsuite.Tagger, stems: Counter[str]) -> Word:
    """Add the prefixes ب ل ك س that NewsFANE leaves on the stem, as a first model sees them."""
    bare, labels = word
    if "S" not in labels:
        return word
    start = labels.index("S")
    if bare[start] not in PREFIXES:
        return word
    guess = tagger.tag(features(bare, lambda stem: stems.get(stem, 0)))
    end = labels.index("X") if "X" in labels else len(bare)
    out = list(labels)
    for i in range(start, min(start + 2, end - 2)):
        stem, rest = bare[i:end], bare[i + 1 : end]
        if not (guess[i] == "P" and plausible(stem, rest, stems)) and not evident(stem, rest, stems):
            break
        out[i] = "P"
    return bare, out


def plausible(stem: str, rest: str, stems: Counter[str]) -> bool:
    """Whether the sources rather speak for a prefix: the rest occurs without it, and no article before it."""
    forms = (rest, "ا" + rest, "ال" + rest) if stem.startswith("لل") else (rest, "ال" + rest)
    with_it, without = stems[stem] + stems[stem[:-1]], sum(stems[form] for form in forms)
    if stem[0] in "وف":
        return without > with_it
    if stems["ال" + stem]:
        return False
    return without > 0 or with_it < 2


def evident(stem: str, rest: str, stems: Counter[str]) -> bool:
    """Whether a stem hardly seen is a prefix before a word often seen, whatever the first model thinks."""
    if stem[0] not in PREFIXES or (stem[0] == "س" and rest[0] not in "يتنا"):
        return False
    return len(rest) > 3 and stems[rest] > max(4, 20 * (stems[stem] - 2)) and not stems["ال" + stem]


def train(words: list[tuple[Word, int]], stems: Counter[str], path: Path, c1: float, c2: float) -> None:
    """Train one CRF on words with the number of times each was seen."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": 120, "feature.minfreq": 2})
    for (bare, labels), times in words:
        own = stem_of((bare, labels))

        def others(stem: str, own: str = own) -> int:
            return max(stems[stem] - (stem == own), 0)

        rows = features(bare, others)
        for _ in range(1 + (times > 2) + (times > 10) + (times > 50)):
            trainer.append(rows, labels)
    trainer.train(str(path))


def tally(words: list[Word]) -> list[tuple[Word, int]]:
    """Each analysis once, with the number of times it was seen."""
    seen = Counter((bare, "".join(labels)) for bare, labels in words)
    return [((bare, list(labels)), times) for (bare, labels), times in sorted(seen.items())]


def main() -> None:
    """Train both models and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pud", type=Path, nargs="?", default=Path("../shared/data/pud/ar_pud-ud-test.conllu"))
    data = parser.parse_args().pud.parent.parent
    treebank, news = list(pud_words(data)), list(newsfane_words(data))
    stems = Counter(map(stem_of, treebank + news))
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.crfsuite"
        train(tally(treebank), stems, first, 0.1, 0.05)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(first))
        whole = [complete(word, tagger, stems) for word in news]
    stems = Counter(map(stem_of, treebank + whole))
    stems = Counter({stem: times for stem, times in stems.items() if len(stem) > 1})
    write_sections(
        WEIGHTS / "stems.txt",
        [
            "Stems of UD Arabic PUD and NewsFANE Gold without clitics, under the number of times seen.",
            "CC BY-SA 3.0, see LICENSE and README.md beside this file. Made by scripts/train_clitics.py.",
        ],
        stems,
    )
    train(tally(treebank) + tally(treebank + whole), stems, WEIGHTS / "clitics.crfsuite", 0.2, 0.05)
    print(f"{len(treebank)} words of PUD, {len(news)} of NewsFANE, {len(stems)} stems")


if __name__ == "__main__":
    main()
