"""A text file is one article: its stem is the `doc_id`, its first line the headline where it reads as one."""

from __future__ import annotations

from mahdar.model import Article
from mahdar.sources.decoding import checked, decoded, valid_unicode


def article_from_text(data: bytes, doc_id: str, collected: str | None) -> Article:
    """The article of a text file's bytes.

    The text is what the bytes say, unchanged: CRLF stays two code points, so that offsets fit the file.

    Raises:
        Unreadable: where the bytes make no Arabic text, or the file's name no text.
    """
    return Article(doc_id=valid_unicode(doc_id), text=checked(decoded(data)), collected=collected)
