"""Statements: cue by cue through each sentence, with speaker, content, and through whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from mahdar.arabic.fold import fold
from mahdar.arabic.sentences import Sentence
from mahdar.arabic.tokens import MARK, WORD
from mahdar.reading.cast import Member, name_key
from mahdar.reading.content import Complement, content_range, find_complement
from mahdar.reading.cues import Cue, cue_candidates, is_mark, is_that
from mahdar.reading.mention import Mention
from mahdar.reading.names import name_end
from mahdar.reading.page import Page
from mahdar.reading.speakers import Subject, agrees, governed, subject_after, subject_before

_CLAUSE_OPENERS = frozenset(
    fold(w)
    for w in (
        "كما",
        "فيما",
        "بينما",
        "حيث",
        "ثم",
        "لكن",
        "ولكن",
        "وقد",
        "إلا",
        "قد",
        "وكان",
        "كان",
        "وكانت",
        "كانت",
        "غير",
    )
)
_COLON_GAP = 9
_LONGEST_SUBJECT = 6
#: Verbs whose present without a subject goes on with the one who spoke before («ويضيف»).
_NARRATIVE = frozenset({"قال", "أضاف", "تابع", "أوضح", "رأى", "أكد", "شدد", "أردف"})
#: Verbs whose unvocalised present reads as a passive («يذكر أن»، «يعتقد أن») when nobody is named.
_PASSIVE_LOOKALIKES = frozenset({"ذكر", "اعتقد", "توقع", "زعم", "ظن", "أشار", "تعد", "عد", "لاحظ"})
_DOCUMENTS = frozenset(
    fold(w) for w in ("البيان", "التقرير", "الرسالة", "المصدر", "بيان", "تقرير", "بيانها", "بيانه")
)


@dataclass(slots=True)
class Found:
    """A statement as found: token ranges and indices into the cast."""

    cue: tuple[int, int]
    content: tuple[int, int]
    mode: str
    speakers: tuple[int, ...]
    via: tuple[int, ...]
    act: str
    reason: str
    doubt: str | None = None
    cue_kind: str = ""


@dataclass(slots=True)
class _Heard:
    """Who has spoken so far, the latest last."""

    speakers: list[tuple[int, ...]] = field(default_factory=list)


class StatementReader:
    """Reads the statements of one page."""

    def __init__(self, page: Page, mentions: list[Mention], cast: list[Member]) -> None:
        self.page = page
        self.cast = cast
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in mentions:
            self.by_sentence.setdefault(page.sentence_of[m.first], []).append(m)
        self.mentions = mentions
        self.heard = _Heard()
        self.found: list[Found] = []

    def run(self) -> list[Found]:
        """All statements in the order of the text."""
        for number, sentence in enumerate(self.page.sentences):
            local = self.by_sentence.get(number, [])
            before = len(self.found)
            self._headline_colon(sentence, local)
            if len(self.found) == before:
                self._sentence(sentence, local)
        return self.found

    # --- one sentence

    def _sentence(self, sentence: Sentence, local: list[Mention]) -> None:
        cues = [
            c
            for c in cue_candidates(self.page, sentence.first, sentence.last)
            if not self.page.in_quote[c.first]
        ]
        starts = {m.first: m for m in local}
        according = [c for c in cues if c.kind == "according" and self._source(c, local)]
        done = sentence.first
        made: list[Found] = []
        accepted: list[tuple[Cue, Complement, Subject | None]] = []
        for n, cue in enumerate(cues):
            if cue.kind == "according" or cue.first < done:
                continue
            limit = next(
                (c.first for c in cues[n + 1 :] if self._cuts(c, sentence) and c.first > cue.last),
                sentence.last,
            )
            subject = None
            if cue.kind in ("past", "present", "future", "noun"):
                subject = subject_after(self.page, cue, local, limit)
            after = subject.end if subject else cue.last
            complement = find_complement(self.page, cue, after, limit, starts)
            if complement is None or not self._plausible(cue, subject, local, sentence, after):
                continue
            if accepted and not self._opens_clause(cue, sentence) and accepted[-1][1].start < cue.first:
                continue
            accepted.append((cue, complement, subject))
            done = max(complement.start + 1, cue.last)
        for n, (cue, complement, subject) in enumerate(accepted):
            boundary = (
                self._clause_start(accepted[n + 1][0], local) if n + 1 < len(accepted) else sentence.last
            )
            for a in according:
                if complement.start < a.first < boundary:
                    boundary = a.first
                    break
            statement = self._statement(cue, complement, subject, boundary, sentence, local, made)
            if statement:
                made.append(statement)
                self.heard.speakers.append(statement.speakers)
        self._according(according, sentence, local, made)
        self.found += sorted(made, key=lambda f: f.cue)

    def _statement(
        self,
        cue: Cue,
        complement: Complement,
        subject: Subject | None,
        boundary: int,
        sentence: Sentence,
        local: list[Mention],
        made: list[Found],
    ) -> Found | None:
        content = content_range(self.page, complement, max(boundary, complement.start))
        if content is None:
            return None
        start, end, mode = content
        relayed = self._relayed(cue, complement, local)
        if relayed is not None:
            return self._relay(relayed, cue, (start, end), mode, local)
        who = subject or self._document(cue, complement) or self._unknown_subject(cue, complement, local)
        who = who or self._subject(cue, sentence, local, made)
        last = cue.last
        if (
            complement.style == "preposition"
            and complement.start == cue.last + 1
            and self.page.norms[cue.last] in ("علي", "الي", "عن")
        ):
            last += 1
        return Found(
            (cue.first, last),
            (start, end),
            mode,
            who.actors if who else (),
            (),
            cue.act,
            who.reason if who else "no speaker found",
            None if who and not who.doubtful else "speaker inferred",
            cue.kind,
        )

    def _reported_in_quote(self, cue: Cue, local: list[Mention]) -> bool:
        """Inside quotation marks an organ narrates too: «حيث أكد الرئيس أن …»: a past verb with its subject named."""
        if cue.kind != "past" or cue.form is None or cue.form.object:
            return False
        subject = subject_after(self.page, cue, local, len(self.page.tokens))
        if subject is None or not any(self.cast[i].kind in ("person", "country") for i in subject.actors):
            return False
        return subject.end < len(self.page.tokens) and is_that(self.page, subject.end)

    def _relayed(self, cue: Cue, complement: Complement, local: list[Mention]) -> Mention | None:
        """«نقلت سانا عن بوتين قوله إن»: the one whose words are passed on."""
        if cue.verb is None or cue.verb.id not in ("نقل", "نسب"):
            return None
        for m in local:
            if (
                cue.last < m.first < complement.start
                and m.actors
                and self.page.norms[m.first - 1] in ("عن", "الي")
            ):
                return m
        return None

    def _relay(
        self, source: Mention, cue: Cue, content: tuple[int, int], mode: str, local: list[Mention]
    ) -> Found:
        organ = next(
            (
                m
                for m in local
                if cue.last <= m.first < source.first and m.actors and not governed(self.page, m)
            ),
            None,
        )
        via = organ.actors if organ else self._last_organ()
        words = (cue.first, cue.last)
        for k in range(source.last, content[0]):
            if any(f.kind == "noun" for f in self.page.knowledge.verbs.get(self.page.norms[k], ())):
                words = (k, k + 1)
        return Found(words, content, mode, source.actors, via, "inform", "named after «عن»", None, "relay")

    def _last_organ(self) -> tuple[int, ...]:
        """The body that passed something on or spoke last."""
        for f in reversed(self.found):
            for actors in (f.via, f.speakers):
                if actors and self.cast[actors[0]].kind == "institution":
                    return actors
        return ()

    def _document(self, cue: Cue, complement: Complement) -> Subject | None:
        """«وقال البيان»: the body that issued it."""
        if cue.kind not in ("past", "present") or self.page.norms[cue.last : cue.last + 1][0:1] == []:
            return None
        if self.page.norms[cue.last] in _DOCUMENTS and complement.start > cue.last:
            organ = self._last_organ()
            if organ:
                return Subject(organ, cue.last + 1, "the body whose document it is", True)
        return None

    def _unknown_subject(self, cue: Cue, complement: Complement, local: list[Mention]) -> Subject | None:
        """Words between verb and complement that no list knows: a person's name, or people told by a noun."""
        if cue.kind not in ("past", "present", "future") or (cue.form and cue.form.object):
            return None
        end = cue.last
        while end < complement.start and end - cue.last < _LONGEST_SUBJECT and self._in_subject(end):
            end += 1
        if end == cue.last or any(m.first < end and m.last > cue.last for m in local):
            return None
        if complement.style == "object" and end >= complement.start:
            return None
        name = name_end(self.page, cue.last, end)
        kind = "person" if name == end else "group"
        words = self.page.words(cue.last, end)
        m = Mention(cue.last, end, kind, name=(cue.last, end))
        key = name_key(self.page.norms[cue.last : end])
        for index, member in enumerate(self.cast):
            if member.kind == kind and any(
                key == other or (kind == "group" and words == n) for n, other in member.names
            ):
                return Subject((index,), end, "subject after the verb")
        gender = cue.form.gender if cue.form else None
        self.cast.append(Member(kind, names=[(words, key)], gender=gender, mentions=[m]))
        m.actors = (len(self.cast) - 1,)
        return Subject(m.actors, end, "unknown words where the subject stands", True)

    def _in_subject(self, k: int) -> bool:
        norm = self.page.norms[k]
        if (
            self.page.tokens[k].kind != WORD
            or norm in self.page.knowledge.function_words
            or is_that(self.page, k)
        ):
            return False
        return not (norm[0] in "بلك" and len(norm) > 3 and k in self.page.hits)

    # --- what cuts, what is plausible

    def _cuts(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether a later cue ends the content of an earlier one."""
        return cue.kind == "participle" or self._opens_clause(cue, sentence)

    def _opens_clause(self, cue: Cue, sentence: Sentence) -> bool:
        if cue.kind in ("participle", "according", "impersonal") or cue.first == sentence.first:
            return True
        if cue.kind in ("noun", "present", "future"):
            return False
        if cue.conjoined:
            return True
        before = self.page.norms[cue.first - 1]
        if before in _CLAUSE_OPENERS or is_mark(self.page, cue.first - 1, ",;."):
            return True
        subject = next(
            (
                m
                for m in reversed(self.by_sentence.get(self.page.sentence_of[cue.first], []))
                if m.last == cue.first
            ),
            None,
        )
        if subject is not None and subject.first > sentence.first:
            opener = self.page.norms[subject.first - 1]
            return (
                opener in _CLAUSE_OPENERS
                or (self.page.norms[subject.first].startswith("و")
                and subject.prefix > 0)
            )
        return False

    def _clause_start(self, cue: Cue, local: list[Mention]) -> int:
        """Where the clause of a cue begins: before its subject, conjunction and comma."""
        at = cue.first
        subject = next((m for m in reversed(local) if m.last == at), None)
        if subject is not None and cue.kind != "participle":
            at = subject.first
        while at > 0 and (self.page.norms[at - 1] in _CLAUSE_OPENERS or is_mark(self.page, at - 1, ",")):
            at -= 1
        return at

    def _plausible(
        self, cue: Cue, subject: Subject | None, local: list[Mention], sentence: Sentence, after: int
    ) -> bool:
        verb = cue.verb
        if verb is None:
            return True
        if verb.needs:
            words = [w.removeprefix("ب").removeprefix("و") for w in self.page.norms[cue.last : after + 4]]
            return any(w.removeprefix("ال") in verb.needs for w in words)
        unsaid_present = cue.kind in ("present", "future") and not cue.conjoined and verb.id not in _NARRATIVE
        unsaid_present |= cue.kind == "present" and verb.id in _PASSIVE_LOOKALIKES
        if (verb.needs_person or unsaid_present) and subject is None:
            before = subject_before(self.page, cue, local, sentence.first)
            return before is not None and not before.doubtful
        return not (
            cue.first > 0
            and self.page.norms[cue.first - 1] in ("غير", "ان", "كي", "لن", "سوف")
            and cue.kind in ("present", "participle")
        )

    # --- who

    def _subject(
        self, cue: Cue, sentence: Sentence, local: list[Mention], made: list[Found]
    ) -> Subject | None:
        if cue.kind == "impersonal":
            return self._parties(local)
        if cue.kind in ("participle", "noun") or cue.conjoined:
            for f in reversed(made):
                if f.speakers and agrees(cue, [self.cast[i] for i in f.speakers]):
                    return Subject(f.speakers, cue.last, "speaker of the clause before")
        before = subject_before(self.page, cue, local, sentence.first)
        if before and not before.doubtful and agrees(cue, [self.cast[i] for i in before.actors]):
            return before
        if cue.kind == "participle" or (before and before.doubtful):
            main = self._main_subject(cue, local)
            if main:
                return main
        for speakers in reversed(self.heard.speakers[-12:]):
            if speakers and agrees(cue, [self.cast[i] for i in speakers]):
                return Subject(speakers, cue.last, "verb without a subject: the one who spoke before", True)
        return self._main_subject(cue, local) or self._recent(cue, sentence)

    def _main_subject(self, cue: Cue, local: list[Mention]) -> Subject | None:
        """The first free mention of the sentence that agrees."""
        for m in local:
            if m.first >= cue.first:
                break
            if (
                m.actors
                and m.kind != "pair"
                and not governed(self.page, m)
                and not m.place
                and agrees(cue, [self.cast[i] for i in m.actors])
            ):
                return Subject(m.actors, cue.last, "subject of the sentence", True)
        return None

    def _recent(self, cue: Cue, sentence: Sentence) -> Subject | None:
        for m in reversed([m for m in self.mentions if m.first < sentence.first][-12:]):
            if m.kind == "person" and m.actors and agrees(cue, [self.cast[i] for i in m.actors]):
                return Subject(m.actors, cue.last, "last person named before", True)
        return None

    def _parties(self, local: list[Mention]) -> Subject | None:
        """The parties of the encounter an impersonal phrase speaks of: those named here, else the last pair."""
        people = [m for m in local if m.actors and m.kind in ("person", "pair")]
        actors = tuple(dict.fromkeys(a for m in people for a in m.actors))
        if len(actors) >= 2:
            return Subject(actors[:2], 0, "parties named in the sentence", True)
        for speakers in reversed(self.heard.speakers):
            if len(speakers) > 1:
                return Subject(speakers, 0, "parties that spoke before", True)
        recent: list[int] = []
        for m in reversed([m for m in self.mentions if not local or m.first < local[0].first]):
            for a in m.actors:
                if self.cast[a].kind == "person" and all(
                    self.cast[a].country != self.cast[b].country for b in recent
                ):
                    recent.append(a)
            if len(recent) == 2:
                return Subject((recent[1], recent[0]), 0, "the two sides last named", True)
        return None

    # --- forms without a verb

    def _headline_colon(self, sentence: Sentence, local: list[Mention]) -> None:
        """«الجبير: لا مكان للأسد»: a mention, a colon, words."""
        for k in range(sentence.first + 1, min(sentence.first + _COLON_GAP, sentence.last - 1)):
            if not is_mark(self.page, k, ":"):
                continue
            before = [m for m in local if m.last == k and m.actors]
            if not before or any(c.last <= k for c in cue_candidates(self.page, sentence.first, k)):
                return
            m = before[0]
            if m.first - sentence.first > 2 or not self._may_speak_by_colon(m, sentence, k, local):
                return
            content = content_range(self.page, Complement(k + 1, "colon", k), sentence.last)
            if content and content[1] - content[0] >= 2:
                start, end, mode = content
                self.found.append(
                    Found(
                        (k, k + 1),
                        (start, end),
                        mode,
                        m.actors,
                        (),
                        "affirm",
                        "named before the colon",
                        None,
                        "colon",
                    )
                )
                self.heard.speakers.append(m.actors)
            return

    def _may_speak_by_colon(self, m: Mention, sentence: Sentence, colon: int, local: list[Mention]) -> bool:
        """Not bylines, datelines, links and section heads, which end in a colon too."""
        in_title = sentence.first < self.page.title_end
        entry = m.entry.kind if m.entry else ""
        if governed(self.page, m) or (entry in ("agency", "outlet", "place") and not in_title):
            return False
        if self.page.norms[sentence.first] in ("كتب", "رابط", "اعداد", "تصوير", "عاجل"):
            return False
        nxt = next((x for x in local if x.first > colon), None)
        section = m.kind == "country" and nxt is not None and nxt.kind == "person" and nxt.first <= colon + 2
        words = self.page.norms[colon + 1 : sentence.last]
        repeated = any(
            self.page.norms[f.content[0] : f.content[1]] == words for f in self.found if f.cue_kind == "colon"
        )
        return not section and not repeated

    def _source(self, cue: Cue, local: list[Mention]) -> Mention | None:
        """The actor that «بحسب» names."""
        near = (m for m in local if m.first >= cue.last and m.first - cue.last <= 3)
        return next((m for m in near if m.actors and m.kind != "pair"), None)

    def _according(
        self, cues: list[Cue], sentence: Sentence, local: list[Mention], made: list[Found]
    ) -> None:
        """«بحسب الوكالة»: the source of the sentence, or the one who passes on what another said in it."""
        for cue in cues:
            source = next(
                (m for m in local if m.first >= cue.last and m.first - cue.last <= 3 and m.actors), None
            )
            if source is None:
                continue
            if made:
                for f in made:
                    if f.speakers != source.actors and not f.via:
                        f.via = source.actors
                continue
            before = cue.first - sentence.first > 3
            end = source.last
            if before:
                complement = Complement(sentence.first, "object", sentence.first)
                content = content_range(self.page, complement, cue.first)
            else:
                while end < sentence.last and (
                    is_mark(self.page, end, ',"') or self.page.norms[end] == "فان"
                ):
                    if (
                        self.page.norms[end] == '"'
                        and self.page.tokens[end].text != "»"
                        and self.page.in_quote[min(end + 1, sentence.last - 1)]
                    ):
                        break
                    end += 1
                content = content_range(self.page, Complement(end, "object", end), sentence.last)
            if content and sum(self.page.tokens[k].kind == WORD for k in range(content[0], content[1])) >= 3:
                start, stop, mode = content
                made.append(
                    Found(
                        (cue.first, cue.last),
                        (start, stop),
                        mode,
                        source.actors,
                        (),
                        "inform",
                        "source named after the cue",
                        None,
                        "according",
                    )
                )
                self.heard.speakers.append(source.actors)


def find_statements(page: Page, mentions: list[Mention], cast: list[Member]) -> list[Found]:
    """The statements of a page in the order of the text."""
    return StatementReader(page, mentions, cast).run()


__all__ = ["MARK", "Found", "StatementReader", "find_statements"]
