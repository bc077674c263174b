"""JSON Lines: an article a line. A JSON file: an array of such objects, or one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mahdar.model import Article
from mahdar.sources.columns import Columns, columns_told
from mahdar.sources.composing import composed
from mahdar.sources.decoding import decoded, valid_unicode
from mahdar.sources.failure import Unreadable
from mahdar.sources.told_dates import AmbiguousDate, UnclearDate, told_time

_DATES = ("published", "updated", "collected")


def lines_of(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number, counted from 1, and bytes of each line that is not blank.

    Lines end at LF alone: the other line separators of Unicode may stand inside a JSON string.
    """
    start, number = 0, 1
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        line = data[start:end]
        if line.strip():
            yield number, line
        start, number = end + 1, number + 1


def articles_of_lines(
    data: bytes, columns: Columns, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """Number of each line, and its article or the reason why there is none."""
    lines = 0
    for number, line in lines_of(data):
        lines += 1
        try:
            for made in articles_of_object(loaded(line), columns, collected):
                yield number, made
        except Unreadable as error:
            yield number, str(error)
    if not lines:
        yield None, "empty: no line"


def articles_of_object(fields: Any, columns: Columns, collected: str | None) -> Iterator[Article | str]:
    """The article of one object, and after it what was left unknown, in words: dates with two readings.

    `title` and `text` are joined by a blank line, unless the text begins with the title; `text` alone is taken
    as it is. The object's own `collected` stands before the one given.

    Fields of other usual names than those of an article (`source`, `date`) count where they are words, and are passed
    over where they are not: many files have objects and numbers there.

    Raises:
        Unreadable: where this is no JSON object, lacks `doc_id` (or `id`) or `text`, or a field is of another
            type than told.
    """
    if not isinstance(fields, dict):
        raise Unreadable("not a JSON object")
    found = columns.found_in(fields)
    sure = {of for of, name in found.items() if of in columns.named or name in (of, "id")}
    strings = {
        of: _string(fields, name, of) for of, name in found.items() if of in sure or _is_words(fields[name])
    }
    if not strings.get("doc_id") and "doc_id" in found and "id" in fields:
        strings["doc_id"] = _string(fields, "id", "doc_id")
    doc_id, text = strings.pop("doc_id", None), strings.pop("text", None)
    if not doc_id:
        raise Unreadable(f"no doc_id (or id); {columns_told(fields)}")
    if text is None:
        raise Unreadable(f"empty: no text; {columns_told(fields)}")
    left = [note for of in _DATES if (note := _dated(strings, of, of in sure))]
    yield composed(doc_id, strings.pop("title", None), text, strings, collected)
    yield from left


def _is_words(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _dated(strings: dict[str, str | None], of: str, sure: bool) -> str | None:
    """Put the ISO 8601 day or time of a date in its place.

    One that has two readings is left unknown, which is told; so is one that is none where only its usual name makes
    the field a date. A field that is `sure` to be one and is none is an error.
    """
    value = strings.get(of)
    if value is None:
        return None
    try:
        strings[of] = told_time(value)
    except UnclearDate as error:
        if sure and not isinstance(error, AmbiguousDate):
            raise Unreadable(f"{of}: {error}") from error
        strings[of] = None
        return f"{of}: {error}; left unknown (write it as 2025-10-15)"
    return None


def loaded(data: bytes) -> Any:
    """The JSON value that bytes hold.

    Raises:
        Unreadable: where they hold none.
    """
    try:
        return json.loads(decoded(data))
    except RecursionError as error:
        raise Unreadable("not JSON: nested too deeply") from error
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"not JSON: {error.msg} at {place}") from error
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}") from error


def _string(fields: Mapping[str, Any], name: str, of: str) -> str | None:
    """A field's string; a blank one is no value. An integer is allowed as an identifier."""
    value = fields.get(name)
    if of == "doc_id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise Unreadable(f"{name} is no string")
    return valid_unicode(value)
