"""Agents: who does what a verb or a verbal noun tells, and which word carries the noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mahdar.reading.cast import Member, states_of
from mahdar.reading.mention import Mention
from mahdar.reading.narration.fact_words import ActForm, FactWords
from mahdar.reading.narration.ground import Ground
from mahdar.reading.speakers import governed

_SUBJECT_GAP = 5
_BACK = 9


class Carrier(NamedTuple):
    """The word before a verbal noun: the phase it gives, the actors between the two, and its token index."""

    phase: str
    actors: tuple[int, ...]
    at: int


class Agents:
    """Finds those who act on one page."""

    def __init__(self, ground: Ground, words: FactWords, cast: list[Member]) -> None:
        self.ground = ground
        self.page = ground.page
        self.norms = ground.page.norms
        self.words = words
        self.cast = cast
        self.by_country = states_of(cast)

    def subject(
        self, i: int, limit: int, form: ActForm, acted: tuple[int, ...]
    ) -> tuple[tuple[int, ...], bool]:
        """Who does what a verb tells, and whether a subject is told at all (it may be none of the cast).

        Args:
            i: token index of the verb.
            limit: where its object begins.
            form: the act.
            acted: who acted before in the sentence: «أرسلت أنقرة … وسحبت …».
        """
        after = [m for m in self.ground.mentions_within(i + 1, limit) if m.first - i <= _SUBJECT_GAP]
        for m in after:
            act = m.last == m.first + 1 and self.norms[m.first] in self.words.forms
            if m.kind != "pair" and not act and not self._governed(m) and m.last <= limit:
                return self._joined(m, limit), True
        if any(self.forces(k) for k in range(i + 1, min(limit, i + 4))):
            return self._by_adjective(i + 1, limit), self._of_state(i + 1, limit)
        if self._unknown(i + 1, limit):
            return (), False
        if form.act.objects & {"people", "official"} and self.norms[i - 1] not in ("التي", "الذي"):
            return (), False  # «قتل 5 أشخاص» after a name is as likely a passive
        return self._subject_before(i, form, acted)

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

    def forces(self, k: int) -> bool:
        """Whether token `k` is a word for forces or bodies that act for a state."""
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

    def _of_state(self, first: int, last: int) -> bool:
        """Whether an adjective of a state stands there: forces of a state act though nobody of the cast does."""
        return any(h.entry.kind == "adjective" for k in range(first, last) for h in self.page.hits.get(k, ()))

    def _by_adjective(self, first: int, last: int) -> tuple[int, ...]:
        """«القوات الروسية» where nobody of that name is in the cast: the state, where it is."""
        for k in range(first, last):
            for hit in self.page.hits.get(k, ()):
                member = self.by_country.get(hit.entry.country) if hit.entry.kind == "adjective" else None
                if member is not None:
                    return (member,)
        return ()

    def _subject_before(self, i: int, form: ActForm, acted: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
        """«روسيا سحبت …», «وكانت موسكو قد سحبت …», «أرسلت أنقرة … وسحبت …»."""
        start = self.ground.segment(i)[0]
        near = self.ground.mentions_within(max(start, i - _BACK), i) if not form.prefix else []
        for m in reversed(near):
            between = self.norms[m.last : i]
            if m.last <= i and all(
                w in self.words.light or self._is_time(m.last + n) for n, w in enumerate(between)
            ):
                return (self._joined_back(m, near), True) if not governed(self.page, m) else ((), False)
            if m.last <= i and between[:1] in (["التي"], ["الذي"]) and len(between) <= 3:
                return (m.actors, True) if self._relates(m, between[0]) else ((), False)
        goes_on = form.prefix and all(f.aspect != "noun" for f in self.words.forms[self.norms[i]])
        return (acted, True) if goes_on and acted else ((), False)

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

    def fits(self, form: ActForm, actors: tuple[int, ...], known: bool) -> bool:
        """Whether these may do it: an act without actors is a fact only where its object acts by itself."""
        if "actor" in form.act.subjects or "forces" in form.act.subjects:
            return bool(actors)
        if form.act.itself:
            return True
        if form.act.impersonal and actors and all(self.cast[a].kind == "person" for a in actors):
            return False
        return known if form.aspect != "noun" else bool(actors)

    def agent(self, i: int, limit: int) -> tuple[tuple[int, ...], int]:
        """The subject of a verbal noun, with the index after it: the actor right after it, or the state of the forces.

        Where there is none, nobody and 0.
        """
        following = self.ground.mentions_within(i + 1, min(limit, i + 3))
        for m in following:
            if m.last <= limit and not governed(self.page, m) and (m.first == i + 1 or self.forces(i + 1)):
                return self._joined(m, limit), m.last
        state = self._by_adjective(i + 1, min(limit, i + (3 if i + 1 < limit and self.forces(i + 1) else 2)))
        return state, 0

    def carrier(self, i: int) -> Carrier | None:
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

    def _checked(self, phase: str, k: int, start: int, actors: tuple[int, ...]) -> Carrier:
        before = self.norms[k - 1] if k > start else ""
        before = before[1:] if before[:1] in "وف" and before[1:] in self.words.unreal else before
        if phase == "against" or self.words.carriers.get(before) == "against" or before in self.words.unreal:
            return Carrier("against", (), k)
        if not actors and self.norms[k].startswith(("ي", "ت", "و")):
            near = self.ground.mentions_within(max(start, k - _SUBJECT_GAP), k)
            if near and near[-1].last == k and not governed(self.page, near[-1]):
                actors = near[-1].actors
        return Carrier(phase, actors, k)
