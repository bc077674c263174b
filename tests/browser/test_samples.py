"""The five samples, looked at: the encounter of 15 March 2023, its coverage and the one side that told it."""

from __future__ import annotations

import pytest

from tests.browser.window import ENGLISH, NARROW, Locator, Looks, Reader, Served, comes_in_sight, expect

pytestmark = pytest.mark.shared
FIRST, SECOND = "000_7e3c9272d7d0629c", "001_9f36dc66b4847675"


@pytest.fixture
def reader(samples: Served, looks: Looks) -> Reader:
    return looks(samples)


def met_in_march(reader: Reader) -> str:
    """The address of the meeting of two presidents on 15 March 2023, as one comes to it from the record."""
    page = reader.opens("/en/record?show=encounters&since=2023-03-15&until=2023-03-15")
    met = page.get_by_role("article").filter(has_text=ENGLISH.label("encounter_kind", "meeting"))
    # Meetings of an unknown day that may be this one are found too.
    met = met.filter(has_text=ENGLISH.day("2023-03-15"))
    expect(met).to_have_count(1)
    met.get_by_role("heading").get_by_role("link").click()
    page.wait_for_url("**/encounter/*")
    return page.url.removeprefix(reader.address)


def words_of(reader: Reader, doc_id: str) -> Locator:
    """Links to words of an article."""
    lines = reader.json("/en/record.json?show=articles")["lines"]
    (article,) = (line["id"] for line in lines if line["doc_id"] == doc_id)
    return reader.page.locator(f"a[href*='/article/{article}?at=']")


def test_the_encounter_of_15_march_2023_has_evidence_in_both_articles(reader: Reader) -> None:
    met_in_march(reader)
    main = reader.page.get_by_role("main")
    expect(main.get_by_role("time").filter(has_text=ENGLISH.day("2023-03-15")).first).to_be_visible()
    for name in ("Bashar al-Assad", "Vladimir Putin"):
        expect(main.get_by_role("listitem").get_by_role("link", name=name).first).to_be_visible()
    for doc_id in (FIRST, SECOND):
        expect(words_of(reader, doc_id).filter(has=reader.page.locator("q")).first).to_be_visible()


@pytest.mark.parametrize("doc_id", [FIRST, SECOND])
@pytest.mark.parametrize("width", [1440, NARROW])
def test_a_fact_opens_the_article_at_its_very_words(
    samples: Served, looks: Looks, doc_id: str, width: int
) -> None:
    reader = looks(samples, width=width)
    met_in_march(reader)
    link = words_of(reader, doc_id).filter(has=reader.page.locator("q")).last
    words = link.locator("q").inner_text()
    link.click()
    reader.page.wait_for_url("**/article/*#at")
    marked = reader.page.locator("mark.k-at")
    assert comes_in_sight(marked.first)
    # Where other marks begin within the words they stand in pieces, numbers of cards between them.
    assert "".join(marked.all_inner_texts()) == words


def test_coverage_shows_the_clause_that_one_article_alone_has(reader: Reader) -> None:
    page = reader.opens(met_in_march(reader) + "/coverage")
    clause = page.locator("mark").filter(has_text="في مواجهة السياسات الغربية")
    expect(clause).to_be_visible()
    expect(clause.locator("xpath=ancestor::article").locator(words_of(reader, SECOND))).to_have_count(1)
    told = page.get_by_role("row").filter(has_text="ما يسميه الغرب ملف الأسلحة الكيماوية")
    first, second = told.get_by_role("cell").all()
    expect(first).to_contain_text("not found in the 1 article checked")
    expect(second.get_by_role("link")).to_be_visible()


def test_coverage_marks_the_words_that_the_other_article_cut(reader: Reader) -> None:
    page = reader.opens(met_in_march(reader) + "/coverage")
    cut = page.locator("mark").filter(has_text="والمبنية على المبادئ والمصالح والقيم المشتركة")
    expect(cut).to_have_count(1)
    expect(cut).to_be_visible()
    # It stands in the words of the article that has them, beside those of the one that cut them.
    both = cut.locator("xpath=ancestor::article/..").get_by_role("article")
    expect(both).to_have_count(2)
    expect(both.first.locator(words_of(reader, FIRST))).to_have_count(1)
    expect(both.last.locator(words_of(reader, SECOND))).to_have_count(1)
    expect(both.last).not_to_contain_text("والمبنية على المبادئ")
    swapped = page.locator("mark").get_by_text("بلاده", exact=True)
    expect(swapped.first).to_be_visible()


def test_the_read_outs_page_says_that_one_side_alone_is_told(reader: Reader) -> None:
    page = reader.opens(met_in_march(reader) + "/readouts")
    expect(page.get_by_text("Russia").first).to_be_visible()
    missing = page.get_by_text(ENGLISH("readouts.missing", sides=ENGLISH.labels("country", ["RU"])))
    expect(missing).to_be_visible()
    told_by = page.get_by_text(ENGLISH("said.side", side="Syria"))
    assert told_by.count() > 1
    assert not page.get_by_text(ENGLISH("said.side", side="Russia")).count()


def test_the_visit_of_that_day_holds_the_meeting(reader: Reader) -> None:
    met_in_march(reader)
    whole = reader.page.get_by_role("link", name=ENGLISH.label("encounter_kind", "visit"))
    whole.first.click()
    reader.page.wait_for_url("**/encounter/*")
    kind = ENGLISH.label("encounter_kind", "visit")
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text(kind)
