"""Facts: acts of states, forces and bodies that the reporter tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.narration import find_facts, to_fact
from tests.reading.narration.reading import cases, named, read
from tests.reading.reports import read as read_record
from tests.shared import SHARED

CASES = cases("fact_cases.yml")


def facts_of(text, published=None):
    ground, cast = read(text, published)
    found = find_facts(ground, cast)
    return [to_fact(ground.page, f, f"f{n}", named(cast)) for n, f in enumerate(found, 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_facts_are_told_with_their_phase(case):
    facts = facts_of(case["text"], case.get("published"))
    assert [(f.act, f.phase) for f in facts] == [(w["act"], w["phase"]) for w in case["facts"]]
    for fact, wanted in zip(facts, case["facts"], strict=True):
        if "actors" in wanted:
            assert list(fact.actors) == wanted["actors"]
        for field in ("object", "place", "date"):
            if field in wanted:
                assert getattr(fact, field) == wanted[field]
        if "doubt" in wanted:
            assert wanted["doubt"] in fact.doubt[0].words


def test_fact_told_in_headline_and_body_is_one_and_the_body_s():
    text = "روسيا تسحب قواتها من القامشلي\n\nسحبت روسيا قواتها من مطار القامشلي."
    [fact] = facts_of(text)
    assert (fact.phase, fact.place) == ("done", "مطار القامشلي")
    assert fact.span.start > text.index("\n")


def test_demand_is_never_an_act():
    assert all(f.phase == "demanded" for f in facts_of("هناك ضرورة سحب القوات الأجنبية من سوريا."))


def test_what_is_condemned_is_told_by_who_condemns_it():
    record = read_record("أدان الأردن قصف إسرائيل مدينة غزة.")
    names = {a.id: a.name for a in record.actors}
    [fact] = record.facts
    assert [names.get(hop.actor) for hop in fact.told_by] == [None, "الأردن"]


def test_actors_a_fact_uses_are_known_for_assembly():
    [found] = find_facts(*read("سحبت روسيا قواتها من مطار القامشلي."))
    assert found.cast == found.actors != ()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("number", "act", "phase"),
    [("002", "withdraw", "done"), ("003", "infer", "under-way"), ("000", "resume-relations", "planned")],
)
def test_facts_of_the_samples(number, act, phase):
    paths = sorted((SHARED / "samples").glob(f"{number}_*.txt"))
    if not paths:
        pytest.skip("the samples are not here")
    assert (act, phase) in [(f.act, f.phase) for f in facts_of(paths[0].read_text(encoding="utf-8"))]


@given(st.text(alphabet="سحبت روسيا قواتها من مطار، إذا «»\n.لم وهو يشير إلى أن0", max_size=200))
def test_any_text_is_read(text):
    for fact in facts_of(text):
        assert fact.span.holds_in(text)
