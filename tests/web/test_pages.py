"""Every page in both languages: it opens, its links lead somewhere, its JSON twin is what it shows."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest

from mahdar.web.language import LANGS, Lang
from tests.web.conftest import Browser

_VOID = {"meta", "link", "input", "br", "img", "hr", "use", "path", "circle", "rect", "line"}


def addresses(browser: Browser, lang: Lang) -> list[str]:
    """An address of each kind of page."""
    met = browser.get(f"/{lang}/record.json?show=encounters").json()["lines"][0]
    said = browser.get(f"/{lang}/record.json").json()["lines"][0]
    article = said["words"][0]["article"]
    who = said["speakers"][0]["id"]
    report = browser.get(f"/{lang}/encounter/{met['id']}.json").json()["card"]["reports"][0]["encounter"]
    return [
        f"/{lang}{path}"
        for path in (
            "/today", "/record", "/record?show=encounters", "/record?show=articles&q=الأردن",
            f"/encounter/{met['id']}", f"/encounter/{met['id']}/readouts", f"/encounter/{met['id']}/coverage",
            f"/article/{article}", f"/article/{article}?at=3-9", f"/file/{who}", f"/file/{who}/wording",
            f"/encounter/{met['id']}/doubts", f"/encounter/{met['id']}/briefing", f"/file/{who}/silences",
            "/commitments", "/network", "/narrated", "/narrated?kind=figures", "/narrated?kind=instruments",
            "/timeline", "/doubts", "/news", "/news?since=2025-10-16",
            "/review", f"/review?at={said['id']}", f"/review?at={report}", "/review/history", "/add",
        )
    ]  # fmt: skip


class _Outline(HTMLParser):
    """Sees that what is opened is closed, and gathers links, identifiers and forbidden attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.forbidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if (
                name == "style"
                or name.startswith("on")
                or (tag == "script" and name == "src" and "//" in (value or ""))
            ):
                self.forbidden.append(f"{tag} {name}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag


def outline(page: str) -> _Outline:
    parser = _Outline()
    parser.feed(page)
    assert not parser.open
    return parser


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_opens_in_its_language_and_direction(browser: Browser, lang: Lang) -> None:
    direction = {"ar": "rtl", "en": "ltr"}[lang]
    for address in addresses(browser, lang):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert f'<html lang="{lang}" dir="{direction}"' in answer.text, address


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_is_well_formed_without_inline_style_or_script(browser: Browser, lang: Lang) -> None:
    for address in addresses(browser, lang):
        seen = outline(browser.get(address).text)
        assert not seen.forbidden, address
        assert len(seen.ids) == len(set(seen.ids)), (address, sorted(seen.ids))


@pytest.mark.parametrize("lang", LANGS)
def test_links_of_every_page_lead_somewhere_and_to_no_other_host(browser: Browser, lang: Lang) -> None:
    told: set[str] = set()
    for address in addresses(browser, lang):
        told |= {html.unescape(link).partition("#")[0] for link in outline(browser.get(address).text).links}
    for link in sorted(told - {""}):
        if link.startswith("https://example.org/"):
            continue
        assert link.startswith("/"), link
        assert browser.get(link).status_code == 200, link


def test_a_page_has_the_same_address_in_the_other_language(browser: Browser) -> None:
    page = browser.get("/ar/record?show=encounters&q=عمّان").text
    other = re.search(r'class="lang" lang="en" href="([^"]+)"', page)
    assert other
    there = html.unescape(other.group(1))
    assert there.startswith("/en/record?") and "show=encounters" in there
    assert browser.get(there).status_code == 200


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_has_a_json_twin_at_its_address(browser: Browser, lang: Lang) -> None:
    for address in addresses(browser, lang):
        path, mark, query = address.partition("?")
        answer = browser.get(f"{path}.json{mark}{query}")
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()


def test_the_twin_of_an_article_holds_what_the_page_shows(browser: Browser) -> None:
    address = addresses(browser, "en")[7]
    page, twin = browser.get(address).text, browser.get(f"{address}.json").json()
    assert twin["cards"]
    for card in twin["cards"]:
        assert f'id="card-{card["id"]}"' in page
    assert page.count('class="card card-') == len(twin["cards"])


def test_the_pieces_of_an_article_on_the_page_are_its_text(browser: Browser) -> None:
    address = addresses(browser, "en")[7]
    page, text = browser.get(address).text, browser.get(f"{address}.json").json()["record"]["text"]
    pieces = re.findall(r'data-s="(\d+)"[^>]*>([^<]*)<', page)
    # Marks that turn the direction are shown by name; each is one code point of the text.
    shown = [
        (int(at), re.sub("‹U\\+([0-9A-F]{4})›", lambda f: chr(int(f[1], 16)), html.unescape(w)))
        for at, w in pieces
    ]
    assert "".join(words for _, words in shown) == text
    assert all(text[at:].startswith(words) for at, words in shown)


def test_a_link_to_words_opens_the_article_at_them(browser: Browser) -> None:
    said = browser.get("/en/record.json").json()["lines"][0]
    words = said["words"][0]
    span = words["span"]
    page = browser.get(f"/en/article/{words['article']}?at={span['start']}-{span['end']}").text
    at = re.search(r'<mark class="([^"]*)" data-s="(\d+)"[^>]* id="at">([^<]*)', page)
    assert at and "k-at" in at.group(1)
    assert int(at.group(2)) == span["start"]
    assert span["exact"].startswith(html.unescape(at.group(3)))


def test_what_no_person_has_reviewed_says_so_in_words(browser: Browser) -> None:
    for address in addresses(browser, "en"):
        if (
            "doubts" not in address
            and any(part in address for part in ("/encounter/", "/article/", "/today"))
            and "coverage" not in address
        ):
            assert (
                "no person has reviewed" in browser.get(address).text
                or "not reviewed" in browser.get(address).text
            )


def test_an_empty_record_teaches_how_to_begin(empty: Browser) -> None:
    assert "أضف المقال الأول" in empty.get("/ar/today").text
    for path in (
        "/record", "/review", "/review/history", "/add", "/commitments", "/network", "/narrated", "/timeline",
        "/doubts", "/news?since=2025-01-01",
    ):  # fmt: skip
        assert empty.get(f"/ar{path}").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/en/article/none", "/en/encounter/none", "/en/file/لا أحد", "/fr/today", "/en/none",
     "/en/article/..%2f..%2fetc%2fpasswd",
     "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_openapi_tells_the_twins_and_no_page_loads_another_host(browser: Browser) -> None:
    told = browser.get("/openapi.json").json()
    assert {"/{lang}/today.json", "/{lang}/article/{name}.json", "/{lang}/record.json"} <= told[
        "paths"
    ].keys()
    assert browser.get("/docs").status_code == 404
    style = browser.get("/static/mahdar.css").text
    assert "http" not in style
    for font in re.findall(r"url\(([^)]+)\)", style):
        assert browser.get(f"/static/{font}").status_code == 200
