"""Words compared: what counts as the same, and which words differ, with exact places."""

from hypothesis import given
from hypothesis import strategies as st

from mahdar.comparing.alike import SAME, differing, likeness
from mahdar.model import Span

WORDS = st.text(alphabet="ابتثجحخوسلمنهيةأإى ،.ًّـ«»", max_size=80)


def span(words: str, start: int = 0) -> Span:
    return Span(start, start + len(words), words)


def told(a: str, b: str) -> list[tuple[str | None, str | None]]:
    return [(d.a.exact if d.a else None, d.b.exact if d.b else None) for d in differing(span(a), span(b))]


def test_words_that_one_has_and_the_other_has_not() -> None:
    a, b = "وحدة الأراضي السورية وسيادتها الكاملة", "وحدة الأراضي السورية"
    assert told(a, b) == [("وسيادتها الكاملة", None)]
    assert told(b, a) == [(None, "وسيادتها الكاملة")]


def test_words_in_the_place_of_others() -> None:
    assert told("بلاده مع الحوار", "سوريا مع الحوار") == [("بلاده", "سوريا")]


def test_spelling_and_what_is_written_onto_a_word_are_no_difference() -> None:
    assert told("إعادة الإعمار في سوريه", "اعاده الاعمار في سورية") == []
    assert told("والعلاقات بين البلدين", "العلاقات بين البلدين") == []


def test_paraphrase_of_a_line_is_alike_and_another_line_is_not() -> None:
    line = "زاد حجم التبادل التجاري بين البلدين سبعة بالمئة خلال العام الماضي"
    assert likeness(line, "حجم التبادل التجاري بين البلدين زاد سبعة بالمئة") >= SAME
    assert likeness(line, "ضرورة احترام وحدة الأراضي السورية وسيادتها") < SAME


@given(WORDS, WORDS)
def test_likeness_is_mutual_and_between_nothing_and_all(a: str, b: str) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert 0.0 <= likeness(a, b) <= 1.0


@given(WORDS, WORDS)
def test_differing_words_stand_where_they_are_said_to(a: str, b: str) -> None:
    one, other = span(a, 7), span(b, 3)
    for found in differing(one, other):
        assert found.a or found.b
        assert found.a is None or found.a.holds_in("x" * 7 + a)
        assert found.b is None or found.b.holds_in("x" * 3 + b)


@given(WORDS)
def test_nothing_differs_from_itself(words: str) -> None:
    assert differing(span(words), span(words)) == ()
