"""The wire: connects to places that may be asked, and to no others, within the time of one request."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from mahdar.sources.fetching.addresses import is_public
from mahdar.sources.fetching.answers import Refused

#: Seconds for one of several addresses of a host: one that says nothing is to leave time for the next.
_KNOCK = 10.0

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host, for a port."""


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses that the system gives for a host, each once, in its order.

    Raises:
        OSError: where there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class Wire(httpcore.NetworkBackend):
    """How the HTTP engine reaches a server: for one request, by addresses that were looked at.

    A name is resolved once, and the connection made to an address that was found to be public: between the look and
    the connection no name server can put another in its place. Every hop of a redirect has a wire of its own.
    """

    def __init__(
        self, seconds: float, monotonic: Callable[[], float], *, private: bool, resolve: Resolve = resolved
    ) -> None:
        self._end = monotonic() + seconds
        self._monotonic = monotonic
        self._private = private
        self._resolve = resolve
        self._sockets = httpcore.SyncBackend()

    def left(self) -> float:
        """Seconds that are left of the request.

        Raises:
            httpcore.ReadTimeout: where none are.
        """
        left = self._end - self._monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first of the host's addresses that answers.

        Raises:
            Refused: where none of them may be asked.
            httpcore.ConnectError: where none answers.
        """
        try:
            addresses = self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
        open_to_us = [address for address in addresses if self._private or is_public(address)]
        if not open_to_us:
            told = ", ".join(addresses) or "no address"
            raise Refused(f"{host} lies in a private network ({told}); allow it with --allow-private")
        fault: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in open_to_us:
            try:
                seconds = min(self.left(), _KNOCK)
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
                continue
            return _Stream(stream, self)
        raise fault


class _Stream(httpcore.NetworkStream):
    """A stream whose every step ends when the time of the request does, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, wire: Wire) -> None:
        self._stream = stream
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._wire.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._wire.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._wire.left())
        return _Stream(secured, self._wire)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
