"""Noun phrases and places of a clause: where what an act befalls begins and ends, and where it happened."""

from __future__ import annotations

from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER, WORD
from mahdar.reading.narration.fact_words import FactWords
from mahdar.reading.narration.ground import Ground

Range = tuple[int, int]
_LONGEST = 9
_PLACES = frozenset({"place", "country", "government"})
_LEADS = frozenset({"من", "في", "علي", "الي", "قرب", "داخل", "شرق", "غرب", "شمال", "جنوب", "وسط", "قباله"})
_BOUND = frozenset("بل")
#: Words that say where of nothing in particular.
_WIDE = frozenset(
    {"المنطقه", "العالم", "البلاد", "المناطق", "الاراضي", "المدينه", "الحي", "النقاط", "الطريق", "اراضيها"}
)
#: A place ends before «للتشاور».
_PURPOSE = frozenset({"لل"})


class Phrases:
    """Reads noun phrases on one page."""

    def __init__(self, ground: Ground, words: FactWords) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.words = words

    def is_place(self, k: int) -> bool:
        """Whether a place of the gazetteer begins at token `k`."""
        if self.norms[k] in self.page.knowledge.function_words:
            return False
        if any(m.kind == "country" for m in self.ground.mentions_within(k, k + 1)):
            return True
        return any(h.entry.kind in _PLACES and h.entry.detail[-1:] != "?" for h in self.page.hits.get(k, ()))

    def classes(self, k: int) -> frozenset[str]:
        """Classes of objects of token `k`; names of places are among them."""
        if self.page.tokens[k].kind != WORD:
            return frozenset()
        found = self.words.own_classes_of(self.norms[k])
        if self.is_place(k):
            found |= {"place"}
        kinds = {m.kind for m in self.ground.mentions_within(k, k + 1)}
        if "person" in kinds:
            found |= {"person"}
        return found | {"actor"} if kinds & {"institution", "group", "person"} else found

    def end(self, first: int, limit: int) -> int:
        """Index after the noun phrase that begins at `first`."""
        return self._end(first, limit, frozenset())

    def _end(self, first: int, limit: int, before: frozenset[str]) -> int:
        k = first + 1
        while k < min(limit, first + _LONGEST):
            if self._cuts(k) or self.norms[k][:2] in before:
                break
            k += 1
        while k > first + 1 and (
            self.page.tokens[k - 1].kind == MARK and self.norms[k - 1] not in ('"', ")")
        ):
            k -= 1
        odd = self.norms[first:k].count('"') % 2
        return k - 1 if odd and k > first + 1 and self.norms[k - 1] == '"' else k

    def _cuts(self, k: int) -> bool:
        norm = self.norms[k]
        token = self.page.tokens[k]
        if token.kind == NEWLINE or (token.kind == MARK and norm not in ('"', "(", ")", "-")):
            return True
        if token.kind == NUMBER:
            return False
        if self.ground.date_at(k) is not None or self.ground.is_cue(k):
            return True
        if norm in ("بين", "من", "في", "علي", "الي", "عن", "مع", "ضد"):
            return True
        if norm in self.page.knowledge.function_words or norm in self.page.knowledge.verbs:
            return True
        if norm.startswith("و") and not self.words.classes_of(norm):
            return any(
                m.first == k and m.prefix == 0 for m in self.ground.mentions_within(k, k + 1)
            ) is False and (norm[1:3] != "ال" and not self.ground.mentions_within(k, k + 1))
        if self._leads(norm) and not self.ground.mentions_within(k, k + 1):
            return not self.words.classes_of(norm)
        if any(h.entry.kind in _PLACES for h in self.page.hits.get(k, ())):
            return False
        return any(f.aspect != "noun" for f in self.words.forms.get(norm, ())) and not norm.startswith("ال")

    def _leads(self, norm: str) -> bool:
        """«لحراسة», «بالتزامن»: an adverbial of the verb; «للقوات» belongs to the noun."""
        return len(norm) > 3 and (norm.startswith("بال") or (norm[0] == "ل" and norm[1] != "ل"))

    def place(self, first: int, limit: int) -> tuple[Range, int] | None:
        """The first place told in tokens [first, limit): its words and how many letters before them are not its own."""
        k = first
        while k < limit and self.norms[k] not in (",", "الذي", "التي", "حيث"):
            norm = self.norms[k]
            if norm in _LEADS and k + 1 < limit and self._is_site(k + 1):
                start = k + 1
                return (start, self._end(start, limit, _PURPOSE)), 0
            if norm[:1] in _BOUND and len(norm) > 3 and self._is_bound_site(k):
                return (k, self._end(k, limit, _PURPOSE)), 1
            k += 1
        return None

    def _is_site(self, k: int) -> bool:
        if self.norms[k] in _WIDE:
            return False
        return self.is_place(k) or "site" in self.words.classes.get(self.norms[k].removeprefix("ال"), ())

    def _is_bound_site(self, k: int) -> bool:
        norm = self.norms[k]
        if any(h.entry.kind in _PLACES and h.prefix == 1 for h in self.page.hits.get(k, ())):
            return norm[0] == "ب"
        return norm[0] == "ب" and "site" in self.words.classes.get(norm[1:].removeprefix("ال"), ())
