"""Markup within other forms: the text of HTML that a feed, a mail or a news item carries as its body."""

from __future__ import annotations

import html
import re

from mahdar.sources.failure import Unreadable
from mahdar.sources.pages.layout import blocks_of
from mahdar.sources.pages.markup import tree_of

_REPLACED = "\ufffd"
_TAG = re.compile(r"<[/!]?[A-Za-z]")


def text_of_markup(markup: str) -> str:
    """The text of some HTML, a line a block, without what its own names set beside the article.

    A text without any element is taken as it is, with its entities resolved. Where nothing can be read, there is none.

    Raises:
        Unreadable: where a character is broken in the markup.
    """
    if (broken := markup.find(_REPLACED)) >= 0:
        raise Unreadable(f"damaged: the character at {broken} is broken")
    if not _TAG.search(markup):
        return html.unescape(markup).strip()
    try:
        blocks, _ = blocks_of(tree_of(markup.encode("utf-8", "replace"), "utf-8"))
    except Unreadable:
        return ""
    return "\n".join(block.text for block in blocks if not block.side)


def single_spaced(words: str) -> str:
    """The words on one line, as a headline is."""
    return " ".join(words.split())


def line_of_markup(markup: str) -> str:
    """The text of a headline or a name, on one line, whether its markup was escaped or not."""
    return single_spaced(text_of_markup(markup)) if "<" in markup or "&" in markup else single_spaced(markup)
