"""The words of figures: units, things counted, verbs of rising and falling, folded and with all their forms."""

from __future__ import annotations

from typing import Any, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.knowledge import Knowledge
from mahdar.knowledge.paradigms import past_forms, present_forms
from mahdar.reading.narration.words import PhraseTable, folded, phrase_table


class Measuring(NamedTuple):
    """A word between a thing and its number: `up`, `down` or `level`; a verb, a noun or a lead («بقيمة»)."""

    direction: str
    kind: str


class FigureWords(NamedTuple):
    """The lists of `narration.yml` that figures need."""

    percent: frozenset[str]
    units: PhraseTable
    counted: PhraseTable
    measuring: dict[str, Measuring]
    casualties: dict[str, str]
    about: frozenset[str]
    about_phrases: PhraseTable
    not_counted: frozenset[str]
    ends: frozenset[str]
    leads: frozenset[str]
    symbols: dict[str, str]


def figure_words(knowledge: Knowledge) -> FigureWords:
    """The words of figures, expanded at the first call and kept with the knowledge."""
    found: FigureWords | None = knowledge.memo.get("figure_words")
    if found is None:
        found = knowledge.memo["figure_words"] = _expand(knowledge.lists["narration"])
    return found


def _expand(data: dict[str, Any]) -> FigureWords:
    return FigureWords(
        percent=folded(data["percent"]),
        units=phrase_table([(w, unit) for unit, words in data["units"].items() for w in words]),
        counted=phrase_table(
            [pair for rows in data["counted"].values() for row in rows for pair in _counted(row)]
        ),
        measuring=_measuring(data["directions"]),
        casualties={fold(w): act for act, words in data["casualties"].items() for w in words},
        about=folded(data["about"]),
        about_phrases=phrase_table([(w, "about") for w in data["about_phrases"]]),
        not_counted=folded(data["not_counted"]),
        ends=folded(data["ends"]),
        leads=folded(data["leads"]),
        symbols=dict(data["symbols"]),
    )


def _counted(row: str) -> list[tuple[str, str]]:
    """Forms of «شخص أشخاص»: the words are singular and plural, of one word each or of two."""
    words = row.split()
    half = max(len(words) // 2, 1)
    single, plural = words[:half], words[half:]
    name = " ".join(single)
    forms = [single, plural, [_accusative(w) for w in single], [_accusative(w) for w in plural]]
    return [(" ".join(form), name) for form in forms if form]


def _accusative(word: str) -> str:
    return word if word.endswith(("ة", "اء", "ى", "ين", "ا")) else word + "ا"


def _measuring(data: dict[str, Any]) -> dict[str, Measuring]:
    out: dict[str, Measuring] = {}
    for direction, row in data.items():
        for pair in row["verbs"]:
            past, present = pair.split()
            for form in past_forms(past, present) + present_forms(present):
                if form.person == 3 and form.object is None:
                    for joined in ("", "و", "ف"):
                        out.setdefault(joined + form.norm, Measuring(direction, "verb"))
        for noun in row["nouns"]:
            kind = "lead" if direction == "level" else "noun"
            for joined in ("", "و", "ب", "ال", "ل", "وال", "بال", "لل"):
                if joined.endswith("ال") and fold(noun).endswith("ا") and kind == "noun":
                    continue
                out.setdefault(joined + fold(noun), Measuring(direction, kind))
    return out
