"""Reports of one real encounter come together, those of another stay apart, with the reasons."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mahdar.linking.dating.days import days_of
from mahdar.model import Article
from tests.linking.records import article, documents, linked, of_kind, together

MONDAY = (
    "استقبل الرئيس الروسي فلاديمير بوتين في الكرملين اليوم الاثنين الرئيس السوري أحمد الشرع، "
    "وبحثا العلاقات الثنائية."
)
TOLD_NEXT_DAY = (
    "التقى الرئيس السوري أحمد الشرع أمس نظيره الروسي فلاديمير بوتين في موسكو، وناقشا ملف إعادة الإعمار."
)
ANOTHER = "عقد الرئيس الروسي فلاديمير بوتين اليوم في موسكو جلسة مباحثات مع الرئيس السوري أحمد الشرع."
MINISTERS = "التقى وزير الخارجية الروسي سيرغي لافروف اليوم في موسكو وزير الخارجية السوري أسعد الشيباني."


def test_reports_of_one_day_and_the_same_people_are_one_encounter() -> None:
    found = linked([article("a", MONDAY, "2025-11-03"), article("b", TOLD_NEXT_DAY, "2025-11-04")])
    assert together(found, "a", "b")
    (one,) = of_kind(found, "meeting")
    assert one.date == "2025-11-03"
    assert "the same participants, 2025-11-03" in one.why[0]


def test_same_leaders_on_another_day_are_another_encounter() -> None:
    found = linked([article("a", MONDAY, "2025-11-03"), article("b", ANOTHER, "2025-12-20")])
    assert together(found, "a")
    assert together(found, "b")


def test_other_people_on_the_same_day_are_another_encounter() -> None:
    found = linked([article("a", MONDAY, "2025-11-03"), article("b", MINISTERS, "2025-11-03")])
    assert together(found, "a")
    assert together(found, "b")


def test_planned_and_held_are_one_encounter_with_a_history() -> None:
    planned = "يلتقي الرئيس الروسي فلاديمير بوتين في موسكو يوم الاثنين المقبل الرئيس السوري أحمد الشرع."
    found = linked([article("a", planned, "2025-10-30"), article("b", MONDAY, "2025-11-03")])
    (one,) = of_kind(found, "meeting")
    assert documents(one) == ["a", "b"]
    assert one.status == "held"
    assert [line.split(",")[0] for line in one.history] == ["planned", "held"]


def test_undated_report_of_fresh_news_joins_the_one_encounter_it_can_be() -> None:
    undated = "أكد الرئيس السوري أحمد الشرع خلال لقائه الرئيس الروسي فلاديمير بوتين أهمية التعاون."
    found = linked([article("a", MONDAY, "2025-11-03"), article("b", undated, "2025-11-05")])
    assert together(found, "a", "b")
    assert any("told as news within days" in why for one in found.encounters for why in one.why)


def test_undated_report_of_an_undated_article_is_a_candidate_and_not_merged() -> None:
    undated = "عقد الرئيس الروسي فلاديمير بوتين جلسة مباحثات رسمية مع الرئيس السوري أحمد الشرع في الكرملين."
    found = linked(
        [
            article("a", MONDAY, "2025-11-03"),
            article("b", ANOTHER, "2025-12-20"),
            article("c", undated, collected="2026-02-15"),
        ]
    )
    assert together(found, "c")
    (open_one,) = [one for one in found.encounters if documents(one) == ["c"]]
    assert sorted(candidate.doc_id for candidate in open_one.candidates) == ["a", "b"]
    assert "it fits 2 encounters" in open_one.candidates[0].reason


def test_visits_are_told_apart_by_where_they_lead() -> None:
    kuwait = "وصل وزير الخارجية الإيراني عباس عراقجي إلى الكويت اليوم في زيارة رسمية."
    qatar = "وصل وزير الخارجية الإيراني عباس عراقجي إلى الدوحة اليوم في زيارة رسمية."
    again = "زار وزير الخارجية الإيراني عباس عراقجي الكويت أمس."
    found = linked(
        [
            article("a", kuwait, "2025-11-03"),
            article("b", qatar, "2025-11-03"),
            article("c", again, "2025-11-04"),
        ]
    )
    assert together(found, "a", "c")
    assert together(found, "b")


def test_reports_of_one_article_stay_two_encounters() -> None:
    both = f"{MONDAY}\nوعقد الجانبان لاحقا جلسة موسعة، إذ التقى بوتين الشرع ثانية مساء اليوم بحضور الوفدين."
    found = linked([article("a", both, "2025-11-03"), article("b", MONDAY, "2025-11-03")])
    assert all(len(set(documents(one))) == len(one.reports) for one in found.encounters)


def test_towns_that_differ_are_a_conflict_side_by_side() -> None:
    sochi = "التقى الرئيس الروسي فلاديمير بوتين اليوم الاثنين في سوتشي الرئيس السوري أحمد الشرع."
    moscow = "استقبل الرئيس الروسي فلاديمير بوتين اليوم الاثنين في موسكو الرئيس السوري أحمد الشرع."
    found = linked([article("a", sochi, "2025-11-03", "x"), article("b", moscow, "2025-11-03", "y")])
    (one,) = of_kind(found, "meeting")
    (conflict,) = [c for c in one.conflicts if c.field == "place"]
    assert {told.value for told in conflict.values} == {"سوتشي", "موسكو"}
    assert all(told.span is not None for told in conflict.values)


def test_words_of_one_agency_are_one_source() -> None:
    met = "الرئيس الروسي فلاديمير بوتين استقبل اليوم الاثنين في الكرملين الرئيس السوري أحمد الشرع."
    told = f"ذكرت وكالة الأنباء السورية (سانا) أن {met}"
    other = f"وقالت وكالة الأنباء السورية (سانا) إن {met}"
    found = linked([article("a", told, "2025-11-03", "x"), article("b", other, "2025-11-03", "y")])
    (one,) = [m for m in of_kind(found, "meeting") if len(m.reports) == 2]
    (source,) = one.sources
    assert source.side == "SY"
    assert source.articles == ("a", "b")


def test_office_of_that_day_stands_beside_each_participant() -> None:
    (one,) = of_kind(linked([article("a", MINISTERS, "2025-11-03")]), "meeting")
    offices = {p.id: p.office for p in one.participants}
    assert offices == {
        "sergey-lavrov": "وزير الخارجية الروسي",
        "asaad-al-shaibani": "وزير الخارجية السوري",
    }


EVERY = [
    article("a", MONDAY, "2025-11-03", "x"),
    article("b", TOLD_NEXT_DAY, "2025-11-04", "y"),
    article("c", ANOTHER, "2025-12-20", "x"),
    article("d", MINISTERS, "2025-11-03", "y"),
    article("e", MONDAY + " وأكدا دعم وحدة سوريا.", "2025-11-03", "z"),
    article(
        "f", "عقد الرئيس الروسي فلاديمير بوتين جلسة مع الرئيس السوري أحمد الشرع.", None, "z", "2026-02-15"
    ),
]
EXPECTED = linked(EVERY)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(EVERY))
def test_order_of_arrival_makes_no_difference(order: list[Article]) -> None:
    assert linked(order) == EXPECTED


def test_date_without_a_year_bounds_nothing() -> None:
    assert days_of("XXXX-10-15", None, None).told is False
    assert days_of("2025-10", None, None).length == 31
