"""Titles without the words of their country, articles and gender, so that one office has one key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import norms_of
from mahdar.knowledge.knowledge import Knowledge
from mahdar.knowledge.phrases import bare_forms

Key = tuple[str, ...]
"""The words of a title, folded, without articles."""


def spellings(norms: Sequence[str]) -> Iterator[Key]:
    """The keys under which a title is listed and looked up: as it stands, then with its head masculine."""
    words = tuple(_bare(norm) for norm in norms)
    if not words:
        return
    yield words
    if words[0].endswith("ه"):
        yield (words[0][:-1], *words[1:])
        yield (words[0][:-1], *(word.removesuffix("ه") for word in words[1:]))


def _bare(norm: str) -> str:
    return norm.removeprefix("ال") if len(norm) > 4 else norm


class TitleWords:
    """What the knowledge says about the words of titles."""

    def __init__(self, knowledge: Knowledge) -> None:
        status = knowledge.title_status
        self._phrases = knowledge.phrases
        self._acting = _with_endings(status.get("acting", ()))
        self._not_in_office = _with_endings([*status.get("former", ()), *status.get("elect", ())])
        self._honours = {h for h in knowledge.honorifics.first_words() if h not in knowledge.titles}

    def not_in_office(self, norms: Sequence[str]) -> bool:
        """Whether the title says that its bearer holds the office no longer or not yet."""
        return any(norm in self._not_in_office for norm in norms)

    def people(self, name: str) -> frozenset[str]:
        """Everyone who is called so, by full name or by surname alone."""
        norms = norms_of(name)
        hits = self._phrases.at(norms, 0) if norms else ()
        return frozenset(
            hit.entry.id
            for hit in hits
            if hit.entry.kind in ("person", "surname") and hit.length == len(norms) and not hit.prefix
        )

    def readings(
        self, norms: Sequence[str], country: str | None
    ) -> Iterator[tuple[str | None, tuple[str, ...]]]:
        """The title without the words of its country, with that country; last the whole title with `country`.

        Where the words name `country` it is the one; else each country and organisation they name is tried.
        """
        sides: dict[str, set[int]] = {}
        for i in range(len(norms)):
            for hit in self._phrases.at(norms, i):
                side = {"country": hit.entry.country, "adjective": hit.entry.country}.get(hit.entry.kind)
                if hit.entry.kind == "organization":
                    side = hit.entry.id
                if side:
                    sides.setdefault(side, set()).update(range(i, i + hit.length))
        for side in [country] if country in sides else sides:
            rest = tuple(n for i, n in enumerate(norms) if i not in sides[str(side)])
            if rest:
                yield side, rest
        yield country, tuple(norms)

    def keys(self, norms: Sequence[str]) -> Iterator[Key]:
        """The keys a title may be listed under, without honours, words of acting, and letters attached to its head."""
        words = [n for n in norms if n not in self._acting and n not in self._honours]
        if words:
            for _, head in bare_forms(words[0]):
                yield from spellings((head, *words[1:]))


def _with_endings(words: Sequence[str]) -> frozenset[str]:
    return frozenset(p + fold(w) + e for w in words for p in ("", "ال") for e in ("", "ه"))
