"""Delegations: who came along with a party, by name or office, and whether others came who are not told."""

from __future__ import annotations

from bisect import bisect_left
from itertools import zip_longest

from mahdar.arabic.fold import fold
from mahdar.knowledge import bare_forms
from mahdar.reading.cast import Member
from mahdar.reading.encounters.meeting import Frame, Party
from mahdar.reading.encounters.scene import Scene, groups
from mahdar.reading.mention import Mention

_REACH = 60
_FRAMES = 20
_INCLUDING = 8
_WORDS_OF_ONE = 3
_BESIDE = ("جانب", "رفقه", "صحبه", "معه", "معها", "حضور", "مشاركه")


class Delegations:
    """Adds to the frames of a page those who came along."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.page = scene.page
        self.lists = scene.words.lists

    def add(self, frames: list[Frame]) -> None:
        """Give each frame whose party leads a delegation its members, and mark it open where it is."""
        told = [f for f in frames if f.parties]
        for frame in told:
            frame.open = frame.open or self._left_open(frame)
        tells = self.scene.words.tells_delegation
        for k in [k for k, norm in enumerate(self.page.norms) if tells[norm]]:
            self._told_of(told, k)

    def _told_of(self, told: list[Frame], k: int) -> None:
        """Give the delegation told at token `k` to the encounter it belongs to, where its members are told."""
        including = self._including(k)
        leader, accompanied = self._leader(k)
        if including is None and leader is None:
            including, leader = self._belonging(k)
        if including is None and not accompanied:
            return
        frame = self._led(told, k, leader)
        if frame is None:
            return
        country = self.scene.cast[frame.actors[0] if leader is None else leader].country
        members = self._members(including + 1, country) if including is not None else []
        frame.parties = [p for p in frame.parties if p.part != "companion" or p.actor not in members]
        have = set(frame.actors)
        frame.parties += [Party(x, "delegate") for x in members if x not in have]
        frame.open = frame.open or not members or self._more(k)

    def _left_open(self, frame: Frame) -> bool:
        """«والوفد المرافق», «على رأس وفد», «وعدد من كبار المسؤولين» after the trigger in its sentence."""
        t, norms = frame.trigger, self.page.norms
        last = min(self.page.sentences[self.page.sentence_of[t.first]].last, t.last + _REACH)
        inside = self.scene.content_at(t.first)
        for k in range(t.last, last):
            if k in self.scene.cues and (inside is None or k >= inside[1]):
                return False
            if self._unnamed_at(k, last):
                return True
            head = next((b for _, b in bare_forms(norms[k]) if b in self.lists["delegation"]), None)
            if head is None:
                continue
            if norms[k - 1] in ("راس", "يراس", "يتراس", "تراس") or head in self.lists["delegations"]:
                return True
            if any(w in self.lists["accompanying"] for w in norms[k + 1 : k + 3]):
                return True
        return False

    def _unnamed_at(self, k: int, last: int) -> bool:
        """«وعدد من المسؤولين», «بحضور كبار المسؤولين», «ومسؤولين آخرين» at token `k`."""
        norm, norms = self.page.norms[k], self.page.norms
        head = norm[1:] if norm[:1] == "و" else norm
        led = norm[:1] == "و" or any(
            bare in _BESIDE or bare in self.lists["accompanying"] for _, bare in bare_forms(norms[k - 1])
        )
        if not led:
            return False
        if head in self.lists["others"]:
            return True
        if head in self.lists["companions"] and any(w in self.lists["others"] for w in norms[k + 1 : k + 3]):
            return True
        many = head in self.lists["many"]
        return many and any(w in self.lists["companions"] for w in norms[k + 1 : min(last, k + 5)])

    def _including(self, k: int) -> int | None:
        """Token of the verb that lists the members of the delegation at token `k` («وفد رسمي ضم …»)."""
        last = self.page.sentences[self.page.sentence_of[k]].last
        for at in range(k + 1, min(k + _INCLUDING, last)):
            if self.page.norms[at] in self.lists["including"]:
                return at
        return None

    def _belonging(self, k: int) -> tuple[int | None, int | None]:
        """«ويضم الوفد المرافق لفلان …»: where the list begins, and whose delegation it is."""
        norms = self.page.norms
        if k == 0 or not any(bare in self.lists["including"] for _, bare in bare_forms(norms[k - 1])):
            return None, None
        near = self.scene.clauses.arguments(k + 1, k + _INCLUDING, frozenset())
        whose = next((a.mention for a in near if a.lead == "ل" and a.mention.kind == "person"), None)
        return (None, None) if whose is None else (whose.last - 1, whose.actors[0])

    def _leader(self, k: int) -> tuple[int | None, bool]:
        """Whom the delegation at token `k` accompanies, where he is named, and whether it is told to accompany."""
        first = self.page.sentences[self.page.sentence_of[k]].first
        for at in range(k - 1, max(first, k - _INCLUDING) - 1, -1):
            norm = self.page.norms[at]
            bare = norm[1:] if norm[:1] == "و" else norm
            if bare in self.lists["accompanying"]:
                named = [m for m in self.scene.clauses.within(at + 1, k) if m.kind == "person"]
                return (named[0].actors[0] if named else None), True
        return None, False

    def _led(self, told: list[Frame], k: int, leader: int | None) -> Frame | None:
        """The visit, else the meeting, that a delegation told at token `k` belongs to."""
        sentence = self.page.sentence_of[k]
        at = bisect_left(told, k, key=lambda f: f.trigger.first)
        around = [f for f in told[max(0, at - _FRAMES) : at + _FRAMES] if f.kind in ("visit", "meeting")]
        near = [f for f in around if k - _REACH < f.trigger.first]
        if leader is not None:
            near = [f for f in around if leader in f.actors]
        here = [f for f in near if self.page.sentence_of[f.trigger.first] == sentence]
        before = [f for f in near if f.trigger.first < k]
        for group in (here, before, near if leader is not None else []):
            visits = [f for f in group if f.kind == "visit"]
            if visits or group:
                return (visits or group)[-1]
        return None

    def _members(self, start: int, country: str | None) -> list[int]:
        """Those listed from token `start` on, until the words no longer hang together; of a country, if not told."""
        last = self.page.sentences[self.page.sentence_of[start - 1]].last
        end = self.scene.clauses.linked_end(start, last, self.scene.soft, _WORDS_OF_ONE)
        end = min(end, next((k for k in range(start, end) if k in self.scene.cues), end))
        out: list[int] = []
        listed = self.scene.clauses.arguments(start, end, frozenset((start - 1,)))
        told = [a.mention for group in groups(listed, self.page) for a in group]
        for m, following in zip_longest(told, told[1:]):
            if m.kind == "person":
                out += () if following and self._named_after(m, following) else m.actors
            elif m.kind == "group" and m.title is not None and m.number == "d":
                out += self._offices(m, country)
        return list(dict.fromkeys(out))

    def _named_after(self, m: Mention, following: Mention) -> bool:
        """«رئيس كتلة الجمهوريين في الجمعية الوطنية، كريستيان جاكوب»: the office, then who holds it."""
        alone = m.name is None and following.kind == "person" and following.title is None
        return alone and following.prefix == 0 and self.page.norms[following.first - 1] == ","

    def _offices(self, m: Mention, country: str | None) -> list[int]:
        """«وزيري الخارجية والدفاع»: two officials, each by his office."""
        title = m.title
        words = self.page.words(m.first + 1, m.last).split() if m.last - m.first > 1 else []
        if title is None or len(words) != 2 or not words[1].startswith("و"):
            return []
        cast, out = self.scene.cast, []
        for word in (words[0], words[1][1:]):
            role, portfolio = f"{title.noun} {word}", (fold(word),)
            known = next((i for i, x in enumerate(cast) if x.role == role and not x.names), None)
            if known is None:
                known = len(cast)
                cast.append(
                    Member("person", role=role, cls=title.cls, noun=title.noun, portfolio=portfolio,
                           country=m.country or country, gender="m", mentions=[m])
                )  # fmt: skip
            out.append(known)
        return out

    def _more(self, k: int) -> bool:
        """«إلى جانب عدد من كبار معاونيه»: others besides those listed."""
        last = min(self.page.sentences[self.page.sentence_of[k]].last, k + _REACH)
        return any(self._unnamed_at(at, last) for at in range(k + 1, last))
