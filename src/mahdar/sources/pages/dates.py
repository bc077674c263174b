"""When a page was published and last changed, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from mahdar.arabic.dates import DateMention, find_dates
from mahdar.arabic.fold import fold
from mahdar.sources.pages.jsonld import words_of
from mahdar.sources.pages.layout import Block, is_side
from mahdar.sources.pages.parts import Parts
from mahdar.sources.pages.stamps import iso, whole_day
from mahdar.sources.pages.words import begins_with, left_over, longest, phrases, plain

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
_PARTED = re.compile(r"\s[|•·–—-]\s|[|•·]")
_CLOCK = re.compile(r"[0-9٠-٩]{1,2}\s?:\s?[0-9٠-٩]{2}(?:\s?:\s?[0-9٠-٩]{2})?(?:\s?(?:[صم]|[AaPp][Mm])\b)?")
_NUMBER = re.compile(r"[0-9٠-٩]+")
#: Words that may stand beside a date in a line that is of the article's particulars and not of its text.
_WORDS_LEFT = 3
#: A longer line is none of particulars.
_LONGEST = 160


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
        stamp = stamp or next((day for day, _ in _days(text)), None)
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
    return _last_label(before or text) == "updated" or begins_with(plain(text), "updated") > 0


def _last_label(text: str) -> str | None:
    """`updated` or `published`, by the last words of a text that tell one."""
    words = plain(text)
    for i in range(len(words) - 1, -1, -1):
        for name in ("updated", "published"):
            ends = (words[k : i + 1] for k in range(max(0, i + 1 - longest(name)), i + 1))
            if any(tuple(end) in phrases(name) for end in ends):
                return name
    return None


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


def dates_in_line(text: str, label: str | None = None) -> list[tuple[str, str | None]]:
    """The days in a line of particulars, each with what it is told to be; none where the line is of the text.

    Args:
        text: the line.
        label: what the line before it says its date is.
    """
    if len(text) > _LONGEST:
        return []
    for pieces in ([text], _PARTED.split(text)):
        out: list[tuple[str, str | None]] = []
        for piece in pieces:
            out += [(day, told or label) for day, told in _days(piece)] if is_date_line(piece) else []
        if out:
            return out
    return []


def is_date_line(text: str) -> bool:
    """Whether a line tells nothing but a date, with what stands beside dates in a line of particulars."""
    mentions = [mention for mention in find_dates(text) if mention.kind != "duration"]
    if not mentions:
        return False
    left = _without(text, mentions)
    return left_over(plain(left), "published", "updated", "byline", "beside_dates") <= _WORDS_LEFT


def tells_only_time(text: str) -> bool:
    """Whether a line tells a date or a time of day and nothing else, not even a name."""
    if len(text) > _LONGEST or not _NUMBER.search(text):
        return False
    left = _without(text, find_dates(text))
    return left != text and left_over(plain(left), "published", "updated", "beside_dates") == 0


def _without(text: str, mentions: list[DateMention]) -> str:
    out, at = [], 0
    for mention in mentions:
        out.append(text[at : mention.start])
        at = mention.end
    rest = " ".join([*out, text[at:]])
    return _NUMBER.sub(" ", _CLOCK.sub(" ", rest))


def _days(text: str) -> list[tuple[str, str | None]]:
    """The whole days told in a line with their labels; one told in both calendars is one."""
    out: list[tuple[str, str | None]] = []
    mentions = find_dates(text)
    gregorian = any(m.kind == "absolute" and m.earliest == m.latest for m in mentions)
    for mention in mentions:
        day = whole_day(mention.earliest, mention.latest)
        if day is None or mention.kind not in ("absolute", "hijri") or mention.anchored:
            continue
        if mention.kind == "hijri" and gregorian:
            continue
        out.append((day, _last_label(fold(text[: mention.start]))))
    if not out and (stamp := iso(text)):
        out.append((stamp[:10], None))
    return out
