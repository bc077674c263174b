"""Taking: what the answer for a feed or sitemap means for what is kept in mind, and what is to be asked next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mahdar.sources.failure import Unreadable
from mahdar.sources.fetching.addresses import readable
from mahdar.sources.fetching.answers import Answer, Limits, Resting, Stopped, Unfetched
from mahdar.sources.fetching.listings import Link, Listing, is_before, iso, listing_of
from mahdar.sources.fetching.memory import Memory
from mahdar.sources.fetching.notes import ListingNote, Note, PageNote
from mahdar.sources.fetching.settings import Watched
from mahdar.sources.fetching.visiting import Visitor

#: An index may list indexes, so many deep.
DEPTH = 3
#: After a failure an address is asked again after so long, each further time twice as long, at most a day.
_FIRST_GAP, _LONGEST_GAP = 900.0, 86400.0
#: What is gone for good (410) is looked for so rarely.
_GONE = 7 * 86400.0


@dataclass(frozen=True, slots=True)
class Look:
    """A listing that is to be asked, for a feed of feeds.toml; `depth` indexes above it."""

    feed: Watched
    note: ListingNote
    depth: int = 0

    @property
    def url(self) -> str:
        """The address to ask: where it has moved, else as it is listed."""
        return self.note.moved or self.note.url


@dataclass(slots=True)
class Taken:
    """What came of a listing.

    Attributes:
        answered: whether it gave what it lists, or told that nothing changed.
        unchanged: whether it told that.
        failure: why it gave nothing, in words.
        notice: what the keeper of feeds.toml should know, in words.
        parts: further listings to ask.
    """

    answered: bool = False
    unchanged: bool = False
    failure: str | None = None
    notice: str | None = None
    parts: list[Look] = field(default_factory=list)


def gap_after(failures: int) -> float:
    """Seconds after which an address is asked again that failed so often in a row."""
    return min(_FIRST_GAP * 2.0 ** min(max(failures - 1, 0), 20), _LONGEST_GAP)


def ask(look: Look, visitor: Visitor, limits: Limits) -> Answer | Unfetched:
    """What a listing gives, or why nothing; unconditionally where its pages were chosen by other settings."""
    same = look.note.rules == look.feed.rules
    try:
        return visitor.get(look.url, look.note.conditions if same else None, limits)
    except Unfetched as reason:
        return reason


def take(look: Look, given: Answer | Unfetched, memory: Memory, now: float, limits: Limits) -> Taken:
    """Keep in mind what a listing gave: its pages, or its parts, together with the conditions to ask it again.

    All of it is kept in one piece, so that after an end at any instant no page is lost of which the server would
    not tell again.
    """
    note = look.note
    if isinstance(given, Stopped):
        return Taken()
    if isinstance(given, Resting):
        note.next = given.until
        memory.keep([note])
        return Taken(failure=str(given))
    fault = _fault(given, limits)
    if isinstance(fault, str):
        return _failed(look, given, fault, memory, now)
    assert isinstance(given, Answer)
    taken = Taken(answered=True, unchanged=given.status == 304)
    if given.moved and given.moved != look.url:
        note.moved = given.moved
        taken.notice = f"moved for good to {readable(given.moved)}: put that into feeds.toml"
    note.succeeded(now + look.feed.interval)
    if fault is None:
        memory.keep([note])
        taken.parts = _parts_due(look, memory.parts(note.url), now) if note.kind == "index" else []
        return taken
    note.conditions, note.kind, note.rules = given.conditions, fault.kind, look.feed.rules
    if fault.kind == "index":
        parts = _parts(look, fault.links, memory)
        memory.keep([note, *parts], unlisted=note.url)
        taken.parts = _parts_due(look, parts, now)
    else:
        memory.keep([note, *_pages(look, fault.links, memory)], unlisted=note.url)
    return taken


def _fault(given: Answer | Unfetched, limits: Limits) -> Listing | str | None:
    """The listing, None where nothing changed, or in words why there is none."""
    if isinstance(given, Unfetched):
        return str(given)
    if given.status == 304:
        return None
    if given.status == 410:
        return "gone for good (410): take it out of feeds.toml"
    if given.status != 200:
        return f"status {given.status}"
    try:
        return listing_of(given, limits)
    except Unreadable as error:
        return str(error)


def _failed(look: Look, given: Answer | Unfetched, reason: str, memory: Memory, now: float) -> Taken:
    note = look.note
    gone = isinstance(given, Answer) and given.status == 410
    note.failed(reason, now + (_GONE if gone else max(gap_after(note.failures + 1), look.feed.interval)))
    note.moved = None  # the next time it is looked for where it was listed
    memory.keep([note])
    return Taken(failure=reason)


def _parts(look: Look, links: Iterable[Link], memory: Memory) -> list[ListingNote]:
    known = {part.url: part for part in memory.parts(look.note.url)}
    parts = []
    for link in links:
        if link.url == look.note.url or is_before(link.changed, look.feed.since):
            continue
        part = known.get(link.url) or ListingNote(url=link.url, parent=look.note.url)
        part.told = link.changed
        parts.append(part)
    return parts


def _parts_due(look: Look, parts: Iterable[ListingNote], now: float) -> list[Look]:
    """Of the parts of an index those to ask now.

    Undated ones, those dated otherwise than when they were last read, and those whose pages were then chosen by other
    settings; of those that failed, only where their time has come.
    """
    if look.depth >= DEPTH:
        return []
    rules = look.feed.rules
    return [
        Look(look.feed, part, look.depth + 1)
        for part in parts
        if (part.told is None or part.rules != rules or differs(part.told, part.had))
        and not (part.failures and part.next > now)
    ]


def _pages(look: Look, links: Iterable[Link], memory: Memory) -> list[Note]:
    feed, within = look.feed, look.note.url
    wanted = [
        link
        for link in links
        if feed.wants(link.url) and not is_before(link.published or link.changed, feed.since)
    ]
    known = memory.pages(link.url for link in wanted)
    notes: list[Note] = []
    for link in wanted:
        page = known.get(link.url)
        if page is None:
            page = PageNote(
                url=link.url, feed=feed.url, within=within, published=link.published, told=link.changed
            )
        elif page.within == within or not page.listed:
            _listed_again(page, link, feed, within)
        else:  # another listing holds it, and dates it in its own words
            continue
        notes.append(page)
    return notes


def _listed_again(page: PageNote, link: Link, feed: Watched, within: str) -> None:
    same_listing = page.within == within
    page.feed, page.within, page.listed = feed.url, within, True
    page.published = page.published or link.published
    if link.changed is None:
        return
    page.told = link.changed
    if page.state == "seen":
        return
    if differs(link.changed, page.had) if same_listing else _is_later(link.changed, page.had):
        page.state, page.failures, page.next = "seen", 0, 0.0
    else:
        page.had = page.told


def differs(told: str, had: str | None) -> bool:
    """Whether two datings are of two times; where one cannot be read, whether they are of other words."""
    if told == had:
        return False
    one, other = iso(told), iso(had)
    return one is None or other is None or is_before(one, other) or is_before(other, one)


def _is_later(told: str, had: str | None) -> bool:
    return is_before(had, iso(told))
