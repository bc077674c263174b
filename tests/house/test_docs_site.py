"""The site is built strictly, loads nothing from elsewhere, and its search knows Arabic."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mahdar.api import Record
from tests.house.docs import ROOT, pages

#: What a browser fetches by itself: where an element names it.
FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "image": ("href",),
    "use": ("href",),
    "form": ("action",),
}
#: Relations of `link` that fetch nothing.
NOT_FETCHED = {"canonical", "prev", "next"}


class _Fetching(HTMLParser):
    """The addresses that a page fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "link" and held.get("rel") not in NOT_FETCHED:
            self.found.append(held.get("href") or "")
        self.found += [held[name] or "" for name in FETCHED.get(tag, ()) if name in held]
        self.found += re.findall(r"url\(([^)]*)\)", held.get("style") or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for name in ("mkdocs", "material", "mkdocstrings"):
        pytest.importorskip(name, reason="the site is built with pip install 'mahdar[docs]'")
    place = tmp_path_factory.mktemp("site") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return place


def test_every_page_is_built(site: Path) -> None:
    assert [page for page in pages() if not (site / page.replace(".md", ".html")).exists()] == []


def test_pages_and_styles_fetch_nothing_from_elsewhere(site: Path) -> None:
    fetched: dict[str, list[str]] = {}
    for page in site.rglob("*.html"):
        reader = _Fetching()
        reader.feed(page.read_text("utf-8"))
        assert reader.found
        fetched[page.name] = [one for one in reader.found if re.match(r"\s*(?:[a-z]+:)?//", one)]
    for style in site.rglob("*.css"):
        named = re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", style.read_text("utf-8"))
        fetched[style.name] = [
            one for pair in named for one in pair if re.match(r"[\"']?(?:https?:)?//", one)
        ]
    assert {name: ones for name, ones in fetched.items() if ones} == {}


def test_what_pages_fetch_is_there(site: Path) -> None:
    for page in ("index.html", "ar.html", "reference/fields.html"):
        reader = _Fetching()
        reader.feed((site / page).read_text("utf-8"))
        files = [one for one in reader.found if one and not re.match(r"data:|#", one)]
        assert [one for one in files if not ((site / page).parent / one.split("#")[0]).exists()] == []


def test_fonts_of_the_style_are_files_of_the_site(site: Path) -> None:
    style = site / "assets" / "site.css"
    fonts = re.findall(r"url\(([^)]+\.woff2)\)", style.read_text("utf-8"))
    assert fonts
    assert [font for font in fonts if not (style.parent / font).exists()] == []


def test_the_picture_is_drawn_in_the_page(site: Path) -> None:
    page = (site / "model.html").read_text("utf-8")
    (drawn,) = re.findall(r"<svg[^>]*aria-labelledby=\"model-title model-desc\".*?</svg>", page, re.DOTALL)
    assert drawn.count("<rect") == 14
    assert "<p>" not in drawn


def test_the_arabic_page_reads_from_right_to_left(site: Path) -> None:
    page = (site / "ar.html").read_text("utf-8")
    assert re.search(r'<h1[^>]*dir="rtl"[^>]*>', page)
    assert re.search(r'<div class="rtl" dir="rtl" lang="ar">|<div class="rtl" lang="ar" dir="rtl">', page)


def test_search_parts_words_from_their_article(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["en", "ar"]
    assert "stopWordFilter" not in index["config"]["pipeline"]
    parted = re.compile(index["config"]["separator"])
    assert [word for word in parted.split("محضر اللقاء وبالأردن «للزيارة»") if word] == [
        "محضر",
        "لقاء",
        "وبالأردن",
        "زيارة",
    ]
    assert any(one["location"] == "ar.html" and "السجل" in one["text"] for one in index["docs"])


def test_days_in_terminals_keep_their_order(site: Path) -> None:
    page = (site / "tutorial.html").read_text("utf-8")
    assert "<bdi>2025-10-15</bdi>" in page
    assert '<bdi dir="ltr">[amman-meeting-tunis <bdi>614–640</bdi>]</bdi>' in page


def test_pages_that_are_named_as_files_are_links(site: Path) -> None:
    page = (site / "architecture.html").read_text("utf-8")
    assert '<a href="record.html">record</a>' in page
    assert "<code>docs/watching.md</code>" not in page


def test_every_verb_of_a_record_has_its_place_in_the_reference(site: Path) -> None:
    page = (site / "reference" / "python.html").read_text("utf-8")
    verbs = [name for name in vars(Record) if not name.startswith("_")]
    assert [verb for verb in verbs if f'id="mahdar.api.Record.{verb}"' not in page] == []
