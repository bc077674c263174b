"""Tenures: who held which office when, and which office a title means."""

from datetime import date

import pytest

from mahdar.knowledge import load
from mahdar.knowledge.edtf import Period, period_of
from mahdar.knowledge.tenures import Holding, Tenures


def knowledge_of(*rows: str) -> Tenures:
    """Tenures of rows `person office country title start end [acting]`, dashes for what is not known."""
    made = []
    for row in rows:
        person, office, country, title, start, end, *acting = (c.strip() for c in row.split("|"))
        made.append(
            {
                "person": person, "office": office, "country": country, "title_ar": title, "start": start,
                "end": end, "acting": "yes" if acting else "", "certainty": "sure", "source": "made up",
            }
        )  # fmt: skip
    shipped = load()
    return Tenures(shipped.__class__(**{**{f: getattr(shipped, f) for f in FIELDS}, "tenures": made}))


FIELDS = [name for name in load().__dataclass_fields__ if name != "memo"]


@pytest.fixture(scope="module")
def ministers() -> Tenures:
    return knowledge_of(
        "salim|foreign-minister|JO|وزير الخارجية الأردني|2010-05|2014-03-10",
        "nadia|foreign-minister|JO|وزيرة الخارجية الأردنية|2014-03-10|2016",
        "karim|foreign-minister|JO|وزير الخارجية الأردني|2017-01-05|",
        "karim|ambassador|JO|السفير الأردني في باريس|2012|2015-06",
        "huda|ambassador|JO|السفيرة الأردنية في طوكيو|2012|2019",
        "rami|defence-minister|JO|وزير الدفاع الأردني|2011-01-01|2012-01-01|acting",
    )


def fits(holdings: tuple[Holding, ...]) -> list[tuple[str, str]]:
    return [(h.tenure.person, h.fit) for h in holdings]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2010-04-30", []),
        ("2010-05-20", [("salim", "possible")]),
        ("2010-06-01", [("salim", "certain")]),
        ("2014-03-10", [("nadia", "certain"), ("salim", "possible")]),
        ("2014-03-11", [("nadia", "certain")]),
        ("2016-07-01", [("nadia", "possible")]),
        ("2017-01-04", []),
        ("2030-01-01", [("karim", "certain")]),
        ("2015", [("nadia", "certain")]),
        ("2014", [("salim", "possible"), ("nadia", "possible")]),
        ("2014-04/2014-05", [("nadia", "certain")]),
    ],
)
def test_month_and_year_precision_are_intervals(ministers: Tenures, day: str, expected: object) -> None:
    assert fits(ministers.holders_of("foreign-minister", "JO", day)) == expected


def test_a_day_may_be_asked_as_a_date_or_a_period(ministers: Tenures) -> None:
    day = date(2014, 3, 11)
    for when in (day, Period(day, day), "2014-03-11"):
        assert fits(ministers.holders_of("foreign-minister", "JO", when)) == [("nadia", "certain")]


def test_on_the_day_of_the_handover_nobody_is_named(ministers: Tenures) -> None:
    assert ministers.holder_of_title("وزير الخارجية الأردني", "JO", "2014-03-10") is None


def test_unnamed_minister_is_the_holder_of_the_day(ministers: Tenures) -> None:
    found = ministers.holder_of_title("وزير الخارجية الأردني", "JO", "2018-02-01")
    assert found and found.tenure.person == "karim"


def test_masculine_title_finds_the_woman_in_office_and_the_other_way_round(ministers: Tenures) -> None:
    for title in (
        "وزير الخارجية الأردني",
        "وزيرة الخارجية الأردنية",
        "وزيرة خارجية الأردن",
        "لوزيرة الخارجية",
    ):
        found = ministers.holder_of_title(title, "JO", "2015-05-05")
        assert found and found.tenure.person == "nadia", title


def test_nobody_is_resolved_outside_the_tenure(ministers: Tenures) -> None:
    assert ministers.holder_of_title("وزير الخارجية الأردني", "JO", "2009-01-01") is None
    assert (
        ministers.holding_of_name("سالم", "وزير الخارجية الأردني", "JO", "2009-01-01", person="salim") is None
    )


def test_of_several_ambassadors_only_the_full_title_tells_one(ministers: Tenures) -> None:
    assert ministers.holder_of_title("السفير الأردني", "JO", "2013-01-01") is None
    found = ministers.holder_of_title("السفير الأردني في باريس", "JO", "2013-01-01")
    assert found and found.tenure.person == "karim"


def test_acting_holder_is_marked(ministers: Tenures) -> None:
    (found,) = ministers.holders_of("defence-minister", "JO", "2011-06-01")
    assert found.tenure.acting


def test_offices_of_a_person_at_a_time_and_of_a_whole_life(ministers: Tenures) -> None:
    assert [h.tenure.office for h in ministers.offices_of("karim", "2013-01-01")] == ["ambassador"]
    assert [h.tenure.office for h in ministers.offices_of("karim")] == ["ambassador", "foreign-minister"]
    assert ministers.offices_of("nobody") == ()


def test_named_person_has_the_tenure_of_his_title(ministers: Tenures) -> None:
    found = ministers.holding_of_name("كريم", "وزير الخارجية الأردني", "JO", "2018-02-01", person="karim")
    assert found and found.tenure.office == "foreign-minister"
    assert (
        ministers.holding_of_name("كريم", "وزير الخارجية الأردني", "JO", "2013-02-01", person="karim") is None
    )


@pytest.mark.parametrize(
    ("title", "country", "office"),
    [
        ("وزير الخارجية السعودي", None, "foreign-minister"),
        ("وزير خارجية روسيا", None, "foreign-minister"),
        ("ووزير الخارجية", "EG", "foreign-minister"),
        ("الرئيس الفرنسي", "FR", "head-of-state"),
        ("رئيس الوزراء العراقي", "IQ", "head-of-government"),
        ("الأمين العام للأمم المتحدة", "UN", "secretary-general"),
        ("وزير الخارجية الأمريكي بالوكالة", "US", "foreign-minister"),
        ("وزير الخارجية السوري السابق", "SY", None),
        ("الرئيس المنتخب", "FR", None),
        ("نظيره التركي", "TR", None),
        ("مدير المدرسة", "EG", None),
        ("", "EG", None),
        ("،", None, None),
    ],
)
def test_office_of_a_title(title: str, country: str | None, office: str | None) -> None:
    meant = Tenures.of(load()).meant(title, country)
    assert (meant and meant[0]) == office


def test_tenures_are_made_once_for_a_knowledge() -> None:
    assert Tenures.of(load()) is Tenures.of(load())


@pytest.mark.parametrize("edtf", ["", "15", "2015-13", "2015-02-30", "2015-08/2014", "soon", "2015-8-1"])
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        period_of(edtf)


def test_precision_of_a_date_is_the_days_it_may_mean() -> None:
    assert period_of("2016-02") == (date(2016, 2, 1), date(2016, 2, 29))
    assert period_of("2016") == (date(2016, 1, 1), date(2016, 12, 31))
    assert period_of("2016-02-03~") == (date(2016, 2, 3), date(2016, 2, 3))
