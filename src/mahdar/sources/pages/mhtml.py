"""A page saved by a browser into one file (MHTML): its first part of HTML."""

from __future__ import annotations

import email
import email.policy
from email.errors import MessageError

from mahdar.model import Article
from mahdar.sources.failure import Unreadable
from mahdar.sources.pages.page import article_from_page


def article_from_mhtml(data: bytes, *, doc_id: str, collected: str | None) -> Article:
    """The article of a saved page.

    Raises:
        Unreadable: where there is no HTML in it, or no article in the HTML.
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                page = part.get_payload(decode=True)
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                url = str(address) if address and str(address).startswith("http") else None
                charset = part.get_content_charset()
                if isinstance(page, bytes):
                    return article_from_page(
                        page, doc_id=doc_id, url=url, charset=charset, collected=collected
                    )
    except (MessageError, LookupError, RecursionError, UnicodeError) as error:
        raise Unreadable(f"no saved page: {error}") from error
    raise Unreadable("no saved page: no part of it is HTML")
