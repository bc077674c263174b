"""Parquet partitions: tables of articles with the records read from them, as `mahdar read --parquet` writes them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from mahdar.model import Article, ArticleRead, ArticleRecord, MalformedRecord, record_from_json
from mahdar.sources.columns import Columns
from mahdar.sources.dates import day_or_time
from mahdar.sources.decoding import checked
from mahdar.sources.failure import Unreadable
from mahdar.sources.json_lines import articles_of_object

#: Columns of an article that hold words, by the field of the same name.
FIELDS = ("doc_id", "outlet", "url", "published", "updated", "collected", "title", "author", "text")
#: Columns that only tables of Mahdar's have together.
OWN = (*FIELDS, "text_start", "found", "record")
#: Rows in memory at once.
_AT_ONCE = 200


def parquet() -> tuple[Any, Any]:
    """pyarrow and what it has for Parquet.

    Raises:
        Unreadable: where it is not installed, with what to do.
    """
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise Unreadable(
            "Parquet needs pyarrow, which is not installed: pip install 'mahdar[ray]'"
        ) from error


def articles_of_partition(file: Path, collected: str | None) -> Iterator[tuple[int | None, Article | str]]:
    """Number of each row, counted from 1, and its article, with its record where the row holds one.

    A table that somebody else made counts as the same objects of JSON do.

    Raises:
        Unreadable: where this is no Parquet file, holds no articles or pyarrow is not installed.
    """
    arrow, form = parquet()
    try:
        table = form.ParquetFile(file)
    except (arrow.ArrowException, OSError) as error:
        raise Unreadable(f"not Parquet: {_first_line(error)}") from error
    number = 0
    with table:
        own = set(OWN) <= set(table.schema_arrow.names)
        try:
            for some in table.iter_batches(_AT_ONCE, columns=list(OWN) if own else None):
                for row in some.to_pylist():
                    number += 1
                    for made in _made(row, collected, own):
                        yield number, made
        except (arrow.ArrowException, OSError) as error:
            raise Unreadable(f"damaged after row {number}: {_first_line(error)}") from error
    if not number:
        raise Unreadable("empty: no row")


def _made(row: dict[str, Any], collected: str | None, own: bool) -> Iterator[Article | str]:
    try:
        if own:
            yield _article(row)
        else:
            yield from articles_of_object(row, Columns(), collected)
    except (Unreadable, ValueError, TypeError) as error:
        yield str(error)


def _article(row: dict[str, Any]) -> Article:
    """The article of a row that Mahdar wrote, with its record.

    Raises:
        Unreadable, ValueError, TypeError: where somebody wrote otherwise.
    """
    told: dict[str, Any] = {name: row[name] for name in FIELDS}
    if not all(value is None or isinstance(value, str) for value in told.values()) or not told["doc_id"]:
        raise Unreadable("a field of an article holds no words")
    for name in ("published", "updated", "collected"):
        if told[name]:
            day_or_time(told[name])
    checked(told["text"] or "")
    told |= {
        "text_start": int(row["text_start"]),
        "found": tuple((str(of), str(at)) for of, at in row["found"]),
    }
    record = _record(row["record"])
    return ArticleRead(**told, record=replace(record, text=told["text"])) if record else Article(**told)


def _record(words: str | None) -> ArticleRecord | None:
    """The record of a row; in the place of one that is none, a new one is read."""
    try:
        return record_from_json(words) if words else None
    except MalformedRecord:
        return None


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
