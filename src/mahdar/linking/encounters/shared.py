"""Shared text: where two reports stand in words that their articles share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mahdar.linking.encounters.reports import Report
from mahdar.model import Passage, Span

_HALF = 0.5


class SharedText:
    """The passages of a record, by the two articles that share them."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._by_pair: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
        self._beside: dict[str, set[str]] = defaultdict(set)
        for passage in passages:
            if passage.kind == "formula":
                continue
            self._by_pair[passage.a, passage.b].append((passage.span_a, passage.span_b))
            self._by_pair[passage.b, passage.a].append((passage.span_b, passage.span_a))
            self._beside[passage.a].add(passage.b)
            self._beside[passage.b].add(passage.a)

    def beside(self, article: str) -> frozenset[str]:
        """The articles that share text with this one."""
        return frozenset(self._beside.get(article, ()))

    def tells_both(self, a: Report, b: Report) -> bool:
        """Whether the words that tell both reports lie in one passage."""
        return self.holds_both(a.article, a.encounter.evidence, b.article, b.encounter.evidence)

    def holds_both(self, doc_a: str, span_a: Span, doc_b: str, span_b: Span) -> bool:
        """Whether words of two articles lie in one passage of both."""
        return any(
            _covers(here, span_a) and _covers(there, span_b)
            for here, there in self._by_pair.get((doc_a, doc_b), ())
        )


def _covers(passage: Span, words: Span) -> bool:
    """Whether at least half of the words lie in the passage."""
    shared = min(passage.end, words.end) - max(passage.start, words.start)
    return shared >= _HALF * (words.end - words.start)
