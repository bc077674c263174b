"""Feeds as they were saved: RSS 2.0 (and 1.0, 0.9x) and Atom, an article an item.

Parsed here with lxml, which is there for pages, and not with a library for feeds: feedparser leaves Arabic dates
unread, mends broken items without telling, and changes the markup of bodies, of which every code point counts here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from mahdar.model import Article
from mahdar.sources.composing import composed, id_of_text, outlet_named
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import line_of_markup, single_spaced, text_of_markup
from mahdar.sources.told_dates import noted_time
from mahdar.sources.xml_elements import Document, name_of, space_of, words_in

ROOTS = frozenset(("rss", "RDF", "feed"))
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_WEB = ("http://", "https://")


@dataclass(slots=True)
class _Feed:
    """What a feed says of all its items.

    Attributes:
        stem: of its file.
        title: its name, which is the outlet's where an item names no other.
        base: the address that addresses in it may leave out.
        left: reasons why dates were left unknown.
    """

    stem: str
    title: str
    base: str
    left: list[str]


def articles_of_feed(
    document: Document, stem: str, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """Number of each item of a feed, and its article or the reason why there is none.

    The text is the full text where an item carries it, else its summary; `found` says which. What is told once after
    the items: dates that could not be read, and that the file ends too early.

    Raises:
        Unreadable: where the feed has no item.
    """
    if not document.items:
        raise Unreadable(f"not XML: {document.fault}" if document.fault else "empty: a feed without items")
    feed = _feed(document.root, stem)
    for number, item in enumerate(document.items, 1):
        try:
            yield number, item if isinstance(item, str) else _article(item, feed, collected)
        except Unreadable as error:
            yield number, str(error)
    if feed.left:
        yield None, f"{len(feed.left)} dates {feed.left[0]}"
    if document.fault and not any(isinstance(item, str) for item in document.items):
        yield (
            None,
            f"the feed is damaged or ends too early: {document.fault}; {len(document.items)} items in it",
        )


def _feed(root: etree._Element, stem: str) -> _Feed:
    channel = next((e for e in root if name_of(e) == "channel"), root)
    link = _first(channel, "link")
    base = _link(channel) or (words_in(link) if link is not None else "") or root.get(f"{_XML}base") or ""
    return _Feed(stem, line_of_markup(words_in(_first(channel, "title"))), base, [])


def _article(item: etree._Element, feed: _Feed, collected: str | None) -> Article:
    title = line_of_markup(_told(_first(item, "title")))
    full = _text(_full(item))
    summary = _text(_first(item, "description", "summary"))
    text = full or summary or title
    address, guid = _address(item, feed), single_spaced(words_in(_first(item, "guid", "id")))
    found: dict[str, str] = {"text": "full text" if full else "summary" if summary else "headline"}
    dates = words_in(_first(item, "pubDate", "published", "date", "issued", "created"))
    published = noted_time(dates, "published", found)
    updated = noted_time(words_in(_first(item, "updated", "modified")), "updated", found)
    feed.left += [found[of] for of in ("published", "updated") if of in found]
    told = {
        "outlet": outlet_named(_source(item) or feed.title or None, address),
        "url": address,
        "published": published or updated,
        "updated": updated if updated != (published or updated) else None,
        "author": _author(item),
    }
    doc_id = guid or address or id_of_text(feed.stem, title, text)
    return composed(doc_id, title, text, told, collected, found)


def _first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first child that is called so, the names in their order; in any namespace but those of media."""
    children = [
        child for child in element if "media" not in space_of(child) and "itunes" not in space_of(child)
    ]
    return next((child for name in names for child in children if name_of(child) == name), None)


def _full(item: etree._Element) -> etree._Element | None:
    for child in item:
        name, space = name_of(child), space_of(child)
        if (name, space) == ("encoded", _CONTENT) or (name == "content" and "media" not in space):
            return child
    return _first(item, "encoded", "full-text", "fulltext")


def _told(element: etree._Element | None) -> str:
    """What an element tells: markup in it as markup, escaped markup unescaped."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    inner = [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return (_escaped(element.text) if element.text else "") + "".join(inner)


def _escaped(words: str) -> str:
    """Words as they stand in markup."""
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _text(element: etree._Element | None) -> str:
    return text_of_markup(_told(element))


def _link(element: etree._Element) -> str:
    """The address of an item or a channel: RSS has it as text, Atom as an attribute."""
    links = [child for child in element if name_of(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate" and space_of(element) == _ATOM:
            return str(link.get("href")).strip()
    return next((words_in(link) for link in links if words_in(link)), "")


def _address(item: etree._Element, feed: _Feed) -> str:
    original = words_in(_first(item, "origLink"))
    guid = _first(item, "guid")
    permanent = guid is not None and guid.get("isPermaLink", "true").lower() == "true"
    found = (
        original or _link(item) or (words_in(guid) if permanent and words_in(guid).startswith(_WEB) else "")
    )
    try:
        found = urljoin(feed.base, found) if found else ""
    except ValueError:
        return ""
    return found if found.startswith(_WEB) else ""


def _source(item: etree._Element) -> str:
    source = _first(item, "source", "publisher")
    if source is None:
        return ""
    inner = _first(source, "title")
    return single_spaced(words_in(inner if inner is not None else source if not len(source) else None))


def _author(item: etree._Element) -> str:
    author = _first(item, "creator", "author")
    if author is None:
        return ""
    name = _first(author, "name")
    return single_spaced(words_in(name if name is not None else author))
