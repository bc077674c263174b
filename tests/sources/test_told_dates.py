"""Days and times as inputs tell them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.sources.told_dates import AmbiguousDate, UnclearDate, order_of, told_time


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("2025-10-15", "2025-10-15"),
        (" 2025-10-15T14:30:00Z ", "2025-10-15T14:30:00Z"),
        ("2025-10-15 14:30", "2025-10-15 14:30"),
        ("20251015T143000Z", "2025-10-15T14:30:00Z"),
        ("2025/10/15", "2025-10-15"),
        ("Wed, 15 Oct 2025 14:30:00 +0300", "2025-10-15T14:30:00+03:00"),
        ("15 Oct 2025", "2025-10-15"),
        ("15/10/2025", "2025-10-15"),
        ("10/15/2025 8:05 PM", "2025-10-15T20:05:00"),
        ("05/05/2025", "2025-05-05"),
        ("15.10.2025", "2025-10-15"),
        ("١٥/١٠/٢٠٢٥ ٠٩:٠٥ ص", "2025-10-15T09:05:00"),
        ("الأربعاء، 15 أكتوبر 2025 14:30:00 +0300", "2025-10-15T14:30:00+03:00"),
        ("الأربعاء 15 تشرين الأول 2025 - 02:30 م", "2025-10-15T14:30:00"),
        ("23 ربيع الآخر 1447", "2025-10-15"),
        ("23/04/1447", "2025-10-15"),
        ("الأربعاء 23 ربيع الآخر 1447 هـ الموافق 15 أكتوبر 2025م", "2025-10-15"),
    ],
)
def test_words_that_tell_one_day_give_it(words: str, told: str) -> None:
    assert told_time(words) == told


@pytest.mark.parametrize(
    "words", ["", "أمس", "15 أكتوبر", "أكتوبر 2025", "20251015", "31/02/2025", "٩٩/٩٩/٢٠٢٥", "x" * 5000]
)
def test_words_that_tell_no_day_give_none(words: str) -> None:
    with pytest.raises(UnclearDate):
        told_time(words)


def test_weekday_that_belies_its_date_makes_it_unclear() -> None:
    with pytest.raises(UnclearDate, match="Wednesday"):
        told_time("الخميس 15 أكتوبر 2025")


def test_digits_with_two_readings_are_ambiguous_until_their_order_is_known() -> None:
    with pytest.raises(AmbiguousDate, match="day first or month first"):
        told_time("05/06/2025")
    assert told_time("05/06/2025", "day first") == "2025-06-05"
    assert told_time("05/06/2025", "month first") == "2025-05-06"


def test_order_of_a_column_is_told_by_its_days_above_twelve() -> None:
    assert order_of(["05/06/2025", "15/06/2025"]) == "day first"
    assert order_of(["05/06/2025", "06/15/2025"]) == "month first"
    assert order_of(["05/06/2025", "06/05/2025"]) is None
    assert order_of(["15/06/2025", "06/15/2025"]) is None


@given(st.text(st.sampled_from("0123456789٠١٢٣/-:.+ TZabcOctAMم صأكتوبرهـ"), max_size=60))
def test_any_words_give_an_iso_day_or_unclear(words: str) -> None:
    try:
        told = told_time(words)
    except UnclearDate as error:
        assert str(error)
    else:
        assert told[:4].isdigit()
        assert told[4] == "-"
