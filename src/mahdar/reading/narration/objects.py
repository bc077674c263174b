"""Objects: what an act befalls, by its class and the preposition that leads to it."""

from __future__ import annotations

from mahdar.arabic.clitics import clitic_bounds
from mahdar.arabic.numerals import CARDINALS
from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER
from mahdar.reading.narration.agents import Agents
from mahdar.reading.narration.fact_words import Act, ActForm
from mahdar.reading.narration.phrases import Phrases, Range

_REACH = 14
_SUBJECT_GAP = 5
_BACK = 9
_PREPOSITIONS = frozenset({"في", "علي", "الي", "عن", "مع", "بين", "ضد", "خلال", "عبر", "بعد", "قبل", "لدي"})


class Objects:
    """Finds objects of acts on one page."""

    def __init__(self, phrases: Phrases, agents: Agents) -> None:
        self.phrases = phrases
        self.agents = agents
        self.ground = phrases.ground
        self.page = phrases.page
        self.norms = phrases.norms
        self.words = phrases.words

    def find(self, first: int, limit: int, form: ActForm) -> Range | None:
        """The noun phrase that the act befalls, of a class its entry names."""
        act = form.act
        limit = min(limit, first + _REACH)
        if act.near and not act.near & set(self.norms[first:limit]):
            return None
        if act.after:
            return self._governed_object(first, limit, form)
        if not act.objects:
            return (first, first)
        if act.itself:
            return self._itself(first, limit, act)
        for k in range(first, limit):
            if self._ends_clause(k) or self._leads_away(k, first):
                return None
            if self._inside(k):
                continue
            classes = self.phrases.classes(k)
            if "any" in act.objects and self._is_free_noun(k, first):
                return k, self.phrases.end(k, limit)
            if classes & act.objects == {"place"} and self.phrases.classes(k - 1):
                continue  # «سكان مدينة عدن»: the place is part of a name
            if classes & act.objects and not self._is_subject_head(k, first, limit, act):
                return self._counted(k, first), self.phrases.end(k, limit)
        return None

    def _inside(self, k: int) -> bool:
        """Whether token `k` is part of an actor's name, past its first word."""
        return any(m.first < k < m.last for m in self.ground.mentions_within(max(0, k - 8), k))

    def _counted(self, k: int, first: int) -> int:
        """Index at which the number before a noun begins, the noun's own where there is none."""
        while k > first and self._is_number(k - 1):
            k -= 1
        return k

    def _is_number(self, k: int) -> bool:
        return self.page.tokens[k].kind == NUMBER or self.norms[k] in CARDINALS

    def _itself(self, first: int, limit: int, act: Act) -> Range | None:
        """«دخل اتفاق الهدنة حيز التنفيذ», «الهدنة دخلت حيز …»: the object is the subject, on either side."""
        until = next(k for k in range(first, limit) if self.norms[k] in act.near)
        start = self.ground.segment(first - 1)[0]
        for k in (*range(first, until), *range(first - 2, max(start, first - _BACK) - 1, -1)):
            if k >= first and self._ends_clause(k):
                return None
            if self.phrases.classes(k) & act.objects:
                return k, self.phrases.end(k, until if k >= first else first - 1)
        return None

    def _governed_object(self, first: int, limit: int, form: ActForm) -> Range | None:
        for k in range(first, limit):
            if self._ends_clause(k):
                return None
            norm = self.norms[k]
            at = (
                k + 1
                if norm in form.act.after
                else k
                if norm[:1] in form.act.after and len(norm) > 3
                else None
            )
            if at is not None and at + 1 < limit and self.norms[at] in ("#", '"'):
                at += 1
            if at is None or at >= limit:
                continue
            noun = at
            while noun + 1 < limit and self._is_number(noun):
                noun += 1
            classes = self.phrases.classes(noun)
            if classes & form.act.unless:
                return None
            if not form.act.objects or "any" in form.act.objects or classes & form.act.objects:
                return at, self.phrases.end(noun, limit)
            return None
        return None

    def _ends_clause(self, k: int) -> bool:
        token = self.page.tokens[k]
        return (
            token.kind == NEWLINE
            or (token.kind == MARK and self.norms[k] in ".;:?")
            or self.norms[k] in ("ان", "بان", "حيث", "بينما", "فيما", "لكن", "كما", "بعدما", "الذي", "التي")
            or self.ground.is_cue(k)
        )

    def _leads_away(self, k: int, first: int) -> bool:
        """Whether a preposition at token `k` leads away from the verb's object: not «عددا من …», «في 5 مايو»."""
        norm = self.norms[k]
        if norm == "من":
            return not (k > first and "quantity" in self.words.classes_of(self.norms[k - 1]))
        if norm[0] in "لب" and len(norm) > 3 and not self.ground.mentions_within(k, k + 1):
            bound = norm[0] == "ل" or clitic_bounds(self.page.tokens[k].text)[:1] == (1,)
            return bound and not self.phrases.classes(k)
        if any(f.aspect == "noun" for f in self.words.forms.get(norm, ())) and not norm.startswith("ال"):
            return not self.phrases.classes(k)  # «استهدفت تحرير المدينة»
        if norm not in _PREPOSITIONS or any(
            m.first < k < m.last for m in self.ground.mentions_within(first, k)
        ):
            return False
        return not any(self.ground.date_at(n) for n in range(k, min(k + 3, len(self.norms))))

    def _is_subject_head(self, k: int, first: int, limit: int, act: Act) -> bool:
        """«شنت طائرات التحالف غارات», «أقال الرئيس الوزير»: what stands right after the verb is its subject.

        It is where another object follows it.
        """
        if k > first:
            return False
        mention = next(iter(self.ground.mentions_within(k, k + 1)), None)
        if mention is None and not self.agents.forces(k):
            return False
        end = mention.last if mention is not None else self.phrases.end(k, limit)
        return any(self.phrases.classes(n) & act.objects for n in range(end, min(limit, end + _SUBJECT_GAP)))

    def _is_free_noun(self, k: int, first: int) -> bool:
        """A word that begins the object of an act which may befall anything: past the subject, under no preposition."""
        norm = self.norms[k]
        if norm in self.page.knowledge.function_words or self.page.tokens[k].kind == MARK:
            return False
        inside = any(m.first <= k < m.last for m in self.ground.mentions_within(max(first, k - 6), k + 1))
        subject = next(iter(self.ground.mentions_within(first, first + _SUBJECT_GAP)), None)
        if inside and (subject is None or subject.first <= k < subject.last):
            return False
        if subject is not None and k < subject.first:
            return False
        return self.norms[k - 1] not in self.words.light and self.ground.date_at(k) is None
