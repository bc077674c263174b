"""Progress with the time that is left: told by the pace of the last minutes, and only once everything is counted."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

import click

from mahdar.cli.ending import Progress
from mahdar.model import Article

#: Seconds whose pace tells what is to come.
_LATELY = 120.0
#: Seconds of work before which nothing is foretold.
_SOON = 5.0
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class Forecast:
    """How long work will go on, told by its pace lately.

    What was there at the first look counts for nothing: what a record holds already is passed over in no time.
    """

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def reach(self, done: int, at: float) -> None:
        """Note that so many are done at a time (seconds of a clock that goes forward)."""
        self._seen.append((at, done))
        while len(self._seen) > 2 and self._seen[1][0] <= at - _LATELY:
            self._seen.popleft()

    def pace(self) -> float | None:
        """How many are done in a second; None where that is not known yet."""
        if len(self._seen) < 2:
            return None
        (since, before), (at, done) = self._seen[0], self._seen[-1]
        return (done - before) / (at - since) if at - since >= _SOON and done > before else None

    def seconds(self, total: int) -> float | None:
        """Seconds until so many are done; None where that is not known yet."""
        pace = self.pace()
        return None if pace is None else max(0, total - self._seen[-1][1]) / pace


def in_words(seconds: float) -> str:
    """A time that is left, no more exact than it is known: «40 s», «7 min», «3 h 20 min», «2 days 4 h»."""
    if seconds < _MINUTE:
        return f"{max(10, round(seconds, -1)):.0f} s"
    if seconds < _HOUR:
        return f"{round(seconds / _MINUTE)} min"
    if seconds < _DAY:
        tens = round(seconds / (10 * _MINUTE))
        return f"{tens // 6} h" + (f" {tens % 6 * 10} min" if tens % 6 else "")
    hours = round(seconds / _HOUR)
    return f"{hours // 24} day{'s' if hours >= 48 else ''}" + (f" {hours % 24} h" if hours % 24 else "")


class ProgressToGo(Progress):
    """A count of what is done, of how many, and how long the rest takes, on standard error where that is a terminal."""

    def __init__(self, what: str, incoming: Callable[[], Iterable[object]], after: str = "") -> None:
        """Begin.

        Args:
            what: the things counted.
            incoming: gives all that comes in once more, to count the articles of it beside the work.
            after: what follows, whose time is not told.
        """
        super().__init__(what)
        self._incoming, self._after = incoming, after
        self._forecast = Forecast()
        self._total: int | None = None
        self._ended = False

    def __enter__(self) -> Self:
        if self.shown:
            threading.Thread(target=self._count, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        super().__exit__(kind, error, trace)

    def reach(self, done: int) -> None:
        """Tell how many are done, of which many are done at once."""
        self.done = done
        self._forecast.reach(done, time.monotonic())
        if self.shown:
            click.echo(f"\r\x1b[K{self.line()}", err=True, nl=False)

    def line(self) -> str:
        """What is told now."""
        pace, total = self._forecast.pace(), self._total
        parts = [f"{self.done:,} of {total:,} {self.what}" if total else f"{self.done:,} {self.what}"]
        if pace is not None:
            parts.append(f"{pace:.0f} a second" if pace >= 10 else f"{pace:.1f} a second")
        left = self._forecast.seconds(total) if total else None
        if left:
            parts.append(f"{in_words(left)} to go" + (f", {self._after}" if self._after else ""))
        return " · ".join(parts)

    def _count(self) -> None:
        count = 0
        for item in self._incoming():
            if self._ended:
                return
            count += isinstance(item, Article)
        self._total = count
