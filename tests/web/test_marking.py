"""Words of sources on a page: which of a shared passage differ, within it and beside it."""

from __future__ import annotations

from mahdar.model import Passage, Span
from mahdar.web.marking import differing_beside, differing_in

ONE = "بحث الجانبان التعاون في الطاقة والنقل وأكدا عمق العلاقات"
OTHER = "بحث الوزيران التعاون في الطاقة، في ظل ما تشهده المنطقة"


def passage(*differing: tuple[str, str]) -> Passage:
    spans = Span.of(ONE, 0, ONE.index(" والنقل")), Span.of(OTHER, 0, OTHER.index("،"))
    return Passage(a="a", b="b", kind="partial", span_a=spans[0], span_b=spans[1], differing=differing)


def test_words_that_differ_within_a_passage_are_told_with_their_place() -> None:
    told = passage(("الجانبان", "الوزيران"))
    for side, words in ((0, "الجانبان"), (1, "الوزيران")):
        (found,) = differing_in(told, side)
        assert found == Span(4, 4 + len(words), words)
        assert not differing_beside(told, side)


def test_words_by_which_one_side_goes_on_stand_beside_the_passage_on_that_side_alone() -> None:
    told = passage(("الجانبان", "الوزيران"), ("", "في ظل ما تشهده المنطقة"))
    assert differing_beside(told, 1) == ["في ظل ما تشهده المنطقة"]
    assert [span.exact for span in differing_in(told, 1)] == ["الوزيران"]
    assert not differing_beside(told, 0)
