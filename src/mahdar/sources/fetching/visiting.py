"""Visiting: an address asked with manners, followed where it leads, within limits."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

import certifi

from mahdar import __version__
from mahdar.sources.fetching.addresses import canonical, host_of
from mahdar.sources.fetching.answers import Answer, Broken, Conditions, Limits, Refused
from mahdar.sources.fetching.exchange import Exchange, Exchanged, exchanged
from mahdar.sources.fetching.manners import Manners, Time, http_time, shown, wait_asked_for
from mahdar.sources.fetching.robots import Robots, Rules
from mahdar.sources.fetching.wire import Resolve, Wire, resolved

_FOR_GOOD = (301, 308)
_LEADS_ON = (301, 302, 303, 307, 308)
#: Answers that ask for patience, and how often an address is asked in a run until another comes.
_PATIENCE = (429, 503)
_TRIES = 3
#: How far the time that a server tells may lie from ours to be believed, in seconds.
_SANE = 86400.0
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"


def agent(contact: str | None = None) -> str:
    """The name by which we are known to servers: what we are, and whom to write to."""
    return f"Mahdar/{__version__}" + (f" (+{contact})" if contact else "")


@cache
def trusted() -> ssl.SSLContext:
    """Whom we believe to be who they say: those for whom the system vouches, or Mozilla's list."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def exchange_over_the_net(
    clock: Time, *, private: bool, resolve: Resolve = resolved, context: ssl.SSLContext | None = None
) -> Exchange:
    """What asks addresses in the network; those in private networks only where that is allowed."""
    secure = context or trusted()

    def ask(url: str, headers: Mapping[str, str], limits: Limits) -> Exchanged:
        wire = Wire(limits.seconds, clock.monotonic, private=private, resolve=resolve)
        return exchanged(url, headers, limits, wire, secure)

    return ask


class Visitor:
    """Asks addresses: in turn with others, as robots.txt allows, again where a host asks for patience."""

    def __init__(
        self,
        exchange: Exchange,
        manners: Manners,
        clock: Time,
        *,
        contact: str | None = None,
        limits: Limits | None = None,
        robots: Iterable[Rules] = (),
    ) -> None:
        """Begin.

        Args:
            exchange: asks an address once.
            manners: whose turn it is.
            clock: tells time.
            contact: an address of the web or of mail that servers are told.
            limits: what an answer may cost where nothing else is asked for; those of pages where none are given.
            robots: what hosts told earlier runs.
        """
        self._exchange = exchange
        self._clock = clock
        self._agent = agent(contact)
        self._limits = limits or Limits()
        self.manners = manners
        self.robots = Robots(
            lambda url: self._patiently(url, None, self._limits, lambda _: None), manners, clock.now, robots
        )

    def get(self, url: str, conditions: Conditions | None = None, limits: Limits | None = None) -> Answer:
        """What a canonical address gives, followed where it leads; a status of 400 or above is an answer too.

        Raises:
            Refused: where it may not be asked, or leads where none may go.
            Broken, TooLarge: where no whole answer came within the limits.
            Resting: where its host is left alone.
            Stopped: where the run is to end.
        """
        return self._patiently(url, conditions, limits or self._limits, self.robots.allow)

    def _patiently(
        self, url: str, conditions: Conditions | None, limits: Limits, allow: Callable[[str], None]
    ) -> Answer:
        for tried in range(1, _TRIES + 1):
            answer = self._followed(url, conditions, limits, allow)
            host = host_of(answer.url)
            if answer.status not in _PATIENCE:
                break
            wait = wait_asked_for(answer.headers.get("retry-after"), self._clock.now())
            if tried < _TRIES or wait is not None:
                self.manners.asked_to_wait(host, wait)
        if answer.status in _PATIENCE or answer.status >= 500:
            self.manners.failed(host, f"status {answer.status}")
        else:
            self.manners.answered(host)
        return answer

    def _followed(
        self, url: str, conditions: Conditions | None, limits: Limits, allow: Callable[[str], None]
    ) -> Answer:
        asked, seen, moved, for_good = url, [url], None, True
        while True:
            allow(url)
            given = self._asked(url, conditions, limits)
            if given.status not in _LEADS_ON:
                if given.status == 304 and (conditions is None or conditions.url != url):
                    raise Broken("tells that nothing changed (304) without having been asked that")
                return replace(given, asked=asked, moved=moved)
            for_good = for_good and given.status in _FOR_GOOD
            url = _next(url, given, seen, limits.redirects)
            moved = url if for_good else moved

    def _asked(self, url: str, conditions: Conditions | None, limits: Limits) -> Answer:
        headers = {"User-Agent": self._agent, "Accept": ACCEPT, "Accept-Language": "ar, *;q=0.5"}
        if conditions and conditions.url == url:
            headers |= {"If-None-Match": conditions.etag} if conditions.etag else {}
            headers |= {"If-Modified-Since": conditions.modified} if conditions.modified else {}
        host = host_of(url)
        with self.manners.turn(host):
            begun = self._clock.now()
            try:
                got = self._exchange(url, headers, limits)
            except Broken as error:
                self.manners.failed(host, str(error))
                raise
        told = http_time(got.headers.get("date"))
        when = told if told is not None and abs(told - begun) <= _SANE else begun
        return Answer(
            asked=url, url=url, status=got.status, headers=got.headers, body=got.body, fetched=shown(when)
        )


def _next(url: str, given: Answer, seen: list[str], most: int) -> str:
    """The address to which an answer leads on, put to those seen.

    Raises:
        Refused: where it leads round, on and on, to another protocol, or nowhere.
    """
    target = given.headers.get("location")
    if not target:
        raise Refused(f"status {given.status} leads on without telling where")
    there = canonical(target, url)
    if there in seen:
        raise Refused("leads round in a circle: " + " → ".join([*seen, there]))
    if len(seen) > most:
        raise Refused(f"more than {most} redirects: " + " → ".join([*seen, there]))
    if urlsplit(url).scheme == "https" and urlsplit(there).scheme == "http":
        raise Refused(f"leads from https to http, where anyone on the way could change it: {there}")
    seen.append(there)
    return there
