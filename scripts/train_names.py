"""Make the word lists and the person-name tagger from openly licensed data.

    python scripts/train_names.py lists   [--data ../shared/data]
    python scripts/train_names.py tagger  [--data ../shared/data]

Sources and licences are named in `src/mahdar/arabic/weights/README.md`. Nothing else may be read here: what this
script writes is shipped.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pycrfsuite

from mahdar.arabic.fold import fold
from mahdar.arabic.tagger import Word, features, see

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "mahdar" / "arabic" / "weights"

#: Fine classes of NewsFANE that name one person. `Group` (peoples, creeds) is a PER class there, but no name.
PERSON = frozenset(
    "Politician Athlete Artist Other_PER Religious_PER Scientist Police Businessperson Lawyer Engineer".split()
)
PLACE = frozenset(
    "Nation Population-Center State-or-Province GPE-Cluster Continent Water-Body County-or-District "
    "Land-Region-Natural Celestial".split()
)
ORGANISATION = frozenset(
    "Non-Governmental Government Media Commercial Educational Sports Medical-Science Entertainment "
    "Religious_ORG".split()
)
#: Classes whose members are often called after persons (streets, clubs, airports): no evidence of common words.
OFTEN_AFTER_PERSONS = frozenset(
    "Building-Grounds Airport Path Subarea-Facility Educational Sports Commercial Book Movie Land Air Entertainment "
    "Medical-Science".split()
)

Sentence = list[tuple[str, str]]
"""Words as written with their IOB tag; classes as the source names them."""


def newsfane(data: Path) -> Iterator[Sentence]:
    """Sentences of NewsFANE Gold, with its fine classes (`B-Politician` ...)."""
    path = data / "newsfane" / "NewsFANE_Gold_2014_170K.txt"
    rows = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        word, _, tag = line.partition("\t")
        rows.append((word.replace("\u200e", "").strip(), tag.strip()))
    words = {word for word, _ in rows}
    sentence: Sentence = []
    for word, tag in rows:
        if word and tag:
            sentence.append((mended(word, words), tag))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def mended(word: str, words: set[str]) -> str:
    """Undo the source's «الالبنانية» for «اللبنانية»; «الالمانية» is as it should be."""
    if word.startswith("الال") and "ال" + word[4:] not in words and "ل" + word[4:] in words:
        return "الل" + word[4:]
    return word


def wojood(data: Path) -> Iterator[Sentence]:
    """Sentences of the Wojood sample; of nested tags the person's comes first, else the outermost."""
    for name in ("train.txt", "val.txt", "test.txt"):
        sentence: Sentence = []
        for line in (data / "wojood_sample" / name).read_text(encoding="utf-8").splitlines():
            parts = line.split()
            if not parts:
                if sentence:
                    yield sentence
                sentence = []
            elif len(parts) > 1 and parts[0] != "$#$":
                person = [tag for tag in parts[1:] if tag.endswith("-PERS")]
                sentence.append((parts[0], (person or parts[1:])[0]))
        if sentence:
            yield sentence


def pud(data: Path) -> Iterator[list[tuple[str, str, bool]]]:
    """Sentences of UD Arabic PUD: segments with part of speech and whether a space follows."""
    sentence: list[tuple[str, str, bool]] = []
    for line in (data / "pud" / "ar_pud-ud-test.conllu").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if len(columns) == 10 and columns[0].isdigit():
            sentence.append((columns[1], columns[3], "SpaceAfter=No" not in columns[9]))
        elif not line.strip() and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def listed_names(data: Path) -> Iterator[str]:
    """Arabic spellings of name words from Wikidata (CC0) and the Google transliteration pairs (Apache-2.0)."""
    for name in ("wd_arabic_80.tsv", "wd_arabic_20.tsv"):
        for line in (data / "names" / name).read_text(encoding="utf-8").splitlines():
            yield line.split("\t")[1].replace(" ", "")
    for line in (data / "names" / "google_ar2en.txt").read_text(encoding="utf-8").splitlines():
        yield line.split("\t")[0].strip()


def is_word(folded: str) -> bool:
    """Whether a folded token is an Arabic word of at least two letters."""
    return len(folded) > 1 and all("\u0621" <= char <= "\u064a" for char in folded)


def count_words(data: Path) -> tuple[Counter[str], Counter[str]]:
    """Counts of folded words outside person names, and inside them, over the running text of all sources."""
    common: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for sentence in newsfane(data):
        for word, tag in sentence:
            kind = tag[2:]
            if kind in PERSON:
                names[fold(word)] += 1
            elif kind not in OFTEN_AFTER_PERSONS:
                common[fold(word)] += 1
    for sentence in wojood(data):
        for word, tag in sentence:
            kind = tag[2:]
            if kind == "PERS":
                names[fold(word)] += 1
            elif kind not in ("FAC", "ORG", "WEBSITE"):
                common[fold(word)] += 1
    for segments in pud(data):
        common.update(pud_common(segments))
    return common, names


def pud_common(segments: list[tuple[str, str, bool]]) -> Iterator[str]:
    """Folded segments of a PUD sentence, and the words they stand written in, where no proper noun is among them."""
    word: list[tuple[str, str]] = []
    for form, pos, space in segments:
        word.append((form, pos))
        if space or pos == "PUNCT":
            if all(each != "PROPN" for _, each in word):
                if len(word) > 1:
                    yield from (fold(part) for part, each in word if each != "PUNCT")
                yield fold("".join(part for part, each in word if each != "PUNCT"))
            word = []


def write_sections(path: Path, head: Iterable[str], words: Counter[str]) -> None:
    """Write words under headings of their count: `# 12`, then the words seen twelve times, one a line."""
    lines = [f"## {line}" for line in head]
    by_count: dict[int, list[str]] = {}
    for word, count in words.items():
        by_count.setdefault(count, []).append(word)
    for count in sorted(by_count, reverse=True):
        lines.append(f"# {count}")
        lines.extend(sorted(by_count[count]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_lists(data: Path) -> None:
    """Write `common_words.txt` and `name_words.txt`."""
    common, names = count_words(data)
    common = Counter({word: n for word, n in common.items() if is_word(word)})
    names = Counter({word: n for word, n in names.items() if is_word(word)})
    for name in listed_names(data):
        folded = fold(name)
        if is_word(folded) and folded not in names:
            names[folded] = 0
    licence = "CC BY-SA 3.0, see LICENSE and README.md beside this file. Made by scripts/train_names.py."
    write_sections(
        WEIGHTS / "common_words.txt",
        ["Folded words seen outside person names, under the number of times seen.", licence],
        common,
    )
    write_sections(
        WEIGHTS / "name_words.txt",
        [
            "Folded words of person names, under the number of times seen in names of running text",
            licence,
            "(0: known from lists of names only).",
        ],
        names,
    )
    print(f"{len(common)} common words, {len(names)} name words")


KINDS = {
    **dict.fromkeys(PERSON, "PER"),
    **dict.fromkeys(PLACE, "LOC"),
    **dict.fromkeys(ORGANISATION, "ORG"),
    "PERS": "PER",
    "GPE": "LOC",
    "LOC": "LOC",
    "ORG": "ORG",
}


def coarse(tag: str) -> str:
    """A source's tag in our four kinds."""
    kind = KINDS.get(tag[2:])
    return f"{tag[0]}-{kind}" if kind else "O"


def joined(sentence: Sentence) -> Sentence:
    """A sentence of NewsFANE with و, ف and the pronouns written on their words again, as running text has them."""
    out: Sentence = []
    carry = ""
    for word, tag in sentence:
        if word in ("و", "ف") and tag == "O" and not carry:
            carry = word
        elif (
            word in ("ه", "ها", "هم", "هما", "هن", "نا")
            and tag == "O"
            and out
            and not carry
            and len(out[-1][0]) > 1
        ):
            out[-1] = (out[-1][0] + word, out[-1][1])
        else:
            out.append((carry + word, coarse(tag)) if is_word(fold(word)) else (word, coarse(tag)))
            carry = ""
    return out


def held_out(sentence: Sentence, listed: set[str]) -> tuple[list[Word], list[str]]:
    """What the tagger would see of a sentence if the word lists had been made without it."""
    words, labels = [], []
    for text, tag in sentence:
        word = see(text)
        if tag.endswith("PER") and word.inside > -1:
            left = word.inside - 1
            word = word._replace(inside=left if left > 0 else 0 if word.stem in listed else -1)
        elif word.outside:
            word = word._replace(outside=word.outside - 1)
        words.append(word)
        labels.append(tag)
    return words, labels


def make_tagger(data: Path) -> None:
    """Train `names.crfsuite` on NewsFANE and the Wojood sample; the word lists must have been made before."""
    listed = {fold(name) for name in listed_names(data)}
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.4, "c2": 0.02, "max_iterations": 100, "feature.minfreq": 2})
    count = 0
    news = (joined(sentence) for sentence in newsfane(data))
    books = ([(word, coarse(tag)) for word, tag in sentence] for sentence in wojood(data))
    for sentence in (*news, *books):
        words, labels = held_out(sentence, listed)
        trainer.append(features(words), labels)
        count += 1
    trainer.train(str(WEIGHTS / "names.crfsuite"))
    print(f"{count} sentences")


def main() -> None:
    """Run one of the two jobs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("job", choices=["lists", "tagger"])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    {"lists": make_lists, "tagger": make_tagger}[options.job](options.data)


if __name__ == "__main__":
    main()
