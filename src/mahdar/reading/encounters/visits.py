"""Visits: who travels, who invites, by the words of journeys."""

from __future__ import annotations

from mahdar.arabic.fold import fold
from mahdar.knowledge import bare_forms
from mahdar.reading.encounters.meeting import Frame, Party, Trigger
from mahdar.reading.encounters.parties import PartyReader
from mahdar.reading.encounters.scene import groups

_HEAVY = 3
_AT_HEAD = 3
_JOURNEYS = frozenset(("زيارة", "جولة", "رحلة"))
_LEADING = frozenset(fold(w) for w in "في ختام أول بدء مستهل ضمن إطار بداية نهاية خلال أثناء".split())


class VisitReader(PartyReader):
    """Reads the travellers and hosts of one trigger after another."""

    def read(self, frame: Frame, first: int, end: int) -> None:
        """Add travellers and hosts to the frame of a visit."""
        t = frame.trigger
        after = self.scene.after(t, end, _HEAVY)
        bare = [
            g
            for g in groups(after, self.scene.page)
            if g[0].lead == "" and g[0].mention.kind in ("person", "group")
        ]
        travellers, inviters = self._invited(t, first)
        if travellers:
            frame.status, frame.sure = "planned", True
        if not travellers and (t.word.verbal or t.light is not None):
            travellers = self.scene.subject(t, first, bare[:2], False)
            if not travellers and bare and t.word.verbal:
                travellers = [x for a in bare[0] for x in a.mention.actors]
        if not (travellers or t.word.verbal or t.pronoun) and bare and self._adjacent(bare[0][0].mention, t):
            travellers = [x for a in bare[0] for x in a.mention.actors]
        gender = {"ه": "m", "ها": "f"}.get(t.pronoun or "", t.gender)
        there = self._citizens(t, end)
        if not travellers and t.pronoun and not t.word.verbal:
            if t.pronoun in ("نا", "ي"):
                travellers = list(self.scene.antecedents.speaker_around(t.first))
            else:
                travellers = list(
                    self.scene.antecedents.of(t.first, gender, t.pronoun in ("هم", "هما"), there)
                )
        if not travellers and (t.word.verbal or t.light is not None) and not t.impersonal:
            travellers = list(self.scene.antecedents.of(t.verb_at, gender, t.number in ("d", "p"), there))
        if (
            not travellers
            and not t.word.verbal
            and not t.definite
            and t.word.word in _JOURNEYS
            and self._led(t)
        ):
            travellers = self._told_after(t) or list(self.scene.antecedents.of(t.first, None, False, there))
        for actor in travellers:
            if self.scene.cast[actor].kind == "person" or self._people(actor):
                frame.parties.append(Party(actor, "traveller"))
        frame.parties += [Party(actor, "host") for actor in inviters]
        for a in after:
            if a.lead in ("بدعوة", "من قبل") and a.mention.kind == "person":
                self._add(frame, a, "host")
            elif a.lead == "بحضور" and a.mention.kind in ("person", "group"):
                self._add(frame, a, "companion")

    def _led(self, t: Trigger) -> bool:
        """«في زيارة», «ختام جولة», «في أول زيارة»: a journey of the one the clause is about."""
        return any(w in _LEADING for w in self.scene.page.norms[max(0, t.first - 3) : t.first])

    def _told_after(self, t: Trigger) -> list[int]:
        """«في زيارة إلى الكويت، التقى فلان …»: at the head of a sentence the one its verb is about."""
        page = self.scene.page
        sentence = page.sentences[page.sentence_of[t.first]]
        if t.first - sentence.first > _AT_HEAD:
            return []
        told = self.scene.clauses.arguments(t.last, sentence.last, frozenset())
        return next((list(a.mention.actors) for a in told if a.lead == "" and a.mention.kind == "person"), [])

    def _citizens(self, t: Trigger, end: int) -> tuple[int, ...]:
        """Those of the country that a visit leads to: they do not travel there."""
        place = next((p for p in self.scene.places(t.last, end) if p.lead in ("إلى", "ل", "")), None)
        if place is None or place.country is None:
            return ()
        return tuple(i for i, member in enumerate(self.scene.cast) if member.country == place.country)

    def _people(self, actor: int) -> bool:
        """A group of people, not of states."""
        member = self.scene.cast[actor]
        name = fold(member.names[0][0]) if member.names else ""
        return member.kind == "group" and not name.startswith(("دول", "الدول"))

    def _invited(self, t: Trigger, first: int) -> tuple[list[int], list[int]]:
        """«دعا فلانا إلى زيارة …», «دعوة لفلان لزيارة …»: the one invited travels; and who invites."""
        norms = self.scene.page.norms
        if t.word.verbal or not (t.prefix[-1:] == "ل" or norms[t.first - 1 : t.first] == ["الي"]):
            return [], []
        floor = self.scene.page.sentences[self.scene.page.sentence_of[t.first]].first
        for k in range(t.first - 1, max(floor, t.first - 16) - 1, -1):
            if not any(bare in self.scene.words.lists["inviting"] for _, bare in bare_forms(norms[k])):
                continue
            near = self.scene.clauses.within(max(0, k - 8), t.first)
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
