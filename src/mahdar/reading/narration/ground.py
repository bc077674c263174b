"""The ground of narration: dates, sentences of the report, and whose words each token of a page belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.arabic.dates import DateMention
from mahdar.arabic.tokens import MARK, NEWLINE
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.ranges import starting_in
from mahdar.reading.statements import Found

When = tuple[int, int, DateMention]
_STOPS = frozenset({".", ";", ":", "?", "!", "..", "..."})


class Ground:
    """What facts, figures and instruments of one page all rest on.

    Attributes:
        page: the page.
        mentions: its mentions in the order of the text.
        dates: the dates told, with their token ranges, in order.
    """

    def __init__(self, page: Page, mentions: Sequence[Mention], statements: Sequence[Found]) -> None:
        self.page = page
        self.mentions = [m for m in mentions if m.actors]
        self.dates = page.dates
        self._firsts = [m.first for m in self.mentions]
        self._date_firsts = [d[0] for d in self.dates]
        self._date_of: dict[int, When] = {k: d for d in self.dates for k in range(d[0], d[1])}
        self._said: dict[int, Found] = {}
        for found in sorted(statements, key=lambda f: f.content[0] - f.content[1]):
            self._said.update(dict.fromkeys(range(*found.content), found))
        self._segments = self._find_segments()
        self._cues = {k for f in statements for k in range(*f.cue)}

    def said(self, i: int) -> Found | None:
        """The innermost statement whose content token `i` belongs to."""
        return self._said.get(i)

    def is_cue(self, i: int) -> bool:
        """Whether token `i` is among the words that tell of a statement."""
        return i in self._cues

    def date_at(self, i: int) -> When | None:
        """The date that token `i` belongs to."""
        return self._date_of.get(i)

    def dates_within(self, first: int, last: int) -> list[When]:
        """The dates that begin in tokens [first, last)."""
        return starting_in(self.dates, self._date_firsts, first, last)

    def mentions_within(self, first: int, last: int) -> list[Mention]:
        """The mentions that begin in tokens [first, last)."""
        return starting_in(self.mentions, self._firsts, first, last)

    def sentence_bounds(self, i: int) -> tuple[int, int]:
        """Token range of the sentence of token `i`."""
        sentence = self.page.sentences[self.page.sentence_of[i]]
        return sentence.first, sentence.last

    def reports(self, i: int) -> bool:
        """Whether token `i` stands in a sentence of the report."""
        number = self.page.sentence_of[i]
        return number >= 0 and number not in self.page.boilerplate

    def segment(self, i: int) -> tuple[int, int]:
        """Token range around `i` that no full stop, semicolon or colon interrupts."""
        return self._segments[i]

    def _find_segments(self) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        start = 0
        for k in range(len(self.page.tokens) + 1):
            ends = k == len(self.page.tokens) or self._stops(k)
            if ends or self.page.sentence_of[k] != self.page.sentence_of[start]:
                out += [(start, k)] * (k - start)
                start = k
            if ends and k < len(self.page.tokens):
                out.append((k, k + 1))
                start = k + 1
        return out

    def _stops(self, k: int) -> bool:
        kind = self.page.tokens[k].kind
        return kind == NEWLINE or (kind == MARK and self.page.norms[k] in _STOPS)
