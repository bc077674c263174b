"""Frames: for each trigger the clause around it, its status, parties, places and date."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from mahdar.reading.cast import Member
from mahdar.reading.encounters.arguments import clause_end, clause_start
from mahdar.reading.encounters.delegations import Delegations
from mahdar.reading.encounters.meeting import Frame, Place, Trigger, When
from mahdar.reading.encounters.parties import PartyReader
from mahdar.reading.encounters.qualities import frame_format
from mahdar.reading.encounters.scene import RELATIVE, Scene
from mahdar.reading.encounters.status import status_of
from mahdar.reading.encounters.visits import VisitReader
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

_HEAVY_VERB = 3
_NEXT = 40
_CUE_GAP = 30
_WHEN = ("خلال", "اثناء", "هامش", "ختام", "مستهل", "ضمن")
_SPOKEN_AT = ("خلال", "اثناء", "عقب", "لدي")
_HEAVY_DATE, _HEAVY_BEFORE = 4, 5


class FrameReader:
    """Reads the frames of one page."""

    def __init__(
        self, page: Page, mentions: list[Mention], cast: list[Member], statements: list[Found]
    ) -> None:
        self.scene = Scene(page, mentions, cast, statements)
        self.parties = PartyReader(self.scene)
        self.visits = VisitReader(self.scene)

    def run(self) -> list[Frame]:
        """All frames in the order of the text, those without parties included."""
        told = (self._frame(n, t) for n, t in enumerate(self.scene.triggers))
        frames = [f for f in told if f is not None]
        for before, frame in pairwise(frames):
            self._go_on(before, frame)
        Delegations(self.scene).add(frames)
        for frame in frames:
            frame.form = frame_format(self.scene.page, frame)
        return frames

    def _go_on(self, before: Frame, frame: Frame) -> None:
        """«زار موسكو في مايو، وبحث مع …»: what a traveller did there, told in the same sentence, was then."""
        t, page = frame.trigger, self.scene.page
        if before.kind != "visit" or frame.kind != "meeting" or before.status != frame.status:
            return
        joined = page.norms[t.verb_at][:1] == "و" and (t.word.verbal or t.light is not None)
        same = page.sentence_of[before.trigger.first] == page.sentence_of[t.first]
        if joined and same and before.trigger.aspect == t.aspect and set(before.actors) & set(frame.actors):
            frame.within = before
            frame.when = frame.when or before.when

    def _frame(self, n: int, t: Trigger) -> Frame | None:
        first, last = self._clause(t)
        status = status_of(self.scene, t, first, last)
        if status is None:
            return None
        stop_at = self._argument_end(t, last)
        frame = Frame(t, (first, last), status, sure=self._sure(t, status))
        (self.visits if t.kind == "visit" else self.parties).read(frame, first, stop_at)
        lead = next((p.actor for p in frame.parties if p.part in ("subject", "traveller", "pronoun")), None)
        if lead is not None:
            self.scene.antecedents.acted.append((t.verb_at, lead))
        frame.bare = not frame.parties
        frame.marginal = frame.bare and "هامش" in self.scene.page.norms[max(0, t.first - 2) : t.first]
        frame.places = [] if t.kind == "call" else self._places(t, first, last)
        near = [
            o
            for o in self.scene.triggers[max(0, n - 4) : n + 5]
            if o is not t and not self._same_phrase(o, t)
        ]
        content = self.scene.content_at(t.first)
        telling = t.aspect == "present" and t.first >= self.scene.page.title_end and content is None
        tense = "future" if status == "planned" or telling else "past" if t.aspect == "past" else None
        frame.when = self.scene.dates.of(t, *self._date_range(t, first, last), near, tense)
        somewhere = any(p.lead == "في" and not p.state for p in frame.places)
        under_way = t.aspect == "present" and status == "held" and somewhere
        if frame.when is None and content is not None and under_way:
            frame.when = self._told_on(t, content[0], near)
        return frame

    def _told_on(self, t: Trigger, content: int, near: list[Trigger]) -> When | None:
        """«أعلن الأحد أن وفدا يجري محادثات في القرية»: what is under way in a town has the day of the telling."""
        sentence = self.scene.page.sentences[self.scene.page.sentence_of[content]].first
        cue = max(
            (k for k in range(max(sentence, content - _CUE_GAP), content) if k in self.scene.cues),
            default=None,
        )
        return None if cue is None else self.scene.dates.of(t, cue, content, near, "past")

    def _sure(self, t: Trigger, status: str) -> bool:
        """«يلتقي خلالها» is written before or during it; else what is not held is told to be so."""
        if status == "planned" and t.aspect == "present":
            return self.scene.page.norms[t.verb_at + 1 : t.verb_at + 2] not in (["خلالها"], ["خلاله"])
        return status != "held" or self._told(t)

    def _told(self, t: Trigger) -> bool:
        """A verb tells that it took place, or is under way; a headline's present may mean either."""
        if not t.word.verbal and t.light is None:
            return self._spoken_at(t)
        return t.aspect == "past" or (t.aspect == "present" and t.first >= self.scene.page.title_end)

    def _spoken_at(self, t: Trigger) -> bool:
        """«أكد … خلال لقائه»: words were spoken at it."""
        page = self.scene.page
        if t.kind != "meeting" or t.first == 0 or page.norms[t.first - 1] not in _SPOKEN_AT:
            return False
        first = page.sentences[page.sentence_of[t.first]].first
        cues = (k for k in range(max(first, t.first - _NEXT), t.first) if k in self.scene.cues)
        return any(page.norms[k].lstrip("و")[:1] not in ("س", "ي", "ت") for k in cues)

    def _same_phrase(self, a: Trigger, b: Trigger) -> bool:
        return a.light is not None and a.light == b.light

    def _clause(self, t: Trigger) -> tuple[int, int]:
        """The clause: within the sentence and, inside attributed content, within the content."""
        sentence = self.scene.page.sentences[self.scene.page.sentence_of[t.first]]
        floor, limit = sentence.first, sentence.last
        inside = self.scene.content_at(t.first)
        if inside:
            floor, limit = max(floor, inside[0]), min(limit, inside[1])
        start = clause_start(
            self.scene.page, min(t.verb_at, t.first), floor, self.scene.cues, self.scene.words.lists["stop"]
        )
        end = clause_end(self.scene.page, t.last, limit, self.scene.cues, self.scene.words.lists["stop"])
        return start, end

    def _argument_end(self, t: Trigger, last: int) -> int:
        """Arguments end before the next trigger that has its own, or the next relative clause."""
        end = last
        for o in self.scene.triggers_in(t.first + 1, last):
            if o.first >= end:
                break
            if self.scene.aside_at(o.verb_at, t) or self._only_when(o):
                continue
            if (o.light is not None and o.light == t.light) or (o.word.verbal and "مع" in o.word.needs):
                continue
            end = min(end, max(o.verb_at, t.last) if o.verb_at > t.last else o.first)
            break
        seen = False
        for k in range(t.last, end):
            if self.scene.page.norms[k] in RELATIVE:
                if self.scene.aside_at(k, t):
                    continue
                if t.light is not None and t.light in (k + 1, k + 2):
                    continue
                if seen:
                    return k
            if any(m.first <= k < m.last for m in self.scene.clauses.within(max(0, k - 14), k + 1)):
                seen = True
        return end

    def _only_when(self, o: Trigger) -> bool:
        """«خلال الزيارة», «على هامش القمة»: a definite noun that only says when."""
        before = self.scene.page.norms[o.first - 1] if o.first else ""
        return before in _WHEN and o.definite and not o.pronoun and o.light is None

    def _date_range(self, t: Trigger, first: int, last: int) -> tuple[int, int]:
        """Tokens in which a date belongs to the trigger: what hangs together with it, and what stands before it."""
        start = max(t.last, (t.light or 0) + 1)
        end = self.scene.clauses.linked_end(start, last, self.scene.soft, _HEAVY_DATE)
        floor = t.verb_at
        if t.kind == "agreement" and (t.light is None or t.light > t.first):
            return t.last, end
        for d_first, d_last, _ in reversed(self.scene.dates.within(first, t.verb_at)):
            if (
                first <= d_first
                and d_last <= t.verb_at
                and self.scene.clauses.linked_end(
                    d_last, t.verb_at + 1, self.scene.soft | {t.verb_at}, _HEAVY_BEFORE
                )
                > t.verb_at
            ):
                floor = d_first
        return floor, end

    def _places(self, t: Trigger, first: int, last: int) -> list[Place]:
        """Places that hang together with the trigger, those after it first."""
        allowed = _HEAVY_VERB if t.word.verbal or t.light is not None or t.pronoun else 1
        end = self.scene.clauses.linked_end(max(t.last, (t.light or 0) + 1), last, self.scene.soft, allowed)
        purpose = (k for k in range(t.last, end) if self._purpose(k))
        end = min(end, next(purpose, end))
        after = self.scene.places(t.first + 1, end)
        before = [p for p in self.scene.places(first, t.first) if p.last <= t.first]
        before = [
            p
            for p in before
            if self.scene.clauses.linked_end(p.last, t.first + 1, self.scene.soft | {t.first}, 4) > t.first
        ]
        if t.kind == "agreement":
            return after
        if t.kind == "visit":
            after = self._own_places(t, after)
        if t.kind != "meeting":
            return after + before
        return [
            replace(p, lead="في") if p.lead == "" and (p.first == t.last or self._venue_of(t, p)) else p
            for p in (after + before)
        ]

    def _purpose(self, k: int) -> bool:
        """«لدفع مسار السلام في اليمن»: what follows is what it was for."""
        norm = self.scene.page.norms[k]
        return (
            norm[:1] == "ل"
            and norm[:2] != "لل"
            and len(norm) > 3
            and k not in self.scene.soft
            and norm not in self.scene.page.knowledge.function_words
        )

    def _own_places(self, t: Trigger, places: list[Place]) -> list[Place]:
        """Without the first place after another journey in between («توجه فور انتهاء زيارته إلى … إلى …»)."""
        others = [
            o for o in self.scene.triggers_in(t.last, t.last + _NEXT) if o.kind == "visit" and o.pronoun
        ]
        out = list(places)
        for o in others:
            first = next((p for p in out if p.first >= o.last), None)
            rest = [p for p in out if p is not first and p.lead == "إلى" and p.first >= o.last]
            if first is not None and rest:
                out.remove(first)
        return out

    def _venue_of(self, t: Trigger, place: Place) -> bool:
        """«تستضيف جدة القمة», «شهدت موسكو الاجتماع», «القمة التي تستضيفها سنغافورة»."""
        if t.light_word not in ("استضاف", "احتضن", "شهد") or t.light is None:
            return False
        return t.light < place.first and place.first - t.light <= 4
