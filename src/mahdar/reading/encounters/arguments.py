"""Arguments: the mentions of a clause with the preposition that leads to each, and the clause's bounds."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.ranges import starting_in

_LEADS = {
    fold(w): p
    for p, ws in {
        "مع": "مع ومع بمعية",
        "بين": "بين وبين",
        "إلى": "إلى وإلى صوب باتجاه نحو",
        "في": "في وفي داخل",
        "من": "من ومن",
        "ل": "لصالح",
        "أمام": "أمام",
        "عن": "عن على حول بشأن ضد تجاه باسم بخصوص وعلى حيال إزاء بحق دون عبر",
        "بحضور": "بحضور بمشاركة برئاسة برفقة رفقة ضم يضم حضره حضرها يرافقه برفقته ومعه ضمت بمرافقة رافقه",
        "بدعوة": "بدعوة لدعوة",
        "بوساطة": "بوساطة",
        "برعاية": "برعاية",
        "زمن": "بعد قبل منذ خلال عقب أثناء قبيل إثر فور",
    }.items()
    for w in ws.split()
}
_IN = fold("في")
_AT_SOME_TIME = ("سابق", "لاحق", "متاخر", "مبكر")
#: No clause is longer, in tokens.
_CLAUSE = 160
_MARKS = frozenset('"#(')


@dataclass(slots=True)
class Argument:
    """A mention with what leads to it: a preposition, nothing (""), or a noun it belongs to ("of")."""

    mention: Mention
    lead: str
    joined: bool


class Clauses:
    """Looks up mentions, their leads and clause bounds on one page."""

    def __init__(self, page: Page, mentions: list[Mention]) -> None:
        self.page = page
        self.mentions = [m for m in mentions if m.actors]
        self._firsts = [m.first for m in self.mentions]
        self._ends = {m.last for m in self.mentions}
        self._venues = meeting_words(page.knowledge).lists["venue_heads"]

    def end_at(self, ends: set[int]) -> None:
        """What follows a place or date that ends at one of these tokens stands free of it."""
        self._ends |= ends

    def within(self, first: int, last: int) -> list[Mention]:
        """The mentions that begin in tokens [first, last)."""
        return starting_in(self.mentions, self._firsts, first, last)

    def arguments(self, first: int, last: int, heads: frozenset[int]) -> list[Argument]:
        """The mentions of [first, last) with their leads; a mention joined by و shares the lead of the one before.

        Args:
            first: where to begin.
            last: where to end.
            heads: tokens after which a mention is a bare argument: the trigger's own.
        """
        out: list[Argument] = []
        for m in self.within(first, last):
            lead = self._lead(m, heads)
            conj = self.page.norms[m.first][:1] == "و" and m.prefix > 0
            joined = bool(out) and conj and lead in ("", out[-1].lead) and self._near(out[-1].mention, m)
            if joined:
                lead = out[-1].lead
            out.append(Argument(m, lead, joined))
        return out

    def _near(self, a: Mention, b: Mention) -> bool:
        gap = self.page.norms[a.last : b.first]
        if all(w in (",", '"', ")", "(", "#") for w in gap):
            return True
        return len(gap) <= 8 and not any(
            self.page.tokens[k].kind == NEWLINE or self.page.norms[k] in self.page.knowledge.verbs
            for k in range(a.last, b.first)
        )

    def _lead(self, m: Mention, heads: frozenset[int]) -> str:
        norms = self.page.norms
        attached = norms[m.first][: m.prefix]
        if attached[-1:] in ("ب", "ل", "ك"):
            return attached[-1]
        k = m.first - 1
        while k >= 0 and (
            norms[k] in _MARKS or norms[k] == "مجلسي" or (norms[k] in ("كل", "كلا") and norms[k + 1] != "من")
        ):
            k -= 1
        if k >= 1 and norms[k] == "من" and norms[k - 1] in ("كل", "كلا", "وكل"):
            k -= 2
        if k < 0:
            return ""
        start, attached = self._honorific(k)
        if start < k + 1:
            if attached in ("ب", "ل", "ك"):
                return attached
            k = start - 1
            if k < 0:
                return ""
        if k in heads or (k + 1) in self._ends:
            return ""
        if k and norms[k] in self._venues and norms[k - 1] == _IN:
            # «في مقر الوزارة»: the ministry is where they met, and not who.
            return _IN
        lead = _LEADS.get(norms[k])
        if lead is not None:
            return self._from(k) if lead == "من" else lead
        if self._earlier(k):
            return ""
        if self.page.tokens[k].kind != WORD or norms[k] in self.page.knowledge.function_words:
            return ""
        if norms[k].startswith(("ال", "وال", "بال", "لل", "فال")) or norms[k] in self.page.knowledge.verbs:
            return ""
        if self.page.tokens[k].text.endswith(("اً", "ًا", "ا")):
            return ""
        return "of" if m.kind in ("country", "institution") else "?"

    def _from(self, k: int) -> str:
        """What «من» at token `k` leads to: who did it, who invited («بدعوة رسمية من»), who mediated."""
        before = self.page.norms[max(0, k - 2) : k]
        if before[-1:] in (["قبل"], ["جانب"]):
            return "من قبل"
        own = (_LEADS[w] for w in reversed(before) if _LEADS.get(w) in ("بدعوة", "بوساطة", "برعاية"))
        return next(own, "من")

    def _earlier(self, k: int) -> bool:
        """«في وقت سابق» ends at token `k`: it leads to nothing."""
        return self.page.norms[k - 1] == "وقت" and self.page.norms[k] in _AT_SOME_TIME

    def _honorific(self, k: int) -> tuple[int, str]:
        """Where the honorifics that end at token `k` begin, and the preposition written onto them."""
        start, attached = k + 1, ""
        for at in range(k, max(-1, k - 8), -1):
            hits = self.page.knowledge.honorifics.at(self.page.norms, at)
            hit = next((h for h in hits if at + h.length == start), None)
            if hit is not None:
                start, attached = at, self.page.norms[at][: hit.prefix][-1:]
            elif start - at > 2:
                break
        return start, attached

    def linked_end(self, start: int, last: int, soft: frozenset[int], allowed: int) -> int:
        """How far the words from token `start` on belong together: mentions, dates, places, up to `allowed` others."""
        heavy, end, k = 0, start, start
        page, last = self.page, min(last, start + _CLAUSE)
        while k < last:
            norm, kind = page.norms[k], page.tokens[k].kind
            if k in soft:
                heavy, end = 0, k + 1
            elif kind == NEWLINE or norm in (";", ":"):
                break
            elif kind == WORD and norm not in page.knowledge.function_words and norm not in _LEADS:
                heavy += 1
                if heavy > allowed:
                    break
            k += 1
        return end

    def soft(self) -> frozenset[int]:
        """Tokens of mentions and of honorifics before them."""
        out: set[int] = set()
        for m in self.mentions:
            out.update(range(m.first, m.last))
            start, _ = self._honorific(m.first - 1)
            out.update(range(start, m.first))
        return frozenset(out)


def clause_start(page: Page, at: int, floor: int, breaks: frozenset[int], stop: frozenset[str]) -> int:
    """Where the clause around token `at` begins, not before `floor`."""
    k, floor = at, max(floor, at - _CLAUSE)
    while k > floor:
        before = page.norms[k - 1]
        if k in breaks and k != at:
            return k
        if before in stop or (page.tokens[k - 1].kind == MARK and before in ".;:"):
            return k
        k -= 1
    return k


def clause_end(page: Page, at: int, limit: int, breaks: frozenset[int], stop: frozenset[str]) -> int:
    """Where the clause around token `at` ends, not after `limit`."""
    k, limit = at, min(limit, at + _CLAUSE)
    while k < limit:
        if (k in breaks and k > at) or page.norms[k] in stop:
            return k
        if page.tokens[k].kind == NEWLINE:
            return k
        k += 1
    return k
