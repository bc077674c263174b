"""Listings: the addresses and dates that feeds (RSS, Atom, RDF) and sitemaps tell; no texts are taken from them.

One reader for both: libxml2 through lxml, event by event, so that memory stays small in a sitemap of 50,000
addresses. It expands no entities, loads nothing from outside, and goes on after what is not well formed, as many
feeds are not. (feedparser reads feeds alone, leaves Arabic dates out, and builds far more than links and dates.)
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from lxml import etree

from mahdar.sources.failure import Unreadable
from mahdar.sources.fetching.addresses import canonical, uncounted
from mahdar.sources.fetching.answers import Answer, Broken, Limits, Refused, TooLarge
from mahdar.sources.fetching.exchange import inflated, joined
from mahdar.sources.fetching.manners import http_time, shown

#: Addresses that one listing may tell: as many as the rules of sitemaps allow.
MOST = 50_000
_ITEMS = ("item", "entry", "url", "sitemap")
_ROOTS = {"rss": "feed", "feed": "feed", "RDF": "feed", "urlset": "pages", "sitemapindex": "index"}
_CHANGED = ("updated", "modified", "lastmod")
_PUBLISHED = ("published", "publication_date", "pubDate", "issued", "date")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
#: An `&` that is bare or written out; once it has met a fault, libxml2 drops the second kind too, but not `&#38;`.
_AND = re.compile(r"&(?:amp;|(?!#?\w{1,10};))")
#: What libxml2 says of entities that grow past all bounds.
_BOMB = re.compile("amplification|entity reference loop", re.IGNORECASE)
#: A day of ISO 8601, and a time where one is told.
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a listing tells.

    Attributes:
        url: canonical, without marks by which senders count.
        published: when the page was published, ISO 8601, where the listing tells it so that it can be read.
        changed: the words by which the listing dates the page's last change, else its publication; when they differ
            from those seen before, the page is another.
    """

    url: str
    published: str | None = None
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists: addresses of pages, or (an index) of further sitemaps."""

    kind: Literal["feed", "pages", "index"]
    links: tuple[Link, ...]


def listing_of(answer: Answer, limits: Limits) -> Listing:
    """The listing of an answer, each address once, in its order; also of a gzipped file.

    Raises:
        Unreadable: where it is no feed and no sitemap.
    """
    body = answer.body
    if body.startswith(b"\x1f\x8b"):
        try:
            body = joined(inflated([body], limits.body), limits.body)
        except (Broken, TooLarge) as error:
            raise Unreadable(f"gzip: {error}") from error
    return read_listing(body, answer.url)


def read_listing(data: bytes, base: str) -> Listing:
    """The listing of the bytes of a feed or sitemap that stood at an address.

    Raises:
        Unreadable: where it is no feed and no sitemap.
    """
    try:
        return _read(data, base, recover=False)
    except etree.XMLSyntaxError as error:
        if _BOMB.search(str(error)):
            raise Unreadable("no feed and no sitemap: its entities are made to fill the memory") from error
    try:
        return _read(_mended(data), base, recover=True)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"no feed and no sitemap: no XML ({error.msg})") from error


def _mended(data: bytes) -> bytes:
    """Data that is not well formed, in UTF-8, with `&` written as XML wants it: many feeds hold bare ones in links."""
    declared = _DECLARED.match(data)
    text = ""
    for code in ("utf-8-sig", declared and declared[1].decode("ascii", "replace"), "cp1256", "latin-1"):
        with suppress(LookupError, ValueError):
            text = data.decode(code or "utf-8")
            break
    first, *rest = _DECLARATION.sub("", text).split("<![CDATA[")
    parts = [_AND.sub("&#38;", first)]
    for part in rest:
        quoted, end, after = part.partition("]]>")
        parts += ["<![CDATA[", quoted, end, _AND.sub("&#38;", after)]
    return "".join(parts).encode("utf-8", "replace")


def _read(data: bytes, base: str, *, recover: bool) -> Listing:
    events = etree.iterparse(
        io.BytesIO(data.lstrip()),
        events=("start", "end"),
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    kind: Literal["feed", "pages", "index"] | None = None
    found: dict[str, Link] = {}
    for event, element in events:
        name = _name(element)
        if kind is None:
            kind = _kind(name)
        if event == "end" and name in _ITEMS:
            link = _link(element, base)
            if link and link.url not in found and len(found) < MOST:
                found[link.url] = link
            _forget(element)
    if kind is None:
        raise Unreadable("no feed and no sitemap: empty")
    return Listing(kind, tuple(found.values()))


def _kind(root: str) -> Literal["feed", "pages", "index"]:
    match _ROOTS.get(root):
        case "feed":
            return "feed"
        case "pages":
            return "pages"
        case "index":
            return "index"
    raise Unreadable(f"no feed and no sitemap: its first element is <{root[:40]}>")


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Let go of an item and of those before it, so that a long listing takes little memory."""
    element.clear()
    parent, before = element.getparent(), element.getprevious()
    while parent is not None and before is not None and before.tag == element.tag:
        parent.remove(before)
        before = element.getprevious()


def _link(item: etree._Element, base: str) -> Link | None:
    dates: dict[str, str] = {}
    for element in [*item, *(part for child in item if _name(child) == "news" for part in child)]:
        words = (element.text or "").strip() if isinstance(element.tag, str) else ""
        if words and _name(element) in (*_CHANGED, *_PUBLISHED):
            dates.setdefault(_name(element), words[:100])
    changed = next((dates[name] for name in (*_CHANGED, *_PUBLISHED) if name in dates), None)
    published = next((day for name in _PUBLISHED if (day := iso(dates.get(name)))), None)
    for address, within in _addresses(item, base):
        try:
            return Link(uncounted(canonical(address, within)), published, changed)
        except Refused:
            continue
    return None


def _addresses(item: etree._Element, base: str) -> Iterator[tuple[str, str]]:
    """The addresses of an item with what they are relative to, the likeliest first."""
    ways: list[tuple[int, str, str]] = []
    told = list(item)
    if not any(_name(element) in ("link", "loc", "guid") for element in told):
        told = list(item.iterdescendants())  # a tag that was never closed swallowed what follows
    for element in told:
        name, words = _name(element), (element.text or "").strip()
        within = element.base if element.base and "//" in element.base else base
        if name == "origLink" and words:
            ways.append((0, words, within))
        elif name == "link" and (href := element.get("href")):
            ways.append((1 if element.get("rel", "alternate") == "alternate" else 9, href, within))
        elif name in ("link", "loc") and words:
            ways.append((2, words, within))
        elif name == "guid" and words.startswith("http") and element.get("isPermaLink") != "false":
            ways.append((3, words, within))
    about = next((value for key, value in item.attrib.items() if str(key).endswith("}about")), None)
    if about:
        ways.append((4, str(about), base))
    for rank, address, within in sorted(ways, key=lambda way: way[0]):
        if rank < 9:
            yield address, within


def iso(words: str | None) -> str | None:
    """A date as feeds write it (RFC 822 or ISO 8601) in ISO 8601, None where it is neither."""
    words = (words or "").strip()
    if found := _ISO.fullmatch(words):
        try:
            datetime.fromisoformat(found[0].replace(" ", "T", 1).replace(" ", ""))
        except ValueError:
            return None
        return found[0].replace(" ", "T", 1).replace(" ", "")
    moment = http_time(words)
    try:
        return None if moment is None else shown(moment)
    except (OverflowError, OSError, ValueError):
        return None


def is_before(words: str | None, since: str | None) -> bool:
    """Whether a date as listings write it lies before a day; never, where either cannot be read."""
    day = iso(words)
    return bool(day and since and _instant(day) < _instant(since))


def _instant(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
