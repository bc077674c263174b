"""Span: a place in an article and the exact words that stand there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of Unicode code points of one article's text, with its exact words.

    Attributes:
        start: place of the first code point, counted from 0.
        end: place after the last code point.
        exact: the words between, as they stand in the text.
    """

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span [start, end) of a text.

        Raises:
            ValueError: where the range is empty or does not lie within the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) is not a range of a text of {len(text)} code points")
        return cls(start, end, text[start:end])

    def holds_in(self, text: str) -> bool:
        """Whether the text still has these words at this place."""
        return 0 <= self.start < self.end <= len(text) and text[self.start : self.end] == self.exact

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field has its value, or why it is doubtful, in words a person can read.

    Attributes:
        field: the field it speaks of, e.g. `date`, `speakers`.
        words: the reason.
        span: the words of the article it rests on, where there are any.
    """

    field: str
    words: str
    span: Span | None = None
