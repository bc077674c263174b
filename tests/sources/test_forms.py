"""Which files come in: by suffix, else by what they begin with; folders, patterns, all mixed."""

import gzip
from pathlib import Path

import pytest

from mahdar.model import Article
from mahdar.sources import Failure, articles_from
from tests.sources.pages.archives import record
from tests.sources.pages.test_hostile import SAID, TITLE, page

PAGE = page(f"<h1>{TITLE}</h1><p>{SAID}</p>")


def ids(paths: list[Path | str]) -> list[str]:
    return [found.reason if isinstance(found, Failure) else found.doc_id for found in articles_from(paths)]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder as people have it: pages, a report, an archive, pictures and style sheets."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "deep" / "b.htm").write_bytes(PAGE)
    (tmp_path / "deep" / "er" / "c.xhtml.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "deep" / "d.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "deep" / "style.css").write_text("p { color: red }", encoding="utf-8")
    (tmp_path / "deep" / "picture.png").write_bytes(b"\x89PNG\0")
    (tmp_path / "deep" / ".hidden.html").write_bytes(PAGE)
    (tmp_path / "e.warc").write_bytes(record(1))
    return tmp_path


def test_folder_gives_every_known_form_in_it(saved: Path) -> None:
    warc = "https://example.org/news/1@2025-10-16T08:00:01Z"
    assert ids([saved]) == ["a", "b", "d", "c", warc]


def test_pattern_is_expanded_also_into_folders(saved: Path) -> None:
    assert ids([f"{saved}/**/*.htm*"]) == ["a", "b"]
    assert ids([f"{saved}/d*/*.txt"]) == ["d"]


def test_pattern_that_matches_a_folder_gives_its_files(saved: Path) -> None:
    assert ids([f"{saved}/de*"]) == ["b", "d", "c"]


def test_pattern_that_matches_nothing_is_told(saved: Path) -> None:
    assert ids([f"{saved}/*.epubs"])[0].startswith("no file of a known form matches this pattern")


def test_file_named_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].html").write_bytes(PAGE)
    assert ids([tmp_path / "a[1].html"]) == ["a[1]"]


def test_page_without_a_suffix_is_known_by_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "article?id=7").write_bytes(b"\n<!-- saved --><!DOCTYPE html>\n" + PAGE)
    (tmp_path / "notes").write_text("ليست صفحة", encoding="utf-8")
    assert ids([tmp_path]) == ["article?id=7"]


def test_index_pages_of_a_mirror_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_bytes(PAGE)
    assert ids([tmp_path]) == ["one/index", "two/index"]


def test_page_saved_by_a_browser_in_one_file(tmp_path: Path) -> None:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    part = b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/news/9\r\n\r\n"
    (tmp_path / "a.mhtml").write_bytes(head + part + PAGE + b"\r\n--b--\r\n")
    (found,) = articles_from([tmp_path / "a.mhtml"])
    assert isinstance(found, Article), found
    assert (found.title, found.url) == (TITLE, "https://example.org/news/9")


def test_saved_page_without_html_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(b"Content-Type: text/plain\r\n\r\nnothing")
    assert ids([tmp_path / "a.mht"]) == ["no saved page: no part of it is HTML"]
