"""Articles in the manner of real reports, read by the reader and linked, for the tests of linking."""

from collections.abc import Iterable

from mahdar.keeping.linking_articles import link_articles
from mahdar.keeping.readers import house_reader
from mahdar.linking.linking import Linked
from mahdar.model import Article, MergedEncounter


def article(
    doc_id: str,
    text: str,
    published: str | None = None,
    outlet: str | None = None,
    collected: str | None = None,
) -> Article:
    return Article(doc_id=doc_id, text=text, published=published, outlet=outlet, collected=collected)


def linked(articles: Iterable[Article]) -> Linked:
    return link_articles(articles, house_reader())


def of_kind(found: Linked, kind: str) -> list[MergedEncounter]:
    return [one for one in found.encounters if one.kind == kind]


def documents(one: MergedEncounter) -> list[str]:
    return [doc_id for doc_id, _ in one.reports]


def together(found: Linked, *docs: str) -> bool:
    """Whether one encounter is told by exactly these articles."""
    return any(sorted(documents(one)) == sorted(docs) for one in found.encounters)
