"""robots.txt: what a host allows us, asked once and kept for a day."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from protego import Protego

from mahdar.sources.fetching.addresses import host_of, origin_of
from mahdar.sources.fetching.answers import Answer, Refused, Resting, Stopped, TooLarge, Unfetched
from mahdar.sources.fetching.manners import FIRST_REST, Manners

#: The name by which robots.txt speaks to us.
NAME = "Mahdar"
#: For how long what a host told is taken as still holding, in seconds.
KEPT = 86400.0
#: Of a longer file the beginning counts (RFC 9309 asks for at least so much).
_READ = 512_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The robots.txt of an origin: its words, empty where all is allowed, and until when they are kept."""

    origin: str
    words: str
    until: float


class Robots:
    """What hosts allow."""

    def __init__(
        self,
        get: Callable[[str], Answer],
        manners: Manners,
        now: Callable[[], float],
        kept: Iterable[Rules] = (),
    ) -> None:
        """Begin with what earlier runs kept; `get` asks an address without looking at robots.txt."""
        self._get = get
        self._manners = manners
        self._now = now
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._rules: dict[str, tuple[Rules, Protego]] = {}
        for rules in kept:
            self._keep(rules)

    def allow(self, url: str) -> None:
        """Nothing, where a canonical address may be asked.

        Raises:
            Refused: where robots.txt does not allow it.
            Resting: where robots.txt cannot be had; a host that cannot tell what it allows is left alone (RFC 9309).
        """
        origin = origin_of(url)
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            known = self._rules.get(origin)
            if known is None or known[0].until <= self._now():
                self._keep(Rules(origin, self._asked(origin), self._now() + KEPT))
            parsed = self._rules[origin][1]
        if not parsed.can_fetch(url, NAME):
            raise Refused(f"robots.txt of {host_of(url)} does not allow it")

    def kept(self) -> list[Rules]:
        """What is known, to be kept for the next run."""
        with self._lock:
            return [rules for _, (rules, _) in sorted(self._rules.items())]

    def _keep(self, rules: Rules) -> None:
        parsed = Protego.parse(rules.words)
        with self._lock:
            self._rules[rules.origin] = (rules, parsed)
        self._manners.pause_of(host_of(rules.origin), float(parsed.crawl_delay(NAME) or 0))

    def _asked(self, origin: str) -> str:
        host = host_of(origin)
        self._manners.awake(host)
        try:
            answer = self._get(f"{origin}/robots.txt")
        except TooLarge as error:
            return _words(error.head)
        except (Refused, Resting, Stopped):
            raise
        except Unfetched as error:
            raise self._manners.rest(host, FIRST_REST, f"robots.txt: {error}") from error
        if answer.status == 200:
            return _words(answer.body)
        if 400 <= answer.status < 500 and answer.status != 429:
            return ""
        raise self._manners.rest(host, FIRST_REST, f"robots.txt: status {answer.status}")


def _words(body: bytes) -> str:
    return body[:_READ].decode("utf-8", "replace").removeprefix("\ufeff")
