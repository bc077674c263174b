"""Who tells: organs and their sides, and which tellings are independent of one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.linking.encounters.shared import SharedText
from mahdar.linking.identity.groups import Groups
from mahdar.model import Hop, Source, Span


class Telling(NamedTuple):
    """Words of an article that tell something, and the chain by which they reached it.

    Attributes:
        article: identifier of the article, which no other has.
        doc_id: how the article is named.
        outlet: its outlet, where known.
        span: the words.
        chain: from the outlet inwards.
    """

    article: str
    doc_id: str
    outlet: str | None
    span: Span
    chain: tuple[Hop, ...]

    @property
    def organ(self) -> str:
        """The last organ of the chain, from which the words come; the outlet where it names none."""
        return self.chain[-1].name if len(self.chain) > 1 else (self.outlet or f"the outlet of {self.doc_id}")

    @property
    def side(self) -> str | None:
        """The country of the organ, where known."""
        return self.chain[-1].side if len(self.chain) > 1 else None


def sources_of(tellings: Sequence[Telling], shared: SharedText) -> tuple[Source, ...]:
    """The independent sources of what is told: one for each organ, and one for words that articles share.

    Ten articles with the words of one agency are one source; so are two articles that share the passage, whichever
    organ each names: the organ named by most of them stands for it.
    """
    ordered = sorted(set(tellings), key=lambda t: (t.article, t.span.start, t.span.end, t.organ))
    groups = Groups(range(len(ordered)))
    by_organ: dict[str, int] = {}
    for n, telling in enumerate(ordered):
        first = by_organ.setdefault(_key(telling), n)
        groups.join(first, n)
    for n, one in enumerate(ordered):
        for k in range(n + 1, len(ordered)):
            other = ordered[k]
            if one.article != other.article and shared.holds_both(
                one.article, one.span, other.article, other.span
            ):
                groups.join(n, k)
    return tuple(
        sorted(
            (_source([ordered[n] for n in group]) for group in groups.all()),
            key=lambda s: (-len(s.articles), s.organ, s.articles),
        )
    )


def _key(telling: Telling) -> str:
    return fold(telling.organ)


def _source(group: Sequence[Telling]) -> Source:
    counts: dict[str, int] = defaultdict(int)
    sides: dict[str, str] = {}
    for telling in group:
        # An organ that is named counts before the outlet that carries its words.
        counts[telling.organ] += 1 + 100 * (len(telling.chain) > 1)
        if telling.side:
            sides.setdefault(telling.organ, telling.side)
    organ = min(counts, key=lambda name: (-counts[name], name))
    return Source(organ=organ, side=sides.get(organ), articles=tuple(sorted({t.doc_id for t in group})))


def chain_of(hops: Iterable[Hop]) -> tuple[str, ...]:
    """A chain in words, from the outlet inwards."""
    return tuple(f"{hop.name} ({hop.side})" if hop.side else hop.name for hop in hops)
