"""Answer: what a server gave for an address; and the reasons why there may be none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

#: What could command a terminal, or turn round what follows it.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(words: str) -> str:
    """Words of a server as they may be shown: without what could command a terminal."""
    return UNSEEN.sub("", words)


class Unfetched(Exception):
    """An address that gave no answer; the message says why, in words that may be shown."""

    def __init__(self, reason: str) -> None:
        super().__init__(printable(reason))


class Refused(Unfetched):
    """An address that is not asked: its form, where it lies, where it leads, or robots.txt forbids it."""


class Broken(Unfetched):
    """An answer that did not come, or not whole; asked another time it may."""


class TooLarge(Unfetched):
    """An answer that was larger than allowed; nothing beyond the limit was kept.

    Attributes:
        head: the bytes up to the limit.
    """

    def __init__(self, reason: str, head: bytes = b"") -> None:
        super().__init__(reason)
        self.head = head


class Resting(Unfetched):
    """A host that is left alone for now.

    Attributes:
        until: when it may be asked again, in seconds since 1970.
    """

    def __init__(self, host: str, reason: str, until: float) -> None:
        super().__init__(f"{host} is left alone for now: {reason}")
        self.until = until


class Stopped(Unfetched):
    """The run is ending; the address is asked in the next one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost; what is given here is for pages.

    Attributes:
        seconds: time for one request, from the connection to the last byte.
        wire: bytes as they come over the wire.
        body: bytes of the body when it is decompressed.
        redirects: how many in a row are followed.
    """

    seconds: float = 30.0
    wire: int = 8 * 2**20
    body: int = 16 * 2**20
    redirects: int = 5


#: What a feed or sitemap may cost: the rules of sitemaps allow 50 MB.
LISTINGS = Limits(seconds=120.0, wire=64 * 2**20, body=64 * 2**20)


@dataclass(frozen=True, slots=True)
class Conditions:
    """By what a server can tell that an address still gives what it gave before.

    Attributes:
        url: the address that gave it, after redirects; no other is asked on these conditions.
        etag: its `ETag`.
        modified: its `Last-Modified`.
    """

    url: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server gave.

    Attributes:
        asked: the address that was asked for.
        url: the address that gave it, after redirects.
        status: of HTTP.
        headers: by their names in small letters; of several of one name the last.
        body: decompressed, where it came compressed.
        fetched: when, ISO 8601 in UTC, to the second.
        moved: the address to ask from now on, where redirects told for good (301, 308) led to it; else None.
    """

    asked: str
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched: str
    moved: str | None = None

    @property
    def kind(self) -> str:
        """The media type without parameters, in small letters; empty where none is told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the headers tell, None where they tell none."""
        message = Message()
        message["Content-Type"] = self.headers.get("content-type", "")
        told = message.get_param("charset")
        return told.strip() or None if isinstance(told, str) else None

    @property
    def conditions(self) -> Conditions | None:
        """On what conditions to ask again, None where the server told none."""
        told = (self.headers.get("etag"), self.headers.get("last-modified"))
        etag, modified = (value if value and value.isascii() else None for value in told)
        return Conditions(self.url, etag, modified) if etag or modified else None
