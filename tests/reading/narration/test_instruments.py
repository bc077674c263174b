"""Instruments: agreements, committees, formats and resolutions, with parties and state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.narration import find_instruments, to_instrument
from tests.reading.narration.reading import cases, named, read
from tests.shared import SHARED

CASES = cases("instrument_cases.yml")


def instruments_of(text):
    ground, cast = read(text)
    found = find_instruments(ground, cast)
    return [to_instrument(ground.page, f, f"i{n}", named(cast)) for n, f in enumerate(found, 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_instruments_are_named_with_their_state(case):
    instruments = instruments_of(case["text"])
    assert [i.name for i in instruments] == [w["name"] for w in case["instruments"]]
    for instrument, wanted in zip(instruments, case["instruments"], strict=True):
        if "state" in wanted:
            assert instrument.state == wanted["state"]
        if "parties" in wanted:
            assert list(instrument.parties) == wanted["parties"]


def test_state_told_by_an_adjective_is_the_one_of_the_cast_where_it_is():
    [instrument] = instruments_of("أعلنت روسيا عقد اجتماع اللجنة السورية الروسية المشتركة.")
    assert instrument.parties == ("روسيا", "SY")


@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "name", "state"),
    [
        ("001", "اللجنة السورية- الروسية المشتركة", "mentioned"),
        ("003", "جميع الاتفاقات السابقة المبرمة بين دمشق وموسكو", "to-be-carried-out"),
    ],
)
def test_instruments_of_the_samples(number, name, state):
    paths = sorted((SHARED / "samples").glob(f"{number}_*.txt"))
    if not paths:
        pytest.skip("the samples are not here")
    found = instruments_of(paths[0].read_text(encoding="utf-8"))
    assert (name, state) in [(i.name, i.state) for i in found]


@given(st.text(alphabet='اتفاق اللجنة السورية الروسية قرار 2254-+"«» بين\n', max_size=200))
def test_any_text_is_read(text):
    for instrument in instruments_of(text):
        assert instrument.span.holds_in(text)
