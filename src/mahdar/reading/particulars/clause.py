"""Clause: one found statement with its cue read again and the actors around it, as the particulars look at it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.reading.cast import Member, states_of
from mahdar.reading.cues import Cue, cue_candidates, is_that
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.particulars.words import Words, words_for
from mahdar.reading.statements import Found

#: Tokens looked at before the cue and after the content, however long the sentence.
_WINDOW = 120


CastIndex = dict[tuple[str, str], int]


@dataclass(slots=True)
class Clause:
    """A statement laid open.

    Attributes:
        page, found, cast: what was read.
        words: the word lists.
        mentions: all mentions of the article, in order; `local` those of the sentence, `starts` by first token.
        cue: the cue as its form tells it, None for a colon.
        verb: its verb, "" where it has none.
        subject_end: token index after the speaker that follows the cue, else after the cue.
        first, last: the sentence.
        index: where states and bodies stand in the cast.
    """

    page: Page
    found: Found
    cast: list[Member]
    words: Words
    mentions: list[Mention]
    local: list[Mention]
    starts: dict[int, Mention]
    cue: Cue | None
    verb: str
    subject_end: int
    first: int
    last: int
    index: CastIndex

    @property
    def norms(self) -> list[str]:
        """The folded words of the page."""
        return self.page.norms

    def is_word(self, i: int) -> bool:
        """Whether token `i` is a word."""
        return 0 <= i < len(self.page.tokens) and self.page.tokens[i].kind == WORD

    def next_word(self, i: int, end: int) -> int | None:
        """The first token from `i` that is neither a mark nor a line break, before `end`."""
        return next((k for k in range(i, end) if self.page.tokens[k].kind not in (MARK, NEWLINE)), None)

    @property
    def head(self) -> int | None:
        """The first word of the content, a bare أن passed over."""
        start, end = self.opening, self.found.content[1]
        k = self.next_word(start, end)
        if k is not None and is_that(self.page, k) and self.norms[k] in ("ان", "بان"):
            k = self.next_word(k + 1, end)
        return k

    @property
    def opening(self) -> int:
        """Where the complement begins: at the content, or at a noun of the act just before it («رفضه | للتدخل»)."""
        start = self.found.content[0]
        for k in range(max(self.subject_end, start - 3), start):
            noun = self.words.noun(self.norms[k])
            if noun is not None and noun.base in self.words.expressed and k not in self.starts:
                return k
        return start

    def after_that(self, k: int) -> bool:
        """Whether a bare أن stands before token `k`, a quotation mark between them passed over."""
        before = self.norms[k - 1] if k else ""
        if before == '"' and k > 1:
            before = self.norms[k - 2]
        return before in ("ان", "بان")

    def speaker_countries(self) -> frozenset[str]:
        """The countries of the speakers."""
        return frozenset(c for i in self.found.speakers if (c := self.cast[i].country))

    def said_by(self, mention: Mention) -> bool:
        """Whether a mention means one of the speakers."""
        return bool(set(mention.actors) & set(self.found.speakers))


def index_of(cast: list[Member]) -> CastIndex:
    """Where states and bodies stand in the cast: ("country", code) and (kind of entry, its identifier) to index."""
    index: CastIndex = {("country", code): n for code, n in states_of(cast).items() if code}
    for n, member in enumerate(cast):
        if member.entry is not None:
            index.setdefault((member.entry.kind, member.entry.id), n)
    return index


def open_clause(
    page: Page, found: Found, mentions: list[Mention], cast: list[Member], index: CastIndex
) -> Clause:
    """Lay a statement open."""
    first, last = _sentence(page, found)
    begin = bisect_left(mentions, first, key=lambda m: m.first)
    stop = bisect_left(mentions, last, key=lambda m: m.first)
    local = mentions[begin:stop]
    cue = _cue(page, found)
    subject_end = _subject_end(found, local)
    return Clause(
        page,
        found,
        cast,
        words_for(page.knowledge),
        mentions,
        local,
        {m.first: m for m in local},
        cue,
        cue.verb.id if cue and cue.verb else "",
        subject_end,
        first,
        last,
        index,
    )


def _sentence(page: Page, found: Found) -> tuple[int, int]:
    number = page.sentence_of[found.cue[0]]
    first, last = found.cue[0], max(found.cue[1], found.content[1])
    if number >= 0:
        first, last = min(first, page.sentences[number].first), max(last, page.sentences[number].last)
    return max(min(first, found.content[0]), found.cue[0] - _WINDOW), min(last, found.content[1] + _WINDOW)


def _cue(page: Page, found: Found) -> Cue | None:
    first, last = found.cue
    cue = next(cue_candidates(page, first, max(last, min(first + 4, len(page.tokens)))), None)
    return cue if cue is not None and cue.first == first else None


def _subject_end(found: Found, local: list[Mention]) -> int:
    end = found.cue[1]
    for m in local:
        if m.first < found.cue[1] or m.first >= found.content[0] > found.cue[1]:
            continue
        if set(m.actors) & set(found.speakers) and m.first - end <= 4:
            end = m.last
        elif m.first > end:
            break
    return end
