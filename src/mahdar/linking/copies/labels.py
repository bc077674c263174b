"""Labels: whether two texts are copies, share a passage, or share stock phrases only."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.model.vocabulary import PassageKind

#: Code points in a row that a pair must share to be told of at all.
TOLD = 40


def label_of(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], lengths: tuple[int, int]
) -> PassageKind:
    """The label of two texts by their true passages.

    Args:
        ranges: for each passage its range in the one text and in the other, none overlapping another.
        lengths: code points of either text.

    Returns:
        `copy` where the passages cover half of the shorter text or more, `partial` where there is any, else
        `formula`.
    """
    if not ranges:
        return "formula"
    shorter = 0 if lengths[0] <= lengths[1] else 1
    covered = sum(pair[shorter][1] - pair[shorter][0] for pair in ranges)
    if lengths[0] == lengths[1]:
        covered = max(covered, sum(end - start for start, end in (pair[1] for pair in ranges)))
    return "copy" if 2 * covered >= lengths[shorter] else "partial"
