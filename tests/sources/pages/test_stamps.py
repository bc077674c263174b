"""Days and times as pages write them for machines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.sources.dates import day_or_time
from mahdar.sources.pages.stamps import iso

STAMPS = {
    "2025-10-15": "2025-10-15",
    "2025/10/5": "2025-10-05",
    "2025-10-15T14:30:00+03:00": "2025-10-15T14:30:00+03:00",
    "2025-10-15T14:30:00+0300": "2025-10-15T14:30:00+03:00",
    "2025-10-15T14:30:00.000Z": "2025-10-15T14:30:00Z",
    "2025-10-15 14:30": "2025-10-15T14:30:00",
    "2025-10-15 02:30 PM": "2025-10-15T14:30:00",
    "20251015": "2025-10-15",
    "20251015T1103": "2025-10-15T11:03:00",
    "1760538600": "2025-10-15T14:30:00Z",
    "1760538600000": "2025-10-15T14:30:00Z",
    "Wed, 15 Oct 2025 14:30:00 +0300": "2025-10-15T14:30:00+03:00",
    "October 15, 2025": "2025-10-15",
    "15 Oct 2025": "2025-10-15",
    "10/15/2025 2:30:00 PM": "2025-10-15",
    "15/10/2025": "2025-10-15",
    "Sat, 05/24/2025 - 13:10": "2025-05-24T13:10:00",
    "Tue, 05/06/2025": "2025-05-06",
    "٢٠٢٥-١٠-١٥": "2025-10-15",
    "الأربعاء 15 تشرين الأول 2025": "2025-10-15",
    "23 ربيع الآخر 1447 هـ": "2025-10-15",
}
NONE = [
    "", "0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "0", "2025-13-01", "2025-02-30", "05/06/2025", "منذ 3 ساعات",
    "أكتوبر 2025", "Published", "2025", "9999-12-31", "x" * 500, True, None, 3.5e300, [], {},
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), STAMPS.items())
def test_stamp_is_read(value: str, expected: str) -> None:
    assert iso(value) == expected


@pytest.mark.parametrize("value", NONE)
def test_what_states_no_day_or_two_is_none(value: object) -> None:
    assert iso(value) is None


@given(st.one_of(st.text(), st.integers(), st.from_regex(r"[0-9T:/+ .-]{4,30}")))
def test_whatever_is_read_is_a_day_or_time(value: object) -> None:
    found = iso(value)
    assert found is None or day_or_time(found) == found
