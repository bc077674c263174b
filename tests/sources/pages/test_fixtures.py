"""Pages in the manner of the main Arabic sites: every field right, with where it was found, and the whole body."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from mahdar.knowledge import load
from mahdar.knowledge.publishers import publishers
from mahdar.model import Article
from mahdar.reading.credit import credit_line
from mahdar.reading.page import open_page
from mahdar.sources.failure import Unreadable
from mahdar.sources.pages import article_from_page

FOLDER = Path(__file__).parent / "fixtures"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yml").read_text(encoding="utf-8"))
ARTICLES = [name for name, told in EXPECTED.items() if "reason" not in told]
SET_ASIDE = [name for name, told in EXPECTED.items() if "reason" in told]
FIELDS = ("title", "outlet", "url", "author", "published", "updated")
#: Credits the reader of articles does not take for one yet: «/ وام /», «/قنا/» and «واع» are ordinary words to it,
#: a summary stands above the dateline, a date in it is long, the headline is not told from
#: it, «المصدر: تاس» has its label.
UNREAD = {
    "albayan",
    "anadolu",
    "bna-sharepoint",
    "ina",
    "old-frontpage",
    "qna",
    "rt",
    "saba-ye",
    "spa-ssr",
    "sputnik",
    "wam",
}


@lru_cache(maxsize=64)
def made(name: str) -> Article:
    return article_from_page((FOLDER / f"{name}.html").read_bytes(), doc_id=name)


def test_every_page_has_its_expectation_and_there_are_more_than_forty() -> None:
    assert {path.stem for path in FOLDER.glob("*.html")} == set(EXPECTED)
    assert len(EXPECTED) > 40


@pytest.mark.parametrize("name", ARTICLES)
def test_fields_are_what_the_page_says(name: str) -> None:
    article = made(name)
    assert {field: getattr(article, field) for field in FIELDS} == {f: EXPECTED[name].get(f) for f in FIELDS}


@pytest.mark.parametrize("name", ARTICLES)
def test_each_field_tells_where_it_was_found(name: str) -> None:
    assert dict(made(name).found) == EXPECTED[name]["found"]


@pytest.mark.parametrize("name", ARTICLES)
def test_body_is_whole_and_holds_nothing_else(name: str) -> None:
    article = made(name)
    assert article.text[article.text_start :].split("\n") == EXPECTED[name]["body"]


@pytest.mark.parametrize("name", ARTICLES)
def test_text_is_headline_blank_line_body(name: str) -> None:
    article = made(name)
    assert article.text == f"{article.title}\n\n" + "\n".join(EXPECTED[name]["body"])


@pytest.mark.parametrize("name", SET_ASIDE)
def test_page_that_is_no_article_in_arabic_is_set_aside_with_the_reason(name: str) -> None:
    with pytest.raises(Unreadable) as error:
        made(name)
    assert str(error.value) == EXPECTED[name]["reason"]


@pytest.mark.parametrize("name", [name for name in ARTICLES if "agency" in EXPECTED[name]])
def test_credit_is_one_that_the_reader_finds(name: str) -> None:
    page = open_page(made(name), load())
    credit = credit_line(page).credit(page, None)
    expected = publishers().by_id(EXPECTED[name]["agency"])
    assert expected is not None
    assert (credit.agency == expected.name) == (name not in UNREAD)


def test_official_sources_are_known_as_such() -> None:
    def official(outlet: str | None) -> bool:
        known = publishers().by_id(outlet)
        return known is not None and known.official

    assert {name for name in ARTICLES if official(made(name).outlet)} == {
        "anadolu", "bna-sharepoint", "fonts-unclosed", "ina", "kuna",
        "mena-agency", "mid-ru", "mofa-sa", "nna-lebanon", "petra-aspnet",
        "presidency-eg", "presidency-iq", "presidency-sy", "qna", "rhc-jo", "sana-table-1256",
        "sana-wordpress", "spa-hijri-only",
        "spa-ssr", "sputnik", "tap-tunis", "un-news", "wam",
    }  # fmt: skip
