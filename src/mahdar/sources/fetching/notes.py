"""Notes: what a watch keeps in mind of listings and pages between two rounds."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.sources.fetching.answers import Conditions


@dataclass(slots=True, kw_only=True)
class Note:
    """What is kept in mind of an address.

    Attributes:
        url: canonical, as it was given or listed.
        told: by what words the listing above dates its last change.
        had: those words when it was last asked with success.
        final, etag, modified: on what conditions to ask it again.
        next: when it may be asked next, in seconds since 1970.
        failures: how many in a row.
        reason: of the last one.
    """

    url: str
    told: str | None = None
    had: str | None = None
    final: str | None = None
    etag: str | None = None
    modified: str | None = None
    next: float = 0.0
    failures: int = 0
    reason: str | None = None

    @property
    def conditions(self) -> Conditions | None:
        """On what conditions to ask again, None where there are none."""
        return Conditions(self.final, self.etag, self.modified) if self.final else None

    @conditions.setter
    def conditions(self, conditions: Conditions | None) -> None:
        self.final = conditions.url if conditions else None
        self.etag = conditions.etag if conditions else None
        self.modified = conditions.modified if conditions else None

    def failed(self, reason: str, until: float) -> None:
        """Note a failure, and when to try again."""
        self.failures += 1
        self.reason, self.next = reason, until

    def succeeded(self, until: float) -> None:
        """Note that the address answered, and when it may be asked again."""
        self.had = self.told
        self.failures, self.reason, self.next = 0, None, until


@dataclass(slots=True, kw_only=True)
class ListingNote(Note):
    """What is kept in mind of a feed or sitemap.

    Attributes:
        parent: the index that lists it, None for one of feeds.toml.
        moved: where it has moved for good.
        kind: feed, pages or index, once it has been read.
        rules: by what settings its addresses were chosen when it was last read.
    """

    parent: str | None = None
    moved: str | None = None
    kind: str | None = None
    rules: str | None = None


@dataclass(slots=True, kw_only=True)
class PageNote(Note):
    """What is kept in mind of a page.

    Attributes:
        feed: the feed of feeds.toml by which it was found.
        within: the listing in which it stands: that feed, or a sitemap of it.
        listed: whether it stood there when that was last read.
        published: as first listed, ISO 8601.
        state: `seen` (to be asked), `stored`, `unreadable` (gives no article), `gone`.
        article: identifier of its article in the record.
        asked: when it was last asked with success, in seconds since 1970.
    """

    feed: str
    within: str
    listed: bool = True
    published: str | None = None
    state: str = "seen"
    article: str | None = None
    asked: float = 0.0
