"""Copies looked for in parts: whatever the parts, together they tell what the whole collection tells."""

import gzip
import itertools
import json
import random
from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.knowledge import load
from mahdar.linking.copies import CopyPair, CopyText, Part, SizedText, copies_of_part, find_copies, parts_of
from mahdar.linking.copies.credits import CreditNames
from tests.linking.test_copies_laws import collections
from tests.shared import SHARED

NAMES = CreditNames.of(load())
FIRST = date(2025, 3, 1)


def sized(texts: list[CopyText]) -> list[SizedText]:
    return [SizedText(text.doc_id, text.day, len(text.text)) for text in texts]


def in_parts(texts: list[CopyText], wanted: int, days: int, most: int = 10**9) -> list[CopyPair]:
    """What the parts tell, each given only the texts of the days it asks for."""
    found = []
    for part in parts_of(sized(texts), wanted, days, most):
        between = part.days_needed(days)
        near = [
            text
            for text in texts
            if text.day is None or (between is not None and between[0] <= text.day[:10] <= between[1])
        ]
        found.append(copies_of_part(near, part, NAMES, days))
    return sorted(chain(*found), key=lambda pair: (pair.a, pair.b))


@settings(max_examples=150, deadline=None)
@given(collections(), st.integers(1, 12), st.integers(0, 9), st.integers(1, 2000))
def test_parts_of_any_size_tell_what_the_whole_tells(
    texts: list[CopyText], wanted: int, days: int, most: int
) -> None:
    assert in_parts(texts, wanted, days, most) == find_copies(texts, days)


@settings(max_examples=150, deadline=None)
@given(collections(), st.integers(1, 12), st.integers(0, 9))
def test_every_text_is_of_one_part(texts: list[CopyText], wanted: int, days: int) -> None:
    parts = parts_of(sized(texts), wanted, days)
    for text in texts:
        assert sum(part.holds(text.day, text.doc_id) for part in parts) == 1


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=60), st.integers(1, 20), st.integers(1, 9000))
def test_no_part_passes_its_size_by_more_than_a_text(sizes: list[int], wanted: int, most: int) -> None:
    texts = [SizedText(f"t{n}", "2025-03-01", size) for n, size in enumerate(sizes)]
    target = min(most, -(-max(sum(max(1, size) for size in sizes), 1) // wanted))
    for part in parts_of(texts, wanted, 7, most):
        assert sum(t.size for t in texts if part.holds(t.day, t.doc_id)) <= target + max(sizes)


def test_costliest_part_comes_first() -> None:
    texts = [SizedText(f"t{n}", (FIRST + timedelta(days=n)).isoformat(), 10 * n) for n in range(40)]
    costs = [part.cost for part in parts_of(texts, 9, 7)]
    assert len(costs) >= 9
    assert costs == sorted(costs, reverse=True)


def test_part_looks_at_one_window_before_and_two_after() -> None:
    part = Part((date(2025, 3, 10).toordinal(), "a"), (date(2025, 3, 12).toordinal(), "z"))
    assert part.days_needed(7) == ("2025-03-03", "2025-03-26")
    assert part.looks_at("2025-03-26T23:00:00Z", 7)
    assert not part.looks_at("2025-03-27", 7)
    assert part.looks_at(None, 7)


def test_first_and_last_days_of_the_calendar_have_parts() -> None:
    texts = [SizedText("a", "0001-01-01", 5), SizedText("b", "9999-12-31", 5)]
    assert [part.days_needed(7) for part in parts_of(texts, 2, 7)] == [
        ("0001-01-01", "0001-01-15"),
        ("9999-12-24", "9999-12-31"),
    ]


def test_nothing_to_compare_makes_no_part() -> None:
    assert parts_of([], 5, 7) == []


def test_no_parts_cannot_be_wanted() -> None:
    with pytest.raises(ValueError, match="0 parts"):
        parts_of([], 0, 7)


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(3))
def test_parts_of_a_slice_of_a_corpus_tell_what_the_whole_tells(seed: int) -> None:
    path = SHARED / "corpus" / "saudinewsnet.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no corpus at {path}")
    chance = random.Random(seed)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        some = [json.loads(line) for line in itertools.islice(lines, 4000 * seed, 4000 * seed + 2500)]
    texts = [
        CopyText(
            doc_id=f"{n}",
            text=one["text"],
            outlet=one.get("outlet"),
            # Over three months, and some without a day.
            day=None if chance.random() < 0.05 else (FIRST + timedelta(days=n * 90 // 2500)).isoformat(),
        )
        for n, one in enumerate(some)
    ]
    whole = find_copies(texts)
    assert len(whole) > 500
    for wanted in (2, chance.randrange(3, 40)):
        assert in_parts(texts, wanted, 7) == whole
