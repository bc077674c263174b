"""What every kind of workers promises to those who have work for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

P = TypeVar("P")
R = TypeVar("R")


class WorkersError(RuntimeError):
    """Workers that cannot be had, or that cannot do their work; the message says what to do next."""


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of an outcome: the workers ended on a part again and again.

    Attributes:
        reason: in words.
    """

    reason: str


class Workers(Protocol):
    """Those who do work in parts."""

    @property
    def at_once(self) -> int:
        """How many small things (articles) make a part worth handing over."""

    @property
    def count(self) -> int:
        """How many parts are worked on at the same time."""

    def each(
        self, work: Callable[[P], R], parts: Iterable[P], ahead: int | None = None
    ) -> Iterator[R | Lost]:
        """What a function makes of each part, in the order of the parts.

        Parts are taken as room comes free, so that they may be more than fit into memory. A part whose worker ends is
        done again by another.

        Args:
            work: a function of a module, or a `partial` of one: the same outcome whoever calls it, however often.
            parts: what it is called with; they and the outcomes can be pickled.
            ahead: parts under way for each worker, where they are so large that it matters.

        Raises:
            WorkersError: where no worker is left.
            Exception: what the function itself raises.
        """
