"""What a statement does, to whom, about whom, on which condition, and in whose words."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.knowledge import load
from mahdar.knowledge.files import mapping_of
from mahdar.model import Article, Statement
from mahdar.model.vocabulary import ACTS
from mahdar.reading.mentions import find_mentions
from mahdar.reading.page import open_page
from mahdar.reading.particulars import Particulars, apply_particulars, particulars_of, particulars_of_all
from mahdar.reading.resolution import resolve_mentions
from mahdar.reading.statements import Found, find_statements
from tests.reading.particulars.reading import Reading, cases

FIELDS = ("act", "negated", "addressee", "condition", "target", "words_of")
CASES = [(field, *row) for field in FIELDS for row in cases(field)]


@pytest.mark.parametrize(("field", "text", "cue", "expected"), CASES)
def test_a_particular_is_told_by_the_words_around_the_cue(field, text, cue, expected):
    reading = Reading(text, cue)
    assert expected in reading.value(field), reading.told.reasons


@pytest.mark.parametrize("case", cases("unread"), ids=lambda case: case["text"])
def test_a_statement_laid_down_by_hand_has_the_same_particulars(case):
    reading = Reading(case["text"], case["cue"], by_hand=case)
    for field in FIELDS:
        if field in case:
            assert str(case[field]).lower() in {str(v).lower() for v in reading.value(field)}, (
                reading.told.reasons
            )


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_eighty_cases(field):
    rows = {text for text, _, _ in cases(field)}
    assert len(rows) >= 80


def test_every_value_has_a_reason():
    told = Reading("هدد ترامب بضرب إيران إذا لم توقف التخصيب.", "هدد").told
    reasons = dict(told.reasons)
    assert set(reasons) == {"act", "condition", "target"}
    assert all(reasons.values())


def test_field_names_of_reasons_are_fields_of_the_particulars():
    names = {field.name for field in fields(Particulars)}
    for field, text, cue, _ in CASES[::25]:
        assert {name for name, _ in Reading(text, cue).told.reasons} <= names, field


def test_a_condition_lies_within_the_text():
    for text, cue, _ in cases("condition"):
        reading = Reading(text, cue)
        if reading.told.condition:
            first, last = reading.told.condition
            assert 0 <= first < last <= len(reading.page.tokens)


def test_the_cast_is_left_as_it_is():
    reading = Reading("ندد أردوغان بالغارات الإسرائيلية.", "ندد")
    before = len(reading.cast)
    particulars_of(reading.page, reading.found, reading.mentions, reading.cast)
    assert len(reading.cast) == before


def test_particulars_are_a_function_of_the_article():
    reading = Reading("وجه العبادي الشكر إلى الكويت على مساعداتها.", "وجه")
    again = particulars_of(reading.page, replace(reading.found), reading.mentions, reading.cast)
    assert again == reading.told


def test_particulars_are_written_into_a_statement():
    reading = Reading("هدد ترامب إيران بضربة قوية إذا لم توقف التخصيب.", "هدد")
    page, found = reading.page, reading.found
    bare = Statement(
        id="s1",
        speakers=("a1",),
        cue=page.span(*found.cue),
        content=page.span(*found.content),
        mode="indirect",
    )
    by_name = apply_particulars(bare, reading.told, page, reading.cast, {})
    by_identifier = apply_particulars(bare, reading.told, page, reading.cast, {reading.told.target: "a2"})
    assert (by_name.act, by_name.target, by_name.addressee) == ("threaten", "إيران", "إيران")
    assert by_name.condition.exact == "إذا لم توقف التخصيب"
    assert by_identifier.target == "a2"
    assert {reason.field for reason in by_name.reasons} == {"act", "addressee", "condition", "target"}


def test_word_lists_name_acts_of_the_record_only():
    raw = mapping_of("particulars.yml")
    for section in ("expressed", "stance_adjectives", "performatives"):
        assert set(raw[section]) <= set(ACTS)
    assert set(raw["target"]["things"]) | set(raw["target"]["parties"]) <= set(ACTS)


def test_no_noun_means_two_acts():
    nouns = [noun for nouns in mapping_of("particulars.yml")["expressed"].values() for noun in nouns]
    assert len(nouns) == len(set(nouns))


def test_yaml_reads_every_key_as_a_word():
    def keys(value):
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from keys(inner)

    assert all(isinstance(key, str) for key in keys(mapping_of("particulars.yml")))


ANY = st.text(alphabet=st.sampled_from(' أكدنفىرضبلوعنإذلملامقابل"«»:،.\nإسرائيلترامبروسيا'), max_size=120)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_no_text_breaks_the_reading(text):
    page = open_page(Article(doc_id="any", text=text), load())
    mentions, cast = resolve_mentions(page, find_mentions(page))
    statements = find_statements(page, mentions, cast)
    assert len(particulars_of_all(page, statements, mentions, cast)) == len(statements)


@settings(max_examples=60, deadline=None)
@given(ANY, st.data())
def test_no_statement_breaks_the_reading(text, data):
    page = open_page(Article(doc_id="any", text=text), load())
    if not page.tokens:
        return
    mentions, cast = resolve_mentions(page, find_mentions(page))
    place = st.integers(0, len(page.tokens) - 1)
    cue, start = data.draw(place), data.draw(place)
    end = data.draw(st.integers(start + 1, len(page.tokens)))
    mode = data.draw(st.sampled_from(("direct", "mixed", "indirect")))
    kind = data.draw(
        st.sampled_from(("past", "present", "participle", "noun", "colon", "according", "relay"))
    )
    found = Found((cue, cue + 1), (start, end), mode, (), (), "inform", "", None, kind)
    particulars_of(page, found, mentions, cast)
