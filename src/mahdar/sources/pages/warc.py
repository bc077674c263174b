"""Web archives (WARC): each response that is a page of HTML; what is damaged is told, the rest goes in.

Records are read one after another, so that an archive larger than memory is no burden.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import BrotliReader, ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from mahdar.model import Article
from mahdar.sources.dates import day_or_time
from mahdar.sources.decoding import unzipped
from mahdar.sources.failure import Unreadable
from mahdar.sources.pages.markup import LARGEST
from mahdar.sources.pages.page import article_from_page

_HTML = ("text/html", "application/xhtml+xml")
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."
_CHUNKED = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
#: Bytes looked through at a time for the next sound record.
_WINDOW = 1 << 20

Made = tuple[int | None, Article | str]


class _Damaged(Exception):
    """The record at hand ends before its data does, or cannot be read."""


def articles_from_warc(path: Path) -> Iterator[Made]:
    """The pages of an archive, each with the number of its record, counted from 1 over the sound ones.

    An article's `doc_id` is its address and the time it was archived, which is also its `collected`. Records of
    other kinds and types, and responses other than 200, are passed over. Where a record is damaged the reason is
    given and reading goes on with the next sound one.

    Raises:
        OSError: where the file cannot be opened.
    """
    number = 0
    with path.open("rb") as file:
        at: int | None = 0
        told = False
        while at is not None:
            last = at
            file.seek(at)
            try:
                for record in ArchiveIterator(file, parse_http=False, fsspec_args=False):
                    last = at + record.stream_pos
                    number += 1
                    told = False
                    yield from _made(record, number)
                if not _ends_whole(file, last):
                    yield max(number, 1), "truncated record: the archive ends within it"
                break
            except _Damaged as error:
                yield number, str(error)
                told = True
            except (OSError, ValueError) as error:
                # Reading begins anew where the damaged record may still have its head; it is told only once.
                if not told:
                    number += 1
                    yield number, f"damaged record: {error}"
                told = True
            at = _next_start(file, last)
        if number == 0:
            yield None, "no record: the file is empty or no web archive"


def _made(record: WarcRecord, number: int) -> Iterator[Made]:
    if record.record_type != WarcRecordType.response or not record.is_http:
        return
    try:
        record.parse_http()
    except (OSError, ValueError) as error:
        raise _Damaged(f"damaged record: {error}") from error
    headers = record.http_headers
    status = headers.status_code if headers is not None else None
    if headers is None or status != 200 or (record.http_content_type or "text/html").lower() not in _HTML:
        return
    length = record.content_length
    if length > 4 * LARGEST:
        yield number, f"record of {length} bytes: too large for a page"
        return
    try:
        payload = record.reader.read()
    except (OSError, ValueError) as error:
        raise _Damaged(f"damaged record: {error}") from error
    if len(payload) < length:
        raise _Damaged(f"truncated record: {len(payload)} of {length} bytes")
    try:
        yield (
            number,
            _article(
                record, _plain(payload, headers.get("Transfer-Encoding"), headers.get("Content-Encoding"))
            ),
        )
    except Unreadable as error:
        yield number, str(error)


def _article(record: WarcRecord, page: bytes) -> Article:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    told = record.headers.get("WARC-Date") or ""
    try:
        collected = day_or_time(told)
    except ValueError:
        collected = None
    doc_id = "@".join(part for part in (url or record.headers.get("WARC-Record-ID") or "", collected) if part)
    charset = record.http_charset
    return article_from_page(page, doc_id=doc_id, url=url or None, charset=charset, collected=collected)


def _plain(payload: bytes, transfer: str | None, content: str | None) -> bytes:
    """The page of a payload; crawlers that stored it decoded left the headers as they were."""
    try:
        if "chunked" in (transfer or "").lower() and _CHUNKED.match(payload):
            payload = ChunkedReader(io.BytesIO(payload)).read()
        content = (content or "").lower()
        if payload.startswith(_GZIP):
            return unzipped(payload)
        if "deflate" in content and not payload.lstrip().startswith(b"<"):
            return _inflated(payload)
        if content.strip() == "br" and not payload.lstrip().startswith(b"<"):
            return bytes(BrotliReader(io.BytesIO(payload)).read(LARGEST + 1))
    except (OSError, ValueError, zlib.error) as error:
        raise Unreadable(f"damaged page: {error}") from error
    return payload


def _inflated(payload: bytes) -> bytes:
    """Deflate with its header, as it should be, or without, as many servers send it."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(window).decompress(payload, LARGEST + 1)
        except zlib.error:
            continue
    raise Unreadable("damaged page: no deflate data")


def _ends_whole(file: BinaryIO, last: int) -> bool:
    """Whether the compressed data from the last record on ends where it should; of plain data nothing tells."""
    file.seek(0)
    if file.read(2) != _GZIP[:2]:
        return True
    if not _begins_record(file, last):
        file.seek(0)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while window := file.read(_WINDOW):
        while window:
            if member.eof:
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            try:
                member.decompress(window, _WINDOW)
            except zlib.error:
                return True  # What follows the last member is no data, and no record either.
            window = member.unused_data or member.unconsumed_tail
    return member.eof


def _next_start(file: BinaryIO, after: int) -> int | None:
    """Where the next record begins in a file that is damaged at `after`, None where there is none."""
    file.seek(0)
    zipped = file.read(2) == _GZIP[:2]
    mark = _GZIP if zipped else b"\n" + _PLAIN
    at = after + 1
    while True:
        file.seek(at)
        window = file.read(_WINDOW)
        found = window.find(mark)
        while found >= 0:
            if not zipped:
                return at + found + 1
            if _begins_record(file, at + found):
                return at + found
            found = window.find(mark, found + 1)
        if len(window) < _WINDOW:
            return None
        at += len(window) - len(mark) + 1


def _begins_record(file: BinaryIO, at: int) -> bool:
    """Whether a compressed record begins at a place; the file is left there."""
    file.seek(at)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(4096), 64).startswith(b"WARC/")
    except zlib.error:
        return False
    finally:
        file.seek(at)
