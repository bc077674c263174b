"""A browser that runs no scripts: everything still works, by links and plain forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.steps import (
    TEXT,
    TITLE,
    WORDS,
    choose_speaker,
    correct_speaker,
    history,
    paste,
    reviewing,
    speakers,
)
from tests.browser.window import ENGLISH, Looks, Reader, Serves, button, expect


@pytest.fixture
def reviewer(demo_record: Path, serves: Serves, looks: Looks) -> Reader:
    return looks(serves(demo_record), scripts=False)


def test_an_item_is_accepted_rejected_and_undone(reviewer: Reader) -> None:
    page = reviewing(reviewer, WORDS)
    status = page.get_by_role("status")
    button(page, "review.accept").click()
    expect(status).to_contain_text(ENGLISH.label("decision", "accept"))
    button(status, "review.undo").click()
    expect(status).to_contain_text(ENGLISH.label("decision", "undo"))
    button(page, "review.reject").click()
    expect(status).to_contain_text(ENGLISH.label("decision", "reject"))
    assert history(reviewer) == [("reject", "applied"), ("undo", "applied"), ("accept", "undone")]


def test_a_speaker_and_a_span_are_corrected(reviewer: Reader) -> None:
    page = reviewing(reviewer, WORDS)
    expect(page.get_by_text(ENGLISH("article.take")).first).to_be_hidden()
    correct_speaker(page, "مراد حداد")
    page.wait_for_url("**done=*")
    assert speakers(reviewer, WORDS) == ["مراد حداد"]
    span = page.locator("form").filter(has=page.locator("#v-content"))
    span.get_by_role("textbox").fill(f"الجزائر متمسكة {WORDS}")
    button(span, "review.set").click()
    expect(span.get_by_role("textbox")).to_have_value(f"الجزائر متمسكة {WORDS}")
    assert history(reviewer) == [("correct", "applied")] * 2


def test_a_missed_statement_is_added_by_typing_its_words(reviewer: Reader) -> None:
    page = reviewer.opens("/en/record?show=articles&q=ثالث")
    page.get_by_role("link", name="لقاء ثالث في عام واحد").first.click()
    page.get_by_text(ENGLISH("article.missed"), exact=True).click()
    form = page.locator("#missed form")
    form.get_by_label(ENGLISH.label("field", "cue"), exact=True).fill("لم يعلق")
    form.get_by_label(ENGLISH.label("field", "content"), exact=True).fill("ملف الديون")
    choose_speaker(form, "كمال الزناتي")
    button(form, "article.add_missed").click()
    page.wait_for_url("**/article/*at=*")
    expect(page.locator("mark.k-said").filter(has_text="ملف الديون")).to_be_visible()


def test_an_article_is_added_and_its_progress_told(reviewer: Reader) -> None:
    page = reviewer.opens("/en/add")
    paste(page)
    page.get_by_role("main").get_by_role("link", name=TITLE).wait_for()
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("main")).to_contain_text(TEXT.splitlines()[0])


def test_filters_and_facets_narrow(reviewer: Reader) -> None:
    page = reviewer.opens("/en/record")
    all_of_them = page.locator("article.said").count()
    page.get_by_label(ENGLISH("record.q"), exact=True).fill("الجزائر")
    button(page.get_by_role("main"), "record.go").click()
    page.wait_for_url("**/record?*q=*")
    some = page.locator("article.said").count()
    assert 0 < some < all_of_them
    affirmed = ENGLISH.label("act", "affirm")
    page.get_by_role("complementary").get_by_role("link", name=affirmed, exact=True).click()
    page.wait_for_url("**act=affirm*")
    assert 0 < page.locator("article.said").count() < some


def test_language_and_look_are_switched(reviewer: Reader) -> None:
    page = reviewer.opens("/en/review")
    page.get_by_role("link", name=ENGLISH("app.other"), exact=True).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    button(page, "app.dark", "ar").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert "/ar/review" in page.url
