"""Addresses: one form for all spellings of one, and which places of the network may be asked."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

import idna

from mahdar.sources.fetching.answers import UNSEEN, Refused

_PORTS = {"http": 80, "https": 443}
#: Longer ones are no addresses of articles; servers refuse them too.
_LONGEST = 8000
_PERCENT = re.compile("%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
#: Marks that senders put on an address to count where readers come from; the page is the same without.
_COUNTING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid)(?:=|$)", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def canonical(url: str, base: str | None = None) -> str:
    """The one form of an address: what all spellings of it have in common.

    Small letters in scheme and host, the host in ASCII, no default port, no fragment, no dots in the path, letters
    beyond ASCII as percent signs of UTF-8. Path and query are else as they were.

    Args:
        url: an address, or one relative to `base`.
        base: the address of the page or feed in which it stood.

    Raises:
        Refused: where it is no address of HTTP, or holds a name and password.
    """
    url = url.strip()
    if len(url) > _LONGEST:
        raise Refused(f"{url[:60]}…: longer than {_LONGEST} characters")
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"{url}: no address ({error})") from error
    if parts.scheme.lower() not in _PORTS:
        raise Refused(f"{url}: no address of http or https")
    if parts.username is not None or parts.password is not None:
        raise Refused(f"{parts.scheme}://{parts.hostname}: names and passwords in addresses are never sent")
    host = _host(parts, url)
    netloc = host if port in (None, _PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    path = urljoin("/", _escaped(parts.path, "/:@!$&'()*+,;=~")) or "/"
    query = _escaped(parts.query, "/?:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme.lower(), netloc, path, query, ""))


def uncounted(url: str) -> str:
    """A canonical address without the marks by which senders count (`utm_source=rss`)."""
    parts = urlsplit(url)
    kept = "&".join(part for part in parts.query.split("&") if not _COUNTING.match(part))
    return urlunsplit(parts._replace(query=kept))


def _host(parts: SplitResult, url: str) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        return f"[{name.lower()}]"
    if _NAME.fullmatch(name):
        return name.lower()
    if name.isascii():
        raise Refused(f"{url}: no name of a host")
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise Refused(f"{url}: no name of a host ({error})") from error


def _escaped(words: str, safe: str) -> str:
    """Every octet in one spelling: unreserved letters as they are, others that must be as `%D8`."""

    def one(found: re.Match[str]) -> str:
        letter = chr(int(found[0][1:], 16))
        return letter if _UNRESERVED.match(letter) else found[0].upper()

    kept = _PERCENT.sub(one, words)
    # A percent sign that begins no octet is one that was meant.
    kept = re.sub("%(?![0-9A-F]{2})", "%25", kept)
    return quote(kept.encode("utf-8", "replace"), safe=safe + "%")


def readable(url: str) -> str:
    """An address as people write it: percent signs of UTF-8 as letters, where they are such."""
    try:
        whole = UNSEEN.sub(lambda found: quote(found[0]), unquote(url, errors="strict"))
        return whole.replace(" ", "%20")
    except UnicodeDecodeError:
        return url


def host_of(url: str) -> str:
    """The host of a canonical address, with its port where it has one: whom one is polite to."""
    return urlsplit(url).netloc


def origin_of(url: str) -> str:
    """Scheme and host of a canonical address: for what one robots.txt holds."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Whether an IP address lies in the open network.

    Not the machine itself, not a private or local network, not the services of a provider (169.254.169.254), not a
    group of machines; nor an IPv6 address that stands for such an IPv4 one.
    """
    try:
        ip: Ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(ip))


def _meant(ip: Ip) -> list[Ip]:
    """The IPv4 address inside an IPv6 one that carries such, else the address itself."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    if ip.sixtofour:
        return [ip.sixtofour]
    if ip.teredo:
        return list(ip.teredo)
    if ip in _NAT64 or int(ip) >> 32 == 0:
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return [ip]
