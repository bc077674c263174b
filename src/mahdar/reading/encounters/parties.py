"""Parties: who takes part in a meeting, call, message or agreement, by the word order and prepositions of Arabic."""

from __future__ import annotations

from mahdar.arabic.fold import fold
from mahdar.knowledge import bare_forms
from mahdar.reading.encounters.arguments import Argument
from mahdar.reading.encounters.meeting import Frame, Party, Trigger
from mahdar.reading.encounters.scene import Scene, groups
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

_BESIDE = frozenset(("من قبل", "بحضور"))
_GREETERS = ("مستقبلي", "مودعي")
_GREETING = 5
_TALKS = frozenset(("مفاوضات", "محادثات", "مباحثات", "مشاورات", "حوار"))
_PARTNER = frozenset(("مع", "ب", "بين", "من قبل", "بحضور", "أمام"))
_HEAVY_VERB, _HEAVY_NOUN = 3, 2
_DURING = frozenset(fold(w) for w in "خلال أثناء في بعد عقب إثر قبل".split())
_DELEGATIONS = frozenset(("وفدي", "الوفدين", "وفديهما"))


class PartyReader:
    """Reads the parties of one trigger after another."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def read(self, frame: Frame, first: int, end: int) -> None:
        """Add to a frame its subject, object and partners.

        Args:
            frame: the frame of a meeting, call, message or agreement.
            first: where its clause begins.
            end: where its arguments end.
        """
        t = frame.trigger
        if self._greeting(t):
            frame.parties += self._greeted(t)
            frame.sure = True
            return
        if t.word.word in _GREETERS:
            return
        after = self.scene.after(t, end, _HEAVY_VERB if t.word.verbal or t.light is not None else _HEAVY_NOUN)
        middle = self._middle(t)
        partners = self._members([a for a in (*middle, *after) if self._may_partner(a, t)])
        needed = t.word.needs - {"pair"}
        alone = bool(needed) and not any(a.lead in needed for a in partners)
        if alone and "pair" not in t.word.needs:
            return
        bare = [
            g
            for g in groups(after, self.scene.page)
            if g[0].lead == "" and self.scene.may_take_part(g[0].mention, t)
        ]
        if not t.word.verbal and t.light is None and bare and not self._adjacent(bare[0][0].mention, t):
            bare = []
        subject: list[int] = []
        told = any(a.lead == "بين" for a in partners) and not t.word.verbal
        if (t.word.verbal or t.light is not None) and not t.impersonal and not told:
            subject = self.scene.subject(t, first, bare, any(a.lead == "مع" for a in partners))
        if t.word.verbal and t.word.object and not subject and len(bare) == 1 and self._thing_after(bare[0]):
            return
        objects = self._objects(t, [g for g in bare if not any(a.mention.actors[0] in subject for a in g)])
        pronouns = self._pronouns(t, subject)
        named = [a.mention.actors[0] for a in partners] + [a.mention.actors[0] for g in objects for a in g]
        if not subject and not pronouns and self._needs_subject(t, partners, objects):
            gender = None if t.light is not None and t.light > t.first else t.gender
            subject = list(self.scene.antecedents.of(t.verb_at, gender, t.number == "d", tuple(named)))
        if not (subject or pronouns or partners or objects) and not t.definite and not t.word.verbal:
            subject = self._joint(t, first)
        if t.pronoun and t.prefix[-1:] == "ل" and len(pronouns) == 1 and not (objects or partners or subject):
            subject = self._awaiting(t, first, pronouns[0])
            if subject and subject[0] == pronouns[0]:
                pronouns = list(self.scene.antecedents.of(t.first, None, False, tuple(subject)))
            frame.status, frame.sure = "planned", True
        frame.parties += [Party(actor, "subject") for actor in subject]
        frame.parties += [Party(actor, "pronoun") for actor in pronouns]
        for a in (a for group in objects for a in group):
            self._add(frame, a, "object")
        for a in partners:
            self._add(frame, a, "attendee" if a.lead == "بحضور" else "partner")
        frame.parties += self._with_her(t, end)
        frame.parties += self._mediators(t, after, end)
        if len(frame.actors) == 1 and len(partners) == 1 and t.kind in ("agreement", "meeting"):
            frame.parties += self._own_side(t, partners[0])
        if alone and len(frame.actors) < 2:
            frame.parties.clear()
        self._principals(frame)
        if t.kind == "agreement":
            self._signed_with(frame)
        frame.attendance = t.light_word == "حضر" and t.definite and not t.pronoun

    def _middle(self, t: Trigger) -> list[Argument]:
        """«عقد ليندن مع نظيره … لقاء»: who stands with «مع» between the verb and the noun it carries."""
        if t.light is None or t.light >= t.first:
            return []
        between = self.scene.clauses.arguments(t.light + 1, t.first, frozenset((t.light,)))
        return [a for a in between if a.lead in ("مع", "بين")]

    def _greeting(self, t: Trigger) -> bool:
        """«كان في استقباله لدى وصوله …»: who waited for him is told later in the sentence."""
        page = self.scene.page
        if t.word.verbal or t.word.host != "subject" or t.light is not None:
            return False
        first = page.sentences[page.sentence_of[t.first]].first
        before = page.norms[max(first, t.first - _GREETING) : t.first]
        return "في" in before and any(w in ("كان", "وكان", "كانت", "وكانت") for w in before)

    def _greeted(self, t: Trigger) -> list[Party]:
        """The guest, by the pronoun or right after the noun, and those who waited for him."""
        page = self.scene.page
        last = page.sentences[page.sentence_of[t.first]].last
        stop = self.scene.clauses.linked_end(t.last, last, self.scene.soft, _HEAVY_NOUN + _HEAVY_VERB)
        told = [
            g
            for g in groups(self.scene.clauses.arguments(t.last, stop, frozenset((t.last - 1,))), page)
            if g[0].lead in ("", "?") and self.scene.may_take_part(g[0].mention, t)
        ]
        guest = list(self.scene.antecedents.of(t.first, None, False)) if t.pronoun else []
        if not guest and told and self._adjacent(told[0][0].mention, t):
            guest = [x for a in told.pop(0) for x in a.mention.actors]
        hosts = [x for g in told for a in g for x in a.mention.actors if x not in guest]
        if not guest or not hosts:
            return []
        return [*(Party(x, "subject") for x in hosts), *(Party(x, "object") for x in guest)]

    def _add(self, frame: Frame, a: Argument, part: str) -> None:
        if accompanying(self.scene.page, a.mention):
            frame.open = True
            return
        if not self.scene.believable(a.mention):
            return
        for actor in a.mention.actors:
            frame.parties.append(Party(actor, part, a.mention))

    def _members(self, partners: list[Argument]) -> list[Argument]:
        """«القوى العظمى (الصين، الولايات المتحدة …)»: the members told in brackets stand for the body."""
        out: list[Argument] = []
        for a in partners:
            at = a.mention.last
            if a.mention.kind == "group" and self.scene.page.norms[at : at + 1] in (["("], [")"]):
                close = next(
                    (
                        k
                        for k in range(at + 1, min(at + 24, len(self.scene.page.norms)))
                        if self.scene.page.norms[k] in ("(", ")")
                    ),
                    at,
                )
                inner = [
                    b
                    for b in self.scene.clauses.arguments(at, close, frozenset())
                    if b.mention.kind == "country"
                ]
                if len(inner) > 1:
                    out += [Argument(b.mention, a.lead, True) for b in inner]
                    continue
            out.append(a)
        return out

    def _with_her(self, t: Trigger, end: int) -> list[Party]:
        """«أبرم بينها وبين الدول الكبرى»: the state or man the pronoun means."""
        for k in range(t.last, end):
            pronoun = {"بينها": "f", "بينه": "m"}.get(self.scene.page.norms[k])
            if pronoun is None:
                continue
            for m in reversed(self.scene.clauses.within(max(0, t.first - 40), t.first)):
                member = self.scene.cast[m.actors[0]]
                fits = member.kind == "country" if pronoun == "f" else member.kind == "person"
                if fits and not m.place:
                    return [Party(m.actors[0], "partner")]
        return []

    def _mediators(self, t: Trigger, after: list[Argument], end: int) -> list[Party]:
        """«بوساطة وزير الخارجية العماني», «بوساطة قطرية»; «برعاية الأمم المتحدة» of talks and agreements."""
        leads = {"بوساطة"} | ({"برعاية"} if t.kind == "agreement" or t.word.word in _TALKS else set())
        out = [Party(x, "mediator", a.mention) for a in after if a.lead in leads for x in a.mention.actors]
        for k in range(t.last, min(end, len(self.scene.page.norms) - 1)):
            if self.scene.page.norms[k] == "بوساطه":
                hits = self.scene.page.hits.get(k + 1, ())
                codes = [h.entry.country for h in hits if h.entry.kind == "adjective" and h.entry.country]
                out += [Party(self.scene.extras.state(code), "mediator") for code in codes[:1]]
        return out

    def _signed_with(self, frame: Frame) -> None:
        """«الاتفاق الموقع مع طهران» names one side; the other is the state the article speaks of most."""
        t = frame.trigger
        norms = self.scene.page.norms[t.first : t.last + 4]
        if len(frame.actors) != 1 or not any(w in self.scene.words.lists["signed"] for w in norms):
            return
        one = self.scene.cast[frame.actors[0]]
        if one.kind not in ("country", "group"):
            return
        weight: dict[str, int] = {}
        for member in self.scene.cast:
            if member.country and len(member.country) == 2 and member.country != one.country:
                weight[member.country] = weight.get(member.country, 0) + len(member.mentions)
        body = next(
            (
                i
                for i, x in enumerate(self.scene.cast)
                if x.kind == "group" and self._collective(i) and x is not one
            ),
            None,
        )
        if body is not None and one.kind == "country":
            frame.parties.append(Party(body, "inferred"))
        elif weight:
            code = max(weight, key=lambda c: (weight[c], c))
            frame.parties.append(Party(self.scene.extras.state(code), "inferred"))

    def _collective(self, index: int) -> bool:
        names = self.scene.cast[index].names
        words = fold(names[0][0]).split() if names else [""]
        return words in self.scene.words.collective.get(words[0], ())

    def _own_side(self, t: Trigger, partner: Argument) -> list[Party]:
        """«هناك تفاهم مع الوكالة»: the other party is the state of the one who says so."""
        m = partner.mention
        if m.kind not in ("group", "institution") or (t.kind == "meeting" and m.kind != "group"):
            return []
        for actor in self.scene.antecedents.speaker_around(t.first):
            country = self.scene.cast[actor].country
            if (
                self.scene.cast[actor].kind == "person"
                and country
                and len(country) == 2
                and country != m.country
            ):
                state = self.scene.extras.state(country)
                return [Party(state, "own side")] if country not in ("UN", "EU") else []
        return []

    def _principals(self, frame: Frame) -> None:
        """Talks with a body of states are between states, whoever the clause is about."""
        if frame.kind != "meeting" or frame.trigger.word.word not in ("مفاوضات", "تفاوض"):
            return
        bodies = [p for p in frame.parties if p.part == "partner"]
        if not bodies or any(
            self.scene.cast[p.actor].kind not in ("group", "country") or self._officials(p) for p in bodies
        ):
            return
        for party in frame.parties:
            member = self.scene.cast[party.actor]
            if (
                party.part == "subject"
                and member.kind == "person"
                and member.country
                and party.mention is None
            ):
                party.actor = self.scene.extras.state(member.country)

    def _officials(self, party: Party) -> bool:
        m = party.mention
        return (
            m is not None
            and m.kind == "group"
            and any(
                b in self.scene.words.lists["people"] for _, b in bare_forms(self.scene.page.norms[m.first])
            )
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
            return bool(partners or objects) or t.number == "d"
        if t.prefix[-1:] == "ل" and (objects or others):
            return True
        if others and not t.pronoun and all(a.lead == "ل" and a.mention.kind == "group" for a in others):
            return False  # «الاجتماع المقبل لوزراء الخارجية»
        return bool(others) and not objects and t.kind in ("meeting", "call")

    def _pronouns(self, t: Trigger, subject: list[int]) -> list[int]:
        pronoun = t.pronoun
        if t.light_pronoun and t.light_word in ("جمع", "ضم"):
            pronoun = t.light_pronoun
        if pronoun in ("نا", "ي"):
            return list(self.scene.antecedents.speaker_around(t.first))[:1]
        if pronoun in (None, "ني"):
            return []
        gender = {"ه": "m", "ها": "f"}.get(pronoun or "")
        plural = pronoun in ("هم", "هما", "هن")
        at = t.first if t.pronoun else t.verb_at
        return list(self.scene.antecedents.of(at, gender, plural, tuple(subject)))

    def _agreed_with(self, t: Trigger, first: int) -> list[int]:
        """«أ اتفق مع ب في اتصال هاتفي»: the two of the clause it is told beside."""
        sentence = self.scene.page.sentences[self.scene.page.sentence_of[t.first]]
        args = self.scene.clauses.arguments(max(sentence.first, t.first - 16), t.first, frozenset())
        args = [a for a in args if a.mention.kind == "person"]
        if len(args) >= 2 and args[-1].lead == "مع" and args[-2].lead in ("", "?"):
            return [args[-2].mention.actors[0], args[-1].mention.actors[0]]
        return []

    def _thing_after(self, group: list[Argument]) -> bool:
        """«استقبل فلان التهاني»: the object is a thing, and the one named the subject."""
        k = group[-1].mention.last
        norms = self.scene.page.norms
        return (
            k < len(norms)
            and k not in self.scene.soft
            and norms[k].startswith("ال")
            and norms[k] not in self.scene.page.knowledge.function_words
            and norms[k] not in ("الذي", "التي", "الذين")
        )

    def _awaiting(self, t: Trigger, first: int, other: int) -> list[int]:
        """«يتطلع للقائه»: the one who looks forward to it is the subject of the clause."""
        args = self.scene.clauses.arguments(max(0, first - 2), t.first, frozenset())
        free = [x for a in args for x in a.mention.actors if a.lead == "" and a.mention.kind == "person"]
        return free[-1:] or list(self.scene.antecedents.of(t.first, None, False, (other,)))

    def _joint(self, t: Trigger, first: int) -> list[int]:
        """«أ وب اتفقا خلال اتصال هاتفي»: two joined before, for an encounter told without its parties."""
        if self.scene.page.norms[t.first - 1] not in _DURING:
            return []
        found = groups(
            self.scene.clauses.arguments(max(0, first - 12), t.first, frozenset()), self.scene.page
        )
        for group in reversed(found):
            kinds = ("person", "country") if t.kind == "agreement" else ("person",)
            people = [x for a in group for x in a.mention.actors if self.scene.cast[x].kind in kinds]
            if len(people) >= 2 and group[0].lead in ("", "بين"):
                return people
        return self._agreed_with(t, first)

    def _adjacent(self, m: Mention, t: Trigger) -> bool:
        """Nothing but honorifics and one adjective between the noun and the mention."""
        known = self.scene.page.knowledge.function_words
        return all(
            k in self.scene.soft or self.scene.page.norms[k] in known or self.scene.page.norms[k] == ","
            for k in range(t.last + (not t.pronoun and not t.definite), m.first)
        )

    def _joined_states(self, m: Mention) -> bool:
        """Whether a state stands in a row with another, joined by و."""
        near = self.scene.clauses.within(m.first - 2, m.last + 2)
        rows = [x for x in near if x.kind == "country" and (x.last == m.first or x.first == m.last)]
        return any(self.scene.page.norms[max(x.first, m.first)][:1] == "و" for x in rows)

    def _may_partner(self, a: Argument, t: Trigger) -> bool:
        m, lead = a.mention, a.lead
        if lead not in (_BESIDE if t.word.verbal else _PARTNER) and lead not in t.word.with_:
            return False
        if lead == "ب" and (m.kind == "country" or ("ب" not in t.word.with_ and t.light_word != "جمع")):
            return False
        if lead == "ب" and m.kind == "institution" and t.kind != "call":
            return False
        if lead == "ل" and m.kind == "country" and t.kind == "meeting" and not t.pronoun:
            return self._joined_states(m)  # «اجتماع ثلاثي لمصر والسودان وإثيوبيا»
        if lead == "ل" and m.kind not in ("person", "group", "institution"):
            return False
        if m.kind == "pair" and lead == "بين":
            return all(
                k in self.scene.soft or self.scene.page.norms[k] in ("بين",) for k in range(t.last, m.first)
            )
        if m.kind == "institution" and m.entry is not None and m.entry.kind in ("outlet", "agency"):
            return False
        return not (lead == "أمام" and m.kind in ("country", "person"))


def accompanying(page: Page, m: Mention) -> bool:
    """«والوفد المرافق له»: who comes with a party and is not named."""
    words = page.norms[m.first : m.last + 2]
    if m.kind != "group":
        return False
    return words[0][m.prefix :] in _DELEGATIONS or any(w.startswith(("المرافق", "مرافق")) for w in words)
