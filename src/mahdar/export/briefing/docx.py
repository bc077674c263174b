"""A briefing as a Word file: headings, paragraphs from right to left where they are Arabic, notes at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

from mahdar.export.briefing.content import Briefing, Line, Note
from mahdar.export.briefing.missing import MissingLibrary
from mahdar.export.briefing.telling import Telling

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
#: What stands after the mark of direction in the properties of a paragraph and of a section.
_AFTER_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc",
    "w:suppressOverlap", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_BIDI_OF_SECTION = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")
#: Points of headings, by their level.
_HEADINGS = (20, 15, 12)
#: Colours of the page, without its ink.
_SOFT, _MARK, _REVIEWED = "5B6169", "8A3B12", "1D6B3A"


def as_docx(briefing: Briefing) -> bytes:
    """The bytes of the file.

    Raises:
        MissingLibrary: where python-docx is not installed.
    """
    try:
        docx: Any = import_module("docx")
        shared: Any = import_module("docx.shared")
        oxml: Any = import_module("docx.oxml")
        import_module("docx.oxml.ns")
    except ImportError as error:
        raise MissingLibrary from error
    writing = _Writing(briefing, docx.Document(), shared, oxml)
    return writing.bytes()


class _Writing:
    """The document while it is written."""

    def __init__(self, briefing: Briefing, document: Any, shared: Any, oxml: Any) -> None:
        self.briefing, self.document, self.shared, self.oxml = briefing, document, shared, oxml
        self.telling = Telling(briefing.language)
        self.right_to_left = briefing.language == "ar"

    def bytes(self) -> bytes:
        """All of it, written."""
        self._begin()
        for section in self.briefing.sections:
            self._heading(section.title, 1)
            if not section.groups:
                self._small(section.empty)
            for group in section.groups:
                if group.title:
                    self._heading(group.title, 2)
                if group.remark:
                    self._small(group.remark)
                for line in group.lines:
                    self._line(line)
        self._sources()
        self._heading(self.telling.label("notes"), 1)
        for note in self.briefing.notes:
            self._note(note)
        made = BytesIO()
        self.document.save(made)
        return made.getvalue()

    def _begin(self) -> None:
        self.document.core_properties.title = _written(self.briefing.title)
        self.document.core_properties.author = "Mahdar"
        for part in self.document.sections:
            self._turned(part._sectPr, _AFTER_BIDI_OF_SECTION)
        self._heading(self.briefing.title, 0)
        self._small(self.briefing.basis)
        self._small(self.telling.label("legend"))

    def _line(self, line: Line) -> None:
        paragraph = self._paragraph()
        if line.head:
            self._run(paragraph, line.head + " ", bold=True)
        if line.act:
            self._run(paragraph, line.act + (": " if line.quote else " "), colour=_SOFT)
        if line.text:
            self._run(paragraph, line.text + " ")
        if line.quote:
            self._run(paragraph, f"«{line.quote}»")
        self._cite(paragraph, line.notes)
        stamp = self.telling.review(line.state)
        self._run(paragraph, f" [{stamp}]", colour=_MARK if line.state == "machine" else _REVIEWED, size=8)
        for person in line.people:
            inside = self._paragraph()
            detail = f" ({person.detail})" if person.detail else ""
            self._run(inside, f"– {person.name}{detail}")
            self._cite(inside, person.notes)
        for a, b in line.differing:
            self._run(self._paragraph(), f"{a or '—'} ↔ {b or '—'}", size=9)
        if line.facts:
            self._small(" · ".join(line.facts))
        for doubt in line.doubt:
            self._run(self._paragraph(), doubt, colour=_MARK, size=9)

    def _sources(self) -> None:
        for source in self.briefing.sources:
            told = (source.title or source.doc_id, source.doc_id, source.outlet, source.url, source.day)
            parts = dict.fromkeys(part for part in told if part)
            self._small(f"{source.key}: {' · '.join(parts)}")

    def _note(self, note: Note) -> None:
        place = (note.source.key, note.source.outlet, note.source.short, f"{note.span.start}–{note.span.end}")
        paragraph = self._paragraph()
        self._run(
            paragraph,
            f"{note.number}. {' · '.join(part for part in place if part)} ",
            colour=_SOFT,
            size=8,
        )
        self._run(paragraph, f"«{note.span.exact}»", size=8)

    def _heading(self, words: str, level: int) -> None:
        paragraph = self.document.add_heading(level=level)
        self._turn(paragraph)
        self._run(paragraph, words, bold=True, size=_HEADINGS[level])

    def _small(self, words: str) -> None:
        self._run(self._paragraph(), words, colour=_SOFT, size=9)

    def _paragraph(self) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = self.shared.Pt(2)
        self._turn(paragraph)
        return paragraph

    def _turn(self, paragraph: Any) -> None:
        """Have a paragraph run from right to left, where the briefing does."""
        self._turned(paragraph._p.get_or_add_pPr(), _AFTER_BIDI)

    def _cite(self, paragraph: Any, notes: tuple[Note, ...]) -> None:
        run = self._run(paragraph, "[" + " ".join(str(note.number) for note in notes) + "]", size=8)
        run.font.superscript = True

    def _run(
        self, paragraph: Any, words: str, *, bold: bool = False, colour: str = "", size: int = 11
    ) -> Any:
        run = paragraph.add_run(_written(words))
        run.bold = bold or None
        run.font.size = self.shared.Pt(size)
        if colour:
            run.font.color.rgb = self.shared.RGBColor.from_string(colour)
        # Arabic letters have sizes and weights of their own in Word: those of «complex script».
        run.font.cs_bold = bold or None
        run.font.rtl = bool(_ARABIC.search(words))
        self._sized(run._r.get_or_add_rPr(), size)
        return run

    def _turned(self, properties: Any, after: Sequence[str]) -> None:
        # Word refuses a file whose elements do not stand in their order.
        if self.right_to_left:
            properties.insert_element_before(self.oxml.OxmlElement("w:bidi"), *after)

    def _sized(self, properties: Any, size: int) -> None:
        made = self.oxml.OxmlElement("w:szCs")
        made.set(self.oxml.ns.qn("w:val"), str(2 * size))
        properties.find(self.oxml.ns.qn("w:sz")).addnext(made)


def _written(words: str) -> str:
    """Words without what XML cannot hold; the notes' offsets still lead to the text as it is."""
    return _UNWRITABLE.sub("\ufffd", words)
