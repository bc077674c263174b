"""A collection of texts, with what is made of each only once, and the pairs in it."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mahdar.linking.copies.credits import CreditNames
from mahdar.linking.copies.differences import (
    Side,
    changed_figures,
    differences_of,
    equal_figures,
)
from mahdar.linking.copies.formulas import (
    FURTHER_LENGTH,
    FURTHER_WEIGHT,
    MAIN_LENGTH,
    MAIN_WEIGHT,
    are_other_figures,
    is_names_and_titles,
    stock_words,
    weights_of,
)
from mahdar.linking.copies.labels import TOLD, label_of
from mahdar.linking.copies.origin import Witness, origin_of
from mahdar.linking.copies.pairs import seeds_of
from mahdar.linking.copies.parts import Part, day_number
from mahdar.linking.copies.passages import Aligned, Chain, chains_by_pair, passages_of
from mahdar.linking.copies.shingles import Shingles, Words, shingles_beside, shingles_of, words_of
from mahdar.linking.copies.texts import CopyPair, CopyText
from mahdar.model.merged import Passage
from mahdar.model.span import Span


class Collection:
    """Texts in the order of their identifiers; the arrays made of them are the same for any order of arrival."""

    def __init__(self, texts: Sequence[CopyText], names: CreditNames) -> None:
        self._texts = texts
        self._names = names
        self._words = words_of([])
        self._bylines = words_of([text.author or "" for text in texts])
        self._stock = np.zeros(0, bool)
        # Arrays, not lists: a list of integers takes nine times the memory.
        self._hashes: dict[int, array[int]] = {}
        self._sides: dict[int, Side] = {}
        self._credits: dict[int, tuple[str, ...]] = {}
        # What ten outlets took from one agency is the same words in most pairs: held once.
        self._spans: dict[tuple[int, int, int], Span] = {}
        self._exact: dict[str, str] = {}

    def pairs(self, window: int, part: Part | None = None) -> Iterator[CopyPair]:
        """Every pair of texts at most `window` days apart that share words; of a part, where one is given."""
        done = 0
        for a, b, chains in self._chains(window, part):
            self._forget(range(done, a))
            done = a
            # Extending adds words, not weight: chains too light together are not worth aligning.
            heavy = sum(chain.weight for chain in chains) >= MAIN_WEIGHT
            true = self._true_passages(a, b, chains) if heavy else []
            if true:
                yield self._copy(a, b, true)
            elif any(self._length(a, c.a) >= TOLD and self._length(b, c.b) >= TOLD for c in chains):
                yield CopyPair(a=self._texts[a].doc_id, b=self._texts[b].doc_id, label="formula")

    def _chains(self, window: int, part: Part | None) -> Iterator[tuple[int, int, list[Chain]]]:
        days = np.array([day_number(text.day) for text in self._texts], np.int32)
        own = np.array([part is None or part.holds(text.day, text.doc_id) for text in self._texts], bool)
        self._words = self._words_of(own)
        seeds = seeds_of(self._shingles(own), days, window, own)
        paired = own.copy()
        paired[seeds.a] = paired[seeds.b] = True
        if not own.all():
            self._words = self._words_of(paired)
        self._stock = stock_words([text.text for text in self._texts], self._words, paired)
        return chains_by_pair(seeds, weights_of(seeds, self._words, self._stock))

    def _words_of(self, wanted: NDArray[np.bool_]) -> Words:
        """The words of the texts wanted, and none of the others."""
        return words_of(
            [text.text if w else "" for text, w in zip(self._texts, wanted.tolist(), strict=True)]
        )

    def _shingles(self, own: NDArray[np.bool_]) -> Shingles:
        if own.all():
            return shingles_of(self._words)
        others = np.flatnonzero(~own).astype(np.int32)
        return shingles_beside(self._words, [text.text for text in self._texts], others)

    def _forget(self, texts: range) -> None:
        """Let go of what was made of texts that no further pair has."""
        for made in (self._hashes, self._sides, self._credits):
            for text in texts:
                made.pop(text, None)

    def _true_passages(self, a: int, b: int, chains: Sequence[Chain]) -> list[Aligned]:
        """The passages that are no formula, where one of them is enough for a copy."""
        true: list[Aligned] = []
        enough = False
        for passage in passages_of(chains, self._hashes_of(a), self._hashes_of(b)):
            length = self._own_length(a, passage)
            if passage.weight < FURTHER_WEIGHT or length < FURTHER_LENGTH:
                continue
            if is_names_and_titles(self._hashes_of(a), passage.runs):
                continue
            changed = changed_figures(passage, self._side(a), self._side(b))
            if are_other_figures(changed, partial(equal_figures, passage, self._side(a))):
                continue
            enough = enough or (passage.weight >= MAIN_WEIGHT and length >= MAIN_LENGTH)
            true.append(passage)
        return true if enough else []

    def _own_length(self, text: int, passage: Aligned) -> int:
        """Code points of the shared words of a passage, without stock phrases and verses."""
        ranges = [self._side(text).range_of((run.a, run.a + run.length)) for run in passage.runs]
        first = int(self._words.bounds[text])
        stock = self._stock_length(slice(first + passage.a[0], first + passage.a[1]))
        return sum(end - start + 1 for start, end in ranges) - 1 - stock

    def _stock_length(self, words: slice) -> int:
        stock = self._stock[words]
        if not stock.any():
            return 0
        return int((self._words.ends[words] - self._words.starts[words] + 1)[stock].sum())

    def _copy(self, a: int, b: int, true: Sequence[Aligned]) -> CopyPair:
        one, other = self._texts[a], self._texts[b]
        side_a, side_b = self._side(a), self._side(b)
        ranges = [(side_a.range_of(p.a), side_b.range_of(p.b)) for p in true]
        label = label_of(ranges, (len(one.text), len(other.text)))
        by_passage = differences_of(true, side_a, side_b)
        differences = [difference for found in by_passage for difference in found]
        passages = tuple(
            Passage(
                a=one.doc_id,
                b=other.doc_id,
                kind=label,
                span_a=self._span(a, on_a),
                span_b=self._span(b, on_b),
                differing=tuple(d.words for d in found if d.where != "between"),
            )
            for (on_a, on_b), found in zip(ranges, by_passage, strict=True)
        )
        credited = self._credits_of(a), self._credits_of(b)
        witness, second = (
            Witness(text.doc_id, self._names.source_of(text.outlet), text.day, credits_)
            for text, credits_ in zip((one, other), credited, strict=True)
        )
        return CopyPair(
            a=one.doc_id,
            b=other.doc_id,
            label=label,
            passages=passages,
            differences=tuple(differences),
            credits=credited,
            origin=origin_of(witness, second, differences, self._names.names),
        )

    def _span(self, text: int, place: tuple[int, int]) -> Span:
        key = (text, *place)
        if key not in self._spans:
            span = Span.of(self._texts[text].text, *place)
            self._spans[key] = Span(span.start, span.end, self._exact.setdefault(span.exact, span.exact))
        return self._spans[key]

    def _length(self, text: int, words: tuple[int, int]) -> int:
        """Code points from the first to the last of a range of words."""
        first = int(self._words.bounds[text])
        return int(self._words.ends[first + words[1] - 1] - self._words.starts[first + words[0]])

    def _hashes_of(self, text: int) -> array[int]:
        if text not in self._hashes:
            self._hashes[text] = array("Q", self._words.hashes[self._words.of(text)].tobytes())
        return self._hashes[text]

    def _side(self, text: int) -> Side:
        if text not in self._sides:
            here = self._words.of(text)
            starts = array("i", self._words.starts[here].tobytes())
            ends = array("i", self._words.ends[here].tobytes())
            self._sides[text] = Side.of(self._texts[text].text, starts, ends)
        return self._sides[text]

    def _credits_of(self, text: int) -> tuple[str, ...]:
        if text not in self._credits:
            given, side, here = self._texts[text], self._side(text), self._bylines.of(text)
            bylined = self._names.credited(
                given.author or "",
                self._bylines.hashes[here].tolist(),
                self._bylines.starts[here].tolist(),
                self._bylines.ends[here].tolist(),
            )
            found = self._names.credited(given.text, self._hashes_of(text), side.starts, side.ends)
            self._credits[text] = tuple(dict.fromkeys((*bylined, *found)))
        return self._credits[text]
