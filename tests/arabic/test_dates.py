"""Dates as newsrooms write them: what each form comes to, and what is no date."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.arabic.dates import KINDS, DateMention, date_in, find_dates, find_dates_in, resolve
from mahdar.arabic.tokens import tokenize

WEDNESDAY = date(2015, 8, 12)
_GROUPS = yaml.safe_load((Path(__file__).parent / "date_cases.yml").read_text(encoding="utf-8"))
CASES = [
    pytest.param(case, id=f"{group}: {case['text']}") for group, cases in _GROUPS.items() for case in cases
]
WORDS = """
    في يوم من إلى و بين قبل بعد أمس أول اليوم غدا الثلاثاء الأحد رمضان مارس تشرين الأول الماضي المقبل عام شهر الشهر
    أسبوعين الربع نهاية ليل 3 15 2015 1436 هـ / - . ( ) ، الحادي والعشرين ألفان وثمانية ونصف خلال من الآن نفسه الموافق
""".split()


def anchor_of(case: dict[str, object]) -> date | None:
    told = case.get("anchor", WEDNESDAY)
    return told if isinstance(told, date) else None


def plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("case", CASES)
def test_newsroom_form(case):
    found = find_dates(case["text"], anchor_of(case), case.get("tense"))
    if case.get("none"):
        assert found == []
        return
    assert len(found) == 1, [one.words for one in found]
    (mention,) = found
    assert mention.edtf == plain(case["edtf"])
    for field in ("kind", "direction", "hour"):
        if field in case:
            assert getattr(mention, field) == case[field]
    for field in ("earliest", "latest"):
        if field in case:
            assert getattr(mention, field) == case[field]
    if "said" in case:
        assert case["text"][mention.start : mention.end] == case["said"]
    if "duration" in case:
        assert mention.duration == tuple(case["duration"])
    told = case.get("slips", [])
    assert len(mention.slips) == len(told)
    assert all(words in slip for words, slip in zip(told, mention.slips, strict=True))


def test_there_are_at_least_130_newsroom_forms():
    assert len(CASES) >= 130


def test_reason_names_the_words_and_the_day_of_writing():
    (mention,) = find_dates("أعلن الوزير الثلاثاء ذلك", WEDNESDAY)
    assert mention.reason == "«الثلاثاء» before Wednesday 2015-08-12"
    assert mention.anchored


def test_without_an_anchor_the_reason_says_what_is_missing():
    (mention,) = find_dates("أعلن الوزير الثلاثاء ذلك")
    assert mention.edtf is None
    assert "the day of writing is not known" in mention.reason
    assert not mention.anchored


def test_text_collected_a_day_late_is_read_from_the_day_it_names():
    """«اليوم (الاثنين)» collected on a Tuesday: «أمس» elsewhere in it is Sunday."""
    text = "أعلن الوزير اليوم (الاثنين) ذلك. وكان قد وصل أمس إلى عمان."
    assert [one.edtf for one in find_dates(text, date(2015, 8, 11))] == ["2015-08-10", "2015-08-09"]


def test_same_year_is_that_of_the_date_told_before():
    text = "وقع الاتفاق في مارس 2011، ثم عدل في 15 مايو من العام نفسه."
    assert [one.edtf for one in find_dates(text, WEDNESDAY)] == ["2011-03", "2011-05-15"]


def test_mention_can_be_resolved_anew_with_the_tense_of_its_sentence():
    (mention,) = find_dates("يصل الوزير الثلاثاء", WEDNESDAY)
    assert resolve(mention, WEDNESDAY, "future").edtf == "2015-08-18"
    assert resolve(mention, None).edtf is None


def test_date_in_reads_one_place_of_a_text_in_its_context():
    text = "وصل الأحد، ويغادر الخميس"
    where = text.index("الخميس")
    mention = date_in(text, where, len(text), WEDNESDAY, "future")
    assert isinstance(mention, DateMention)
    assert mention.edtf == "2015-08-13"
    assert date_in(text, 0, 3, WEDNESDAY) is None


def test_tokens_made_already_give_the_same_dates():
    text = "وصل الأحد 9 آب/أغسطس، ويغادر الخميس المقبل"
    assert find_dates_in(tokenize(text), WEDNESDAY, None, text) == find_dates(text, WEDNESDAY)


def test_several_dates_of_a_sentence_are_found_in_order():
    text = "بعد زيارته في مايو الماضي، يعود الوزير غدا الخميس إلى موسكو التي زارها أول مرة عام 2009"
    assert [one.edtf for one in find_dates(text, WEDNESDAY)] == ["2015-05", "2015-08-13", "2009"]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_any_text_gives_mentions_that_slice_right_and_do_not_overlap(text):
    for anchor in (WEDNESDAY, date.min, date.max, None):
        last = 0
        for one in find_dates(text, anchor):
            assert last <= one.start < one.end <= len(text)
            assert one.words == text[one.start : one.end]
            assert one.kind in KINDS
            assert one.earliest is None or one.latest is None or one.earliest <= one.latest
            last = one.end


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.dates(),
    st.sampled_from(["past", "future", None]),
)
def test_resolving_never_fails_whatever_the_anchor(text, anchor, tense):
    for one in find_dates(text, anchor, tense):
        assert resolve(one, anchor, tense).kind in KINDS


def test_dates_are_found_throughout_a_million_letters():
    text = ("وصل الوزير يوم الثلاثاء 11 أغسطس إلى عمان بعد يومين من زيارته في مارس " * 20_000)[:1_000_000]
    assert len(find_dates(text, WEDNESDAY)) > 10_000
