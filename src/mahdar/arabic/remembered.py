"""What a function told of words, remembered: a word of a newspaper comes again, mostly within the hour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Words remembered at most; a newspaper's vocabulary fits, and hostile input cannot fill the memory.
MOST = 100_000


class Remembered(dict[str, T]):
    """The values of a function of a word, each made when it is first asked for: `remembered[word]`.

    An ordinary dictionary, as looking up a word in it takes half as long as in `functools.lru_cache`; when it is full
    it forgets all.
    """

    __slots__ = ("_tells",)

    def __init__(self, tells: Callable[[str], T]) -> None:
        super().__init__()
        self._tells = tells

    def __missing__(self, word: str) -> T:
        if len(self) >= MOST:
            self.clear()
        value = self[word] = self._tells(word)
        return value
