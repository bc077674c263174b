"""Articles that are not Arabic are set aside with the reason; whatever else is Arabic stays."""

import gzip
import json

import pytest

from mahdar.sources.language import not_arabic
from tests.shared import SHARED

ARABIC = {
    "a report": "التقى وزير الخارجية في عمّان نظيره المصري، وأكد أن التعاون بين البلدين مستمر.",
    "a headline of two words": "قمة عربية",
    "letters of a Persian keyboard": "وزیر الخارجیة العراقي یلتقی في بغداد نظیره الکویتي ویبحث معه العلاقات",
    "names in Latin": "وقّعت شركة Saudi Aramco في الرياض مع TotalEnergies الفرنسية اتفاقا على مشروع جديد للطاقة.",
    "foreign letters in names": "قال چاسم الگعود إن الاجتماع كان مثمرا، وأضاف أن اللقاء المقبل سيكون في بغداد.",
    "a list of films below an Arabic headline": "أفضل عشرة أفلام\n\n"
    + "The Godfather, by Francis Ford Coppola\n" * 9,
    "a doctor's name": "د. سامي العلي",
}
OTHERS = {
    "Persian": ("وزیر امور خارجه ایران در تهران با همتای عراقی خود دیدار کرد و این دیدار را مفید دانست.", "Persian"),
    "Persian on an Arabic keyboard": ("وزير امور خارجه در تهران با همتاي خود ديدار كرد و از اين راضي است", "Persian"),
    "Urdu": ("وزیر خارجہ نے آج اسلام آباد میں اپنے سعودی ہم منصب سے ملاقات کی۔", "other languages in Arabic script"),
    "Kurdish": ("وەزیری دەرەوەی عێراق ئەمڕۆ لە هەولێر لەگەڵ هاوتا میسرییەکەی کۆبووەوە", "other languages"),
    "Pashto": ("د بهرنیو چارو وزیر نن په کابل کې د پاکستان له استازي سره وکتل", "other languages"),
    "English with a greeting": ("The minister said السلام عليكم and met his counterpart in Cairo.", "of Arabic script"),
    "English": ("The minister met his counterpart in Cairo.", "no Arabic text"),
    "words that hold nothing together": ("كلمة " * 60, "closed-class"),
}  # fmt: skip


@pytest.mark.parametrize("text", ARABIC.values(), ids=ARABIC)
def test_arabic_stays(text: str) -> None:
    assert not_arabic(text) is None


@pytest.mark.parametrize(("text", "reason"), OTHERS.values(), ids=OTHERS)
def test_other_language_is_set_aside_with_the_reason(text: str, reason: str) -> None:
    assert reason in (not_arabic(text) or "")


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("name", ["ant.jsonl.gz", "saudinewsnet.jsonl.gz"])
def test_no_article_of_the_corpora_is_set_aside(name: str) -> None:
    path = SHARED / "corpus" / name
    if not path.exists():
        pytest.skip(f"{path} is absent: it is not shipped")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [f"{row['title']}\n\n{row['text']}" for row in rows]
    assert [text[:80] for text in texts if not_arabic(text) not in (None, "no Arabic text")] == []
