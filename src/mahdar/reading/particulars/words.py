"""Words: `particulars.yml` folded and inflected for look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mahdar.arabic.fold import fold
from mahdar.knowledge import Knowledge

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك", "كم")


@dataclass(frozen=True, slots=True)
class Noun:
    """One written form of a noun: the base it is of, and whether a pronoun of the third person hangs on it."""

    base: str
    owned: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of the particulars.

    Attributes:
        raw: the lists as given, by section.
        expressed: noun base → the act it means.
        nouns: every written form of every noun listed anywhere → the noun.
    """

    raw: dict[str, Any]
    expressed: dict[str, str]
    nouns: dict[str, Noun]
    sets: dict[str, frozenset[str]]
    pairs: dict[str, tuple[tuple[str, ...], ...]]

    def set(self, section: str, name: str = "") -> frozenset[str]:
        """The folded words of a list."""
        return self.sets[f"{section}.{name}" if name else section]

    def noun(self, norm: str) -> Noun | None:
        """The noun a folded word is a form of, attached و ف ب ل ك taken off where need be."""
        return next((self.nouns[form] for form in stripped(norm) if form in self.nouns), None)


def stripped(norm: str) -> Iterable[str]:
    """A folded word, and what is left of it without attached particles, the likeliest first."""
    yield norm
    rest = norm
    if len(norm) > 3 and norm[0] in "وف":
        rest = norm[1:]
        yield rest
    if len(rest) > 3 and rest.startswith("لل"):
        yield "ا" + rest[1:]
        yield "ال" + rest[2:]
    if len(rest) > 3 and rest[0] in "بلك":
        yield rest[1:]


def words_for(knowledge: Knowledge) -> Words:
    """The word lists, made once for each knowledge."""
    found = knowledge.memo.get("particulars")
    if not isinstance(found, Words):
        found = knowledge.memo["particulars"] = _compile(knowledge.lists["particulars"])
    return found


def _compile(raw: dict[str, Any]) -> Words:
    expressed = {fold(noun): act for act, nouns in raw["expressed"].items() for noun in nouns}
    sets: dict[str, frozenset[str]] = {}
    pairs: dict[str, tuple[tuple[str, ...], ...]] = {}
    for section, value in raw.items():
        inner = value if isinstance(value, dict) else {"": value}
        for name, words in inner.items():
            key = f"{section}.{name}" if name else section
            split = [tuple(fold(w) for w in str(word).split()) for word in words or ()]
            sets[key] = frozenset(w[0] for w in split if len(w) == 1)
            pairs[key] = tuple(sorted((w for w in split if len(w) > 1), key=len, reverse=True))
    nouns: dict[str, Noun] = {}
    listed = [
        *raw["target"]["support"],
        *raw["target"]["upheld"],
        *raw["target"]["suffered"],
        *raw["target"]["greetings"],
        *raw["doing_nouns"],
        *raw["necessity_nouns"],
        *raw["addressee"]["given"],
        *raw["addressee"]["letters"],
        *raw["declining"]["objects"],
        *raw["stances"],
        *(n for names in raw["expressed"].values() for n in names),
    ]
    for word in listed:
        for form, owned in _forms(word):
            nouns.setdefault(form, Noun(fold(word), owned))
    return Words(raw, expressed, nouns, sets, pairs)


def _forms(noun: str) -> Iterable[tuple[str, bool]]:
    """A noun bare, with the article, in the accusative, and with each pronoun."""
    base = fold(noun)
    yield base, False
    yield "ال" + base, False
    if not noun.endswith(("ة", "ا", "اء", "ات", "ي")):
        yield base + "ا", False
    stems = [base[:-1] + "ت"] if noun.endswith("ة") else [base]
    if noun.endswith("ء"):
        stems += [base[:-1] + "ي", base[:-1] + "و"]
    for stem in stems:
        for pronoun in _PRONOUNS:
            yield stem + pronoun, pronoun.startswith(("ه", "نا"))
