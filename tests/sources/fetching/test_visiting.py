"""Asking an address of a server that behaves well, or not at all well."""

import gzip
import itertools
import shutil
import ssl
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar import __version__
from mahdar.sources.fetching import wire
from mahdar.sources.fetching.addresses import canonical
from mahdar.sources.fetching.answers import Broken, Conditions, Limits, Refused, Resting, TooLarge, Unfetched
from mahdar.sources.fetching.exchange import Exchange, Exchanged
from mahdar.sources.fetching.manners import Manners, Time
from mahdar.sources.fetching.visiting import Visitor, exchange_over_the_net
from tests.misbehaving import (
    DATE,
    NOON,
    SMALL,
    QuickTime,
    Request,
    Server,
    answer,
    leads_to,
    page,
    serving,
    visitor,
    zipped,
)

PAGE = page("قال الوزير: نرحب بالحوار.")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def why_not(server: Server, path: str = "/", limits: Limits = SMALL) -> str:
    with pytest.raises(Unfetched) as raised:
        visitor(limits=limits).get(server.url(path))
    return str(raised.value)


# What comes when all is well


def test_a_page_comes_with_its_charset_and_the_time_the_server_tells(server: Server) -> None:
    server.answers["/"] = answer(PAGE, content_type='text/html; Charset="Windows-1256"')
    got = visitor().get(server.url())
    assert (got.status, got.body, got.charset, got.kind) == (200, PAGE.encode(), "Windows-1256", "text/html")
    assert got.fetched == "2026-03-01T12:00:00Z"
    assert got.moved is None


@pytest.mark.parametrize(
    "date", ["Sun, 01 Mar 2020 12:00:00 GMT", "yesterday", "", "Sun, 99 Mar 2026 12:00:00 GMT"]
)
def test_a_server_whose_clock_is_wrong_is_not_believed(server: Server, date: str) -> None:
    server.answers["/"] = answer(PAGE, date=date)
    assert visitor(QuickTime(at=NOON + 60)).get(server.url()).fetched == "2026-03-01T12:01:00Z"


def test_we_say_who_we_are_and_whom_to_write_to(server: Server) -> None:
    server.answers["/"] = answer(PAGE)
    visitor(contact="https://example.org/reading").get(server.url())
    assert {request.headers["user-agent"] for request in server.requests} == {
        f"Mahdar/{__version__} (+https://example.org/reading)"
    }


def test_a_compressed_page_is_decompressed(server: Server) -> None:
    server.answers["/"] = zipped(PAGE)
    assert visitor().get(server.url()).body == PAGE.encode()


def test_a_page_compressed_in_several_members_and_padded_is_whole(server: Server) -> None:
    body = gzip.compress(PAGE[:30].encode()) + gzip.compress(PAGE[30:].encode()) + b"\0\0"
    server.answers["/"] = answer(body, content_encoding="gzip")
    assert visitor().get(server.url()).body == PAGE.encode()


def test_a_page_in_chunks_is_whole(server: Server) -> None:
    server.answers["/"] = [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"3\r\nabc\r\n",
        b"2\r\nde\r\n0\r\n\r\n",
    ]
    assert visitor().get(server.url()).body == b"abcde"


def test_cookies_are_never_sent_back(server: Server) -> None:
    server.answers["/"] = answer(status="302 Found", location="/in", set_cookie="id=1; Path=/")
    server.answers["/in"] = answer(PAGE, set_cookie="id=2")
    ask = visitor()
    ask.get(server.url())
    ask.get(server.url("/in"))
    assert len(server.asked()) == 3
    assert not any("cookie" in request.headers for request in server.requests)


@pytest.mark.parametrize(
    "path", ["/a;id=1", "/a;id=1/b?x;y=2&z=%D8%A3+1", "//a//b", "/a:b@c!$'()*,=~-._", "/?"]
)
def test_addresses_are_asked_for_as_they_are(server: Server, path: str) -> None:
    server.answers[path.rstrip("?")] = answer(PAGE)
    assert visitor().get(canonical(server.url(path))).status == 200


def test_a_status_that_is_no_success_is_an_answer_too(server: Server) -> None:
    assert visitor().get(server.url("/nowhere")).status == 404


# Conditions


def test_conditions_are_asked_and_304_is_told(server: Server) -> None:
    def given(request: Request) -> bytes:
        same = (
            request.headers.get("if-none-match") == 'W/"1"'
            and request.headers.get("if-modified-since") == DATE
        )
        return answer(status="304 Not Modified") if same else answer(PAGE, etag='W/"1"', last_modified=DATE)

    server.answers["/"] = given
    ask = visitor()
    first = ask.get(server.url())
    assert ask.get(server.url(), first.conditions).status == 304


def test_conditions_of_one_address_are_not_asked_of_another(server: Server) -> None:
    server.answers["/old"] = leads_to("/new")
    server.answers["/new"] = answer(PAGE)
    visitor().get(server.url("/old"), Conditions(server.url("/old"), etag='"1"'))
    old, new = [request for request in server.requests if request.path != "/robots.txt"]
    assert (old.headers.get("if-none-match"), new.headers.get("if-none-match")) == ('"1"', None)


def test_304_to_a_question_nobody_asked_is_broken(server: Server) -> None:
    server.answers["/"] = answer(status="304 Not Modified")
    assert "without having been asked" in why_not(server)


# Redirects


@pytest.mark.parametrize("target", ["/b", "b", "./x/../b", "?b", "//{host}/b", "http://{host}/b#part"])
def test_redirects_are_followed_however_they_are_written(server: Server, target: str) -> None:
    server.answers["/a"] = leads_to(target.format(host=server.host))
    server.answers["/b"] = server.answers["/a?b"] = answer(PAGE)
    got = visitor().get(server.url("/a"))
    assert got.status == 200
    assert got.url == server.url("/a?b" if target == "?b" else "/b")
    assert got.asked == server.url("/a")


def test_a_redirect_to_an_arabic_address_in_bare_bytes_is_followed(server: Server) -> None:
    server.answers["/a"] = leads_to("/أخبار/1")
    server.answers["/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"] = answer(PAGE)
    assert visitor().get(server.url("/a")).status == 200


def test_a_page_that_moved_for_good_tells_where(server: Server) -> None:
    server.answers["/a"] = leads_to("/b", "301 Moved Permanently")
    server.answers["/b"] = leads_to("/c", "308 Permanent Redirect")
    server.answers["/c"] = leads_to("/d", "302 Found")
    server.answers["/d"] = leads_to("/e", "301 Moved Permanently")
    server.answers["/e"] = answer(PAGE)
    got = visitor().get(server.url("/a"))
    assert (got.url, got.moved) == (server.url("/e"), server.url("/c"))


def test_a_circle_of_redirects_is_told(server: Server) -> None:
    server.answers["/a"] = leads_to("/b")
    server.answers["/b"] = leads_to("/a#x")
    assert "circle" in why_not(server, "/a")
    assert server.asked() == ["/a", "/b"]


def test_five_redirects_are_followed_and_not_six(server: Server) -> None:
    for n in range(6):
        server.answers[f"/{n}"] = leads_to(f"/{n + 1}")
    server.answers["/6"] = answer(PAGE)
    assert visitor().get(server.url("/1")).status == 200
    assert "more than 5 redirects" in why_not(server, "/0")


@pytest.mark.parametrize(
    "target", ["ftp://127.0.0.1/x", "file:///etc/passwd", "javascript:0", "http://a:b@h/", "http:///"]
)
def test_a_redirect_to_what_is_no_page_is_refused(server: Server, target: str) -> None:
    server.answers["/"] = leads_to(target)
    with pytest.raises(Refused):
        visitor().get(server.url())


def test_a_reason_cannot_command_the_terminal(server: Server) -> None:
    server.answers["/"] = leads_to("ftp://h/\u009b2J\u202egpj.exe")
    assert "ftp://h/2Jgpj.exe" in why_not(server)


def test_a_redirect_that_tells_no_place_is_refused(server: Server) -> None:
    server.answers["/"] = answer(status="301 Moved Permanently")
    assert "without telling where" in why_not(server)


def test_a_redirect_from_https_to_http_is_refused() -> None:
    def exchange(url: str, headers: Mapping[str, str], limits: Limits) -> Exchanged:
        if url.endswith("/robots.txt"):
            return Exchanged(404, {}, b"")
        return Exchanged(302, {"location": "http://news.example/a"}, b"")

    clock = QuickTime()
    with pytest.raises(Refused, match="from https to http"):
        Visitor(exchange, Manners(0, clock), clock).get("https://news.example/a")


# Places that are not asked


def open_net(resolve: dict[str, list[str]] | None = None, looks: list[str] | None = None) -> Visitor:
    """A visitor that may not go into private networks, and for which names mean what the test says."""

    def resolved(host: str, port: int) -> list[str]:
        if looks is not None:
            looks.append(host)
        return (resolve or {}).get(host, [host])

    clock = QuickTime()
    exchange = exchange_over_the_net(Time(), private=False, resolve=resolved)
    return Visitor(exchange, Manners(0, clock), clock, limits=SMALL)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1",
     "fe80::1%eth0", "fd00:ec2::254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1"],
)  # fmt: skip
def test_a_name_that_means_a_private_place_is_refused(address: str) -> None:
    with pytest.raises(Refused, match="private network"):
        open_net({"news.example": [address]}).get("http://news.example/")


def test_a_private_server_is_not_even_connected_to(server: Server) -> None:
    with pytest.raises(Refused, match="allow it with --allow-private"):
        open_net().get(server.url())
    assert server.requests == []


@pytest.mark.parametrize("host", ["localhost", "0x7f.1", "2130706433", "127.1", "[::1]"])
def test_other_spellings_of_this_machine_are_refused_too(server: Server, host: str) -> None:
    clock = QuickTime()
    ask = Visitor(exchange_over_the_net(Time(), private=False), Manners(0, clock), clock, limits=SMALL)
    with pytest.raises(Refused, match="private network"):
        ask.get(f"http://{host}:{server.port}/")


def test_a_redirect_into_a_private_network_is_refused(server: Server) -> None:
    inside = exchange_over_the_net(Time(), private=False)

    def exchange(url: str, headers: Mapping[str, str], limits: Limits) -> Exchanged:
        if url.endswith("/robots.txt"):
            return Exchanged(404, {}, b"")
        if "news.example" in url:
            return Exchanged(302, {"location": server.url("/inside")}, b"")
        return inside(url, headers, limits)

    clock = QuickTime()
    with pytest.raises(Refused, match="private network"):
        Visitor(exchange, Manners(0, clock), clock).get("http://news.example/a")
    assert server.requests == []


def test_the_address_that_was_looked_at_is_the_one_connected_to(server: Server) -> None:
    # A name server that answers otherwise the second time has no second time.
    looks: list[str] = []

    def resolved(host: str, port: int) -> list[str]:
        looks.append(host)
        return ["127.0.0.1"]

    clock = QuickTime()
    exchange = exchange_over_the_net(Time(), private=True, resolve=resolved)
    server.answers["/"] = answer(PAGE)
    got = exchange(f"http://no.such.name.example:{server.port}/", {}, SMALL)
    assert (got.status, looks) == (200, ["no.such.name.example"])
    assert clock.waits == []


def test_of_several_addresses_a_private_one_is_passed_over(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "is_public", lambda address: address == "127.0.0.1")
    server.answers["/"] = answer(PAGE)
    looks: list[str] = []
    ask = open_net({"news.example": ["10.0.0.1", "127.0.0.1"]}, looks)
    assert ask.get(f"http://news.example:{server.port}/").status == 200
    assert looks == ["news.example", "news.example"]  # once for robots.txt, once for the page


def test_of_several_addresses_one_that_does_not_answer_is_passed_over(server: Server) -> None:
    server.answers["/"] = answer(PAGE)
    exchange = exchange_over_the_net(Time(), private=True, resolve=lambda *_: ["127.0.0.77", "127.0.0.1"])
    assert exchange(f"http://news.example:{server.port}/", {}, SMALL).status == 200


def test_a_name_that_nobody_knows_is_told(server: Server) -> None:
    def resolved(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    exchange = exchange_over_the_net(Time(), private=False, resolve=resolved)
    with pytest.raises(Broken, match="is not known"):
        exchange("http://news.example/", {}, SMALL)


def test_a_host_at_which_nobody_answers_is_told() -> None:
    with serving() as gone:
        pass
    with pytest.raises(Resting, match="no connection"):
        visitor().get(gone.url())


# Too much, too slow, not whole


def test_a_gzip_bomb_is_not_blown_up(server: Server) -> None:
    server.answers["/"] = zipped(bytes(50_000_000))
    assert "more than 1000000 bytes when decompressed" in why_not(server)


def test_a_gzip_bomb_of_many_members_is_not_blown_up(server: Server) -> None:
    server.answers["/"] = answer(gzip.compress(bytes(100_000)) * 100, content_encoding="gzip")
    assert "more than 1000000 bytes when decompressed" in why_not(server)


def test_an_endless_page_is_hung_up_on(server: Server) -> None:
    server.answers["/"] = lambda _: itertools.chain(
        [b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"a" * 10_000)
    )
    assert "more than 200000 bytes came over the wire" in why_not(server)


def test_chunks_that_never_end_are_hung_up_on(server: Server) -> None:
    server.answers["/"] = lambda _: itertools.chain(
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
        itertools.repeat(b"2710\r\n" + b"a" * 10_000 + b"\r\n"),
    )
    assert "more than 200000 bytes came over the wire" in why_not(server)


def test_a_flood_is_hung_up_on_whatever_length_it_announces(server: Server) -> None:
    server.answers["/"] = lambda _: itertools.chain(
        [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"], itertools.repeat(b"a" * 10_000)
    )
    with pytest.raises(TooLarge, match="more than 200000 bytes came over the wire") as raised:
        visitor().get(server.url())
    assert 100_000 < len(raised.value.head) <= SMALL.wire


@pytest.mark.parametrize(
    "head", [b"X: " + b"a" * 200_000, b"".join(b"X-%d: a\r\n" % n for n in range(30_000))]
)
def test_a_flood_of_headers_is_hung_up_on(server: Server, head: bytes) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n"
    assert "breaks the rules" in why_not(server)


def test_a_server_that_says_nothing_is_hung_up_on(server: Server) -> None:
    server.answers["/robots.txt"] = answer("")
    server.answers["/"] = lambda _: server.silence()
    assert "no whole answer within 0.2 seconds" in why_not(server, limits=Limits(seconds=0.2))


def test_a_page_that_drips_is_hung_up_on_though_every_drop_is_in_time(server: Server) -> None:
    # The clock moves on by a second at each look: all drops come at once, and yet too late.
    ticks = itertools.count()
    exchange = exchange_over_the_net(Time(monotonic=lambda: float(next(ticks))), private=True)

    def dripping(_: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
        yield from itertools.repeat(b"a" * 70_000, 14)

    server.answers["/"] = dripping
    with pytest.raises(Broken, match="no whole answer within 10 seconds"):
        exchange(server.url(), {}, Limits(seconds=10))


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: nine\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"",
    ],
)
def test_an_answer_that_breaks_off_or_is_none_is_told(server: Server, raw: bytes) -> None:
    server.answers["/"] = raw
    assert "breaks off, or breaks the rules" in why_not(server)


def test_of_a_page_longer_than_announced_only_the_announced_part_is_read(server: Server) -> None:
    server.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\n\r\nsmuggled"
    assert visitor().get(server.url()).body == b"abc"


@pytest.mark.parametrize(
    "damage", [lambda z: z[:-12], lambda z: z[:20] + b"\xff\xff" + z[22:], lambda z: z + b"junk"]
)
def test_damaged_compression_is_told(server: Server, damage: object) -> None:
    body = damage(gzip.compress(PAGE.encode() * 20))  # type: ignore[operator]
    server.answers["/"] = answer(body, content_encoding="gzip")
    with pytest.raises(Broken, match="compress"):
        visitor().get(server.url())


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip"])
def test_compression_that_nobody_asked_for_is_refused(server: Server, coding: str) -> None:
    server.answers["/"] = answer(zlib.compress(PAGE.encode()), content_encoding=coding)
    assert f"not asked for: {coding}" in why_not(server)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.builds(
            lambda head, body: b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n" + body,
            st.binary(max_size=60),
            st.binary(),
        ),
        st.builds(
            lambda status, name, value: f"HTTP/1.1 {status} X\r\n{name}: {value}\r\n\r\n".encode(),
            st.integers(0, 999),
            st.sampled_from(
                [
                    "Location",
                    "Content-Encoding",
                    "Content-Type",
                    "Retry-After",
                    "Date",
                    "ETag",
                    "Content-Length",
                ]
            ),
            st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=30),
        ),
    )
)
def test_any_answer_is_an_answer_or_none(server: Server, raw: bytes) -> None:
    server.answers["/robots.txt"] = server.answers["/"] = raw
    try:
        got = visitor().get(server.url())
    except Unfetched:
        return
    assert got.conditions is None or got.conditions.url == got.url
    assert got.charset is None or got.charset


# Certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate with its key, for news.example, by which nobody vouches but itself."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed: there is nothing to make a certificate with")
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    told = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=news.example"
    name = ["-addext", "subjectAltName=DNS:news.example", "-keyout", file, "-out", file.with_suffix(".crt")]
    subprocess.run(["openssl", "req", *told.split(), *map(str, name)], check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with serving(context) as one:
        one.answers["/"] = answer(PAGE)
        yield one


def exchange_trusting(certificate: Path | None) -> Exchange:
    context = ssl.create_default_context(cafile=certificate and str(certificate))
    return exchange_over_the_net(Time(), private=True, resolve=lambda *_: ["127.0.0.1"], context=context)


def test_a_server_is_known_by_its_name_though_reached_by_its_number(
    secure: Server, certificate: Path
) -> None:
    exchange = exchange_trusting(certificate)
    assert exchange(f"https://news.example:{secure.port}/", {}, SMALL).status == 200
    with pytest.raises(Broken, match=r"no connection.*other\.example"):
        exchange(f"https://other.example:{secure.port}/", {}, SMALL)


def test_a_server_for_which_nobody_vouches_is_not_believed(secure: Server) -> None:
    with pytest.raises(Broken, match=r"no connection.*certificate"):
        exchange_trusting(None)(f"https://news.example:{secure.port}/", {}, SMALL)
    assert secure.requests == []
