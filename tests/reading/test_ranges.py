"""What begins in a range of tokens."""

from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.ranges import starting_in

places = st.integers(-3, 12)


@given(st.lists(places), places, places)
def test_all_that_begins_in_a_range_is_found_and_nothing_else(starts, first, last):
    starts = sorted(starts)
    items = [(start, n) for n, start in enumerate(starts)]
    assert starting_in(items, starts, first, last) == [one for one in items if first <= one[0] < last]
