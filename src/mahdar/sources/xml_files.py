"""XML files: which form one is, by its root."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.model import Article
from mahdar.sources import feeds, newsml
from mahdar.sources.failure import Unreadable
from mahdar.sources.xml_elements import document_of, name_of


def articles_of_xml(
    data: bytes, stem: str, collected: str | None
) -> Iterator[tuple[int | None, Article | str]]:
    """The articles of a feed (RSS, Atom), of NewsML-G2 or of NITF.

    Raises:
        Unreadable: where the file is no XML, of another form, or holds no item.
    """
    document = document_of(data)
    name = name_of(document.root)
    if name in feeds.ROOTS:
        yield from feeds.articles_of_feed(document, stem, collected)
    elif name in newsml.ROOTS:
        yield from newsml.articles_of_newsml(document, stem, collected)
    else:
        raise Unreadable(
            f"XML of a form not known: its root is {name[:60]!r} (known are RSS, Atom, NewsML-G2, NITF)"
        )
