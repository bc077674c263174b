"""Antecedents: whom a pronoun or an unsaid subject of a clause means."""

from __future__ import annotations

from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.cast import Member
from mahdar.reading.encounters.arguments import Clauses
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.names import likely_name
from mahdar.reading.page import Page
from mahdar.reading.ranges import starting_in

_REACH = 90
_ACTED = 12


class Antecedents:
    """Resolves pronouns on one page by the statements' speakers and the mentions before."""

    def __init__(self, page: Page, clauses: Clauses, cast: list[Member], statements: list[Found]) -> None:
        self.page = page
        self.clauses = clauses
        self.cast = cast
        self.acted: list[tuple[int, int]] = []
        self.statements = sorted(statements, key=lambda f: f.cue)
        self._cues = [f.cue[0] for f in self.statements]
        self._told: dict[int, Found] = {}
        for f in reversed(self.statements):
            self._told.update(dict.fromkeys(range(*f.content), f))

    def of(
        self, at: int, gender: str | None, plural: bool, not_these: tuple[int, ...] = ()
    ) -> tuple[int, ...]:
        """Indices of the cast that a pronoun or unsaid subject at token `at` means; empty where nobody fits."""
        sentence = self.page.sentences[self.page.sentence_of[at]]
        if plural:
            return self._several(at)
        teller = self.speaker_around(at)
        barred = not_these + tuple(a for a in teller if self._only_tells(a))
        for place, actor in reversed(self.acted[-_ACTED:]):
            if sentence.first <= place < at and self._fits((actor,), gender, barred):
                return (actor,)
        here = [m for m in self.clauses.within(sentence.first, at) if m.last <= at and m.kind == "person"]
        inside = self._content_start(at)
        if inside is not None and len(teller) == 1 and self._fits(teller, gender, barred):
            here = [m for m in here if m.first >= inside]
        for m in reversed(here):
            if self._free(m) and self._fits(m.actors, gender, barred) and self.cast[m.actors[0]].names:
                return m.actors[:1]
        spoken = self._speaker(at, sentence.first, sentence.last, gender, barred)
        if spoken:
            return spoken
        before = [m for m in self.clauses.within(max(0, at - _REACH), at) if m.last <= at]
        fitting = [m for m in before if self._fits(m.actors, gender, barred)]
        for m in reversed(fitting):
            if self._free(m) and self._known(m.actors[0]):
                return m.actors[:1]
        for m in reversed(fitting):
            if self._known(m.actors[0]):
                return m.actors[:1]
        return fitting[-1].actors[:1] if fitting else ()

    def _content_start(self, at: int) -> int | None:
        f = self._told.get(at)
        return f.content[0] if f is not None else None

    def _name(self, actor: int) -> bool:
        """Whether somebody is a person by title, knowledge or name words."""
        member = self.cast[actor]
        if member.role or member.entry or len(member.mentions) > 2:
            return True
        return any(likely_name(w) for _, key in member.names for w in key)

    def _known(self, actor: int) -> bool:
        member = self.cast[actor]
        return bool(member.names) and len(member.mentions) > 1

    def _only_tells(self, actor: int) -> bool:
        """A source or spokesman: what he tells is about others."""
        member = self.cast[actor]
        return member.kind != "person" or member.cls == "spokesperson" or not member.names

    def speaker_around(self, at: int) -> tuple[int, ...]:
        """Who speaks in the content that token `at` stands in."""
        f = self._told.get(at)
        return f.speakers if f is not None else ()

    def _speaker(
        self, at: int, first: int, last: int, gender: str | None, not_these: tuple[int, ...]
    ) -> tuple[int, ...]:
        """The speaker of the sentence's statement nearest to the token, else of the latest statement before."""
        here = [f for f in self._between(first, last) if f.speakers]
        here.sort(key=lambda f: (f.cue[0] > at, abs(f.cue[0] - at)))
        before = [f for f in self._between(first - _REACH, first) if f.speakers]
        for f in [*here, *reversed(before)]:
            if len(f.speakers) == 1 and self._fits(f.speakers, gender, not_these):
                return f.speakers
        return ()

    def _between(self, first: int, last: int) -> list[Found]:
        """The statements whose cues begin in tokens [first, last)."""
        return starting_in(self.statements, self._cues, first, last)

    def _several(self, at: int) -> tuple[int, ...]:
        """Two persons of different sides, the last named."""
        found: list[int] = []
        for m in reversed(self.clauses.within(max(0, at - _REACH), at)):
            for actor in m.actors:
                member = self.cast[actor]
                if member.kind != "person" or actor in found:
                    continue
                if not found or member.country != self.cast[found[0]].country:
                    found.append(actor)
            if len(found) == 2:
                return (found[1], found[0])
        return ()

    def _free(self, m: Mention) -> bool:
        args = self.clauses.arguments(m.first, m.first + 1, frozenset())
        return bool(args) and (args[0].lead == "" or (args[0].lead == "?" and self._after_verb(m.first)))

    def _after_verb(self, at: int) -> bool:
        """«بحث الرئيس …»: the verb right before is one of meeting."""
        forms = meeting_words(self.page.knowledge).forms.get(self.page.norms[at - 1], ()) if at else ()
        return any(f.word.verbal and f.aspect == "past" for f in forms)

    def _fits(self, actors: tuple[int, ...], gender: str | None, not_these: tuple[int, ...]) -> bool:
        member = self.cast[actors[0]]
        if member.kind != "person" or actors[0] in not_these or not self._name(actors[0]):
            return False
        return gender is None or member.gender is None or member.gender == gender
