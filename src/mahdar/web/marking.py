"""Text that comes from a source, on a page: kept apart from its surroundings, marked at exact places, never hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from mahdar.model import Passage, Span
from mahdar.record.searching import Found

#: Marks that turn the direction of what follows: hostile text hides words with them. Others (LRM, RLM) are common.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def visible(words: str) -> str:
    """The words with what would turn or spoil the line shown by its name."""
    return _UNSEEN.sub(lambda found: f"‹U+{ord(found.group()):04X}›", words)


def source(words: object) -> Markup:
    """Words of a source for a place among words of ours: escaped, and in a direction of their own."""
    if words is None or words == "":
        return Markup("")
    return Markup('<bdi dir="auto">{}</bdi>').format(visible(str(words)))


@dataclass(frozen=True, slots=True)
class Marked:
    """A range of a text to be marked: what kind it is of, and of which item."""

    start: int
    end: int
    kind: str
    item: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text that no mark begins or ends in.

    Attributes:
        start: where it begins, in code points.
        words: the text itself, unchanged.
        kinds, items: of all marks that cover it, each once.
        opening: items whose mark begins here.
        control: it is one mark that turns the direction, to be shown by name.
    """

    start: int
    words: str
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    control: bool = False


def segments(text: str, marks: Iterable[Marked]) -> list[Segment]:
    """A text in segments, in order: put together they are the text. Linear in the text, n log n in the marks."""
    valid = sorted(
        (m for m in marks if 0 <= m.start < m.end <= len(text)), key=lambda m: (m.start, -m.end, m.item)
    )
    cuts = {0, len(text)}
    for mark in valid:
        cuts |= {mark.start, mark.end}
    for found in _TURNING.finditer(text):
        cuts |= {found.start(), found.end()}
    edges = sorted(cuts)
    made: list[Segment] = []
    open_marks: list[Marked] = []
    upcoming = 0
    opened: set[str] = set()
    for start, end in pairwise(edges):
        open_marks = [m for m in open_marks if m.end > start]
        opening: list[Marked] = []
        while upcoming < len(valid) and valid[upcoming].start == start:
            opening.append(valid[upcoming])
            upcoming += 1
        open_marks += opening
        # An item of two places, such as cue and content, opens at the first.
        new = [mark.item for mark in opening if mark.item not in opened]
        opened.update(new)
        made.append(_segment(text, start, end, open_marks, new))
    return made


def _segment(text: str, start: int, end: int, covering: Sequence[Marked], opening: Sequence[str]) -> Segment:
    words = text[start:end]
    return Segment(
        start,
        words,
        tuple(dict.fromkeys(m.kind for m in covering)),
        tuple(dict.fromkeys(m.item for m in covering)),
        tuple(dict.fromkeys(opening)),
        _TURNING.fullmatch(words) is not None,
    )


def exactly(words: str) -> Markup:
    """A text for HTML so that a browser gives back the same code points: CR would become LF."""
    return Markup(str(escape(words)).replace("\r", "&#13;"))


def short(words: str, longest: int = 240) -> str:
    """Words that are not too long for a line; what is left out shows."""
    return words if len(words) <= longest else words[: longest - 1] + "…"


def snippet_segments(found: Found) -> list[Segment]:
    """The part of an article around what was looked for, with the places of it."""
    part = found.snippet
    if part is None:
        return []
    marks = (Marked(hit.start - part.start, hit.end - part.start, "at", "") for hit in found.hits)
    return segments(part.exact, (mark for mark in marks if mark.start >= 0))


def differing_segments(span: Span, parts: Iterable[Span]) -> list[Segment]:
    """Words with those of their parts marked in which they differ from other words."""
    return segments(
        span.exact, (Marked(part.start - span.start, part.end - span.start, "other", "") for part in parts)
    )


def differing_in(passage: Passage, side: int) -> list[Span]:
    """The words of one side of a shared passage that differ from the other's, where they stand in order."""
    return [found for found in _differing(passage, side) if isinstance(found, Span)]


def differing_beside(passage: Passage, side: int) -> list[str]:
    """The words by which one side goes on, or begins, where the other does not: they stand beside the passage."""
    return [found for found in _differing(passage, side) if isinstance(found, str)]


def _differing(passage: Passage, side: int) -> Iterator[Span | str]:
    span, at = (passage.span_a, passage.span_b)[side], 0
    for pair in passage.differing:
        words = pair[side]
        start = span.exact.find(words, at) if words else -1
        if start >= 0:
            at = start + len(words)
            yield Span(span.start + start, span.start + at, words)
        elif words:
            yield words
