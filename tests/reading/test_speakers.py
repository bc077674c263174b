"""Who a statement is given to, and through whom: word order, agreement, relatives, ranks and media."""

import pytest

from tests.reading.reports import read, told, via

SPEAKERS = {
    "relative_clause_speaks_for_the_name_before_it": (
        "أغضب ذلك الرئيس الفنلندي ماركو ليندن، الذي دعا الوزير الكويتي سالم العازمي إلى الاعتذار.",
        [["ماركو ليندن"]],
    ),
    "object_of_a_verb_after_qad_is_not_its_subject": (
        "وكان الرئيس الفنلندي ماركو ليندن قد حذر الوزير الكويتي سالم العازمي من التصعيد.",
        [["ماركو ليندن"]],
    ),
    "object_of_a_verb_after_kana_is_not_its_subject": (
        "وكان الرئيس الفنلندي ماركو ليندن اتهم الصين بممارسات غير نزيهة.",
        [["ماركو ليندن"]],
    ),
    "masculine_verb_has_no_feminine_body_as_its_subject": (
        "وقال الرئيس الفنلندي ماركو ليندن إن الوضع صعب، كما اتهم الأمم المتحدة بالتقصير.",
        [["ماركو ليندن"], ["ماركو ليندن"]],
    ),
    "dual_verb_takes_two_names_joined": (
        "وكان الرئيس الفنلندي ماركو ليندن والرئيس الغاني كوفي أدو قد أشادا بنتائج القمة.",
        [["ماركو ليندن", "كوفي أدو"]],
    ),
    "definite_plural_in_the_nominative_is_a_subject": (
        "ويتوقع المختصون أن تتراجع الأسعار في الخريف.",
        [["المختصون"]],
    ),
    "company_with_an_unknown_name_is_a_subject": (
        "ويرى مصرف جولدنبرغ ساكسون النرويجي أن الانتعاش بعيد.",
        [["مصرف جولدنبرغ ساكسون النرويجي"]],
    ),
    "office_named_after_its_holder_is_a_subject": (
        "وأعلن مكتب رئيس الوزراء الكويتي سالم العازمي أن الزيارة تأجلت.",
        [["مكتب رئيس الوزراء الكويتي سالم العازمي"]],
    ),
    "name_in_quotation_marks_before_the_colon_is_a_subject": (
        "وأضاف «ليندنبرغ»: «نواصل متابعة التقارير عن كثب».",
        [["ليندنبرغ"]],
    ),
    "quantifier_before_the_subject_is_passed_over": (
        "عبرت كل الصحف الأردنية عن قلقها من القرار.",
        [["الصحف الأردنية"]],
    ),
    "given_name_that_begins_like_the_article_opens_a_name": (
        "أكد وزير الخارجية الروسي أليكسي كوزنتسوف أن بلاده تدعم الحوار. وأشار كوزنتسوف إلى أن الحل سياسي.",
        [["أليكسي كوزنتسوف"], ["أليكسي كوزنتسوف"]],
    ),
    "verbal_noun_with_the_article_is_no_part_of_a_name": (
        "وأعلن إريك لوندغرين الإلغاء متعهداً بتحديد موعد جديد قريباً.",
        [["إريك لوندغرين"], ["إريك لوندغرين"]],
    ),
    "minister_of_the_side_he_was_told_for": (
        "ووقّع عن الجانب الفنلندي وزير الصيد ماركو ليندن، وعن الجانب الغاني وزير الصيد كوفي أدو.\n"
        "وعبّر الوزير الغاني عن ارتياحه لمستوى التعاون.",
        [["كوفي أدو"]],
    ),
    "source_is_not_whom_an_accusation_is_directed_at": (
        "وأعلن المبعوث ماركو ليندن تأجيل اللقاء.\nواتهم مصدر في الوفد الحكومي الجماعة بالمماطلة.",
        [["ماركو ليندن"], ["مصدر"]],
    ),
    "agreement_told_by_one_party_is_a_statement_of_both_and_of_the_teller": (
        "التقى الرئيس الفنلندي ماركو ليندن الرئيس الغاني كوفي أدو.\n"
        "وقال ليندن إن البلدين اتفقا على تكثيف العمل في مشاريع الطاقة.",
        [["ماركو ليندن"], ["ماركو ليندن", "كوفي أدو"]],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_speaker(text: str, wanted: list[list[str]]) -> None:
    assert [sorted(names) for names, _, _ in told(read(text))] == [sorted(names) for names in wanted]


VIA = {
    "broadcaster_told_in_letters": ("قال الوزير الكويتي سالم العازمي لبي بي سي إن الاتفاق قريب.", "بي بي سي"),
    "agency_a_statement_was_sent_to": (
        "وحذر الوزير الكويتي سالم العازمي في بيان أرسله إلى وكالة فرانس برس من التصعيد.",
        "وكالة فرانس برس",
    ),
    "source_as_a_sentence_of_its_own": (
        "وقال الوزير الكويتي سالم العازمي إن الاتفاق قريب. بحسب رويترز.",
        "رويترز",
    ),
    "spokesman_named_after_the_comma": (
        "أعربت الوزارة عن قلقها من التصعيد، كما قال المتحدث باسمها رامي الخطيب.",
        "رامي الخطيب",
    ),
    "highness_is_the_prince_and_not_the_president": (
        "استقبل فخامة الرئيس الغاني كوفي أدو سمو الأمير نايف بن فهد. "
        "وعقد فخامته اجتماعا مع سموه، حيث نقل سموه تحيات خادم الحرمين الشريفين.",
        "نايف بن فهد",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), VIA.values(), ids=VIA.keys())
def test_via(text: str, wanted: str) -> None:
    assert [wanted] in via(read(text))


def test_greeting_of_one_s_own_has_no_carrier() -> None:
    text = "وفي ختام اللقاء طلب الرئيس الغاني كوفي أدو نقل تحياته إلى الرئيس الفنلندي ماركو ليندن."
    assert [names for names, _, _ in told(read(text))] == [["كوفي أدو"]]
    assert via(read(text)) == [[]]


def test_son_is_not_meant_by_the_given_name_of_his_father() -> None:
    text = "استقبل الرئيس الغاني كوفي أدو الأمير نايف بن سلمان.\nوقال الملك سلمان إن العلاقات بين البلدين ممتازة."
    assert [names for names, _, _ in told(read(text))] != [["نايف بن سلمان"]]


MODES = {
    "quoted_name_of_a_party_leaves_the_speech_indirect": (
        "أعلن الوزير الكويتي سالم العازمي أن مقاتلي «حزب العمال» غادروا المدينة أمس.",
        "indirect",
    ),
    "quoted_name_of_a_company_leaves_the_speech_indirect": (
        "أعلن الوزير الكويتي سالم العازمي أن شركة «البحر الأزرق» ستبني الميناء.",
        "indirect",
    ),
    "quoted_word_of_judgement_makes_it_mixed": (
        "أعلن الوزير الكويتي سالم العازمي أن القرار «خطأ كبير» لا يخدم المنطقة.",
        "mixed",
    ),
    "pronoun_before_the_quotation_leaves_it_direct": (
        "أكد الوزير الكويتي سالم العازمي أنه «لا شك في موقف جيراننا من القضية».",
        "direct",
    ),
}


@pytest.mark.parametrize(("text", "mode"), MODES.values(), ids=MODES.keys())
def test_mode(text: str, mode: str) -> None:
    assert [s.mode for s in read(text).statements] == [mode]


def test_parenthesis_between_commas_is_no_part_of_the_content() -> None:
    record = read("وأبرز الوزير سالم العازمي، في كلمة بالمناسبة، أن الاتفاقية تترجم عمق الروابط بين البلدين.")
    assert [content for _, _, content in told(record)] == ["الاتفاقية تترجم عمق الروابط بين البلدين"]


def test_who_carried_a_greeting_goes_on_and_not_whose_it_is() -> None:
    record = read(
        "من جانبه، نقل الوزير الكويتي سالم العازمي إلى المضيف تحيات الرئيس الغاني كوفي أدو، وأكد حرص بلاده على التعاون."
    )
    assert [names for names, _, _ in told(record)] == [["كوفي أدو"], ["سالم العازمي"]]


def test_plural_of_things_after_a_title_is_no_name() -> None:
    record = read("الرئيس الغاني يبحث مع وزير الدفاع الفنلندي مستجدات المنطقة.")
    assert not any("مستجدات" in actor.name for actor in record.actors)
