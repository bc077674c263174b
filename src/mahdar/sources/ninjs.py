"""ninjs, the News in JSON of the IPTC: generations 1 (`headline`, `body_text`), 2 and 3 (`headlines`, `bodies`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.model import Article
from mahdar.sources.composing import composed, outlet_named
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import single_spaced, text_of_markup
from mahdar.sources.told_dates import noted_time

_LISTS = ("headlines", "bodies", "descriptions")
_MARKS = (
    "headline",
    "body_text",
    "body_xhtml",
    "body_html",
    "description_text",
    "versioncreated",
    "versionCreated",
)
#: Statuses of an item that is not, or no longer, to be published.
_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld"))
_DEEPEST = 5


def is_ninjs(item: Any) -> bool:
    """Whether a JSON value is an item of ninjs: `uri` is the one field that all must have."""
    return isinstance(item, dict) and "uri" in item and any(mark in item for mark in (*_LISTS, *_MARKS))


def articles_of_ninjs(item: dict[str, Any], collected: str | None, depth: int = 0) -> Iterator[Article | str]:
    """The article of an item, and those of the items within it, or the reasons why there are none.

    `published` is when the item was first created, `updated` when this version was, where that is another time. The
    outlet is the organisation that the item names as its source, else its provider, else who holds the copyright.
    """
    within = _associated(item)
    try:
        yield _article(item, collected)
    except Unreadable as error:
        if not within:
            yield str(error)
    if depth < _DEEPEST:
        for one in within:
            yield from articles_of_ninjs(one, collected, depth + 1)
    elif within:
        yield "items within items nested too deeply"


def _associated(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The items within an item that are text: pictures and their captions are no articles."""
    held = item.get("associations")
    values = list(held.values()) if isinstance(held, dict) else held if isinstance(held, list) else []
    return [v for v in values if is_ninjs(v) and v.get("type", "text") in ("text", "composite") and _body(v)]


def _article(item: dict[str, Any], collected: str | None) -> Article:
    if (status := _words(item, "pubstatus", "pubStatus").lower()) in _WITHDRAWN:
        raise Unreadable(f"{status} by its provider")
    kind = _words(item, "type")
    body = _body(item)
    if not body:
        raise Unreadable(f"no body: an item of type {kind or 'unknown'}")
    uri = _words(item, "uri")
    if not uri:
        raise Unreadable("no uri")
    found: dict[str, str] = {}
    version = noted_time(_words(item, "versioncreated", "versionCreated"), "updated", found)
    first = noted_time(_words(item, "firstcreated", "firstCreated"), "published", found) or version
    address = _words(item, "url") or (uri if uri.startswith(("http://", "https://")) else "")
    told = {
        "outlet": outlet_named(_outlet(item) or None, address or None),
        "url": address,
        "published": first,
        "updated": version if version != first else None,
        "author": _words(item, "byline", "by"),
    }
    if located := _words(item, "located"):
        found["place"] = f"located: {located}"
    return composed(uri, _headline(item), body, told, collected, found)


def _headline(item: dict[str, Any]) -> str:
    told = _words(item, "headline") or _chosen(item, "headlines", "main") or _words(item, "title")
    return single_spaced(text_of_markup(told) if "<" in told and "</" in told else told)


def _body(item: dict[str, Any]) -> str:
    """The body as plain text where the item has it so with its paragraphs, else of its markup."""
    for name in ("body_xhtml", "body_html", "body_nitf"):
        if markup := _words(item, name):
            return text_of_markup(markup)
    if text := _words(item, "body_text"):
        return text
    held = [b for b in _list(item, "bodies") if isinstance(b.get("value"), str) and b["value"].strip()]
    marked = [b for b in held if _is_markup(b)]
    if marked:
        return text_of_markup(marked[0]["value"])
    return str(held[0]["value"]) if held else ""


def _is_markup(body: dict[str, Any]) -> bool:
    kind = str(body.get("contenttype") or body.get("contentType") or body.get("role") or "").lower()
    return "html" in kind or "xml" in kind or "nitf" in kind


def _outlet(item: dict[str, Any]) -> str:
    for name in ("infosources", "infosource", "infoSources", "provider"):
        for source in _list(item, name):
            if words := _words(source, "name", "literal", "code"):
                return words
    return _words(item, "provider", "copyrightholder", "copyrightHolder")


def _chosen(item: dict[str, Any], name: str, role: str) -> str:
    held = [one for one in _list(item, name) if isinstance(one.get("value"), str)]
    return str(
        next((one["value"] for one in held if one.get("role") == role), held[0]["value"] if held else "")
    )


def _list(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    held = item.get(name)
    held = held if isinstance(held, list) else [held]
    return [one for one in held if isinstance(one, dict)]


def _words(item: dict[str, Any], *names: str) -> str:
    return next((w.strip() for name in names if isinstance(w := item.get(name), str) and w.strip()), "")
