"""Where a page comes from: its address, its outlet, who wrote it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from mahdar.knowledge.publishers import Publisher, host_of, publishers
from mahdar.sources.pages.credit import credit_in, is_dateline
from mahdar.sources.pages.dates import Found
from mahdar.sources.pages.headline import title_parts
from mahdar.sources.pages.jsonld import names_of, words_of
from mahdar.sources.pages.layout import is_side
from mahdar.sources.pages.lines import PARTED, dates_in_line
from mahdar.sources.pages.parts import Parts
from mahdar.sources.pages.words import begins_with, plain

_AUTHORS = (
    "author",
    "article:author",
    "itemprop:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
)
_AUTHOR_LINK = re.compile(r"/(?:author|authors|writer|writers|columnist)/", re.I)
_BYLINE_TAGS = ("a", "span", "div", "p", "b", "strong", "cite", "address", "li", "h4", "h5")
_BYLINE_CLASS = re.compile(
    r"(?<![a-z])(?:author|byline|writer|writeby|writer-?name|author-?name)(?![a-z])", re.I
)
#: Names that content management systems give where nobody wrote an author.
_NOBODY = frozenset(
    ("admin", "administrator", "editor", "web", "webmaster", "user", "root", "news", "محرر", "المحرر")
)
_LONGEST_NAME = 80
_NUMBER = re.compile(r"[0-9]{4,}")


def address_of_page(parts: Parts, given: str | None) -> Found | None:
    """The address under which the page is known.

    The one it gives for itself stands before the one it was fetched from where both are plainly of the same page:
    so the same report fetched under a tracking or an AMP address is the same article.
    """
    own = _own_address(parts, given)
    if given:
        return own if own and _same_page(own.value, given) else Found(given, "given")
    return own


def _own_address(parts: Parts, given: str | None) -> Found | None:
    told = [("canonical", parts.head.canonical), ("meta:og:url", (parts.head.first("og:url") or ("", ""))[1])]
    told += [("json-ld", words_of(parts.node, key) or "") for key in ("mainEntityOfPage", "url")]
    told.append(("saved from", parts.head.saved_from))
    for where, address in told:
        try:
            whole = urljoin(given or parts.head.saved_from or "", address.strip()) if address else ""
            split = urlsplit(whole)
        except ValueError:
            continue
        if split.scheme in ("http", "https") and split.hostname and (split.path.strip("/") or split.query):
            return Found(whole.partition("#")[0], where)
    return None


def _same_page(own: str, given: str) -> bool:
    """Whether two addresses have the number or the words that a site knows an article by in common."""
    if not _same_site(own, given):
        return False
    first, second = unquote(own), unquote(given)
    shared = set(_NUMBER.findall(first)) & set(_NUMBER.findall(second))
    slugs = [{part for part in re.split(r"[/?&=.]", one) if len(part) >= 12} for one in (first, second)]
    same_path = urlsplit(first).path.strip("/") == urlsplit(second).path.strip("/")
    no_query = not urlsplit(second).query or (same_path and not urlsplit(first).query and _tracks(second))
    return (same_path and no_query) or bool(shared and _longest(shared) >= 5) or bool(slugs[0] & slugs[1])


def _tracks(address: str) -> bool:
    names = [part.partition("=")[0] for part in urlsplit(address).query.split("&")]
    return all(
        name.startswith(("utm_", "fbclid", "gclid", "ref", "amp", "s", "src", "at_")) for name in names
    )


def _longest(numbers: set[str]) -> int:
    return max(map(len, numbers))


def _same_site(one: str, other: str) -> bool:
    first, second = (host_of(address) or "" for address in (one, other))
    return bool(first) and first.split(".")[-2:] == second.split(".")[-2:]


def outlet_of(parts: Parts, address: str | None) -> tuple[Found | None, Publisher | None]:
    """The outlet: by its host or its name where it is known to the knowledge, else the name or the host itself."""
    known = publishers().of_url(address) if address else None
    if known:
        return Found(known.id, "host"), known
    names = [
        (f"meta:{name}", parts.head.first(name))
        for name in ("og:site_name", "application-name", "al:ios:app_name")
    ]
    told = [(where, found[1]) for where, found in names if found]
    told += [("json-ld", name) for name in names_of(parts.node, "publisher")[:1]]
    for where, name in told:
        for part in [name, *PARTED.split(name)]:
            if part.strip() and (known := publishers().named(part)):
                return Found(known.id, where), known
    for part in title_parts(parts.head.title):
        if part != parts.title and (known := publishers().named(part)):
            return Found(known.id, "title"), known
    if told:
        return Found(told[0][1], told[0][0]), None
    host = host_of(address) if address else None
    return (Found(host, "host"), None) if host else (None, None)


def bylines_of(parts: Parts) -> list[Found]:
    """The names that a page gives where it names who wrote it, and where it gives each."""
    told = [("json-ld", "، ".join(names_of(parts.node, "author") or names_of(parts.node, "creator")))]
    for name in _AUTHORS:
        told += [(f"meta:{name}", value) for value in parts.head.all(name)[:1]]
    told += _bylines(parts)
    return [Found(" ".join(name.split()).strip(" ،,:-|"), where) for where, name in told if name.strip()]


def author_of(
    parts: Parts, bylines: list[Found], outlet: Publisher | None, outlet_name: str | None
) -> Found | None:
    """Who wrote it; the outlet itself, datelines and names that mean nobody are no authors."""
    site = parts.head.first("og:site_name", "application-name")
    own = {" ".join(plain(name)) for name in (outlet_name, site[1] if site else None) if name}
    for byline in bylines:
        name = byline.value
        single = byline.where == "byline" and len(plain(name)) < 2 and publishers().credited(name) is None
        if name and len(name) <= _LONGEST_NAME and not single and not _is_nobody(name, outlet, own):
            return byline
    return None


def _is_nobody(name: str, outlet: Publisher | None, own: set[str]) -> bool:
    if re.search(r"://|@|[0-9٠-٩]", name) or name.lower() in _NOBODY or not any(map(str.isalpha, name)):
        return True
    credit = credit_in(name)
    if (
        (credit.agency and credit.place)
        or is_dateline(name)
        or (outlet and publishers().named(_quoted(name)) == outlet)
    ):
        return True
    words = plain(name)
    return " ".join(words) in own or " ".join(words[1:]) in own


def _quoted(name: str) -> str:
    """What a name holds in quotation marks, else all of it: «الشرق الأوسط» beside the place it was written in."""
    found = re.search(r"[«\"“](.{2,40}?)[»\"”]", name)
    return found[1] if found else name


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element says that it holds who wrote the article."""
    told = (element.get("rel"), element.get("itemprop"))
    if element.tag == "a" and _AUTHOR_LINK.search((element.get("href") or "")[:300]):
        return True
    return "author" in told or _BYLINE_CLASS.search((element.get("class") or "")[:200]) is not None


def _bylines(parts: Parts) -> list[tuple[str, str]]:
    """Names marked as an author's, then lines that begin with «كتب», «بقلم» or so, near the headline."""
    near = parts.particulars()
    inside = {parts.blocks[i].element for i in near}
    out: list[tuple[str, str]] = []
    marked = [element for element in parts.tree.iter(*_BYLINE_TAGS) if _is_marked(element)]
    for element, after in zip(marked, [*marked[1:], None], strict=False):
        if after is not None and element in after.iterancestors():
            continue  # The innermost one holds the name alone.
        above = [element, *element.iterancestors()]
        if not any(e in inside for e in (*above, *element.iterdescendants())) or any(map(is_side, above[:6])):
            continue
        named = element.xpath(".//*[@itemprop='name']")
        text = " ".join(" ".join((named[0] if named else element).itertext()).split())
        out.append(("byline", _unlabelled(text)))
    for i in near:
        text = parts.blocks[i].text
        for piece in [text, *PARTED.split(text)]:
            words = plain(piece)
            label = begins_with(words, "byline")
            if (
                label
                and label < len(words) <= 6
                and not dates_in_line(piece)
                and words[:1] not in (["المصدر"], ["مصدر"])
            ):
                out.append(("byline", _unlabelled(piece)))
    return out


def _unlabelled(text: str) -> str:
    """A name without «بقلم:» and without the date that follows it."""
    pieces = [piece for piece in PARTED.split(text) if piece.strip() and not dates_in_line(piece)]
    text = " ".join((pieces or [""])[0].split())
    label = begins_with(plain(text), "byline")
    return re.split(r"[\s:：]+", text, maxsplit=label)[-1] if label else text
