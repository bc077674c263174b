"""One exchange: a request, and the answer as far as it may go."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ssl import SSLContext
from typing import Protocol
from urllib.parse import urlsplit

import httpcore

from mahdar.sources.fetching.answers import Broken, Limits, Refused, TooLarge
from mahdar.sources.fetching.wire import Wire

_CHUNK = 2**16
#: By which zlib knows that it is to read gzip.
_GZIP = 31


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Status, headers by their names in small letters, and the body decompressed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Exchange(Protocol):
    """What asks an address once, without following where it leads."""

    def __call__(self, url: str, headers: Mapping[str, str], limits: Limits) -> Exchanged:
        """The answer.

        Raises:
            Unfetched: where there is none, or it is not whole, or larger than allowed.
        """


def exchanged(
    url: str, headers: Mapping[str, str], limits: Limits, wire: Wire, context: SSLContext
) -> Exchanged:
    """Ask an address over a wire, once.

    Nothing is kept from one request to the next: no connection, no cookie.

    Raises:
        Refused: where the address may not be asked.
        Broken: where no answer comes, or not whole, or not by the rules of HTTP, or not in time.
        TooLarge: where it is larger than the limits.
    """
    sent = {"Host": urlsplit(url).netloc, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=wire, max_connections=1) as pool,
            pool.stream("GET", _parts(url), headers=list(sent.items())) as response,
        ):
            told = {_text(name).lower(): _text(value).strip() for name, value in response.headers}
            if response.status in (301, 302, 303, 307, 308, 304):
                return Exchanged(response.status, told, b"")
            body = _body(response.iter_stream(), told, limits)
            return Exchanged(response.status, told, body)
    except httpcore.ConnectTimeout as error:
        raise Broken("no connection: nobody answers in time") from error
    except httpcore.TimeoutException as error:
        raise Broken(f"no whole answer within {limits.seconds:g} seconds") from error
    except httpcore.ConnectError as error:
        raise Broken(f"no connection: {error}") from error
    except (httpcore.ProtocolError, httpcore.NetworkError) as error:
        raise Broken(f"the answer breaks off, or breaks the rules of HTTP: {error}") from error


def _parts(url: str) -> httpcore.URL:
    """The address as the engine wants it; taking it apart itself, it would lose what stands after a semicolon."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return httpcore.URL(scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target)


def _text(header: bytes) -> str:
    """A header as text: UTF-8, which is sent for Arabic addresses, else byte by byte."""
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _body(parts: Iterable[bytes], headers: Mapping[str, str], limits: Limits) -> bytes:
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        return joined(_counted(parts, limits.wire), limits.body)
    if coding not in ("gzip", "x-gzip"):
        raise Refused(f"compressed in a way that was not asked for: {coding}")
    return joined(inflated(_counted(parts, limits.wire), limits.body), limits.body)


def _counted(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    come = 0
    for part in parts:
        come += len(part)
        if come > most:
            raise TooLarge(f"more than {most} bytes came over the wire")
        yield part


def joined(parts: Iterable[bytes], most: int) -> bytes:
    """The parts in one.

    Raises:
        TooLarge: where they are more bytes than allowed; with the bytes up to there.
    """
    kept = bytearray()
    try:
        for part in parts:
            kept += part
            if len(kept) > most:
                raise TooLarge(f"more than {most} bytes")
    except TooLarge as error:
        raise TooLarge(str(error), bytes(kept[:most])) from error
    return bytes(kept)


def inflated(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Compressed parts, decompressed a little at a time, so that a small one cannot grow past all bounds unseen.

    Args:
        parts: gzip, of one or several members.
        most: decompressed bytes after which no more are made.

    Raises:
        Broken: where the data is damaged or breaks off.
        TooLarge: where there is more than allowed.
    """
    made = 0
    member = zlib.decompressobj(_GZIP)
    begun = False
    for part in parts:
        rest = part
        while rest.strip(b"\0") if member.eof else rest:
            if member.eof:
                member = zlib.decompressobj(_GZIP)
            try:
                piece = member.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise Broken(f"damaged compression: {error}") from error
            begun = True
            rest = member.unused_data if member.eof else member.unconsumed_tail
            made += len(piece)
            if made > most:
                raise TooLarge(f"more than {most} bytes when decompressed")
            yield piece
    yield member.flush()  # what the last bytes hold beyond a chunk: little
    if begun and not member.eof:
        raise Broken("the compressed data breaks off")
