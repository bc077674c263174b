"""Folding: one spelling for the many an Arabic newsroom uses, with an exact map back to the text."""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

#: Letters that Arabic newsrooms write for one another, and signs with several shapes.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیېۍےئ", "ي"),
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ؤ": "و",
        **dict.fromkeys("کڪ", "ك"),
        "ـ": None,
        **dict.fromkeys("«»“”„‟〝〞＂❝❞", '"'),
        **dict.fromkeys("‘’‚‛‹›`´", "'"),
        **dict.fromkeys("–—―−‐‑‒", "-"),
        "،": ",",
        "؛": ";",
        "؟": "?",
        "٪": "%",
        "٫": ".",
        "٬": ",",
        **{chr(0x0660 + i): str(i) for i in range(10)},
        **{chr(0x06F0 + i): str(i) for i in range(10)},
    }
)


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """Fold one character: its folded form, the empty string where it carries nothing (vowels, tatweel, marks)."""
    out = []
    for part in unicodedata.normalize("NFKC", char).translate(_LETTERS):
        category = unicodedata.category(part)
        if category in ("Mn", "Me", "Cf"):
            continue
        out.append(" " if category == "Zs" else part)
    return "".join(out).translate(_LETTERS).lower()


class _Table(dict[int, str]):
    """Folded characters by code point, as `str.translate` asks for them."""

    def __missing__(self, code: int) -> str:
        if len(self) >= _CHARACTERS:
            self.clear()
        folded = self[code] = fold_char(chr(code))
        return folded


#: Characters remembered at most.
_CHARACTERS = 4096
_TABLE = _Table()


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Fold a word or a short string.

    Returns:
        The text with alef, hamza, ya and ta marbuta unified, vowels, tatweel and direction marks removed,
        digits and punctuation in ASCII, Latin letters in lower case. `fold(fold(x)) == fold(x)`.
    """
    return fold_text(text)


def fold_text(text: str) -> str:
    """Fold a text of any length, as `fold` does, without remembering it."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded view of a text that maps back to it.

    Attributes:
        text: the folded text.
        source: the text it was made of, unchanged.
        origin: for each code point of `text`, the offset in `source` of the code point it came from.
    """

    text: str
    source: str
    origin: array[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of the half-open range [start, end) of the folded text.

        The range begins at the source character of the first folded one and ends after that of the last,
        with the vowel signs that follow it. An empty range maps to an empty range.

        Raises:
            IndexError: where the range does not lie within the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}, {end}) is not within a folded text of {len(self.text)} code points")
        if start == end:
            place = self.origin[start] if start < len(self.origin) else len(self.source)
            return place, place
        last = self.origin[end - 1] + 1
        while last < len(self.source) and unicodedata.category(self.source[last]) == "Mn":
            last += 1
        return self.origin[start], last


def fold_view(text: str) -> Folded:
    """Fold a whole text of any length, in linear time, keeping the map back to it."""
    out: list[str] = []
    origin = array("l")
    for offset, char in enumerate(text):
        folded = fold_char(char)
        if folded:
            out.append(folded)
            origin.extend([offset] * len(folded))
    return Folded("".join(out), text, origin)
