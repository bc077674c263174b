"""Unknown words where a subject stands: names that no list knows, and people told by a noun."""

from __future__ import annotations

from mahdar.arabic.clitics import split_clitics
from mahdar.arabic.tokens import WORD
from mahdar.arabic.wordlists import is_common
from mahdar.reading.cast import Member, name_key
from mahdar.reading.clause_subjects import Subject, agrees, subject_before
from mahdar.reading.clauses import Clauses
from mahdar.reading.content import Complement
from mahdar.reading.cues import Cue, is_that
from mahdar.reading.mention import Mention
from mahdar.reading.names import name_end
from mahdar.reading.page import Page, closing_quote

_LONGEST_SUBJECT = 6
_LONGEST_NAME = 3
_QUOTED_NAME = 3
_SHORT = 4


def _quoted_name(page: Page, at: int, limit: int) -> int | None:
    """«وأضاف «إيرنست»: «…»»: index after a name in quotation marks that stands between verb and colon, or None."""
    close = closing_quote(page.tokens, at) if page.norms[at : at + 1] == ['"'] else None
    if (
        close is None
        or close - at > _QUOTED_NAME
        or page.norms[close + 1 : close + 2] != [":"]
        or close >= limit
    ):
        return None
    return close


class UnknownSubjects:
    """Reads subjects on one page that are no mentions yet, and adds them to its cast."""

    def __init__(self, page: Page, cast: list[Member]) -> None:
        self.page = page
        self.cast = cast

    def subject(self, cue: Cue, complement: Complement, clauses: Clauses) -> Subject | None:
        """Words between verb and complement that no list knows: a person's name, or people told by a noun."""
        if cue.kind not in ("past", "present", "future") or (cue.form and cue.form.object):
            return None
        end = cue.last
        quoted = _quoted_name(self.page, cue.last, complement.start)
        if quoted is not None:
            return Subject(
                self.join_cast("person", cue.last + 1, quoted, None),
                quoted + 1,
                "name before the colon",
                True,
            )
        last = complement.noun_subject or complement.start
        while end < last and end - cue.last < _LONGEST_SUBJECT and self._in_subject(end):
            end += 1
        if self.page.norms[cue.last] in self.page.knowledge.grammar["no_subjects"] or self._told_before(
            cue, clauses
        ):
            return None
        whole = complement.style == "object" and end >= complement.start and not complement.noun_subject
        if end == cue.last or whole:
            return None
        overlapping = next((m for m in clauses.after(cue.last) if m.first < end and m.last > cue.last), None)
        if overlapping is not None:
            return self._named_before(cue, overlapping)
        name = name_end(self.page, cue.last, end)
        if self._is_object(cue):
            return None
        named = clauses.starts.get(end + 1) if self.page.norms[end] == "," else None
        told = is_common(self.page.norms[cue.last].removeprefix("ال"))
        if (
            told
            and named is not None
            and named.kind == "person"
            and named.name
            and named.last <= complement.start
        ):
            return Subject(named.actors, named.last, "name after the comma")
        kind = "person" if name == end else "group"
        actors = self.join_cast(kind, cue.last, end, cue.form.gender if cue.form else None)
        return Subject(actors, end, "unknown words where the subject stands", True)

    def source(self, at: int, clauses: Clauses) -> tuple[tuple[int, ...], int]:
        """«وفق بيانات رسمية»: a source told by a common noun; it joins the cast as a group."""
        end = at + 1
        last = min(clauses.sentence.last, at + _LONGEST_SUBJECT)
        while end < last and self._in_subject(end) and self.page.norms[end] not in self.page.knowledge.verbs:
            end += 1
        return self.join_cast("group", at, end, None), end

    def join_cast(self, kind: str, first: int, last: int, gender: str | None) -> tuple[int, ...]:
        """The member that some unknown words name, a new one where none has the name."""
        words, key = self.page.words(first, last), name_key(self.page.norms[first:last])
        if words.startswith("لل"):
            words = "ال" + words[2:]
        for index, member in enumerate(self.cast[-200:], max(0, len(self.cast) - 200)):
            if member.kind == kind and any(key == other for _, other in member.names):
                return (index,)
        m = Mention(first, last, kind, name=(first, last), actors=(len(self.cast),))
        self.cast.append(Member(kind, names=[(words, key)], gender=gender, mentions=[m]))
        return m.actors

    def _told_before(self, cue: Cue, clauses: Clauses) -> bool:
        """«إن المتحدث، فلان، قال …»: whether the subject stands right before the verb."""
        before = subject_before(self.page, cue, clauses)
        near = (
            before is not None and not before.doubtful and cue.first - before.end <= 1 and not cue.conjoined
        )
        return before is not None and near and agrees(cue, [self.cast[i] for i in before.actors])

    def _is_object(self, cue: Cue) -> bool:
        """«اختتم الزيارة»: a feminine noun with the article after a masculine verb is no subject."""
        text = self.page.tokens[cue.last].text
        masculine = cue.form is not None and (cue.form.gender, cue.form.number) == ("m", "s")
        feminine = text.startswith("ال") and text.endswith("ة")
        return (
            masculine
            and feminine
            and self.page.norms[cue.last] not in self.page.knowledge.grammar["men_in_ta"]
        )

    def _named_before(self, cue: Cue, title: Mention) -> Subject | None:
        """«قال ألفريدو زاميديو مدير المركز إن …»: unknown words that a title goes on with are a name."""
        words = range(cue.last, title.first)
        norms = self.page.norms
        plain = all(self._in_subject(k) or norms[k] == "بن" for k in words)
        plain = plain and not any(
            is_common(norms[k]) or is_common(norms[k].removeprefix("ال")) for k in words
        )
        if not 0 < len(words) <= _LONGEST_NAME or not plain or title.title is None or title.name is not None:
            return None
        actors = self.join_cast("person", cue.last, title.first, title.gender)
        member = self.cast[actors[0]]
        member.role = member.role or (self.page.words(*title.role, title.role_prefix) if title.role else None)
        member.country = member.country or title.country
        return Subject(actors, title.last, "name before its title")

    def _in_subject(self, k: int) -> bool:
        norm = self.page.norms[k]
        grammar = self.page.knowledge.grammar
        known = (
            norm in self.page.knowledge.function_words or is_that(self.page, k) or norm in grammar["asides"]
        )
        if (
            self.page.tokens[k].kind != WORD
            or known
            or len(norm) < 2
            or norm in self.page.knowledge.grammar["quoting"]
        ):
            return False
        if (
            norm[0] in "بل"
            and not self._foreign(k)
            and split_clitics(self.page.tokens[k].text)[0] in ("ب", "ل")
        ):
            return False
        return not (norm[0] in "بلك" and len(norm) > 3 and k in self.page.hits)

    def _foreign(self, k: int) -> bool:
        """«برلوسكوني»: a word that neither with nor without its first letter is one that the lists know."""
        norm = self.page.norms[k]
        rest = norm[1:]
        known = any(is_common(w) or w in self.page.knowledge.verbs for w in (norm, rest, "ال" + norm[2:]))
        return (
            len(norm) > _SHORT and not known and not rest.startswith(("ال", "ل")) and k not in self.page.hits
        )
