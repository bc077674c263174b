"""Which article is which, which of its versions is current: functions of what was given, never of when it came."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from mahdar.model import Article

_NEVER = datetime.min.replace(tzinfo=UTC)


def hashed(*parts: object) -> str:
    """Sixteen hexadecimal digits made of the parts: 64 bits, enough for more articles than are written."""
    words = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


def address_of(article: Article) -> str:
    """By what an article is known within its outlet: its url, else its `doc_id`."""
    return article.url or article.doc_id


def article_id(article: Article) -> str:
    """The identifier of an article, of which there may be several versions."""
    return "n" + hashed("article", article.outlet, "url" if article.url else "doc_id", address_of(article))


def instant(value: str | None) -> datetime:
    """A day or time as an instant; a day is its beginning, no zone is UTC, none or no date the earliest of all."""
    try:
        moment = datetime.fromisoformat(value) if value else _NEVER
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def age(article: Article) -> tuple[object, ...]:
    """What versions of one article are compared by: the greatest is the current one."""
    days = (article.updated, article.published, article.collected)
    return (*map(instant, days), article.sha256, *(day or "" for day in days))


def is_storable(words: str | None) -> bool:
    """Whether both databases can hold a text: PostgreSQL knows no NUL, and UTF-8 no half of a surrogate pair."""
    try:
        return words is None or b"\0" not in words.encode()
    except UnicodeEncodeError:
        return False


def told_of(article: Article) -> dict[str, str | None]:
    """What is told of a text beside it: it may differ between two deliveries of the same text."""
    told = {
        "doc_id": article.doc_id,
        "title": article.title,
        "author": article.author,
        "published": article.published,
        "updated": article.updated,
        "collected": article.collected,
    }
    # Only where there is any: what was delivered before pages came in keeps its words.
    return told | {"found": json.dumps(article.found, ensure_ascii=False)} if article.found else told


def found_in(words: str | None) -> tuple[tuple[str, str], ...]:
    """Where each field of an article was found, from the words `told_of` gives for it."""
    return tuple((field, where) for field, where in json.loads(words)) if words else ()


def precedence(article: Article) -> tuple[object, ...]:
    """By which of two deliveries of one text stands: the least, which is the one collected first.

    What is not told comes after what is, so that a delivery that tells more stands before one that tells less.
    """
    told = told_of(article)
    names = ("collected", "published", "updated", "doc_id", "title", "author", "found")
    words = [told.get(name) for name in names]
    return (
        article.collected is None,
        instant(article.collected),
        *((word is None, word or "") for word in words[1:]),
        article.collected or "",
    )
