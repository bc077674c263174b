"""JSON files: arrays of objects, and ninjs."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sources.made import BODY, SECOND, TITLE, came_of, only, reason

FIRST_GENERATION: dict[str, Any] = {
    "uri": "urn:example:1", "type": "text", "version": "2", "language": "ar",
    "firstcreated": "2025-10-15T10:00:00Z", "versioncreated": "2025-10-15T11:00:00Z",
    "headline": TITLE, "byline": "محرر", "located": "عمّان", "infosource": [{"name": "بترا"}],
    "body_text": f"{BODY}\n{SECOND}", "body_xhtml": f"<p>{BODY}</p><p>{SECOND}</p>",
}  # fmt: skip
SECOND_GENERATION: dict[str, Any] = {
    "uri": "https://example.org/2", "versioncreated": "2025-10-15T11:00:00Z", "by": "محرر",
    "headlines": [{"role": "short", "value": "لقاء"}, {"role": "main", "value": TITLE}],
    "bodies": [
        {"contenttype": "text/plain", "value": SECOND},
        {"contenttype": "text/html", "value": f"<p>{BODY}</p><p>{SECOND}</p>"},
    ],
}  # fmt: skip


def test_array_of_objects_gives_an_article_each(tmp_path: Path) -> None:
    data = json.dumps([{"id": 1, "text": BODY}, {"id": 2}, {"id": 3, "العنوان": TITLE, "content": SECOND}])
    articles, failures = came_of(tmp_path, "a.json", data)
    assert [a.doc_id for a in articles] == ["1", "3"]
    assert articles[1].title == TITLE
    assert [(f.line, f.reason[:14]) for f in failures] == [(2, "empty: no text")]


def test_array_under_one_key_and_one_object_are_read(tmp_path: Path) -> None:
    one = {"id": "1", "text": BODY}
    assert only(tmp_path, "a.json", json.dumps({"status": "ok", "articles": [one]})).text == BODY
    assert only(tmp_path, "a.json", json.dumps(one)).text == BODY


def test_ninjs_of_the_first_generation(tmp_path: Path) -> None:
    found = only(tmp_path, "a.json", json.dumps(FIRST_GENERATION))
    assert (found.doc_id, found.title, found.author) == ("urn:example:1", TITLE, "محرر")
    assert found.text == f"{TITLE}\n\n{BODY}\n{SECOND}"
    assert found.text[found.text_start :].startswith(BODY)
    assert (found.published, found.updated) == ("2025-10-15T10:00:00Z", "2025-10-15T11:00:00Z")
    assert found.outlet == "petra"
    assert ("place", "located: عمّان") in found.found


def test_ninjs_of_the_second_and_third_generation(tmp_path: Path) -> None:
    third = json.dumps(SECOND_GENERATION).replace("versioncreated", "versionCreated")
    for data in (json.dumps(SECOND_GENERATION), third.replace("contenttype", "contentType")):
        found = only(tmp_path, "a.json", data)
        assert (found.doc_id, found.url, found.title) == (
            "https://example.org/2",
            "https://example.org/2",
            TITLE,
        )
        assert found.text == f"{TITLE}\n\n{BODY}\n{SECOND}"
        assert (found.published, found.updated) == ("2025-10-15T11:00:00Z", None)


def test_items_within_a_package_are_articles_and_pictures_are_not(tmp_path: Path) -> None:
    picture = {"uri": "urn:p", "type": "picture", "headline": TITLE, "body_text": BODY}
    package = {"uri": "urn:all", "type": "composite", "headline": TITLE,
               "associations": {"main": FIRST_GENERATION, "photo": picture}}  # fmt: skip
    assert only(tmp_path, "a.json", json.dumps(package)).doc_id == "urn:example:1"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"pubstatus": "canceled"}, "canceled by its provider"),
        ({"body_text": "", "body_xhtml": None, "type": "picture"}, "no body: an item of type picture"),
        ({"uri": ""}, "no uri"),
        ({"body_xhtml": "<p>An item in English.</p>", "headline": "English"}, "Arabic"),
    ],
)
def test_item_that_is_no_article_fails(tmp_path: Path, changed: dict[str, Any], words: str) -> None:
    assert words in reason(tmp_path, "a.json", json.dumps({**FIRST_GENERATION, **changed}))


@pytest.mark.parametrize(
    ("data", "words"),
    [("", "not JSON"), ("[]", "empty"), ("[" * 200_000, "nested too deeply"), ("3", "not a JSON object"),
     ('{"a": [', "not JSON"), ("[" + '{"uri": "1", "associations": ' * 400, "not JSON")],
)  # fmt: skip
def test_what_is_no_json_fails(tmp_path: Path, data: str, words: str) -> None:
    assert words in reason(tmp_path, "a.json", data)


def test_packages_within_packages_end_somewhere(tmp_path: Path) -> None:
    item: dict[str, Any] = FIRST_GENERATION
    for depth in range(40):
        item = {**FIRST_GENERATION, "uri": f"urn:{depth}", "associations": {"a": item}}
    articles, failures = came_of(tmp_path, "a.json", json.dumps(item))
    assert len(articles) == 6
    assert "nested too deeply" in failures[0].reason
