"""Clauses: which cues end the content of an earlier one, and where the clause of a cue begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mahdar.arabic.sentences import Sentence
from mahdar.reading.cues import Cue, is_mark
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

#: A subject is looked for among so many mentions on either side of a cue.
WINDOW = 14

#: Verbs that speak when denied: «ولم يستبعد أن …».
_NEGATED = ("استبعد", "نفى")
#: Lengths of the phrases that turn to another matter.
_TURNS = (3, 2)
_EXCEPT = ("الا", "غير", "بيد")
_THAT_HE = ("ان", "انه", "انها", "انهم")


class Clauses:
    """One sentence with its mentions, asked about clauses; every answer costs the same in a sentence of any length."""

    def __init__(self, page: Page, sentence: Sentence, mentions: Sequence[Mention]) -> None:
        self.page = page
        self.sentence = sentence
        self.mentions = mentions
        self.starts = {m.first: m for m in mentions}
        self._ending = {m.last: m for m in mentions}
        self._firsts = [m.first for m in mentions]

    def after(self, token: int) -> Sequence[Mention]:
        """The mentions that begin at or after a token, the nearest dozen."""
        at = bisect_left(self._firsts, token)
        return self.mentions[at : at + WINDOW]

    def before(self, token: int) -> Sequence[Mention]:
        """The mentions that begin before a token, the nearest dozen, in order."""
        at = bisect_left(self._firsts, token)
        return self.mentions[max(0, at - WINDOW) : at]

    def head(self) -> Sequence[Mention]:
        """The first dozen mentions of the sentence."""
        return self.mentions[:WINDOW]

    def limits(self, cues: Sequence[Cue]) -> list[int]:
        """For each cue the first token of the next one that ends its content, or the sentence's end."""
        out = []
        following = self.sentence.last
        for cue in reversed(cues):
            out.append(following)
            if cue.kind != "according" and self.opens(cue):
                following = cue.first
        return out[::-1]

    def opens(self, cue: Cue) -> bool:
        """Whether the cue opens a clause of its own, so that it ends the content of the one before."""
        if cue.kind in ("participle", "according", "impersonal") or cue.first == self.sentence.first:
            return True
        if cue.kind == "noun":
            return False
        if cue.kind in ("present", "future"):
            before = self.page.norms[cue.first - 1]
            grammar = self.page.knowledge.grammar
            ruled = before == "ولم" and cue.verb is not None and cue.verb.id in _NEGATED
            return ruled or any(before in grammar[words] for words in ("contrasts", "yet_he"))
        if cue.conjoined:
            return True
        before = self.page.norms[cue.first - 1]
        if before in self.page.knowledge.grammar["clause_openers"] or is_mark(
            self.page, cue.first - 1, ",;."
        ):
            return True
        if self._turn_before(cue.first):
            return True
        if before in _THAT_HE and self.page.norms[cue.first - 2] in _EXCEPT:
            return True
        subject = self._ending.get(cue.first)
        if subject is not None and subject.first > self.sentence.first:
            attached = self.page.norms[subject.first].startswith("و") and subject.prefix > 0
            opener = self.page.norms[subject.first - 1]
            if opener == "ان" and subject.first > 1:
                return self.page.norms[subject.first - 2] in _EXCEPT
            return opener in self.page.knowledge.grammar["clause_openers"] or attached
        return False

    def start_of(self, cue: Cue) -> int:
        """Where the clause of a cue begins: before its subject, conjunction and comma."""
        at = cue.first
        subject = self._ending.get(at)
        if subject is not None and cue.kind != "participle":
            at = subject.first
        norms = self.page.norms
        if at - 2 > self.sentence.first and norms[at - 2] in _EXCEPT and norms[at - 1] in _THAT_HE:
            at -= 2
        at -= self._turn_before(at)
        while at > self.sentence.first and (
            self.page.norms[at - 1] in self.page.knowledge.grammar["clause_openers"]
            or is_mark(self.page, at - 1, ",")
        ):
            at -= 1
        return at

    def _turn_before(self, at: int) -> int:
        """«، في سياق آخر أعلن …»: how many words before a token turn to another matter after a pause, else none."""
        for length in _TURNS:
            first = at - length
            turns = " ".join(self.page.norms[max(0, first) : at]) in self.page.knowledge.grammar["turns"]
            if turns and first > self.sentence.first and is_mark(self.page, first - 1, ",;."):
                return length
        return 0


def first_between(sorted_tokens: Sequence[int], start: int, end: int) -> int | None:
    """The first of some token indices that lies in (start, end), or None."""
    at = bisect_right(sorted_tokens, start)
    return sorted_tokens[at] if at < len(sorted_tokens) and sorted_tokens[at] < end else None
