"""The headline of a page, and where it stands in it."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from mahdar.knowledge.publishers import publishers
from mahdar.sources.pages.layout import Block, is_called
from mahdar.sources.pages.lines import is_date_line
from mahdar.sources.pages.words import plain

#: What parts a headline from the name of the site in `<title>`.
_PARTED = re.compile(r"\s+[|–—\-•·»«]\s+|\s*\|\s*|\s+:\s+|\s*:{2,}\s*")
#: A date in brackets behind a headline.
_DATED = re.compile(r"\s*[\[(][^\[\]()]{0,30}\b(?:19|20)\d\d\b[^\[\]()]{0,20}[\])]\s*$")
#: Of the words of the shorter of two headlines, the part the other must have too for them to be one.
_SAME = 0.6
_META = ("og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title")
#: A longer block is no headline.
_LONGEST = 300
#: A longer block is a paragraph.
_PARAGRAPH = 110
#: Words of a `<title>` that names a site and tells no headline.
_SITE_WORDS = 3


def same_headline(one: str, other: str) -> bool:
    """Whether two headlines say the same: one may be cut, have a kicker, or be spelt otherwise."""
    first, second = set(plain(one)), set(plain(other))
    if not first or not second:
        return False
    return len(first & second) >= _SAME * min(len(first), len(second)) and min(
        len(first), len(second)
    ) * 4 >= max(len(first), len(second))


def headline_of(
    told: list[tuple[str, str]], title: str | None, blocks: list[Block]
) -> tuple[str, str, int | None] | None:
    """The headline, where it was found, and the number of the block that shows it.

    The headline as shown is taken where another source confirms it, since those of search engines and social media
    are often cut or reworded; else the one that structured data tells; else the only `h1`; else `<title>`.

    Args:
        told: headlines by where they were found (JSON-LD, meta), the best source first.
        title: the text of `<title>`.
        blocks: the page's blocks.
    """
    parts = [part for part in title_parts(title) if publishers().named(part) is None]
    shown = [i for i, block in enumerate(blocks) if _is_heading(block)]
    for i in shown:
        if any(same_headline(blocks[i].text, words) for _, words in told) or _confirmed(
            blocks[i].text, parts
        ):
            return blocks[i].text, blocks[i].element.tag if _tag(blocks[i]) else "visible", i
    seen = _seen(blocks, [words for _, words in told] + parts)
    if told:
        return told[0][1], told[0][0], seen
    first = [i for i in shown if _tag(blocks[i]) == "h1"]
    if len(first) == 1:
        return blocks[first[0]].text, "h1", first[0]
    if seen is not None:
        return blocks[seen].text, "visible", seen
    telling = parts and len(parts[0].split()) > _SITE_WORDS
    dressed = None if telling else _dressed(blocks)
    if dressed is not None:
        return blocks[dressed].text, "visible", dressed
    return (parts[0], "title", None) if parts else None


def _dressed(blocks: list[Block]) -> int | None:
    """The block above the first paragraph that is called a title, else the first one in bold or large letters."""
    first = next(
        (i for i, b in enumerate(blocks) if not b.side and not b.is_linked and len(b.text) >= _PARAGRAPH), 0
    )
    able = [
        i
        for i in range(first)
        if not blocks[i].side and not blocks[i].is_linked and _could_head(blocks[i].text)
    ]
    called = [
        i
        for i in able
        if blocks[i].element.tag in ("h1", "h2", "h3") or is_called(blocks[i].element, "title_classes")
    ]
    return next(iter(called + [i for i in able if _is_large(blocks[i].element)]), None)


def _could_head(text: str) -> bool:
    return 4 <= len(text.split()) <= 30 and len(text) <= _LONGEST and not is_date_line(text)


def _is_large(element: HtmlElement) -> bool:
    fonts = (element, *element.iterdescendants("font", "b", "strong", "big"))
    return any(one.tag in ("b", "strong", "big") or (one.get("size") or "0")[-1:] in "4567" for one in fonts)


def title_parts(title: str | None) -> list[str]:
    """The whole `<title>` where nothing parts it, else its parts, the longest first."""
    parts = [_DATED.sub("", part) for part in _PARTED.split(title or "") if part and part.strip()]
    return sorted((" ".join(part.split()) for part in parts), key=len, reverse=True)


def _confirmed(text: str, parts: list[str]) -> bool:
    """Whether the longest part of `<title>` is this heading: the shorter ones name site and section."""
    return bool(parts) and same_headline(text, parts[0])


def _tag(block: Block) -> str | None:
    """The heading that a block stands in, if it does."""
    for element in (block.element, block.element.getparent()):
        if element is not None and element.tag in ("h1", "h2", "h3"):
            return str(element.tag)
    return None


def _is_heading(block: Block) -> bool:
    return not block.side and len(block.text) <= _LONGEST and _tag(block) in ("h1", "h2")


def _seen(blocks: list[Block], words: list[str]) -> int | None:
    """The first block that shows one of these headlines as it is: old pages have no heading elements."""
    wanted = {tuple(plain(one)) for one in words[:6]}
    wanted.discard(())
    for i, block in enumerate(blocks):
        if (
            not block.side
            and not block.is_linked
            and len(block.text) <= _LONGEST
            and tuple(plain(block.text)) in wanted
        ):
            return i
    return None
