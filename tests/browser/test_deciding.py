"""Deciding in the window: correcting, joining and splitting, undoing, by keyboard alone, with words selected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.steps import (
    WORDS,
    choose_speaker,
    correct_speaker,
    history,
    reviewing,
    speakers,
    statement,
)
from tests.browser.window import (
    ENGLISH,
    Locator,
    Looks,
    Page,
    Reader,
    Served,
    Serves,
    button,
    drags_over,
    expect,
)
from tests.cli.running import run


@pytest.fixture
def desk(demo_record: Path, serves: Serves) -> Served:
    return serves(demo_record)


@pytest.fixture
def reviewer(desk: Served, looks: Looks) -> Reader:
    return looks(desk)


def test_a_corrected_speaker_stays_after_a_rebuild(desk: Served, reviewer: Reader) -> None:
    assert speakers(reviewer, WORDS) == ["الجزائر"]
    page = reviewing(reviewer, WORDS)
    correct_speaker(page, "مراد حداد")
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "correct"))
    assert speakers(reviewer, WORDS) == ["مراد حداد"]

    assert run("rebuild", "--record", desk.desk.store.file).exit_code == 0

    assert speakers(reviewer, WORDS) == ["مراد حداد"]
    page = reviewer.opens(f"/en/record?q={WORDS}")
    said = statement(page, WORDS)
    expect(said.get_by_role("link", name="مراد حداد")).to_be_visible()
    expect(said).to_contain_text(ENGLISH.label("state", "reviewed"))
    assert history(reviewer) == [("correct", "applied")]


def most_told(reviewer: Reader) -> tuple[str, int]:
    """The page of the encounter that most reports tell, and their number."""
    lines = reviewer.json("/en/record.json?show=encounters")["lines"]
    most = max(lines, key=lambda line: line["reports"])
    return f"/en/encounter/{most['id']}", most["reports"]


def reports(page: Page) -> Locator:
    """The heading that counts the reports of an encounter."""
    return page.get_by_role("heading", name=re.compile("^" + ENGLISH("encounter.reports")))


def test_reports_are_joined_and_the_joining_undone(reviewer: Reader) -> None:
    where, number = most_told(reviewer)
    page = reviewer.opens(where)
    candidate = page.get_by_role("link", name="لقاء ثالث في عام واحد")
    candidate.click()
    page.wait_for_url("**/review/pair*")
    assert page.get_by_text(ENGLISH("review.differs")).count(), "the fields that differ are lit"
    button(page, "review.merge").click()
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "merge"))
    undo = page.url
    expect(reports(reviewer.opens(where))).to_contain_text(ENGLISH.count("reports", number + 1))
    expect(page.get_by_role("article").get_by_role("link", name="لقاء ثالث في عام واحد").last).to_be_visible()

    page.goto(undo)
    button(page.get_by_role("status"), "review.undo").click()
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "undo"))
    expect(reports(reviewer.opens(where))).to_contain_text(ENGLISH.count("reports", number))


def test_a_report_is_split_off_and_the_history_tells_it(reviewer: Reader) -> None:
    where, number = most_told(reviewer)
    page = reviewer.opens(where)
    expect(reports(page)).to_contain_text(ENGLISH.count("reports", number))
    page.get_by_role("link", name=ENGLISH("encounter.split")).last.click()
    page.wait_for_url("**/review/pair*")
    button(page, "review.split").click()
    page.wait_for_url("**done=*")
    expect(reports(reviewer.opens(where))).to_contain_text(ENGLISH.count("reports", number - 1))

    page = reviewer.opens("/en/review/history")
    line = page.get_by_role("row").filter(has_text=ENGLISH.label("decision", "split"))
    expect(line).to_contain_text(ENGLISH.label("standing", "applied"))
    expect(line).to_contain_text("Layla")
    button(line, "review.undo").click()
    expect(line.get_by_text(ENGLISH.label("standing", "undone"), exact=True)).to_be_visible()
    assert history(reviewer) == [("undo", "applied"), ("split", "undone")]
    expect(reports(reviewer.opens(where))).to_contain_text(ENGLISH.count("reports", number))


def item(page: Page) -> str:
    """Which item the page of review shows."""
    return str(page.locator("#correct input[name=item]").first.get_attribute("value"))


def first_statement(reviewer: Reader) -> Page:
    """The page of review, walked by the key that skips to the first statement that waits."""
    page = reviewer.opens("/en/review")
    heading = page.get_by_role("heading", level=2).first
    for position in range(2, 30):
        if heading.inner_text() == ENGLISH.label("waiting", "statement"):
            return page
        page.keyboard.press("s")
        expect(page.get_by_text(f"{position} of ", exact=False)).to_be_visible()
    raise AssertionError("no statement waits")


def test_a_review_is_done_by_keyboard_alone(reviewer: Reader) -> None:
    page = first_statement(reviewer)
    first = item(page)
    status = page.get_by_role("status")

    page.keyboard.press("a")
    expect(status).to_contain_text(ENGLISH.label("decision", "accept"))
    second = item(page)
    assert second != first, "the next one is shown at once"

    page.keyboard.press("u")
    expect(status).to_contain_text(ENGLISH.label("decision", "undo"))
    assert item(page) == first, "what was undone is shown again"

    page.keyboard.press("s")
    expect(status).to_have_count(0)
    assert item(page) == second
    page.keyboard.press("b")
    expect(page.locator(f"#correct input[value={first}]").first).to_be_attached()

    page.keyboard.press("r")
    expect(status).to_contain_text(ENGLISH.label("decision", "reject"))
    assert item(page) == second
    assert history(reviewer)[:2] == [("reject", "applied"), ("undo", "applied")]
    expect(page.get_by_text(ENGLISH("today.unreviewed", n=1))).to_have_count(0)


def test_a_link_out_of_the_review_opens_its_page_and_the_language_keeps_the_item(reviewer: Reader) -> None:
    page = first_statement(reviewer)
    first = item(page)
    page.get_by_role("link", name=ENGLISH("app.other"), exact=True).click()
    page.wait_for_url("**/ar/review*")
    assert item(page) == first
    page.go_back()
    page.get_by_role("main").locator("a[href*='/article/']").first.click()
    expect(page.locator("[data-text]")).to_be_visible()
    page = reviewer.opens("/en/review")
    page.get_by_role("main").get_by_role("link", name=ENGLISH("review.history")).click()
    expect(page.get_by_text(ENGLISH("history.none"))).to_be_visible()


def test_a_correction_that_cannot_be_is_refused_in_words(reviewer: Reader) -> None:
    page = first_statement(reviewer)
    page.locator("#v-content").fill("كلمات ليست في المقال")
    button(page.locator("form").filter(has=page.locator("#v-content")), "review.set").click()
    expect(page.get_by_text("stands 0 times")).to_be_visible()
    assert not history(reviewer)
    reviewer.faults.clear()  # Chromium tells every refusal on the console


def test_two_reports_are_told_apart_by_keyboard(reviewer: Reader) -> None:
    page = reviewer.opens("/en/review")
    expect(page.get_by_role("heading", name=ENGLISH.label("waiting", "reports"))).to_be_visible()
    for key, act in (("x", "split"), ("u", "undo"), ("m", "merge")):
        page.keyboard.press(key)
        expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", act))
    assert history(reviewer) == [("merge", "applied"), ("undo", "applied"), ("split", "undone")]


def test_the_way_back_of_the_browser_leads_to_the_item_before(reviewer: Reader) -> None:
    page = first_statement(reviewer)
    first = item(page)
    page.keyboard.press("s")
    expect(page.locator(f"#correct input[value={first}]")).to_have_count(0)
    page.go_back()
    expect(page.locator(f"#correct input[value={first}]").first).to_be_attached()


def test_a_correction_is_made_by_keyboard_alone(reviewer: Reader) -> None:
    page = first_statement(reviewer)
    first = item(page)
    page.keyboard.press("c")
    focused = page.locator(":focus")
    expect(page.locator("#correct").locator(focused)).to_have_count(1)
    # On with Tab to the act, its word chooses it, Tab and Enter set it.
    for _ in range(30):
        if focused.get_attribute("id") != "v-act":
            page.keyboard.press("Tab")
    expect(focused).to_have_id("v-act")
    page.keyboard.type("Warns")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "correct"))
    assert item(page) == first
    expect(page.get_by_label(ENGLISH.label("field", "act"), exact=True)).to_have_value("warn")


def test_keys_work_with_an_arabic_keyboard(desk: Served, looks: Looks) -> None:
    reviewer = looks(desk)
    page = first_statement(reviewer)
    first = item(page)
    # On the key of A an Arabic keyboard has ش.
    keys = page.context.new_cdp_session(page)
    keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "ش", "code": "KeyA", "text": "ش"})
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "accept"))
    assert item(page) != first


def test_a_letter_typed_into_a_field_decides_nothing(reviewer: Reader) -> None:
    page = first_statement(reviewer)
    page.locator("#v-content").press_sequentially("arsu")
    expect(page.locator("#v-content")).to_have_value(re.compile("arsu"))
    assert not history(reviewer)


def test_an_article_is_walked_by_keyboard(reviewer: Reader) -> None:
    page = reviewing(reviewer, WORDS)
    page.get_by_role("main").locator("a[href*='/article/']").first.click()
    page.wait_for_url("**/article/*")
    focused = page.locator(":focus")
    page.keyboard.press("j")
    first = focused.get_attribute("id")
    page.keyboard.press("j")
    second = focused.get_attribute("id")
    assert first and second and first != second
    page.keyboard.press("Enter")
    assert focused.get_attribute("id") == second.replace("card-", "ref-"), "Enter leads to its words"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**#{second}")


def test_words_selected_in_the_article_add_a_statement_that_was_missed(reviewer: Reader) -> None:
    page = reviewer.opens("/en/record?show=articles&q=ثالث")
    page.get_by_role("link", name="لقاء ثالث في عام واحد").first.click()
    page.get_by_text(ENGLISH("article.missed"), exact=True).click()
    form = page.locator("#missed form")
    for part, words in (("cue", "لم يعلق"), ("content", "ملف الديون")):
        drags_over(page, words)
        form.locator(f"[data-take={part}]").click()
        field = ENGLISH.label("field", part)
        expect(form.get_by_label(field, exact=True)).to_have_value(words)
    choose_speaker(form, "كمال الزناتي")
    form.get_by_label(ENGLISH.label("field", "act"), exact=True).select_option("decline-to-comment")
    button(form, "article.add_missed").click()
    page.wait_for_url("**/article/*at=*")
    card = page.locator(".card").filter(has_text=ENGLISH.label("act", "decline-to-comment"))
    expect(card).to_contain_text("الزناتي")
    added = page.locator("mark.k-said").filter(has_text="ملف الديون")
    expect(added).to_be_visible()


def test_words_selected_correct_the_span_of_a_statement(reviewer: Reader) -> None:
    # The reader ended what was said after its first word; it goes on over several marks.
    page = reviewing(reviewer, WORDS)
    whole = "الجزائر متمسكة بوحدة سوريا وسلامة أراضيها"
    drags_over(page, whole)
    form = page.locator("form").filter(has=page.locator("#v-content"))
    form.locator("[data-take]").click()
    button(form, "review.set").click()
    expect(page.get_by_role("status")).to_contain_text(ENGLISH.label("decision", "correct"))
    lines = reviewer.json("/en/record.json")["lines"]
    (said,) = [line for line in lines if line["content"] == whole]
    span = said["words"][0]["span"]
    text = reviewer.json(f"/en/article/{said['words'][0]['article']}.json")["record"]["text"]
    assert text[span["start"] : span["end"]] == whole
