"""XML that others wrote: parsed without entities of its own, without the network, to a bounded depth."""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_left
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
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_AMPERSAND = re.compile(r"&(#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,30};)?")
_BEGUN = re.compile(r"(?:mismatch: |in tag )\S{1,200} line ([0-9]{1,9})\b")
#: Each item begins on a line of its own, so that a fault, of which only the line is told, is known to stand in it.
_ITEM = re.compile(r">(?=<(?:item|entry|newsItem)[\s>])")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a document, and in which line."""

    kind: str
    line: int
    told: str


def tree_of(data: bytes) -> tuple[etree._Element, list[Fault]]:
    """The root of a document, and the faults in it; what stands beside a fault is read.

    Entities of HTML («&nbsp;») and bare ampersands, which are written in feeds day by day, are no faults. A document
    that declares entities of its own is refused: none of the forms read here needs them, and attacks are made of them.

    Raises:
        Unreadable: where it declares entities, is nested too deeply, or is no XML at all.
    """
    if b"<!ENTITY" in data[:_PROLOGUE]:
        raise Unreadable(_DECLARED)
    root, faults = _parsed(data, None)
    if faults:
        root, faults = _parsed(_plain_entities(data, faults), "utf-8")
    if root is None:
        raise Unreadable(f"not XML: {faults[0].told}" if faults else "not XML: no element")
    return root, faults


_DECLARED = "XML that declares entities of its own, which is not read"


def _parsed(data: bytes, encoding: str | None) -> tuple[etree._Element | None, list[Fault]]:
    parser = etree.XMLParser(
        encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_pis=True, remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, [Fault("", 0, str(error))]
    faults = [_fault(entry.type_name, entry.line, entry.message.strip()) for entry in parser.error_log]
    if any(fault.kind == "ERR_RESOURCE_LIMIT" or "depth" in fault.told.lower() for fault in faults):
        raise Unreadable("XML nested too deeply, or with a text too long")
    declared: Any = root.getroottree().docinfo.internalDTD if root is not None else None
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable(_DECLARED)
    return root, [fault for fault in faults if fault.kind.startswith("ERR_")]


def _fault(kind: str, line: int, told: str) -> Fault:
    """A fault in the line where the element begins that is not closed as it should be, not where this was noticed."""
    begun = _BEGUN.search(told)
    return Fault(kind, int(begun[1]) if begun else line, told)


def _plain_entities(data: bytes, faults: list[Fault]) -> bytes:
    """The document in UTF-8 with entities of HTML as the characters they mean; sections of CDATA stay as they are."""
    ours = any(fault.kind in _BAD_ENCODING for fault in faults)
    text = markup_of(data, None if ours else _declared(data))
    parts = _CDATA.split(text)
    parts[::2] = [_AMPERSAND.sub(_character, part) for part in parts[::2]]
    return _ITEM.sub(">\n", "".join(parts)).encode("utf-8", "replace")


def _declared(data: bytes) -> str | None:
    found = re.match(rb"""[^>]{0,200}encoding\s*=\s*["']([\w.-]{2,40})""", data)
    return found[1].decode("ascii", "replace") if found else None


def _character(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in _OF_XML:
        return found[0]
    meant = html.entities.html5.get(name)
    return "".join(f"&#{ord(letter)};" for letter in meant) if meant else f"&amp;{name}"


def sound_elements(
    faults: list[Fault], elements: list[etree._Element]
) -> Iterator[tuple[etree._Element, Fault | None]]:
    """Some elements of a document in order, each with the first fault that stands in it, where one does."""
    lines: list[Any] = [element.sourceline for element in elements]
    starts: list[int] = [line or 0 for line in lines]
    by_line = sorted(faults, key=lambda fault: fault.line)
    of_lines = [fault.line for fault in by_line]
    for element, start, end in zip(elements, starts, [*starts[1:], None], strict=True):
        at = bisect_left(of_lines, start)
        within = at < len(by_line) and (end is None or of_lines[at] < max(end, start + 1))
        yield element, by_line[at] if within else None


def name_of(element: etree._Element | None) -> str:
    """The name of an element without its namespace."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def space_of(element: etree._Element) -> str:
    """The namespace of an element."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def words_in(element: etree._Element | None) -> str:
    """The text in an element and the elements below it, without spaces around it."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()
