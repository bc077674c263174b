"""Cells of tables: what a spreadsheet must not take for a formula, since words of a source may begin so."""

from __future__ import annotations

#: What a cell begins with that a spreadsheet takes for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """The value, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + value if value.startswith(FORMULA) else value
