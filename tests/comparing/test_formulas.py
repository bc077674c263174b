"""Formulas: each example of the lists is found, and where a formula begins and ends."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import mahdar.comparing
from mahdar.comparing.commitments import deadline_in
from mahdar.comparing.formulas import formulas_in, topics_with_formulas
from mahdar.model import Span
from mahdar.model.vocabulary import TOPICS

LISTS = yaml.safe_load((Path(mahdar.comparing.__file__).parent / "formulas.yml").read_text("utf-8"))
TERRITORY = "territorial-integrity"


def content(words: str, start: int = 0) -> Span:
    return Span(start, start + len(words), words)


@pytest.mark.parametrize("family", LISTS["families"], ids=lambda family: family["name"])
def test_example_of_a_family_is_a_formula(family: dict[str, str]) -> None:
    found = formulas_in(content(family["example"]), family["topic"])
    assert (family["name"], family["example"]) in {(one.family, one.span.exact) for one in found}


def test_topics_of_the_lists_are_topics_of_the_record() -> None:
    assert set(topics_with_formulas()) <= set(TOPICS)


@pytest.mark.parametrize(
    ("words", "formula"),
    [
        ("مصالح الشعب ووحدة وسلامة الأراضي السورية، ويصل إلى نتائج", "وحدة وسلامة الأراضي السورية"),
        ("تدعم وحدة الأراضي السورية واستقرارها", "وحدة الأراضي السورية واستقرارها"),
        ("احترام سيادة العراق ووحدة أراضيه في كل الأحوال", "سيادة العراق ووحدة أراضيه"),
        ("التزام بلاده بوحدة ليبيا وأن الحل سياسي", "وحدة ليبيا"),
    ],
)
def test_formula_begins_at_its_head_and_ends_at_a_mark_or_an_ending_word(words: str, formula: str) -> None:
    (found,) = formulas_in(content(words), TERRITORY)
    assert found.span.exact == formula


def test_offsets_are_of_the_article() -> None:
    (found,) = formulas_in(content("نؤكد وحدة الأراضي السورية", 100), TERRITORY)
    assert (found.span.start, found.span.end) == (105, 125)


def test_head_alone_is_no_formula() -> None:
    assert not formulas_in(content("نريد الوحدة"), TERRITORY)


@given(st.text(alphabet="وحدةسلامالأراضيالسورية ،.ًّـ«»\n", max_size=200), st.integers(0, 50))
def test_formula_holds_in_any_text(words: str, start: int) -> None:
    text = "x" * start + words
    span = Span(start, start + len(words), words)
    assert all(found.span.holds_in(text) for found in formulas_in(span, TERRITORY))


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("تقديم مساعدات قبل نهاية العام الجاري", "قبل نهاية العام الجاري"),
        ("مضاعفة الاستثمارات بحلول عام 2030", "بحلول عام 2030"),
        ("تقديم مساعدات للسوريين", None),
    ],
)
def test_deadline_is_a_time_with_what_sets_it(words: str, deadline: str | None) -> None:
    found = deadline_in(content(words))
    assert (found.exact if found else None) == deadline
