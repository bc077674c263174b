"""The table of the record: search blind to spelling, facets that count, files of exactly what is on screen."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode

import openpyxl
import pytest

from mahdar.web.takeaway import as_csv, as_xlsx
from tests.web.conftest import Browser


def record(browser: Browser, **query: str) -> dict[str, object]:
    found: dict[str, object] = browser.get(f"/en/record.json?{urlencode(query)}").json()
    return found


@pytest.mark.parametrize("words", ["الأردن", "الاردن", "بالأردن", "الأُرْدُن"])
@pytest.mark.parametrize("show", ["articles", "statements"])
def test_words_are_found_whatever_their_spelling(browser: Browser, words: str, show: str) -> None:
    assert (
        record(browser, show=show, q=words)["total"] == record(browser, show=show, q="الأردن")["total"] != 0
    )


def test_facets_count_the_lines_they_lead_to(browser: Browser) -> None:
    for show in ("statements", "encounters", "articles"):
        facets = record(browser, show=show)["facets"]
        for facet, values in facets.items():  # type: ignore[attr-defined]
            for value in values:
                assert record(browser, show=show, **{facet: value["value"]})["total"] == value["count"], (
                    facet,
                    value,
                )


@pytest.mark.parametrize(
    "query", [{}, {"show": "encounters"}, {"show": "articles"}, {"act": "deny"}, {"q": "الأردن"}]
)
def test_files_hold_as_many_lines_as_the_page_counts(browser: Browser, query: dict[str, str]) -> None:
    total, asked = record(browser, **query)["total"], urlencode(query)
    rows = list(
        csv.DictReader(io.StringIO(browser.get(f"/ar/record.csv?{asked}").content.decode("utf-8-sig")))
    )
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"/ar/record.xlsx?{asked}").content)).active
    lines = [json.loads(line) for line in browser.get(f"/ar/record.jsonl?{asked}").text.splitlines()]
    assert len(rows) == len(lines) == total == sheet.max_row - 1
    assert [row["id"] for row in rows] == [line["line"]["id"] for line in lines]


def test_files_carry_doubt_and_whether_a_person_has_looked(browser: Browser) -> None:
    rows = list(csv.DictReader(io.StringIO(browser.get("/en/record.csv").content.decode("utf-8-sig"))))
    assert {row["state"] for row in rows} == {"machine"}
    assert "doubt" in rows[0]
    lines = browser.get("/en/record.jsonl").text.splitlines()
    assert all(
        json.loads(line)["state"] == "machine" and "doubt" in json.loads(line)["line"] for line in lines
    )


def test_words_of_a_source_never_become_a_formula() -> None:
    rows = [{"a": "=1+1", "b": "@x"}]
    assert as_csv(rows).decode("utf-8-sig").splitlines()[1] == "'=1+1,'@x"
    cell = openpyxl.load_workbook(io.BytesIO(as_xlsx([{"a": "=1+1\x07"}]))).active["A2"]
    assert cell.data_type == "s" and cell.value.startswith("=1+1")


def test_a_name_that_is_not_in_the_record_is_told_with_the_nearest(browser: Browser) -> None:
    told = record(browser, by="سالمم")
    assert told["total"] == 0 and "سالم" in str(told["unknown"])
    assert browser.get("/en/record?by=%D8%B3%D8%A7%D9%84%D9%85%D9%85").status_code == 200


@pytest.mark.parametrize("query", ["since=yesterday", "offset=-1", "show=all", "q=" + "x" * 301])
def test_an_address_that_asks_for_nothing_sensible_is_refused_in_words(browser: Browser, query: str) -> None:
    assert browser.get(f"/en/record?{query}").status_code == 422
