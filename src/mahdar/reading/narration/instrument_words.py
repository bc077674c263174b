"""The words of instruments: heads with their forms, what may follow them, and the words that tell their state."""

from __future__ import annotations

from typing import Any, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge import Knowledge
from mahdar.reading.narration.words import PhraseTable, folded, phrase_table

_BEFORE = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")


class Head(NamedTuple):
    """One written form of a head noun.

    Attributes:
        kind: agreement, committee, format, initiative or resolution.
        needs: what must be among the words after it; empty where it is an instrument by itself.
        definite: it has the article.
        plural: it is no singular.
        prefix: how many letters are attached before it.
    """

    noun: str
    kind: str
    needs: frozenset[str]
    definite: bool
    plural: bool
    prefix: int


class InstrumentWords(NamedTuple):
    """The lists of `narration.yml` that instruments need."""

    heads: dict[str, Head]
    quantifiers: PhraseTable
    subjects: frozenset[str]
    made: frozenset[str]
    fixed: PhraseTable
    left: dict[str, str]
    right: PhraseTable
    intending: frozenset[str]
    generic: frozenset[str]
    negotiating: frozenset[str]


def instrument_words(knowledge: Knowledge) -> InstrumentWords:
    """The words of instruments, expanded at the first call and kept with the knowledge."""
    found: InstrumentWords | None = knowledge.memo.get("instrument_words")
    if found is None:
        data = knowledge.lists["narration"]["instruments"]
        found = knowledge.memo["instrument_words"] = _expand(data)
    return found


def _expand(data: dict[str, Any]) -> InstrumentWords:
    heads: dict[str, Head] = {}
    for row in data["heads"]:
        needs = folded(row.get("needs") or [])
        for plural, noun in ((False, row["noun"]), *((True, p) for p in row.get("plural") or ())):
            for form, definite in _forms(fold(noun)):
                for before in _BEFORE:
                    written, size = _attached(before, form)
                    heads.setdefault(written, Head(row["noun"], row["kind"], needs, definite, plural, size))
    return InstrumentWords(
        heads,
        phrase_table([(w, "") for w in data["quantifiers"]]),
        folded(data["subjects"]),
        folded(data["made"]),
        phrase_table([(row["name"], row["kind"]) for row in data["fixed"]]),
        {fold(w): state for state, words in data["states"].items() for w in words},
        phrase_table([(w, state) for state, words in data["after"].items() for w in words]),
        folded(data["intending"]),
        folded(data["generic"]),
        folded(data["negotiating"]),
    )


def _forms(stem: str) -> list[tuple[str, bool]]:
    """Bare, accusative, dual, with the article."""
    open_stem = stem[:-1] + "ت" if stem.endswith("ه") else stem
    forms = [(stem, False), ("ال" + stem, True), (open_stem + "ين", False), (open_stem + "ان", False)]
    forms += [("ال" + open_stem + "ين", True), (open_stem + "ي", False)]
    return forms if stem.endswith("ه") else [*forms, (stem + "ا", False)]


def _attached(before: str, form: str) -> tuple[str, int]:
    """The form with letters before it: «ل» swallows the alef of the article."""
    if before.endswith("ل") and form.startswith("ال"):
        return before + form[1:], len(before)
    return before + form, len(before)
