"""Bytes of a page to a tree: which encoding they are in whatever is declared, and limits on what is parsed."""

from __future__ import annotations

import codecs
import re
import string

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from mahdar.sources.decoding import decoded
from mahdar.sources.failure import Unreadable

#: Bytes of the largest page that is parsed; the largest pages of news sites, with all their scripts, have 5 MB.
LARGEST = 16_000_000
#: Where a page declares its encoding: browsers look no further.
_HEAD = 4096
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What pages in Arabic declare and mean Windows-1256 by, or nothing: browsers read all of these as Windows-125x.
_MEANS_NOTHING = frozenset(("ascii", "iso8859-1", "cp1252", "utf-8"))
#: Controls, which HTML forbids and the parser stops at; tab, line feed, form feed and carriage return stay.
_CONTROLS = dict.fromkeys((*range(9), 11, *range(14, 32)), " ")
_REPLACED = "\ufffd"
#: The letters of the markup, which outweigh the Arabic of the text.
_LATIN = string.ascii_letters.encode()


#: A start tag: name, then attributes with or without values. Possessive throughout, so that it never goes back.
_ATTRIBUTE = r"""[\s/]*+[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)?+)?+"""
_TAG = re.compile(rf"<[A-Za-z](?:{_ATTRIBUTE})*+")
#: The parser compares every attribute of an element with every other one.
_ATTRIBUTES = 5_000


def _too_many_attributes(text: str) -> bool:
    long_tags = (tag[0] for tag in _TAG.finditer(text) if tag.end() - tag.start() > 2 * _ATTRIBUTES)
    return any(len(re.findall(_ATTRIBUTE, tag)) > _ATTRIBUTES for tag in long_tags)


def tree_of(data: bytes, charset: str | None) -> HtmlElement:
    """The parsed page.

    Raises:
        Unreadable: where the bytes are no text, none of an encoding we read, too many, or hold no element.
    """
    text = markup_of(data, charset).translate(_CONTROLS)
    if _too_many_attributes(text):
        raise Unreadable(f"no HTML page: an element has more than {_ATTRIBUTES} attributes")
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable("no HTML page: nothing could be parsed") from error
    if _too_deep(parser):
        raise Unreadable("no HTML page: its elements are nested too deeply")
    return tree


def _too_deep(parser: HTMLParser) -> bool:
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def markup_of(data: bytes, charset: str | None = None) -> str:
    """The text of a page's bytes.

    A byte order mark decides. Bytes that are UTF-8 are read so whatever was declared, since no text in another
    encoding of Arabic is valid UTF-8 by chance. Else the encoding told by HTTP, then the page's own, else UTF-8
    with its faults shown as U+FFFD where most of it is sound, else Windows-1256.

    Raises:
        Unreadable: where the bytes are too many, binary, or in none of these.
    """
    if len(data) > LARGEST:
        raise Unreadable(f"page of {len(data)} bytes: more than {LARGEST} are not read")
    if not data.strip():
        raise Unreadable("empty: no text")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if (nul := data.find(b"\0")) >= 0:
        raise Unreadable(f"binary: NUL at {nul}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(data[:_HEAD])
    for told in (charset, found[1].decode("ascii", "replace") if found else None):
        codec = _codec(told)
        if codec and codec not in _MEANS_NOTHING:
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
    return _guessed(data)


def _codec(name: str | None) -> str | None:
    """The codec of a declared name, None where Python knows none that gives text."""
    try:
        found = codecs.lookup((name or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", True) else None


def _guessed(data: bytes) -> str:
    """UTF-8 with a few broken characters (a headline cut at so many bytes), else Windows-1256."""
    mended = data.decode("utf-8", "replace")
    high = sum(1 for char in mended if char >= "\x80")
    if high and mended.count(_REPLACED) < high / 20:
        return mended
    try:
        return decoded(data.translate(None, delete=_LATIN)) and data.decode("cp1256", "replace")
    except Unreadable as error:
        raise Unreadable(
            "not UTF-8, not Arabic in Windows-1256, and no encoding declared that fits"
        ) from error
