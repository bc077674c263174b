"""Who met whom: each case is a line in the manner of a report, written for the test."""

import pytest

from tests.reading.encounter_reports import encounters, only

A, B, C = "إريك هانسن", "سالم العازمي", "ماركو ليندن"
CASES = {
    # --- meetings by their verbs
    "verb_subject_object": (
        "التقى وزير الخارجية النرويجي إريك هانسن نظيره الكويتي سالم العازمي.",
        [("meeting", "held", {A, B})],
    ),
    "verb_with_the_preposition_of_company": (
        "التقى وزير الخارجية النرويجي إريك هانسن مع وزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {A, B})],
    ),
    "to_gather_with_takes_a_preposition_written_onto_the_title": (
        "اجتمع وزير الخارجية النرويجي إريك هانسن بالرئيس الفنلندي ماركو ليندن.",
        [("meeting", "held", {A, C})],
    ),
    "host_and_guest": (
        "استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {C, B})],
    ),
    "adverbials_between_verb_and_guest": (
        "استقبل الرئيس الفنلندي ماركو ليندن، في مكتبه مساء أمس، وزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {C, B})],
    ),
    "where_they_met_between_verb_and_guest": (
        "استقبل وزير الخارجية الكويتي سالم العازمي، في مقر الوزارة بالعاصمة اليوم، الرئيس الفنلندي ماركو ليندن.",
        [("meeting", "held", {B, C})],
    ),
    "palace_between_verb_and_guest": (
        "استقبل الرئيس الفنلندي ماركو ليندن في القصر الملكي بالعاصمة، وزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {C, B})],
    ),
    "subject_before_the_verb": (
        "وكان الرئيس الفنلندي ماركو ليندن قد استقبل وزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {C, B})],
    ),
    "headline_with_the_subject_first": (
        "الرئيس الفنلندي ماركو ليندن يستقبل وزير الخارجية الكويتي سالم العازمي",
        [("meeting", "held", {C, B})],
    ),
    "to_discuss_is_a_meeting_where_it_is_with_somebody": (
        "بحث وزير الخارجية النرويجي إريك هانسن مع نظيره الكويتي سالم العازمي العلاقات الثنائية.",
        [("meeting", "held", {A, B})],
    ),
    "to_discuss_alone_is_no_meeting": (
        "بحث وزير الخارجية النرويجي إريك هانسن ملف الطاقة في بلاده.",
        [],
    ),
    "relative_clause_after_the_subject": (
        "التقى وزير الخارجية النرويجي إريك هانسن الذي يقوم بجولة في المنطقة، الرئيس الفنلندي ماركو ليندن.",
        [("meeting", "held", {A, C})],
    ),
    "one_met_two": (
        "التقى الرئيس الفنلندي ماركو ليندن وزير الخارجية النرويجي إريك هانسن ووزير الدفاع الكويتي سالم العازمي.",
        [("meeting", "held", {A, B, C})],
    ),
    "with_each_of": (
        "اجتمع الرئيس الفنلندي ماركو ليندن مع كل من وزير الخارجية النرويجي "
        "إريك هانسن ووزير الدفاع الكويتي سالم العازمي.",
        [("meeting", "held", {A, B, C})],
    ),
    "object_pronoun_is_the_one_told_of": (
        "وصل وزير الخارجية النرويجي إريك هانسن إلى الكويت، واستقبله وزير الخارجية الكويتي سالم العازمي.",
        [("visit", "held", {A}), ("meeting", "held", {A, B})],
    ),
    # --- meetings by their nouns
    "noun_between_two": (
        "جرت مباحثات بين وزير الخارجية النرويجي إريك هانسن ووزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {A, B})],
    ),
    "noun_carried_by_a_verb": (
        "عقد الرئيس الفنلندي ماركو ليندن جلسة مباحثات رسمية مع وزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {C, B})],
    ),
    "noun_with_pronoun": (
        "أكد وزير الخارجية النرويجي إريك هانسن خلال لقائه وزير الخارجية الكويتي سالم العازمي أهمية الحوار.",
        [("meeting", "held", {A, B})],
    ),
    "date_and_place_between_noun_and_party": (
        "أكد وزير الخارجية النرويجي إريك هانسن خلال لقائه أمس في أوسلو وزير "
        "الخارجية الكويتي سالم العازمي أهمية الحوار.",
        [("meeting", "held", {A, B})],
    ),
    "noun_in_the_genitive": (
        "جاء ذلك خلال استقبال الرئيس الفنلندي ماركو ليندن لوزير الخارجية الكويتي سالم العازمي.",
        [("meeting", "held", {C, B})],
    ),
    "press_conference_held_with": (
        "وقال وزير الخارجية النرويجي إريك هانسن في مؤتمر صحفي مشترك عقده مع نظيره الكويتي سالم العازمي إن الحل سياسي.",
        [("meeting", "held", {A, B})],
    ),
    "talks_told_by_a_relative_clause": (
        "ووصف وزير الخارجية النرويجي إريك هانسن المباحثات التي أجراها مع وزير "
        "الخارجية الكويتي سالم العازمي بأنها مثمرة.",
        [("meeting", "held", {A, B})],
    ),
    "meeting_that_brought_two_together": (
        "قال المصدر إن اللقاء الذي جمع وزير الخارجية النرويجي إريك هانسن بالرئيس الفنلندي ماركو ليندن كان وديا.",
        [("meeting", "held", {A, C})],
    ),
    "group_as_party": (
        "التقى وزير الخارجية النرويجي إريك هانسن مسؤولين كويتيين.",
        [("meeting", "held", {A, "مسؤولين كويتيين"})],
    ),
    "delegation_that_came_along_is_no_party": (
        "استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي والوفد المرافق له.",
        [("meeting", "held", {C, B})],
    ),
    "states_talk_where_nobody_is_named": (
        "تتواصل المفاوضات بين النرويج والكويت منذ أشهر.",
        [("meeting", "held", {"النرويج", "الكويت"})],
    ),
    "speech_to_a_parliament": (
        "ألقى الرئيس الفنلندي ماركو ليندن خطابا أمام البرلمان الكويتي.",
        [("meeting", "held", {C, "البرلمان الكويتي"})],
    ),
    # --- visits
    "visit_by_its_verb": (
        "زار وزير الخارجية النرويجي إريك هانسن الكويت.",
        [("visit", "held", {A})],
    ),
    "arrival_is_a_visit": (
        "وصل وزير الخارجية النرويجي إريك هانسن أمس إلى الكويت.",
        [("visit", "held", {A})],
    ),
    "visit_carried_by_a_verb": (
        "قام وزير الخارجية النرويجي إريك هانسن بزيارة إلى الكويت.",
        [("visit", "held", {A})],
    ),
    "visit_in_the_genitive": (
        "تصدرت زيارة إريك هانسن إلى الكويت عناوين الصحف، وهو وزير الخارجية النرويجي.",
        [("visit", "held", {A})],
    ),
    "departure_for_another_country": (
        "غادر وزير الخارجية النرويجي إريك هانسن أوسلو إلى الكويت.",
        [("visit", "held", {A})],
    ),
    "return_from_another_country": (
        "عاد وزير الخارجية النرويجي إريك هانسن من الكويت.",
        [("visit", "held", {A})],
    ),
    "a_matter_that_goes_back_to_a_state_is_no_journey": (
        "قال وزير الخارجية النرويجي إريك هانسن إن الأمر يعود إلى الكويت.",
        [],
    ),
    "each_leg_of_a_tour_is_a_visit": (
        "بدأ وزير الخارجية النرويجي إريك هانسن جولة تشمل الكويت وقطر والأردن.",
        [("visit", "held", {A})] * 3,
    ),
    "arrival_at_a_result_is_no_journey": (
        "قال وزير الخارجية النرويجي إريك هانسن إن الحوار سيصل إلى نتائج واضحة.",
        [],
    ),
    "return_home_is_no_visit": (
        "وصل وزير الخارجية النرويجي إريك هانسن إلى أوسلو.",
        [],
    ),
    # --- calls and messages
    "call_received": (
        "تلقى وزير الخارجية الكويتي سالم العازمي اتصالا هاتفيا من وزير الخارجية النرويجي إريك هانسن.",
        [("call", "held", {A, B})],
    ),
    "call_made": (
        "أجرى وزير الخارجية النرويجي إريك هانسن اتصالا هاتفيا مع نظيره الكويتي سالم العازمي.",
        [("call", "held", {A, B})],
    ),
    "two_called_are_two_calls": (
        "وتحدث الرئيس الفنلندي ماركو ليندن مع وزير الخارجية النرويجي إريك "
        "هانسن ووزير الخارجية الكويتي سالم العازمي عبر الهاتف.",
        [("call", "held", {A, C}), ("call", "held", {B, C})],
    ),
    "cable_sent": (
        "بعث الرئيس الفنلندي ماركو ليندن برقية تهنئة لوزير الخارجية الكويتي سالم العازمي.",
        [("message", "held", {B, C})],
    ),
    "letter_received": (
        "تسلم وزير الخارجية الكويتي سالم العازمي رسالة من وزير الخارجية النرويجي إريك هانسن.",
        [("message", "held", {A, B})],
    ),
    "message_meant_for_everybody_is_no_letter": (
        "هذه الزيارة تحمل رسالة طمأنة لدول المنطقة.",
        [],
    ),
    # --- agreements
    "two_sign": (
        "وقع وزير الخارجية النرويجي إريك هانسن ووزير الخارجية الكويتي سالم العازمي اتفاقا للتعاون.",
        [("agreement", "held", {A, B})],
    ),
    "states_sign": (
        "وقعت النرويج والكويت أمس اتفاقية للتعاون التجاري.",
        [("agreement", "held", {"النرويج", "الكويت"})],
    ),
    "agreement_between": (
        "ورحب بالاتفاق النووي بين إيران والقوى الكبرى.",
        [("agreement", "held", {"إيران", "القوى الكبرى"})],
    ),
    "any_agreement_is_none_yet": (
        "قال المصدر إنه لا يعلم بأي اتفاق بين النرويج والكويت.",
        [],
    ),
    "joint_statement_of_two_who_met": (
        "زار وزير الخارجية النرويجي إريك هانسن الكويت والتقى وزير الخارجية "
        "الكويتي سالم العازمي.\nوصدر بيان مشترك في ختام الزيارة.",
        [("visit", "held", {A}), ("meeting", "held", {A, B}), ("agreement", "held", {"النرويج", "الكويت"})],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_encounter(name):
    text, expected = CASES[name]
    found = encounters(text)
    assert sorted(map(repr, _sorted(found))) == sorted(map(repr, _sorted(expected)))


def _sorted(rows):
    return [(kind, status, sorted(names)) for kind, status, names in rows]


STATUSES = {
    "future_verb_is_planned": (
        "سيلتقي وزير الخارجية النرويجي إريك هانسن نظيره الكويتي سالم العازمي.",
        "planned",
    ),
    "due_is_planned": (
        "من المقرر أن يلتقي وزير الخارجية النرويجي إريك هانسن نظيره الكويتي سالم العازمي.",
        "planned",
    ),
    "expected_is_planned": (
        "ومن المتوقع أن يزور وزير الخارجية النرويجي إريك هانسن الكويت.",
        "planned",
    ),
    "purpose_is_planned": (
        "يستعد وزير الخارجية النرويجي إريك هانسن لعقد لقاء مع نظيره الكويتي سالم العازمي.",
        "planned",
    ),
    "invitation_is_a_planned_visit": (
        "دعا الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي إلى زيارة فنلندا.",
        "planned",
    ),
    "called_off_is_cancelled": (
        "ألغى وزير الخارجية النرويجي إريك هانسن زيارة إلى الكويت.",
        "cancelled",
    ),
    "past_is_held": ("زار وزير الخارجية النرويجي إريك هانسن الكويت.", "held"),
}


@pytest.mark.parametrize("name", STATUSES)
def test_status(name):
    text, expected = STATUSES[name]
    assert [status for _, status, _ in encounters(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "لم يلتق وزير الخارجية النرويجي إريك هانسن نظيره الكويتي سالم العازمي.",
        "قد يلتقي وزير الخارجية النرويجي إريك هانسن نظيره الكويتي سالم العازمي.",
        "غادر القاعة دون لقاء مع وزير الخارجية الكويتي سالم العازمي.",
        "شدد على ضرورة عقد اجتماع مع وزير الخارجية الكويتي سالم العازمي.",
    ],
)
def test_what_did_not_happen_is_no_encounter(text):
    assert encounters(text) == []


def test_meeting_told_twice_is_one():
    text = (
        "الرئيس الفنلندي يستقبل العازمي\n\n"
        "استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي.\n"
        "وأكد ليندن خلال اللقاء أهمية التعاون. وجرى خلال الاستقبال بحث العلاقات."
    )
    assert encounters(text) == [("meeting", "held", {C, B})]


def test_who_attended_takes_part():
    text = (
        "استقبل الرئيس الفنلندي ماركو ليندن وزير الخارجية الكويتي سالم العازمي.\n"
        "حضر الاستقبال وزير الخارجية النرويجي إريك هانسن."
    )
    assert encounters(text) == [("meeting", "held", {A, B, C})]


def test_second_meeting_of_an_article_is_another():
    text = (
        "التقى وزير الخارجية النرويجي إريك هانسن وزير الخارجية الكويتي سالم العازمي.\n"
        "كما التقى هانسن الرئيس الفنلندي ماركو ليندن."
    )
    assert encounters(text) == [("meeting", "held", {A, B}), ("meeting", "held", {A, C})]


def test_honour_stands_for_the_man():
    text = (
        "وصل الرئيس الفنلندي ماركو ليندن إلى الكويت.\n"
        "وعقد فخامته اجتماعا مع وزير الخارجية الكويتي سالم العازمي."
    )
    assert ("meeting", "held", {C, B}) in encounters(text)


def test_nothing_told_is_nothing_found():
    assert encounters("ارتفعت أسعار النفط أمس في تعاملات لندن.") == []
    assert encounters("") == []


def test_dateline_closed_by_an_agency_between_strokes_dates_the_article():
    text = "مسقط في 3 نوفمبر 2025 /العُمانية/ التقى وزير الخارجية الكويتي سالم العازمي اليوم الرئيس الغاني كوفي أدو."
    assert only(text, published=None).date == "2025-11-03"


def test_day_on_a_line_of_its_own_dates_the_article():
    text = (
        "لقاء في مسقط\n\nمسقط: «الساحل»\n3 نوفمبر 2025\n\n"
        "التقى وزير الخارجية الكويتي سالم العازمي أمس الرئيس الغاني كوفي أدو."
    )
    assert only(text, published=None).date == "2025-11-02"


def test_day_in_a_line_with_other_words_dates_nothing():
    text = (
        "لقاء في ذكرى 3 نوفمبر 2025\n\nالتقى وزير الخارجية الكويتي سالم العازمي أمس الرئيس الغاني كوفي أدو."
    )
    assert only(text, published=None).date is None


def test_meeting_that_was_to_be_held_and_is_cancelled_is_one_and_cancelled():
    text = "أعلن المكتب إلغاء اللقاء الذي كان مقررا عقده بين الوزير الكويتي سالم العازمي والرئيس الغاني كوفي أدو."
    assert only(text).status == "cancelled"
