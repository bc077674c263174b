"""XLSX: a workbook that reads from right to left, a sheet a noun, and one that tells what it cannot hold."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from mahdar.export.choosing import Chosen
from mahdar.export.columns import EACH, NOT_HELD, TABLES, Cell, Column, Table
from mahdar.export.losses import Losses
from mahdar.export.missing import library

#: Limits of the format: rows of a sheet, UTF-16 units of a cell.
ROWS, CELL = 1_048_576, 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: How hard to pack: more takes seconds and spares little.
_PACKING = 2
_STAMP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_WIDE = frozenset(
    "participants content evidence doubt date_basis forms title words source_organs why history flags articles".split()
)


def write(chosen: Chosen, output: BinaryIO, losses: Losses) -> None:
    """Write the workbook; the same record gives the same bytes.

    Raises:
        MissingLibrary: where openpyxl is not installed.
    """
    openpyxl = library("openpyxl", "XLSX")
    book = openpyxl.Workbook(write_only=True)
    sheets = {noun: _sheet(book, table) for noun, table in TABLES.items()}
    losses.written.update(dict.fromkeys(TABLES, 0))
    for of, each in EACH.items():
        for one in each(chosen):
            for noun, table in TABLES.items():
                if table.of == of:
                    _append(sheets[noun], noun, table.rows_of(chosen, one), losses)
    for what in NOT_HELD:
        losses.dropped[what] = sum(losses.written.values())
    _notes(book, losses)
    with tempfile.TemporaryFile() as made:
        # Packed once, at the end: here without compression.
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            library("openpyxl.writer.excel", "XLSX").ExcelWriter(book, archive).save()
        made.seek(0)
        _without_clock(made, output)


def _sheet(book: Any, table: Table) -> Any:
    sheet = book.create_sheet(table.ar)
    sheet.sheet_view.rightToLeft = True
    sheet.freeze_panes = "B3"
    for number, column in enumerate(table.columns, 1):
        letter = library("openpyxl.utils", "XLSX").get_column_letter(number)
        sheet.column_dimensions[letter].width = _width(column)
    sheet.append(_headings(sheet, [column.ar for column in table.columns]))
    sheet.append(_headings(sheet, [column.name for column in table.columns]))
    return sheet


def _append(sheet: Any, noun: str, rows: Iterator[list[Cell]], losses: Losses) -> None:
    for row in rows:
        if losses.written[noun] + 2 >= ROWS:
            losses.left_out[noun, f"a sheet holds {ROWS} rows"] += 1
            continue
        sheet.append(list(_cells(sheet, row, losses)))
        losses.written[noun] += 1


def _width(column: Column) -> int:
    return 48 if column.name in _WIDE else 10 if column.kind != "text" else 18


def _headings(sheet: Any, words: list[str]) -> list[Any]:
    cell_of, font = library("openpyxl.cell", "XLSX").WriteOnlyCell, library("openpyxl.styles", "XLSX").Font
    cells = [cell_of(sheet, value=word) for word in words]
    for cell in cells:
        cell.font = font(bold=True)
    return cells


def _cells(sheet: Any, row: list[Cell], losses: Losses) -> Iterator[Any]:
    for value in row:
        if isinstance(value, bool):
            yield "نعم" if value else "لا"
        elif isinstance(value, str):
            yield _text(sheet, value, losses)
        else:
            yield value


def _text(sheet: Any, value: str, losses: Losses) -> Any:
    sound = _ILLEGAL.sub("", value)
    if sound != value:
        losses.changed["cells without the control characters that XLSX forbids"] += 1
    if len(sound) > CELL // 2 and len(sound.encode("utf-16-le")) // 2 > CELL:
        losses.changed[f"cells cut to the {CELL} characters that XLSX allows"] += 1
        sound = sound.encode("utf-16-le")[: 2 * CELL].decode("utf-16-le", "ignore")
    if not sound.startswith(("=", "#")):
        return sound
    # Text that looks like a formula or an error is said to be text, so that no program computes it.
    cell = library("openpyxl.cell", "XLSX").WriteOnlyCell(sheet, value=sound)
    cell.data_type = "s"
    return cell


def _notes(book: Any, losses: Losses) -> None:
    sheet = book.create_sheet("عن هذا الملف")
    sheet.sheet_view.rightToLeft = True
    sheet.column_dimensions["A"].width = 120
    for line in losses.lines():
        sheet.append([line])


def _without_clock(made: Any, output: BinaryIO) -> None:
    """Copy the file without the times at which it was made, so that the same record gives the same bytes."""
    with (
        zipfile.ZipFile(made) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry._compresslevel = _PACKING  # type: ignore[attr-defined]  # public from Python 3.13 on
            if name == "docProps/core.xml":
                new.writestr(entry, _MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z\2", old.read(name)))
                continue
            with old.open(name) as source, new.open(entry, "w") as target:
                while part := source.read(1 << 20):
                    target.write(part)
