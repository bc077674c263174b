"""JSON files: an array of objects with an article each, or ninjs (News in JSON)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.model import Article
from mahdar.sources.columns import Columns
from mahdar.sources.failure import Unreadable
from mahdar.sources.json_lines import articles_of_object, loaded
from mahdar.sources.ninjs import articles_of_ninjs, is_ninjs


def articles_of_json(
    data: bytes, columns: Columns, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """Number of each item of a JSON file, and its article or the reason why there is none.

    The file holds an array of items, an object with one such array, or one item. An item is ninjs where it looks so
    and the user maps no columns.

    Raises:
        Unreadable: where the file is no JSON, or holds no item.
    """
    items = _items(loaded(data))
    if not items:
        raise Unreadable("empty: no item")
    for number, item in enumerate(items, 1):
        try:
            mapped = columns.named or not is_ninjs(item)
            made = (
                articles_of_object(item, columns, collected) if mapped else articles_of_ninjs(item, collected)
            )
            for one in made:
                yield number, one
        except Unreadable as error:
            yield number, str(error)


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not is_ninjs(value):
        arrays = [held for held in value.values() if isinstance(held, list) and _objects(held)]
        if len(arrays) == 1 and "text" not in Columns().found_in(value):
            return list(arrays[0])
    return [value]


def _objects(held: list[Any]) -> bool:
    return bool(held) and all(isinstance(item, dict) for item in held)
