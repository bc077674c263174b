"""How articles, outlets and days are cited: by names people know, never by keys; days in words."""

from __future__ import annotations

import pytest

from mahdar.comparing.words import Words
from mahdar.model import Span
from mahdar.web.citing import Citing
from mahdar.web.language import words_of
from mahdar.web.looking import ArticleTold
from tests.web.conftest import Browser
from tests.web.test_pages import addresses

SANA = ArticleTold("n1", "oct-sana", "زيارة", "sana", "2025-10-21")
BARE = ArticleTold("n2", "002_43e", "أكد الرئيس السوري أحمد الشرع خلال لقائه اليوم في موسكو أمراً")


def words(doc_id: str, outlet: str | None = None, published: str | None = None) -> Words:
    return Words(article="n", doc_id=doc_id, outlet=outlet, published=published, span=Span(0, 2, "قا"))


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("ar", "الوكالة العربية السورية للأنباء</bdi>، 21 أكتوبر 2025"), ("en", "SANA</bdi>, 21 October 2025")],
)
def test_an_article_is_cited_by_outlet_and_day_in_the_language_of_the_page(lang: str, shown: str) -> None:
    assert shown in Citing([], words_of(lang)).place(words("x", "sana", "2025-10-21"))  # type: ignore[arg-type]


def test_an_article_without_an_outlet_is_cited_by_its_title_cut_at_a_word() -> None:
    told = Citing([BARE], words_of("ar")).place(words("002_43e"))
    assert "002_43e" not in told
    assert "«أكد الرئيس السوري أحمد الشرع خلال لقائه اليوم…»" in told


def test_an_unknown_key_keeps_its_direction() -> None:
    assert Citing([], words_of("ar")).place(words("a<b")) == '<bdi dir="ltr" class="key">a&lt;b</bdi>'


def test_a_reason_cites_its_articles_with_links_and_tells_days_in_words() -> None:
    told = Citing([SANA, BARE], words_of("ar")).reason(
        "002_43e and oct-sana: the same participants, 2025-10-21"
    )
    assert 'href="/ar/article/n1"' in told and 'href="/ar/article/n2"' in told
    assert "oct-sana" not in told and "002_43e" not in told
    assert told.endswith("21 أكتوبر 2025")


def test_a_key_is_not_found_within_another_word() -> None:
    told = Citing([ArticleTold("n3", "oct", "t", "sana")], words_of("en")).reason("october oct oct2 1oct")
    assert told.count("<a ") == 1


def test_a_reason_without_arabic_words_says_that_it_is_english() -> None:
    assert Citing([], words_of("ar")).reason("<b> nobody wrote this") == (
        '<span dir="auto" lang="en">&lt;b&gt; nobody wrote this</span>'
    )


@pytest.mark.parametrize("name", ["الوكالة العربية السورية للأنباء", "sana"])
def test_organs_have_their_english_names_where_the_knowledge_has_them(name: str) -> None:
    assert words_of("en").organ(name) == "SANA"
    assert words_of("en").organ("مصادر مطلعة") == "مصادر مطلعة"


def test_places_have_their_english_names_in_whatever_spelling() -> None:
    assert words_of("en").place("الكرملين") == "Kremlin"
    assert words_of("en").place("قصر لا يعرفه أحد") == "قصر لا يعرفه أحد"
    assert words_of("ar").place("الكرملين") == "الكرملين"


def test_no_page_shows_the_key_of_an_article_outside_its_own_provenance(browser: Browser) -> None:
    for address in addresses(browser, "ar"):
        if "/article/" not in address:
            page = browser.get(address).text
            assert ">hostile<" not in page, address


def test_pages_of_a_small_record_weigh_little(browser: Browser) -> None:
    for address in addresses(browser, "ar"):
        assert len(browser.get(address).content) < 300_000, address
