"""Glyphs of a PDF page to lines of text in the order in which they are read.

A PDF tells where each glyph stands and, in well-made files, which letters it means, but no order. Arabic is set from
right to left with numbers and Latin words the other way, one glyph may be two letters (لا), and vowel signs stand where
they are drawn. So the order is made here from the places: lines from the top, columns from the right, and in each line
the inverse of what the Unicode bidirectional algorithm does on the way to paper.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph on a page.

    Attributes:
        text: the letters it means, in logical order; several for a ligature.
        x0, x1: its left and right edge.
        y: its baseline, from the foot of the page.
        size: height of its font.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one baseline, from left to right."""

    glyphs: tuple[Glyph, ...]
    y: float
    size: float

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(glyph.x1 for glyph in self.glyphs)


_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]+")
_ARABIC = re.compile("[\u0600-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f]")
#: Parts of the font's height: how far baselines of one line differ, how wide a space is, how wide a gap of columns.
_SAME_LINE, _SPACE, _COLUMN = 0.35, 0.2, 1.3
#: So near (part of the font's height) a letter stands a second time only where it is drawn twice.
_TWICE = 0.06
#: Lines on either side of a gap that make it one between columns, and levels of columns within columns.
_LINES_BESIDE, _DEEPEST = 3, 12


def plain_letters(text: str) -> str:
    """Letters for the forms in which they are shown («ﻼ» is لا); everything else stays as it is."""
    return _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]).strip(" "), text)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines of a page in reading order: columns from right to left, in each from the top down."""
    bases: list[Glyph] = []
    marks: list[Glyph] = []
    for glyph in glyphs:
        text = plain_letters(glyph.text)
        if text:
            kept = Glyph(text, glyph.x0, max(glyph.x0, glyph.x1), glyph.y, glyph.size)
            (marks if _is_mark(kept) else bases).append(kept)
    rows = _rows(bases)
    _attach(marks, rows)
    return list(_ordered([_line(row) for row in rows if any(g.text.strip() for g in row)], 0))


def _is_mark(glyph: Glyph) -> bool:
    narrow = glyph.x1 - glyph.x0 < 0.02 * glyph.size
    return all(unicodedata.combining(letter) for letter in glyph.text) or (
        narrow and any(map(unicodedata.combining, glyph.text))
    )


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.y):
        if rows and rows[-1][0].y - glyph.y <= _SAME_LINE * max(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda g: (g.x0, g.x1))
    return rows


def _attach(marks: list[Glyph], rows: list[list[Glyph]]) -> None:
    """Put each vowel sign behind the letter that it is drawn on; one that repeats what its letter says is left out."""
    if not rows:
        return
    heights = [-row[0].y for row in rows]
    edges = [[glyph.x0 for glyph in row] for row in rows]
    added: dict[tuple[int, int], str] = {}
    for mark in marks:
        at = bisect_right(heights, -mark.y)
        near = [i for i in (at - 1, at) if 0 <= i < len(rows)]
        row = min(near, key=lambda i: abs(rows[i][0].y - mark.y))
        middle = (mark.x0 + mark.x1) / 2
        place = max(0, bisect_right(edges[row], middle) - 1)
        if middle > rows[row][place].x1 and place + 1 < len(rows[row]):
            place += 1
        text = "".join(filter(unicodedata.combining, mark.text))
        held = rows[row][place].text + added.get((row, place), "")
        if not held.endswith(text):
            added[row, place] = added.get((row, place), "") + text
    for (row, place), text in added.items():
        g = rows[row][place]
        rows[row][place] = Glyph(g.text + text, g.x0, g.x1, g.y, g.size)


def _line(row: list[Glyph]) -> Line:
    """A line with a space wherever glyphs stand apart, blank glyphs taken for the gap they leave.

    A glyph drawn a second time almost in its place, which makes it look bold, counts once.
    """
    out: list[Glyph] = []
    blank = False
    for glyph in row:
        if out and glyph.text == out[-1].text and glyph.x0 - out[-1].x0 < _TWICE * glyph.size:
            continue
        if not glyph.text.strip():
            blank = True
            continue
        if out and (blank or glyph.x0 - out[-1].x1 > _SPACE * glyph.size):
            out.append(Glyph(" ", out[-1].x1, max(glyph.x0, out[-1].x1), glyph.y, glyph.size))
        out.append(glyph)
        blank = False
    return Line(tuple(out), row[0].y, median(glyph.size for glyph in out))


def _ordered(lines: list[Line], depth: int) -> Iterator[Line]:
    """The lines cut at the widest gap that runs down through all, else at the highest between two."""
    gap = _gap_of_columns(lines) if depth < _DEEPEST else None
    if gap is not None:
        right, left = _cut(lines, gap)
        yield from _ordered(right, depth + 1)
        yield from _ordered(left, depth + 1)
        return
    if depth < _DEEPEST and len(lines) > _LINES_BESIDE and (at := _gap_of_lines(lines)):
        yield from _ordered(lines[:at], depth + 1)
        yield from _ordered(lines[at:], depth + 1)
        return
    yield from lines


def _gap_of_columns(lines: list[Line]) -> float | None:
    if len(lines) < _LINES_BESIDE:
        return None
    wide = _COLUMN * median(line.size for line in lines)
    spans = sorted((g.x0, g.x1) for line in lines for g in line.glyphs if g.text.strip())
    best, reach = None, spans[0][1]
    for x0, x1 in spans:
        if x0 - reach > wide and (best is None or x0 - reach > best[0]):
            middle = (reach + x0) / 2
            right = sum(1 for line in lines if line.x1 > middle)
            left = sum(1 for line in lines if line.x0 < middle)
            if min(right, left) >= _LINES_BESIDE:
                best = (x0 - reach, middle)
        reach = max(reach, x1)
    return best[1] if best else None


def _cut(lines: list[Line], gap: float) -> tuple[list[Line], list[Line]]:
    right: list[Line] = []
    left: list[Line] = []
    for line in lines:
        for side, held in (
            (right, [g for g in line.glyphs if g.x0 >= gap]),
            (left, [g for g in line.glyphs if g.x1 <= gap]),
        ):
            while held and not held[0].text.strip():
                held.pop(0)
            while held and not held[-1].text.strip():
                held.pop()
            if held:
                side.append(Line(tuple(held), line.y, line.size))
    return right, left


def _gap_of_lines(lines: list[Line]) -> int | None:
    """Where the highest gap between two lines is, where it is higher than the usual one."""
    gaps = [above.y - below.y for above, below in pairwise(lines)]
    highest = max(range(len(gaps)), key=gaps.__getitem__)
    return highest + 1 if gaps[highest] > 1.2 * median(gaps) else None


#: Classes of glyphs for the order of writing, a letter each: right-to-left, left-to-right, digit, what parts digits,
#: what parts words, and everything else.
_RUN = re.compile(r"(?:E(?:E|S(?=E))*)?L(?:[LE]|[SP]{1,3}(?=[LE]))*|E(?:E|S(?=E))*")
_BETWEEN_DIGITS = frozenset(".,:/٫٬")
_BETWEEN_WORDS = frozenset(" -_'’&@+=?#~")
_PAIRS = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_MARKS_OF_PAIRS = re.compile(r"[()\[\]«»]")


def logical(line: Line) -> list[str]:
    """The pieces of a line in the order in which they are read; brackets as the file has them.

    A piece that stands from left to right, such as a number or a Latin name, is one string of its own.
    """
    texts = [glyph.text for glyph in line.glyphs]
    classes = "".join(map(_class, texts))
    if "R" not in classes:
        return ["".join(texts)]
    pieces: list[str] = []
    place = 0
    for run in _RUN.finditer(classes):
        pieces += texts[place : run.start()]
        pieces.append("".join(texts[run.start() : run.end()]))
        place = run.end()
    pieces += texts[place:]
    return pieces[::-1]


def _class(text: str) -> str:
    letter = text[0]
    if letter.isdecimal():
        return "E"
    if _ARABIC.match(letter):
        return "R"
    if letter.isalpha():
        return "L"
    return "S" if letter in _BETWEEN_DIGITS else "P" if letter in _BETWEEN_WORDS else "N"


def is_mirrored(lines: Iterable[list[str]]) -> bool:
    """Whether a file has brackets as they look on paper: in what is read from right to left closing ones come first.

    Files of both kinds are made: some tell which letter a glyph was made from, others which it looks like.
    """
    alone = ("".join(piece for piece in pieces if len(piece) == 1) for pieces in lines)
    return _closing_first([mark for letters in alone for mark in _MARKS_OF_PAIRS.findall(letters)])


def _closing_first(marks: list[str]) -> bool:
    opened = {"(": 0, "[": 0, "«": 0}
    right = wrong = 0
    for mark in marks:
        opener = mark if mark in opened else mark.translate(_PAIRS)
        step = 1 if mark == opener else -1
        if opened[opener] * step < 0:
            right, wrong = (right + 1, wrong) if step < 0 else (right, wrong + 1)
            opened[opener] = 0
        else:
            opened[opener] = step
    return wrong > right


def joined(pieces: list[str], mirrored: bool) -> str:
    """The text of a line's pieces, with brackets as they are written."""
    turned = [p.translate(_PAIRS) if mirrored and len(p) == 1 else p for p in pieces]
    return " ".join("".join(turned).split())
