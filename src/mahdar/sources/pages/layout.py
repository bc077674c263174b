"""The layout of a page: its text as blocks in reading order, and which of them stand beside the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from lxml.html import HtmlElement

from mahdar.sources.pages.words import begins_with, phrases, plain

_BLOCK = frozenset(
    "address amp-story article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_SHOWN_AS_BLOCK = "display:block"
_UNSEEN = frozenset(
    "script style noscript template head iframe object embed svg math button select option textarea input "
    "audio video canvas map title meta link amp-ad amp-analytics amp-sidebar".split()
)
_SIDE = frozenset(("nav", "aside", "footer", "form", "figcaption", "dialog"))
_SIDE_ROLES = frozenset(("navigation", "complementary", "contentinfo", "search", "banner", "menu", "dialog"))
CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: An element whose class speaks of something beside the article is that, unless it holds most of the page.
_WHOLE = frozenset(("html", "body", "main", "article"))
#: A head of a list of other articles is short.
_HEAD_WORDS = 8
#: Elements around a page, one in another, that by their names stand beside it.
_WRAPPED = 8
#: Code points of a line that is no paragraph.
_SHORT = 40


@dataclass(slots=True)
class Block:
    """A run of text between two block elements or line breaks.

    Attributes:
        element: the innermost block element that holds it.
        text: its text, white space single.
        linked: how many of its code points stand in links.
        side: whether it stands beside the article: in navigation, a list of others, comments, the foot of the page.
    """

    element: HtmlElement
    text: str
    linked: int
    side: bool

    @property
    def is_linked(self) -> bool:
        """Whether most of it is a link."""
        return 2 * self.linked > len(self.text)


def is_side(element: HtmlElement) -> bool:
    """Whether an element, by its own tag, role, class and identifier, stands beside the article."""
    tag = element.tag
    if tag in _SIDE or element.get("role") in _SIDE_ROLES:
        return True
    if tag in _WHOLE:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(names) > 1 and _speaks_of_side(names[:400])


def is_called(element: HtmlElement, name: str) -> bool:
    """Whether the class or identifier of an element holds a word of a list (`title_classes`, `lead_classes`)."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    return any((word.lower(),) in phrases(name) for word in CLASS_WORD.findall(names))


_KNOWN: dict[str, bool] = {}


def _speaks_of_side(names: str) -> bool:
    """Kept for each set of names: a page, and a site, repeats the same few hundred."""
    if names not in _KNOWN:
        if len(_KNOWN) > 20_000:
            _KNOWN.clear()
        words = [word.lower() for word in CLASS_WORD.findall(names)]
        single, pairs = phrases("side_classes"), phrases("side_pairs")
        _KNOWN[names] = any((w,) in single for w in words) or any(pair in pairs for pair in pairwise(words))
    return _KNOWN[names]


class _Run:
    """The text gathered since the last block boundary."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self.parts.append(text)
            if linked:
                self.linked += len(text.strip())

    def block(self, element: HtmlElement, side: bool) -> Block | None:
        text = " ".join("".join(self.parts).split())
        made = Block(element, text, self.linked, side) if text else None
        self.parts.clear()
        self.linked = 0
        return made


def blocks_of(tree: HtmlElement) -> tuple[list[Block], list[HtmlElement]]:
    """The blocks of a page in reading order, and the elements that stand beside its article.

    Scripts, fields of forms and comments of the markup are left out. An element that by its name stands beside the
    article but holds most of the page's text is no such one: some sites wrap all in a form or a widget.
    """
    exempt: set[HtmlElement] = set()
    for _ in range(_WRAPPED):
        blocks, roots = _blocks(tree, exempt)
        free = [_free(block) for block in blocks]
        held: dict[HtmlElement, int] = {}
        for length, root in zip(free, roots, strict=True):
            if root is not None:
                held[root] = held.get(root, 0) + length
        wrapping = [root for root, length in held.items() if 2 * length > sum(free)]
        if not wrapping:
            break
        exempt.update(wrapping)
    lists = _lists_of_others(blocks)
    return blocks, [*held, *lists]


def _free(block: Block) -> int:
    return max(0, len(block.text) - block.linked)


def _blocks(tree: HtmlElement, exempt: set[HtmlElement]) -> tuple[list[Block], list[HtmlElement | None]]:
    """The blocks, and beside each the topmost element that stands beside the article and holds it."""
    out: list[Block] = []
    roots: list[HtmlElement | None] = []
    run = _Run()

    def end_run(element: HtmlElement, root: HtmlElement | None) -> None:
        if made := run.block(element, root is not None):
            out.append(made)
            roots.append(root)

    def say(text: str | None, linked: bool, around: HtmlElement, root: HtmlElement | None) -> None:
        if text and around.tag == "pre":
            for line in text.split("\n")[:-1]:
                run.add(line, linked)
                end_run(around, root)
            text = text.rpartition("\n")[2]
        run.add(text, linked)

    #: Element, whether its end is meant, the block element around it, what beside the article holds it, if in a link.
    ahead: list[tuple[HtmlElement, bool, HtmlElement, HtmlElement | None, bool]]
    ahead = [(tree, False, tree, None, False)]
    while ahead:
        element, ends, around, root, linked = ahead.pop()
        own = isinstance(element.tag, str)
        is_block = own and (element.tag in _BLOCK or _SHOWN_AS_BLOCK in (element.get("style") or "")[:200])
        if ends:
            if is_block:
                end_run(element, _root(element, root, exempt))
            say(element.tail, linked, around, root)
            continue
        if not own or element.tag in _UNSEEN or _is_hidden(element):
            say(element.tail, linked, around, root)
            continue
        if is_block:
            end_run(around, root)
        ahead.append((element, True, around, root, linked))
        inner = _root(element, root, exempt)
        in_link = linked or element.tag == "a"
        inside = element if is_block else around
        say(element.text, in_link, inside, inner)
        ahead += [(child, False, inside, inner, in_link) for child in reversed(element)]
    return out, roots


def _root(element: HtmlElement, root: HtmlElement | None, exempt: set[HtmlElement]) -> HtmlElement | None:
    if root is not None:
        return root
    return element if is_side(element) and element not in exempt else None


def _lists_of_others(blocks: list[Block]) -> list[HtmlElement]:
    """Lists of other articles, by the words they begin with; their blocks are marked.

    Such a list is the largest element that begins with its head; where the head stands alone, what follows it as
    links and short lines.
    """
    whole = sum(_free(block) for block in blocks if not block.side)
    lists: list[HtmlElement] = []
    for i, block in enumerate(blocks):
        if block.side or not is_head_of_others(block.text):
            continue
        before = set(blocks[i - 1].element.iterancestors()) | {blocks[i - 1].element} if i else set()
        if block.element in before:
            _mark_run(blocks, i)
            continue
        top = block.element
        while (parent := top.getparent()) is not None and parent not in before:
            top = parent
        end = i
        while end < len(blocks) and _holds(top, blocks[end].element):
            end += 1
        if 3 * sum(map(_free, blocks[i:end])) > whole:
            _mark_run(blocks, i)
            continue
        for other in blocks[i:end]:
            other.side = True
        lists.append(top)
        if end == i + 1 and not block.linked:
            _mark_run(blocks, i)
    return lists


def _mark_run(blocks: list[Block], i: int) -> None:
    """Mark a head that stands alone, and the links and dates after it."""
    blocks[i].side = True
    for block in blocks[i + 1 : i + 40]:
        if not (block.is_linked or len(block.text) < _SHORT):
            return
        block.side = True


def _holds(element: HtmlElement, inner: HtmlElement) -> bool:
    return inner is element or any(above is element for above in inner.iterancestors())


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (
        style is not None and "display:none" in style[:200].replace(" ", "")
    )


def is_head_of_others(text: str) -> bool:
    """Whether a block is the head of a list of other articles («اقرأ أيضاً»)."""
    words = plain(text[:120])
    return 0 < len(words) <= _HEAD_WORDS and begins_with(words, "other_articles") > 0
