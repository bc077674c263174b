"""NewsML-G2 of the IPTC (news items, messages of several, packages), and NITF within it or alone."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from mahdar.model import Article
from mahdar.sources.composing import composed, id_of_text, outlet_named
from mahdar.sources.failure import Unreadable
from mahdar.sources.fragments import single_spaced, text_of_markup
from mahdar.sources.told_dates import noted_time
from mahdar.sources.xml_elements import Document, name_of, words_in

ROOTS = frozenset(
    ("newsItem", "newsMessage", "packageItem", "nitf", "conceptItem", "planningItem", "knowledgeItem")
)
_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld"))
_WEB = ("http://", "https://")


def articles_of_newsml(
    document: Document, stem: str, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """Number of each news item of a document, and its article or the reason why there is none.

    `published` is when an item was first created, `updated` when this version was, where that is another time; the
    outlet is the provider, else the source of the information. Pictures and packages beside articles are passed over.

    Raises:
        Unreadable: where the document holds no news item, such as a package that only refers to some.
    """
    root, items = document.root, document.items
    if name_of(root) == "nitf":
        if document.fault:
            raise Unreadable(f"not well-formed: {document.fault}")
        yield None, _of_nitf(root, stem, collected)
        return
    if not items:
        references = sum(1 for element in root.iter() if name_of(element) == "itemRef")
        raise Unreadable(f"{name_of(root)} without a news item; it refers to {references} others")
    several = any(not isinstance(item, str) and _is_text(item) for item in items)
    for number, item in enumerate(items, 1):
        if isinstance(item, str):
            yield number, item
        elif _is_text(item) or not several:
            try:
                yield number, _article(item, stem, collected)
            except Unreadable as error:
                yield number, str(error)
    if document.fault and not any(isinstance(item, str) for item in document.items):
        yield None, f"the file is damaged or ends too early: {document.fault}; {len(items)} items in it"


def _is_text(item: etree._Element) -> bool:
    kind = _at(item, "itemMeta", "itemClass")
    return kind is None or _code(kind) in ("text", "composite", "")


def _article(item: etree._Element, stem: str, collected: str | None) -> Article:
    status = _at(item, "itemMeta", "pubStatus")
    if status is not None and _code(status).lower() in _WITHDRAWN:
        raise Unreadable(f"{_code(status)} by its provider")
    headline = _headline(item)
    body, inner = _body(item)
    if not body:
        kind = _at(item, "itemMeta", "itemClass")
        raise Unreadable(f"no text: an item of class {_code(kind) if kind is not None else 'unknown'}")
    found: dict[str, str] = {}
    version = noted_time(words_in(_at(item, "itemMeta", "versionCreated")), "updated", found)
    first = noted_time(words_in(_at(item, "itemMeta", "firstCreated")), "published", found) or version
    guid = (item.get("guid") or "").strip()
    told = {
        "outlet": outlet_named(
            _party(_at(item, "itemMeta", "provider"))
            or _party(_at(item, "contentMeta", "infoSource"))
            or None,
            None,
        ),
        "url": guid if guid.startswith(_WEB) else None,
        "published": first,
        "updated": version if version != first else None,
        "author": single_spaced(words_in(_at(item, "contentMeta", "by"))) or _nitf_words(inner, "byline"),
    }
    headline = headline or _nitf_words(inner, "hl1")
    dateline = single_spaced(words_in(_at(item, "contentMeta", "dateline"))) or _nitf_words(inner, "dateline")
    text = _under(dateline, body)
    if located := _party(_at(item, "contentMeta", "located")):
        found["place"] = f"located: {located}"
    return composed(guid or id_of_text(stem, headline, text), headline, text, told, collected, found)


def _under(dateline: str, body: str) -> str:
    """The body under its dateline, where that is given apart and the body does not tell it again."""
    return body if not dateline or dateline in body[: 2 * len(dateline) + 80] else f"{dateline}\n{body}"


def _headline(item: etree._Element) -> str:
    found = [e for e in item.iter() if name_of(e) == "headline" and name_of(e.getparent()) == "contentMeta"]
    return single_spaced(words_in(found[0] if found else _at(item, "itemMeta", "title")))


def _body(item: etree._Element) -> tuple[str, etree._Element | None]:
    """The text of the first content that has some, and the NITF it stands in, where it does."""
    content = _at(item, "contentSet")
    for held in content if content is not None else ():
        inner = None
        text = ""
        if name_of(held) == "inlineXML":
            inner = next((e for e in held.iter() if name_of(e) == "nitf"), None)
            text = _text_of(_nitf_content(inner) if inner is not None else held)
        elif name_of(held) == "inlineData" and not held.get("encoding"):
            kind = (held.get("contenttype") or "text/plain").lower()
            text = text_of_markup(held.text or "") if "html" in kind or "xml" in kind else words_in(held)
        if text:
            return text, inner
    return "", None


def _text_of(element: etree._Element) -> str:
    """The text of markup that stands in XML, whatever its namespaces."""
    plain = copy.deepcopy(element)
    plain.tail = None
    for inner in plain.iter(etree.Element):
        inner.tag = name_of(inner)
    etree.cleanup_namespaces(plain)
    for head in [e for e in plain.iter("head") if e is not plain]:
        parent = head.getparent()
        if parent is not None:
            parent.remove(head)
    return text_of_markup(etree.tostring(plain, encoding="unicode", method="html"))


def _of_nitf(root: etree._Element, stem: str, collected: str | None) -> Article:
    headline = _nitf_words(root, "hl1") or _nitf_words(root, "title")
    text = _under(_nitf_words(root, "dateline"), _text_of(_nitf_content(root)))
    issued = next((e for e in root.iter() if name_of(e) == "date.issue"), None)
    named = next((e for e in root.iter() if name_of(e) == "doc-id"), None)
    doc_id = (named.get("id-string") or "").strip() if named is not None else ""
    distributor = _nitf_words(root, "distributor") or (named.get("regsrc") if named is not None else None)
    dates: dict[str, str] = {}
    told = {
        "outlet": outlet_named(distributor or None, None),
        "published": noted_time((issued.get("norm") or "") if issued is not None else "", "published", dates),
        "author": _nitf_words(root, "byline"),
    }
    return composed(doc_id or id_of_text(stem, headline, text), headline, text, told, collected, dates)


def _nitf_content(nitf: etree._Element) -> etree._Element:
    found = next((e for e in nitf.iter() if name_of(e) == "body.content"), None)
    if found is None:
        raise Unreadable("NITF without body.content")
    return found


def _nitf_words(nitf: etree._Element | None, name: str) -> str:
    found = next((e for e in nitf.iter() if name_of(e) == name), None) if nitf is not None else None
    return single_spaced(words_in(found))


def _at(item: etree._Element, *names: str) -> etree._Element | None:
    """The first element on a way of names down from an item."""
    found: etree._Element | None = item
    for name in names:
        if found is None:
            return None
        found = next((child for child in found if name_of(child) == name), None)
    return found


def _party(element: etree._Element | None) -> str:
    """The name of a provider or source, else its code without the scheme («nprov:AFP»)."""
    if element is None:
        return ""
    name = next((words_in(child) for child in element if name_of(child) == "name"), "")
    return single_spaced(name or element.get("literal") or "") or _code(element)


def _code(element: etree._Element) -> str:
    code = element.get("qcode") or element.get("uri") or element.get("literal") or ""
    return code.rpartition("/")[2].rpartition(":")[2]
