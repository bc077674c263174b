"""Bytes to text: UTF-8, else Windows-1256 where that gives Arabic; never a guess that mends characters."""

from __future__ import annotations

import gzip
import io
import re
import zlib

from mahdar.sources.failure import Unreadable
from mahdar.sources.language import not_arabic

_GZIP = b"\x1f\x8b"
#: Decompressed bytes that are always read, and how many times the compressed ones beyond that: text gives 3 to 20.
_SMALL, _MOST_TIMES = 32_000_000, 100
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdfb\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
#: Control characters that no file in Windows-1256 holds. In UTF-8 strays of them occur and stay, but for NUL.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: Of the letters a Windows-1256 reading gives, the part that must be Arabic for the reading to be believed.
_MOSTLY = 0.6


def unzipped(data: bytes) -> bytes:
    """The bytes, decompressed where they are gzip (of one or several members).

    Raises:
        Unreadable: where the gzip is truncated or damaged, or holds so much more than text ever does that it was
            made to fill the memory.
    """
    if not data.startswith(_GZIP):
        return data
    most = max(_SMALL, _MOST_TIMES * len(data))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as members:
            text = members.read(most + 1)
    except EOFError as error:
        raise Unreadable("truncated gzip: the file ends before its data does") from error
    except (OSError, zlib.error) as error:
        raise Unreadable(f"damaged gzip: {error}") from error
    if len(text) > most:
        raise Unreadable(
            f"gzip of {len(data)} bytes holds more than {most}: decompress it by hand if you trust it"
        )
    return text


def decoded(data: bytes) -> str:
    """The text that the bytes of a file hold.

    UTF-8 with or without a byte order mark; where the bytes are not UTF-8, Windows-1256 if most of the letters
    it gives are Arabic. A byte order mark is no part of the text. Nothing else is changed: line ends, direction
    marks and unusual spaces stay, and offsets count them.

    Raises:
        Unreadable: where the bytes are in neither, with the place of the first wrong one.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = f"not UTF-8 (byte {error.start}) and not Arabic in Windows-1256"
        if _damaged_utf8(data):
            raise Unreadable(f"damaged UTF-8 (byte {error.start})") from error
    try:
        text = data.decode("cp1256")
    except UnicodeDecodeError as error:
        raise Unreadable(fault) from error
    letters = len(_LETTER.findall(text))
    if _BINARY.search(text) or letters == 0 or len(_ARABIC.findall(text)) < _MOSTLY * letters:
        raise Unreadable(fault)
    return text


def _damaged_utf8(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 were meant to be.

    Arabic in UTF-8, read as Windows-1256, gives Arabic letters too (ط§ظ„ for ال); its bytes, though, stand in whole
    sequences of UTF-8, which those of Windows-1256 do only by chance, before a comma or a quotation mark.
    """
    high = len(data.translate(None, delete=bytes(range(0x80))))
    return 2 * sum(map(len, _SEQUENCE.findall(data))) > high


def checked(text: str) -> str:
    """The same text, where it can be an article's.

    Raises:
        Unreadable: where it is empty, holds NUL or half a surrogate pair, or is not Arabic.
    """
    if not text.strip():
        raise Unreadable("empty: no text")
    if (nul := text.find("\0")) >= 0:
        raise Unreadable(f"binary: NUL at {nul}")
    if reason := not_arabic(valid_unicode(text)):
        raise Unreadable(reason)
    return text


def valid_unicode(text: str) -> str:
    """The same text, where it can be written in UTF-8.

    Raises:
        Unreadable: where it holds half a surrogate pair.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable(f"half a surrogate pair at {error.start}: no valid Unicode") from error
    return text
