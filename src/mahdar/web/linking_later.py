"""Linking after decisions: at once where that is quick or the decision asks for it, else when the reviewer pauses."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

#: Seconds that a linking may take for a reviewer to wait for it; and of a pause after which it is made up for.
QUICK, PAUSE = 0.5, 3.0


class LinkingLater:
    """Links a record after decisions without keeping the reviewer waiting."""

    def __init__(self, link: Callable[[], object], quick: float = QUICK, pause: float = PAUSE) -> None:
        self._link = link
        self._quick, self._pause = quick, pause
        self._took = 0.0
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def decided(self, shows_at_once: bool) -> None:
        """Link after a decision.

        Args:
            shows_at_once: it is about what stands across articles, which the next page must show.
        """
        with self._lock:
            if self._timer:
                self._timer.cancel()
                self._timer = None
            if shows_at_once or self._took < self._quick:
                self._now()
                return
            self._timer = threading.Timer(self._pause, self._when_paused)
            self._timer.daemon = True
            self._timer.start()

    def finish(self) -> None:
        """Link now what waits for a pause."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
                self._timer = None
                self._now()

    def _when_paused(self) -> None:
        with self._lock:
            if self._timer is threading.current_thread():
                self._timer = None
                self._now()

    def _now(self) -> None:
        begun = time.monotonic()
        self._link()
        self._took = time.monotonic() - begun
