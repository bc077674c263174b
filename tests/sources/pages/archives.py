"""Made-up web archives, record by record."""

import gzip

from tests.sources.pages.test_hostile import SAID, page


def record(
    number: int,
    kind: str = "response",
    content_type: str = "text/html; charset=utf-8",
    body: bytes | None = None,
    status: str = "200 OK",
    headers: str = "",
) -> bytes:
    """A record of an archive, not compressed: a page that tells its number, where no body is given."""
    body = page(f"<h1>خبر رقم {number} من العاصمة</h1><p>{SAID}</p>") if body is None else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode()
    block = http + body if kind == "response" else body
    told = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"WARC-Date: 2025-10-16T08:00:{number % 60:02d}Z\r\nWARC-Target-URI: https://example.org/news/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return told.encode() + block + b"\r\n\r\n"


def zipped(records: list[bytes]) -> list[bytes]:
    """Each record as a member of its own, as archives are written."""
    return [gzip.compress(one, mtime=0) for one in records]
