"""Extent: where what is attributed ends, and how much of it stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.arabic.wordlists import is_ordinary
from mahdar.reading.content import Complement
from mahdar.reading.cues import THAT_WITH_PRONOUN, Cue, is_mark, is_that
from mahdar.reading.page import Page, closing_quote


def content_range(page: Page, complement: Complement, boundary: int) -> tuple[int, int, str] | None:
    """Token range of the content and its mode, given where the next clause begins at the latest.

    A quotation that stands for the content ends it unless the clause runs on without a comma.
    """
    start, end = complement.start, boundary
    end = _end_of_report(page, start, end, complement.style)
    while start < end and (is_mark(page, start, ":,-") or page.tokens[start].kind == NEWLINE):
        start += 1
    if start < len(page.tokens) and page.norms[start] == '"' and page.tokens[start].text != "»":
        close = closing_quote(page.tokens, start)
        if close is not None and not (
            complement.style in ("that", "object") and close - start < 7 and close < boundary
        ):
            end = _end_of_quote(page, close, boundary)
    elif complement.style == "colon" and start < end:
        inner = next((k for k in range(start, min(start + 3, end)) if page.norms[k] == '"'), None)
        if inner is not None and is_that(page, start):
            return content_range(page, Complement(inner, "quote", complement.subject_end), boundary)
    start, end = _trim(page, start, end)
    if start >= end:
        return None
    mode = _mode(page, start, end)
    start, end = _strip_quotes(page, start, end)
    if (
        start < end
        and is_that(page, start)
        and page.norms[start] not in THAT_WITH_PRONOUN
        and start + 1 < end
    ):
        start += 1
        start, end = _strip_quotes(page, start, end)
    return (start, end, mode) if start < end else None


def end_of_relative(page: Page, cue: Cue, complement: Complement, boundary: int) -> int:
    """«الذي تعتبره أنقرة إرهابيا، تمردا …»: what a relative clause deems ends with it, at a pause or a contrast."""
    words = page.knowledge.grammar
    relative = cue.first > 0 and page.norms[cue.first - 1] in words["relative_pronouns"]
    if not relative or cue.form is None or cue.form.object is None:
        return boundary
    for k in range(complement.start + 1, boundary):
        contrast = page.norms[k] in words["contrasts"] or page.norms[k : k + 2] == ["في", "حين"]
        if (is_mark(page, k, ",;") or contrast) and not page.in_quote[k]:
            return k
    return boundary


def _end_of_report(page: Page, start: int, end: int, style: str) -> int:
    """What is attributed ends where the reporter's own clause begins: «، واستعرض …», «، وذلك …», «، بينما …»."""
    phrase = style in ("object", "preposition")
    openers = page.knowledge.grammar["narrative_openers" if phrase else "contrast_openers"]
    for k in range(start + 1, end):
        alluding = page.norms[k] == "في" and page.norms[k + 1 : k + 2] == ["اشاره"]
        if (page.norms[k] in openers or alluding) and not page.in_quote[k] and is_mark(page, k - 1, ",.;"):
            return k
    return end


def _end_of_quote(page: Page, close: int, boundary: int) -> int:
    """After the closing mark, or at the boundary where the clause goes on without a stop."""
    after = close + 1
    if after >= boundary:
        return after
    if page.tokens[after].kind == MARK and page.norms[after] != '"':
        nearby = [
            k
            for k in range(after, min(after + 4, boundary))
            if page.norms[k] == '"' and page.tokens[k].text != "»"
        ]
        joined = page.norms[after] == "," and nearby and closing_quote(page.tokens, nearby[0]) is not None
        return boundary if joined and nearby[0] - after <= 3 else after
    if page.tokens[after].kind == NEWLINE:
        return after
    return boundary


def _trim(page: Page, start: int, end: int) -> tuple[int, int]:
    """Leave out stops, commas and dangling conjunctions at the end."""
    while end > start:
        token = page.tokens[end - 1]
        if (
            token.kind == NEWLINE
            or (
                token.kind == MARK and token.norm in ".,;:-!…()" and not _closes_bracket(page, start, end - 1)
            )
            or (token.kind == MARK and set(token.norm) == {"."})
            or (token.kind == WORD and token.norm in page.knowledge.grammar["dangling"])
        ):
            end -= 1
        else:
            break
    return start, end


def _closes_bracket(page: Page, start: int, at: int) -> bool:
    return page.norms[at] == ")" and "(" in page.norms[start:at]


def _mode(page: Page, start: int, end: int) -> str:
    words = [k for k in range(start, end) if page.tokens[k].kind not in (MARK, NEWLINE)]
    if words and page.norms[words[0]] in THAT_WITH_PRONOUN and not page.in_quote[words[0]]:
        words = words[1:]
    quoted = sum(page.in_quote[k] for k in words)
    if quoted >= _WHOLLY * len(words) > 0:
        return "direct"
    names = sum(close - k - 1 for k, close in _quoted_names(page, start, end))
    return "mixed" if quoted > names else "indirect"


#: Share of the words inside quotation marks from which a statement is direct speech.
_WHOLLY = 0.9
_LONGEST_NAME = 4


def _quoted_names(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Quotations that only name something: «"حزب العمال الكردستاني"», «شركة "بوينغ"», «"بيرسون"»."""
    k = start
    while k < end:
        close = (
            closing_quote(page.tokens, k)
            if page.norms[k] == '"' and page.in_quote[min(k + 1, end - 1)]
            else None
        )
        if close is None:
            k += 1
            continue
        if close - k - 1 <= _LONGEST_NAME and _names_something(page, k, close):
            yield k, close
        k = close + 1


def _names_something(page: Page, opening: int, close: int) -> bool:
    knowledge = page.knowledge
    before = page.norms[opening - 1].removeprefix("ال") if opening else ""
    if before in knowledge.institution_heads or before in knowledge.grammar["named_bodies"]:
        return True
    bare = page.norms[opening + 1].lstrip("ل").removeprefix("ال")
    if bare in knowledge.institution_heads and close - opening > 2:
        return True
    words = range(opening + 1, close)
    if any(h.length == len(words) for h in page.hits.get(opening + 1, ())):
        return True
    return all(page.tokens[k].kind == WORD and not is_ordinary(page.norms[k]) for k in words)


def _strip_quotes(page: Page, start: int, end: int) -> tuple[int, int]:
    """Without the outer marks where one quotation holds it all."""
    if end - start >= 2 and page.norms[start] == '"':
        close = closing_quote(page.tokens, start)
        if close == end - 1:
            return _trim(page, start + 1, end - 1)
        if close is None or close >= end:
            return start + 1, end
    return start, end
