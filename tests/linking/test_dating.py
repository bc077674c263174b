"""When an encounter was, by everything that bears on it, with the chain of reasons."""

from mahdar.linking.dating.days import ANY, Days, day_of, edtf_of
from mahdar.linking.dating.network import Network
from tests.linking.records import article, linked, of_kind

SECOND = (
    "وصل الرئيس السوري أحمد الشرع اليوم إلى موسكو في زيارة رسمية هي الثانية له خلال ثلاثة أشهر ونصف.\n"
    "وكان الشرع زار موسكو في 15 تشرين الأول الماضي."
)
ON_A_TUESDAY = (
    "استقبل الرئيس الروسي فلاديمير بوتين وزير الخارجية السوري أسعد الشيباني الثلاثاء في الكرملين.\n"
    "وكان الرئيس السوري أحمد الشرع زار روسيا في أكتوبر الماضي."
)


def test_order_words_date_a_visit_by_the_one_before() -> None:
    found = linked([article("a", SECOND, collected="2026-02-15")])
    first, second = sorted(of_kind(found, "visit"), key=lambda one: one.earliest or "")
    assert first.date == "2025-10-15"
    assert second.date is None
    assert second.earliest is not None
    assert second.latest is not None
    assert "2026-01-15" < second.earliest < "2026-01-30" < second.latest <= "2026-02-15"
    assert any("about 2026-01-30" in reason for reason in second.date_basis)


def test_weekday_in_an_undated_article_lies_after_what_it_tells_as_past() -> None:
    found = linked([article("a", ON_A_TUESDAY, collected="2026-02-15")])
    (met,) = of_kind(found, "meeting")
    assert met.date is None
    assert (met.earliest, met.latest) == ("2025-11-04", "2026-02-10")
    assert any("«الثلاثاء»" in reason for reason in met.date_basis)


def test_day_told_elsewhere_dates_the_same_words() -> None:
    words = (
        "وشدد الجانبان في بيان مشترك على أهمية مواصلة التنسيق السياسي والعسكري بين البلدين وعلى دعم مسار إعادة "
        "الإعمار وعودة اللاجئين إلى قراهم ومدنهم، واتفقا على تشكيل لجنة عليا تجتمع كل ستة أشهر في عاصمة من العاصمتين."
    )
    dated = f"استقبل الرئيس الروسي فلاديمير بوتين أمس الأحد 2 نوفمبر 2025 الرئيس السوري أحمد الشرع.\n{words}"
    undated = f"عقد الرئيس الروسي فلاديمير بوتين مباحثات مع الرئيس السوري أحمد الشرع.\n{words}"
    found = linked([article("a", dated, "2025-11-03"), article("b", undated, collected="2025-11-06")])
    (met,) = of_kind(found, "meeting")
    assert met.date == "2025-11-02"
    assert len(met.reports) == 2
    assert "told in the same words" in met.why[0]


def test_slip_of_the_source_is_named() -> None:
    slip = (
        "استقبل الرئيس الروسي فلاديمير بوتين وزير الخارجية السوري أسعد الشيباني الثلاثاء.\n"
        "وأجرى الرئيس السوري أحمد الشرع زيارة رسمية إلى روسيا في أكتوبر المقبل، "
        "وقال بوتين آنذاك إن بلاده مستعدة للتعاون."
    )
    (visit,) = of_kind(linked([article("a", slip, collected="2026-02-15")]), "visit")
    assert visit.date == "2025-10"
    assert any("slip of the source" in (c.reason or "") for c in visit.conflicts)


def test_later_than_narrows_both_ends_and_keeps_the_reasons() -> None:
    network = Network()
    network["first"].days = Days(100, 110, True)
    network["first"].from_first = ("told",)
    network.in_order("first", "second", 5, 20, "so long after")
    network.settle()
    assert network["second"].days[:2] == (105, 130)
    assert network["second"].from_first == ("told", "so long after")


def test_weekday_moves_either_end_inwards() -> None:
    network = Network()
    first, last = day_of("2025-11-01"), day_of("2025-11-30")
    assert first
    assert last
    network["day"].days = Days(first, last)
    network.weekday("day", 1, "a Tuesday")
    network.settle()
    assert network["day"].days[:2] == (day_of("2025-11-04"), day_of("2025-11-25"))


def test_contradiction_is_told_and_changes_nothing() -> None:
    network = Network()
    network["a"].days = Days(200, 210, True)
    network["b"].days = Days(100, 110, True)
    network.in_order("a", "b", 0, None, "a before b")
    network.settle()
    assert network["b"].days[:2] == (100, 110)
    assert "a before b" in network["b"].clashes[0]


def test_ranges_are_written_as_short_as_they_allow() -> None:
    def written(a: str, b: str) -> str:
        first, last = day_of(a), day_of(b)
        assert first
        assert last
        return edtf_of(Days(first, last))

    assert written("2025-10-15", "2025-10-15") == "2025-10-15"
    assert written("2025-10-01", "2025-10-31") == "2025-10"
    assert written("2025-01-01", "2025-12-31") == "2025"
    assert written("2025-10-15", "2025-10-17") == "2025-10-15/2025-10-17"
    assert ANY.told is False
