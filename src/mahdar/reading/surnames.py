"""Surnames and other short forms standing alone: of people named in full in the article, or known to the world."""

from __future__ import annotations

from mahdar.arabic.remembered import Remembered
from mahdar.arabic.wordlists import is_common, name_ratio
from mahdar.knowledge import bare_forms
from mahdar.reading.cast import Member, key_start, name_key
from mahdar.reading.mention import Mention
from mahdar.reading.names import likely_name
from mahdar.reading.page import Page


def _first_keys(norm: str) -> frozenset[str] | None:
    """What the key of a name may begin with that begins at a word; None where that hangs on the words after it."""
    keys = [key_start(bare) for _, bare in bare_forms(norm) if bare]
    return None if None in keys else frozenset(key for key in keys if key is not None)


_FIRST_KEYS = Remembered(_first_keys)


class Surnames:
    """Looks for short forms on one page, given the people already named in full."""

    def __init__(self, page: Page, cast: list[Member], mentions: list[Mention]) -> None:
        self.page, self.cast, self.mentions = page, cast, mentions

    def find(self) -> list[Mention]:
        """Short forms standing alone, of people named in full here or known to the world."""
        aliases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for index, member in enumerate(self.cast):
            for _, key in member.names:
                first = (
                    key[:1]
                    if (member.country or "").lower() in self.page.knowledge.grammar["family_first"]
                    else ()
                )
                fathers = len(key) > 1 and key[-2] == "بن" and key[-1] in self.page.knowledge.given_names
                for tail in (() if fathers else key[-1:], key[-2:], first):
                    if tail and len(tail) <= len(key) and tail != ("بن",):
                        aliases.setdefault(tail[0], []).append((tail, index))
        covered: set[int] = set()
        for m in self.mentions:
            covered.update(range(m.first, m.last))
        found: list[Mention] = []
        hits = self.page.hits
        for i, norm in enumerate(self.page.norms):
            if i in covered:
                continue
            opens = _FIRST_KEYS[norm]
            short = None
            if opens is None or not opens.isdisjoint(aliases):
                short = self._alias_at(i, aliases)
            if short is None and i in hits:
                short = self._known_surname(i)
            if short is not None:
                found.append(short)
        return found

    def _alias_at(self, i: int, aliases: dict[str, list[tuple[tuple[str, ...], int]]]) -> Mention | None:
        norms = self.page.norms
        for prefix, bare in bare_forms(norms[i]):
            if not bare or (prefix and bare[0] == "ا" and norms[i].startswith("لل")):
                continue
            if bare == "بن" and i and likely_name(norms[i - 1]):
                continue
            best: tuple[int, int] | None = None
            for length in (3, 2, 1):
                if i + length > len(norms) or any(t.kind != "word" for t in self.page.tokens[i : i + length]):
                    continue
                key = name_key([bare, *norms[i + 1 : i + length]])
                for tail, index in aliases.get(key[0], ()) if key else ():
                    if tail == key and (best is None or length > best[0]):
                        best = (length, index)
                if best:
                    break
            if best and not (best[0] == 1 and is_common(bare) and not self._surname_like(bare, i)):
                length, index = best
                return Mention(
                    i,
                    i + length,
                    "person",
                    prefix,
                    (i, i + length),
                    prefix,
                    country=self.cast[index].country,
                    gender=self.cast[index].gender,
                    entry=self.cast[index].entry,
                )
        return None

    def _surname_like(self, bare: str, i: int) -> bool:
        """An ordinary word is a surname with the article («الشرع»), or where a speaker is wanted («هادي: …»)."""
        return bare.startswith("ال") or self._wanted(i) or name_ratio(bare) >= 0.4

    def _wanted(self, i: int) -> bool:
        """Whether a speaker is wanted at token `i`: before a headline's colon, after a verb of saying."""
        after = self.page.norms[i + 1] if i + 1 < len(self.page.norms) else ""
        before = self.page.norms[i - 1].lstrip("وف") if i else ""
        return (after == ":" and i < self.page.title_end) or before in self.page.knowledge.verbs

    def _known_surname(self, i: int) -> Mention | None:
        hits = [h for h in self.page.hits.get(i, ()) if h.entry.kind == "surname"]
        people = {h.entry.id for h in hits}
        norm = self.page.norms[i]
        bare = "ال" + norm[2:] if norm.startswith("لل") else norm[hits[0].prefix :] if hits else norm
        if not hits or len(people) > 1:
            return None
        if hits[0].length == 1 and not self._stands_for_a_man(bare, i):
            return None
        hit = hits[0]
        return Mention(
            i,
            i + hit.length,
            "person",
            hit.prefix,
            (i, i + hit.length),
            hit.prefix,
            country=hit.entry.country,
            gender=hit.entry.detail or "m",
            entry=hit.entry,
        )

    def _stands_for_a_man(self, bare: str, i: int) -> bool:
        """Whether one word, a surname of somebody in the knowledge, is meant as one here."""
        if is_common(bare) or bare in self.page.knowledge.given_names:
            return False
        return not bare.startswith("ال") or likely_name(bare) or self._wanted(i)
