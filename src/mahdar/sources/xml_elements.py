"""XML that others wrote: parsed without entities of its own, without the network, to a bounded depth."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from mahdar.sources.failure import Unreadable
from mahdar.sources.pages.markup import markup_of

#: Where a document's own declarations stand: before its first element.
_PROLOGUE = 65536
_BAD_ENCODING = frozenset(
    ("ERR_INVALID_ENCODING", "ERR_INVALID_CHAR", "ERR_UNSUPPORTED_ENCODING", "ERR_UNKNOWN_ENCODING")
)
_AMPERSAND = re.compile(r"&(#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,30};)?")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


#: Elements of which documents hold many, each an item of its own.
ITEMS = frozenset(("item", "entry", "newsItem"))
_PIECE = re.compile(r"<!\[CDATA\[|\]\]>|<(/?)((?:[\w.-]{1,40}:)?(?:item|entry|newsItem))(?=[\s>])")
_ROOT = re.compile(r"<((?:[\w.-]{1,40}:)?[A-Za-z][\w.-]{0,80})(?:\s[^<>]{0,20000})?>")
#: What some programs write before the declaration, where nothing may stand: blank lines, a byte order mark after them.
_BLANK = (b"\xef", b" ", b"\t", b"\r", b"\n")
_LONGEST_TAG = 20_000
_DECLARED = "XML that declares entities of its own, which is not read"


@dataclass(frozen=True, slots=True)
class Document:
    """An XML document, whole or in what can be read of it.

    Attributes:
        root: its root, with what stands beside faults.
        items: its items in order; what is wrong with one stands in its place.
        fault: what is wrong with the document, None where it is well-formed.
    """

    root: etree._Element
    items: list[etree._Element | str]
    fault: str | None = None


def document_of(data: bytes) -> Document:
    """The document that some bytes hold.

    Entities of HTML («&nbsp;») and bare ampersands, which are written in feeds day by day, are no faults. Where there
    are others, each item is read for itself, so that a fault costs the item it stands in. A document that declares
    entities of its own is refused: none of the forms read here needs them, and attacks are made of them.

    Raises:
        Unreadable: where it declares entities, is nested too deeply, or is no XML at all.
    """
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n") if data[:1] in _BLANK else data
    if b"<!ENTITY" in data[:_PROLOGUE]:
        raise Unreadable(_DECLARED)
    root, faults = _parsed(data, None)
    text = ""
    if faults:
        ours = any(kind in _BAD_ENCODING for kind, _ in faults)
        text = _plain_entities(markup_of(data, None if ours else _encoding(data)))
        root, faults = _parsed(text.encode("utf-8", "replace"), "utf-8")
    if root is None:
        raise Unreadable(f"not XML: {faults[0][1]}" if faults else "not XML: no element")
    if not faults:
        items = [element for element in root.iter() if name_of(element) in ITEMS and len(element)]
        return Document(root, list(items))
    return Document(root, list(_items_alone(text)), faults[0][1])


def _parsed(data: bytes, encoding: str | None) -> tuple[etree._Element | None, list[tuple[str, str]]]:
    """The root of what can be read, and the kinds and words of what is wrong."""
    parser = etree.XMLParser(
        encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_pis=True, remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, [("", str(error))]
    faults = [(entry.type_name, " ".join(entry.message.split())[:120]) for entry in parser.error_log]
    if any(kind == "ERR_RESOURCE_LIMIT" or "depth" in told.lower() for kind, told in faults):
        raise Unreadable("XML nested too deeply, or with a text too long")
    declared: Any = root.getroottree().docinfo.internalDTD if root is not None else None
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable(_DECLARED)
    return root, [fault for fault in faults if fault[0].startswith("ERR_")]


def _encoding(data: bytes) -> str | None:
    found = re.match(rb"""[^>]{0,200}encoding\s*=\s*["']([\w.-]{2,40})""", data)
    return found[1].decode("ascii", "replace") if found else None


def _plain_entities(text: str) -> str:
    """The document with entities of HTML as the characters they mean; sections of CDATA stay as they are."""
    out: list[str] = []
    place = 0
    while (start := text.find("<![CDATA[", place)) >= 0 and (end := text.find("]]>", start)) >= 0:
        out += (_AMPERSAND.sub(_character, text[place:start]), text[start : end + 3])
        place = end + 3
    out.append(text[place:] if start >= 0 else _AMPERSAND.sub(_character, text[place:]))
    return "".join(out)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in _OF_XML:
        return found[0]
    meant = html.entities.html5.get(name)
    return "".join(f"&#{ord(letter)};" for letter in meant) if meant else f"&amp;{name}"


def _items_alone(text: str) -> Iterator[etree._Element | str]:
    """Each item of a document, parsed under the root's own declarations and nothing else."""
    root = _ROOT.search(text)
    opening, closing = (root[0], f"</{root[1]}>") if root and not root[0].endswith("/>") else ("<x>", "</x>")
    for begin, end in _places_of_items(text):
        if end is None:
            yield "the item is never closed"
            continue
        try:
            alone, faults = _parsed(
                f"{opening}{text[begin:end]}{closing}".encode("utf-8", "replace"), "utf-8"
            )
        except Unreadable as error:
            yield str(error)
            continue
        if faults or alone is None:
            yield f"not well-formed: {faults[0][1] if faults else 'no element'}"
        elif len(alone) and len(alone[0]):
            yield alone[0]


def _places_of_items(text: str) -> Iterator[tuple[int, int | None]]:
    """Where each item begins and ends; no end where another begins before, or the document ends."""
    begun: tuple[int, str] | None = None
    in_cdata = False
    for piece in _PIECE.finditer(text):
        if piece[2] is None:
            in_cdata = piece[0] != "]]>"
        elif in_cdata:
            continue
        elif not piece[1]:
            closed = text.find(">", piece.end(), piece.end() + _LONGEST_TAG)
            if text[closed - 1 : closed] == "/":
                continue
            if begun:
                yield begun[0], None
            begun = (piece.start(), piece[2])
        elif begun and piece[2] == begun[1]:
            yield begun[0], piece.end() + 1
            begun = None
    if begun:
        yield begun[0], None


def name_of(element: etree._Element | None) -> str:
    """The name of an element without its namespace, or the prefix of one that nothing declares."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def space_of(element: etree._Element) -> str:
    """The namespace of an element, or its prefix where nothing declares it."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else tag.rpartition(":")[0]


def words_in(element: etree._Element | None) -> str:
    """The text in an element and the elements below it, without spaces around it."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()
