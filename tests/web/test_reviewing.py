"""Review from the pages, by plain forms as a browser without JavaScript sends them."""

from __future__ import annotations

import html
import re

from tests.web.conftest import Browser


def lines(browser: Browser) -> list[dict[str, object]]:
    found: list[dict[str, object]] = browser.get("/en/review/history.json").json()["lines"]
    return found


def state(browser: Browser, item: str) -> str:
    return str(browser.get("/en/record.json").json()["states"][item])


def a_statement(browser: Browser) -> tuple[str, str]:
    said = browser.get("/en/record.json").json()["lines"][-1]
    return said["id"], said["words"][0]["article"]


def send(browser: Browser, page: str, words: str) -> str:
    """Send the form of a page whose button holds some words, as it stands; where it leads."""
    for form in re.findall(r'<form method="post".*?</form>', browser.get(page).text, re.DOTALL):
        if words in form:
            action = html.unescape(re.search(r'action="([^"]+)"', form).group(1))  # type: ignore[union-attr]
            fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
            told = {name: html.unescape(value) for name, value in fields.items()}
            answer = browser.client.post(action, data=told, follow_redirects=False)
            assert answer.status_code == 303, answer.text
            return str(answer.headers["location"])
    raise AssertionError(f"{page} has no form with {words}")


def test_accepting_an_item_marks_it_reviewed_and_leads_to_the_next(browser: Browser) -> None:
    item, _ = a_statement(browser)
    onwards = send(browser, f"/en/review?at={item}", "Accept")
    assert state(browser, item) == "reviewed"
    shown = browser.get(onwards).text
    assert "Kept: accepted" in shown and "Undo" in shown
    assert item not in onwards


def test_a_decision_is_undone_from_the_page_that_follows(browser: Browser) -> None:
    item, _ = a_statement(browser)
    onwards = send(browser, f"/en/review?at={item}", "Accept")
    send(browser, onwards, "Undo")
    assert state(browser, item) == "machine"
    assert [line["state"] for line in lines(browser)] == ["applied", "undone"]


def test_a_rejected_item_is_gone_until_it_is_undone(browser: Browser) -> None:
    item, _ = a_statement(browser)
    total = browser.get("/en/record.json").json()["total"]
    send(browser, f"/en/review?at={item}", "Reject")
    assert browser.get("/en/record.json").json()["total"] == total - 1
    send(browser, "/en/review/history", "Undo")
    assert browser.get("/en/record.json").json()["total"] == total


def test_decisions_are_written_under_the_name_of_who_decides(browser: Browser) -> None:
    item, _ = a_statement(browser)
    send(browser, f"/en/review?at={item}", "Accept")
    assert lines(browser)[0]["decision"]["by"] == "Layla"  # type: ignore[index]


def test_a_field_is_corrected(browser: Browser) -> None:
    item, article = a_statement(browser)
    answer = browser.post("/en/decide", act="correct", item=item, article=article, field="act", value="warn")
    assert answer.status_code == 303
    said = next(s for s in browser.get("/en/record.json").json()["lines"] if s["id"] == item)
    assert said["act"] == "warn"


def test_a_span_is_corrected_by_its_exact_words(browser: Browser) -> None:
    item, article = a_statement(browser)
    text = browser.get(f"/en/article/{article}.json").json()["record"]["text"]
    words = "نوقّع الاتفاق"
    assert text.count(words) == 1
    fields = {"act": "correct", "item": item, "article": article, "field": "content"}
    assert browser.post("/en/decide", **fields, value_words=words).status_code == 303
    said = [s for s in browser.get("/en/record.json").json()["lines"] if s["content"] == words]
    assert len(said) == 1


def test_words_that_stand_nowhere_or_twice_are_not_guessed(browser: Browser) -> None:
    item, article = a_statement(browser)
    fields = {"act": "correct", "item": item, "article": article, "field": "content"}
    for words in ("لا توجد", "سالم", ""):
        assert browser.post("/en/decide", **fields, value_words=words).status_code == 422
    assert not lines(browser)


def test_a_missed_statement_is_added_with_its_words(browser: Browser) -> None:
    _, article = a_statement(browser)
    record = browser.get(f"/en/article/{article}.json").json()["record"]
    at = record["text"].index("في عمّان.")
    answer = browser.post(
        f"/en/article/{article}/add", speakers=record["actors"][0]["id"], cue_words="والتقى",
        content_start=at, content_end=at + 8, mode="indirect", statement_act="inform",
    )  # fmt: skip
    assert answer.status_code == 303
    said = browser.get(f"/en/article/{article}.json").json()["record"]["statements"]
    assert any(s["content"]["exact"] == "في عمّان" and s["cue"]["exact"] == "والتقى" for s in said)


def test_a_missed_statement_by_one_who_was_missed_adds_him_by_words_of_the_article(browser: Browser) -> None:
    _, article = a_statement(browser)
    record = browser.get(f"/en/article/{article}.json").json()["record"]
    at = record["text"].index("في عمّان")
    answer = browser.post(
        f"/en/article/{article}/add", speaker_start=at + 3, speaker_end=at + 8, speaker_kind="institution",
        cue_words="والتقى", content_start=at, content_end=at + 8, mode="indirect",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    after = browser.get(f"/en/article/{article}.json").json()["record"]
    added = next(a for a in after["actors"] if a["name"] == "عمّان")
    assert (added["kind"], added["mentions"][0]["exact"]) == ("institution", "عمّان")
    assert any(s["speakers"] == [added["id"]] for s in after["statements"])
    assert [line["decision"]["act"] for line in lines(browser)] == ["add", "add"]


def test_a_speaker_named_by_words_who_is_listed_is_that_one(browser: Browser) -> None:
    item, article = a_statement(browser)
    record = browser.get(f"/en/article/{article}.json").json()["record"]
    other = record["actors"][-1]
    at = other["mentions"][0]
    fields = {"act": "correct", "item": item, "article": article, "field": "speakers"}
    answer = browser.post("/en/decide", **fields, named_start=at["start"], named_end=at["end"])
    assert answer.status_code == 303, answer.text
    said = next(s for s in browser.get("/en/record.json").json()["lines"] if s["id"] == item)
    assert len(said["speakers"]) == 1
    assert len(browser.get(f"/en/article/{article}.json").json()["record"]["actors"]) == len(record["actors"])


def test_that_a_speaker_is_unknown_must_be_said(browser: Browser) -> None:
    item, article = a_statement(browser)
    fields = {"act": "correct", "item": item, "article": article, "field": "speakers"}
    refused = browser.post("/en/decide", **fields)
    assert refused.status_code == 422 and "choose a speaker" in refused.text
    assert not lines(browser)
    assert browser.post("/en/decide", **fields, nobody="yes").status_code == 303
    said = next(s for s in browser.get("/en/record.json").json()["lines"] if s["id"] == item)
    assert said["speakers"] == []


def test_two_reports_are_split_and_joined_with_what_differs_lit(browser: Browser) -> None:
    met = browser.get("/en/record.json?show=encounters").json()["lines"]
    one = next(m for m in met if m["reports"] > 1)
    a, b = (r["encounter"] for r in browser.get(f"/en/encounter/{one['id']}.json").json()["card"]["reports"])
    page = browser.get(f"/en/review/pair?a={a}&b={b}")
    assert page.status_code == 200
    count = len(met)
    send(browser, f"/en/review/pair?a={a}&b={b}", "Two encounters")
    assert browser.get("/en/record.json?show=encounters").json()["total"] == count + 1
    send(browser, f"/en/review/pair?a={a}&b={b}", "One encounter")
    assert browser.get("/en/record.json?show=encounters").json()["total"] == count


def test_a_decision_that_fits_nothing_is_told_and_not_written(browser: Browser) -> None:
    for fields in ({"act": "accept", "item": "none"}, {"act": "destroy", "item": "x"}, {"act": "merge", "item": "x"},
                   {"act": "correct", "item": "x", "field": "id", "value": "y"}):  # fmt: skip
        assert browser.post("/en/decide", **fields).status_code == 422
    assert not lines(browser)


def test_the_queue_can_be_walked_to_its_end(browser: Browser) -> None:
    told = browser.get("/en/review.json").json()
    seen = [told["waiting"]["id"]]
    while told["following"]:
        told = browser.get(f"/en/review.json?at={told['following']}").json()
        seen.append(told["waiting"]["id"])
    assert len(seen) == len(set(seen)) == told["total"]
