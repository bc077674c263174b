"""Facts: what the reporter narrates of states, forces, sites and agreements, and no statement nor encounter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mahdar.arabic.clitics import clitic_bounds
from mahdar.arabic.dates import resolve
from mahdar.arabic.numerals import CARDINALS
from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER
from mahdar.model import Fact, Reason
from mahdar.model.statement import Hop
from mahdar.reading.cast import Member, phrase_key
from mahdar.reading.mention import Mention
from mahdar.reading.narration.fact_words import Act, ActForm, FactWords, fact_words
from mahdar.reading.narration.ground import Ground
from mahdar.reading.narration.phrases import Phrases, Range
from mahdar.reading.page import Page
from mahdar.reading.speakers import governed
from mahdar.reading.statements import Found

_CLAUSE = 28
_OBJECT_REACH = 14
_SUBJECT_GAP = 5
_BACK = 9
_PHASES = {"past": "done", "present": "under-way", "future": "planned"}
_PREPOSITIONS = frozenset({"في", "علي", "الي", "عن", "مع", "بين", "ضد", "خلال", "عبر", "بعد", "قبل", "لدي"})
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


def find_facts(
    page: Page, mentions: Sequence[Mention], cast: list[Member], statements: Sequence[Found]
) -> list[FoundFact]:
    """The facts of a page, each once, in the order of the text.

    What stands in the content of a statement is its speaker's and no fact, but for what is welcomed or condemned:
    that it happened is presupposed. Negated, possible and intended acts are none; demanded ones keep their phase.

    Args:
        page: the page.
        mentions: its mentions, resolved.
        cast: the cast.
        statements: its statements.
    """
    return _FactReader(Ground(page, mentions, statements), cast).run()


def to_fact(page: Page, found: FoundFact, ident: str, ids: Mapping[int, str]) -> Fact:
    """The fact of the record; actors without an identifier in `ids` are left out.

    `told_by` runs from the outlet inwards.
    """
    hops = [Hop(actor=None, name=page.article.outlet or "")]
    hops += [Hop(actor=ids[i], name=ids[i]) for i in found.told_by if i in ids]
    return Fact(
        id=ident,
        actors=tuple(ids[i] for i in found.actors if i in ids),
        act=found.act,
        object=page.words(*found.object) if found.object else None,
        place=page.words(*found.place, found.place_prefix) if found.place else None,
        date=found.date,
        phase=found.phase,  # type: ignore[arg-type]
        span=page.span(*found.span),
        told_by=tuple(hops),
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
        self.by_country = {m.country: i for i, m in reversed(list(enumerate(cast))) if m.kind == "country"}

        self.found: list[FoundFact] = []

    def run(self) -> list[FoundFact]:
        """Acts one after another, brought together in the end."""
        found = self.found
        for i, norm in enumerate(self.norms):
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
        if nouns and verbs and self._carrier(i) is not None:
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
        target = self._object(i + 1, clause[1], form)
        if target is None:
            return None
        actors, known = self._subject(i, max(target[0], i + 1), form)
        if not self._subject_fits(form, actors, known):
            return None
        phase = _PHASES[form.aspect]
        if form.aspect == "present" and (i < self.page.title_end or before in ("كان", "كانت")):
            phase = "done" if i < self.page.title_end else "under-way"
        return self._make(form, phase, (i, i + 1), actors, target, clause)

    def _clause(self, i: int) -> Range:
        start, end = self.ground.segment(i)
        return max(start, i - _CLAUSE), min(end, i + _CLAUSE)

    def _subject(self, i: int, limit: int, form: ActForm) -> tuple[tuple[int, ...], bool]:
        """Who does it, and whether a subject is told at all (it may be none of the cast)."""
        after = [m for m in self.ground.mentions_within(i + 1, limit) if m.first - i <= _SUBJECT_GAP]
        for m in after:
            act = m.last == m.first + 1 and self.norms[m.first] in self.words.forms
            if m.kind != "pair" and not act and not self._governed(m) and m.last <= limit:
                return self._joined(m, limit), True
        if any(self._forces(k) for k in range(i + 1, min(limit, i + 4))):
            return self._by_adjective(i + 1, limit), True
        if self._unknown(i + 1, limit):
            return (), True
        if form.act.objects & {"people", "official"} and self.norms[i - 1] not in ("التي", "الذي"):
            return (), False  # «قتل 5 أشخاص» after a name is as likely a passive
        return self._subject_before(i, form)

    def _governed(self, m: Mention) -> bool:
        return governed(self.page, m) or (m.first > 0 and self.norms[m.first - 1] in self.words.supported)

    def _unknown(self, first: int, last: int) -> bool:
        """Whether a subject that is none of the cast stands there: «وانسحب المقاتلون من …»."""
        return any(
            (self.norms[k].startswith("ال") or self.norms[k].endswith("ون"))
            and self.ground.date_at(k) is None
            and self.norms[k] not in self.words.light
            for k in range(first, last)
        )

    def _forces(self, k: int) -> bool:
        norm = self.norms[k]
        return norm in self.words.subject_forces or norm.removeprefix("ال") in self.words.subject_forces

    def _joined(self, m: Mention, limit: int) -> tuple[int, ...]:
        actors, end = list(m.actors), m.last
        for other in self.ground.mentions_within(end, limit):
            if other.first != end or not self.norms[end].startswith("و") or other.prefix != 1:
                break
            actors += other.actors
            end = other.last
        return tuple(dict.fromkeys(actors))

    def _by_adjective(self, first: int, last: int) -> tuple[int, ...]:
        """«القوات الروسية» where nobody of that name is in the cast: the state, where it is."""
        for k in range(first, last):
            for hit in self.page.hits.get(k, ()):
                member = self.by_country.get(hit.entry.country) if hit.entry.kind == "adjective" else None
                if member is not None:
                    return (member,)
        return ()

    def _subject_before(self, i: int, form: ActForm) -> tuple[tuple[int, ...], bool]:
        """«روسيا سحبت …», «وكانت موسكو قد سحبت …», «أرسلت أنقرة … وسحبت …»."""
        start = self.ground.segment(i)[0]
        near = self.ground.mentions_within(max(start, i - _BACK), i)
        for m in reversed(near):
            between = self.norms[m.last : i]
            if m.last <= i and all(
                w in self.words.light or self._is_time(m.last + n) for n, w in enumerate(between)
            ):
                return (self._joined_back(m, near), True) if not governed(self.page, m) else ((), False)
            if m.last <= i and between[:1] in (["التي"], ["الذي"]) and len(between) <= 3:
                return (m.actors, True) if self._relates(m, between[0]) else ((), False)
        return self._goes_on(i, form)

    def _goes_on(self, i: int, form: ActForm) -> tuple[tuple[int, ...], bool]:
        """«أرسلت أنقرة … وسحبت …», «وقال الوزير … وسحب …»: who acted or spoke before in the sentence."""
        if not form.prefix or any(f.aspect == "noun" for f in self.words.forms[self.norms[i]]):
            return (), False
        start = self.ground.sentence_bounds(i)[0]
        acted = [f for f in self.found if start <= f.span[0] < i and f.actors and f.act != "infer"]
        return (acted[-1].actors, True) if acted else ((), False)

    def _is_time(self, k: int) -> bool:
        return self.ground.date_at(k) is not None or self.norms[k] in (",", "(", ")")

    def _relates(self, m: Mention, pronoun: str) -> bool:
        """Whether «الذي» or «التي» may take up an actor."""
        member = self.cast[m.actors[0]]
        return (member.gender == "m" or member.kind == "person") == (pronoun == "الذي")

    def _joined_back(self, m: Mention, near: Sequence[Mention]) -> tuple[int, ...]:
        actors = list(m.actors)
        if self.norms[m.first].startswith("و") and m.prefix:
            actors = [a for o in near if o.last == m.first for a in o.actors] + actors
        return tuple(dict.fromkeys(actors))

    def _subject_fits(self, form: ActForm, actors: tuple[int, ...], known: bool) -> bool:
        if "actor" in form.act.subjects or "forces" in form.act.subjects:
            return bool(actors)
        if form.act.itself:
            return True
        if form.act.impersonal and actors and all(self.cast[a].kind == "person" for a in actors):
            return False
        return (known or form.aspect == "noun") and bool(actors)

    # --- verbal nouns

    def _by_noun(self, i: int, form: ActForm, said: Found | None) -> FoundFact | None:
        if form.prefix == "ل":
            return None
        carried = self._carrier(i)
        if carried is not None and carried[0] == "against":
            return None
        if said is not None:
            phase: str | None = "planned" if carried and carried[0] == "planned" else "done"
        else:
            phase = carried[0] if carried else None
        if phase is None:
            return None
        clause = self._clause(i)
        target = self._object(i + 1, clause[1], form)
        if target is None:
            return None
        actors = self._agent(i, target[0]) or (carried[1] if carried else ())
        named = (
            target[1] - target[0] > 1 and not form.act.subjects
        )  # «تم إغلاق معبر نصيب»: nobody need be told
        if not named and not self._subject_fits(form, actors, bool(actors)):
            return None
        announced = carried is not None and self.norms[carried[2]] in ("اعلان", "باعلان")
        if announced and form.act.reported:
            phase = "done"
        first = carried[2] if carried and said is None else i
        fact = self._make(form, phase, (first, i + 1), actors, target, clause)
        if announced:
            fact.doubt = "told as announced"
        if said is not None:
            fact.told_by = said.speakers
            fact.doubt = "known only through those who speak of it"
        return fact

    def _agent(self, i: int, limit: int) -> tuple[int, ...]:
        """The subject of a verbal noun: the actor right after it, or the state of the forces there."""
        following = self.ground.mentions_within(i + 1, min(limit, i + 3))
        for m in following:
            if m.last <= limit and not governed(self.page, m) and (m.first == i + 1 or self._forces(i + 1)):
                return self._joined(m, limit)
        if i + 1 < limit and self._forces(i + 1):
            return self._by_adjective(i + 1, limit)
        return self._by_adjective(i + 1, min(limit, i + 2))

    def _carrier(self, i: int) -> tuple[str, tuple[int, ...], int] | None:
        """The phase that the word before a verbal noun gives it, the actors between the two, and that word's place.

        The phase is `against` where that word speaks against any act.
        """
        start = self.ground.segment(i)[0]
        actors: tuple[int, ...] = ()
        k = i - 1
        while k >= max(start, i - _BACK):
            m = next(
                (m for m in self.ground.mentions_within(max(start, k - 6), k + 1) if m.last == k + 1), None
            )
            if m is not None and not self._carries(k):
                actors = tuple(dict.fromkeys(m.actors + actors))
                k = m.first - 1
                continue
            phase = self.words.carriers.get(self.norms[k]) or self.words.carriers.get(
                self.norms[k].removeprefix("و")
            )
            if phase is not None and self.norms[k] not in ("قرار",):
                return self._checked(phase, k, start, actors)
            if self.norms[k] not in self.words.light and not self._is_time(k):
                return None
            k -= 1
        return None

    def _carries(self, k: int) -> bool:
        return self.norms[k] in self.words.carriers

    def _checked(
        self, phase: str, k: int, start: int, actors: tuple[int, ...]
    ) -> tuple[str, tuple[int, ...], int]:
        before = self.norms[k - 1] if k > start else ""
        before = before[1:] if before[:1] in "وف" and before[1:] in self.words.unreal else before
        if phase == "against" or self.words.carriers.get(before) == "against" or before in self.words.unreal:
            return "against", (), k
        if not actors and self.norms[k].startswith(("ي", "ت", "و")):
            near = self.ground.mentions_within(max(start, k - _SUBJECT_GAP), k)
            if near and near[-1].last == k and not governed(self.page, near[-1]):
                actors = near[-1].actors
        return phase, actors, k

    # --- object, place, date

    def _object(self, first: int, limit: int, form: ActForm) -> Range | None:
        """The noun phrase that the act befalls, of a class its entry names."""
        act = form.act
        limit = min(limit, first + _OBJECT_REACH)
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
            if classes & act.objects and not self._is_subject_head(k, first, limit):
                return self._counted(k, first), self.phrases.end(k, limit)
        return None

    def _inside(self, k: int) -> bool:
        """Whether token `k` is part of an actor's name, past its first word."""
        return any(m.first < k < m.last for m in self.ground.mentions_within(max(0, k - 8), k))

    def _counted(self, k: int, first: int) -> int:
        """Index at which the number before a noun begins, the noun's own where there is none."""
        while k > first and (self.page.tokens[k - 1].kind == NUMBER or self.norms[k - 1] in CARDINALS):
            k -= 1
        return k

    def _itself(self, first: int, limit: int, act: Act) -> Range | None:
        """«دخل اتفاق الهدنة حيز التنفيذ», «الهدنة دخلت حيز …»: the object is the subject, on either side."""
        until = next(k for k in range(first, limit) if self.norms[k] in act.near)
        start = self.ground.segment(first - 1)[0]
        for k in (*range(first, until), *range(first - 2, max(start, first - _BACK) - 1, -1)):
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
            classes = self.phrases.classes(at)
            if classes & form.act.unless:
                return None
            if not form.act.objects or "any" in form.act.objects or classes & form.act.objects:
                return at, self.phrases.end(at, limit)
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

    def _is_subject_head(self, k: int, first: int, limit: int) -> bool:
        """«شنت طائرات التحالف غارات»: forces right after the verb are the subject where another object follows."""
        if k > first or not self._forces(k):
            return False
        return any(self.phrases.classes(n) for n in range(self.phrases.end(k, limit), min(limit, k + 8)))

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
        last = next((k for k in range(first + _SHORT, last) if self.norms[k] == ","), last)
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
            twin = next((n for n, kept in enumerate(out) if self._same(kept, one)), None)
            if twin is None:
                out.append(one)
            elif self._fullness(one) > self._fullness(out[twin]):
                out[twin] = one
        return sorted(out, key=lambda f: f.span)

    def _same(self, a: FoundFact, b: FoundFact) -> bool:
        if a.act != b.act or (a.actors and b.actors and not set(a.actors) & set(b.actors)):
            return False
        if a.date and b.date and a.date != b.date:
            return False
        mine, theirs = (phrase_key(self.page.words(*f.object)) if f.object else frozenset() for f in (a, b))
        return mine <= theirs or theirs <= mine

    def _fullness(self, f: FoundFact) -> tuple[bool, int]:
        return f.span[0] >= self.page.title_end, sum(map(bool, (f.actors, f.place, f.date, f.object)))
