"""When a page was published and last changed, and where it says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from mahdar.sources.pages.jsonld import words_of
from mahdar.sources.pages.layout import Block, is_side
from mahdar.sources.pages.lines import dates_in_line, days_in, last_label
from mahdar.sources.pages.parts import Parts
from mahdar.sources.pages.stamps import iso
from mahdar.sources.pages.words import begins_with, plain

PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "itemprop:datepublished", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "publish_date", "publish-date", "publishdate", "published_at", "published_time", "publication_date",
    "publication-date", "pubdate", "pub_date", "dcterms.issued", "dcterms.created", "dc.date.issued",
    "dc.date.created", "dcterms.date", "dc.date", "article.published", "rnews:datepublished", "date",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time",
    "itemprop:datemodified", "datemodified", "dcterms.modified", "dc.date.modified", "article.updated", "lastmod",
)  # fmt: skip


class Found(NamedTuple):
    """A value and where it was found."""

    value: str
    where: str


def published_of(parts: Parts) -> Found | None:
    """When the page says it was published: structured data, meta elements, `<time>`, visible words; else None."""
    return _told(parts, "datePublished", PUBLISHED) or _marked(parts, False) or _visible(parts, False)


def updated_of(parts: Parts) -> Found | None:
    """When the page says it was last changed; looked for in the same order."""
    return _told(parts, "dateModified", UPDATED) or _marked(parts, True) or _visible(parts, True)


def _told(parts: Parts, key: str, metas: tuple[str, ...]) -> Found | None:
    for node in (parts.node, parts.page_node):
        if stamp := iso(words_of(node, key) or node.get(key)):
            return Found(stamp, "json-ld")
        if key == "datePublished" and node is parts.node and (stamp := iso(words_of(node, "dateCreated"))):
            return Found(stamp, "json-ld")
    for name in metas:
        told = parts.head.first(name)
        if told and (stamp := iso(told[1])):
            return Found(stamp, f"meta:{name}" if not name.startswith("itemprop:") else "itemprop")
    return None


def _marked(parts: Parts, updated: bool) -> Found | None:
    """A date marked as one: `<time>`, `itemprop`, and the class names of hAtom, near the headline."""
    places: dict[HtmlElement, str] = {}
    for i in parts.particulars():
        places.setdefault(parts.blocks[i].element, parts.blocks[i].text)
    for element in _markers(parts.tree):
        around = next((places[e] for e in (element, *element.iterancestors()) if e in places), None)
        if around is None or any(is_side(e) for e in (element, *element.iterancestors()) if e.tag != "form"):
            continue
        stamp = iso(element.get("datetime") or element.get("content") or element.get("title") or "")
        text = element.text_content()
        stamp = stamp or next((day for day, _ in days_in(text)), None)
        if stamp and _is_update(element, around, text) == updated:
            return Found(stamp, "time" if element.tag == "time" else "itemprop")
    return None


def _markers(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        names = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
        if element.tag == "time" or (
            (element.get("content") or element.get("title") or element.get("datetime"))
            and any(name in names for name in ("datePublished", "dateModified", "published", "updated"))
        ):
            yield element


def _is_update(element: HtmlElement, around: str, text: str) -> bool:
    names = f"{element.get('itemprop') or ''} {element.get('class') or ''}"
    if "dateModified" in names or "updated" in names.split():
        return "published" not in names.lower()
    if "datePublished" in names:
        return False
    before = around[: around.find(text.strip())] if text.strip() and text.strip() in around else around
    return last_label(before or text) == "updated" or begins_with(plain(text), "updated") > 0


def _visible(parts: Parts, updated: bool) -> Found | None:
    for i in parts.particulars():
        for day, label in dates_in_line(parts.blocks[i].text, _label_before(parts.blocks, i)):
            if (label == "updated") == updated:
                return Found(day, "visible")
    return None


def _label_before(blocks: list[Block], i: int) -> str | None:
    """A label in a block of its own before the date («تاريخ النشر:» in one cell, the day in the next)."""
    if i == 0 or blocks[i - 1].side:
        return None
    words = plain(blocks[i - 1].text)
    for name in ("updated", "published"):
        if words and begins_with(words, name) == len(words):
            return name
    return None
