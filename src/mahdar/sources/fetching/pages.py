"""Pages: an answer made an article, as a page reader reads it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from mahdar.model import Article
from mahdar.sources.failure import Failure, Unreadable
from mahdar.sources.fetching.addresses import canonical, host_of, readable, uncounted
from mahdar.sources.fetching.answers import Answer, Refused, Unfetched, printable
from mahdar.sources.fetching.visiting import Visitor

_PAGES = ("text/html", "application/xhtml+xml")
#: What servers say of pages that are badly set up; then the bytes tell.
_UNSURE = ("", "text/plain", "application/octet-stream", "text/xml", "application/xml")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article)\b", re.IGNORECASE)
_SNIFFED = 2048


class PageReader(Protocol):
    """What makes an article of the bytes of a page."""

    def __call__(
        self,
        data: bytes,
        *,
        doc_id: str,
        url: str | None = None,
        charset: str | None = None,
        collected: str | None = None,
    ) -> Article:
        """The article.

        Raises:
            Unreadable: where the page gives none.
        """


def article_of(
    answer: Answer, read: PageReader, outlet: str | None = None, published: str | None = None
) -> Article:
    """The article of an answer; its identifier is its address, and it was collected when it was fetched.

    Args:
        answer: of status 200.
        read: reads the page.
        outlet: its code, where it is known; else what the page tells.
        published: as a feed tells it, for a page that tells nothing.

    Raises:
        Unreadable: where the answer is no page, or the page gives no article.
    """
    if answer.status not in (200, 203):
        raise Unreadable(f"status {answer.status}")
    _page_only(answer)
    url = uncounted(answer.url)
    try:
        article = read(answer.body, doc_id=url, url=url, charset=answer.charset, collected=answer.fetched)
    except Unreadable:
        raise
    except Exception as error:  # one page must not stop the others
        raise Unreadable(f"could not be read: {type(error).__name__}: {error}") from error
    if outlet:
        article = replace(article, outlet=outlet, found=_found(article, "outlet", "given"))
    if published and not article.published:
        # Dated by its feed, it was new when it was fetched: the time of that counts, not the day alone.
        found = _found(article, "published", "feed")
        article = replace(article, published=published, collected=answer.fetched, found=found)
    return article


def _found(article: Article, name: str, where: str) -> tuple[tuple[str, str], ...]:
    return (*((other, place) for other, place in article.found if other != name), (name, where))


def _page_only(answer: Answer) -> None:
    if not answer.body.strip():
        raise Unreadable("empty: no byte came")
    if answer.kind in _PAGES:
        return
    if answer.kind not in _UNSURE or not _PAGE.search(answer.body[:_SNIFFED]):
        raise Unreadable(f"no page: {printable(answer.kind) or 'no media type'}")


def asked(url: str, visitor: Visitor) -> Answer | Failure:
    """What the address of a page gives, as a user writes it, or why there is nothing."""
    try:
        return visitor.get(canonical(url))
    except Unfetched as error:
        return Failure(readable(url), None, str(error))


def made(answer: Answer, read: PageReader, outlet: str | None = None) -> Article | Failure:
    """The article of an answer, or why there is none."""
    try:
        return article_of(answer, read, outlet)
    except Unreadable as error:
        return Failure(readable(answer.asked), None, str(error))


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder in which pages are kept as they came.

    A page is a file named by its bytes, so that a changed one stands beside the old; `fetched.jsonl` tells a line for
    each answer: address, time, headers and file.
    """

    folder: Path

    def keep(self, answer: Answer) -> Path:
        """Keep an answer, and give its file.

        Raises:
            OSError: where it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        file = self.folder / f"{sha256[:16]}.html"
        if not file.exists():
            part = file.with_suffix(".part")
            part.write_bytes(answer.body)
            part.replace(file)
        told = {
            "url": answer.url, "asked": answer.asked, "fetched": answer.fetched, "status": answer.status,
            "headers": dict(answer.headers), "sha256": sha256, "file": file.name,
        }  # fmt: skip
        with (self.folder / "fetched.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(told, ensure_ascii=False) + "\n")
        return file


def each_once(urls: Iterable[str]) -> list[str]:
    """The addresses, each once whatever its spelling; what is no address stays, to be told as a failure."""
    once: dict[str, str] = {}
    for url in urls:
        try:
            once.setdefault(canonical(url), url)
        except Refused:
            once.setdefault(url, url)
    return list(once.values())


def lane_of(url: str) -> str:
    """The host of an address as a user writes it, empty where it is none."""
    try:
        return host_of(canonical(url))
    except Refused:
        return ""
