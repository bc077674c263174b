"""CSV: one noun's table, in UTF-8 with a byte order mark, so that spreadsheets read its Arabic."""

from __future__ import annotations

import csv
from typing import TextIO

from mahdar.comparing.cells import FORMULA
from mahdar.export.choosing import Chosen
from mahdar.export.columns import NOT_HELD, TABLES, Cell
from mahdar.export.losses import Losses

#: What a spreadsheet takes for a formula when a cell begins with it, and the apostrophe that keeps it from that.
ESCAPING = (*FORMULA, "'")
ESCAPED = "cells that begin with = + - @ or an apostrophe have one apostrophe put before them"


def write(chosen: Chosen, noun: str, output: TextIO, losses: Losses) -> None:
    """Write the table of a noun: the names of its columns, then a row an item."""
    table = TABLES[noun]
    output.write("\ufeff")
    rows = csv.writer(output, lineterminator="\n")
    rows.writerow([column.name for column in table.columns])
    for row in table.rows(chosen):
        rows.writerow([_cell(value, losses) for value in row])
        losses.written[noun] += 1
    for what in NOT_HELD:
        losses.dropped[what] = losses.written[noun]


def _cell(value: Cell, losses: Losses) -> str | int | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(ESCAPING):
        losses.changed[ESCAPED] += 1
        return "'" + value
    return value


def unescaped(cell: str) -> str:
    """A cell as the record has it: without the apostrophe that keeps it from being a formula."""
    return cell[1:] if cell.startswith("'") else cell
