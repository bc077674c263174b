"""From an empty record to the first encounter, as one who has just installed Mahdar goes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from mahdar.record.store import begin_record
from tests.browser.steps import TEXT, TITLE, paste
from tests.browser.window import ENGLISH, Desk, Looks, Reader, button, expect, served


@pytest.fixture
def empty(tmp_path: Path, opened: ExitStack, looks: Looks) -> Reader:
    store = opened.enter_context(begin_record(tmp_path / "empty.db"))
    return looks(opened.enter_context(served(Desk(store, "Layla"))))


def test_an_empty_record_teaches_how_to_add_and_shows_what_was_read(empty: Reader) -> None:
    page = empty.opens("/en/today")
    expect(page.get_by_text(ENGLISH("today.empty"))).to_be_visible()
    expect(page.get_by_text(ENGLISH("today.step1"))).to_be_visible()
    page.get_by_role("link", name=ENGLISH("today.first")).click()

    paste(page)
    page.wait_for_url("**/add/job/*")
    expect(page.get_by_role("status")).to_be_visible()
    read = page.get_by_role("main").get_by_role("link", name=TITLE)
    read.wait_for()
    expect(page.get_by_text(ENGLISH.label("job", "done"))).to_be_visible()

    page.get_by_role("main").get_by_role("link", name=ENGLISH("nav.today")).click()
    met = page.get_by_role("article").filter(has_text=ENGLISH.label("encounter_kind", "meeting"))
    expect(met.get_by_role("link", name="سامر الحوراني")).to_be_visible()
    expect(met.get_by_role("link", name="حيدر الساعدي")).to_be_visible()
    expect(page.get_by_role("heading", name=ENGLISH.day("2025-10-19"))).to_be_visible()

    met.get_by_role("heading").get_by_role("link").click()
    said = page.get_by_role("main").get_by_text("الأردن يدعم أمن العراق واستقراره")
    expect(said.first).to_be_visible()


def test_an_article_that_is_known_is_named_and_not_taken_twice(empty: Reader) -> None:
    for told in ("new", "known"):
        page = empty.opens("/en/add")
        paste(page)
        page.get_by_role("heading", name=ENGLISH(f"job.{told}")).wait_for()
        page.get_by_role("main").get_by_role("link", name=TITLE).wait_for()
    assert empty.json("/en/record.json?show=articles")["total"] == 1


def test_files_are_dropped_onto_the_page(empty: Reader) -> None:
    page = empty.opens("/en/add")
    dropped = page.evaluate_handle(
        """text => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([text], "تقرير.txt", { type: "text/plain" }));
            return dropped;
        }""",
        f"{TITLE}\n\n{TEXT}",
    )
    expect(page.get_by_text(ENGLISH("add.drop"))).to_be_visible()
    page.get_by_text(ENGLISH("add.drop")).dispatch_event("drop", {"dataTransfer": dropped})
    button(page, "add.go").last.click()
    page.get_by_role("link", name=TITLE).wait_for()


def test_files_are_chosen_and_what_failed_is_told_with_its_reason(empty: Reader, tmp_path: Path) -> None:
    good, bad = tmp_path / "report.txt", tmp_path / "broken.jsonl"
    good.write_text(f"{TITLE}\n\n{TEXT}", "utf-8")
    bad.write_text("this is no JSON\n", "utf-8")
    page = empty.opens("/en/add")
    page.get_by_label(ENGLISH("add.choose")).set_input_files([good, bad])
    button(page, "add.go").last.click()
    page.get_by_role("link", name=TITLE).wait_for()
    expect(page.get_by_role("listitem").filter(has_text="broken.jsonl")).to_be_visible()
