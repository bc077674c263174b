"""What commands that answer questions share: forms of output, paging, and answers as lines and rows.

An answer is a tree of dataclasses; wherever one of them has `words`, it is a line that leads to exact words. So one
walk makes JSON Lines and CSV of any answer.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, TextIO, TypeVar

import click

from mahdar.cli.options import output_option
from mahdar.cli.tables import on_screen
from mahdar.comparing.alike import Differing
from mahdar.comparing.coverage import Copied
from mahdar.comparing.words import Day, Teller, Who, Words
from mahdar.model import Candidate, Conflict, Participant, Reason, Source, Span, to_json

F = TypeVar("F", bound=Callable[..., Any])
FORMS = ("table", "json", "jsonl", "csv")
#: Columns that every row ends with: where its words stand.
PLACE = ("doc_id", "outlet", "published", "start", "end", "exact")
_MARK = "\ufeff"

form_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="table",
    show_default=True,
    help="json: the whole answer; jsonl: a line each; csv: a row each.",
)
_PAGING = (
    click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Lines shown."),
    click.option("--offset", type=click.IntRange(min=0), default=0, help="Lines passed over first."),
)
_BETWEEN = (
    click.option("--since", metavar="DATE", help="On this day or later (2025-10-15, also 2025-10 or 2025)."),
    click.option("--until", metavar="DATE", help="On this day or earlier."),
)


class Found(NamedTuple):
    """A line of an answer: the field it stands in, and what is told above it."""

    section: str
    line: Any
    told: dict[str, str | int]


def answering(function: F) -> F:
    """Give a command the options `--format` and `--output`, as `form` and `output`."""
    return form_option(output_option(function))


def paged(function: F) -> F:
    """Give a command the options `--limit` and `--offset`."""
    for option in reversed(_PAGING):
        function = option(function)
    return function


def between(function: F) -> F:
    """Give a command the options `--since` and `--until`."""
    for option in reversed(_BETWEEN):
        function = option(function)
    return function


def last_day(until: str | None) -> str | None:
    """The bound that lets every day of a month or a year through, where no more of it is given."""
    return f"{until}-99"[:10] if until and len(until) < 10 else until


def write_answer(answer: object, form: str, output: TextIO, shown: Callable[[Any], Iterable[str]]) -> None:
    """Write an answer in the form asked for; `shown` gives its lines for a terminal."""
    if form == "json":
        output.write(to_json(answer) + "\n")
    elif form == "jsonl":
        for found in lines_of(answer):
            output.write(to_json({"section": found.section, **found.told, "line": found.line}) + "\n")
    elif form == "csv":
        write_rows(answer, output)
    else:
        output.write(on_screen(list(shown(answer))))


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
    writer.writerows(rows)


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
