"""The closed classes of the date grammar: weekdays, relative words, units, directions, lead-ins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from mahdar.arabic.calendars import MONTHS, Month
from mahdar.arabic.dates.model import Direction, Unit
from mahdar.arabic.fold import fold
from mahdar.arabic.numerals import spellings

Value = TypeVar("Value")


def plain(words: str) -> frozenset[str]:
    """The folded words of a line, as they stand, with nothing joined to them."""
    return frozenset(fold(word) for word in words.split())


def joined(words: str) -> frozenset[str]:
    """The folded words of a line, each also with the particles that may be joined to its front."""
    return frozenset(form for word in words.split() for form, _ in spellings(word))


def _table(entries: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, int]]:
    """Folded forms with joined particles, to the value and how many letters are not the word's own."""
    out: dict[str, tuple[Value, int]] = {}
    for words, value in entries:
        for word in words.split():
            for form, extra in spellings(word):
                if form not in out or out[form][1] > extra:
                    out[form] = (value, extra)
    return out


#: Names of the weekdays, 0 for Monday.
WEEKDAYS: dict[str, tuple[int, int]] = _table(
    [
        ("الاثنين الأثنين", 0),
        ("الثلاثاء الثلثاء الثلاثا", 1),
        ("الأربعاء الاربعا", 2),
        ("الخميس", 3),
        ("الجمعة", 4),
        ("السبت", 5),
        ("الأحد", 6),
    ]
)
#: The same without the article: «أول جمعة من يوليو».
BARE_WEEKDAYS = {form.removeprefix("ال"): day for form, (day, extra) in WEEKDAYS.items() if not extra}
#: Given names and the like, after which «الخميس» or «الأحد» is a family.
GIVEN_NAMES = plain(
    "محمد أحمد عبدالله الله عبدالعزيز العزيز عبدالرحمن الرحمن خالد فهد سعد سعود ناصر يزيد سلطان علي حسن حسين يوسف"
    " إبراهيم صالح سليمان تركي بندر ماجد فيصل مشاري عمر عثمان سامي حمد حمود راشد سعيد عبداللطيف عبدالمحسن"
)
#: What makes a weekday something else: a prayer, a market, a paper, a custom.
NOT_A_DAY_AFTER = plain("صلاة خطبة خطيب إمام سوق أيام كل ملعب بن ابن آل صحيفة قناة جريدة مسجد جامع")

DIRECTIONS: dict[str, Direction] = {
    **dict.fromkeys(
        plain(
            "الماضي الماضية الماضيين الماضيان الماضيتين المنصرم المنصرمة المنصرمين الفائت الفائتة الفارط"
            " الفارطة المنقضي المنقضية ماضية مضت خلت خلا مضى"
        ),
        "past",
    ),
    **dict.fromkeys(
        plain("المقبل المقبلة المقبلين المقبلان القادم القادمة القادمين القادمان الآتي الآتية مقبلة قادمة"),
        "future",
    ),
    **dict.fromkeys(plain("الجاري الجارية الحالي الحالية الراهن الراهنة"), "current"),
}
STEPS = {"past": -1, "future": 1, "current": 0}
THIS = joined("هذا هذه")
#: After «أمس» they make it "the utmost": «في أمس الحاجة».
UTMOST = plain("الحاجة حاجة الحاجه")
SAME = plain("نفسه ذاته عينه نفسها ذاتها عينها")

#: Parts of the day that may stand before a day.
HOURS: dict[str, tuple[str, int]] = _table(
    [
        ("صباح صبيحة", "morning"),
        ("فجر", "dawn"),
        ("ظهر ظهيرة", "noon"),
        ("عصر", "afternoon"),
        ("مساء عشية", "evening"),
        ("ليل ليلة", "night"),
        ("نهار", "day"),
    ]
)
DAY_WORD: dict[str, tuple[str, int]] = _table([("يوم", "day")])
DAYS_PAIR: dict[str, tuple[str, int]] = _table([("يومي يوما أيام بين ليلتي", "days")])

TODAY: dict[str, tuple[str, int]] = _table([("اليوم", "today")])
#: Words after which «اليوم» is a paper, a part of an idiom, or "the day" of something.
NOT_TODAY_AFTER = plain(
    "صحيفة جريدة موقع قناة بوابة دار مؤسسة برنامج أخبار الأخبار المصري المصرى روسيا العالم ليبيا سوريا مصراوي"
    " الشروق عين العين البحرين عمان تونس في ذلك طوال طيلة مدار نصف ربع معظم كامل عالم جيل أثناء منتصف"
    " الرياضية الجزائر الاقتصاد السودان عكاظ فلسطين"
)
NOT_TODAY_BEFORE = plain(
    "السابع نيوز العالمي الوطني الدولي نفسه ذاته عينه التالي الواحد الذي التي الأول الثاني الثالث الرابع"
    " الخامس السادس الثامن التاسع العاشر الحادي الأخير السابق اللاحق الأحدث الأكبر المفتوح الموعود الدراسي"
    " الإلكترونية الختامي الافتتاحي الأطول الأسود التاريخي المشهود العربي الاعلامي الترفيهي"
)
YESTERDAY = _table([("الأمس البارحة", -1)]) | {
    form: (-1, len(form) - len("امس")) for form in ("امس", "وامس", "فامس", "بامس")
}
TOMORROW: dict[str, tuple[int, int]] = _table([("الغد", 1)]) | {
    front + word: (1, len(front)) for front in ("", "و", "ف", "ل") for word in ("غدا", "غد")
}
TONIGHT: dict[str, tuple[str, int]] = _table([("الليلة", "night")])

#: «قبل» and «بعد» before «أمس» and «غد».
BEFORE = plain("قبل وقبل")
AFTER = plain("بعد وبعد")
FIRST = plain("أول وأول الأول")

#: Units as they stand after «هذا» or before «الماضي».
UNITS: dict[str, tuple[Unit, int]] = _table(
    [
        ("الأسبوع", "week"),
        ("الشهر", "month"),
        ("العام السنة", "year"),
        ("العقد", "decade"),
        ("القرن", "century"),
    ]
)
_PAIRS: list[tuple[str, Unit]] = [
    ("اليومين اليومان", "day"),
    ("الأسبوعين الأسبوعان", "week"),
    ("الشهرين الشهران", "month"),
    ("العامين العامان السنتين السنتان", "year"),
    ("العقدين العقدان", "decade"),
]
_MANY: list[tuple[str, Unit]] = [
    ("الأيام", "day"),
    ("الأسابيع", "week"),
    ("الأشهر الشهور", "month"),
    ("الأعوام السنوات السنين", "year"),
    ("العقود", "decade"),
    ("الساعات", "hour"),
]
PAIRS_OF_UNITS = _table(_PAIRS)
MANY_UNITS = _table(_MANY)
FEW = plain("القليلة المعدودة")
RECENT = plain("الأخيرة الأخيرين الأخيرتين")

#: Units in an amount: the unit, and 1 or 2 where the word itself says how many, 0 for a plural.
AMOUNT_UNITS: dict[str, tuple[tuple[Unit, int], int]] = _table(
    [
        ("ساعة", ("hour", 1)),
        ("ساعتين ساعتان", ("hour", 2)),
        ("ساعات", ("hour", 0)),
        ("يوم يوما", ("day", 1)),
        ("يومين يومان", ("day", 2)),
        ("أيام", ("day", 0)),
        ("أسبوع أسبوعا", ("week", 1)),
        ("أسبوعين أسبوعان", ("week", 2)),
        ("أسابيع", ("week", 0)),
        ("شهر شهرا", ("month", 1)),
        ("شهرين شهران", ("month", 2)),
        ("أشهر شهور", ("month", 0)),
        ("عام عاما سنة", ("year", 1)),
        ("عامين عامان سنتين سنتان", ("year", 2)),
        ("أعوام سنوات سنين", ("year", 0)),
        ("عقد عقدا", ("decade", 1)),
        ("عقدين عقدان", ("decade", 2)),
        ("عقود", ("decade", 0)),
        ("قرن قرنا", ("century", 1)),
        ("قرنين", ("century", 2)),
        ("قرون", ("century", 0)),
    ]
)
#: What may stand between «قبل» and an amount.
ABOUT = plain("نحو حوالي قرابة زهاء بضعة بضع عدة أكثر أقل ما يقرب يقارب من مرور")
LOOSE = ABOUT - plain("من مرور")
AGO = plain("قبل وقبل منذ ومنذ فمنذ")
AHEAD = plain("بعد وبعد")
LASTING = plain(
    "خلال وخلال لمدة مدة ولمدة طوال طيلة مدى غضون استمرت تستمر ويستمر يستمر استمر استغرقت تستغرق دامت تدوم مدتها مدته"
)

#: Thirds of a period.
THIRDS: dict[str, tuple[int, int]] = _table(
    [
        ("مطلع بداية بدايات أوائل مستهل غرة", 0),
        ("منتصف أواسط وسط", 1),
        ("نهاية نهايات أواخر آخر ختام", 2),
    ]
)
MONTH_WORD: dict[str, tuple[str, int]] = _table([("شهر", "month")])
YEAR_WORD: dict[str, tuple[str, int]] = _table([("عام سنة العام السنة", "year")])
YEAR_PAIR: dict[str, tuple[str, int]] = _table([("عامي سنتي العامين أعوام سنوات الأعوام السنوات", "years")])
SHARES: dict[str, tuple[int, int]] = _table([("الربع", 4), ("النصف", 2), ("الثلث", 3)])
SEASONS: dict[str, tuple[int, int]] = _table(
    [("ربيع الربيع", 1), ("صيف الصيف", 2), ("خريف الخريف", 3), ("شتاء الشتاء", 4)]
)
_TENS = ((20, "عشرين"), (30, "ثلاثين"), (40, "أربعين"), (50, "خمسين"))
_LATE_TENS = ((60, "ستين"), (70, "سبعين"), (80, "ثمانين"), (90, "تسعين"))
#: «الثمانينات» and the like; the years before 1960 only beside «القرن».
DECADES = _table(
    (f"{article}{stem}{end}", tens)
    for tens, stem in (*_TENS, *_LATE_TENS)
    for end in ("ات", "يات")
    for article in ("", "ال")
)

#: After these a bare four-digit number is a year, and a month's name a month.
BEFORE_YEAR = plain(
    "في وفي منذ ومنذ حتى وحتى بحلول خلال وخلال قبل بعد صيف شتاء خريف ربيع مطلع نهاية بداية أواخر منتصف أوائل عامي"
)
BEFORE_MONTH = BEFORE_YEAR | plain("من بين إلى شهر شهري أشهر لشهر بشهر")
#: Names made of a date: a revolution, a street, a coalition.
NAMED_AFTER_DATES = plain(
    "ثورة ثورتي ثورات حركة قوى فريق تحالف تيار مدينة كوبري جسر شارع ميدان محور ائتلاف انتفاضة حرب ملعب استاد جامعة"
    " أحداث هجمات هجوم اعتداءات ذكرى مستشفى حي حزب جماعة اتفاق معاهدة نظام انقلاب روح أبطال شهداء نادي مدرسة"
    " قاعدة نصر انتصار انتصارات احتفالات مجزرة وثورة وحرب لثورة بثورة بحرب"
)
MEN = plain("طيب عبد عبدالله قاديروف قديروف شلح أحمد محمد عبدالرحمن")
ERAS = {
    **dict.fromkeys(plain("م الميلادي الميلادية ميلادي ميلادية للميلاد"), "gregorian"),
    **dict.fromkeys(plain("ه هـ هجري هجرية الهجري الهجرية للهجرة"), "hijri"),
}
AGREES = joined("الموافق الموافقة الموافقين موافق المصادف المصادفة")
TO = plain("إلى حتى وحتى وإلى")
FROM = plain("من بين ومن وبين منذ")


class MonthForm(NamedTuple):
    """A month's name that begins with some word: the words after it, the month, letters joined to its front."""

    rest: tuple[str, ...]
    month: Month
    extra: int


def _month_forms() -> dict[str, tuple[MonthForm, ...]]:
    forms: dict[str, list[MonthForm]] = {}
    for name in sorted(MONTHS, key=len, reverse=True):
        for form, extra in spellings(name[0]):
            forms.setdefault(form, []).append(MonthForm(name[1:], MONTHS[name], extra))
    return {
        form: tuple(sorted(found, key=lambda one: (-len(one.rest), one.extra)))
        for form, found in forms.items()
    }


#: The first words of the months' names.
MONTH_FORMS = _month_forms()
