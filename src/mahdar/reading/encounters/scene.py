"""The scene: one page as the readers of encounters share it, with its mentions, words, dates, places and triggers."""

from __future__ import annotations

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import WORD
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.cast import Member
from mahdar.reading.encounters.antecedents import Antecedents
from mahdar.reading.encounters.arguments import Argument, Clauses
from mahdar.reading.encounters.dating import Dates
from mahdar.reading.encounters.extras import Extras
from mahdar.reading.encounters.meeting import Place, Trigger
from mahdar.reading.encounters.places import places_in
from mahdar.reading.encounters.triggers import find_triggers
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.names import likely_name
from mahdar.reading.page import Page
from mahdar.reading.ranges import starting_in

RELATIVE = frozenset(("الذي", "التي", "الذين"))
_BEFORE_VERB = frozenset(
    fold(w)
    for w in (
        "قد الذي التي الذين كان كانت وكان سوف أن بأن أنه أنها إنه إنها اليوم أمس مساء صباح أيضا بدوره ( ) #"
    ).split()
) | {'"', ","}
_HONORARY = frozenset(("prince", "sheikh", "princess"))
_ASIDE = 16


class Scene:
    """What all readers of encounters look at."""

    def __init__(
        self, page: Page, mentions: list[Mention], cast: list[Member], statements: list[Found]
    ) -> None:
        self.page = page
        self.cast = cast
        self.extras = Extras(page, mentions, cast)
        self.clauses = Clauses(page, self.extras.run())
        self.antecedents = Antecedents(page, self.clauses, cast, statements)
        self.dates = Dates(page)
        self.words = meeting_words(page.knowledge)
        names = {
            k
            for m in self.clauses.mentions
            if m.kind in ("person", "country")
            for k in range(m.first, m.last)
        }
        self.triggers = [t for t in find_triggers(page) if t.first not in names and not self._town(t)]
        self.cues = frozenset(f.cue[0] for f in statements)
        self.acts = {f.content[0]: f.act for f in statements}
        self._content: dict[int, tuple[int, int]] = {}
        for f in statements:
            self._content.update(dict.fromkeys(range(*f.content), f.content))
        places = places_in(page, 0, len(page.tokens))
        own = {
            k for m in self.clauses.mentions if m.kind in ("person", "group") for k in range(m.first, m.last)
        }
        self.all_places = [p for p in places if p.first not in own and p.last - 1 not in own]
        towns = {k for p in self.all_places for k in range(p.first, p.last)}
        self._place_starts = [p.first for p in self.all_places]
        self._trigger_starts = [t.first for t in self.triggers]
        self.asides = self._asides()
        self._aside_starts = [a[0] for a in self.asides]
        self.clauses.end_at({p.last for p in self.all_places} | {last for _, last, _ in self.dates.found})
        self.soft = self.clauses.soft() | frozenset(self.dates.tokens) | frozenset(towns)

    def _town(self, t: Trigger) -> bool:
        """«عدن» is written like a form of «عاد»."""
        hits = self.page.hits.get(t.first, ())
        return t.word.verbal and any(h.entry.kind == "place" and h.entry.detail != "city?" for h in hits)

    def _asides(self) -> list[tuple[int, int]]:
        """Relative clauses between a mention and a comma («كارتر الذي يقوم بجولة في المنطقة، …»)."""
        out = []
        ends = {m.last for m in self.clauses.mentions} | {t.last for t in self.triggers if t.definite}
        for k, norm in enumerate(self.page.norms):
            if norm in RELATIVE and (k in ends or (self.page.norms[k - 1] == "," and k - 1 in ends)):
                comma = next(
                    (
                        j
                        for j in range(k, min(k + _ASIDE, len(self.page.norms)))
                        if self.page.norms[j] in (",", ".", "\n")
                    ),
                    None,
                )
                if comma is not None and self.page.norms[comma] == ",":
                    out.append((k, comma + 1))
        return out

    def aside_at(self, k: int, t: Trigger) -> tuple[int, int] | None:
        """The relative clause that token `k` stands in and the trigger does not, None where there is none."""
        near = self._asides_in(k - _ASIDE - 1, k + 1)
        return next((a for a in near if a[0] <= k < a[1] and not a[0] <= t.first < a[1]), None)

    def _asides_in(self, first: int, last: int) -> list[tuple[int, int]]:
        return starting_in(self.asides, self._aside_starts, first, last)

    def content_at(self, k: int) -> tuple[int, int] | None:
        """The attributed content that token `k` stands in, None where it stands in none."""
        return self._content.get(k)

    def places(self, first: int, last: int) -> list[Place]:
        """The places that begin in tokens [first, last)."""
        return starting_in(self.all_places, self._place_starts, first, last)

    def triggers_in(self, first: int, last: int) -> list[Trigger]:
        """The triggers that begin in tokens [first, last)."""
        return starting_in(self.triggers, self._trigger_starts, first, last)

    def after(self, t: Trigger, end: int, allowed: int) -> list[Argument]:
        """The arguments that follow a trigger, as far as the words hang together."""
        start = max(t.last, (t.light or 0) + 1)
        asides = [
            a
            for a in self._asides_in(start, end)
            if not a[0] <= t.first < a[1] and not a[0] <= (t.light or 0) < a[1]
        ]
        hidden = frozenset(k for a in asides for k in range(*a))
        soft = hidden | {k for k in range(start, end) if k in self.soft}
        stop = self.clauses.linked_end(start, end, soft, allowed)
        heads = {t.last - 1, t.first, *((t.light,) if t.light is not None else ())}
        if not (t.word.verbal or t.definite or t.pronoun) and self._adjective(t.last):
            heads.add(t.last)  # «لقاء ثلاثي»
        return [
            a for a in self.clauses.arguments(start, stop, frozenset(heads)) if a.mention.first not in hidden
        ]

    def _adjective(self, k: int) -> bool:
        """A plain word that ends like «ثلاثي», «ثلاثية»."""
        norms = self.page.norms
        if k >= len(norms) or norms[k] in self.page.knowledge.function_words:
            return False
        told = norms[k].endswith(("ي", "يه")) and not norms[k].startswith("ي")
        return told and not self.page.hits.get(k)

    def may_take_part(self, m: Mention, t: Trigger) -> bool:
        """Whether a bare mention can be a party: people, and for agreements bodies and states."""
        if t.kind == "agreement":
            return True
        if m.kind in ("person", "group", "pair"):
            return True
        return m.kind == "institution" and (m.entry is None or m.entry.kind == "organization")

    def subject(self, t: Trigger, first: int, bare: list[list[Argument]], with_: bool) -> list[int]:
        """The subject of the finite verb: before it in a relative clause or headline, else the first bare mention."""
        at = t.verb_at
        if t.light is not None and t.light < t.first:
            middle = [
                g
                for g in groups(self.clauses.arguments(at + 1, t.first, frozenset((at,))), self.page)
                if g[0].lead == ""
            ]
            middle = [
                g
                for g in middle
                if self.may_take_part(g[0].mention, t)
                or t.kind in ("agreement", "message")
                or (len(g) > 1 and all(a.mention.kind == "country" for a in g))
            ]
            if middle:
                return [x for a in middle[0] for x in a.mention.actors]
        opens = self.page.norms[at][:1] in ("و", "ف") and self.opens_clause(t)
        before = [] if opens else self.before(at, first)
        relative = bool(before) and self.relative(before[-1], at)
        if (
            not (t.light is not None and t.light < t.first)
            and not relative
            and (not before or len(bare) >= 2)
        ):
            alone = not t.word.object or t.light is not None or bool(t.pronoun) or with_
            if bare and (len(bare) >= 2 or alone):
                group = bare.pop(0)
                return [x for a in group for x in a.mention.actors]
        return [x for m in before for x in m.actors]

    def opens_clause(self, t: Trigger) -> bool:
        """«والتقى»: a verb with و written onto it begins its clause; nothing before is its subject."""
        return bool(t.prefix) if t.light is None else self.page.norms[t.light] not in self.words.light

    def believable(self, m: Mention) -> bool:
        """Whether a mention of a person is one: it has a title, is known, or its words are names."""
        if m.kind != "person" or not m.actors:
            return True
        member = self.cast[m.actors[0]]
        if m.title or member.role or member.entry or m.name is None:
            return True
        return any(
            likely_name(w[m.name_prefix if k == 0 else 0 :])
            for k, w in enumerate(self.page.norms[m.name[0] : m.name[1]])
        )

    def relative(self, m: Mention, at: int) -> bool:
        """Whether a relative pronoun stands between a mention and the verb at token `at`."""
        return any(w in RELATIVE for w in self.page.norms[m.last : at])

    def before(self, at: int, first: int) -> list[Mention]:
        """The subject that stands before a verb, with those joined to it."""
        near = [m for m in self.clauses.within(max(0, first - 16), at) if m.last <= at]
        if not near:
            return []
        m = near[-1]
        between = [w for k, w in enumerate(self.page.norms[m.last : at], m.last) if k not in self.soft]
        if len(between) > 8 or any(w not in _BEFORE_VERB for w in between):
            return []
        args = self.clauses.arguments(near[max(0, len(near) - 5)].first, at, frozenset())
        found = groups(args, self.page)
        group = found[-1] if found else []
        if self.relative(m, at):
            return [m]
        return [a.mention for a in group] if group and group[0].lead in ("", "?") else []


def groups(args: list[Argument], page: Page) -> list[list[Argument]]:
    """Arguments joined by و, and appositions, taken together."""
    out: list[list[Argument]] = []
    tail = 0
    for a in args:
        if out and a.joined:
            out[-1].append(a)
        elif out and _apposition(out[-1][-1], a, tail, page):
            pass
        else:
            out.append([a])
        tail = a.mention.last
    return out


def _apposition(before: Argument, a: Argument, tail: int, page: Page) -> bool:
    """«الأمير فلان ولي العهد نائب رئيس مجلس الوزراء»: titles without a name after one named, of no other country.

    `tail` is where the mention or apposition before ends.
    """
    m, b = a.mention, before.mention
    if (
        m.kind != "person"
        or b.kind != "person"
        or m.name is not None
        or (page.norms[m.first][:1] == "و" and m.prefix)
    ):
        return False
    gap = range(tail, m.first)
    if len(gap) > 3 or any(page.tokens[k].kind != WORD and page.norms[k] != "," for k in gap):
        return False
    if any(
        page.norms[k] in page.knowledge.function_words or page.norms[k] in page.knowledge.verbs for k in gap
    ):
        return False
    if tail > b.last:
        return True
    if a.lead or (m.country and b.country and m.country != b.country):
        return False
    if b.name is not None and b.role is not None and b.role[0] >= b.name[1] and m.first == tail:
        return True  # «فلان ولي عهد أبوظبي نائب القائد الأعلى»
    if m.title and b.title and m.title.cls == b.title.cls and m.country == b.country and m.number == "s":
        return True  # «الرئيس فلان رئيس الجمهورية»
    return b.name is None or b.title is None or b.title.cls in _HONORARY
