"""Numbers in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.numerals import find_numbers, parse_number, parse_ordinal
from mahdar.arabic.tokens import tokenize


def value(text: str) -> float | None:
    """The value of a number that takes up all the words."""
    tokens = tokenize(text)
    found = parse_number(tokens, 0)
    return found[0] if found and found[1] == len(tokens) else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15", 15),
        ("١٥", 15),
        ("۱۵", 15),
        ("1,200", 1200),
        ("١٬٢٠٠", 1200),
        ("1.200.000", 1_200_000),
        ("1,234.5", 1234.5),
        ("3.5", 3.5),
        ("٣٫٥", 3.5),
        ("3,5", 3.5),
        ("15 مليون", 15_000_000),
        ("3.5 ملايين", 3_500_000),
        ("64 مليارا", 64_000_000_000),
        ("15 ألفا", 15_000),
    ],
)
def test_digits(text, number):
    assert value(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("واحد", 1),
        ("واحدة", 1),
        ("اثنتان", 2),
        ("ثلاثة", 3),
        ("ثمان", 8),
        ("ثماني", 8),
        ("عشر", 10),
        ("أحد عشر", 11),
        ("إحدى عشرة", 11),
        ("اثنا عشر", 12),
        ("اثنتي عشرة", 12),
        ("خمسة عشر", 15),
        ("ثماني عشرة", 18),
        ("عشرون", 20),
        ("خمسة وعشرين", 25),
        ("تسع وتسعون", 99),
        ("مئة", 100),
        ("مائة", 100),
        ("مئتان", 200),
        ("مائتين", 200),
        ("ثلاثمئة", 300),
        ("ثلاثمائة", 300),
        ("ثلاث مئة", 300),
        ("ثمانمئة وخمسون", 850),
        ("مئة وخمسة وعشرين", 125),
        ("ألف", 1000),
        ("ألفان", 2000),
        ("ألفين وأحد عشر", 2011),
        ("ألفان وثمانية عشر", 2018),
        ("ألف وتسعمائة وواحد", 1901),
        ("ألف وتسعمائة وثمانية وسبعون", 1978),
        ("ثلاثة آلاف", 3000),
        ("ستة عشر ألفا", 16_000),
        ("مئتا ألف", 200_000),
        ("مئة وخمسة وعشرين ألفا وثلاثمئة", 125_300),
        ("مليون", 1_000_000),
        ("مليونين", 2_000_000),
        ("ثلاثة ملايين ومئتي ألف وخمسة", 3_200_005),
        ("مليون ونصف", 1_500_000),
        ("ثلاثة ملايين ونصف مليون", 3_500_000),
        ("نصف", 0.5),
        ("ربع", 0.25),
        ("نصف مليون", 500_000),
        ("وثلاثة", 3),
        ("بثلاثة ملايين", 3_000_000),
        ("الثلاثة", 3),
    ],
)
def test_words(text, number):
    assert value(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("الأول", 1),
        ("الأولى", 1),
        ("ثان", 2),
        ("الثانية", 2),
        ("العاشر", 10),
        ("الحادي عشر", 11),
        ("الثانية عشرة", 12),
        ("الخامس عشر", 15),
        ("العشرون", 20),
        ("الحادي والعشرين", 21),
        ("الثانية والعشرون", 22),
        ("الحادي والثلاثين", 31),
        ("للثاني والعشرين", 22),
    ],
)
def test_ordinals(text, number):
    tokens = tokenize(text)
    assert parse_ordinal(tokens, 0) == (number, len(tokens))


@pytest.mark.parametrize("text", ["ثلاثة وأربعة", "خمسة خمسة", "عشرون وثلاثون", "مئة مئة"])
def test_two_numbers_beside_each_other_are_not_one(text):
    assert [one.value for one in find_numbers(text)][1:] != []


@pytest.mark.parametrize("text", ["", "الوزير", "و", "أول من", "١,٢,٣,٤.٥.٦"])
def test_where_no_number_begins_there_is_none(text):
    assert parse_number(tokenize(text), 0) is None
    assert parse_number(tokenize(text), 5) is None


def test_numbers_are_found_with_their_spans_without_joined_letters():
    text = "قتل ثلاثة وعشرون وأصيب 15، وبخمسة ملايين في الدورة الحادية عشرة"
    found = [(text[one.start : one.end], one.value, one.kind) for one in find_numbers(text)]
    assert found == [
        ("ثلاثة وعشرون", 23, "cardinal"),
        ("15", 15, "cardinal"),
        ("خمسة ملايين", 5_000_000, "cardinal"),
        ("الحادية عشرة", 11, "ordinal"),
    ]


@given(st.text(max_size=80))
def test_any_text_gives_numbers_that_slice_right_and_do_not_overlap(text):
    last = 0
    for one in find_numbers(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
