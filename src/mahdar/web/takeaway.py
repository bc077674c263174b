"""What is taken away from a page: CSV, XLSX and JSON Lines of exactly what it shows, doubt and review state with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import msgspec
from fastapi.responses import Response

from mahdar.comparing.cells import harmless

FORMS = ("csv", "xlsx", "jsonl")
#: Letters a cell of a workbook holds.
_LONGEST = 32_767
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = dict[str, str]


def taken_away(form: str, name: str, rows: Sequence[Row], lines: Sequence[object]) -> Response:
    """A file of a form.

    Args:
        form: csv, xlsx or jsonl.
        name: of the file, without suffix.
        rows: for tables, all with the same columns.
        lines: for JSON Lines, whole.
    """
    made, kind = {
        "csv": (as_csv, "text/csv; charset=utf-8"),
        "xlsx": (as_xlsx, _XLSX),
        "jsonl": (None, "application/x-ndjson"),
    }[form]
    body = made(rows) if made else b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
    return Response(
        body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )


def as_csv(rows: Sequence[Row]) -> bytes:
    """Rows as CSV with a byte order mark, by which spreadsheets know that it is UTF-8."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: harmless(value) for name, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(rows: Sequence[Row]) -> bytes:
    """Rows as a workbook of one sheet, read from right to left."""
    from openpyxl import Workbook  # noqa: PLC0415 (loaded where a workbook is asked for)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("mahdar")
    sheet.sheet_view.rightToLeft = True
    for values in ([list(rows[0])] if rows else []) + [list(row.values()) for row in rows]:
        cells = []
        for value in values:
            cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST])
            # Told by hand: a text that begins with = would be taken for a formula.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
