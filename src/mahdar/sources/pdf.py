"""PDF with a text layer: one is an article.

Read with pdfminer.six, which tells each glyph's letters and place. Measured on Arabic files of five programs, pypdf
takes numbers out of their places and pdfium turns لا about (األردني); both give letters without places, so that it
cannot be mended.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from mahdar.model import Article
from mahdar.sources.composing import composed
from mahdar.sources.extras import documents
from mahdar.sources.failure import Unreadable
from mahdar.sources.pdf_lines import Glyph, Line, is_mirrored, joined, lines_of, logical
from mahdar.sources.zipped import ALWAYS, TIMES

_STREAM = re.compile(rb"stream\r?\n")
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
#: Bytes of a stream that are looked at together, and that may come of them together.
_PIECE, _MOST_AT_ONCE = 2**16, 2**22
#: A glyph of which the file does not say which letters it means.
_NAMELESS = re.compile(r"\(cid:[0-9]+\)")
#: More than this part of such glyphs leaves no text to be read.
_MOST_NAMELESS = 0.05
_PAGE_NUMBER = re.compile(r"[\s\-–—|/()]*[0-9٠-٩]{1,4}[\s\-–—|/()]*")
#: A line that ends so far before the margin (part of the width) ends its paragraph; so does a gap so much above others.
_SHORT_LINE, _WIDE_GAP = 0.15, 1.35
#: So much another font's height (part of it) begins a paragraph; so does what follows a stop at the end of a page.
_RESIZED = 0.15
_STOPS = (".", "!", "؟", ":", "»")


def article_from_pdf(data: bytes, doc_id: str, collected: str | None) -> Article:
    """The article of a PDF, a line for each paragraph; its first line is the headline where it reads as one.

    Page numbers that stand alone at the head or foot of a page are left out. The file's own properties tell when and
    by whom the file was made, and nothing of the article.

    Raises:
        Unreadable: where the file is damaged or encrypted, has no text layer, does not tell its letters, or would grow
            out of all proportion; or where pdfminer.six is not installed.
    """
    pages = [_without_number(lines_of(glyphs)) for glyphs in _pages(_sized(data))]
    if not any(pages):
        raise Unreadable("a PDF without a text layer (scanned pages?): put it through OCR first")
    pieces = [[logical(line) for line in lines] for lines in pages]
    mirrored = is_mirrored(line for lines in pieces for line in lines)
    paragraphs: list[str] = []
    open_end = False
    for lines, told in zip(pages, pieces, strict=True):
        found, ends_open = _paragraphs(lines, [joined(line, mirrored) for line in told])
        if open_end and found:
            paragraphs[-1] += " " + found.pop(0)
        paragraphs += found
        open_end = ends_open if lines else open_end
    return composed(doc_id, None, "\n".join(paragraphs), {}, collected)


def _pages(data: bytes) -> Iterator[list[Glyph]]:
    layout, high_level = documents("pdfminer.layout"), documents("pdfminer.high_level")
    nameless = whole = 0
    told = _Told()
    try:
        for page in high_level.extract_pages(io.BytesIO(data), laparams=None):
            if told.lost:
                raise Unreadable("damaged PDF: a compressed part of it is cut off or broken")
            glyphs = [_glyph(char) for char in _chars(page, layout) if char.upright]
            nameless += sum(1 for glyph in glyphs if _NAMELESS.fullmatch(glyph.text))
            whole += len(glyphs)
            yield [glyph for glyph in glyphs if not _NAMELESS.fullmatch(glyph.text)]
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable("damaged PDF: nested too deeply") from error
    except Exception as error:  # whatever pdfminer meets in a damaged file
        name = type(error).__name__
        if "Password" in name or "Encryption" in name:
            raise Unreadable("an encrypted PDF: save it without a password") from error
        raise Unreadable(f"damaged PDF: {error or name}") from error
    finally:
        told.close()
    if nameless > _MOST_NAMELESS * whole:
        raise Unreadable("a PDF whose fonts do not tell which letters they show: put it through OCR")


class _Told(logging.Handler):
    """What pdfminer tells its log of a damaged file, which nobody is to see but where a part of the text was lost."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lost = False
        self._log = logging.getLogger("pdfminer")
        self._log.addHandler(self)
        self._propagated, self._log.propagate = self._log.propagate, False

    def emit(self, record: logging.LogRecord) -> None:
        """Note a loss."""
        self.lost = self.lost or "Data-loss" in record.getMessage()

    def close(self) -> None:
        """Leave the log as it was."""
        self._log.removeHandler(self)
        self._log.propagate = self._propagated
        super().close()


def _chars(container: Iterable[Any], layout: Any) -> Iterator[Any]:
    ahead = list(container)[::-1]
    while ahead:
        item = ahead.pop()
        if isinstance(item, layout.LTChar):
            yield item
        elif isinstance(item, layout.LTContainer):
            ahead += list(item)[::-1]


def _glyph(char: Any) -> Glyph:
    return Glyph(char.get_text(), char.x0, char.x1, char.matrix[5], char.size)


def _sized(data: bytes) -> bytes:
    """The same bytes, where what is compressed in them keeps to some proportion."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("no PDF: it does not begin with %PDF-")
    left = max(ALWAYS, TIMES * len(data))
    whole = memoryview(data)
    for found in _STREAM.finditer(data):
        if data[found.end() : found.end() + 2] in _ZLIB:
            left -= _grown(whole[found.end() :], left)
        if left <= 0:
            raise Unreadable(
                f"PDF of {len(data)} bytes that would grow out of all proportion: not decompressed"
            )
    return data


def _grown(stream: memoryview, most: int) -> int:
    """How many bytes come of a compressed stream, and of one compressed within it; counted up to `most`."""
    unpacker = zlib.decompressobj()
    inner = bytearray()
    whole = place = 0
    try:
        while whole < most and not unpacker.eof and (place < len(stream) or unpacker.unconsumed_tail):
            waiting = unpacker.unconsumed_tail or bytes(stream[place : place + _PIECE])
            place += 0 if unpacker.unconsumed_tail else _PIECE
            piece = unpacker.decompress(waiting, min(most - whole, _MOST_AT_ONCE))
            whole += len(piece)
            if not inner or inner[:2] in _ZLIB:
                inner += piece
    except zlib.error:
        pass
    return whole + (_grown(memoryview(inner), most) if inner[:2] in _ZLIB and whole < most else 0)


def _without_number(lines: list[Line]) -> list[Line]:
    kept = list(lines)
    for place in (0, -1):
        if kept and _PAGE_NUMBER.fullmatch("".join(glyph.text for glyph in kept[place].glyphs)):
            kept.pop(place)
    return kept


def _paragraphs(lines: list[Line], texts: list[str]) -> tuple[list[str], bool]:
    """The lines of a page put together, and whether the last paragraph goes on: a short line or a wide gap ends one."""
    gaps = [(above.y - below.y) / max(above.size, 1) for above, below in pairwise(lines)]
    rising = sorted(gap for gap in gaps if gap > 0) or [0.0]
    usual = rising[len(rising) // 4]
    paragraphs: list[str] = []
    goes_on = False
    for i, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if goes_on:
            paragraphs[-1] += f" {text}"
        else:
            paragraphs.append(text)
        beside = _beside(lines, i)
        left, right = min(other.x0 for other in beside), max(other.x1 for other in beside)
        short = line.x0 - left > _SHORT_LINE * (right - left)
        apart = i < len(gaps) and gaps[i] > _WIDE_GAP * usual
        resized = i < len(gaps) and abs(lines[i + 1].size - line.size) > _RESIZED * line.size
        goes_on = not (short or apart or resized) and not (i == len(gaps) and text.endswith(_STOPS))
    return paragraphs, goes_on


def _beside(lines: list[Line], i: int) -> list[Line]:
    """A line and those near it in its column and its size, which tell where its margins are."""
    line = lines[i]
    near = lines[max(0, i - 3) : i + 4]
    return [
        other
        for other in near
        if other.x0 < line.x1 and line.x0 < other.x1 and abs(other.size - line.size) <= _RESIZED * line.size
    ]
