"""Linking after decisions and additions: at once where that is quick or asked for, else when people pause."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable

#: Seconds that a linking may take for everyone to wait for it; of a pause after which it is made up for; and that one
#: waits for a slow linking whose outcome the next page should show.
QUICK, PAUSE, PATIENCE = 0.5, 3.0, 2.0
#: So many pauses after the first decision a linking begins though decisions go on.
_AT_MOST = 10

_log = logging.getLogger(__name__)


class LinkingLater:
    """Links a record after decisions without keeping the reviewer waiting; one linking at a time.

    A slow linking is followed by a rest as long as itself, so that readers have the machine for half of the time.
    """

    def __init__(
        self,
        link: Callable[[], object],
        quick: float = QUICK,
        pause: float = PAUSE,
        patience: float = PATIENCE,
        took: float = 0.0,
    ) -> None:
        self._link = link
        self._quick, self._pause, self._patience = quick, pause, patience
        self._took = took
        # Of all that asked, how many did; and up to which one the record is linked.
        self._asked = self._linked = 0
        self._first = self._due = math.inf
        self._is_urgent = self._is_at_work = False
        self._failure: tuple[int, Exception] | None = None
        self._change = threading.Condition()

    def decided(self, shows_at_once: bool) -> None:
        """Link after a decision or an addition.

        Args:
            shows_at_once: it is about what stands across articles, which the next page should show.
        """
        if shows_at_once or self._took < self._quick:
            with self._change:
                own = self._ask(0.0)
                self._is_urgent = True
                self._change.wait_for(lambda: self._linked >= own, self._patience)
                if self._failure and self._failure[0] >= own:
                    raise self._failure[1]
        else:
            with self._change:
                self._ask(self._pause)

    def finish(self) -> None:
        """Link now what waits for a pause."""
        with self._change:
            if self._asked > self._linked:
                self._due, self._is_urgent = 0.0, True
                self._change.notify_all()
                self._change.wait_for(lambda: self._linked >= self._asked)

    def _ask(self, pause: float) -> int:
        """Have the record linked after a pause; the number of this asking."""
        now = time.monotonic()
        if self._linked == self._asked:
            self._first = now
        self._asked += 1
        if not self._is_urgent:
            self._due = min(now + pause, self._first + _AT_MOST * self._pause)
        if not self._is_at_work:
            self._is_at_work = True
            threading.Thread(target=self._work, daemon=True).start()
        self._change.notify_all()
        return self._asked

    def _work(self) -> None:
        """Link until all that was asked for is."""
        while True:
            with self._change:
                while (left := self._due - time.monotonic()) > 0:
                    self._change.wait(left)
                upto, self._is_urgent = self._asked, False
            begun = time.monotonic()
            failure: Exception | None = None
            try:
                self._link()
            except Exception as error:  # whoever waits is told, and the next linking tries again
                failure = error
                _log.exception("the record could not be linked")
            with self._change:
                now = time.monotonic()
                self._took = now - begun
                self._linked = upto
                self._failure = (upto, failure) if failure else None
                self._first = now
                self._change.notify_all()
                if self._asked == upto:
                    self._is_at_work = False
                    return
                if not self._is_urgent:
                    self._due = max(self._due, now + (self._took if self._took > self._quick else 0.0))
