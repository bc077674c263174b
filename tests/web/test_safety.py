"""Hostile text, foreign hosts, forms of others, too much at once: told apart and refused."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from mahdar.web.app import application
from mahdar.web.desk import Desk
from mahdar.web.guard import POLICY
from mahdar.web.marking import Marked, segments, source, visible
from tests.web.conftest import HOSTILE, Browser


def hostile(browser: Browser) -> str:
    found = browser.get("/en/record.json?show=articles").json()["lines"]
    return str(next(one["id"] for one in found if one["doc_id"] == "hostile"))


def test_markup_in_an_article_is_shown_and_never_run(browser: Browser) -> None:
    name = hostile(browser)
    for path in (f"/en/article/{name}", "/ar/today", "/en/record", "/en/record?show=articles", "/en/review"):
        page = browser.get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>x</b>" not in page
    assert "&lt;script&gt;alert(1)" in browser.get(f"/en/article/{name}").text


def test_marks_that_turn_the_direction_are_shown_by_name(browser: Browser) -> None:
    page = browser.get(f"/en/article/{hostile(browser)}").text
    assert "\u202e" not in page and "‹U+202E›" in page
    assert source("\u202eabc") == '<bdi dir="auto">‹U+202E›abc</bdi>'
    assert visible("عمّان\u200f") == "عمّان\u200f", "marks that only help the direction stay"


def test_pieces_put_together_are_the_text_whatever_the_marks() -> None:
    marks = [Marked(0, 9, "a", "1"), Marked(3, 5, "b", "2"), Marked(4, 400, "c", "3"), Marked(5, 5, "d", "4")]
    assert "".join(piece.words for piece in segments(HOSTILE, marks)) == HOSTILE


def test_an_address_that_is_no_web_page_is_no_link(browser: Browser) -> None:
    for one in browser.get("/en/record.json?show=articles").json()["lines"]:
        assert "javascript:" not in browser.get(f"/en/article/{one['id']}").text


def test_every_answer_carries_the_policy(browser: Browser) -> None:
    for path in ("/en/today", "/en/today.json", "/static/mahdar.css", "/en/none", "/openapi.json"):
        answer = browser.get(path)
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY and "default-src 'none'" in POLICY


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "[::1", "10.0.0.1"]
)
def test_another_hosts_name_is_not_answered(browser: Browser, host: str) -> None:
    assert browser.get("/en/today", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_this_machine_is_answered_by_each_of_its_names(browser: Browser, host: str) -> None:
    assert browser.get("/en/today", headers={"host": host}).status_code == 200


def test_a_form_without_the_token_of_its_visit_is_refused(browser: Browser) -> None:
    item = browser.get("/en/record.json").json()["lines"][0]["id"]
    token = browser.token()
    for fields in ({}, {"token": "0" * 64}, {"token": "é" * 64}, {"token": token[:-1]}):
        answer = browser.client.post("/en/decide", data={"act": "accept", "item": item, **fields})
        assert answer.status_code == 403
    browser.client.cookies.clear()
    assert (
        browser.client.post("/en/decide", data={"act": "accept", "item": item, "token": token}).status_code
        == 403
    )
    assert not browser.get("/en/review/history.json").json()["lines"]


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_of_another_site_is_refused_even_with_a_token(
    browser: Browser, headers: dict[str, str]
) -> None:
    fields = {"token": browser.token(), "theme": "dark"}
    assert browser.client.post("/en/theme", data=fields, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/en/decide",
        "/en/add",
        "/en/article/x/add",
        "/en/theme",
        "/en/sign-in",
        "/en/sign-out",
        "/en/accounts",
    ],
)
def test_every_form_needs_a_token(browser: Browser, path: str) -> None:
    assert browser.client.post(path, data={}).status_code == 403


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/ar/\r\nx: y", "javascript:alert(1)"],
)
def test_a_form_never_leads_to_another_host(browser: Browser, back: str) -> None:
    answer = browser.post("/en/theme", theme="dark", back=back)
    assert answer.headers["location"] == "/en/today"


def test_more_than_the_limit_is_refused(desk: Desk) -> None:
    desk.upload_limit = 2000
    with TestClient(application(desk), base_url="http://127.0.0.1:8000") as client:
        browser = Browser(client)
        assert browser.post("/en/add", text="س" * 2000).status_code == 413
        chunks = (b"x" * 500 for _ in range(10))
        kind = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/en/add", content=chunks, headers=kind).status_code == 413


def test_cookies_are_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    cookie = browser.get("/en/today").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
