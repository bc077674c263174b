"""When two names may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.names import fold_name, parse_name, same_name, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله", "عبدالله"),
        ("أبو الغيط", "ابوالغيط"),
        ("أبي بكر", "أبو بكر"),
        ("نور الدين", "نورالدين"),
        ("نصر الله", "نصرالله"),
        ("سيرجي", "سيرغي"),
        ("سيرجى", "سيرغي"),
        ("علي ابن صالح", "علي بن صالح"),
        ("فاطمة", "فاطمه"),
        ("ريتشارد", "ريتشــارد"),
        ("تميم بن حمد آل  ثاني", "تميم بن حمد آل ثاني"),
        ("Emmanuel MACRON", "emmanuel macron"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
    ],
)
def test_spellings_of_a_name_fold_to_one(one, other):
    assert fold_name(one) == fold_name(other)


def test_a_name_is_taken_apart():
    name = parse_name("محمد بن سلمان بن عبد العزيز آل سعود")
    assert name.given == ("محمد",)
    assert name.fathers == ("سلمان", "عبدالعزيز")
    assert name.house == ("سعود",)
    assert parse_name("Tamim bin Hamad Al Thani").house == ("thani",)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("ماكرون", "Macron"),
        ("لافروف", "Lavrov"),
        ("أردوغان", "Erdoğan"),
        ("نتنياهو", "Netanyahu"),
        ("شتاينماير", "Steinmeier"),
        ("غوتيريش", "Guterres"),
        ("عبدالفتاح", "Abdel Fattah"),
    ],
)
def test_skeletons_are_the_same_in_both_scripts(arabic, latin):
    assert skeleton(arabic) == skeleton(latin)


SAME = [
    ("سيرغي لافروف", "سيرجي لافروف"),
    ("سيرغي لافروف", "سيرجى لافروف"),
    ("فلاديمير بوتين", "فلاديمير بوتن"),
    ("دونالد ترامب", "دونالد ترمب"),
    ("ترامب", "ترمب"),
    ("عبد الفتاح السيسي", "عبدالفتاح السيسى"),
    ("عبد العزيز بوتفليقة", "عبدالعزيز بوتفليقه"),
    ("أنطونيو غوتيريش", "انطونيو جوتيريش"),
    ("أنطونيو غوتيريش", "أنطونيو غوتيريس"),
    ("بنيامين نتنياهو", "بنيامين نتانياهو"),
    ("فيديريكا موغيريني", "فيدريكا موجيريني"),
    ("أنغيلا ميركل", "أنجيلا ميركل"),
    ("إيمانويل ماكرون", "ايمانويل ماكرون"),
    ("ريكس تيلرسون", "ريكس تليرسون"),
    ("نبيل أبو ردينة", "نبيل ابوردينه"),
    ("حسن نصر الله", "حسن نصرالله"),
    ("عبد ربه منصور هادي", "عبدربه منصور هادي"),
    ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز آل سعود"),
    ("سلمان بن عبد العزيز", "سلمان بن عبدالعزيز آل سعود"),
    ("تميم بن حمد", "تميم بن حمد آل ثاني"),
    ("محمد بن زايد آل نهيان", "محمد بن زايد"),
    ("عادل الجبير", "عادل بن أحمد الجبير"),
    ("لافروف", "سيرغي لافروف"),
    ("ظريف", "محمد جواد ظريف"),
    ("محمد ظريف", "محمد جواد ظريف"),
    ("بشار الأسد", "بشار حافظ الأسد"),
    ("جون كيري", "John Kerry"),
    ("سيرغي لافروف", "Sergey Lavrov"),
    ("دونالد ترامب", "Donald Trump"),
    ("عبد الفتاح السيسي", "Abdel Fattah el-Sisi"),
    ("بشار الأسد", "Bashar al-Assad"),
    ("رجب طيب أردوغان", "Recep Tayyip Erdoğan"),
    ("إيمانويل ماكرون", "Emmanuel Macron"),
    ("بنيامين نتنياهو", "Benjamin Netanyahu"),
    ("محمد بن سلمان", "Mohammed bin Salman Al Saud"),
    ("تميم بن حمد آل ثاني", "Tamim bin Hamad Al Thani"),
    ("حسن روحاني", "Hassan Rouhani"),
    ("محمد جواد ظريف", "Mohammad Javad Zarif"),
    ("سامح شكري", "Sameh Shoukry"),
    ("سعد الحريري", "Saad Hariri"),
    ("رياض المالكي", "Riyad al-Maliki"),
    ("أنطونيو غوتيريش", "António Guterres"),
    ("فلاديمير بوتين", "Vladimir Putin"),
    ("باراك أوباما", "Barack Obama"),
    ("فرانك فالتر شتاينماير", "Frank-Walter Steinmeier"),
    ("عبد اللطيف الزياني", "Abdullatif al-Zayani"),
    ("عادل الجبير", "Adel al-Jubeir"),
    ("أيمن الصفدي", "Ayman Safadi"),
    ("نوري المالكي", "Nouri al-Maliki"),
    ("حيدر العبادي", "Haider al-Abadi"),
    ("فيليب هاموند", "Philip Hammond"),
    ("السيسي", "عبد الفتاح السيسي"),
    ("الجبير", "عادل بن أحمد الجبير"),
    ("باراك أوباما", "بارك أوباما"),
    ("شي جين بينغ", "Xi Jinping"),
    ("تيريزا ماي", "Theresa May"),
    ("أنور قرقاش", "Anwar Gargash"),
    ("لوران فابيوس", "Laurent Fabius"),
    ("محمود أحمدي نجاد", "Mahmoud Ahmadinejad"),
]

APART = [
    ("محمد بن سلمان", "محمد بن نايف"),
    ("محمد بن سلمان", "محمد بن زايد"),
    ("محمد بن سلمان بن عبد العزيز", "سلمان بن عبد العزيز"),
    ("محمد بن عبد العزيز", "محمد بن سلمان بن عبد العزيز"),
    ("تميم بن حمد آل ثاني", "محمد بن عبد الرحمن آل ثاني"),
    ("حمد بن خليفة آل ثاني", "تميم بن حمد آل ثاني"),
    ("آل ثاني", "تميم بن حمد آل ثاني"),
    ("عبدالله بن زايد آل نهيان", "محمد بن زايد آل نهيان"),
    ("محمد", "محمد بن سلمان"),
    ("بن سلمان", "محمد بن سلمان"),
    ("حافظ الأسد", "بشار حافظ الأسد"),
    ("حافظ الأسد", "بشار الأسد"),
    ("سعد الحريري", "رفيق الحريري"),
    ("رياض المالكي", "نوري المالكي"),
    ("حسن روحاني", "حسين روحاني"),
    ("سلمان", "سليمان"),
    ("ميشال سليمان", "ميشال سلمان"),
    ("سعيد", "سعد"),
    ("محمد سعيد", "محمد سعد"),
    ("خالد صالح", "خالد صلاح"),
    ("سيرغي", "سيرغي لافروف"),
    ("جون كيري", "جون ماكين"),
    ("فلاديمير بوتين", "فلاديمير زيلينسكي"),
    ("عمر البشير", "عمرو البشير"),
    ("ناصر", "نصر"),
    ("John Kerry", "جون كارتر"),
    ("Hassan Rouhani", "حسين أمير عبد اللهيان"),
    ("Mohammed bin Salman", "محمد بن نايف"),
    ("Sergey Lavrov", "سيرغي شويغو"),
    ("Kerry", "كوري"),
    ("Hassan Rouhani", "حسين روحاني"),
    ("Hossein Amir", "حسن أمير"),
    ("", "محمد"),
    ("آل", "آل"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_may_be_one_person(one, other):
    assert same_name(one, other)
    assert same_name(other, one) == same_name(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_whose_words_prove_nothing(one, other):
    assert same_name(one, other) is None
    assert same_name(other, one) is None


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("عبدالله حمدوك", "عبد الله حمدوك", "the same name"),
        ("دونالد ترامب", "دونالد ترمب", "one name in two spellings"),
        ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز", "one name holds the other"),
        ("ترمب", "دونالد ترامب", "the surname alone"),
    ],
)
def test_the_reason_is_given_in_words(one, other, reason):
    assert same_name(one, other) == reason


WORDS = [
    "عبد",
    "أبو",
    "أبي",
    "ابن",
    "بن",
    "آل",
    "ال",
    "الله",
    "الدين",
    "دين",
    "abd",
    "al",
    "le",
    "Saud",
    "محمد",
    "آ",
]
NAMES = (
    st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
    | st.text(st.sampled_from("ابنعدلمحسيآةىغج -.'’~aeinl"), max_size=30)
    | st.text(max_size=30)
)


@given(NAMES)
def test_folding_a_folded_name_changes_nothing(name):
    assert fold_name(fold_name(name)) == fold_name(name)


@given(NAMES, NAMES)
def test_any_two_strings_can_be_compared(one, other):
    assert same_name(one, other) == same_name(other, one)
