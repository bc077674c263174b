"""XLSX: a workbook that reads from right to left, a sheet a noun, and one that tells what it cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from math import ceil
from typing import Any, BinaryIO, NamedTuple

from mahdar.export.choosing import Chosen
from mahdar.export.columns import EACH, NOT_HELD, TABLES, Cell, Column, Table
from mahdar.export.in_arabic import worded
from mahdar.export.losses import Losses
from mahdar.export.missing import library

#: Limits of the format: rows of a sheet, UTF-16 units of a cell.
ROWS, CELL = 1_048_576, 32_767
#: Rows of a sheet whose addresses are links: a spreadsheet keeps no more than 65,530, and the writer keeps them all.
LINKS = 10_000
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_WIDE = frozenset(
    "participants content evidence doubt date_basis forms title words source_organs why history flags articles "
    "offices roles object name".split()
)
_NARROW = frozenset(
    "kind status level format mode act negated country side direction phase state review qid".split()
)
_LATIN = frozenset(
    "id encounter doc_id url date earliest latest published collected participants_en speakers_en name_en "
    "participant_ids speaker_ids part_of qid known_as sha256 reader knowledge articles decisions".split()
)
#: Words without spaces: wrapped, they would make every row high.
_LONG = frozenset("url sha256".split())
#: Points of a line, lines of the highest row, and letters that stand in a unit of width.
_LINE, _LINES, _LETTERS = 15, 10, 1.1
_MADE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "use_zip64": True,
}
_HEADING = {"bold": True, "bg_color": "#16486B", "font_color": "#FFFFFF", "text_wrap": True, "align": "center",
            "valign": "vcenter", "reading_order": 2, "border": 1, "border_color": "#D9DCE1"}  # fmt: skip
_NAME = {
    "font_size": 9,
    "bg_color": "#EEF1F4",
    "font_color": "#5B6169",
    "align": "center",
    "reading_order": 1,
}
_ARABIC = {"text_wrap": True, "valign": "top", "align": "right", "reading_order": 2}
_CODE = {"text_wrap": True, "valign": "top", "align": "right", "reading_order": 1}
_PLAIN = {"valign": "top", "align": "right", "reading_order": 1}
_NUMBER = {"valign": "top", "align": "center"}


class _Place(NamedTuple):
    """A column of a sheet: how its cells look, how they are worded, and whether they are addresses."""

    look: Any
    worded: Callable[[str], str] | None
    is_address: bool
    wraps: bool
    width: int


class _Sheet:
    """A sheet while it is written."""

    def __init__(self, sheet: Any, noun: str, table: Table, looks: dict[str, Any]) -> None:
        self._sheet, self._looks = sheet, looks
        self.rows = 0
        self._places = [
            _Place(
                looks[_look(column)],
                worded(noun, column.name),
                column.name == "url",
                column.name not in _LONG,
                _width(column),
            )
            for column in table.columns
        ]
        sheet.right_to_left()
        sheet.freeze_panes(2, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0, 1)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, _width(column))
        sheet.set_row(0, 32)
        for number, column in enumerate(table.columns):
            sheet.write_string(0, number, column.ar, looks["heading"])
        for number, column in enumerate(table.columns):
            sheet.write_string(1, number, column.name, looks["name"])

    def write(self, row: list[Cell], losses: Losses) -> None:
        """Write one row."""
        line = self.rows + 2
        self._heighten(line, row)
        for number, (value, place) in enumerate(zip(row, self._places, strict=True)):
            if value is None:
                continue
            if isinstance(value, bool):
                self._sheet.write_string(line, number, "نعم" if value else "لا", place.look)
            elif isinstance(value, int):
                self._sheet.write_number(line, number, value, place.look)
            else:
                self._text(line, number, value, place, losses)
        self.rows += 1

    def _text(self, line: int, number: int, value: str, place: _Place, losses: Losses) -> None:
        words = sound(place.worded(value) if place.worded else value, losses)
        if place.is_address and self.rows < LINKS and _ADDRESS.fullmatch(words):
            self._sheet.write_url(line, number, words, self._looks["link"], words)
        else:
            self._sheet.write_string(line, number, words, place.look)

    def _heighten(self, line: int, row: list[Cell]) -> None:
        """Give a row the height of its longest cell: not every program does so when it opens a file."""
        lines = max(
            (
                len(value) / (place.width * _LETTERS)
                for value, place in zip(row, self._places, strict=True)
                if isinstance(value, str) and place.wraps
            ),
            default=1.0,
        )
        if lines > 1:
            self._sheet.set_row(line, _LINE * min(ceil(lines), _LINES))
        # The writer keeps the heights of rows that it has written (the last but one and before), a gigabyte of them
        # for a workbook of millions of rows.
        for name in ("row_info", "row_sizes"):
            getattr(self._sheet, name, {}).pop(line - 2, None)

    def end(self) -> None:
        """Have the rows filtered by the names of the columns."""
        self._sheet.autofilter(1, 0, max(self.rows, 1) + 1, len(self._places) - 1)


def write(chosen: Chosen, output: BinaryIO, losses: Losses) -> None:
    """Write the workbook; the same record gives the same bytes.

    Raises:
        MissingLibrary: where XlsxWriter is not installed.
    """
    book = library("xlsxwriter", "XLSX").Workbook(output, _OPTIONS)
    book.set_properties({"created": _MADE})
    shapes = {"heading": _HEADING, "name": _NAME, "arabic": _ARABIC, "code": _CODE, "number": _NUMBER, "plain": _PLAIN,
              "link": {**_PLAIN, "font_color": "#16486B", "underline": 1}}  # fmt: skip
    looks = {name: book.add_format(shape) for name, shape in shapes.items()}
    sheets = {
        noun: _Sheet(book.add_worksheet(table.ar), noun, table, looks) for noun, table in TABLES.items()
    }
    losses.written.update(dict.fromkeys(TABLES, 0))
    for of, each in EACH.items():
        for one in each(chosen):
            for noun, table in TABLES.items():
                if table.of == of:
                    _append(sheets[noun], noun, table.rows_of(chosen, one), losses)
    for what in NOT_HELD:
        losses.dropped[what] = sum(losses.written.values())
    for sheet in sheets.values():
        sheet.end()
    _notes(book, looks, losses)
    book.close()


def _append(sheet: _Sheet, noun: str, rows: Iterator[list[Cell]], losses: Losses) -> None:
    for row in rows:
        if losses.written[noun] + 2 >= ROWS:
            losses.left_out[noun, f"a sheet holds {ROWS} rows"] += 1
            continue
        sheet.write(row, losses)
        losses.written[noun] += 1


def _look(column: Column) -> str:
    if column.kind == "number":
        return "number"
    if column.name in _LONG:
        return "plain"
    return "code" if column.name in _LATIN else "arabic"


def _width(column: Column) -> int:
    if column.name in _WIDE:
        return 48
    return 11 if column.kind != "text" or column.name in _NARROW else 20


def sound(value: str, losses: Losses) -> str:
    """A text as a cell can hold it; what is left out and cut is counted."""
    words = _ILLEGAL.sub("", value)
    if words != value:
        losses.changed["cells without the control characters that XLSX forbids"] += 1
    if len(words) > CELL // 2 and len(words.encode("utf-16-le")) // 2 > CELL:
        losses.changed[f"cells cut to the {CELL} characters that XLSX allows"] += 1
        words = words.encode("utf-16-le")[: 2 * CELL].decode("utf-16-le", "ignore")
    return words


def _notes(book: Any, looks: dict[str, Any], losses: Losses) -> None:
    sheet = book.add_worksheet("عن هذا الملف")
    sheet.right_to_left()
    sheet.set_column(0, 0, 120)
    sheet.write_string(0, 0, _ABOUT, looks["arabic"])
    for number, line in enumerate(losses.lines(), 1):
        sheet.write_string(number, 0, line, looks["code"])


_ABOUT = (
    "صف لكل بند، واسم كل عمود بالعربية ثم رمزه في سائر الصيغ. الرموز مكتوبة هنا بكلماتها العربية، وهي في csv وparquet "
    "كما هي في السجل. «غير مراجَع»: قرأته الآلة ولم يراجعه أحد. وفيما يلي ما كُتب وما لا تتسع له هذه الصيغة:"
)
