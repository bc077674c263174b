"""What a sentence is, for the rooms that read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.sentences import split_sentences
from mahdar.arabic.tokens import NEWLINE, tokenize


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, tokenize(text))]


def one(text: str) -> bool:
    return sentences(text) == [text]


def test_full_stop_ends_a_sentence():
    assert sentences("وصل الوزير إلى تونس. والتقى نظيره.") == ["وصل الوزير إلى تونس.", "والتقى نظيره."]


def test_full_stop_without_a_space_after_it_ends_a_sentence():
    assert sentences("وصل الوفد إلى مسقط.وبدأت المحادثات") == ["وصل الوفد إلى مسقط.", "وبدأت المحادثات"]


def test_line_break_ends_a_sentence_and_is_in_none():
    assert sentences("وزير الخارجية في عمان\n\nوصل الوزير \n إلى عمان") == [
        "وزير الخارجية في عمان",
        "وصل الوزير",
        "إلى عمان",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "وقال الوزير: «لن نقبل بذلك. سنرد في وقته. هذا موقفنا» في ختام الزيارة.",
        'وقال الوزير: "لن نقبل بذلك. سنرد في وقته" في ختام الزيارة.',
        "وقال الوزير: “لن نقبل بذلك. سنرد في وقته” في ختام الزيارة.",
        "وقال الوزير: ”لن نقبل بذلك. سنرد في وقته“ في ختام الزيارة.",
        "قال لـ«الصحيفة» إن «الاتفاق جاهز. بقي التوقيع».",
        'وقال: "لن نقبل. سنواجه "تنظيم الظل" في الجبال. هذا موقفنا" في الختام.',
        'وصف القرار بأنه "خطوة. إلى الأمام" و"ضرورة".',
    ],
)
def test_a_quotation_is_never_broken(text):
    assert one(text)


def test_full_stop_before_the_closing_mark_ends_the_sentence_after_it():
    assert sentences('وقال: "انتهت المحادثات." وأضاف أن الوفد عاد.') == [
        'وقال: "انتهت المحادثات."',
        "وأضاف أن الوفد عاد.",
    ]
    assert sentences("وقال: «انتهت المحادثات.»، ثم غادر.") == ["وقال: «انتهت المحادثات.»، ثم غادر."]


def test_closing_mark_before_a_line_break_stays_with_its_sentence():
    assert sentences('وصل " الوفد أمس."\nوعاد اليوم.') == ['وصل " الوفد أمس."', "وعاد اليوم."]
    assert sentences('وصل الوفد أمس."\nوعاد اليوم.') == ['وصل الوفد أمس."', "وعاد اليوم."]


def test_question_inside_a_quotation_does_not_end_the_sentence():
    assert one("وتساءل السفير «من المسؤول؟» في حديثه.")


def test_question_and_exclamation_together_end_one_sentence():
    assert sentences("هل عاد الوفد؟! لا أحد يعلم.") == ["هل عاد الوفد؟!", "لا أحد يعلم."]


def test_a_quotation_that_goes_on_after_the_line_keeps_its_sentence():
    text = "خبر\n\nوقال الرئيس: «نحن مع الحوار.\nولن نتراجع عنه» أمام البرلمان."
    assert sentences(text) == ["خبر", "وقال الرئيس: «نحن مع الحوار.\nولن نتراجع عنه» أمام البرلمان."]


def test_a_straight_quotation_goes_on_only_where_its_marks_are_clear():
    assert len(sentences('خبر\nقال: "نحن مع الحوار.\nولن نتراجع" اليوم')) == 2
    assert len(sentences('خبر\nقال " نحن مع الحوار.\nولن نتراجع " اليوم')) == 3


@pytest.mark.parametrize(
    "text",
    [
        "خبر\nوقال: «نحن مع الحوار\nوأضاف: «ولن نتراجع» اليوم",
        "خبر\nوقال: «نحن مع الحوار\nوأضاف ولن نتراجع اليوم",
        "خبر\nوقال: «نحن مع الحوار\n" + "كلام " * 400 + "»",
        "«خبر في العنوان\nوقال الوزير» كلاما",
    ],
)
def test_an_unbalanced_mark_does_not_swallow_the_article(text):
    assert len(sentences(text)) == text.count("\n") + 1


def test_stray_straight_mark_leaves_the_following_quotations_whole():
    assert sentences('قال" الوزير كلاما. ثم قال: "نعم. لا" وعاد.') == [
        'قال" الوزير كلاما.',
        'ثم قال: "نعم. لا" وعاد.',
    ]


@pytest.mark.parametrize(
    "text",
    [
        "التقى د. سامر العلي السفير",
        "افتتح م. هاني سعد المعرض",
        "قال أ.د. سامر العلي إن القمة ناجحة",
        "ذكرت أ.ف.ب أن القمة بدأت",
        "ذكرت «أ ف ب» أن القمة بدأت",
        "بلغ النمو 3.5 في المئة",
        "قالت شبكة بي.بي.سي إن القمة بدأت",
        "وصل السفير ا?سباني أمس",
        "نشر موقع www.example.gov خبرا",
        "الجبير.. لا مكان للأسد",
        "قال إن الأمر... معقد",
        "وصل الوفد (من مسقط. ثم عمان) أمس",
        "1. مكافحة الإرهاب",
        "- تعزيز التعاون",
        "الرياض - واس",
        "لندن: سارة حداد",
        "(رويترز)",
    ],
)
def test_marks_that_end_no_sentence(text):
    assert one(text)


@pytest.mark.parametrize(
    "text",
    [
        "نقلت عن د ب أ. وقال الوزير",
        "وقع الاتفاق عام 2015 م. وقال الوزير",
        "وقع الاتفاق في 1436 هـ. وقال الوزير",
        "بلغ العدد 35. وقال الوزير",
    ],
)
def test_short_words_that_do_end_a_sentence(text):
    assert [s.endswith(".") for s in sentences(text)] == [True, False]


def test_bullets_begin_a_sentence():
    assert sentences("بنود الاتفاق: • التعاون • الحدود") == ["بنود الاتفاق:", "• التعاون", "• الحدود"]


def test_nothing_gives_nothing():
    assert sentences("") == sentences(" \n\n ") == []


MARKS = st.text(st.sampled_from('اب د1 .؟!…«»"“”()\n:،-•\u200f ') | st.characters(), max_size=120)


@given(MARKS)
def test_sentences_are_in_order_and_hold_every_token_once(text):
    tokens = tokenize(text)
    covered = []
    for s in split_sentences(text, tokens):
        assert s.first < s.last
        assert (s.start, s.end) == (tokens[s.first].start, tokens[s.last - 1].end)
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        covered.extend(range(s.first, s.last))
    assert covered == sorted(set(covered))
    missing = set(range(len(tokens))) - set(covered)
    assert all(tokens[i].kind == NEWLINE for i in missing)
