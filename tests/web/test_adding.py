"""Articles added from the page: pasted, dropped; known ones named, failed ones told."""

from __future__ import annotations

import pytest

from mahdar.web.pages.adding import safe_name
from tests.made_up import CALL
from tests.web.conftest import Browser, ended


def sent(browser: Browser, **told: object) -> dict[str, object]:
    answer = browser.post("/en/add", **told)
    assert answer.status_code == 303, answer.text
    return ended(browser, answer.headers["location"])


def test_a_pasted_text_is_read_and_found_again(empty: Browser) -> None:
    job = sent(empty, text=CALL, title="اتصال", outlet="النهار", published="2025-10-16")
    assert job["state"] == "done" and len(job["new"]) == 1  # type: ignore[arg-type]
    page = empty.get(f"/ar/article/{job['new'][0]['id']}").text  # type: ignore[index]
    assert "النهار" in page and "16 أكتوبر 2025" in page


def test_the_same_text_again_is_known_and_named(empty: Browser) -> None:
    first = sent(empty, text=CALL, outlet="النهار")
    again = sent(empty, text=CALL, outlet="النهار")
    assert not again["new"] and again["known"] == first["new"]


def test_files_are_added_and_those_that_cannot_be_are_told_by_name(empty: Browser) -> None:
    files = [
        ("files", ("أ.txt", CALL.encode(), "text/plain")),
        ("files", ("../../etc/passwd.txt", (CALL + " وقال كريم: نعم.").encode(), "text/plain")),
        ("files", ("broken.jsonl", b"{", "application/json")),
        ("files", ("picture.png", b"\x89PNG", "image/png")),
    ]
    answer = empty.client.post("/en/add", data={"token": empty.token()}, files=files, follow_redirects=False)
    job = ended(empty, answer.headers["location"])
    assert len(job["new"]) == 2  # type: ignore[arg-type]
    assert {f["name"].split(":")[0] for f in job["failed"]} == {"broken.jsonl", "picture.png"}  # type: ignore[attr-defined]


def test_an_article_that_cannot_be_read_is_told_and_the_others_stay(empty: Browser) -> None:
    job = sent(empty, text="غير مقروء", title="x")
    assert job["state"] == "done" and job["failed"][0]["reason"].startswith("could not be read")  # type: ignore[index]
    assert not job["new"]
    assert empty.get("/en/today.json").json()["failed"][0]["id"] == job["id"]


def test_nothing_given_and_wrong_days_are_refused_in_words(empty: Browser) -> None:
    assert empty.post("/en/add", text="  ").status_code == 422
    assert empty.post("/en/add", text=CALL, collected="15/10/2025").status_code == 422


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\x\\news.txt", "news.txt"), ("..", "file.txt"), ("", "file.txt"),
        ("a\x00b.txt", "ab.txt"), ("خبر.txt", "خبر.txt"), ("*[x].txt", "x.txt"), ("/", "file.txt"),
    ],
)  # fmt: skip
def test_a_file_keeps_the_last_part_of_its_name_alone(told: str, kept: str) -> None:
    assert safe_name(told) == kept


def test_an_addition_that_is_no_longer_remembered_is_not_found(empty: Browser) -> None:
    assert empty.get("/en/add/job/none").status_code == 404
