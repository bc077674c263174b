"""What stands in the head of a page: meta elements, links, title."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from mahdar.sources.pages.jsonld import clean

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")


class Head:
    """The meta elements of a page by name, and its links.

    Attributes:
        title: the text of `<title>`.
        canonical: the address the page gives for itself.
        saved_from: the address a browser wrote into the page when it saved it.
    """

    def __init__(self, tree: HtmlElement) -> None:
        self._metas: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            content = clean(meta.get("content") or "")
            names = f"{meta.get('property') or ''} {meta.get('name') or ''} {_item(meta)}"
            for name in names.lower().split() if content else ():
                self._metas.setdefault(name, []).append(content)
        titles = [element for element in tree.iter("title") if element.getparent() is not None]
        self.title = clean(titles[0].text_content()) if titles else None
        links = [link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
        self.canonical = (links[0].get("href") or "").strip() if links else ""
        self.saved_from = _saved_from(tree)

    def first(self, *names: str) -> tuple[str, str] | None:
        """The first meta element with one of these names, as its name and content."""
        return next(((name, self._metas[name][0]) for name in names if name in self._metas), None)

    def all(self, name: str) -> list[str]:
        """The contents of every meta element with this name."""
        return self._metas.get(name, [])


def _item(meta: HtmlElement) -> str:
    """A property of the page's own item: those of related articles stand in lists of items."""
    name = meta.get("itemprop")
    if not name:
        return ""
    scopes = [above for above in meta.iterancestors() if above.get("itemscope") is not None]
    return f"itemprop:{name}" if len(scopes) <= 1 or scopes[0].get("itemprop") is None else ""


def _saved_from(tree: HtmlElement) -> str:
    before = tree.getprevious()
    for _ in range(5):
        if before is None:
            return ""
        found = _SAVED_FROM.search(before.text or "")
        if found:
            return found[1]
        before = before.getprevious()
    return ""
