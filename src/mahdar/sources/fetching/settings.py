"""feeds.toml: which feeds and sitemaps are watched, and how."""

from __future__ import annotations

import datetime
import fnmatch
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mahdar.sources.dates import day_or_time
from mahdar.sources.fetching.addresses import canonical, readable
from mahdar.sources.fetching.answers import Refused

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SPAN = re.compile(r"(\d{1,6})\s*([smhd])")
#: A contact goes into a header as it is.
_CONTACT = re.compile(r"(?:https?://|mailto:)?[!-'*-~]{3,200}")
_OF_ALL = ("contact", "interval", "pause", "hosts", "feed")
_OF_ONE = ("url", "outlet", "interval", "include", "exclude", "since", "recheck")
_SHORTEST = 60.0
_INTERVAL = 1800.0


class WrongSettings(ValueError):
    """A feeds.toml that cannot be followed; the message names the line and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A feed or sitemap to watch.

    Attributes:
        url: canonical.
        outlet: code of the outlet that its articles get, None where the page is to tell.
        interval: seconds between two looks.
        include, exclude: patterns (`*`, `?`) of whole addresses as people write them; a page is read that fits one of
            the first, or where there are none, and none of the second.
        since: pages that are dated earlier are passed over.
        recheck: seconds after which a page that is still listed is asked again whether it changed, None for never.
    """

    url: str
    outlet: str | None = None
    interval: float = _INTERVAL
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: str | None = None
    recheck: float | None = None

    @property
    def rules(self) -> str:
        """By what pages are chosen; where it changes, listings must be read again."""
        return repr((self.include, self.exclude, self.since))

    def wants(self, url: str) -> bool:
        """Whether a page of this canonical address is to be read, as far as its address tells."""
        spelled = readable(url)
        if any(fnmatch.fnmatchcase(spelled, pattern) for pattern in self.exclude):
            return False
        return not self.include or any(fnmatch.fnmatchcase(spelled, pattern) for pattern in self.include)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a feeds.toml says.

    Attributes:
        feeds: in their order.
        contact: an address of the web or of mail that servers are told.
        pause: seconds between two requests to a host, where it asks for no longer one.
        hosts: how many are asked at once.
    """

    feeds: tuple[Watched, ...]
    contact: str | None = None
    pause: float = 5.0
    hosts: int = 4


def read_settings(path: Path) -> Settings:
    """The settings of a file.

    Raises:
        WrongSettings: where it cannot be read or followed.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise WrongSettings(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise WrongSettings(f"{path}: not UTF-8 (byte {error.start})") from error
    try:
        return _Reader(str(path), text).settings()
    except tomllib.TOMLDecodeError as error:
        raise WrongSettings(f"{path}: no TOML: {error}") from error


class _Reader:
    """Reads the values of a file one by one, and knows on which lines they stand."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.values: dict[str, Any] = tomllib.loads(text)

    def settings(self) -> Settings:
        self._known(self.values, _OF_ALL, None)
        interval = self._span(self.values, "interval", None) or _INTERVAL
        feeds = self.values.get("feed")
        if not isinstance(feeds, list) or not feeds or not all(isinstance(one, dict) for one in feeds):
            raise WrongSettings(
                f'{self.name}: no feed; each is a table [[feed]] with a line url = "https://…"'
            )
        read: list[Watched] = []
        for number, one in enumerate(feeds):
            watched = self._feed(one, number, interval)
            if any(watched.url == other.url for other in read):
                raise self._wrong("url", number, f"{watched.url} stands twice")
            read.append(watched)
        hosts = self.values.get("hosts", 4)
        if not isinstance(hosts, int) or isinstance(hosts, bool) or not 1 <= hosts <= 32:
            raise self._wrong("hosts", None, "a whole number from 1 to 32: how many hosts are asked at once")
        return Settings(
            feeds=tuple(read),
            contact=self._contact(),
            pause=self._pause(),
            hosts=hosts,
        )

    def _feed(self, values: Mapping[str, Any], number: int, interval: float) -> Watched:
        self._known(values, _OF_ONE, number)
        url = values.get("url")
        if not isinstance(url, str):
            raise self._wrong(
                "url", number, "the address of a feed or sitemap, as a string; it must be given"
            )
        try:
            url = canonical(url)
        except Refused as error:
            raise self._wrong("url", number, str(error)) from error
        outlet = values.get("outlet")
        if outlet is not None and not (isinstance(outlet, str) and outlet.strip()):
            raise self._wrong("outlet", number, "the code or name of an outlet, as a string")
        return Watched(
            url=url,
            outlet=outlet and outlet.strip(),
            interval=self._span(values, "interval", number) or interval,
            include=self._patterns(values, "include", number),
            exclude=self._patterns(values, "exclude", number),
            since=self._since(values, number),
            recheck=self._span(values, "recheck", number),
        )

    def _contact(self) -> str | None:
        contact = self.values.get("contact")
        if contact is not None and not (isinstance(contact, str) and is_contact(contact)):
            raise self._wrong(
                "contact", None, "an address of the web or of mail, in ASCII and without spaces"
            )
        return contact

    def _pause(self) -> float:
        pause = self.values.get("pause", 5.0)
        if isinstance(pause, str):
            return self._span(self.values, "pause", None, shortest=0.0) or 0.0
        if isinstance(pause, bool) or not isinstance(pause, int | float) or not 0 <= pause <= 3600:
            raise self._wrong("pause", None, "seconds between two requests to a host, from 0 to 3600")
        return float(pause)

    def _span(
        self, values: Mapping[str, Any], key: str, number: int | None, shortest: float = _SHORTEST
    ) -> float | None:
        value = values.get(key)
        if value is None:
            return None
        found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
        if not found or (seconds := float(found[1]) * _UNITS[found[2]]) < shortest:
            raise self._wrong(
                key, number, 'a span of time such as "90s", "30m", "6h" or "1d", a minute at least'
            )
        return seconds

    def _patterns(self, values: Mapping[str, Any], key: str, number: int) -> tuple[str, ...]:
        value = values.get(key, [])
        some = [value] if isinstance(value, str) else value
        if not isinstance(some, list) or not all(isinstance(one, str) and one for one in some):
            raise self._wrong(key, number, 'patterns of addresses such as ["*/politics/*"]')
        return tuple(some)

    def _since(self, values: Mapping[str, Any], number: int) -> str | None:
        value = values.get("since")
        if value is None:
            return None
        if isinstance(value, datetime.date):
            return value.isoformat()
        try:
            return day_or_time(value)
        except (ValueError, AttributeError) as error:
            raise self._wrong("since", number, "a day such as 2025-10-15") from error

    def _known(self, values: Mapping[str, Any], allowed: tuple[str, ...], number: int | None) -> None:
        for key in values:
            if key not in allowed:
                raise self._wrong(key, number, f"not known; known are {', '.join(allowed)}")

    def _wrong(self, key: str, number: int | None, what: str) -> WrongSettings:
        line = self._line_of(key, number)
        place = f"{self.name}:{line}" if line else self.name
        within = "" if number is None else f"feed {number + 1}: "
        return WrongSettings(f"{place}: {within}{key}: {what}")

    def _line_of(self, key: str, number: int | None) -> int | None:
        """The line of a key in the feed of a number, else that of the feed's head; None where it is not found."""
        feed, head = -1, None
        begins = re.compile(rf"""\s*(["']?){re.escape(key)}\1\s*[=.]""")
        for at, line in enumerate(self.lines, 1):
            if re.match(r"\s*\[\[\s*feed\s*\]\]", line):
                feed += 1
                head = at if feed == number else head
            elif feed == (-1 if number is None else number) and begins.match(line):
                return at
        return head


def is_contact(words: str) -> bool:
    """Whether words can be told to servers as a contact: in ASCII, without spaces and brackets."""
    return _CONTACT.fullmatch(words) is not None
