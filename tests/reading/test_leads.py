"""Headlines «someone: words» where no list knows the one before the colon; every line is written for the test."""

import pytest

from tests.reading.reports import read, told, via

SPEAKING = {
    "unknown_name_that_the_article_tells_again": (
        "هانكوفر: الاتفاق في مصلحة الجميع\n\nوصل أوتو هانكوفر أمس إلى المدينة.",
        (["هانكوفر"], "الاتفاق في مصلحة الجميع"),
    ),
    "name_in_quotation_marks": (
        "«هانكوفر»: الاتفاق في مصلحة الجميع\n\nوصل أوتو هانكوفر أمس إلى المدينة.",
        (["هانكوفر"], "الاتفاق في مصلحة الجميع"),
    ),
    "name_to_an_outlet": (
        "هانكوفر لـ «الساحل»: الاتفاق في مصلحة الجميع\n\nوصل أوتو هانكوفر أمس إلى المدينة.",
        (["هانكوفر"], "الاتفاق في مصلحة الجميع"),
    ),
    "people_told_by_an_indefinite_noun": (
        "برلماني غاني: القانون خطوة أولى\n\nأقر المجلس القانون أمس.",
        (["برلماني غاني"], "القانون خطوة أولى"),
    ),
    "plural_of_people": (
        "مهندسون: الجسر يحتاج إلى عام آخر\n\nزار الوفد الجسر أمس.",
        (["مهندسون"], "الجسر يحتاج إلى عام آخر"),
    ),
    "office_that_one_of_the_article_holds": (
        "سفير أكرا: مليون زائر هذا العام\n\nأكد السفير الغاني سالم أساري أن العدد كبير.",
        (["سالم أساري"], "مليون زائر هذا العام"),
    ),
    "short_name_of_a_body_of_the_article": (
        "الموارد المائية: السد جاهز للعمل\n\nأعلنت وزارة الموارد المائية الغانية افتتاح السد.",
        (["وزارة الموارد المائية الغانية"], "السد جاهز للعمل"),
    ),
    "report_with_adjectives": (
        "تقرير حكومي غاني: السياحة تتراجع هذا العام\n\nنشر التقرير أمس.",
        (["تقرير حكومي غاني"], "السياحة تتراجع هذا العام"),
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SPEAKING.values(), ids=SPEAKING.keys())
def test_lead_speaks(text: str, wanted: tuple[list[str], str]) -> None:
    speakers, _, content = told(read(text))[0]
    assert (speakers, content) == wanted


SILENT = {
    "rubric": "قصة مصورة: عيد في المدينة القديمة\n\nخرج السكان أمس.",
    "matter": "انتخابات الاتحاد: الطريق أمام المرشح مفتوح\n\nتجري الانتخابات غدا.",
    "place_a_body_is_named_after": "الساحلية: إغلاق الجسر غدا\n\nقررت أمانة الساحلية إغلاق الجسر.",
    "unknown_word_that_the_article_does_not_tell_again": "هانكوفر: الطريق إلى البحر\n\nوصل الوفد أمس.",
    "what_a_body_does": "«الاتحاد» يقايض: خمسة مقابل ثلاثة\n\nأعلن نادي الاتحاد الصفقة.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_lead_is_no_speaker(text: str) -> None:
    assert not [said for said in told(read(text)) if said[1] == ":"]


def test_source_after_a_clause_of_its_own_tells_that_clause() -> None:
    text = "وبلغ الفائض عشرين مليون دولار وفق ما أعلن الوزير الغاني كوفي أدو، موضحا أن الصادرات ارتفعت."
    assert told(read(text)) == [
        (["كوفي أدو"], "وفق ما أعلن", "وبلغ الفائض عشرين مليون دولار"),
        (["كوفي أدو"], "موضحا", "الصادرات ارتفعت"),
    ]


def test_turn_to_another_matter_ends_what_was_said() -> None:
    text = (
        "وقال الوزير الغاني كوفي أدو إن الأهداف تحققت، في سياق آخر أعلن "
        "الوزير الفنلندي ماركو ليندن أن بلاده ستشارك."
    )
    assert told(read(text)) == [
        (["كوفي أدو"], "وقال", "الأهداف تحققت"),
        (["ماركو ليندن"], "أعلن", "بلاده ستشارك"),
    ]


def test_organ_after_words_of_its_own_passes_nothing_else_on() -> None:
    text = "وبلغ الفائض عشرين مليون دولار وفق رويترز، فيما قال الوزير الغاني كوفي أدو إن الصادرات ارتفعت."
    assert via(read(text)) == [[], []]


def test_closing_mark_after_a_space_before_a_stop_closes() -> None:
    text = 'وأضاف الوزير الغاني كوفي أدو: "سأحاول بذل كل جهد ممكن ". وصل الوفد أمس.'
    assert told(read(text)) == [(["كوفي أدو"], "وأضاف", "سأحاول بذل كل جهد ممكن")]


def test_name_after_an_office_in_a_quoted_body() -> None:
    text = "وقال رئيس مجلس الإدارة في «الساحل» تيم هانكوفر إن الحل قريب."
    assert told(read(text)) == [(["تيم هانكوفر"], "وقال", "الحل قريب")]


def test_agency_told_before_what_is_said_passes_it_on() -> None:
    text = 'وقالت آنا ليندن، وهي نائبة عن الساحل، لوكالة أنباء "تي تي" إن الحل قريب.'
    record = read(text)
    assert told(record) == [(["آنا ليندن"], "وقالت", "الحل قريب")]
    assert via(record) == [['وكالة أنباء "تي تي"']]


def test_who_takes_a_greeting_back_is_its_bearer() -> None:
    text = "ونقل الوزير الكويتي سالم العازمي للرئيس الغاني كوفي أدو تحيات أمير الكويت، فيما حمله تحياته له."
    assert via(read(text)) == [["سالم العازمي"], ["سالم العازمي"]]
