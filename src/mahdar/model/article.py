"""Article: a text that never changes, and where it came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from mahdar.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it came in.

    Attributes:
        doc_id: its identifier; for a text file the file stem.
        text: headline, blank line, body; offsets of every span count its code points.
        outlet: code or name of the outlet, where known.
        url: its address, where known.
        published: day (or time) of publication, ISO 8601, where the input says so.
        updated: day (or time) of the last change, ISO 8601, where the input says so.
        collected: day (or time) of collection, ISO 8601, where the input or the user says so; never the clock's.
        title: the headline, where the input gives one apart from the text.
        author: byline as given.
        text_start: where the body begins in the text when a headline given apart was joined in front of it.
        found: where each field was found (`("published", "json-ld")`), where the input is taken apart for them.
    """

    doc_id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    collected: str | None = None
    title: str | None = None
    author: str | None = None
    text_start: int = field(default=0, compare=False)
    found: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Who an article credits: news agency, author and the place of its dateline, each with its words.

    Attributes:
        agency: name of the news agency credited, as the knowledge writes it.
        author: the byline.
        place: the place of the dateline.
        spans: the words of the credit.
    """

    agency: str | None = None
    author: str | None = None
    place: str | None = None
    spans: tuple[Span, ...] = ()
