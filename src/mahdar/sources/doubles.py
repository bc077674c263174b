"""Doubles: which of the articles of one run are versions of one, which are the same, which only bear one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from mahdar.model import Article
from mahdar.sources.failure import Failure


class _Seen(NamedTuple):
    """Where a version was seen, and what it told."""

    place: str
    content: bytes


class Doubles:
    """The articles that came in so far.

    One is known by its outlet, its url and its `doc_id`: equal identifiers of two outlets are two articles, and two
    identifiers under one url are for the record to make one of. Several versions of one may come in: what parts them
    is a date, of publication, of the last change or of collection.
    """

    def __init__(self) -> None:
        self._versions: dict[bytes, _Seen] = {}
        self._without_url: dict[bytes, str] = {}
        self._files: set[bytes] = set()

    def told(self, article: Article, place: str, names_file: bool) -> str | None:
        """Why an article cannot go in, naming both places; nothing to tell where it is new, and then it is noted.

        Args:
            article: the article.
            place: its file, and the line in it.
            names_file: whether its `doc_id` is only the name of its file, which tells two files that bear it in two
                folders not apart, whatever their dates.

        Returns:
            The reason; an empty one where it is a repetition in every field, with which nothing is lost.
        """
        known_by = _digest(article.outlet, article.url, article.doc_id)
        content = _digest(article.text, article.title, article.author)
        dates = _digest(known_by.hex(), article.published, article.updated, article.collected)
        if not article.url:
            first = self._without_url.setdefault(known_by, place)
            if (names_file or known_by in self._files) and first != place:
                return _clash(article, first, place)
            if names_file:
                self._files.add(known_by)
        seen = self._versions.get(dates)
        if seen is None:
            self._versions[dates] = _Seen(place, content)
            return None
        return "" if seen.content == content else _clash(article, seen.place, place)


def one_of_each_name(incoming: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
    """The same without a second article of one `doc_id`, for work that tells articles apart by it alone.

    The second is a failure, be it a later version of the first or another outlet's article.
    """
    names: set[str] = set()
    for one in incoming:
        if isinstance(one, Article) and one.doc_id in names:
            of = f" (outlet {one.outlet})" if one.outlet else ""
            yield Failure(
                one.doc_id,
                None,
                f"another article{of} or version has this doc_id; only the first is compared",
            )
        else:
            if isinstance(one, Article):
                names.add(one.doc_id)
            yield one


def _clash(article: Article, first: str, place: str) -> str:
    return f"doc_id {article.doc_id!r} stands in {first} and in {place}"


def _digest(*words: str | None) -> bytes:
    parts = "\0".join("\1" if word is None else word for word in words)
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16).digest()
