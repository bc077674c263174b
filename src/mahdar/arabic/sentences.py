"""Sentences: stretches of tokens that respect quotations, abbreviations, list items and credit lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER, WORD, Token

#: A quotation that runs over a line break must close within so many code points.
MAX_CONTINUED = 1500
#: Straight marks do not tell opening from closing, and brackets are often lost: longer pairs are not believed.
MAX_STRAIGHT = 1000
MAX_BRACKET = 300

_STOPS = frozenset({".", "!", "?", "۔"})
_BULLETS = frozenset("•▪●■◦‣⁃◆►")
_GUILLEMETS = {"«": "»"}
_BRACKETS = {"(": ")", "[": "]"}
_OTHER_QUOTES = frozenset('“”„‟〝〞＂❝❞"')
#: After the number of a year: «1436 هـ.», «2015 م.» end a sentence as any word does.
_ERAS = frozenset({"ه", "م"})


class Sentence(NamedTuple):
    """One sentence.

    Attributes:
        start: offset of its first code point.
        end: offset after its last; no space at either end.
        first: index of its first token.
        last: index after its last token.
    """

    start: int
    end: int
    first: int
    last: int


def split_sentences(text: str, tokens: Sequence[Token]) -> list[Sentence]:
    """Split a tokenized text into sentences, in order, never overlapping, in linear time.

    Every token but line breaks belongs to exactly one sentence. A balanced quotation is never broken: it belongs
    whole to the sentence in which it opens. A line break ends a sentence unless it lies inside a quotation whose
    closing mark is the very next quotation mark, within `MAX_CONTINUED` code points, and that does not open in
    the first line, which is the headline.

    Args:
        text: the text the tokens were made of; only its length is relied on.
        tokens: what `tokenize` gives for it.
    """
    closes = _enclosures(tokens)
    out: list[Sentence] = []
    first = i = 0

    def cut(last: int) -> None:
        nonlocal first
        if last > first:
            out.append(Sentence(tokens[first].start, min(tokens[last - 1].end, len(text)), first, last))
        first = last

    while i < len(tokens):
        token = tokens[i]
        if token.kind == NEWLINE:
            cut(i)
            first = i = i + 1
        elif i in closes:
            i = closes[i] + 1
            if _ends_within(tokens, i - 1):
                cut(i)
        elif token.text in _BULLETS:
            cut(i)
            i += 1
        elif _is_stop(tokens, i):
            i = _after_stop(tokens, i)
            cut(i)
        else:
            i += 1
    cut(len(tokens))
    return out


def _gap(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` does not touch the one before it."""
    return i <= 0 or i >= len(tokens) or tokens[i - 1].end < tokens[i].start or tokens[i - 1].kind == NEWLINE


def _is_stop(tokens: Sequence[Token], i: int) -> bool:
    """Whether the mark `i` ends its sentence. Ellipses do not: newspapers use «..» for a pause."""
    if tokens[i].kind != MARK or tokens[i].norm not in _STOPS:
        return False
    if i == 0 or i + 1 >= len(tokens):
        return True
    before, after = tokens[i - 1], tokens[i + 1]
    if not _gap(tokens, i) and not _gap(tokens, i + 1) and _is_inside_word(before, tokens[i], after):
        return False
    if tokens[i].norm != ".":
        return True
    if before.kind == NUMBER and (i == 1 or tokens[i - 2].kind == NEWLINE):
        return False  # «1.» at the head of a line
    if before.kind != WORD or len(before.norm) > 1 or after.kind != WORD:
        return True
    letters = _letters_before(tokens, i)
    if letters == 1:
        # «د. فلان» goes on, «عام 2015 م. وقال» does not.
        return before.norm in _ERAS and i > 1 and tokens[i - 2].kind == NUMBER
    # «أ.ف.ب. وقال»: three letters are an agency and may end a sentence; two are titles, «أ.د. فلان».
    return letters > 2 and len(after.norm) > 1 and _gap(tokens, i + 1)


def _is_inside_word(before: Token, stop: Token, after: Token) -> bool:
    """Whether a mark between touching tokens is part of a word: an address, initials, a letter lost on the way."""
    if before.kind == MARK or after.kind in (MARK, NEWLINE):
        return False
    if stop.text == ".":
        latin = before.text.isascii() and after.text.isascii()
        return latin or (len(before.norm) <= 2 and len(after.norm) <= 3)  # www.spa.gov.sa; «بي.بي.سي»
    return stop.text == "?"  # an Arabic text asks with «؟»; this one stands for a letter its encoding lacked


def _letters_before(tokens: Sequence[Token], i: int) -> int:
    """How many single letters, with dots or spaces between, stand before token `i`; stops counting at four."""
    count = 0
    for token in reversed(tokens[max(0, i - 8) : i]):
        if token.kind == WORD and len(token.norm) == 1:
            count += 1
        elif token.norm != ".":
            break
    return min(count, 4)


def _after_stop(tokens: Sequence[Token], i: int) -> int:
    """Index after the run of marks that closes a sentence at `i`: «؟!», «.)», «.»»."""
    i += 1
    while i < len(tokens) and tokens[i].kind == MARK:
        token = tokens[i]
        closing = token.text in ("»", ")", "]", "”") or (token.norm == '"' and not _gap(tokens, i))
        if not closing and token.norm not in _STOPS and token.norm.strip("."):
            break
        if closing and _opens(tokens, i):
            break
        i += 1
    return i


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Whether a mark that looks both ways is written as an opening one: `."ثم` has no space after it."""
    if tokens[i].norm != '"' or tokens[i].text == "»" or _gap(tokens, i + 1):
        return False
    return tokens[i + 1].kind in (WORD, NUMBER)


def _ends_within(tokens: Sequence[Token], close: int) -> bool:
    """Whether the full stop of the sentence stands before the closing mark: `قال: "انتهى." وأضاف`."""
    if tokens[close].norm != '"' or tokens[close - 1].norm != ".":
        return False
    if close + 1 >= len(tokens):
        return True
    after = tokens[close + 1]
    return after.kind != MARK or after.text == "«" or (after.norm == '"' and _gap(tokens, close + 1))


def _enclosures(tokens: Sequence[Token]) -> dict[int, int]:
    """Opening token to closing token of every quotation and bracket that is believed."""
    found: dict[int, int] = {}
    quotes: list[int] = []
    loose: list[int] = []
    line = 0
    while line < len(tokens):
        end = line
        while end < len(tokens) and tokens[end].kind != NEWLINE:
            end += 1
        marks = [i for i in range(line, end) if tokens[i].kind == MARK]
        _pair_strict(tokens, marks, _BRACKETS, found)
        open_quotes = [_pair_strict(tokens, marks, _GUILLEMETS, found), _pair_shapes(tokens, marks, found)]
        quotes.extend(i for i in marks if tokens[i].norm == '"')
        if line > 0:
            loose.extend(i for i in open_quotes if i is not None)
        line = end + 1
    _pair_over_lines(tokens, quotes, loose, found)
    return found


def _pair_strict(
    tokens: Sequence[Token], marks: list[int], pairs: dict[str, str], found: dict[int, int]
) -> int | None:
    """Pair marks whose shapes tell opening from closing, innermost first; returns the last one left open."""
    stack: list[int] = []
    closing = {close: opening for opening, close in pairs.items()}
    for i in marks:
        shape = tokens[i].text
        if shape in pairs:
            stack.append(i)
        elif shape in closing and stack and tokens[stack[-1]].text == closing[shape]:
            opening = stack.pop()
            if shape == "»" or tokens[i].end - tokens[opening].start <= MAX_BRACKET:
                found[opening] = i
    return stack[-1] if stack else None


def _pair_shapes(tokens: Sequence[Token], marks: list[int], found: dict[int, int]) -> int | None:
    """Pair straight and curly marks in turn, with the spaces around them deciding; returns one left open.

    Newsrooms type “ and ” in either order, so the shape of the glyph is not relied on.
    """
    stack: list[int] = []
    for i in marks:
        if tokens[i].text not in _OTHER_QUOTES:
            continue
        side = _side(tokens, i)
        if side == "open" or (not stack and side == "either"):
            stack.append(i)
        elif stack:
            opening = stack.pop()
            if tokens[i].end - tokens[opening].start <= MAX_STRAIGHT:
                found[opening] = i
    return stack[-1] if stack else None


def _side(tokens: Sequence[Token], i: int) -> str:
    """`open`, `close` or `either`, by the spaces and marks around a quotation mark."""
    before = _gap(tokens, i) or (tokens[i - 1].kind == MARK and tokens[i - 1].norm in (":", "(", "-"))
    after = _gap(tokens, i + 1) or tokens[i + 1].kind in (MARK, NEWLINE)
    if before == after:
        return "either"
    return "open" if before else "close"


def _pair_over_lines(
    tokens: Sequence[Token], quotes: list[int], loose: list[int], found: dict[int, int]
) -> None:
    """Close what a line left open, where the next quotation mark of the text closes it and is near."""
    place = {i: at for at, i in enumerate(quotes)}
    for opening in loose:
        at = place[opening] + 1
        if at >= len(quotes):
            continue
        close = quotes[at]
        mark = tokens[opening].text
        straight = (
            mark not in _GUILLEMETS and _side(tokens, opening) == "open" and _side(tokens, close) == "close"
        )
        matches = tokens[close].text == _GUILLEMETS.get(mark) or (
            straight and tokens[close].text in _OTHER_QUOTES and (tokens[close].text == '"') == (mark == '"')
        )
        if matches and close not in found and tokens[close].end - tokens[opening].start <= MAX_CONTINUED:
            found[opening] = close
