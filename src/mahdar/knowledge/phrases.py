"""A multi-pattern matcher over tokens: the longest phrases of a lexicon that begin at a word, clitics allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple


class Entry(NamedTuple):
    """What a phrase of the knowledge stands for.

    Attributes:
        kind: country, adjective, place, government, organization, agency, outlet, person, surname …
        id: the identifier of the thing in its file.
        country: ISO code, `EU` or `UN`, where it belongs to one.
        name: Arabic name.
        name_en: English name.
        detail: what else the kind carries (kind of place, gender and number of an adjective …).
    """

    kind: str
    id: str
    country: str | None
    name: str
    name_en: str | None
    detail: str = ""


class Hit(NamedTuple):
    """A phrase found: `length` tokens from the one asked for, after `prefix` attached letters."""

    length: int
    prefix: int
    entry: Entry


@lru_cache(maxsize=100_000)
def bare_forms(norm: str) -> tuple[tuple[int, str], ...]:
    """A folded word and what may be left of it without attached و ف ب ك ل, with the number of letters taken off.

    «للرئيس» gives «الرئيس» with two letters taken off and its article restored.
    """
    forms = [(0, norm)]
    for cut, rest in list(forms):
        if len(rest) > 3 and rest[0] in "وف":
            forms.append((cut + 1, rest[1:]))
    for cut, rest in list(forms):
        if len(rest) > 3 and rest.startswith("لل"):
            forms.append((cut + 1, "ا" + rest[1:]))
            forms.append((cut + 1, "ال" + rest[1:]))
        if len(rest) > 3 and rest[0] in "بلك":
            forms.append((cut + 1, rest[1:]))
    return tuple(forms)


class PhraseIndex:
    """Phrases by their first word; a look-up costs one dictionary access a word form."""

    def __init__(self, rows: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]]) -> None:
        self._rows = rows

    @classmethod
    def build(cls, phrases: dict[tuple[str, ...], list[Entry]]) -> PhraseIndex:
        """An index of phrases (tuples of folded words), longest first for each first word."""
        rows: dict[str, list[tuple[tuple[str, ...], tuple[Entry, ...]]]] = {}
        for words, entries in phrases.items():
            rows.setdefault(words[0], []).append((words[1:], tuple(entries)))
        for row in rows.values():
            row.sort(key=lambda pair: -len(pair[0]))
        return cls(rows)

    def at(self, norms: Sequence[str], i: int) -> Iterator[Hit]:
        """Every phrase that begins at word `i`, the longest first for each way of taking clitics off."""
        for prefix, bare in bare_forms(norms[i]):
            for tail, entries in self._rows.get(bare, ()):
                if all(i + 1 + k < len(norms) and norms[i + 1 + k] == word for k, word in enumerate(tail)):
                    for entry in entries:
                        yield Hit(1 + len(tail), prefix, entry)

    def longest(self, norms: Sequence[str], i: int) -> list[Hit]:
        """The hits of the longest phrase at word `i`; of equal ones those with the fewest letters taken off."""
        hits = list(self.at(norms, i))
        if not hits:
            return []
        best = max((h.length, -h.prefix) for h in hits)
        return [h for h in hits if (h.length, -h.prefix) == best]
