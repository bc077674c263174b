"""Copies: which texts share words, what differs in them, and what is a formula only."""

import pytest

from mahdar.linking.copies import CopyText, DoubleIdentifier, find_copies
from tests.linking.wires import CABLE, OTHER_WORDS, STATEMENT, WEATHER, inside, pair_of, text


def test_a_text_under_two_names_is_a_copy_without_differences() -> None:
    pair = pair_of(STATEMENT, STATEMENT)
    assert pair.label == "copy"
    (passage,) = pair.passages
    assert passage.span_a == passage.span_b
    assert passage.span_a.exact == STATEMENT.rstrip(".")
    assert pair.differences == ()


def test_spelling_vowels_and_marks_make_no_difference() -> None:
    other = STATEMENT.replace("أ", "ا").replace("ة", "ه").replace("،", " ").replace("مشروع", "مَشْرُوع")
    pair = pair_of(STATEMENT, other)
    assert pair.label == "copy"
    assert inside(pair) == []


def test_offsets_count_code_points_of_the_text_given() -> None:
    before = "\u200f" + WEATHER + "\n\n"
    pair = pair_of(STATEMENT, before + STATEMENT)
    (passage,) = pair.passages
    assert passage.span_b.start == len(before)
    assert passage.span_b.holds_in(before + STATEMENT)


def test_vowel_signs_of_the_last_letter_belong_to_the_passage() -> None:
    marked = STATEMENT.rstrip(".") + "ِ"
    assert pair_of(marked, STATEMENT).passages[0].span_a.exact == marked


def test_changed_number_is_told() -> None:
    pair = pair_of(STATEMENT, STATEMENT.replace("340", "430"))
    assert pair.label == "copy"
    assert inside(pair) == [("340", "430")]


def test_yesterday_for_today_is_told() -> None:
    assert inside(pair_of(STATEMENT, STATEMENT.replace("اليوم", "أمس"))) == [("اليوم", "أمس")]


def test_dropped_clause_is_told_with_its_place() -> None:
    clause = "التي تنوي شركات من بلادها بناءه قرب مدينة النخيل"
    longer = STATEMENT.replace("الذي تنوي شركات من بلادها بناءه قرب مدينة النخيل", clause)
    shorter = longer.replace(f" {clause}", "")
    (difference,) = pair_of(longer, shorter).differences
    assert difference.words == (clause, "")
    assert longer[slice(*difference.a)] == clause
    assert difference.b[0] == difference.b[1] == shorter.index(" بكلفة")
    assert not difference.quoted


def test_words_cut_inside_quotation_marks_are_told_as_quoted() -> None:
    (difference,) = pair_of(STATEMENT, STATEMENT.replace(" ويوفر للشباب", "")).differences
    assert difference.words == ("ويوفر للشباب", "")
    assert difference.quoted


def test_clause_dropped_at_the_end_of_the_sentence_is_told_after_the_passage() -> None:
    tail = " لتقدر حاجته من الماء والكهرباء"
    (difference,) = pair_of(STATEMENT, STATEMENT.replace(tail, "")).differences
    assert (difference.where, difference.words) == ("after", (tail.strip(), ""))


def test_spacing_alone_is_no_difference() -> None:
    one = STATEMENT.replace("سالم المرزوقي", "عبدالله المرزوقي")
    assert inside(pair_of(one, one.replace("عبدالله", "عبد الله"))) == []


def test_passage_in_a_longer_report_is_partial() -> None:
    sentence = STATEMENT.split(". ")[0]
    pair = pair_of(f"{WEATHER} {sentence}. {WEATHER[::-1]} {OTHER_WORDS}", f"{OTHER_WORDS[::-1]}\n{sentence}")
    assert pair.label == "partial"
    assert [p.span_a.exact for p in pair.passages] == [sentence]


def test_passages_in_another_order_are_all_found() -> None:
    first, second = STATEMENT.split(". ")
    pair = pair_of(f"{first}.\n{second}", f"{second}\n{first}.")
    assert [p.span_a.exact for p in pair.passages] == [first, second.rstrip(".")]
    assert pair.label == "copy"


def test_same_meeting_in_other_words_is_no_pair() -> None:
    assert find_copies([text("a", STATEMENT), text("b", OTHER_WORDS)]) == []


def test_texts_too_far_apart_in_time_are_no_pair() -> None:
    both = [text("a", STATEMENT, "2025-03-01"), text("b", STATEMENT, "2025-03-09")]
    assert find_copies(both) == []
    assert [pair.label for pair in find_copies(both, days=8)] == ["copy"]


def test_text_without_a_day_is_near_any_other() -> None:
    assert [p.label for p in find_copies([text("a", STATEMENT), text("b", STATEMENT, None)])] == ["copy"]
    assert [p.label for p in find_copies([text("a", STATEMENT, None), text("b", STATEMENT, None)])] == [
        "copy"
    ]


def test_condolence_cables_of_many_days_are_a_formula() -> None:
    lost = ["شقيقه الأكبر", "والده", "عمه الوزير السابق", "عميد أسرته", "ابن خاله", "مستشاره الأول"]
    cables = [
        text(f"c{n}", CABLE.format(whom="ملك الدانوب", lost=who), f"2025-03-{1 + 3 * n:02}")
        for n, who in enumerate(lost)
    ]
    assert {pair.label for pair in find_copies(cables)} == {"formula"}


def test_phrases_of_condolence_alone_are_a_formula_in_a_collection_of_two() -> None:
    prayer = "سائلا الله العلي القدير أن يتغمده بواسع رحمته ويسكنه فسيح جناته ويلهم ذويه الصبر والسلوان"
    pair = pair_of(f"{WEATHER} {prayer}", f"{OTHER_WORDS} {prayer}")
    assert (pair.label, pair.passages) == ("formula", ())


@pytest.mark.parametrize(
    ("opening", "closing"), [("﴿", "﴾"), ("قال تعالى: «", "»"), ("قال الله تعالى (", ")")]
)
def test_verse_quoted_in_two_texts_is_a_formula(opening: str, closing: str) -> None:
    verse = "يا أيها الناس إنا خلقناكم من ذكر وأنثى وجعلناكم شعوبا وقبائل لتعارفوا إن أكرمكم عند الله أتقاكم"
    quoted = f"{opening}{verse}{closing}"
    assert pair_of(f"{WEATHER} {quoted}", f"{OTHER_WORDS} {quoted}").label == "formula"


def test_bulletin_with_other_figures_is_a_formula() -> None:
    bulletin = (
        "أغلق مؤشر بورصة الواحات تعاملات اليوم مرتفعا عند مستوى {} نقطة، وبلغت قيمة تداولات الأسهم المدرجة فيها {} "
        "مليون دينار، فيما ارتفعت أسهم الشركات الصناعية والزراعية بنسبة {} بالمئة"
    )
    one, other = bulletin.format("8120", "45", "33"), bulletin.format("8077", "52", "19")
    same = pair_of(f"{one}. {WEATHER}", f"{one}. {OTHER_WORDS}")
    assert same.label != "formula"
    assert pair_of(f"{one}. {WEATHER}", f"{other}. {OTHER_WORDS}").label == "formula"


def test_list_of_those_present_is_a_formula() -> None:
    present = (
        "معالي وزير الثقافة الدكتور عبدالله بن محمد العلي، ووكيل الوزارة المهندس خالد بن أحمد، ومدير عام الإدارة "
        "الأستاذ سالم حسن، ورئيس مجلس إدارة الشركة الشيخ ناصر بن علي"
    )
    assert pair_of(f"{WEATHER} {present}", f"{OTHER_WORDS} {present}").label == "formula"


def test_words_of_many_other_days_do_not_make_a_copy_but_lengthen_one() -> None:
    title = "معالي الأمين العام لمجلس التعاون بين الواحات والجزر الدكتور نعمان بن راشد الصيرفي"
    new = STATEMENT.split(". ")[0]
    old = [text(f"o{day}", f"{WEATHER[day:]} قال {title}", f"2025-03-{day:02}") for day in (3, 4, 5, 15, 16)]
    here = [text("a", f"أعلن {title} أنه {new}"), text("b", f"ذكر {title} أنه {new} ثم انصرف")]
    (pair,) = [p for p in find_copies([*old, *here]) if {p.a, p.b} == {"a", "b"}]
    assert pair.label == "copy"
    assert pair.passages[0].span_a.exact == f"{title} أنه {new}"
    assert {p.label for p in find_copies([*old, *here]) if p.a != "a" and p.b == "a"} <= {"formula"}


def test_empty_texts_and_none_at_all_share_nothing() -> None:
    assert find_copies([]) == []
    assert find_copies([text("a", ""), text("b", ""), text("c", "\n\u200f")]) == []
    assert [p.label for p in find_copies([text("a", ""), text("b", STATEMENT), text("c", STATEMENT)])] == [
        "copy"
    ]


def test_same_text_given_twice_counts_once() -> None:
    assert find_copies([text("a", STATEMENT), text("a", STATEMENT)]) == []


def test_two_texts_of_one_identifier_are_refused() -> None:
    with pytest.raises(DoubleIdentifier, match="'a'"):
        find_copies([text("a", STATEMENT), text("a", WEATHER)])


def test_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="month"):
        find_copies([CopyText(doc_id="a", text=STATEMENT, day="2025-13-40")])
