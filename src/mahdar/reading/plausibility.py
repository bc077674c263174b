"""Plausibility: whether a word that has the form of a cue is one where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.arabic.tokens import WORD
from mahdar.knowledge import Verb
from mahdar.reading.clause_subjects import Subject, agrees, subject_before
from mahdar.reading.clauses import Clauses
from mahdar.reading.content import Complement
from mahdar.reading.cues import Cue
from mahdar.reading.page import Page
from mahdar.reading.speakers import Speakers

#: Verbs whose present without a subject goes on with the one who spoke before («ويضيف»).
_NARRATIVE = frozenset({"قال", "أضاف", "تابع", "أوضح", "رأى", "أكد", "شدد", "أردف"})
#: Verbs whose unvocalised present reads as a passive («يذكر أن»، «يعتقد أن») when nobody is named.
_PASSIVE_LOOKALIKES = frozenset({"ذكر", "اعتقد", "توقع", "زعم", "ظن", "أشار", "عد", "لاحظ", "بين"})
_BLOCKING = ("غير", "ان", "كي", "لن", "سوف")


def _bare(norm: str) -> Iterator[str]:
    """A noun without what is attached to it: «بدعوتها» is «دعوه»."""
    word = norm.removeprefix("و").removeprefix("ب").removeprefix("ال")
    yield word
    for pronoun in ("هما", "هم", "ها", "ه", "نا"):
        if word.endswith(pronoun):
            stem = word.removesuffix(pronoun)
            yield stem
            yield stem[:-1] + "ه"
            return


class Plausibility:
    """Judges the cues of one page, each with the subject and the complement found for it."""

    def __init__(self, page: Page, speakers: Speakers) -> None:
        self.page = page
        self.speakers = speakers
        self._grammar = page.knowledge.grammar

    def holds(
        self, cue: Cue, subject: Subject | None, clauses: Clauses, complement: Complement, goes_on: bool
    ) -> bool:
        """Whether the cue is one.

        Args:
            cue: the cue.
            subject: the subject that stands beside it, if any.
            clauses: the sentence.
            complement: where its content begins.
            goes_on: a statement of the same sentence stands before it.
        """
        verb = cue.verb
        if verb is None:
            return True
        if verb.needs and verb.needs_for in (None, complement.style):
            near = self.page.norms[cue.last : complement.start + 4]
            if not any(word in verb.needs for w in near for word in _bare(w)):
                return False
        if self._says_nothing(cue, verb, complement) or (subject is None and self._is_held(cue, complement)):
            return False
        if subject is None and self._needs_subject(cue, verb, clauses, goes_on):
            return self._told_before(cue, verb, clauses)
        if subject is None and cue.kind == "past" and self._stray(cue, clauses):
            return False
        if subject is None and self._compares(cue, complement):
            return False
        blocked = cue.first > 0 and self.page.norms[cue.first - 1] in _BLOCKING
        return not (blocked and cue.kind in ("present", "participle"))

    def _says_nothing(self, cue: Cue, verb: Verb, complement: Complement) -> bool:
        """«لم يوضح طبيعة الرد», «توقع مذكرة», «طلب عدم ذكر اسمه», «اتُهم بالتقصير»."""
        content = self.page.norms[complement.start : complement.start + 2]
        before = self.page.norms[cue.first - 1] if cue.first else ""
        if (
            before in ("لم", "ولم")
            and complement.style != "that"
            and verb.id in self._grammar["told_nothing"]
        ):
            return True
        active = cue.form is None or cue.form.object is not None or cue.kind == "participle"
        if verb.id == "اتهم" and not active and complement.start == cue.last and complement.style != "object":
            return True
        if verb.id == "توقع" and content[:1] and content[0] in self._grammar["signed"]:
            return True
        return content[:1] == ["عدم"] and content[-1] in self._grammar["kept_back"]

    def _needs_subject(self, cue: Cue, verb: Verb, clauses: Clauses, goes_on: bool) -> bool:
        """Whether a cue without a subject beside it asks for one before it."""
        same_speaker = goes_on and self._is_plain_past(cue, clauses)
        opening = cue.first in (clauses.sentence.first, clauses.sentence.first + 1)
        told_on = cue.conjoined or (opening and verb.id in _NARRATIVE)
        told_on |= cue.first > 0 and self.page.norms[cue.first - 1] in self._grammar["yet_he"]
        unsaid = cue.kind in ("present", "future") and not told_on and not same_speaker
        unsaid |= cue.kind == "present" and verb.id in _PASSIVE_LOOKALIKES
        directed = verb.to and cue.last in clauses.starts and (cue.conjoined or opening)
        if directed and bool(self.speakers.heard) and cue.kind == "past":
            return False
        if cue.kind == "participle" and self.page.norms[cue.first].endswith("ا") and goes_on:
            return False
        return (verb.needs_person and not same_speaker) or unsaid

    def _is_plain_past(self, cue: Cue, clauses: Clauses) -> bool:
        """«واستبعد», «ولم يستبعد»: a past tense joined on, and not written like a verbal noun («ورفض», «وشكرهم»)."""
        if cue.kind == "present":
            return self.page.norms[cue.first - 1] == "ولم" and clauses.opens(cue)
        if not cue.conjoined:
            return False
        forms = self.page.knowledge.verbs.get(self.page.norms[cue.first][1:], ())
        spoken = [f for f in forms if f.person == 3]
        return bool(spoken) and all(f.kind == "past" and f.object is None for f in spoken)

    def _told_before(self, cue: Cue, verb: Verb, clauses: Clauses) -> bool:
        """Whether a subject that may be its own stands before the cue."""
        before = subject_before(self.page, cue, clauses)
        if before is None or before.doubtful or (cue.conjoined and verb.id in _PASSIVE_LOOKALIKES):
            return False
        members = self.speakers.members(before.actors)
        return any(x.kind == "person" for x in members) or len(members) > 1 or agrees(cue, members)

    def _is_held(self, cue: Cue, complement: Complement) -> bool:
        """«ويعتبر المسجد من أقدم …»: what is generally held, told by a passive that is written like the active."""
        if cue.verb is None or cue.verb.id != "اعتبر" or cue.form is None or cue.form.number != "s":
            return False
        first = self.page.norms[complement.start]
        own = first.endswith(("ه", "ها")) and not first.startswith(("ال", "هذ"))
        body = cue.first >= self.page.title_end
        return cue.kind == "present" and complement.style == "object" and body and not own

    def _compares(self, cue: Cue, complement: Complement) -> bool:
        """«لم تكن الأمور كما تمنى», «فعل كما وعد»: a clause of comparison in the midst of another tells no words."""
        at = cue.first - 1
        inside = at > 0 and self.page.norms[at] == "كما" and self.page.tokens[at - 1].kind == WORD
        return inside and complement.style not in ("that", "colon", "quote")

    def _stray(self, cue: Cue, clauses: Clauses) -> bool:
        """«تدفع ثمن», «ستشهد كشف»: a word that is oftener a noun is no past tense in the midst of a clause."""
        if self.page.norms[cue.first] not in self._grammar["nouns_alike"] or clauses.opens(cue):
            return False
        before = self.page.norms[cue.first - 1]
        named = any(m.last == cue.first for m in clauses.before(cue.first)[-2:])
        return not (named or before in self._grammar["before_pasts"] or before in self._grammar["relatives"])
