"""What comes in and what is told: a text of the collection, a pair of texts that share words, a difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Self

from mahdar.model import Article
from mahdar.model.merged import Passage
from mahdar.model.vocabulary import PassageKind

Where = Literal["inside", "before", "after", "between"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyText:
    """A text of the collection.

    Attributes:
        doc_id: its identifier.
        text: the text that offsets count in.
        outlet: code or name of its outlet, where known.
        day: its day of publication, else of collection (ISO 8601, a time may follow), where known.
        author: byline as given; a credit may stand there.
    """

    doc_id: str
    text: str
    outlet: str | None = None
    day: str | None = None
    author: str | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """The body of an article: offsets count without a headline that was given apart."""
        return cls(
            doc_id=article.doc_id,
            text=article.text[article.text_start :],
            outlet=article.outlet,
            day=article.published or article.collected,
            author=article.author,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words in which two texts differ at a passage they share; offsets are code points, half-open.

    Attributes:
        where: `inside` the passage; `before` or `after` it, where the sentence is longer in one text only;
            `between` this passage and the next, where both follow one another in both texts.
        a: range in the one text; empty where it has no words there.
        b: range in the other.
        words: the exact words of either, an empty string for none.
        quoted: whether they stand, or are cut, inside quotation marks in either text.
    """

    where: Where
    a: tuple[int, int]
    b: tuple[int, int]
    words: tuple[str, str]
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where shared text most likely came from.

    Attributes:
        doc_id: the one of the two texts that it came from, or None for a text that is neither.
        source: identifier of the agency or outlet it came from, where one is named.
        reasons: why, in words; never empty.
    """

    doc_id: str | None = None
    source: str | None = None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPair:
    """Two texts that share words; `a` is the lesser identifier.

    Attributes:
        a: identifier of the one text.
        b: identifier of the other.
        label: `copy` where passages cover half of the shorter text or more, `partial` where they cover less,
            `formula` where only stock phrases, titles, verses and bulletins with other figures are shared.
        passages: the passages, in the order of `a`, none overlapping another; none for `formula`.
        differences: what differs at the passages, in the order of `a`.
        credits: agencies and outlets that either text credits, by identifier.
        origin: the likeliest origin of the passages; None for `formula`.
    """

    a: str
    b: str
    label: PassageKind
    passages: tuple[Passage, ...] = ()
    differences: tuple[Difference, ...] = ()
    credits: tuple[tuple[str, ...], tuple[str, ...]] = field(default=((), ()))
    origin: Origin | None = None
