"""The parts of a page that its fields are taken from, each found once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from mahdar.sources.pages.headline import headline_of, same_headline, title_parts
from mahdar.sources.pages.jsonld import Node, is_article, is_page, nodes_of, words_of
from mahdar.sources.pages.layout import Block, blocks_of
from mahdar.sources.pages.metas import Head

#: Code points of a block from which on it is a paragraph and not one of the lines between headline and body.
PARAGRAPH = 110
#: Blocks after and before the headline among which its particulars stand.
_AFTER, _BEFORE = 15, 5
#: Levels from the headline up to the element that holds its particulars too.
_LEVELS = 4
#: Words of a link that is a headline of another article, and not the name of a section, an author or a day.
_HEADLINE_WORDS = 5


@dataclass(slots=True)
class Parts:
    """A page taken apart.

    Attributes:
        tree: the page.
        head: meta elements, links, title.
        node: what structured data says of the article, empty where it says nothing.
        page_node: what it says of the page, for what it does not say of the article.
        blocks: the text in reading order.
        beside: elements that stand beside the article.
        title: the headline, None where there is none.
        title_found: where it was found.
        title_at: number of the block that shows it.
    """

    tree: HtmlElement
    head: Head
    node: Node
    page_node: Node
    blocks: list[Block]
    beside: list[HtmlElement]
    title: str | None
    title_found: str | None
    title_at: int | None

    def particulars(self) -> list[int]:
        """Numbers of the blocks around the headline that are no paragraphs: first those after it, then before."""
        if self.title_at is None:
            return []
        return self._after(self.title_at) + self._before(self.title_at)

    def _after(self, at: int) -> list[int]:
        out: list[int] = []
        for i in range(at + 1, len(self.blocks)):
            block = self.blocks[i]
            if block.side:
                continue
            many_words = len(block.text.split()) >= _HEADLINE_WORDS
            if len(block.text) >= PARAGRAPH or len(out) == _AFTER or (block.is_linked and many_words):
                break
            out.append(i)
        return out

    def _before(self, at: int) -> list[int]:
        near = list(islice(self.blocks[at].element.iterancestors(), _LEVELS))
        near = [above for above in near if above.tag not in ("body", "html", "form")]
        first = max(0, at - _BEFORE)
        return [
            i
            for i in range(first, at)
            if not self.blocks[i].side
            and any(above in near for above in self.blocks[i].element.iterancestors())
        ]


def parts_of(tree: HtmlElement) -> Parts:
    """A page taken apart."""
    head = Head(tree)
    blocks, beside = blocks_of(tree)
    metas = [
        found for name in ("og:title", "twitter:title", "itemprop:headline") if (found := head.first(name))
    ]
    titles = [words for _, words in metas] + title_parts(head.title)[:1]
    titles += [block.text for block in blocks if block.element.tag == "h1" and not block.side][:3]
    nodes = nodes_of(tree)
    node = _own([n for n in nodes if is_article(n)], titles, head.canonical)
    page_node = next((n for n in nodes if is_page(n) and not is_article(n)), {})
    told = [("json-ld", words)] if (words := words_of(node, "headline") or words_of(node, "name")) else []
    told += [(f"meta:{name}", words) for name, words in metas]
    title, where, at = headline_of(told, head.title, blocks) or (None, None, None)
    return Parts(tree, head, node, page_node, blocks, beside, title, where, at)


def _own(nodes: list[Node], titles: list[str], canonical: str) -> Node:
    """The node of the page's own article: others may be of related ones.

    One that tells neither headline nor address of the page is not believed, unless it tells none at all.
    """
    best: tuple[int, Node] = (0, {})
    for node in nodes:
        headline = words_of(node, "headline") or words_of(node, "name")
        address = words_of(node, "mainEntityOfPage") or words_of(node, "url") or words_of(node, "@id")
        says = bool(headline and titles) + bool(address and canonical)
        agrees = 2 * any(same_headline(headline, title) for title in titles) if headline else 0
        agrees += bool(address and canonical and _path(address) == _path(canonical))
        score = 2 * agrees + (says == 0 or agrees > 0)
        if score > best[0]:
            best = (score, node)
    return best[1]


def _path(address: str) -> str:
    bare = re.sub(r"[?#].*", "", address, flags=re.S)
    return bare.rpartition("://")[2].removeprefix("www.").rstrip("/")
