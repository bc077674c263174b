"""Searching, narrowing and taking away: a file holds as many lines as the screen says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest

from tests.browser.window import (
    Lang,
    Looks,
    Page,
    Reader,
    Served,
    button,
    comes_in_sight,
    expect,
    words_of,
)

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (pip install 'mahdar[web]')")


@pytest.fixture
def reader(demo: Served, looks: Looks) -> Reader:
    return looks(demo)


def rows_in(file: Path, form: str) -> int:
    """Rows of a file that was taken away, without its head."""
    match form:
        case "csv":
            return len(list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))))) - 1
        case "xlsx":
            return int(openpyxl.load_workbook(file).active.max_row) - 1
        case _:
            return len([json.loads(line) for line in file.read_text("utf-8").splitlines()])


def taken(page: Page, form: str, where: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("main").get_by_role("link", name=form.upper(), exact=True).click()
    file = where / download.value.suggested_filename
    download.value.save_as(file)
    assert file.suffix == f".{form}"
    return file


@pytest.mark.parametrize(
    ("lang", "show", "query", "least"),
    [
        ("en", "statements", "", 30),
        ("ar", "statements", "&q=سوريه", 2),
        ("ar", "statements", "&act=affirm&since=2026-01-20&until=2026-01-21", 3),
        ("en", "encounters", "&by=الساعدي", 3),
        ("ar", "articles", "&q=الجزاير", 3),
    ],
)
def test_a_file_holds_as_many_rows_as_the_screen_says(
    reader: Reader,
    tmp_path: Path,
    lang: Lang,
    show: Literal["statements", "encounters", "articles"],
    query: str,
    least: int,
) -> None:
    page = reader.opens(f"/{lang}/record?show={show}{query}")
    counts = {form: rows_in(taken(page, form, tmp_path), form) for form in ("csv", "xlsx", "jsonl")}
    number = counts["csv"]
    assert number >= least
    assert set(counts.values()) == {number}
    expect(
        page.get_by_role("main").get_by_text(words_of(lang).count(show, number), exact=True)
    ).to_be_visible()


def test_a_search_from_the_head_of_a_page_leads_to_the_words_that_were_found(reader: Reader) -> None:
    page = reader.opens("/ar/today")
    page.keyboard.press("/")
    expect(page.locator(":focus")).to_have_attribute("name", "q")
    page.keyboard.type("اوبك")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record?*")
    snippet = page.get_by_role("main").locator("a[href*='?at=']").first
    expect(snippet).to_contain_text("أوبك")
    snippet.click()
    page.wait_for_url("**/article/*#at")
    found = page.locator("mark.k-at")
    assert comes_in_sight(found.first)
    assert "".join(found.all_inner_texts()) == "أوبك"


def test_a_facet_narrows_to_the_number_it_tells(reader: Reader) -> None:
    page = reader.opens("/en/record")
    facets = page.get_by_role("complementary").get_by_role("listitem")
    rejects = facets.filter(has_text=words_of("en").label("act", "reject"))
    number = int(rejects.inner_text().split()[-1])
    rejects.get_by_role("link").click()
    page.wait_for_url("**act=reject*")
    expect(page.locator("article.said")).to_have_count(number)
    assert number == page.get_by_role("main").get_by_text("رفض الجزائر لأي تهجير").count()


def test_a_picture_is_saved_as_a_file_of_its_own(reader: Reader, tmp_path: Path) -> None:
    page = reader.opens("/ar/today")
    page.get_by_role("main").get_by_role("link", name="حيدر الساعدي").first.click()
    page.wait_for_url("**/file/*")
    with page.expect_download() as download:
        page.get_by_role("link", name=words_of("ar")("file.save")).click()
    download.value.save_as(tmp_path / "density.svg")
    drawn = ElementTree.parse(tmp_path / "density.svg").getroot()
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert [bar for bar in drawn.iter() if bar.get("class") == "bar"]


def test_filters_are_kept_in_the_address(reader: Reader) -> None:
    page = reader.opens("/en/record")
    en = words_of("en")
    page.get_by_label(en("record.by"), exact=True).fill("حداد")
    page.get_by_label(en("record.since")).fill("2026-01-30")
    button(page.get_by_role("main"), "record.go").click()
    page.wait_for_url("**/record?*since=2026-01-30*")
    shown = page.locator("article.said").count()
    assert shown
    again = reader.opens(page.url.removeprefix(reader.address))
    expect(again.get_by_label(en("record.by"), exact=True)).to_have_value("حداد")
    expect(again.locator("article.said")).to_have_count(shown)
