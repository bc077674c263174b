"""Laws of copies that hold for all collections."""

import random
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.linking.copies import CopyPair, CopyText, copies_touching, days_needed, find_copies, is_touched
from tests.linking.wires import CABLE, OTHER_WORDS, STATEMENT, WEATHER

FIRST = date(2025, 3, 1)
SENTENCES = [*STATEMENT.split(". "), *OTHER_WORDS.split(". "), WEATHER, CABLE]


@st.composite
def collections(draw: st.DrawFn) -> list[CopyText]:
    """Texts made of shared sentences and odd characters, on days of two months or without one."""
    out = []
    for n in range(draw(st.integers(0, 12))):
        parts = draw(st.lists(st.sampled_from(SENTENCES), max_size=4))
        odd = draw(st.text(max_size=6))
        offset = draw(st.none() | st.integers(0, 40))
        day = None if offset is None else (FIRST + timedelta(days=offset)).isoformat()
        out.append(
            CopyText(doc_id=f"t{n}", text=odd.join(parts), day=day, outlet=draw(st.none() | st.just("o")))
        )
    return out


@settings(max_examples=60, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_order_of_arrival_changes_nothing(texts: list[CopyText], chance: random.Random) -> None:
    shuffled = texts[:]
    chance.shuffle(shuffled)
    assert find_copies(shuffled) == find_copies(texts)


@settings(max_examples=60, deadline=None)
@given(collections())
def test_every_offset_fits_its_text(texts: list[CopyText]) -> None:
    by_id = {text.doc_id: text.text for text in texts}
    for pair in find_copies(texts):
        assert pair.a < pair.b
        for passage in pair.passages:
            assert passage.span_a.holds_in(by_id[pair.a])
            assert passage.span_b.holds_in(by_id[pair.b])
        for side in ("span_a", "span_b"):
            spans = sorted((getattr(p, side) for p in pair.passages), key=lambda span: span.start)
            assert all(one.end <= other.start for one, other in pairwise(spans))
        for difference in pair.differences:
            assert by_id[pair.a][slice(*difference.a)] == difference.words[0]
            assert by_id[pair.b][slice(*difference.b)] == difference.words[1]
            assert any(difference.words)


@settings(max_examples=60, deadline=None)
@given(collections(), st.integers(0, 40), st.integers(0, 8))
def test_adding_a_day_changes_only_what_it_touches(texts: list[CopyText], offset: int, days: int) -> None:
    day = (FIRST + timedelta(days=offset)).isoformat()
    day_of = {text.doc_id: text.day for text in texts}

    def untouched(pairs: list[CopyPair]) -> list[CopyPair]:
        return [pair for pair in pairs if not is_touched(day_of[pair.a], day_of[pair.b], day, days)]

    before = find_copies([text for text in texts if text.day != day], days)
    after = find_copies(texts, days)
    assert untouched(before) == untouched(after)
    assert sorted([*untouched(before), *copies_touching(texts, day, days)], key=lambda p: (p.a, p.b)) == after


@given(st.text(), st.text())
def test_any_text_can_be_given(one: str, other: str) -> None:
    find_copies([CopyText(doc_id="a", text=one), CopyText(doc_id="b", text=other)])


def test_halves_of_surrogate_pairs_and_ligatures_can_be_given() -> None:
    ligature = STATEMENT.replace("لا", "ﻻ")
    (pair,) = find_copies(
        [CopyText(doc_id="a", text=STATEMENT), CopyText(doc_id="b", text="\ud800 \0" + ligature)]
    )
    assert [p.span_b.exact for p in pair.passages] == [ligature.rstrip(".")]


def test_days_needed_reach_three_windows() -> None:
    assert days_needed("2025-03-22T10:00:00Z", 7) == ("2025-03-01", "2025-04-12")
