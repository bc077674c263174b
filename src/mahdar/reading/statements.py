"""Statements: cue by cue through each sentence, with speaker, content, and through whom."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.sentences import Sentence
from mahdar.arabic.tokens import NEWLINE
from mahdar.reading.cast import Member
from mahdar.reading.clause_subjects import (
    APPOSED,
    Subject,
    agrees,
    antecedent,
    governed,
    named_after_noun,
    subject_after,
    subject_before,
)
from mahdar.reading.clauses import Clauses, first_between
from mahdar.reading.content import Complement, find_complement
from mahdar.reading.cues import Cue, cue_candidates
from mahdar.reading.extent import content_range, end_of_relative
from mahdar.reading.found import Found
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.plausibility import Plausibility
from mahdar.reading.relays import (
    carried_greeting,
    cue_of_relay,
    inner_speech,
    medium_of,
    named_after_from,
    organ_before,
    reported_in_quote,
)
from mahdar.reading.speakers import DOCUMENT, GREETED, Speakers
from mahdar.reading.verbless import Verbless

__all__ = ["Found", "StatementReader", "find_statements"]

#: So many statements back may belong to the sentence before.
_NEAR = 12
_RELAY_GAP = 8
_CARRIED = "whose greeting is carried"


@dataclass(slots=True)
class _Accepted:
    """A cue with its complement, its subject where one stands beside it, and who passes it on."""

    cue: Cue
    complement: Complement
    subject: Subject | None
    via: tuple[int, ...] = ()
    act: str | None = None
    within: bool = False


class StatementReader:
    """Reads the statements of one page."""

    def __init__(self, page: Page, mentions: list[Mention], cast: list[Member]) -> None:
        self.page = page
        self.cast = cast
        self.speakers = Speakers(page, mentions, cast)
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in mentions:
            self.by_sentence.setdefault(page.sentence_of[m.first], []).append(m)
        self.verbless = Verbless(page, self.speakers)
        self.plausibility = Plausibility(page, self.speakers)
        self.found: list[Found] = []

    def run(self) -> list[Found]:
        """All statements in the order of the text."""
        for number, sentence in enumerate(self.page.sentences):
            if number in self.page.boilerplate:
                continue
            clauses = Clauses(self.page, sentence, self.by_sentence.get(number, []))
            made = self.verbless.headline(sentence, clauses) or self._sentence(sentence, clauses)
            self.found += sorted(made, key=lambda f: f.cue)
        return self.found

    # --- one sentence

    def _sentence(self, sentence: Sentence, clauses: Clauses) -> list[Found]:
        candidates = list(cue_candidates(self.page, sentence.first, sentence.last))
        kinds = {i: self.cast[i].kind for m in clauses.mentions for i in m.actors}
        cues = [
            c
            for c in candidates
            if not self.page.in_quote[c.first] or reported_in_quote(self.page, c, clauses, kinds)
        ]
        according = [c for c in cues if c.kind == "according" and self.verbless.source(c, clauses)]
        accepted = self._accept(cues, candidates, clauses)
        marks = [a.first for a in according]
        made: list[Found] = []
        for n, item in enumerate(accepted):
            following = next((a for a in accepted[n + 1 :] if not a.within), None)
            boundary = clauses.start_of(following.cue) if following else sentence.last
            boundary = end_of_relative(self.page, item.cue, item.complement, boundary)
            cut = first_between(marks, item.complement.start, boundary)
            statement = self._statement(item, boundary if cut is None else cut, clauses, made)
            if statement:
                made.append(statement)
                self._told_back(statement)
                self.speakers.hear(_goes_on(statement), statement.via, statement.reason == DOCUMENT)
        told = self.page.sentences[self.page.sentence_of[sentence.first] - 1].first
        earlier = [f for f in self.found[-_NEAR:] if told <= f.cue[0] < sentence.first]
        self.verbless.according(according, sentence, clauses, made, earlier)
        return made

    def _accept(self, cues: list[Cue], candidates: list[Cue], clauses: Clauses) -> list[_Accepted]:
        """The cues that something they take follows, without those inside the content of another."""
        accepted: list[_Accepted] = []
        done = clauses.sentence.first
        for cue, limit in zip(cues, clauses.limits(cues), strict=True):
            if cue.kind == "according" or cue.first < done:
                continue
            subject = self._subject_beside(cue, clauses, limit)
            if subject and self._is_addressee(cue, subject, clauses, accepted):
                subject = None
            after = subject.end if subject else cue.last
            complement = find_complement(self.page, cue, after, limit, clauses.starts)
            if complement is None and subject is not None and subject.reason == APPOSED:
                complement = find_complement(self.page, cue, cue.last, limit, clauses.starts)
            greeting = carried_greeting(self.page, cue, after, clauses)
            if greeting is not None:
                accepted.append(self._carried(cue, subject, greeting, after, clauses))
                done = greeting[0] + 1
                continue
            if complement is None or not self.plausibility.holds(
                cue, subject, clauses, complement, bool(accepted)
            ):
                continue
            if accepted and not clauses.opens(cue) and accepted[-1].complement.start < cue.first:
                continue
            item = _Accepted(cue, complement, subject)
            inner = inner_speech(self.page, complement, candidates, clauses, clauses.sentence.last)
            if inner is not None:
                told = self._inner(item, inner, clauses)
                if told.within:
                    accepted.append(item)
                item = told
            accepted.append(item)
            done = max(item.complement.start + 1, item.cue.last)
        return accepted

    def _subject_beside(self, cue: Cue, clauses: Clauses, limit: int) -> Subject | None:
        """The subject right after a verb; after a participle only a person with a title («مؤكدا وزير الدفاع …»)."""
        if cue.kind in ("past", "present", "future", "noun"):
            told_of = antecedent(self.page, cue, clauses)
            if told_of is not None and agrees(cue, self.speakers.members(told_of.actors)):
                return told_of
            before = self._clause_initial(cue, clauses) or self._done_before(cue, clauses)
            if before is not None:
                return before
            subject = subject_after(self.page, cue, clauses, limit)
            subject = subject or named_after_noun(self.page, cue, clauses, limit)
            if subject is not None:
                subject = self.speakers.honoured(subject, clauses)
                subject = self.speakers.described(subject, clauses)
            if subject and cue.form and len(subject.actors) == 1 and cue.form.number == "s":
                member = self.cast[subject.actors[0]]
                member.gender = member.gender or cue.form.gender
            return subject
        m = clauses.starts.get(cue.last)
        titled = (
            m is not None and m.kind == "person" and m.title is not None and bool(m.actors) and m.prefix == 0
        )
        if m is None or cue.kind != "participle" or not titled or (cue.verb and cue.verb.to):
            return None
        return Subject(m.actors, m.last, "subject after the participle")

    def _done_before(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """«وسبق لروسيا أن أعلنت …»: whom the verb of having done it before names."""
        if cue.first < 3 or self.page.norms[cue.first - 1] != "ان":
            return None
        for m in clauses.before(cue.first)[-1:]:
            told = self.page.norms[m.first - 1].lstrip("وف") in ("سبق", "يسبق") if m.first else False
            if told and m.last == cue.first - 1 and m.prefix and m.actors:
                return Subject(m.actors, cue.last, "who had done it before")
        return None

    def _clause_initial(self, cue: Cue, clauses: Clauses) -> Subject | None:
        """«روحاني يهدد ترامب», «لكن ماكرون أكد»: a subject that opens the clause right before its verb."""
        if cue.conjoined or cue.kind == "noun" or (cue.form and cue.form.object and cue.kind != "past"):
            return None
        before = subject_before(self.page, cue, clauses)
        at = cue.first - (self.page.norms[cue.first - 1] == "قد")
        at -= at < cue.first and self.page.norms[at - 1] in ("كان", "كانت", "كانا", "كانوا")
        if before is None or before.end != at or not agrees(cue, self.speakers.members(before.actors)):
            return None
        m = next((m for m in reversed(clauses.before(cue.first)) if m.last == at), None)
        while m is not None and m.prefix == 1 and self.page.norms[m.first][0] == "و":
            joined = next((x for x in reversed(clauses.before(m.first)) if x.last == m.first), None)
            if joined is None:
                break
            m = joined
        if m is None:
            return None
        opener = self.page.norms[m.first - 1] if m.first > clauses.sentence.first else ""
        was = (
            opener.lstrip("وف") in ("كان", "كانت")
            or opener[:2] == ".."
            or opener in ("…", "!", "؟", "?", "-")
        )
        opens = was or opener in ("", "ان", "لكن", "ولكن", ":", "#") or m.prefix == 1
        return Subject(before.actors, cue.last, before.reason) if opens else None

    def _inner(
        self, outer: _Accepted, inner: tuple[Cue, Complement, Subject | None], clauses: Clauses
    ) -> _Accepted:
        """The speech that another passes on, with the outer speaker in the chain."""
        relayer = outer.subject or self._who(outer, clauses, [])
        own = inner[2] is not None and relayer is not None and relayer.actors == inner[2].actors
        agreed = inner[0].kind != "impersonal" and inner[0].verb is not None and inner[0].verb.act == "agree"
        return _Accepted(*inner, via=() if own or relayer is None else relayer.actors, within=agreed)

    def _carried(
        self,
        cue: Cue,
        subject: Subject | None,
        greeting: tuple[int, tuple[int, ...]],
        after: int,
        clauses: Clauses,
    ) -> _Accepted:
        """A greeting passed on: its principal speaks, through the one who carries it."""
        carrier = self._bearer(cue, subject or self.speakers.unsaid(cue, clauses, []), clauses)
        principal = Subject(greeting[1], after, _CARRIED)
        complement = Complement(greeting[0], "object", after)
        via = carrier.actors if carrier and carrier.actors != principal.actors else ()
        return _Accepted(cue, complement, principal, via, "thank")

    def _bearer(self, cue: Cue, carrier: Subject | None, clauses: Clauses) -> Subject | None:
        """«وزير الخارجية والوفد المرافق، الذي نقل للملك تحيات …»: who bears a greeting is not the one it is for."""
        greeted = clauses.starts.get(cue.last)
        to = greeted is not None and "ل" in self.page.norms[greeted.first][: greeted.prefix]
        if greeted is None or not to or carrier is None or carrier.actors != greeted.actors:
            return carrier
        for m in reversed(clauses.before(cue.first)):
            if m.kind == "person" and m.actors and m.actors != greeted.actors:
                return Subject(m.actors, cue.last, "person named before, who is not the one greeted", True)
        return carrier

    def _is_addressee(self, cue: Cue, subject: Subject, clauses: Clauses, accepted: list[_Accepted]) -> bool:
        """«واتهم ميليشيات الحوثي بـ…», «ودعت إيران إلى …»: whom a verb is directed at, not who speaks."""
        if cue.verb is None or not cue.verb.to or cue.form is None or len(subject.actors) > 1:
            return False
        member = self.cast[subject.actors[0]]
        second = next((m for m in clauses.after(subject.end)[:1] if m.first <= subject.end + 1), None)
        if second is not None and not governed(self.page, second):
            return False
        if member.kind != "person" and cue.form.number == "s":
            feminine = member.gender == "f" or member.kind == "country"
            plural = member.kind == "group" and member.gender != "f"
            if (cue.form.gender == "f") != feminine and not plural:
                return True
        if member.kind == "group" and self.page.norms[cue.last] in self.page.knowledge.grammar["sources"]:
            return False
        same = accepted[-1].subject if accepted else None
        earlier = same.actors if same else self.speakers.heard[-1] if self.speakers.heard else ()
        directed = cue.conjoined and member.kind in ("country", "institution", "group") and bool(earlier)
        return directed and earlier != subject.actors and agrees(cue, self.speakers.members(earlier))

    def _statement(self, item: _Accepted, boundary: int, clauses: Clauses, made: list[Found]) -> Found | None:
        cue, complement = item.cue, item.complement
        content = content_range(self.page, complement, max(boundary, complement.start))
        if content is None:
            return None
        start, end, mode = content
        source = named_after_from(self.page, cue, complement, clauses)
        if source is not None and item.act is None:
            via = organ_before(self.page, cue, source, clauses) or self.speakers.last_organ()
            words = cue_of_relay(self.page, cue, source, start)
            return Found(
                words, (start, end), mode, source.actors, via, "inform", "named after «عن»", None, "relay"
            )
        back = self._taken_from(item, clauses)
        if back is not None:
            words = cue_of_relay(self.page, cue, back[0], start)
            why = "whom the pronoun after the relaying verb means"
            return Found(
                words, (start, end), mode, back[1], back[2], "inform", why, "speaker inferred", "relay"
            )
        who = self._who(item, clauses, made)
        via = item.via or self._chain(who, start, clauses, made)
        last = cue.last
        after = self.page.norms[cue.last] if cue.last < len(self.page.norms) else ""
        if complement.start > cue.last and after in ("علي", "الي", "عن"):
            last += 1
        doubt = None if who and not who.doubtful else "speaker inferred"
        reason = who.reason if who else "no speaker found"
        actors = who.actors if who else ()
        return Found(
            (cue.first, last), (start, end), mode, actors, via, item.act or cue.act, reason, doubt, cue.kind
        )

    def _taken_from(
        self, item: _Accepted, clauses: Clauses
    ) -> tuple[int, tuple[int, ...], tuple[int, ...]] | None:
        """«ونقلت الوكالة عنه قوله إن …»: the token of the pronoun, whom it means, and the organ that passes it on."""
        cue, organ = item.cue, item.subject
        if cue.verb is None or cue.verb.id not in ("نقل", "نسب") or organ is None:
            return None
        norms = self.page.norms
        near = range(cue.last, min(item.complement.start, cue.last + _RELAY_GAP))
        at = next((k for k in near if norms[k] in self.page.knowledge.grammar["from_whom"]), None)
        if at is None:
            return None
        feminine = norms[at].endswith("ها")
        for actors in (*reversed(self.speakers.heard[-_NEAR:]), *self._named_before(clauses)):
            members = self.speakers.members(actors)
            plain = len(members) == 1 and members[0].kind in ("person", "group") and actors != organ.actors
            if plain and (members[0].gender == "f") == feminine:
                return at, actors, organ.actors
        return None

    def _named_before(self, clauses: Clauses) -> list[tuple[int, ...]]:
        """The people named in the sentence before a relaying verb, the nearest first."""
        return [m.actors for m in reversed(clauses.head()) if m.kind == "person" and m.actors]

    def _chain(self, who: Subject | None, start: int, clauses: Clauses, made: list[Found]) -> tuple[int, ...]:
        """Through whom words reach the page: the medium spoken to, or the chain the same speaker stood in above."""
        if who is None:
            return ()
        medium = medium_of(self.page, clauses, start)
        if medium and medium != who.actors:
            return medium
        last = made[-1] if made else self.found[-1] if self.found else None
        if last is not None and who.reason == GREETED and last.reason == _CARRIED:
            return last.via
        if last is None or not last.via or last.speakers != who.actors or last.via == who.actors:
            return ()
        newline = any(t.kind == NEWLINE for t in self.page.tokens[last.content[1] : start])
        return () if newline else last.via

    def _told_back(self, statement: Found) -> None:
        """«وذكرت الوكالة أن ذلك جاء خلال …»: what was said before it is passed on by the body that says so."""
        body = statement.speakers and self.cast[statement.speakers[0]].kind == "institution"
        if not body or self.page.norms[statement.content[0] : statement.content[0] + 2] != ["ذلك", "جاء"]:
            return
        for f in reversed(self.found):
            if f.via or f.speakers == statement.speakers:
                break
            f.via = statement.speakers

    def _who(self, item: _Accepted, clauses: Clauses, made: list[Found]) -> Subject | None:
        """The speaker: said beside the cue, else found by agreement and memory."""
        return (
            item.subject
            or self.speakers.document(item.cue, item.complement, clauses)
            or self.speakers.unknown(item.cue, item.complement, clauses)
            or self.speakers.unsaid(item.cue, clauses, [_goes_on(f) for f in made[-4:]])
        )


def _goes_on(f: Found) -> tuple[int, ...]:
    """Who a verb without a subject goes on with: who spoke, but who carried a greeting and not whose it is."""
    return f.via if f.reason == _CARRIED and f.via else f.speakers


def find_statements(page: Page, mentions: list[Mention], cast: list[Member]) -> list[Found]:
    """The statements of a page in the order of the text. Unknown subjects are added to the cast."""
    return StatementReader(page, mentions, cast).run()
