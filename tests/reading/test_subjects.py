"""Who speaks: subjects told by unknown names, by nouns, titles, pronouns and documents; and what is no cue at all."""

import pytest

from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.reading import read_article
from tests.reading.reports import read, told, via

SUBJECTS = {
    "foundation_is_a_body_and_no_founder": (
        "أوضحت المؤسسة العامة للموانئ أن الرصيف أغلق.",
        [["المؤسسة العامة للموانئ"]],
    ),
    "word_of_respect_stands_before_a_title": (
        "استقبل وزير الصيد الكويتي سالم العازمي ضيوفه.\nوعبر معالي الوزير عن سعادته باللقاء.",
        [["سالم العازمي"]],
    ),
    "name_of_a_woman_with_madda_is_no_pronoun": (
        "وقالت آنا ليندن، وهي نائبة في المجلس، إن القرار صعب.",
        [["آنا ليندن"]],
    ),
    "plural_of_things_is_not_the_subject_of_a_masculine_verb": (
        "وحدد الرئيس الفنلندي ماركو ليندن موعدا، بعد أن دعا الدول الأوروبية إلى التحرك.",
        [["ماركو ليندن"]],
    ),
    "name_in_construct_is_no_subject": (
        "وأعلن الرئيس الفنلندي ماركو ليندن موقفه.\nوقال في حوار بشأن مشاركة غانا في القمة: «سنقرر لاحقا».",
        [["ماركو ليندن"], ["ماركو ليندن"]],
    ),
    "dual_without_a_subject_takes_the_two_joined_before": (
        "وكان الرئيس الفنلندي ماركو ليندن والرئيس الغاني كوفي أدو قد توصلا إلى اتفاق تعهدا فيه بوقف القتال.",
        [["ماركو ليندن", "كوفي أدو"]],
    ),
    "statement_issued_by_a_body_speaks_for_it": (
        "وأفاد بيان رسمي صادر عن الحكومة الفنلندية أنه تم بحث الملف.",
        [["الحكومة الفنلندية"]],
    ),
    "document_and_then_a_masculine_verb": (
        "وقالت وزارة الصيد الفنلندية إن الوضع صعب.\nوأضاف البيان أن القرار قريب.\nوتابع: «سنواصل العمل».",
        [["وزارة الصيد الفنلندية"]] * 3,
    ),
    "last_who_stands_after_a_pause_speaks_in_a_headline": (
        "ليندن في القمة.. غانا: الاتفاق لن يتغير\n\nوصل الرئيس الفنلندي ماركو ليندن أمس.",
        [["غانا"]],
    ),
    "second_title_after_a_free_waw": (
        "أكد مساعد وزير الصيد الفنلندي و كبير المفاوضين الفنلنديين ماركو ليندن أن الحل قريب.",
        [["ماركو ليندن"]],
    ),
    "name_after_a_long_description": (
        "وقال المتحدث الرسمي لمجلس الصيد المتحالف مع الحكومة ماركو ليندن إن الحل قريب.",
        [["ماركو ليندن"]],
    ),
    "name_told_by_a_pronoun_after_a_spokesman": (
        "وقال متحدث آخر باسم الوزارة هو ماركو ليندن، إن الزيارة قصيرة.",
        [["ماركو ليندن"]],
    ),
    "unknown_name_before_its_title": (
        "وقال الفرندو زاميديو مدير مركز الهجرة إن العدد زاد.",
        [["الفرندو زاميديو"]],
    ),
    "unknown_name_that_begins_like_a_preposition": (
        "قال برنسكوفي إن حزبه ليس مستعدا.",
        [["برنسكوفي"]],
    ),
    "adjective_of_a_title_with_the_article": (
        "وقال المسؤول الحكومي أفنيش أوستيغ إن العاصفة اقتربت.",
        [["أفنيش أوستيغ"]],
    ),
    "noun_with_the_article_before_a_full_name": (
        "وقالت المتطوعة منال الشمري إن التجربة مفيدة.",
        [["منال الشمري"]],
    ),
    "third_unknown_word_ends_a_name_before_that": (
        "وأكد المهندس خالد سعيد باشويحر أن المشروع بدأ.\nوأشار باشويحر إلى أن العمل مستمر.",
        [["خالد سعيد باشويحر"]] * 2,
    ),
    "noun_and_a_name_after_the_comma": (
        "وقال مرشح اليسار، ماركو ليندن، إنه لن يقبل الإهانة.",
        [["ماركو ليندن"]],
    ),
    "feminine_noun_after_a_masculine_verb_is_its_object": (
        "أبدى الرئيس الفنلندي ماركو ليندن ارتياحه، لكنه اختتم الزيارة قائلا إن الطريق طويل.",
        [["ماركو ليندن"]] * 2,
    ),
    "hospital_that_announces_is_told_apart_from_what_it_announces": (
        "أعلن المستشفى الجامعي نجاح عملية نادرة.",
        [["المستشفى الجامعي"]],
    ),
    "agencies_with_a_time_after_them": (
        "أعلنت الأجهزة الأمنية مساء الجمعة عزمها على ملاحقة المهربين.",
        [["الأجهزة الأمنية"]],
    ),
    "nominative_plural_without_the_article": (
        "وقال محامون إن القضية أغلقت.",
        [["محامون"]],
    ),
    "highness_who_spoke_last_and_not_who_was_named_last": (
        "وقال صاحب السمو الأمير نايف بن فهد إن القصر شامخ، بمتابعة صاحب السمو الأمير سلمان بن عمر.\n"
        "وقال سموه إن القصر يوثق مرحلة مهمة.",
        [["نايف بن فهد"]] * 2,
    ),
    "unnamed_official_is_meant_by_his_title": (
        "ونقلت رويترز عن مسؤول رفيع في الخارجية الفنلندية قوله إن الحل قريب.\n"
        "وأضاف المسؤول الفنلندي أن اللقاء مثمر.",
        [["مسؤول رفيع"]] * 2,
    ),
    "pronoun_after_the_relaying_verb": (
        "وصل الوزير الكويتي سالم العازمي إلى أكرا.\n"
        "وأكد العازمي أن الحل قريب، ونقلت وكالة رويترز عنه قوله إن اللقاء مثمر.",
        [["سالم العازمي"]] * 2,
    ),
    "who_had_done_it_before": (
        "وسبق للرئيس الفنلندي ماركو ليندن أن أعرب عن قلقه من التصعيد.",
        [["ماركو ليندن"]],
    ),
    "kingdom_is_that_of_the_outlet_only_where_it_is_known": (
        "أكدت المملكة العربية السعودية دعمها للحوار.\nوأدانت المملكة بأشد العبارات الهجوم على المصلين.",
        [["المملكة العربية السعودية"]] * 2,
    ),
    "declaration_speaks_for_both_states": (
        "إعلان الساحل: تطوير التعاون بين فنلندا وغانا وإنشاء لجنة مشتركة\n\nعقد الجانبان لقاء.",
        [["فنلندا", "غانا"]],
    ),
    "place_before_the_colon_does_not_speak_for_ministers": (
        "السعودية: وزراء الخارجية العرب يجددون رفض القرار\n\nعقد الوزراء لقاء في الرياض.",
        [["وزراء الخارجية العرب"]],
    ),
    "who_is_greeted_greets_in_turn": (
        "ونقل الوزير الكويتي سالم العازمي للرئيس الغاني كوفي أدو تحيات أمير الكويت، فيما حمله تحياته له.",
        [["أمير الكويت"], ["كوفي أدو"]],
    ),
    "noun_between_commas_and_its_name": (
        "كذب الداعية الفنلندي، ماركو ليندن، في بيان نشره السبت، التصريحات الأخيرة.",
        [["ماركو ليندن"]],
    ),
    "joint_statement_provides_for_both_sides": (
        "التقى الرئيس الفنلندي ماركو ليندن الرئيس الغاني كوفي أدو في القصر.\n"
        "ونص البيان على التعاون من أجل تطوير العلاقات.",
        [["ماركو ليندن", "كوفي أدو"]],
    ),
    "study_before_the_colon_of_a_headline": (
        "دراسة: المشي يطيل العمر\n\nنشرت الدراسة أمس.",
        [["دراسة"]],
    ),
    "speech_in_quotation_marks_holds_no_subject": (
        'وقالت الوزيرة الفنلندية آنا ليندن إن الحل قريب.\nوأضافت "غانا تستحق منا كل الدعم الممكن اليوم".',
        [["آنا ليندن"]] * 2,
    ),
    "report_that_accuses_is_not_the_accused": (
        "وفي شباط الماضي، اتهم تقرير للأمم المتحدة غانا بالتقصير.",
        [["الأمم المتحدة"]],
    ),
    "greeting_of_two_told_after_a_comma": (
        "ونقل الوزير الكويتي سالم العازمي تحيات الرئيس الغاني كوفي أدو، ووزير الصيد الغاني يان أساري، إلى الحضور.",
        [["كوفي أدو", "يان أساري"]],
    ),
    "surname_of_another_state_is_not_the_ministers": (
        "وقال وزير الخارجية الأميركي جون كيري إن الحل قريب.\nووصف الوزير الأميركي لافروف بالشجاع.",
        [["جون كيري"]] * 2,
    ),
    "newspapers_that_published_an_interview_are_not_its_speaker": (
        "وقال الوزير الكويتي سالم العازمي إن الحل قريب.\n"
        "وأضاف في مقابلة نشرتها اليوم بعض الصحف الأردنية: «نواصل العمل».",
        [["سالم العازمي"]] * 2,
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_subject(text: str, wanted: list[list[str]]) -> None:
    assert [names for names, _, _ in told(read(text))] == wanted


CONTENTS = {
    "after_a_relative_clause": (
        "عبر الرئيس الفنلندي ماركو ليندن الذي يزور أكرا عن استعداده للعمل مع غانا.",
        "استعداده للعمل مع غانا",
    ),
    "of_a_participle_whose_preposition_is_attached": (
        "وقال الرئيس الفنلندي ماركو ليندن إن القرار شجاع، مشيدا برد غانا.",
        "برد غانا",
    ),
    "after_an_interview_between_commas": (
        "نفى الرئيس الفنلندي ماركو ليندن، في مقابلة مع بي بي سي، أي تدخل في الانتخابات.",
        "أي تدخل في الانتخابات",
    ),
    "after_before": (
        "لكن الرئيس الفنلندي ماركو ليندن ذكر من قبل أن بلاده مستعدة.",
        "بلاده مستعدة",
    ),
    "after_an_earlier_time": (
        "وكانت الحكومة الفنلندية أعلنت في وقت سابق الجمعة تجميد الأرصدة.",
        "تجميد الأرصدة",
    ),
    "after_a_date": (
        "وكان الجيش الفنلندي قد أعلن، في التاسع من شباط/فبراير، بدء المناورات.",
        "بدء المناورات",
    ),
    "after_words_of_manner": ("أدانت الحكومة الفنلندية بشدة الهجوم على القرية.", "الهجوم على القرية"),
    "after_a_prayer_between_strokes": (
        "وأعلن الملك الأردني عبدالله الثاني - حفظه الله - دعم بلاده للحوار.",
        "دعم بلاده للحوار",
    ),
    "after_whom_it_is_told": (
        "وأكد الرئيس الفنلندي ماركو ليندن للرئيس الغاني كوفي أدو أن الحل قريب.",
        "الحل قريب",
    ),
    "after_an_aside_on_the_subject": (
        "وذكر ماركو ليندن، وهو خبير في الملاحة، أن الطائرة غيرت مسارها.",
        "الطائرة غيرت مسارها",
    ),
    "ends_before_the_reporter_s_allusion": (
        "وأكد الرئيس الفنلندي ماركو ليندن رفضه التدخل الأجنبي، في إشارة إلى الأزمة الأخيرة.",
        "رفضه التدخل الأجنبي",
    ),
    "of_a_headline_s_present": (
        "ليندن يكشف كواليس المفاوضات\n\nالتقى الرئيس الفنلندي ماركو ليندن ضيوفه.",
        "كواليس المفاوضات",
    ),
}


@pytest.mark.parametrize(("text", "wanted"), CONTENTS.values(), ids=CONTENTS.keys())
def test_content(text: str, wanted: str) -> None:
    assert told(read(text))[-1][2] == wanted


SILENT = {
    "what_is_done_again": "ستفتح غانا مجددا سفارتها في النرويج.",
    "contract_that_is_renewed": "جددت إدارة النادي عقد لاعبها لموسم آخر.",
    "clause_of_comparison": "ولم تكن الأمور كما تمنى الناس في المدينة.",
    "answer_to_something_is_no_verb": "وجاءت الضربات ردا على هجوم في المدينة.",
    "what_is_signed": "غانا توقع مذكرة تفاهم مع فنلندا.",
    "club": "أقام نادي الصيد حفلا لأعضائه بحضور رئيسه.",
    "price_in_the_midst_of_a_clause": "والمنطقة كلها تدفع ثمن السياسة القديمة.",
    "adjective_of_those_arrested": "واعتقلت الشرطة خمسين شخصا متهمين بالتهريب.",
    "what_is_generally_held": "ويعتبر المسجد من أقدم مساجد المدينة.",
    "what_was_not_told": "ولم يكشف الرئيس الفنلندي ماركو ليندن طبيعة الرد.",
    "two_of_them": "وطردت الحكومة دبلوماسيين اثنين على خلفية الهجوم.",
    "accused_in_the_passive": "أقيل المدير من منصبه واتهم بالتقصير.",
    "what_may_be_said": "ومن هذه الناحية، يمكن القول إن الطريق طويل.",
    "what_will_be_told": "وسيتحدث الرئيس الفنلندي ماركو ليندن عن الأزمة غدا.",
    "what_was_expected": "وكان الإفراج عن الثلاثة متأخرا، وكان متوقعا أن يتم أمس.",
    "what_turned_out": "وصل الوفد إلى المدينة.\nوتبين أن الجسر مغلق.",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nothing_is_said(text: str) -> None:
    assert told(read(text)) == []


def test_kingdom_of_a_saudi_outlet() -> None:
    text = "أدانت المملكة بأشد العبارات الهجوم على المصلين."
    record = read_article(Article(doc_id="t", text=text, outlet="okaz"), load())
    assert [content for _, _, content in told(record)] == ["الهجوم على المصلين"]


def test_organ_before_a_pronoun_passes_the_words_on() -> None:
    text = "وأكد الوزير الكويتي سالم العازمي أن الحل قريب، ونقلت وكالة رويترز عنه قوله إن اللقاء مثمر."
    assert via(read(text))[-1] == ["وكالة رويترز"]
