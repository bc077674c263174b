"""Ranges: what of a page begins in a range of its tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def starting_in(items: list[T], starts: Sequence[int], first: int, last: int) -> list[T]:
    """The items that begin in tokens [first, last).

    Args:
        items: in order.
        starts: the token each begins at.
        first: where the range begins.
        last: where it ends; an empty range holds none.
    """
    return items[bisect_left(starts, first) : bisect_left(starts, last)]
