"""Leads: the words before a headline's colon that are no mention, and whether they are somebody who speaks."""

from __future__ import annotations

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common
from mahdar.reading.cast import Member, phrase_key
from mahdar.reading.page import Page
from mahdar.reading.unknown_subjects import UnknownSubjects

_LONGEST_NAME = 3
_LONGEST = 5
_PLURAL = 4


class Leads:
    """Reads the leads of one page's headlines; who is no member of its cast joins it."""

    def __init__(self, page: Page, cast: list[Member], unknown: UnknownSubjects) -> None:
        self.page = page
        self.cast = cast
        self.unknown = unknown

    def speaker(self, first: int, colon: int) -> tuple[int, ...]:
        """Who stands in tokens [first, colon) of the title, none where they tell a place, a matter or a rubric."""
        words = self._words(first, colon)
        if colon >= self.page.title_end or not 0 < len(words) <= _LONGEST:
            return ()
        return self._office(words) or self._people(words) or self._name(words) or self._body(words)

    def _words(self, first: int, colon: int) -> list[int]:
        """The words of the lead, up to whom it is said to («لـ «الصحيفة»») or how («ردا على …»)."""
        words: list[int] = []
        for k in range(first, colon):
            if self.page.tokens[k].kind != WORD:
                continue
            norm = self.page.norms[k]
            to = norm == "ل" or (
                norm[0] == "ل" and norm not in self.page.knowledge.given_names and bool(words)
            )
            if words and (to or norm in self.page.knowledge.grammar["lead_ends"]):
                break
            words.append(k)
        return words

    def _office(self, words: list[int]) -> tuple[int, ...]:
        """«سفير عمّان: …»: the one of the article who holds such an office, where one alone does."""
        titles = self.page.knowledge.titles.get(self.page.norms[words[0]])
        if not titles:
            return ()
        nouns = {t.noun for _, t in titles}
        holders = [i for i, m in enumerate(self.cast) if m.kind == "person" and m.noun in nouns]
        return tuple(holders) if len(holders) == 1 else ()

    def _people(self, words: list[int]) -> tuple[int, ...]:
        """«برلماني بحريني», «مسؤول في الوزارة», «قياديون»: people told by an indefinite noun."""
        norm = self.page.norms[words[0]]
        plural = norm.endswith("ون") and len(norm) > _PLURAL
        plural = plural and any(is_common(w) for w in (norm, norm[:-2] + "ين", norm[:-2]))
        known = norm in self.page.knowledge.groups or norm in self.page.knowledge.grammar["people_nouns"]
        known |= norm in self.page.knowledge.titles
        if norm.startswith("ال") or not (plural or known):
            return ()
        return self.unknown.join_cast("group", words[0], words[-1] + 1, None)

    def _name(self, words: list[int]) -> tuple[int, ...]:
        """«الأصبحي: …»: words that are no common ones, the last of which the article names again."""
        norms = [self.page.norms[k] for k in words]
        if len(words) > _LONGEST_NAME or any(k in self.page.hits for k in words):
            return ()
        if any(is_common(w) or is_common(w.removeprefix("ال")) for w in norms):
            return ()
        if norms[-1] not in self.page.norms[self.page.title_end :]:
            return ()
        return self.unknown.join_cast("person", words[0], words[-1] + 1, None)

    def _body(self, words: list[int]) -> tuple[int, ...]:
        """«الجوازات: …»: the one body of the article whose name holds the words."""
        place = self.page.knowledge.grammar["bodies_of_places"]
        key = phrase_key(self.page.words(words[0], words[-1] + 1))
        if not self.page.norms[words[0]].startswith("ال") or words[0] in self.page.hits:
            return ()
        found = [
            i
            for i, m in enumerate(self.cast)
            if m.kind == "institution"
            and any(key <= phrase_key(name) and fold(name).split()[0] not in place for name, _ in m.names)
        ]
        return tuple(found) if len(found) == 1 else ()
