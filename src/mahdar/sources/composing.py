"""Composing: an article from its fields, headline and body joined in one text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from mahdar.knowledge.publishers import host_of, publishers
from mahdar.model import Article
from mahdar.sources.decoding import checked, valid_unicode


def composed(
    doc_id: str,
    title: str | None,
    text: str,
    told: Mapping[str, str | None],
    collected: str | None,
    found: Mapping[str, str] | None = None,
) -> Article:
    """The article of a headline and a body.

    They are joined by a blank line, unless the body begins with the headline; a body alone is taken as it is.

    Args:
        doc_id: its identifier.
        title: the headline, where it is given apart.
        text: the body.
        told: of outlet, url, published, updated, collected and author what the input tells; a blank one is no value.
        collected: day of collection where the input tells none.
        found: where fields were found, for those of which it can be asked.

    Raises:
        Unreadable: where the text can be no article's, or a field is no valid Unicode.
    """
    fields = {name: valid_unicode(value) for name, value in told.items() if value and value.strip()}
    title = valid_unicode(title) if title and title.strip() else None
    joined = checked(_joined(title, text))
    return Article(
        doc_id=valid_unicode(doc_id),
        text=joined,
        text_start=len(joined) - len(text),
        title=title,
        outlet=fields.get("outlet"),
        url=fields.get("url"),
        published=fields.get("published"),
        updated=fields.get("updated"),
        collected=fields.get("collected", collected),
        author=fields.get("author"),
        found=tuple((found or {}).items()),
    )


def _joined(title: str | None, text: str) -> str:
    if not title or text.lstrip().startswith(title.strip()):
        return text
    return f"{title}\n\n{text}"


def id_of_text(stem: str, *words: str | None) -> str:
    """An identifier for an article whose input gives none, made of the file's stem and words of the article.

    It is not made of the article's place in the file, so that a file that grows at its head changes none.
    """
    digest = hashlib.blake2b(
        "\0".join(word or "" for word in words).encode("utf-8", "surrogatepass"), digest_size=6
    )
    return f"{stem}-{digest.hexdigest()}"


def outlet_named(name: str | None, address: str | None) -> str | None:
    """The outlet as pages have it: by its host or its name where it is known, else the name, else the host."""
    known = publishers().of_url(address) if address else None
    known = known or (publishers().named(name) if name else None)
    if known:
        return known.id
    return name or (host_of(address) if address else None)
