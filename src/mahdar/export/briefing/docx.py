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
#: Elements that stand after a table's mark of direction.
_AFTER_BIDI_OF_TABLE = (
    "w:tblStyleRowBandSize", "w:tblStyleColBandSize", "w:tblW", "w:jc", "w:tblCellSpacing", "w:tblInd", "w:tblBorders",
    "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook",
)  # fmt: skip
#: A font that holds Arabic and Latin letters wherever Word is; others take the nearest they have.
_FONT = "Arial"
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
        self.marks = 0

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
        self._lettered(self.document.styles["Normal"].element.get_or_add_rPr())
        for part in self.document.sections:
            part.page_width, part.page_height = self.shared.Mm(210), self.shared.Mm(297)
            part.left_margin = part.right_margin = self.shared.Mm(20)
            part.top_margin = part.bottom_margin = self.shared.Mm(18)
            self._turned(part._sectPr, _AFTER_BIDI_OF_SECTION)
            self._numbered(part.footer.paragraphs[0])
        self._heading(self.briefing.title, 0)
        self._small(self.briefing.basis)
        self._small(self.telling.label("legend"))

    def _line(self, line: Line) -> None:
        paragraph = self._paragraph()
        if line.head:
            told = line.quote and not line.act and not line.text
            self._run(paragraph, line.head + (": " if told else " "), bold=True)
        if line.act:
            self._run(paragraph, line.act + (": " if line.quote else " "), colour=_SOFT)
        if line.text:
            self._run(paragraph, line.text + (": " if line.quote else " "))
        # Arabic among English would turn the words around it: it stands in a paragraph of its own direction.
        apart = bool(line.quote and not self.right_to_left and _ARABIC.search(line.quote))
        if line.quote and not apart:
            self._run(paragraph, f"«{line.quote}»")
        self._cite(paragraph, line.notes)
        stamp = self.telling.review(line.state)
        self._run(paragraph, f" [{stamp}]", colour=_MARK if line.state == "machine" else _REVIEWED, size=8)
        if apart:
            quotation = self._paragraph()
            self._mark_right_to_left(quotation._p.get_or_add_pPr(), _AFTER_BIDI)
            self._run(quotation, f"«{line.quote}»")
        for person in line.people:
            inside = self._paragraph(style="List Bullet")
            detail = f" ({person.detail})" if person.detail else ""
            self._run(inside, f"{person.name}{detail}")
            self._cite(inside, person.notes)
        if line.differing:
            self._differing(line)
        if line.facts:
            self._small(" · ".join(line.facts))
        for doubt in line.doubt:
            self._run(self._paragraph(), doubt, colour=_MARK, size=9)

    def _differing(self, line: Line) -> None:
        """Words of the one telling beside those of the other, a row each."""
        table = self._table(2)
        for pair in line.differing:
            for cell, words in zip(table.add_row().cells, pair, strict=True):
                self._run(self._within(cell), words or "—", size=9)

    def _sources(self) -> None:
        table = self._table(3)
        for source in self.briefing.sources:
            key, told, day = table.add_row().cells
            self._run(self._within(key), source.key, size=9)
            parts = dict.fromkeys((source.title, source.outlet, source.doc_id, source.url))
            self._run(self._within(told), " · ".join(part for part in parts if part), size=9)
            self._run(self._within(day), source.day, size=9)
        for row in table.rows:
            for cell, width in zip(row.cells, (14, 116, 40), strict=True):
                cell.width = self.shared.Mm(width)

    def _table(self, columns: int) -> Any:
        table = self.document.add_table(rows=0, cols=columns, style="Table Grid")
        if self.right_to_left:
            mark = self.oxml.OxmlElement("w:bidiVisual")
            table._tbl.tblPr.insert_element_before(mark, *_AFTER_BIDI_OF_TABLE)
        return table

    def _within(self, cell: Any) -> Any:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = self.shared.Pt(0)
        self._turn(paragraph)
        return paragraph

    def _note(self, note: Note) -> None:
        place = (note.source.key, note.source.outlet, note.source.short, f"{note.span.start}–{note.span.end}")
        paragraph = self._paragraph()
        self._marked(paragraph, _name_of(note))
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
        run = self._run(paragraph, words, bold=True, size=_HEADINGS[level])
        # The style of titles draws letters apart, which tears Arabic ones.
        close = self.oxml.OxmlElement("w:spacing")
        close.set(self.oxml.ns.qn("w:val"), "0")
        run._r.rPr.find(self.oxml.ns.qn("w:sz")).addprevious(close)

    def _small(self, words: str) -> None:
        self._run(self._paragraph(), words, colour=_SOFT, size=9)

    def _paragraph(self, style: str | None = None) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        paragraph.paragraph_format.space_after = self.shared.Pt(2)
        self._turn(paragraph)
        return paragraph

    def _turn(self, paragraph: Any) -> None:
        """Have a paragraph run from right to left, where the briefing does."""
        self._turned(paragraph._p.get_or_add_pPr(), _AFTER_BIDI)

    def _cite(self, paragraph: Any, notes: tuple[Note, ...]) -> None:
        """The numbers of notes, each a link to its note."""
        if not notes:
            return
        for number, note in enumerate(notes):
            opens, closes = "[" if not number else " ", "]" if note is notes[-1] else ""
            run = self._run(paragraph, f"{opens}{note.number}{closes}", size=8)
            run.font.superscript = True
            link = self.oxml.OxmlElement("w:hyperlink")
            link.set(self.oxml.ns.qn("w:anchor"), _name_of(note))
            run._r.addprevious(link)
            link.append(run._r)

    def _run(
        self, paragraph: Any, words: str, *, bold: bool = False, colour: str = "", size: int = 11
    ) -> Any:
        run = paragraph.add_run(_written(words))
        run.bold = bold or None
        run.font.size = self.shared.Pt(size)
        run.font.name = _FONT
        run._r.rPr.rFonts.set(self.oxml.ns.qn("w:cs"), _FONT)
        if colour:
            run.font.color.rgb = self.shared.RGBColor.from_string(colour)
        # Arabic letters have sizes and weights of their own in Word: those of «complex script».
        run.font.cs_bold = bold or None
        run.font.rtl = bool(_ARABIC.search(words))
        self._sized(run._r.get_or_add_rPr(), size)
        return run

    def _marked(self, paragraph: Any, name: str) -> None:
        """Give a paragraph a name that links lead to."""
        self.marks += 1
        for kind in ("Start", "End"):
            mark = self.oxml.OxmlElement(f"w:bookmark{kind}")
            mark.set(self.oxml.ns.qn("w:id"), str(self.marks))
            if kind == "Start":
                mark.set(self.oxml.ns.qn("w:name"), name)
            paragraph._p.append(mark)

    def _numbered(self, paragraph: Any) -> None:
        """The number of the page and of all pages, in the middle of the foot."""
        paragraph.alignment = 1
        self._turn(paragraph)
        for field, after in (("PAGE", " / "), ("NUMPAGES", "")):
            run = self._run(paragraph, "", colour=_SOFT, size=8)
            for kind, words in (("begin", ""), ("", f" {field} "), ("end", "")):
                part = self.oxml.OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    part.set(self.oxml.ns.qn("w:fldCharType"), kind)
                part.text = words or None
                run._r.append(part)
            if after:
                self._run(paragraph, after, colour=_SOFT, size=8)

    def _lettered(self, properties: Any) -> None:
        """Have text in a font and a language for Arabic letters too: those of «complex script»."""
        qn = self.oxml.ns.qn
        fonts = properties.get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{kind}"), _FONT)
        language = properties.find(qn("w:lang"))
        if language is None:
            language = self.oxml.OxmlElement("w:lang")
            properties.append(language)
        language.set(qn("w:bidi"), "ar-SA")

    def _turned(self, properties: Any, after: Sequence[str]) -> None:
        if self.right_to_left:
            self._mark_right_to_left(properties, after)

    def _mark_right_to_left(self, properties: Any, after: Sequence[str]) -> None:
        # Word refuses a file whose elements do not stand in their order.
        properties.insert_element_before(self.oxml.OxmlElement("w:bidi"), *after)

    def _sized(self, properties: Any, size: int) -> None:
        made = self.oxml.OxmlElement("w:szCs")
        made.set(self.oxml.ns.qn("w:val"), str(2 * size))
        properties.find(self.oxml.ns.qn("w:sz")).addnext(made)


def _name_of(note: Note) -> str:
    return f"note{note.number}"


def _written(words: str) -> str:
    """Words without what XML cannot hold; the notes' offsets still lead to the text as it is."""
    return _UNWRITABLE.sub("\ufffd", words)
