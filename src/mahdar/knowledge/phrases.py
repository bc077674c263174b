"""A multi-pattern matcher over tokens: the longest phrases of a lexicon that begin at a word, clitics allowed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mahdar.arabic.remembered import Remembered


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
        if (len(rest) > 3 and rest[0] in "بلك") or (rest[:1] in ("ب", "ل") and rest[1:] in _LETTERS):
            forms.append((cut + 1, rest[1:]))
    return tuple(forms)


#: Names of foreign letters with which a broadcaster's name begins: «لبي بي سي».
_LETTERS = frozenset({"بي", "سي", "تي", "دي"})


def standing_in(*lists: Container[str]) -> Remembered[bool]:
    """Whether a folded word, or what is left of it without particles, is in one of some lists.

    Readers ask it before they look at what stands around a word.
    """
    return Remembered(lambda norm: any(bare in words for _, bare in bare_forms(norm) for words in lists))


Row = Sequence[Any]
"""Words of a phrase, then the fields of its entry."""
Grouped = dict[str, list[tuple[list[str], list[Sequence[Any]]]]]
"""First word of phrases to their other words, with the fields of their entries."""
_Rows = list[tuple[tuple[str, ...], tuple[Entry, ...]]]
_Starts = tuple[tuple[int, _Rows], ...]


def longest_of(hits: list[Hit]) -> list[Hit]:
    """The longest of the hits at one word; of equal ones those with the fewest letters taken off."""
    if len(hits) < 2:
        return hits
    best = max((h.length, -h.prefix) for h in hits)
    return [h for h in hits if (h.length, -h.prefix) == best]


class PhraseIndex:
    """Phrases by their first word; most look-ups cost one dictionary access.

    Made of plain lists, whose entries are built when a text first asks for them, so that loading is quick.

    Attributes:
        starts: what may begin at a word: the phrases of each of its bare forms; empty where nothing does.
    """

    def __init__(self, rows: Grouped) -> None:
        self._rows = rows
        self.starts = Remembered(self._starts)

    def first_words(self) -> Iterator[str]:
        """The folded first words of all phrases."""
        return iter(self._rows)

    def written(self, kind: str) -> Iterator[tuple[str, str]]:
        """Every phrase of a kind, folded, with the identifier of what it stands for."""
        for first, rows in self._rows.items():
            for tail, entries in rows:
                for entry in entries:
                    if entry[0] == kind:
                        yield entry[1], " ".join([first, *tail])

    def named(self, kind: str) -> dict[str, Entry]:
        """What the phrases of a kind stand for, by identifier."""
        rows = (entry for found in self._rows.values() for _, entries in found for entry in entries)
        return {entry[1]: Entry(*entry) for entry in rows if entry[0] == kind}

    def at(self, norms: Sequence[str], i: int) -> Iterator[Hit]:
        """Every phrase that begins at word `i`, the longest first for each way of taking clitics off."""
        for prefix, rows in self.starts[norms[i]]:
            for tail, entries in rows:
                if not tail or tuple(norms[i + 1 : i + 1 + len(tail)]) == tail:
                    for entry in entries:
                        yield Hit(1 + len(tail), prefix, entry)

    def longest(self, norms: Sequence[str], i: int) -> list[Hit]:
        """The hits of the longest phrase at word `i`; of equal ones those with the fewest letters taken off."""
        starts = self.starts[norms[i]]
        if not starts:
            return []
        best: list[Hit] = []
        longest = 0
        for prefix, rows in starts:  # fewer letters off come first, so an equal length must have as few
            for tail, entries in rows:
                size = len(tail) + 1
                if size < longest:
                    break
                if tail and (i + 1 >= len(norms) or tail[0] != norms[i + 1]):
                    continue
                if size > 2 and tuple(norms[i + 1 : i + size]) != tail:
                    continue
                if size > longest:
                    best, longest = [], size
                elif best[0].prefix != prefix:
                    break
                best += [Hit(size, prefix, entry) for entry in entries]
        return best

    def _starts(self, norm: str) -> _Starts:
        found = [
            (prefix, _built(self._rows[bare])) for prefix, bare in bare_forms(norm) if bare in self._rows
        ]
        return tuple(found)


def grouped(rows: Iterable[Row]) -> Grouped:
    """Rows of phrases by first word, the longest first; the entries of one phrase in the order of the rows."""
    phrases: dict[tuple[str, ...], list[Sequence[Any]]] = {}
    for words, *entry in rows:
        phrases.setdefault(tuple(words), []).append(entry)
    out: Grouped = {}
    for words, entries in phrases.items():
        out.setdefault(words[0], []).append((list(words[1:]), entries))
    for tails in out.values():
        tails.sort(key=lambda pair: -len(pair[0]))
    return out


def _built(rows: list[tuple[list[str], list[Sequence[Any]]]]) -> _Rows:
    return [(tuple(tail), tuple(Entry(*entry) for entry in entries)) for tail, entries in rows]
