"""Speakers: who performs the act of a cue, by word order, agreement, and who spoke before."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.reading.cast import Member
from mahdar.reading.clause_subjects import Subject, agrees, governed, held, joined_from, subject_before
from mahdar.reading.clauses import Clauses
from mahdar.reading.content import Complement
from mahdar.reading.cues import Cue
from mahdar.reading.leads import Leads
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.unknown_subjects import UnknownSubjects

__all__ = ["DOCUMENT", "GREETED", "Speakers", "governed"]

#: Why a speaker was found: a document that speaks for the body that issued it.
DOCUMENT = "the body whose document it is"
#: Why a speaker was found: one greeted, whose own greeting is taken back by the one who carried the first.
GREETED = "the one greeted, who greets in turn"
_LONGEST_SUBJECT = 6
#: Classes of titles that describe somebody rather than tell the office by which he is known.
_DESCRIBING = (
    "expert",
    "writer",
    "activist",
    "leader",
    "official",
    "lawyer",
    "doctor",
    "artist",
    "cleric",
    "member",
)
_BACK = 12


class Speakers:
    """Finds who speaks where the words beside the cue do not say it; hears every statement in order."""

    def __init__(self, page: Page, mentions: Sequence[Mention], cast: list[Member]) -> None:
        self.page = page
        self.mentions = mentions
        self.cast = cast
        self.heard: list[tuple[int, ...]] = []
        self.organs: list[int] = []
        self._by_document = False
        self._unknown = UnknownSubjects(page, cast)
        self._leads = Leads(page, cast, self._unknown)

    def hear(self, speakers: tuple[int, ...], via: tuple[int, ...], by_document: bool = False) -> None:
        """Remember who spoke, through whom, and whether a document of theirs was told to speak («وأضاف البيان»)."""
        self.heard.append(speakers)
        self._by_document = by_document
        self.organs += [a for a in (*via, *speakers) if self.cast[a].kind == "institution"][:1]

    def last_organ(self) -> tuple[int, ...]:
        """The body that passed something on or spoke last."""
        return (self.organs[-1],) if self.organs else ()

    def members(self, actors: tuple[int, ...]) -> list[Member]:
        """The cast members of some indices."""
        return [self.cast[i] for i in actors]

    def unsaid(self, cue: Cue, clauses: Clauses, earlier: list[tuple[int, ...]]) -> Subject | None:
        """The speaker of a cue without a subject beside it; `earlier` are the speakers in the same sentence."""
        if cue.kind == "impersonal":
            return self._parties(clauses)
        if cue.verb is not None and cue.verb.id == "حمّل" and (greeted := self._greeted(cue, clauses)):
            return greeted
        if cue.kind == "participle":
            resumed = self._resumed(cue, clauses)
            if resumed:
                return resumed
        if cue.kind in ("participle", "noun") or cue.conjoined:
            for actors in reversed(earlier[-WINDOW_HEARD:]):
                if actors and agrees(cue, self.members(actors)):
                    return Subject(actors, cue.last, "speaker of the clause before")
        before = subject_before(self.page, cue, clauses)
        if before and not before.doubtful and agrees(cue, self.members(before.actors)):
            return before
        if cue.kind == "participle" or (before and before.doubtful):
            main = self._main_subject(cue, clauses)
            if main:
                return main
        masculine = cue.form is not None and (cue.form.gender, cue.form.number) == ("m", "s")
        if self._by_document and masculine and self.heard[-1]:
            return Subject(self.heard[-1], cue.last, "verb without a subject: the one who spoke before", True)
        for actors in reversed(self.heard[-WINDOW_HEARD:]):
            if actors and agrees(cue, self.members(actors)):
                return Subject(actors, cue.last, "verb without a subject: the one who spoke before", True)
        return self._main_subject(cue, clauses) or self._recent(cue, clauses)

    def honoured(self, subject: Subject, clauses: Clauses) -> Subject:
        """«وقال سموه»: the one who spoke last, where he too is called so, and not the one named last."""
        m = next((m for m in clauses.before(subject.end)[-2:] if m.last == subject.end), None)
        last = self.heard[-1] if self.heard else ()
        if m is None or m.honour is None or m.name is not None or len(last) != 1 or last == subject.actors:
            return subject
        words = {x.honour for x in self.cast[last[0]].mentions if x.first < m.first}
        ranks = [
            r
            for key, r in self.page.knowledge.grammar.items()
            if key.startswith("rank_of_") and m.honour in r
        ]
        told = [w for x in self.cast[last[0]].mentions for w in self.page.norms[x.first : x.last]]
        ranked = any(w in r for r in ranks for w in told)
        if not (m.honour in words or ranked):
            return subject
        return Subject(last, subject.end, "word of respect for the one who spoke last")

    def described(self, subject: Subject, clauses: Clauses) -> Subject:
        """«وقال الخبير السياسي»: the one who spoke last, where nobody of that description was named before."""
        m = next((m for m in clauses.before(subject.end)[-2:] if m.last == subject.end), None)
        last = self.heard[-1] if self.heard else ()
        told = m is not None and m.kind == "person" and m.name is None and m.title is not None
        if m is None or not told or m.title is None or m.title.cls not in _DESCRIBING or len(last) != 1:
            return subject
        if (
            len(subject.actors) != 1
            or subject.actors == last
            or not self.page.norms[m.first].startswith("ال")
        ):
            return subject
        described, speaker = self.cast[subject.actors[0]], self.cast[last[0]]
        fresh = not described.named and described.mentions[:1] == [m]
        alike = speaker.kind == "person" and speaker.named and described.gender in (None, speaker.gender)
        at_odds = described.country and speaker.country and described.country != speaker.country
        if not fresh or not alike or at_odds or self._named_since(speaker, m):
            return subject
        for mention in described.mentions:
            mention.actors = last
        speaker.mentions = sorted([*speaker.mentions, *described.mentions], key=lambda x: x.first)
        return Subject(last, subject.end, "description of the one who spoke last", True)

    def _named_since(self, speaker: Member, m: Mention) -> bool:
        """Whether another person is named between the speaker's last mention and this one."""
        since = max((x.first for x in speaker.mentions if x.first < m.first), default=0)
        return any(
            x.kind == "person" and x.name is not None and since < x.first < m.first for x in self.mentions
        )

    def _greeted(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """«نقل الوزير للملك تحيات الرئيس، فيما حمّله تحياته»: the one greeted sends his own back."""
        greetings = self.page.knowledge.grammar["greetings"]
        if not any(w in greetings for w in self.page.norms[cue.last : cue.last + _LONGEST_SUBJECT]):
            return None
        for m in clauses.before(cue.first):
            if m.kind == "person" and m.actors and "ل" in self.page.norms[m.first][: m.prefix]:
                return Subject(m.actors, cue.last, GREETED, True)
        return None

    def _resumed(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """«وهو ما أكده شكري بدوره، قائلا»: the subject of a verb of saying that itself tells nothing."""
        for m in reversed(clauses.before(cue.first)[-2:]):
            verbs = [w.lstrip("وف") for w in self.page.norms[max(0, m.first - 2) : m.first]]
            relative = self.page.norms[max(0, m.first - 3) : m.first]
            told = (
                any(f.object for w in verbs for f in self.page.knowledge.verbs.get(w, ())) or "عليه" in verbs
            )
            if told and "ما" in relative and m.actors and agrees(cue, self.members(m.actors)):
                return Subject(m.actors, cue.last, "subject of the verb before")
        return None

    def _main_subject(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """The first free mention of the sentence that agrees."""
        for m in clauses.head():
            if m.first >= cue.first:
                break
            several = cue.form is not None and cue.form.number in ("d", "p")
            free = (
                m.actors
                and (m.kind != "pair" or several)
                and not (m.entry and m.entry.kind in ("agency", "outlet"))
            )
            asked = "اذا" in self.page.norms[max(m.first - 2, clauses.sentence.first) : m.first]
            counted = self.page.norms[m.first][m.prefix :] in self.page.knowledge.grammar["quantifiers"]
            free = free and not held(self.page, m) and not m.place and not asked and not counted
            actors = joined_from(self.page, m, clauses)[0] if several else m.actors
            if free and agrees(cue, self.members(actors)):
                return Subject(actors, cue.last, "subject of the sentence", True)
        return None

    def _recent(self, cue: Cue, clauses: Clauses) -> Subject | None:
        for m in reversed(self._earlier(clauses)):
            if m.kind == "person" and m.actors and agrees(cue, self.members(m.actors)):
                return Subject(m.actors, cue.last, "last person named before", True)
        return None

    def _earlier(self, clauses: Clauses) -> list[Mention]:
        """The last mentions before the sentence."""
        out: list[Mention] = []
        sentence = clauses.sentence
        low, high = 0, len(self.mentions)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.mentions[middle].first < sentence.first else (low, middle)
        out.extend(self.mentions[max(0, low - _BACK) : low])
        return out

    def _parties(self, clauses: Clauses) -> Subject | None:
        """The parties of the encounter an impersonal phrase speaks of: those named here, else the last pair."""
        people = [m for m in clauses.head() if m.actors and m.kind in ("person", "pair")]
        actors = tuple(dict.fromkeys(a for m in people for a in m.actors))
        if len(actors) >= 2:
            return Subject(actors[:2], 0, "parties named in the sentence", True)
        for speakers in reversed(self.heard[-WINDOW_HEARD:]):
            if len(speakers) > 1:
                return Subject(speakers, 0, "parties that spoke before", True)
        recent: list[int] = []
        for m in reversed(self._earlier(clauses)):
            for a in m.actors:
                other_side = all(self.cast[a].country != self.cast[b].country for b in recent)
                if self.cast[a].kind == "person" and other_side:
                    recent.append(a)
            if len(recent) >= 2:
                return Subject((recent[1], recent[0]), 0, "the two sides last named", True)
        return None

    def unknown(self, cue: Cue, complement: Complement, clauses: Clauses) -> Subject | None:
        """Words between verb and complement that no list knows: a person's name, or people told by a noun."""
        return self._unknown.subject(cue, complement, clauses)

    def unnamed_source(self, at: int, clauses: Clauses) -> tuple[tuple[int, ...], int]:
        """«وفق بيانات رسمية»: a source told by a common noun; it joins the cast as a group."""
        return self._unknown.source(at, clauses)

    def of_lead(self, first: int, colon: int) -> tuple[int, ...]:
        """«الأصبحي: …», «برلماني بحريني: …»: who stands before a headline's colon, where no mention does."""
        return self._leads.speaker(first, colon)

    def document(self, cue: Cue, complement: Complement, clauses: Clauses) -> Subject | None:
        """«وقال البيان», «كشف تقرير لوكالة …»: the body that issued it."""
        if cue.kind not in ("past", "present") or cue.last >= len(self.page.norms):
            return None
        if (
            self.page.norms[cue.last] not in self.page.knowledge.grammar["documents"]
            or complement.start <= cue.last
        ):
            return None
        for m in clauses.after(cue.last + 1)[:1]:
            issuer = (
                m.actors and m.kind in ("institution", "country") and m.first - cue.last <= _LONGEST_SUBJECT
            )
            if issuer and m.last <= complement.start and held(self.page, m):
                return Subject(m.actors, m.last, DOCUMENT)
        if not self.organs:
            return None
        return Subject(self.last_organ(), cue.last + 1, DOCUMENT, True)


#: How many statements back a speaker is remembered.
WINDOW_HEARD = 12
