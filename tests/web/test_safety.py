"""Hostile text, foreign hosts, forms of others, too much at once: told apart and refused."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from mahdar.keeping.adding import add
from mahdar.keeping.readers import Outcome, Reader
from mahdar.knowledge import load
from mahdar.model import Article
from mahdar.record.store import begin_record
from mahdar.web.app import application
from mahdar.web.desk import Desk
from mahdar.web.guard import HEADERS, POLICY
from mahdar.web.marking import Marked, segments, source, visible
from tests.made_up import TALKS, article, read_made_up
from tests.web.conftest import HOSTILE, Browser, ended
from tests.web.routes import routes_of

OWN = "http://127.0.0.1:8000/"
#: What would run, or would leave an attribute, if a page did not escape it.
MARKUP = ("<script>alert(9)</script>", '"><img src=x onerror=alert(9)>', "{{ 7*7 }}", "' onclick='alert(9)")


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


def hostile_reader() -> Reader:
    """Names and places that are markup, in every actor and encounter."""

    def read(articles: Iterable[Article]) -> Iterator[Outcome]:
        for one in articles:
            made = read_made_up(one)
            actors = (
                replace(a, name=a.name + MARKUP[n % 4], role=MARKUP[1]) for n, a in enumerate(made.actors)
            )
            met = (replace(e, place=(e.place or "") + MARKUP[0], country=None) for e in made.encounters)
            yield one, replace(made, actors=tuple(actors), encounters=tuple(met))

    return Reader("hostile", load(), read)


@pytest.fixture
def attacked(tmp_path: Path) -> Iterator[Browser]:
    """A record whose titles, outlets, names, addresses and text are all markup."""
    with begin_record(tmp_path / "attacked.db") as store:
        told = {"title": MARKUP[0], "author": MARKUP[1], "url": "javascript:alert(9)"}
        texts = (f"{TALKS}\n{MARKUP[0]}", f"{TALKS} {MARKUP[1]}")
        made = [
            article(f"{n}{MARKUP[3]}", text, outlet=f"{n}{MARKUP[1]}", published=f"2025-10-1{n}", **told)
            for n, text in enumerate(texts)
        ]
        add(store, made, hostile_reader())
        with TestClient(application(Desk(store)), base_url="http://127.0.0.1:8000") as client:
            yield Browser(client)


class Tags(HTMLParser):
    """A page as a browser takes it apart: what in it would run, or would load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            leads = (value or "").strip().lower()
            if (
                name.startswith("on")
                or name in ("srcdoc", "style")
                or leads.startswith(("javascript:", "data:"))
            ):
                self.bad.append(f"<{tag} {name}={value}>")
        told = dict(attrs)
        if tag in ("img", "iframe", "object", "embed", "base", "meta") and "alert" in str(told):
            self.bad.append(f"<{tag} {told}>")
        if tag == "script" and not (told.get("src") or "").startswith("/static/"):
            self.bad.append(f"<script {told}>")


def reached(browser: Browser, most: int = 120) -> Iterator[tuple[str, str]]:
    """Every page that links lead to from today and the record, with what is on it."""
    waiting = [f"/{lang}/{page}" for lang in ("ar", "en") for page in ("today", "record", "review", "add")]
    waiting += ["/en/record?show=encounters", "/en/record?show=articles", "/en/review/history"]
    seen: set[str] = set()
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = browser.get(path)
        assert answer.status_code == 200, path
        yield path, answer.text
        if "text/html" in answer.headers["content-type"]:
            links = re.findall(r"""(?:href|src)=["']([^"'#]*)""", answer.text)
            waiting += [link for told in links if (link := html.unescape(told)).startswith(("/ar/", "/en/"))]


def test_no_page_that_is_reached_runs_what_a_source_wrote(attacked: Browser) -> None:
    kinds = set()
    for path, page in reached(attacked):
        kinds.add(path.split("/")[2].partition("?")[0].partition(".")[0])
        if path.partition("?")[0].endswith((".csv", ".xlsx", ".jsonl", ".json")):
            continue
        tags = Tags()
        tags.feed(page)
        assert not tags.bad, f"{path}: {tags.bad}"
    assert {"today", "encounter", "article", "file", "record", "review"} <= kinds


def test_every_form_and_file_of_every_route_carries_the_headers(browser: Browser) -> None:
    for route in routes_of(browser.client.app):
        path = (
            route.path.replace("{lang}", "en")
            .replace("{name}", "x")
            .replace("{form}", "csv")
            .replace("{number}", "1")
        )
        for method in route.methods:
            answer = browser.client.request(method, path, follow_redirects=False)
            for name, value in HEADERS.items():
                assert answer.headers[name] == value, f"{method} {path}: {name}"
            assert answer.headers["cache-control"] == "no-store", path
    assert "frame-ancestors 'none'" in POLICY and HEADERS["Referrer-Policy"] == "same-origin"


def test_every_route_that_writes_needs_the_token_of_its_visit(browser: Browser) -> None:
    token = browser.token()
    for route in routes_of(browser.client.app):
        if route.methods & {"POST", "PUT", "PATCH", "DELETE"}:
            path = route.path.replace("{lang}", "en").replace("{name}", "x")
            for fields in ({}, {"token": "0" * 64}):
                assert browser.client.post(path, data=fields).status_code == 403, path
            evil = {"origin": "https://evil.example"}
            assert browser.client.post(path, data={"token": token}, headers=evil).status_code == 403, path


@pytest.mark.parametrize(
    "trick",
    ["..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2fapp.py", "..%5c..%5cwindows%5cwin.ini", "%2fetc%2fpasswd", "a%00b",
     "....%2f%2fetc", "%252e%252e%252f", "x" * 5000, "%ff%fe", "$%7b7*7%7d", "';--"],
)  # fmt: skip
def test_no_parameter_of_a_path_leads_out_of_the_record(browser: Browser, trick: str) -> None:
    for route in routes_of(browser.client.app):
        for parameter in re.findall(r"\{(\w+)\}", route.path):
            path = route.path.replace(f"{{{parameter}}}", trick, 1)
            path = (
                path.replace("{lang}", "en")
                .replace("{name}", "x")
                .replace("{form}", "csv")
                .replace("{number}", "1")
            )
            answer = browser.get(path, follow_redirects=False)
            # An address that ends with a slash is led to the same without.
            assert answer.status_code in (404, 405, 422) or answer.headers["location"].startswith(OWN), path
            assert "root:" not in answer.text and "import" not in answer.text, path


@pytest.mark.parametrize(
    "path",
    ["..%2fapp.py", "%2e%2e/app.py", "%2e%2e%2f%2e%2e%2fweb/app.py", "..%5capp.py", "%2fetc/passwd", "fonts", "",
     "fonts/..%2f..%2fapp.py", "mahdar.css%00.txt", "x" * 3000],
)  # fmt: skip
def test_static_files_are_those_of_the_folder(browser: Browser, path: str) -> None:
    answer = browser.get(f"/static/{path}", follow_redirects=False)
    assert answer.status_code in (404, 405) and "import" not in answer.text


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return made.getvalue()


BOMBS = {
    "bomb.txt.gz": gzip.compress(b"\0" * (300 << 20), 9),
    "bomb.jsonl.gz": gzip.compress(gzip.compress(b" " * (300 << 20), 9), 9),
    "bomb.docx": zipped(word__document_xml=b"<a>" * (40 << 20)),
    "bomb.epub": zipped(mimetype=b"application/epub+zip", OEBPS__a_xhtml=b"<p>" * (40 << 20)),
    "deep.json": b"[" * 500_000,
    "deep.jsonl": b'{"a":' * 500_000,
    "deep.xml": b"<a>" * 500_000,
    "laughs.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><a>&j;</a>",
    "outside.xml": b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel>&e;</channel></rss>',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_told_as_a_failure_and_the_server_goes_on(browser: Browser, name: str) -> None:
    begun = time.monotonic()
    sent = browser.client.post(
        "/en/add",
        data={"token": browser.token()},
        files=[("files", (name, BOMBS[name]))],
        follow_redirects=False,
    )
    job = ended(browser, sent.headers["location"])
    assert job["state"] == "done" and job["failed"] and not job["new"], job
    assert "root:" not in json.dumps(job)
    assert browser.get("/en/today").status_code == 200
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    "body",
    [
        b"&".join(b"a%d=1" % n for n in range(5000)),
        b"token=" + b"x" * (3 << 20),
        b"&" * (1 << 20),
        b"%" * 100_000,
    ],
    ids=["many fields", "a long field", "ampersands", "percents"],
)
def test_a_form_out_of_all_proportion_is_refused(browser: Browser, body: bytes) -> None:
    kind = {"content-type": "application/x-www-form-urlencoded"}
    begun = time.monotonic()
    assert browser.client.post("/en/theme", content=body, headers=kind).status_code in (400, 403, 413)
    assert time.monotonic() - begun < 5


def test_more_files_than_are_taken_at_once_are_refused(browser: Browser) -> None:
    files = [("files", (f"{n}.txt", b"x")) for n in range(501)]
    answer = browser.client.post("/en/add", data={"token": browser.token()}, files=files)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "words",
    [
        "س" * 300,
        "(a+)+$" * 40,
        '"' * 299,
        "%" * 299,
        "_" * 299,
        "\\" * 299,
        "' OR 1=1 --",
        "* NEAR(x",
        "a" * 299 + '"',
    ],
)
@pytest.mark.parametrize("show", ["statements", "encounters", "articles"])
def test_no_words_make_the_search_fail_or_wait(browser: Browser, words: str, show: str) -> None:
    begun = time.monotonic()
    for field in ("q", "by", "about", "place", "told_by"):
        answer = browser.client.get("/en/record.json", params={"show": show, field: words})
        assert answer.status_code == 200, (field, words)
    assert time.monotonic() - begun < 5


def test_a_search_longer_than_a_page_of_text_is_refused(browser: Browser) -> None:
    assert browser.client.get("/en/record.json", params={"q": "س" * 301}).status_code == 422
