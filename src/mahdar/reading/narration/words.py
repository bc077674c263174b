"""Words of narration with all their written forms, made from `narration.yml` once for each knowledge."""

from __future__ import annotations

from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import norms_of

Phrase = tuple[str, ...]


class PhraseTable(NamedTuple):
    """Phrases of folded words by their first word, the longest first, each with a value."""

    rows: dict[str, tuple[tuple[Phrase, str], ...]]

    def at(self, norms: list[str], i: int) -> tuple[int, str] | None:
        """Number of words and value of the longest phrase at place `i`, None where none begins there."""
        return self.starting(norms, i, norms[i] if i < len(norms) else "")

    def starting(self, norms: list[str], i: int, first: str) -> tuple[int, str] | None:
        """The same with the word at `i` taken to be `first`: what it is without attached letters."""
        for phrase, value in self.rows.get(first, ()):
            size = len(phrase)
            if all(norms[i + k : i + k + 1] == [phrase[k]] for k in range(1, size)):
                return size, value
        return None


def phrase_table(pairs: list[tuple[str, str]]) -> PhraseTable:
    """A table of phrases as they are written, each with its value."""
    rows: dict[str, list[tuple[Phrase, str]]] = {}
    for written, value in pairs:
        words = tuple(norms_of(str(written)))
        if words and (words, value) not in rows.setdefault(words[0], []):
            rows[words[0]].append((words, value))
    return PhraseTable({w: tuple(sorted(r, key=lambda one: -len(one[0]))) for w, r in rows.items()})


def folded(words: list[str]) -> frozenset[str]:
    """A list of words, folded."""
    return frozenset(fold(str(w)) for w in words)
