"""The words of the screens: both languages whole, numbers and days in words, reasons in Arabic."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import mahdar.comparing
import mahdar.web
from mahdar.knowledge.files import DATA, read_yaml
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS
from mahdar.web.language import LANGS, catalogue, words_of

HOUSE = Path(mahdar.web.__file__).parent


def _fields(words: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(words) if field}


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    for key, told in catalogue("interface").items():
        assert set(told) == set(LANGS), key
        assert _fields(told["ar"]) == _fields(told["en"]), key
    for kind, codes in catalogue("labels").items():
        for code, told in codes.items():
            assert set(told) == set(LANGS) and all(told.values()), (kind, code)


def test_every_key_that_a_page_asks_for_is_in_the_catalogue() -> None:
    known = catalogue("interface")
    files = [*HOUSE.glob("templates/*.html"), *HOUSE.rglob("*.py")]
    asked = {
        key
        for file in files
        for key in re.findall(r"\bw\(['\"]([a-z_.0-9]+)['\"][),]", file.read_text("utf-8"))
    }
    assert asked and asked <= known.keys(), asked - known.keys()


def test_every_label_that_a_page_asks_for_has_its_list() -> None:
    known = {*catalogue("labels"), "topic", "country"}
    files = HOUSE.glob("templates/*.html")
    asked = {
        kind for file in files for kind in re.findall(r"w\.labels?\('([a-z_]+)'", file.read_text("utf-8"))
    }
    assert asked <= known, asked - known


def test_every_code_of_the_closed_lists_has_a_word() -> None:
    for lang in LANGS:
        w = words_of(lang)
        for kind, codes in (("act", ACTS), ("encounter_kind", ENCOUNTER_KINDS), ("topic", TOPICS)):
            assert all(w.label(kind, code) != code for code in codes if code not in ("other",)), kind


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "لا تقارير"),
        (1, "تقرير واحد"),
        (2, "تقريران"),
        (3, "3 تقارير"),
        (11, "11 تقريراً"),
        (100, "100 تقرير"),
        (103, "103 تقارير"),
    ],
)
def test_counted_nouns_follow_arabic_grammar(number: int, words: str) -> None:
    assert words_of("ar").count("reports", number) == words


def test_counted_nouns_have_every_category() -> None:
    for noun, told in catalogue("counted").items():
        assert set(told["ar"]) == {"zero", "one", "two", "few", "many", "other"}, noun
        assert set(told["en"]) == {"one", "other"}, noun


@pytest.mark.parametrize(
    ("told", "arabic", "english"),
    [
        ("2025-10-15", "15 أكتوبر 2025", "15 October 2025"), ("2025-10", "أكتوبر 2025", "October 2025"),
        ("2025", "2025", "2025"),
        ("XXXX-10-15", "15 أكتوبر، السنة غير مذكورة", "15 October, year not told"),
        ("2025-10-15/2025-10-16", "بين 15 أكتوبر 2025 و16 أكتوبر 2025", "between 15 October 2025 and 16 October 2025"),
        ("2025-10~", "نحو أكتوبر 2025", "about October 2025"), (None, "تاريخ غير معروف", "date unknown"),
        ("2025-10-15T14:30:00+03:00", "15 أكتوبر 2025، 14:30", "15 October 2025, 14:30"), ("soon", "soon", "soon"),
    ],
)  # fmt: skip
def test_days_are_told_with_the_precision_they_have(told: str | None, arabic: str, english: str) -> None:
    assert (words_of("ar").day(told), words_of("en").day(told)) == (arabic, english)


@pytest.mark.parametrize(
    ("reason", "arabic"),
    [
        ("in office since 2025-01-29", "في المنصب منذ 2025-01-29"),
        ("a1: not before: سالم since 2025-01-29", "a1: ليس قبل: سالم منذ 2025-01-29"),
        ("published on 2026-01-20, before 2026-01-21", "نُشر في 2026-01-20 قبل 2026-01-21"),
        ("not found in the 3 articles checked", "لم نجده في ما بحثنا فيه من مقالات (3)"),
        ("words that no pattern knows", "words that no pattern knows"),
    ],
)  # fmt: skip
def test_reasons_are_told_in_arabic(reason: str, arabic: str) -> None:
    assert words_of("ar").reason(reason) == arabic
    assert words_of("en").reason(reason) == reason


def test_a_long_chain_of_reasons_is_told_to_its_end() -> None:
    chain = "; ".join(["published 2025-10-15"] * 3000)
    assert words_of("ar").reason(chain).count("نُشر في") == 3000


def test_patterns_of_reasons_keep_their_places() -> None:
    for row in read_yaml(Path(mahdar.comparing.__file__).parent / "reasons.yml"):
        assert sorted(_fields(row["en"])) == sorted(_fields(row["ar"])), row


def test_every_country_of_the_knowledge_has_a_name() -> None:
    codes = [row["code"] for row in read_yaml(DATA / "countries.yml")]
    assert all(words_of("ar").label("country", code) != code for code in codes)


def test_state_as_a_place_is_told_in_english() -> None:
    assert words_of("en").place("الأردن") == "Jordan"
    assert words_of("ar").place("الأردن") == "الأردن"
