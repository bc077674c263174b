"""JSON Lines: an article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mahdar.model import Article
from mahdar.sources.dates import day_or_time
from mahdar.sources.decoding import checked, decoded, valid_unicode
from mahdar.sources.failure import Unreadable


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


def article_from_json(line: bytes, collected: str | None) -> Article:
    """The article of one line.

    `title` and `text` are joined by a blank line, unless the text begins with the title; `text` alone is taken
    as it is. The line's own `collected` stands before the one given.

    Raises:
        Unreadable: where the line is no JSON object, lacks `doc_id` (or `id`) or `text`, or a field is of another
            type than told.
    """
    fields = _object(line)
    doc_id = _string(fields, "doc_id") or _string(fields, "id")
    if not doc_id:
        raise Unreadable("no doc_id (or id)")
    text = _string(fields, "text")
    if text is None:
        raise Unreadable("empty: no text")
    title = _string(fields, "title")
    joined = _joined(title, text)
    return Article(
        doc_id=doc_id,
        text=checked(joined),
        text_start=len(joined) - len(text),
        outlet=_string(fields, "outlet"),
        url=_string(fields, "url"),
        published=_date(fields, "published"),
        updated=_date(fields, "updated"),
        collected=_date(fields, "collected") or collected,
        title=title,
        author=_string(fields, "author"),
    )


def _joined(title: str | None, text: str) -> str:
    if not title or text.lstrip().startswith(title.strip()):
        return text
    return f"{title}\n\n{text}"


def _object(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(decoded(line))
    except RecursionError as error:
        raise Unreadable("not JSON: nested too deeply") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} at column {error.colno}") from error
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise Unreadable("not a JSON object")
    return fields


def _string(fields: dict[str, Any], name: str) -> str | None:
    """A field's string; a blank one is no value. An integer is allowed as an identifier."""
    value = fields.get(name)
    if name in ("doc_id", "id") and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise Unreadable(f"{name} is no string")
    return valid_unicode(value)


def _date(fields: dict[str, Any], name: str) -> str | None:
    value = _string(fields, name)
    if value is None:
        return None
    try:
        return day_or_time(value)
    except ValueError as error:
        raise Unreadable(f"{name}: {error}") from error
