"""EPUB: each document of the reading order is an article. Zip and XML alone: the library for it is AGPL."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from mahdar.model import Article
from mahdar.sources.composing import composed
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import line_of_markup, single_spaced, text_of_markup
from mahdar.sources.pages.markup import markup_of
from mahdar.sources.pages.markup import tree_of as page_tree
from mahdar.sources.told_dates import noted_time
from mahdar.sources.xml_elements import document_of, name_of, words_in
from mahdar.sources.zipped import member, opened

_MARKUP = frozenset(("application/xhtml+xml", "text/html", "application/xml", "text/xml"))


def articles_of_epub(
    data: bytes, stem: str, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """The articles of a book, magazine or saved collection in its reading order.

    A document without Arabic text (cover, contents) is passed over, unless all are. Title and creator of the whole
    are those of no article: the publisher is the outlet, the day of the whole that of each article.

    Raises:
        Unreadable: where the file is damaged or encrypted, or no document of it holds Arabic text.
    """
    archive = opened(data)
    package_path, package = _package(archive)
    identifier = _metadata(package, "identifier") or stem
    dates: dict[str, str] = {}
    told = {
        "outlet": _metadata(package, "publisher"),
        "author": _metadata(package, "creator"),
        "published": noted_time(_metadata(package, "date"), "published", dates),
    }
    found = 0
    wrong: list[str] = []
    for href in _spine(package):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(package_path), unquote(href)))
        try:
            title, text = _document(member(archive, path))
            if title or text:
                yield None, composed(f"{identifier}/{href}", title, text or title, told, collected, dates)
                found += 1
        except Unreadable as error:
            wrong.append(f"{href}: {error}")
    for reason in wrong:
        if "no Arabic text" not in reason:
            yield None, reason
    if not found and not any("no Arabic text" not in reason for reason in wrong):
        raise Unreadable("no document of it holds Arabic text")


def _package(archive: zipfile.ZipFile) -> tuple[str, etree._Element]:
    names = set(archive.namelist())
    if "META-INF/rights.xml" in names:
        raise Unreadable("an EPUB protected against copying, which cannot be read")
    container = document_of(member(archive, "META-INF/container.xml")).root
    path = next((e.get("full-path") for e in container.iter() if name_of(e) == "rootfile"), None)
    if not path:
        raise Unreadable("no EPUB: its container names no package")
    package = document_of(member(archive, path))
    if package.fault:
        raise Unreadable(f"damaged EPUB: {path}: {package.fault}")
    return path, package.root


def _spine(package: etree._Element) -> Iterator[str]:
    """Where the documents of the reading order lie, from the package."""
    held = {e.get("id"): e for e in package.iter() if name_of(e) == "item"}
    for reference in (e for e in package.iter() if name_of(e) == "itemref"):
        item = held.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if (item.get("media-type") or "") in _MARKUP and item.get("href"):
            yield str(item.get("href"))


def _document(data: bytes) -> tuple[str, str]:
    """The first heading of a document and the text under it."""
    markup = markup_of(data)
    tree = page_tree(data, None)
    heading = next((e for e in tree.iter("h1", "h2", "h3") if single_spaced(e.text_content())), None)
    title = single_spaced(heading.text_content()) if heading is not None else ""
    if heading is not None:
        lines = text_of_markup(markup).split("\n")
        at = next((i for i, line in enumerate(lines) if line == title), None)
        return title, "\n".join(lines[:at] + lines[at + 1 :]) if at is not None else "\n".join(lines)
    return "", text_of_markup(markup)


def _metadata(package: etree._Element, name: str) -> str:
    found = next((e for e in package.iter() if name_of(e) == name and "purl.org/dc" in str(e.tag)), None)
    return line_of_markup(words_in(found))
