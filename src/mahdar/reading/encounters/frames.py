"""Frames: for each trigger the clause around it, and who takes part by the word order and prepositions of Arabic."""

from __future__ import annotations

from dataclasses import replace

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import WORD
from mahdar.knowledge import bare_forms
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.cast import Member
from mahdar.reading.encounters.antecedents import Antecedents
from mahdar.reading.encounters.arguments import Argument, Clauses, clause_end, clause_start
from mahdar.reading.encounters.dating import Dates
from mahdar.reading.encounters.extras import Extras
from mahdar.reading.encounters.meeting import Frame, Party, Place, Trigger
from mahdar.reading.encounters.places import places_in
from mahdar.reading.encounters.triggers import find_triggers
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.statements import Found

_BEFORE_VERB = frozenset(
    fold(w)
    for w in "قد الذي التي الذين كان كانت وكان سوف أن بأن أنه أنها إنه إنها اليوم أمس مساء صباح أيضا بدوره ، , ( ) #".split()
) | {'"', ","}
_RELATIVE = frozenset(("الذي", "التي", "الذين"))
_PARTNER = frozenset(("مع", "ب", "بين", "من قبل", "بحضور", "أمام"))
_HONORARY = frozenset(("prince", "sheikh", "princess"))
_HEAVY_VERB, _HEAVY_NOUN = 3, 2
_DELEGATIONS = frozenset(("وفدي", "وفدا", "الوفدين", "وفديهما", "وفد"))
_JOURNEYS = frozenset(("زيارة", "جولة", "رحلة"))
_LEADING = frozenset(fold(w) for w in "في ختام أول بدء مستهل ضمن إطار بداية نهاية خلال أثناء".split())
_DURING = frozenset(fold(w) for w in "خلال أثناء في بعد عقب إثر قبل".split())
_HEAVY_DATE, _HEAVY_BEFORE = 4, 5


class FrameReader:
    """Reads the frames of one page."""

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
        self.triggers = [t for t in find_triggers(page) if t.first not in names]
        self.cues = frozenset(f.cue[0] for f in statements)
        self.contents = [f.content for f in statements]
        places = places_in(page, 0, len(page.tokens))
        own = {
            k for m in self.clauses.mentions if m.kind in ("person", "group") for k in range(m.first, m.last)
        }
        self.all_places = [p for p in places if p.first not in own and p.last - 1 not in own]
        towns = {k for p in self.all_places for k in range(p.first, p.last)}
        self.asides = self._asides()
        self.soft = self.clauses.soft() | frozenset(self.dates.tokens) | frozenset(towns)

    def run(self) -> list[Frame]:
        """All frames in the order of the text, those without parties included."""
        frames = [self._frame(n, t) for n, t in enumerate(self.triggers)]
        return [f for f in frames if f is not None]

    def _asides(self) -> list[tuple[int, int]]:
        """Relative clauses between a mention and a comma («كارتر الذي يقوم بجولة في المنطقة، …»)."""
        out = []
        ends = {m.last for m in self.clauses.mentions}
        for k, norm in enumerate(self.page.norms):
            if norm in _RELATIVE and (k in ends or self.page.norms[k - 1] == "," and k - 1 in ends):
                comma = next(
                    (
                        j
                        for j in range(k, min(k + 16, len(self.page.norms)))
                        if self.page.norms[j] in (",", ".", "\n")
                    ),
                    None,
                )
                if comma is not None and self.page.norms[comma] == ",":
                    out.append((k, comma + 1))
        return out

    def _aside_at(self, k: int, t: Trigger) -> tuple[int, int] | None:
        return next((a for a in self.asides if a[0] <= k < a[1] and not a[0] <= t.first < a[1]), None)

    # --- one trigger

    def _frame(self, n: int, t: Trigger) -> Frame | None:
        first, last = self._clause(t)
        status = self._status(t, first, last)
        if status is None:
            return None
        stop_at = self._argument_end(n, t, last)
        frame = Frame(t, (first, last), status, sure=status != "held" or t.aspect == "past")
        readers = {"visit": self._visit}
        readers.get(t.kind, self._between)(frame, first, stop_at)
        lead = next((p.actor for p in frame.parties if p.part in ("subject", "traveller", "pronoun")), None)
        if lead is not None:
            self.antecedents.acted.append((t.verb_at, lead))
        frame.bare = not frame.parties
        frame.places = self._places(t, first, last)
        near = [o for o in self.triggers[max(0, n - 4) : n + 5] if o is not t and not self._same_phrase(o, t)]
        telling = t.aspect == "present" and t.first >= self.page.title_end
        tense = "future" if status == "planned" or telling else "past"
        frame.when = self.dates.of(t, *self._date_range(t, first, last), near, tense)
        return frame

    def _same_phrase(self, a: Trigger, b: Trigger) -> bool:
        return a.light is not None and a.light == b.light

    def _clause(self, t: Trigger) -> tuple[int, int]:
        """The clause: within the sentence and, inside attributed content, within the content."""
        sentence = self.page.sentences[self.page.sentence_of[t.first]]
        floor, limit = sentence.first, sentence.last
        inside = [c for c in self.contents if c[0] <= t.first < c[1]]
        if inside:
            floor, limit = max(floor, inside[-1][0]), min(limit, inside[-1][1])
        breaks = frozenset(k for k in self.cues if k > t.last)
        start = clause_start(self.page, min(t.verb_at, t.first), floor, self.cues, self.words.lists["stop"])
        end = clause_end(self.page, t.last, limit, breaks, self.words.lists["stop"])
        return start, end

    def _argument_end(self, n: int, t: Trigger, last: int) -> int:
        """Arguments end before the next trigger that has its own, or the next relative clause."""
        end = last
        for o in self.triggers[n + 1 :]:
            if o.first >= end:
                break
            if (o.light is not None and o.light == t.light) or (o.word.verbal and "مع" in o.word.needs):
                continue
            end = min(end, max(o.verb_at, t.last) if o.verb_at > t.last else o.first)
            break
        seen = False
        for k in range(t.last, end):
            if self.page.norms[k] in _RELATIVE:
                if self._aside_at(k, t):
                    continue
                if t.light is not None and t.light in (k + 1, k + 2):
                    continue
                if seen:
                    return k
            if any(m.first <= k < m.last for m in self.clauses.within(max(0, k - 14), k + 1)):
                seen = True
        return end

    def _status(self, t: Trigger, first: int, last: int) -> str | None:
        lists = self.words.lists
        before = self.page.norms[max(first, t.verb_at - 4) : t.verb_at]
        near = self.page.norms[max(first, t.first - 3) : t.first] if t.light is not None else []
        if t.light is not None and t.light > t.first:
            near = []
        around = [*before, *near]
        if any(w in lists["cancelled"] for w in around):
            return "cancelled"
        if any(
            w
            in (
                "لم",
                "لن",
                "عدم",
                "دون",
                "بدون",
                "لو",
                "اذا",
                "ضروره",
                "يمكن",
                "امكانيه",
                "احتمال",
                "يجب",
                "ينبغي",
            )
            for w in around[-4:]
        ):
            return None
        if t.aspect == "future" or any(
            w in lists["planned"] for w in [*around, *self.page.norms[t.last : t.last + 2]]
        ):
            return "planned"
        if t.prefix[-1:] == "ل" or (
            t.light is not None and self.page.norms[t.light][:1] == "ل" and self.page.norms[t.light] != "ل"
        ):
            return "planned" if not t.pronoun else "held"
        return "held"

    def _coming(self, first: int, last: int) -> bool:
        """«زيارة فلان اليوم … ستشهد»: the clause is in the future."""
        return any(w in self.words.lists["coming"] for w in self.page.norms[first:last])

    # --- who

    def _after(self, t: Trigger, end: int, allowed: int) -> list[Argument]:
        """The arguments that follow a trigger, as far as the words hang together."""
        start = max(t.last, (t.light or 0) + 1)
        asides = [
            a
            for a in self.asides
            if start <= a[0] < end and not a[0] <= t.first < a[1] and not a[0] <= (t.light or 0) < a[1]
        ]
        hidden = frozenset(k for a in asides for k in range(*a))
        stop = self.clauses.linked_end(start, end, self.soft | hidden, allowed)
        heads = frozenset((t.last - 1, t.first, *((t.light,) if t.light is not None else ())))
        return [a for a in self.clauses.arguments(start, stop, heads) if a.mention.first not in hidden]

    def _between(self, frame: Frame, first: int, end: int) -> None:
        """Meetings, calls, messages, agreements: subject, object, partners."""
        t = frame.trigger
        after = self._after(t, end, _HEAVY_VERB if t.word.verbal or t.light is not None else _HEAVY_NOUN)
        partners = self._members([a for a in after if self._may_partner(a, t)], after)
        needed = t.word.needs - {"pair"}
        if (
            needed
            and not any(a.lead in needed for a in partners)
            and not ("pair" in t.word.needs and t.number == "d")
        ):
            return
        bare = [
            g for g in _groups(after, self.page) if g[0].lead == "" and self._may_take_part(g[0].mention, t)
        ]
        if not t.word.verbal and t.light is None and bare and not self._adjacent(bare[0][0].mention, t):
            bare = []
        subject: list[int] = []
        told = any(a.lead == "بين" for a in partners) and not t.word.verbal
        if (t.word.verbal or t.light is not None) and not t.impersonal and not told:
            subject = self._subject(t, first, bare, any(a.lead == "مع" for a in partners))
        objects = self._objects(t, [g for g in bare if not any(a.mention.actors[0] in subject for a in g)])
        pronouns = self._pronouns(t, subject)
        named = [a.mention.actors[0] for a in partners] + [a.mention.actors[0] for g in objects for a in g]
        if not subject and not pronouns and self._needs_subject(t, partners, objects):
            gender = None if t.light is not None and t.light > t.first else t.gender
            subject = list(self.antecedents.of(t.verb_at, gender, t.number == "d", tuple(named)))
        if not (subject or pronouns or partners or objects) and not t.definite and not t.word.verbal:
            subject = self._joint(t, first)
        frame.parties += [Party(actor, "subject") for actor in subject]
        frame.parties += [Party(actor, "pronoun") for actor in pronouns]
        for a in (a for group in objects for a in group):
            self._add(frame, a, "object")
        for a in partners:
            self._add(frame, a, "attendee" if a.lead == "بحضور" else "partner")
        if len(frame.actors) == 1 and len(partners) == 1 and t.kind in ("agreement", "meeting"):
            frame.parties += self._own_side(t, partners[0])
        self._principals(frame)
        frame.attendance = t.light_word == "حضر" and t.definite and not t.pronoun

    def _add(self, frame: Frame, a: Argument, part: str) -> None:
        if accompanying(self.page, a.mention):
            frame.open = True
            return
        for actor in a.mention.actors:
            frame.parties.append(Party(actor, part, a.mention))

    def _members(self, partners: list[Argument], after: list[Argument]) -> list[Argument]:
        """«القوى العظمى (الصين، الولايات المتحدة …)»: the members told in brackets stand for the body."""
        out: list[Argument] = []
        for a in partners:
            at = a.mention.last
            if a.mention.kind == "group" and self.page.norms[at : at + 1] in (["("], [")"]):
                close = next(
                    (
                        k
                        for k in range(at + 1, min(at + 24, len(self.page.norms)))
                        if self.page.norms[k] in ("(", ")")
                    ),
                    at,
                )
                inner = [
                    b for b in self.clauses.arguments(at, close, frozenset()) if b.mention.kind == "country"
                ]
                if len(inner) > 1:
                    out += [Argument(b.mention, a.lead, True) for b in inner]
                    continue
            out.append(a)
        return out

    def _own_side(self, t: Trigger, partner: Argument) -> list[Party]:
        """«هناك تفاهم مع الوكالة»: the other party is the state of the one who says so."""
        m = partner.mention
        if m.kind not in ("group", "institution") or t.kind == "meeting" and m.kind != "group":
            return []
        for actor in self.antecedents.speaker_around(t.first):
            country = self.cast[actor].country
            if self.cast[actor].kind == "person" and country and len(country) == 2 and country != m.country:
                state = self.extras.state(country)
                return [Party(state, "own side")] if country not in ("UN", "EU") else []
        return []

    def _principals(self, frame: Frame) -> None:
        """Talks with a body of states are between states, whoever the clause is about."""
        if frame.kind != "meeting" or frame.trigger.word.word not in ("مفاوضات", "تفاوض"):
            return
        bodies = [p for p in frame.parties if p.part == "partner"]
        if not bodies or any(
            self.cast[p.actor].kind not in ("group", "country") or self._officials(p) for p in bodies
        ):
            return
        for party in frame.parties:
            member = self.cast[party.actor]
            if (
                party.part == "subject"
                and member.kind == "person"
                and member.country
                and party.mention is None
            ):
                party.actor = self.extras.state(member.country)

    def _officials(self, party: Party) -> bool:
        m = party.mention
        return (
            m is not None
            and m.kind == "group"
            and any(b in self.words.lists["people"] for _, b in bare_forms(self.page.norms[m.first]))
        )

    def _objects(self, t: Trigger, bare: list[list[Argument]]) -> list[list[Argument]]:
        """Bare mentions that are the other party: a verb's object, a noun's genitive, «جمع فلانا …»."""
        if t.kind == "agreement":
            return bare[:2] if t.light is not None and not t.impersonal else []
        if not t.word.verbal and t.definite and not t.pronoun and t.light is None:
            return []
        if t.word.verbal:
            return bare[:1] if t.word.object else []
        if t.light_word in ("جمع", "ضم") or t.pronoun or t.word.host:
            return bare[: 2 if t.word.host else 1]
        return bare[:1] if bare and self._adjacent(bare[0][0].mention, t) else []

    def _needs_subject(self, t: Trigger, partners: list[Argument], objects: list[list[Argument]]) -> bool:
        others = [a for a in partners if a.lead != "بحضور"]
        if t.impersonal:
            return any(a.lead == "مع" for a in others) and not objects
        if t.kind == "message" and t.light is None:
            return any(a.lead in ("ل", "إلى") for a in others)
        if any(a.lead == "بين" for a in others) or t.light_word in ("جمع", "ضم"):
            return False
        if t.word.verbal:
            return bool(partners or objects) or t.number == "d"
        if t.light is not None:
            return bool(partners or objects)
        if t.prefix[-1:] == "ل" and (objects or others):
            return True
        return bool(others) and not objects and t.kind in ("meeting", "call")

    def _pronouns(self, t: Trigger, subject: list[int]) -> list[int]:
        pronoun = t.pronoun
        if t.light_pronoun and t.light_word in ("جمع", "ضم"):
            pronoun = t.light_pronoun
        if pronoun in ("نا", "ي"):
            return list(self.antecedents.speaker_around(t.first))[:1]
        if pronoun in (None, "ني"):
            return []
        gender = {"ه": "m", "ها": "f"}.get(pronoun or "")
        plural = pronoun in ("هم", "هما", "هن")
        at = t.first if t.pronoun else t.verb_at
        return list(self.antecedents.of(at, gender, plural, tuple(subject)))

    def _joint(self, t: Trigger, first: int) -> list[int]:
        """«أ وب اتفقا خلال اتصال هاتفي»: two joined before, for an encounter told without its parties."""
        if self.page.norms[t.first - 1] not in _DURING:
            return []
        groups = _groups(self.clauses.arguments(max(0, first - 12), t.first, frozenset()), self.page)
        for group in reversed(groups):
            people = [x for a in group for x in a.mention.actors if self.cast[x].kind == "person"]
            if len(people) >= 2 and group[0].lead in ("", "بين"):
                return people
        return []

    def _adjacent(self, m: Mention, t: Trigger) -> bool:
        """Nothing but honorifics and one adjective between the noun and the mention."""
        known = self.page.knowledge.function_words
        return all(
            k in self.soft or self.page.norms[k] in known or self.page.norms[k] == ","
            for k in range(t.last + (not t.pronoun and not t.definite), m.first)
        )

    def _may_take_part(self, m: Mention, t: Trigger) -> bool:
        if t.kind == "agreement":
            return True
        if m.kind in ("person", "group", "pair"):
            return True
        return m.kind == "institution" and (m.entry is None or m.entry.kind == "organization")

    def _may_partner(self, a: Argument, t: Trigger) -> bool:
        m, lead = a.mention, a.lead
        if lead not in _PARTNER and lead not in t.word.with_:
            return False
        if lead == "ب" and m.kind in ("country", "institution"):
            return False
        if lead == "ل" and m.kind not in ("person", "group", "institution"):
            return False
        if m.kind == "pair" and lead == "بين":
            return all(k in self.soft or self.page.norms[k] in ("بين",) for k in range(t.last, m.first))
        if m.kind == "institution" and m.entry is not None and m.entry.kind in ("outlet", "agency"):
            return False
        return not (lead == "أمام" and m.kind in ("country", "person"))

    def _subject(self, t: Trigger, first: int, bare: list[list[Argument]], with_: bool) -> list[int]:
        """The subject of the finite verb: before it in a relative clause or headline, else the first bare mention."""
        at = t.verb_at
        if t.light is not None and t.light < t.first:
            middle = [
                g
                for g in _groups(self.clauses.arguments(at + 1, t.first, frozenset((at,))), self.page)
                if g[0].lead == ""
            ]
            middle = [
                g
                for g in middle
                if self._may_take_part(g[0].mention, t) or t.kind in ("agreement", "message")
            ]
            if middle:
                return [x for a in middle[0] for x in a.mention.actors]
        before = self._before(at, first)
        relative = bool(before) and self._relative(before[-1], at)
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

    def _relative(self, m: Mention, at: int) -> bool:
        return any(w in _RELATIVE for w in self.page.norms[m.last : at])

    def _before(self, at: int, first: int) -> list[Mention]:
        """The subject that stands before a verb, with those joined to it."""
        near = [m for m in self.clauses.within(max(0, first - 16), at) if m.last <= at]
        if not near:
            return []
        m = near[-1]
        between = [w for k, w in enumerate(self.page.norms[m.last : at], m.last) if k not in self.soft]
        if len(between) > 8 or any(w not in _BEFORE_VERB for w in between):
            return []
        args = self.clauses.arguments(near[max(0, len(near) - 5)].first, at, frozenset())
        groups = _groups(args, self.page)
        group = groups[-1] if groups else []
        if self._relative(m, at):
            return [m]
        return [a.mention for a in group] if group and group[0].lead == "" else []

    # --- visits

    def _visit(self, frame: Frame, first: int, end: int) -> None:
        t = frame.trigger
        after = self._after(t, end, _HEAVY_VERB)
        bare = [
            g
            for g in _groups(after, self.page)
            if g[0].lead == "" and g[0].mention.kind in ("person", "group")
        ]
        travellers, inviters = self._invited(t, first)
        if travellers:
            frame.status, frame.sure = "planned", True
            frame.parties += [Party(actor, "host") for actor in inviters]
        if not travellers and (t.word.verbal or t.light is not None):
            travellers = self._subject(t, first, bare[:2], False)
            if not travellers and bare and t.word.verbal:
                travellers = [x for a in bare[0] for x in a.mention.actors]
        if not travellers and not t.word.verbal and bare and self._adjacent(bare[0][0].mention, t):
            travellers = [x for a in bare[0] for x in a.mention.actors]
        gender = {"ه": "m", "ها": "f"}.get(t.pronoun or "", t.gender)
        there = self._citizens(t, end)
        if not travellers and t.pronoun and not t.word.verbal:
            if t.pronoun in ("نا", "ي"):
                travellers = list(self.antecedents.speaker_around(t.first))
            else:
                travellers = list(self.antecedents.of(t.first, gender, t.pronoun in ("هم", "هما"), there))
        if not travellers and (t.word.verbal or t.light is not None) and not t.impersonal:
            travellers = list(self.antecedents.of(t.verb_at, gender, t.number in ("d", "p"), there))
        if (
            not travellers
            and not t.word.verbal
            and not t.definite
            and t.word.word in _JOURNEYS
            and self._led(t)
        ):
            travellers = list(self.antecedents.of(t.first, None, False, there))
        for actor in travellers:
            if self.cast[actor].kind == "person" or self._people(actor):
                frame.parties.append(Party(actor, "traveller"))
        for a in after:
            if a.lead in ("بدعوة", "من قبل") and a.mention.kind == "person":
                self._add(frame, a, "host")
            elif a.lead == "بحضور" and a.mention.kind in ("person", "group"):
                self._add(frame, a, "traveller")

    def _led(self, t: Trigger) -> bool:
        """«في زيارة», «ختام جولة», «في أول زيارة»: a journey of the one the clause is about."""
        return any(w in _LEADING for w in self.page.norms[max(0, t.first - 3) : t.first])

    def _citizens(self, t: Trigger, end: int) -> tuple[int, ...]:
        """Those of the country that a visit leads to: they do not travel there."""
        place = next(
            (p for p in self.all_places if t.last <= p.first < end and p.lead in ("إلى", "ل", "")), None
        )
        if place is None or place.country is None:
            return ()
        return tuple(i for i, member in enumerate(self.cast) if member.country == place.country)

    def _people(self, actor: int) -> bool:
        """A group of people, not of states."""
        member = self.cast[actor]
        name = fold(member.names[0][0]) if member.names else ""
        return member.kind == "group" and not name.startswith(("دول", "الدول"))

    def _invited(self, t: Trigger, first: int) -> tuple[list[int], list[int]]:
        """«دعا فلانا إلى زيارة …», «دعوة لفلان لزيارة …»: the one invited travels; and who invites."""
        norms = self.page.norms
        if t.word.verbal or not (t.prefix[-1:] == "ل" or norms[t.first - 1 : t.first] == ["الي"]):
            return [], []
        for k in range(t.first - 1, max(first - 4, t.first - 16, -1), -1):
            if not any(bare in self.words.lists["inviting"] for _, bare in bare_forms(norms[k])):
                continue
            near = self.clauses.within(max(0, k - 8), t.first)
            people = [m for m in near if m.kind in ("person", "group", "pair")]
            invited = [m for m in people if m.first > k]
            received = any(w in ("تلقي", "تلقت", "قبل") for w in norms[max(0, k - 4) : k])
            if received and people:
                return list(people[0].actors), []
            if not invited:
                return [], []
            traveller = list(invited[-1].actors)
            others = [
                m.actors[0] for m in people if m.actors[0] not in traveller and m.last <= invited[-1].first
            ]
            return traveller, others[-1:]
        return [], []

    # --- when and where

    def _date_range(self, t: Trigger, first: int, last: int) -> tuple[int, int]:
        """Tokens in which a date belongs to the trigger: what hangs together with it, and what stands before it."""
        start = max(t.last, (t.light or 0) + 1)
        end = self.clauses.linked_end(start, last, self.soft, _HEAVY_DATE)
        floor = t.verb_at
        if t.kind == "agreement" and t.light is None:
            return t.last, end
        for d_first, d_last, _ in reversed(self.dates.found):
            if (
                first <= d_first
                and d_last <= t.verb_at
                and self.clauses.linked_end(d_last, t.verb_at + 1, self.soft | {t.verb_at}, _HEAVY_BEFORE)
                > t.verb_at
            ):
                floor = d_first
        return floor, end

    def _places(self, t: Trigger, first: int, last: int) -> list[Place]:
        """Places that hang together with the trigger, those after it first."""
        allowed = _HEAVY_VERB if t.word.verbal or t.light is not None or t.pronoun else 1
        end = self.clauses.linked_end(max(t.last, (t.light or 0) + 1), last, self.soft, allowed)
        after = [p for p in self.all_places if t.first < p.first < end]
        before = [p for p in self.all_places if first <= p.first and p.last <= t.first]
        before = [
            p
            for p in before
            if self.clauses.linked_end(p.last, t.first + 1, self.soft | {t.first}, 4) > t.first
        ]
        if t.kind != "meeting":
            return after + before
        return [
            replace(p, lead="في") if p.lead == "" and (p.first == t.last or self._venue_of(t, p)) else p
            for p in (after + before)
        ]

    def _venue_of(self, t: Trigger, place: Place) -> bool:
        """«تستضيف جدة القمة», «شهدت موسكو الاجتماع», «القمة التي تستضيفها سنغافورة»."""
        if t.light_word not in ("استضاف", "احتضن", "شهد") or t.light is None:
            return False
        return t.light < place.first and place.first - t.light <= 4


def _groups(args: list[Argument], page: Page) -> list[list[Argument]]:
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
    return b.name is None or b.title is None or b.title.cls in _HONORARY


def accompanying(page: Page, m: Mention) -> bool:
    """«والوفد المرافق له»: who comes with a party and is not named."""
    words = page.norms[m.first : m.last + 2]
    if m.kind != "group":
        return False
    return words[0][m.prefix :] in _DELEGATIONS or any(w.startswith(("المرافق", "مرافق")) for w in words)
