"""Who is who inside one article: titles, names, surnames, counterparts, offices."""

import pytest

from tests.reading.reports import read


def people(text, **how):
    return {a.name: a for a in read(text, **how).actors}


def test_name_after_title_and_nationality_is_the_actor():
    actors = people("قال وزير الخارجية النرويجي إريك هانسن إن بلاده تدعم الحوار.")
    assert actors["إريك هانسن"].role == "وزير الخارجية النرويجي"
    assert actors["إريك هانسن"].country == "NO"


@pytest.mark.parametrize(
    "title",
    [
        "رئيس مجلس الوزراء الأردني",
        "نائب رئيس الوزراء الأردني",
        "رئيس هيئة الأركان المشتركة",
        "وزير الصحة والسكان",
        "وزير الخارجية وشؤون المغتربين",
        "وزير الاتصالات وتكنولوجيا المعلومات",
        "المتحدث باسم وزارة الخارجية الأردنية",
        "المبعوث الأممي إلى سوريا",
        "السفير الأردني لدى فرنسا",
        "رئيس بلدية عمان",
        "قائد القوات الجوية",
        "أمين عام اتحاد الغرف العربية",
    ],
)
def test_whole_title_is_the_role(title):
    assert people(f"أكد {title} نزار البدري أن العمل مستمر.")["نزار البدري"].role == title


@pytest.mark.parametrize("rank", ["السيد", "الدكتور", "الشيخ", "اللواء", "المهندس", "معالي الدكتور"])
def test_ranks_and_honours_belong_to_neither_title_nor_name(rank):
    actors = people(f"أكد وزير الدفاع الأردني {rank} نزار البدري أن العمل مستمر.")
    assert actors["نزار البدري"].role == "وزير الدفاع الأردني"


def test_ministers_and_offices_pair_off_in_order():
    actors = people("قال وزيرا الخارجية والدفاع الأردنيان نزار البدري ورامي الخطيب إن الزيارة ناجحة.")
    assert set(actors) == {"نزار البدري", "رامي الخطيب"}


def test_surname_alone_is_the_one_named_in_full():
    actors = people("وصل الوزير إريك هانسن إلى عمان. وقال هانسن إن الزيارة قصيرة.")
    assert list(actors) == ["إريك هانسن"]
    assert actors["إريك هانسن"].aliases == ("هانسن",)


def test_surname_that_is_a_word_counts_with_the_article():
    actors = people("وصل الوزير مازن الشرع إلى عمان. وقال الشرع إن الزيارة قصيرة.")
    assert list(actors) == ["مازن الشرع"]


def test_counterpart_has_the_office_of_the_one_before():
    actors = people("وأكد وزير الخارجية الأردني نزار البدري ونظيره النرويجي إريك هانسن أن التعاون يتقدم.")
    assert actors["إريك هانسن"].country == "NO"


def test_son_of_is_not_his_father():
    actors = people(
        "قال الأمير محمد بن سلمان بن عبدالعزيز إن الخطة بدأت. وأكد الملك سلمان بن عبدالعزيز دعمه للخطة."
    )
    assert set(actors) == {"محمد بن سلمان بن عبدالعزيز", "سلمان بن عبدالعزيز"}


def test_name_with_a_hyphen_or_a_hash_is_one_name():
    assert "بان كي-مون" in people("قال الأمين العام للأمم المتحدة بان كي-مون إن الهدنة ضرورية.")
    assert "كيم جونغ أون" in people("قال الزعيم الكوري الشمالي #كيم_جونغ_أون إن القمة قريبة.")


def test_ali_written_with_ya_is_a_man_and_no_preposition():
    assert "علي الديلمي" in people("وقال السفير اليمني لدى لبنان علي الديلمي إن السفارة مفتوحة.")


def test_weekday_after_a_name_is_no_part_of_it():
    assert "إريك هانسن" in people("قال الوزير النرويجي إريك هانسن الثلاثاء إن الزيارة قصيرة.")


def test_capital_speaks_for_its_state():
    actors = people("ودعت باريس الأطراف إلى ضبط النفس.")
    assert actors["باريس"].kind == "country"
    assert actors["باريس"].country == "FR"


def test_body_named_again_by_its_noun_is_the_same():
    actors = people("قالت وزارة الخارجية النرويجية إنها قلقة. وأضافت الوزارة أن الحل سياسي.")
    assert list(actors) == ["وزارة الخارجية النرويجية"]


def test_known_person_has_english_name_item_and_office():
    actor = people("قال وزير الخارجية الروسي سيرغي لافروف إن موسكو مستعدة.")["سيرغي لافروف"]
    assert actor.name_en == "Sergey Lavrov"
    assert actor.office == "foreign-minister"
    assert actor.qid == "Q58217"


def test_unnamed_office_is_resolved_to_its_holder_in_a_field_of_its_own():
    actor = people("قال وزير الخارجية الروسي إن موسكو مستعدة للحوار.", published="2018-05-01")[
        "وزير الخارجية الروسي"
    ]
    assert actor.holder is not None
    assert actor.holder.actor == "sergey-lavrov"
    assert "2004" in actor.holder.reason


def test_holder_is_not_guessed_without_a_date():
    actor = people("قال الرئيس السوري إن بلاده مع الحوار.", published=None)["الرئيس السوري"]
    assert actor.holder is None


def test_two_people_of_one_office_at_different_times_are_told_apart():
    before = people("قال الرئيس السوري إن بلاده مع الحوار.", published="2016-03-01")["الرئيس السوري"]
    after = people("قال الرئيس السوري إن بلاده مع الحوار.", published="2025-10-20")["الرئيس السوري"]
    assert before.holder.actor != after.holder.actor
