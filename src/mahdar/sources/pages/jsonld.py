"""JSON-LD: what a page's structured data says of its article, however badly it is written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

#: Bytes of structured data that are looked at; some pages carry whole archives of it.
_LARGEST = 2_000_000
#: Ways from one node to another that is about the same page. Comments, lists and entries of a live blog are others.
_SAME_PAGE = ("@graph", "mainEntity", "mainEntityOfPage", "article")
_ARTICLE = re.compile(
    r"(?:\w*(?:News|Scholarly|Blog|Live|Opinion|Report\w*))?(?:Article|BlogPosting|Posting)$|Report$"
)
_PAGE = frozenset(("WebPage", "ItemPage", "MediaObject", "VideoObject"))
_TRAILING = re.compile(r",(?=\s*[}\]])")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*\Z"
)
_KEPT = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"((?:[^"\\\n]|\\.){1,400})"')

Node = dict[str, Any]


def nodes_of(tree: HtmlElement) -> list[Node]:
    """Every node that describes the page or its article, in order; broken blocks give what can be saved of them."""
    out: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and len(script.text or "") <= _LARGEST:
            out += _nodes(_loaded(script.text or ""))
    return out


def is_article(node: Node) -> bool:
    """Whether a node is of a kind that an article's is."""
    return any(_ARTICLE.match(kind) for kind in kinds_of(node))


def is_page(node: Node) -> bool:
    """Whether a node describes a page, of which it then tells title and dates where no article's does."""
    return any(kind in _PAGE for kind in kinds_of(node))


def kinds_of(node: Node) -> list[str]:
    """The types of a node, without their namespace."""
    kinds = node.get("@type") or node.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in kinds if isinstance(kind, str)]


def words_of(node: Node, key: str) -> str | None:
    """A field's text: its entities resolved, its white space single; the first of several; None where it has none."""
    value = node.get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or value.get("@id") or value.get("url")
    return clean(value) if isinstance(value, str) else None


def names_of(node: Node, key: str) -> list[str]:
    """The names in a field of persons or organisations, whichever of the ways it is written in."""
    value = node.get(key)
    names: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        names += [
            clean(part) for part in (name if isinstance(name, list) else [name]) if isinstance(part, str)
        ]
    return [name for name in dict.fromkeys(names) if name and not name.startswith(("http://", "https://"))]


def clean(words: str) -> str:
    """Text without entities (also entities of entities) and tags, its white space single."""
    for _ in range(2):
        if "&" in words:
            words = html.unescape(words)
    if "<" in words:
        words = re.sub(r"</?[A-Za-z][^<>]*>", " ", words)
    return " ".join(words.split())


def _nodes(value: Any) -> list[Node]:
    out: list[Node] = []
    ahead = [value]
    while ahead:
        one = ahead.pop()
        if isinstance(one, list):
            ahead += reversed(one)
        elif isinstance(one, dict):
            out.append(one)
            ahead += [one[key] for key in reversed(_SAME_PAGE) if isinstance(one.get(key), dict | list)]
    return out


def _loaded(raw: str) -> list[Any]:
    """What a block holds: as it stands, with entities resolved, without trailing commas; else saved in part."""
    raw = _WRAPPING.sub("", raw.strip())
    for text in (raw, _TRAILING.sub("", raw), _TRAILING.sub("", html.unescape(raw))):
        try:
            return list(_values(text))
        except (ValueError, RecursionError):
            continue
    return [_saved(raw)]


def _values(text: str) -> Iterator[Any]:
    """One value after another, also where nothing or a comma or a semicolon stands between them."""
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while at < len(text):
        if text[at] in " \t\r\n,;":
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        yield value


def _saved(raw: str) -> Node:
    """The fields of a block that is no JSON, where it tells each only once and so of one article."""
    found: dict[str, list[str]] = {}
    for field in _KEPT.finditer(raw):
        found.setdefault(field[1], []).append(field[2])
    if not found or any(raw.count(f'"{key}"') > 1 for key in found):
        return {}
    kind = re.search(r'"@type"\s*:\s*"(\w+)"', raw)
    saved = {key: values[0].replace('\\"', '"').replace("\\/", "/") for key, values in found.items()}
    return {"@type": kind[1] if kind and _ARTICLE.match(kind[1]) else "NewsArticle", **saved}
