"""Tokens: words, numbers and marks of a text, each with its offsets and its folded form."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from mahdar.arabic.fold import fold_text
from mahdar.arabic.remembered import Remembered

#: Patterns of a number and of a word, which keeps its vowel signs and tatweel; digits and letters part («الـ80»).
NUMBERS = r"\d+(?:[.,٫٬]\d+)*"
WORDS = r"(?:[^\W\d_]++|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]++)++"
#: A line break is a token. Words come first, as there are most of them.
_TOKEN = re.compile(
    rf"(?P<word>{WORDS})|(?P<number>{NUMBERS})"
    r"|(?P<newline>\n)"
    r"|(?P<mark>\.{2,}|[^\s\w]|_)"
)

WORD, NUMBER, MARK, NEWLINE = "word", "number", "mark", "newline"

INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


class Token(NamedTuple):
    """One token. Offsets are Unicode code points into the text, half-open.

    Attributes:
        start: offset of its first code point.
        end: offset after its last.
        text: its exact words.
        norm: its folded form.
        kind: `word`, `number`, `mark` or `newline`.
    """

    start: int
    end: int
    text: str
    norm: str
    kind: str


#: A token from its fields, without a call of Python's own.
_token = partial(tuple.__new__, Token)
_folded = Remembered(fold_text)


def tokenize(text: str) -> list[Token]:
    """Split a text into tokens, in order, never overlapping; spaces and direction marks belong to none.

    Runs in linear time on any Unicode; `text[t.start:t.end] == t.text` holds for every token.
    """
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        exact = match[0]
        if kind == MARK and exact in INVISIBLE:
            continue
        norm = "\n" if kind == NEWLINE else _folded[exact]
        if norm:  # a stray vowel sign is no word
            out.append(_token((*match.span(), exact, norm, kind)))
    return out


def norms_of(text: str) -> list[str]:
    """The folded forms of the tokens of a text, marks too: «جان-إيف» has three."""
    return [token.norm for token in tokenize(text)]
