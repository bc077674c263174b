"""Workers of this machine: this process alone, or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

#: Parts under way for each process: enough to keep it busy, few enough for input of any length.
_AHEAD = 16
P = TypeVar("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes, or this one alone; each part goes over as soon as it comes."""

    jobs: int = 1
    at_once: int = 1

    @property
    def count(self) -> int:
        """How many parts are worked on at the same time."""
        return self.jobs

    def each(self, work: Callable[[P], R], parts: Iterable[P], ahead: int | None = None) -> Iterator[R]:
        """What a function makes of each part, in the order of the parts; see `Workers.each`."""
        if self.jobs <= 1:
            yield from map(work, parts)
            return
        with ProcessPoolExecutor(self.jobs) as pool:
            under_way: deque[Future[R]] = deque()
            for part in parts:
                under_way.append(pool.submit(work, part))
                if len(under_way) >= self.jobs * (ahead or _AHEAD):
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()


ALONE = Processes()
"""This process alone."""
