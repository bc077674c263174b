"""A web server that does as a test tells it, in good manners or bad; and clocks that need not be waited for."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from mahdar.model import Article
from mahdar.sources.decoding import checked
from mahdar.sources.failure import Unreadable
from mahdar.sources.fetching.answers import Limits, Stopped
from mahdar.sources.fetching.manners import Manners, Time
from mahdar.sources.fetching.visiting import Visitor, exchange_over_the_net

#: 1 March 2026, noon in UTC: when the tests take place.
NOON = 1772366400.0
DATE = "Sun, 01 Mar 2026 12:00:00 GMT"
#: Limits under which a test need not wait long for a server that says nothing.
SMALL = Limits(seconds=5.0, wire=200_000, body=1_000_000)


@dataclass(frozen=True)
class Request:
    """What the server was asked: path with query as sent, and headers by their names in small letters."""

    path: str
    headers: Mapping[str, str]


Parts = bytes | Iterable[bytes]
Given = Parts | Callable[[Request], Parts]


def answer(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer by the rules; of a header's name the underscores stand for hyphens."""
    body = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), "Date": DATE}
    told |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def leads_to(target: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return answer(status=status, location=target)


def zipped(body: bytes | str) -> bytes:
    """An answer that is compressed on the way."""
    return answer(gzip.compress(body.encode() if isinstance(body, str) else body), content_encoding="gzip")


def conditional(body: str, etag: str) -> Callable[[Request], bytes]:
    """A page that tells when nothing changed."""

    def given(request: Request) -> bytes:
        if request.headers.get("if-none-match") == etag:
            return answer(status="304 Not Modified", etag=etag)
        return answer(body, etag=etag)

    return given


@dataclass
class Server:
    """Answers by path; whatever it is not told of is not there."""

    port: int = 0
    answers: dict[str, Given] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    secure: ssl.SSLContext | None = None

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def asked(self, *, robots: bool = False) -> list[str]:
        """The paths that were asked for, in their order."""
        return [request.path for request in self.requests if robots or request.path != "/robots.txt"]

    def serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            connection = self.secure.wrap_socket(connection, server_side=True) if self.secure else connection
        with connection, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and (some := connection.recv(65536)):
                head += some
            first, *lines = head.decode("latin-1").split("\r\n")
            if not first:
                return
            pairs = (line.split(": ", 1) for line in lines if ": " in line)
            request = Request(first.split(" ")[1], {name.lower(): value for name, value in pairs})
            self.requests.append(request)
            given = self.answers.get(request.path, answer(status="404 Not Found"))
            parts = given(request) if callable(given) else given
            for part in [parts] if isinstance(parts, bytes) else parts:
                connection.sendall(part)
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(1)
            while connection.recv(65536):
                pass

    def silence(self) -> Iterator[bytes]:
        """Say nothing more, until the client hangs up or the test ends."""
        self.closing.wait(10)
        yield from ()


@contextmanager
def serving(secure: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server, until the end of the test."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1], secure=secure)

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                if server.closing.is_set():
                    connection.close()
                    return
                threading.Thread(target=server.serve, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), timeout=1):
                pass
            thread.join(2)


@dataclass(slots=True)
class QuickTime(Time):
    """Clocks that stand still but for waits, which take no time; the waits are written down."""

    at: float = NOON
    waits: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    stop_after: float | None = None

    def __post_init__(self) -> None:
        self.now = lambda: self.at
        self.monotonic = lambda: self.at - NOON

    def wait(self, seconds: float) -> None:
        if self.stop.is_set():
            raise Stopped("the run was ended")
        if seconds > 0:
            with self.lock:
                self.waits.append(seconds)
                self.at += seconds
        if self.stop_after is not None and self.at - NOON >= self.stop_after:
            self.stop.set()
            raise Stopped("the run was ended")


def visitor(
    clock: Time | None = None, *, pause: float = 0.0, limits: Limits = SMALL, **told: object
) -> Visitor:
    """What asks local servers, in no time."""
    clock = clock or QuickTime()
    # The time of a request is real: a server that says nothing is to be hung up on.
    real = Time(now=clock.now, monotonic=time.monotonic)
    exchange = exchange_over_the_net(real, private=True)
    manners = Manners(pause, clock, told.pop("rests", ()), chance=lambda: 0.0)  # type: ignore[arg-type]
    return Visitor(exchange, manners, clock, limits=limits, **told)  # type: ignore[arg-type]


def page(text: str) -> str:
    """A page whose article has this text."""
    return f"<!doctype html><html><body><article>{text}</article></body></html>"


def read_made_up_page(
    data: bytes,
    *,
    doc_id: str,
    url: str | None = None,
    charset: str | None = None,
    collected: str | None = None,
) -> Article:
    """The article of a made-up page: what stands between <article> and </article>."""
    words = data.decode(charset or "utf-8", "replace")
    if "<article>" not in words:
        raise Unreadable("no article on this page")
    text = words.partition("<article>")[2].partition("</article>")[0]
    return Article(doc_id=doc_id, url=url, text=checked(text), collected=collected)
