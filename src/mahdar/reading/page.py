"""A page: one article laid open for reading, with its tokens, sentences and what the knowledge sees in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mahdar.arabic.dates import DateMention, find_dates_in
from mahdar.arabic.sentences import Sentence, split_sentences
from mahdar.arabic.tokens import MARK, NEWLINE, Token, tokenize
from mahdar.knowledge import Hit, Knowledge
from mahdar.knowledge.phrases import longest_of
from mahdar.model import Article, Span
from mahdar.reading.anchor import Anchor, anchor_of
from mahdar.reading.boilerplate import boilerplate


@dataclass(slots=True)
class Page:
    """An article's text as the steps of reading see it; every step only adds to it.

    Attributes:
        article: the article.
        knowledge: what is known beforehand.
        tokens: its tokens; `norms` are their folded forms.
        sentences: its sentences; `sentence_of[i]` is the index of token i's sentence, -1 for line breaks.
        title_end: index after the last token of the headline, 0 where there is none.
        dated: the day that relative dates count from, and the last day possible.
        hits: longest phrases of the knowledge by the token they begin at.
        in_quote: for each token, whether it stands inside quotation marks.
        boilerplate: indices of sentences that are no part of the report (captions, links, bylines).
        dates: every date told, in order, with the range of tokens that tells it.
        in_date: the tokens of those dates.
        memo: what one step made of the page and another uses too.
    """

    article: Article
    knowledge: Knowledge
    tokens: list[Token]
    norms: list[str]
    sentences: list[Sentence]
    sentence_of: list[int]
    title_end: int
    dated: Anchor
    hits: dict[int, list[Hit]] = field(default_factory=dict)
    in_quote: list[bool] = field(default_factory=list)
    boilerplate: set[int] = field(default_factory=set)
    dates: list[tuple[int, int, DateMention]] = field(default_factory=list)
    in_date: frozenset[int] = frozenset()
    memo: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def anchor(self) -> date | None:
        """The day that relative dates count from: of publication, None where it is not known."""
        return self.dated.day

    def span(self, first: int, last: int, prefix: int = 0) -> Span:
        """The span of tokens [first, last), without `prefix` attached letters of the first."""
        start = self.tokens[first].start
        if prefix and len(self.tokens[first].text) == len(self.tokens[first].norm):
            start += prefix
        return Span.of(self.text, start, self.tokens[last - 1].end)

    def words(self, first: int, last: int, prefix: int = 0) -> str:
        """The words of tokens [first, last), line breaks as spaces; «للرئيس» without its «ل» is «الرئيس»."""
        words = " ".join(self.span(first, last, prefix).exact.split())
        restored = prefix and self.norms[first][prefix - 1 : prefix + 1] == "لل" and words.startswith("ل")
        return "ا" + words if restored else words


def open_page(article: Article, knowledge: Knowledge) -> Page:
    """Lay an article open: tokens, sentences, headline, anchor, phrases, boilerplate, dates."""
    tokens = tokenize(article.text)
    norms = [t.norm for t in tokens]
    sentences = split_sentences(article.text, tokens)
    sentence_of = [-1] * len(tokens)
    for number, sentence in enumerate(sentences):
        for i in range(sentence.first, sentence.last):
            sentence_of[i] = number
    page = Page(
        article,
        knowledge,
        tokens,
        norms,
        sentences,
        sentence_of,
        _title_end(article, tokens),
        anchor_of(article),
    )
    doubtful: dict[int, list[Hit]] = {}
    starts = knowledge.phrases.starts
    for i in [i for i, norm in enumerate(norms) if starts[norm]]:
        if tokens[i].kind not in (MARK, NEWLINE) and (found := knowledge.phrases.longest(norms, i)):
            if any(h.entry.detail.endswith("?") for h in found):
                doubtful[i] = found
                found = longest_of(
                    [h for h in knowledge.phrases.at(norms, i) if _believed(knowledge, norms, i, h)]
                )
            if found:
                page.hits[i] = found
    _believe_repeated(page, doubtful)
    page.in_quote = quoted_tokens(tokens)
    page.boilerplate = boilerplate(page)
    page.dates = _dates(page)
    page.in_date = frozenset(k for first, last, _ in page.dates for k in range(first, last))
    return page


def _dates(page: Page) -> list[tuple[int, int, DateMention]]:
    starts = [t.start for t in page.tokens]
    found = []
    for told in find_dates_in(page.tokens, page.anchor, None, page.text):
        first = max(bisect_left(starts, told.start + 1) - 1, 0)
        found.append((first, bisect_left(starts, told.end), told))
    return found


def _believe_repeated(page: Page, doubtful: dict[int, list[Hit]]) -> None:
    """«المملكة» means the one kingdom that the article also names in full, or the outlet's own."""
    sure = {h.entry.id for hits in page.hits.values() for h in hits if h.entry.kind == "country"}
    home = _home(page)
    for i, found in doubtful.items():
        if i in page.hits:
            continue
        meant = [
            h
            for h in found
            if h.entry.kind == "country"
            and h.entry.detail == "?"
            and (h.entry.id in sure or h.entry.country == home)
        ]
        if len({h.entry.id for h in meant}) == 1 and page.norms[i].lstrip("وبل").startswith(("ال", "لم")):
            page.hits[i] = meant


def _believed(knowledge: Knowledge, norms: list[str], i: int, hit: Hit) -> bool:
    """A form marked doubtful needs a head noun before it, quotation marks around it, or a preposition of place."""
    if not hit.entry.detail.endswith("?"):
        return True
    before = norms[i - 1] if i else ""
    after = norms[i + hit.length] if i + hit.length < len(norms) else ""
    if before in knowledge.grammar["head_nouns"] or (before == '"' and after == '"'):
        return True
    if before == "(" and after == ")":
        return hit.entry.kind in ("agency", "outlet")
    return hit.entry.kind in ("place", "country") and before in knowledge.grammar["before_places"]


def _home(page: Page) -> str | None:
    """The country of the outlet, None where the knowledge has no outlet of that code."""
    codes = page.knowledge.memo.get("outlet countries")
    if codes is None:
        rows = page.knowledge.outlets
        codes = {code: row.get("country") for row in rows for code in (row["id"], *(row.get("codes") or ()))}
        page.knowledge.memo["outlet countries"] = codes
    home: str | None = codes.get(page.article.outlet)
    return home


#: A first line that opens so names its writer and is no headline.
_BYLINE = frozenset({"كتب", "كتبت", "بقلم", "اعداد", "تقرير"})


def _title_end(article: Article, tokens: list[Token]) -> int:
    """The headline is the first line where a blank line follows it, or where it is short and ends without a stop."""
    line = next((i for i, t in enumerate(tokens) if t.kind == NEWLINE), len(tokens))
    if line in (0, len(tokens)):
        return 0
    if line > 1 and tokens[0].norm in _BYLINE and ":" in (tokens[1].norm, tokens[2].norm):
        return 0
    first = article.text[: tokens[line].start].strip()
    blank_follows = line + 1 < len(tokens) and tokens[line + 1].kind == NEWLINE
    if blank_follows and len(first) <= 300:
        return line
    return line if len(first) <= 120 and not first.endswith((".", "!", "؟")) else 0


_OPENING = {"«": "»", "“": "”", "„": "”"}
_MAX_QUOTE = 400
_STOPS = (".", ",", ";", "!", "?", "؟")


def quoted_tokens(tokens: list[Token]) -> list[bool]:
    """For each token whether it stands inside quotation marks; marks that are never closed open nothing."""
    inside = [False] * len(tokens)
    i = 0
    while i < len(tokens):
        if tokens[i].norm == '"' and tokens[i].text != "»" and _opens(tokens, i):
            close = closing_quote(tokens, i)
            if close is not None:
                for k in range(i + 1, close):
                    inside[k] = True
                i = close
        i += 1
    return inside


def _opens(tokens: list[Token], i: int) -> bool:
    """Whether a mark opens a quotation; one spaced like a closing mark does where the next is spaced so too."""
    if leaning(tokens, i) != "closing":
        return True
    close = closing_quote(tokens, i)
    return close is not None and leaning(tokens, close) == "closing" and tokens[i].kind == MARK


def leaning(tokens: list[Token], i: int) -> str | None:
    """Whether a mark that looks both ways is written as an opening or a closing one, by the spaces beside it."""
    if tokens[i].text in _OPENING:
        return "opening"
    if i and tokens[i - 1].norm in (":", "("):
        return "opening"
    apart = i == 0 or tokens[i - 1].kind == NEWLINE or tokens[i - 1].end < tokens[i].start
    free = i + 1 == len(tokens) or tokens[i + 1].kind == NEWLINE or tokens[i].end < tokens[i + 1].start
    stopped = i + 1 < len(tokens) and not free and tokens[i + 1].norm in _STOPS
    if apart and stopped:
        return "closing"
    if apart == free:
        return None
    return "closing" if free else "opening"


def closing_quote(tokens: list[Token], i: int) -> int | None:
    """Index of the mark that closes the quotation opened by token `i`, within a few hundred tokens, or None."""
    wanted = _OPENING.get(tokens[i].text)
    breaks = 0
    for k in range(i + 1, min(len(tokens), i + _MAX_QUOTE)):
        token = tokens[k]
        if token.kind == NEWLINE:
            breaks += 1
            if breaks > 3 or (wanted is None and breaks > 1):
                return None
        if token.norm == '"':
            if token.text == wanted or (wanted is None and leaning(tokens, k) != "opening"):
                return k
            if wanted is None:
                return None
            if token.text in _OPENING:
                return None
            if wanted == "”" and token.text in '“"':
                return k
    return None
