"""Tables: CSV and its kin, an article a row, under column names of the user or usual ones."""

from __future__ import annotations

import codecs
import csv
import io
import re
import string
from collections.abc import Iterator, Sequence

from mahdar.model import Article
from mahdar.sources.columns import Columns, columns_told
from mahdar.sources.composing import composed, id_of_text
from mahdar.sources.decoding import decoded
from mahdar.sources.failure import Unreadable
from mahdar.sources.told_dates import Order, UnclearDate, order_of, told_time

_DELIMITERS = (",", "\t", ";", "|")
_LATIN = string.ascii_letters.encode()
#: The first line of tables that were made for a spreadsheet.
_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?[ \t]*\r?\n", re.IGNORECASE)
_DATES = ("published", "updated", "collected")
#: The csv module refuses fields above 128 KB unless told otherwise; this is the most it can be told.
_LONGEST = 2**31 - 1
_HEADER_SEEN = 65536
Row = list[str]


def articles_of_table(
    data: bytes, stem: str, columns: Columns, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """Line at which each row begins, and its article or the reason why there is none.

    The delimiter is the one by which most columns are known. A date such as 05/06/2025 is read as the other dates of
    its column are written, and left unknown where those do not tell; this is told once for a column, after the rows.

    Raises:
        Unreadable: where the bytes are no text, or there is no column for the text.
    """
    text = _text_of(data)
    if separated := _SEPARATOR.match(text):
        text = "\n" + text[separated.end() :]
    csv.field_size_limit(_LONGEST)
    rows = _rows(text, separated[1] if separated else _delimiter(text, columns))
    header = next((row for _, row in rows if isinstance(row, list)), None)
    if header is None:
        raise Unreadable("empty: no row")
    found = columns.found_in(header)
    if "text" not in found:
        raise Unreadable(f"no column for text; {columns_told(header)}")
    places = {of: header.index(name) for of, name in found.items()}
    table = list(rows)
    if not table:
        raise Unreadable("empty: no row under the header")
    dates = _Dates(places, [row for _, row in table if isinstance(row, list)])
    for line, row in table:
        yield (
            line,
            row if isinstance(row, str) else _article(row, len(header), places, stem, collected, dates),
        )
    for told in dates.left_unknown():
        yield None, told


def _text_of(data: bytes) -> str:
    """The text of a table: as of any file, or in UTF-16, which spreadsheets write.

    Addresses and numbers may outweigh the Arabic of a table, so that Windows-1256 is known by what is not Latin.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Unreadable(f"damaged UTF-16 (byte {error.start})") from error
    try:
        return decoded(data)
    except Unreadable:
        decoded(data.translate(None, delete=_LATIN))
        return data.decode("cp1256")


def _delimiter(text: str, columns: Columns) -> str:
    def known(delimiter: str) -> tuple[int, int]:
        header = next((row for _, row in _rows(text[:_HEADER_SEEN], delimiter) if isinstance(row, list)), [])
        try:
            return len(columns.found_in(header)), len(header)
        except Unreadable:
            return 0, len(header)

    return max(_DELIMITERS, key=known)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Row | str]]:
    """Line at which each row begins, counted from 1, and the row, or what is wrong with it; blank ones are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            ended = "unexpected end" in str(error)
            yield line, "a quotation mark opened here is never closed" if ended else f"damaged row: {error}"
            continue
        if any(field.strip() for field in row):
            yield line, row


def _article(
    row: Row, width: int, places: dict[str, int], stem: str, collected: str | None, dates: _Dates
) -> Article | str:
    if len(row) < width or any(field.strip() for field in row[width:]):
        return f"{len(row)} fields where the header has {width}"
    told: dict[str, str | None] = {of: row[place] for of, place in places.items()}
    title, text = told.pop("title", None), told.pop("text") or ""
    doc_id = (told.pop("doc_id", None) or "").strip() or (told.get("url") or "").strip()
    for of in _DATES:
        told[of] = dates.of(of, told.get(of))
    try:
        return composed(doc_id or id_of_text(stem, title, text), title, text, told, collected)
    except Unreadable as error:
        return str(error)


class _Dates:
    """The dates of a table's columns: how each column writes them, and which could not be read."""

    def __init__(self, places: dict[str, int], rows: Sequence[Row]) -> None:
        self._order: dict[str, Order | None] = {
            of: order_of(row[places[of]] for row in rows if len(row) > places[of])
            for of in _DATES
            if of in places
        }
        self._left: dict[str, list[str]] = {}

    def of(self, column: str, value: str | None) -> str | None:
        """The day or time of a field, None where it is blank or cannot be read for sure."""
        if not value or not value.strip():
            return None
        try:
            return told_time(value, self._order[column])
        except UnclearDate as error:
            self._left.setdefault(column, []).append(str(error))
            return None

    def left_unknown(self) -> Iterator[str]:
        """For each column with dates that could not be read, how many and the first of them, in words."""
        for column, reasons in self._left.items():
            yield f"{column} left unknown in {len(reasons)} rows: {reasons[0]} (write it as 2025-10-15)"
