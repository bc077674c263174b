"""Any answer as lines and rows: one walk makes JSON Lines and CSV of it.

An answer is a tree of dataclasses; wherever one of them has `words`, it is a line that leads to exact words.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TextIO

from mahdar.comparing.alike import Differing
from mahdar.comparing.cells import harmless
from mahdar.comparing.coverage import Copied
from mahdar.comparing.words import Day, Teller, Who, Words
from mahdar.model import Candidate, Conflict, Participant, Reason, Source, Span, to_json

#: Columns that every row ends with: where its words stand.
PLACE = ("doc_id", "outlet", "published", "start", "end", "exact")
_MARK = "\ufeff"


class Found(NamedTuple):
    """A line of an answer: the field it stands in, and what is told above it."""

    section: str
    line: Any
    told: dict[str, str | int]


def json_lines(answer: object) -> Iterator[str]:
    """Each line of an answer as a line of JSON: its section, what is told above it, and itself."""
    for found in lines_of(answer):
        yield to_json({"section": found.section, **found.told, "line": found.line}) + "\n"


def lines_of(answer: object, section: str = "", told: dict[str, str | int] | None = None) -> Iterator[Found]:
    """Every line of an answer that leads to words; of a line that is parted in lines, its parts."""
    for name, value in _fields(answer):
        for item in value if isinstance(value, tuple) else (value,):
            if is_dataclass(item) and not isinstance(item, _PLAIN):
                path = f"{section}.{name}" if section else name
                own = cells_of(item)
                if _parts(item):
                    yield from lines_of(item, path, {**(told or {}), **own})
                elif hasattr(item, "words"):
                    yield Found(path, item, told or {})
                else:
                    yield from lines_of(item, path, {**(told or {}), **own})


def _parts(item: object) -> bool:
    """Whether a line is told in lines of its own."""
    return any(
        isinstance(value, tuple)
        and any(hasattr(one, "words") and not isinstance(one, _PLAIN) for one in value)
        for _, value in _fields(item)
    )


def write_rows(answer: object, output: TextIO) -> None:
    """Write an answer as CSV, a row for each line, with where it stands; spreadsheets read it as UTF-8."""
    rows = [_row(found) for found in lines_of(answer)]
    columns = list(dict.fromkeys(name for row in rows for name in row if name not in PLACE))
    output.write(_MARK)
    writer = csv.DictWriter(output, [*columns, *PLACE], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: str | int) -> str | int:
    return harmless(value) if isinstance(value, str) else value


def _row(found: Found) -> dict[str, str | int]:
    words: tuple[Words, ...] = found.line.words
    row: dict[str, str | int] = {"section": found.section, **found.told, **cells_of(found.line)}
    if words:
        row |= _place(words[0])
    if len(words) > 1:
        row["also"] = " | ".join(str(in_words(one)) for one in words[1:])
    return row


def cells_of(line: object) -> dict[str, str | int]:
    """The fields of a line as text, but its words and the lines it is told in."""
    cells: dict[str, str | int] = {}
    for name, value in _fields(line):
        if name == "words" or value is None:
            continue
        if isinstance(value, tuple):
            if not any(is_dataclass(one) and not isinstance(one, _PLAIN) for one in value):
                cells[name] = in_words(value)
        elif is_dataclass(value) and not isinstance(value, _PLAIN):
            cells |= {k if k not in cells else f"{name}_{k}": v for k, v in cells_of(value).items()}
        else:
            cells[name] = in_words(value)
    return cells


def in_words(value: Any) -> str | int:
    """A value as one cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | str):
        return value
    if isinstance(value, tuple):
        return " | ".join(str(in_words(one)) for one in value)
    told = _TOLD.get(type(value))
    return told(value) if told else ""


def _place(words: Words) -> dict[str, str | int]:
    return {
        "doc_id": words.doc_id,
        "outlet": words.outlet or "",
        "published": words.published or "",
        "start": words.span.start,
        "end": words.span.end,
        "exact": words.span.exact,
    }


def _organ(value: Teller | Source) -> str:
    return value.organ + (f" ({value.side})" if value.side else "")


_TOLD: dict[type, Callable[[Any], str]] = {
    Who: lambda who: who.name,
    Participant: lambda party: f"{party.name} ({party.office})" if party.office else party.name,
    Day: lambda day: day.told,
    Teller: _organ,
    Source: _organ,
    Span: lambda span: span.exact,
    Reason: lambda reason: reason.words,
    Copied: lambda copied: f"{copied.doc_id}: {copied.basis}",
    Candidate: lambda one: f"{one.doc_id} {one.encounter}: {one.reason}",
    Conflict: lambda one: f"{one.field}: {' ↔ '.join(told.value for told in one.values)}",
    Words: lambda words: f"{words.doc_id} {words.span.start}-{words.span.end}",
    Differing: lambda d: f"{d.a.exact if d.a else '—'} ↔ {d.b.exact if d.b else '—'}",
}
"""How what is no line of its own is told in one cell."""
_PLAIN = tuple(_TOLD)


def _fields(item: object) -> Iterator[tuple[str, Any]]:
    for field in fields(item):  # type: ignore[arg-type]
        yield field.name, getattr(item, field.name)
