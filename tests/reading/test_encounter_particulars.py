"""Where, when and how an encounter was held: lines in the manner of reports, written for the tests."""

import pytest

from tests.reading.encounter_reports import encounters, only
from tests.reading.reports import read

MET = "التقى وزير الخارجية النرويجي إريك هانسن وزير الخارجية الكويتي سالم العازمي"

PLACES = {
    "town_after_in": (MET + " في جنيف.", "جنيف", "CH"),
    "town_written_onto_the_preposition": (MET + " بجنيف.", "جنيف", "CH"),
    "venue_and_town": (MET + " في قصر المؤتمرات بجنيف.", "قصر المؤتمرات، جنيف", "CH"),
    "capital_of_an_adjective": (MET + " في العاصمة السويسرية برن.", "العاصمة السويسرية برن", "CH"),
    "what_was_discussed_is_no_place": (MET + " لبحث الأوضاع في سوريا.", None, None),
}


@pytest.mark.parametrize("name", PLACES)
def test_place(name):
    text, place, country = PLACES[name]
    found = only(text)
    assert (found.place, found.country) == (place, country)


def test_host_at_home_gives_the_country():
    text = "استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي."
    assert only(text).country == "FI"


def test_destination_is_the_country_of_a_visit():
    found = only("وصل وزير الخارجية النرويجي إريك هانسن إلى الدوحة قادما من أوسلو.")
    assert (found.place, found.country) == ("الدوحة", "QA")


def test_meeting_during_a_visit_is_in_the_country_visited_and_part_of_it():
    text = (
        "وصل وزير الخارجية النرويجي إريك هانسن أمس إلى الكويت.\n"
        "والتقى هانسن وزير الخارجية الكويتي سالم العازمي."
    )
    record = read(text)
    visit, meeting = record.encounters
    assert (visit.kind, meeting.kind) == ("visit", "meeting")
    assert (meeting.country, meeting.part_of) == ("KW", visit.id)
    assert meeting.date == visit.date == "2015-08-11"


DATES = {
    "today": (MET + " اليوم.", "2015-08-12"),
    "yesterday": (MET + " أمس.", "2015-08-11"),
    "weekday_past": (MET + " الاثنين.", "2015-08-10"),
    "full_date": (MET + " في 3 يوليو 2014.", "2014-07-03"),
    "month_of_last_year": (MET + " في مايو 2014.", "2014-05"),
    "month_past": (MET + " في يونيو الماضي.", "2015-06"),
    "none_told": (MET + ".", None),
}


@pytest.mark.parametrize("name", DATES)
def test_date(name):
    text, expected = DATES[name]
    assert only(text).date == expected


def test_weekday_of_what_is_to_come_is_the_next():
    text = "يلتقي وزير الخارجية النرويجي إريك هانسن وزير الخارجية الكويتي سالم العازمي الجمعة المقبل."
    found = only(text)
    assert (found.date, found.status) == ("2015-08-14", "planned")


def test_date_of_another_event_is_left_to_it():
    text = MET + " منذ توليه منصبه في مايو 2013."
    assert only(text).date is None


def test_date_told_later_belongs_to_the_meeting():
    text = MET + ".\nوعقد اللقاء أمس في جنيف."
    found = only(text)
    assert (found.date, found.place) == ("2015-08-11", "جنيف")


def test_without_a_day_of_publication_relative_dates_stay_open():
    assert only(MET + " أمس.", published=None).date is None


def test_date_has_its_reason():
    assert "أمس" in only(MET + " أمس.").date_basis[0]


def test_host_and_guest_have_their_roles():
    record = read("استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي.")
    names = {a.id: a.name for a in record.actors}
    roles = {names[i]: role for i, role in record.encounters[0].roles.items()}
    assert roles == {"ماركو ليندن": "host", "سالم العازمي": "guest"}


def test_delegation_left_open_is_told():
    text = "استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي والوفد المرافق له."
    assert only(text).delegation_open


def test_format_and_tone_as_told():
    found = only("أجرى وزير الخارجية النرويجي إريك هانسن مباحثات مغلقة بناءة مع نظيره الكويتي سالم العازمي.")
    assert (found.format, found.tone) == ("closed", "بناءة")


def test_level_of_a_visit():
    assert only("قام الرئيس الفنلندي ماركو ليندن بزيارة دولة إلى الكويت.").level == "state"


def test_first_visit_is_a_claim_kept():
    found = only("وصل الرئيس الفنلندي ماركو ليندن إلى الكويت في أول زيارة له.")
    assert found.ordinal == "أول زيارة"


def test_topics_are_what_it_was_about():
    text = MET + " وبحثا سبل تعزيز التبادل التجاري والاستثمار بين البلدين."
    assert "trade-economy" in only(text).topics


def test_evidence_is_a_clause_of_the_text():
    text = MET + " أمس في جنيف.\nوقال هانسن إن المباحثات كانت مفيدة."
    found = only(text)
    assert text[found.evidence.start : found.evidence.end] == found.evidence.exact
    assert found.evidence.exact.startswith("التقى")
    assert "\n" not in found.evidence.exact


@pytest.mark.parametrize(
    "text", ["التقى", "لقاء لقاء لقاء مع مع", "زيارة إلى إلى", "استقبل، ، ،", "بين بين و و"]
)
def test_broken_text_gives_no_encounter_and_no_error(text):
    assert encounters(text) == []


def test_long_text_is_read_in_linear_time():
    assert len(read((MET + " أمس. ") * 400).encounters) == 1
