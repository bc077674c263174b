"""Manners: one request at a time to a host, a pause between them, and rest for a host that asks for it or fails."""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mahdar.sources.fetching.answers import Resting, Stopped

#: Longer than this no request waits for its turn within a run; its host rests until then.
LONGEST_WAIT = 300.0
#: No host has us wait longer than this, whatever it asks for: a week.
LONGEST_ASKED = 7 * 86400.0
#: Failures in a row after which a host rests, and how long it rests at first and at most, in seconds.
FAILURES = 3
FIRST_REST, LONGEST_REST = 900.0, 86400.0
#: The first wait after a 429 or 503 that names none; each further one is twice as long.
FIRST_WAIT = 10.0


@dataclass(frozen=True, slots=True)
class Rest:
    """A host that is left alone.

    Attributes:
        host: which.
        until: seconds since 1970.
        failures: in a row, so far.
        reason: in words.
    """

    host: str
    until: float
    failures: int
    reason: str


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    free: float = -math.inf
    pause: float = 0.0
    failures: int = 0
    rest: Rest | None = None


@dataclass(slots=True)
class Time:
    """The clocks that fetching looks at, and how it waits; tests put their own in their place.

    Attributes:
        now: seconds since 1970.
        monotonic: seconds of a clock that is never set back.
        stop: set when the run is to end; every wait then ends.
    """

    now: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    stop: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float) -> None:
        """Wait so long, or until the run is to end.

        Raises:
            Stopped: where the run is to end.
        """
        if self.stop.wait(max(seconds, 0.0)):
            raise Stopped("the run was ended")


class Manners:
    """What is kept of each host in a run: whose turn it is, when the next may be, whether it rests."""

    def __init__(
        self,
        pause: float,
        clock: Time,
        rests: Iterable[Rest] = (),
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Begin.

        Args:
            pause: seconds between two requests to a host, where its robots.txt asks for no longer one.
            clock: tells time and waits.
            rests: hosts that were left alone when the last run ended.
            chance: a number from 0 to 1, by which waits differ, so that many clients do not come back at once.
        """
        self._pause = pause
        self._clock = clock
        self._chance = chance
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        for rest in rests:
            known = self._of(rest.host)
            known.rest, known.failures = rest, rest.failures

    def _of(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(pause=self._pause))

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """The time in which one request to a host is made; others wait for its end and the pause after it.

        Raises:
            Resting: where the host is left alone, or its turn would come only after a long wait.
            Stopped: where the run is to end.
        """
        known = self._of(host)
        with known.turn:
            self.awake(host)
            wait = known.free - self._clock.monotonic()
            if wait > LONGEST_WAIT:
                known.rest = Rest(
                    host, self._clock.now() + wait, known.failures, f"asks to wait {wait:.0f} s"
                )
                raise Resting(host, known.rest.reason, known.rest.until)
            self._clock.wait(wait)
            try:
                yield
            finally:
                known.free = max(known.free, self._clock.monotonic() + known.pause)

    def awake(self, host: str) -> None:
        """Nothing, where a host may be asked.

        Raises:
            Resting: where it is left alone.
        """
        rest = self._of(host).rest
        if rest and rest.until > self._clock.now():
            raise Resting(host, f"{rest.reason}; until {shown(rest.until)}", rest.until)

    def resting(self) -> set[str]:
        """The hosts that are left alone now."""
        now = self._clock.now()
        return {rest.host for rest in self.rests() if rest.until > now}

    def pause_of(self, host: str, seconds: float) -> None:
        """Keep a pause between requests to a host that its robots.txt asks for, where it is longer than ours."""
        known = self._of(host)
        longer = max(self._pause, min(seconds, LONGEST_ASKED))
        if (
            known.free > -math.inf
        ):  # it was asked before (for its robots.txt): the pause after that is the longer one too
            known.free += longer - known.pause
        known.pause = longer

    def answered(self, host: str) -> None:
        """A host gave an answer: its failures are forgotten."""
        known = self._of(host)
        known.failures, known.rest = 0, None

    def asked_to_wait(self, host: str, seconds: float | None) -> None:
        """A host asked for patience, for so many seconds or without telling how many; its next turn is after them."""
        known = self._of(host)
        known.failures += 1
        if seconds is None:
            seconds = FIRST_WAIT * 2.0 ** (known.failures - 1)
        # Never earlier than asked for; a tenth later at most.
        wait = min(seconds, LONGEST_ASKED) * (1 + self._chance() / 10)
        known.free = max(known.free, self._clock.monotonic() + wait)

    def failed(self, host: str, reason: str) -> None:
        """A host gave no answer; after several such in a row it rests, the longer the more."""
        known = self._of(host)
        known.failures += 1
        if known.failures >= FAILURES:
            seconds = min(FIRST_REST * 2.0 ** min(known.failures - FAILURES, 20), LONGEST_REST)
            seconds *= 1 + self._chance() / 10
            known.rest = Rest(host, self._clock.now() + seconds, known.failures, reason)

    def rest(self, host: str, seconds: float, reason: str) -> Resting:
        """Leave a host alone for so long; gives what may be raised."""
        known = self._of(host)
        known.rest = Rest(host, self._clock.now() + seconds, known.failures, reason)
        return Resting(host, reason, known.rest.until)

    def rests(self) -> list[Rest]:
        """The hosts that are left alone now, or have failed of late, by name."""
        with self._lock:
            hosts = sorted(self._hosts.items())
        told = []
        for host, known in hosts:
            if known.rest:
                told.append(replace(known.rest, failures=known.failures))
            elif known.failures:
                told.append(Rest(host, 0.0, known.failures, "failed of late"))
        return told


def wait_asked_for(value: str | None, now: float) -> float | None:
    """The seconds that a `Retry-After` asks for (a number, or a time of HTTP); None where it tells none.

    Args:
        value: of the header.
        now: seconds since 1970.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    moment = http_time(value)
    return None if moment is None else max(moment - now, 0.0)


def http_time(value: str | None) -> float | None:
    """A time of HTTP (`Sun, 06 Nov 1994 08:49:37 GMT`) in seconds since 1970, None where it is none."""
    try:
        moment = parsedate_to_datetime(value or "")
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def shown(moment: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
