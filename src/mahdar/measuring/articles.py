"""Articles for a measurement: as many as are wanted, from as many as there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from mahdar.model import Article

#: How much later each further round of the same articles is told: beyond the window in which copies are looked for.
_WEEKS = timedelta(weeks=4)
#: The first round's day of articles whose own is none of the calendar.
_FIRST = date(2015, 1, 1)


def grown(articles: Sequence[Article], count: int) -> list[Article]:
    """So many articles: those given, then the same again and again, each round four weeks later.

    Every article of a further round has an identifier, an address and a last line of its own, so that none is a copy
    of another round's. A function of its arguments.

    Raises:
        ValueError: where there is no article to begin with.
    """
    if not articles:
        raise ValueError("there are no articles to measure with")
    return [_told_again(articles[n % len(articles)], n // len(articles)) for n in range(count)]


def _told_again(article: Article, again: int) -> Article:
    if not again:
        return article
    return replace(
        article,
        doc_id=f"{article.doc_id}-{again}",
        url=f"{article.url}#{again}" if article.url else None,
        text=f"{article.text}\n({again})",
        published=_later(article.published, again),
        updated=None,
        collected=_later(article.collected, again),
    )


def _later(stamp: str | None, again: int) -> str | None:
    if stamp is None:
        return None
    try:
        return (date.fromisoformat(stamp[:10]) + again * _WEEKS).isoformat()
    except (ValueError, OverflowError):
        return (_FIRST + again * _WEEKS).isoformat()
