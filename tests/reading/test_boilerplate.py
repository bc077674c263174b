"""What of a page is no report."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.reading.page import open_page

CASES = yaml.safe_load((Path(__file__).parent / "boilerplate_cases.yml").read_text(encoding="utf-8"))
HEAD = "وزيرا الخارجية يبحثان في عمان ملف الحدود\n\n"
REAL = "استقبل الوزير نظيره في عمان وبحثا العلاقات الثنائية.\n"


def page_of(text):
    return open_page(Article(doc_id="case", text=text), load())


def left_out(line):
    """The words that are left out of a page which has this line between two of the report."""
    page = page_of(HEAD + REAL + line + "\n" + REAL)
    return [page.text[page.sentences[i].start : page.sentences[i].end] for i in sorted(page.boilerplate)]


@pytest.mark.parametrize("line", CASES["page"])
def test_lines_of_the_page_are_left_out_and_nothing_beside_them(line):
    assert " ".join(left_out(line)).strip() == line.strip() or left_out(line) == [line.removeprefix("• ")]


@pytest.mark.parametrize("line", CASES["report"])
def test_lines_of_the_report_stay(line):
    assert left_out(line) == []


def test_headline_printed_again_is_left_out_but_not_the_headline():
    page = page_of(HEAD + REAL + HEAD)
    assert [page.sentences[i].first > page.title_end for i in page.boilerplate] == [True]


def test_headline_that_looks_like_a_caption_stays():
    assert page_of("صورة أرشيفية\n\n" + REAL).boilerplate == set()


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    page = page_of(text)
    assert page.boilerplate <= set(range(len(page.sentences)))
