"""Facts: what the reporter narrates of states, forces, sites and agreements, and no statement nor encounter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mahdar.arabic.dates import resolve
from mahdar.arabic.tokens import MARK
from mahdar.model import Fact, Reason
from mahdar.reading.cast import Member, phrase_key
from mahdar.reading.narration.agents import Agents
from mahdar.reading.narration.fact_words import ActForm, FactWords, fact_words
from mahdar.reading.narration.ground import Ground
from mahdar.reading.narration.objects import Objects
from mahdar.reading.narration.phrases import Phrases, Range
from mahdar.reading.page import Page
from mahdar.reading.statements import Found

_CLAUSE = 28
_OBJECT_REACH = 14
_PHASES = {"past": "done", "present": "under-way", "future": "planned"}
_BEFORE_DATE = frozenset(
    {
        "في",
        "خلال",
        "يوم",
        "مساء",
        "صباح",
        "فجر",
        "ليل",
        "ليله",
        "ظهر",
        ",",
        "(",
        ")",
        "منذ",
        "عام",
        "شهر",
        "مطلع",
    }
)
_SHORT = 6
#: So many facts back a telling is looked for again.
_MEMORY = 60
_INFERRED = "the outlet's inference"


@dataclass(slots=True)
class FoundFact:
    """A fact as found: token ranges, and the indices of its actors and of those who tell of it in the cast."""

    act: str
    phase: str
    span: Range
    actors: tuple[int, ...] = ()
    object: Range | None = None
    place: Range | None = None
    place_prefix: int = 0
    date: str | None = None
    told_by: tuple[int, ...] = ()
    doubt: str | None = None

    @property
    def cast(self) -> tuple[int, ...]:
        """Every index of the cast it uses."""
        return tuple(dict.fromkeys(self.actors + self.told_by))


def find_facts(ground: Ground, cast: list[Member]) -> list[FoundFact]:
    """The facts of a page, each once, in the order of the text.

    What stands in the content of a statement is its speaker's and no fact, but for what is welcomed or condemned:
    that it happened is presupposed. Negated, possible and intended acts are none; demanded ones keep their phase.
    """
    return _FactReader(ground, cast).run()


def to_fact(page: Page, found: FoundFact, ident: str, ids: Mapping[int, str]) -> Fact:
    """The fact of the record, its chain not yet told; actors without an identifier in `ids` are left out."""
    return Fact(
        id=ident,
        actors=tuple(ids[i] for i in found.actors if i in ids),
        act=found.act,
        object=page.words(*found.object) if found.object else None,
        place=page.words(*found.place, found.place_prefix) if found.place else None,
        date=found.date,
        phase=found.phase,  # type: ignore[arg-type]
        span=page.span(*found.span),
        doubt=(Reason("act", found.doubt),) if found.doubt else (),
    )


class _FactReader:
    def __init__(self, ground: Ground, cast: list[Member]) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.cast = cast
        self.words: FactWords = fact_words(ground.page.knowledge)
        self.phrases = Phrases(ground, self.words)
        self.agents = Agents(ground, self.words, cast)
        self.objects = Objects(self.phrases, self.agents)
        self.found: list[FoundFact] = []

    def run(self) -> list[FoundFact]:
        """Acts one after another, brought together in the end."""
        found, forms_of, inferences = self.found, self.words.forms, self.words.inference.rows
        for i, norm in enumerate(self.norms):
            if norm not in forms_of and norm not in inferences:
                continue
            if not self.ground.reports(i):
                continue
            inferred = self._inference(i)
            if inferred is not None:
                found.append(inferred)
                continue
            forms = self.words.forms.get(norm)
            if forms and not self.page.in_quote[i] and not self._asks(i):
                one = next((f for form in self._readings(i, forms) if (f := self._fact(i, form))), None)
                if one is not None:
                    found.append(one)
        return self._each_once(found)

    def _readings(self, i: int, forms: tuple[ActForm, ...]) -> list[ActForm]:
        """«سحب» after a word that carries a verbal noun («تعتزم … سحب», «رفض … سحب») is the noun, else the verb."""
        nouns = [f for f in forms if f.aspect == "noun"]
        verbs = [f for f in forms if f.aspect != "noun"]
        if nouns and verbs and self.agents.carrier(i) is not None:
            return nouns
        return verbs + nouns

    def _asks(self, i: int) -> bool:
        last = self.ground.sentence_bounds(i)[1]
        return self.norms[last - 1] == "?"

    def _fact(self, i: int, form: ActForm) -> FoundFact | None:
        said = self.ground.said(i)
        if said is not None and not self._presupposed(said, i, form):
            return None
        if self.ground.is_cue(i):
            return None
        if form.aspect == "noun":
            return self._by_noun(i, form, said)
        return self._by_verb(i, form)

    def _presupposed(self, said: Found, i: int, form: ActForm) -> bool:
        """«رحب بإعلان … استئناف …», «أدان قصف …»: the noun that the cue governs."""
        if said.act not in self.words.factive or form.aspect != "noun":
            return False
        between = [
            k
            for k in range(said.content[0], i)
            if not any(m.first <= k < m.last for m in self.ground.mentions_within(max(0, k - 6), k + 1))
        ]
        return all(self.norms[k] in ("باعلان", "اعلان", "ب", "علي", "قيام", "قرار") for k in between)

    # --- verbs

    def _by_verb(self, i: int, form: ActForm) -> FoundFact | None:
        before = self.norms[i - 1] if i else ""
        before = before[1:] if before[:1] in "وف" and before[1:] in self.words.unreal else before
        if before in self.words.unreal or (form.aspect != "past" and before in self.words.unreal_present):
            return None
        if form.aspect == "present" and not (form.act.ongoing or i < self.page.title_end):
            return None
        clause = self._clause(i)
        target = self.objects.find(i + 1, clause[1], form)
        if target is None:
            return None
        actors, known = self.agents.subject(i, max(target[0], i + 1), form, self._acted(i))
        if not self.agents.fits(form, actors, known):
            return None
        phase = _PHASES[form.aspect]
        if form.aspect == "present" and (i < self.page.title_end or before in ("كان", "كانت")):
            phase = "done" if i < self.page.title_end else "under-way"
        return self._make(form, phase, (i, i + 1), actors, target, clause)

    def _acted(self, i: int) -> tuple[int, ...]:
        """Who acted before in the sentence."""
        last = self.found[-1] if self.found else None
        start = self.ground.sentence_bounds(i)[0]
        return last.actors if last is not None and last.span[0] >= start and last.act != "infer" else ()

    def _clause(self, i: int) -> Range:
        start, end = self.ground.segment(i)
        return max(start, i - _CLAUSE), min(end, i + _CLAUSE)

    # --- verbal nouns

    def _by_noun(self, i: int, form: ActForm, said: Found | None) -> FoundFact | None:
        if form.prefix == "ل":
            return None
        carried = self.agents.carrier(i)
        if carried is not None and carried.phase == "against":
            return None
        if said is not None:
            phase: str | None = "planned" if carried and carried.phase == "planned" else "done"
        else:
            phase = carried.phase if carried else None
        if phase is None:
            return None
        clause = self._clause(i)
        agent, after = self.agents.agent(i, clause[1])
        target = self.objects.find(max(after, i + 1), clause[1], form)
        if target is None and after:
            agent, target = (), self.objects.find(i + 1, clause[1], form)  # «افتتاح السفارة الروسية»
        if target is None:
            return None
        actors = agent or (carried.actors if carried else ())
        if form.pronoun and not form.act.after and target[0] > i + 1:
            return None  # «تسليمهم …»: the pronoun is what the act befalls
        # «تم إغلاق معبر نصيب»: nobody need be told
        named = target[1] - target[0] > 1 and not form.act.subjects and not form.pronoun
        if not named and not self.agents.fits(form, actors, bool(actors)):
            return None
        announced = carried is not None and self.norms[carried.at] in ("اعلان", "باعلان")
        if announced and form.act.reported:
            phase = "done"
        first = carried.at if carried and said is None else i
        fact = self._make(form, phase, (first, i + 1), actors, target, clause)
        if announced:
            fact.doubt = "told as announced"
        if said is not None:
            fact.told_by = said.speakers
            fact.doubt = "known only through those who speak of it"
        return fact

    # --- object, place, date

    def _make(
        self, form: ActForm, phase: str, head: Range, actors: tuple[int, ...], target: Range, clause: Range
    ) -> FoundFact:
        end = max(target[1], head[1])
        if form.act.with_ and end < clause[1] and self._joins(end, form):
            end = self.phrases.end(end + 1, clause[1])
            target = (target[0], end)
        place = self.phrases.place(end, min(clause[1], end + _OBJECT_REACH // 2))
        last = place[0][1] if place else end
        fact = FoundFact(
            act=form.act.act,
            phase=phase,
            span=(min(head[0], target[0]), last),
            actors=actors,
            object=target if target[1] > target[0] else None,
            place=place[0] if place else None,
            place_prefix=place[1] if place else 0,
        )
        self._date(fact, head, clause)
        return fact

    def _joins(self, k: int, form: ActForm) -> bool:
        """Whether a preposition at token `k` leads to more of the object: «عقوبات على …», «علاقاتها مع …»."""
        norm = self.norms[k]
        return norm in form.act.with_ or (norm[:1] in form.act.with_ and len(norm) > 3)

    def _date(self, fact: FoundFact, head: Range, clause: Range) -> None:
        tense = "future" if fact.phase in ("planned", "demanded") else "past"
        for first, last, date in self.ground.dates_within(clause[0], clause[1]):
            if date.kind in ("duration", "distance") or not self._dates_it(first, last, head, fact.span):
                continue
            read = date if date.direction else resolve(date, self.page.anchor, tense)  # type: ignore[arg-type]
            if read.edtf:
                fact.date = read.edtf
                return

    def _dates_it(self, first: int, last: int, head: Range, span: Range) -> bool:
        """Whether a date stands within the telling, just after it, or just before its verb."""
        if head[0] <= first < span[1]:
            return not any(w in ("الذي", "التي") for w in self.norms[head[0] : first])
        if first >= span[1]:
            return all(w in _BEFORE_DATE for w in self.norms[span[1] : first])
        return last <= head[0] and all(
            w in _BEFORE_DATE or w in self.words.light for w in self.norms[last : head[0]]
        )

    # --- inferences, each once

    def _inference(self, i: int) -> FoundFact | None:
        """«وهو تعهد يشير إلى أن …», «ما يعني أن …»: drawn by the outlet from what it tells."""
        size = self.words.inference.at(self.norms, i)
        if size is None or self.page.in_quote[i]:
            return None
        start = self.ground.segment(i)[0]
        opener = next(
            (k for k in range(i - 1, max(start, i - 4) - 1, -1) if self.norms[k] in self.words.openers), None
        )
        if opener is None or (self.norms[opener] in ("وهو", "وهي") and i - opener < 2):
            return None
        if not (opener == start or self.norms[opener - 1] == "," or self.norms[opener][0] == "و"):
            return None
        first, last = i + size[0], self.ground.segment(i)[1]
        last = next(
            (k for k in range(first + _SHORT, min(last, first + _CLAUSE)) if self.norms[k] == ","), last
        )
        while last > first and self.page.tokens[last - 1].kind == MARK:
            last -= 1
        actors = [a for m in self.ground.mentions_within(first, last) for a in m.actors]
        if not actors or not 2 <= last - first <= _CLAUSE:
            return None
        return FoundFact(
            act="infer",
            phase="under-way",
            span=(opener, last),
            actors=tuple(dict.fromkeys(actors)),
            object=(first, last),
            doubt=_INFERRED,
        )

    def _each_once(self, found: list[FoundFact]) -> list[FoundFact]:
        """One act told twice is one fact: the body's telling counts before the headline's, then the fuller one."""
        out: list[FoundFact] = []
        for one in found:
            near = range(max(0, len(out) - _MEMORY), len(out))
            twin = next((n for n in near if self._same(out[n], one)), None)
            if twin is None:
                out.append(one)
            elif self._fullness(one) > self._fullness(out[twin]):
                out[twin] = one
        return sorted(out, key=lambda f: f.span)

    def _same(self, a: FoundFact, b: FoundFact) -> bool:
        if a.act != b.act or (a.phase == "demanded") != (b.phase == "demanded"):
            return False
        if a.actors and b.actors and not set(a.actors) & set(b.actors):
            return False
        if a.date and b.date and a.date != b.date:
            return False
        mine, theirs = (phrase_key(self.page.words(*f.object)) if f.object else frozenset() for f in (a, b))
        return mine <= theirs or theirs <= mine

    def _fullness(self, f: FoundFact) -> tuple[bool, int]:
        return f.span[0] >= self.page.title_end, sum(map(bool, (f.actors, f.place, f.date, f.object)))
