"""JSON Lines: an article a line."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from mahdar.model import Article
from mahdar.sources import Failure, articles_from

BODY = "التقى وزير الخارجية نظيره في عمّان."


def of_lines(
    tmp_path: Path, *lines: str | bytes | dict[str, Any], name: str = "news.jsonl"
) -> list[Article | Failure]:
    raw = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    data = b"\n".join(line.encode() if isinstance(line, str) else line for line in raw)
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return list(articles_from([path], "2025-10-20"))


def of_line(tmp_path: Path, line: str | bytes | dict[str, Any]) -> Article:
    (found,) = of_lines(tmp_path, line)
    assert isinstance(found, Article), found
    return found


def test_every_field_is_taken(tmp_path: Path) -> None:
    fields = {
        "doc_id": "n-1", "title": "لقاء في عمّان", "text": BODY, "url": "https://example.org/1", "outlet": "الغد",
        "published": "2025-10-15", "collected": "2025-10-16 02:51:32", "author": "محرر",
    }  # fmt: skip
    expected = {**fields, "text": f"لقاء في عمّان\n\n{BODY}"}
    assert of_line(tmp_path, fields) == Article(**expected)


def test_title_is_not_joined_where_the_text_begins_with_it(tmp_path: Path) -> None:
    text = f"لقاء في عمّان\n{BODY}"
    assert of_line(tmp_path, {"doc_id": "1", "title": "لقاء في عمّان ", "text": text}).text == text


def test_text_alone_is_taken_as_it_is(tmp_path: Path) -> None:
    found = of_line(tmp_path, {"id": "n-2", "text": BODY, "title": ""})
    assert (found.doc_id, found.text, found.title) == ("n-2", BODY, None)


def test_number_is_an_identifier(tmp_path: Path) -> None:
    assert of_line(tmp_path, {"id": 17, "text": BODY}).doc_id == "17"


def test_lines_own_day_of_collection_stands_before_the_one_given(tmp_path: Path) -> None:
    first, second = of_lines(
        tmp_path, {"id": "1", "text": BODY, "collected": "2025-10-16"}, {"id": "2", "text": BODY}
    )
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.collected, second.collected) == ("2025-10-16", "2025-10-20")


def test_gzip_blank_lines_crlf_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": BODY}, ensure_ascii=False)
    found = of_lines(
        tmp_path, "\ufeff" + line + "\r", "", "  \r", line.replace('"1"', '"2"'), name="n.jsonl.gz"
    )
    assert [a.doc_id for a in found if isinstance(a, Article)] == ["1", "2"]


def test_line_separators_of_unicode_inside_a_string_do_not_end_the_line(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": f"{BODY}\u2028{BODY}\x85"}, ensure_ascii=False)
    assert of_line(tmp_path, line).text == f"{BODY}\u2028{BODY}\x85"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ("[" * 100_000, "not JSON"),
        ('{"id": "1"}', "no text"),
        ('{"text": "نص"}', "no doc_id"),
        ('{"doc_id": " ", "text": "نص"}', "no doc_id"),
        ('{"id": "1", "text": "  "}', "empty"),
        ('{"id": "1", "text": "English"}', "no Arabic text"),
        ('{"id": "1", "text": 5}', "text is no string"),
        ('{"id": true, "text": "نص"}', "id is no string"),
        ('{"id": "1", "text": "نص \\ud800"}', "surrogate"),
        ('{"id": "1", "text": "نص", "title": "\\udfff"}', "surrogate"),
        ('{"id": "1", "text": "نص \\u0000"}', "NUL"),
        ('{"id": "1", "text": "نص", "published": "أمس"}', "published: 'أمس' is no day"),
        ('{"id": "1", "text": "نص", "published": "20251015"}', "no day"),
        ('{"id": "1", "text": "نص", "collected": 20251015}', "collected is no string"),
        (b'{"id": "1", "text": "\xff"}', "not UTF-8"),
        ('{"id": ' + "9" * 5000 + ', "text": "نص"}', "not JSON"),
    ],
)
def test_malformed_line_fails_and_the_rest_goes_in(tmp_path: Path, line: str | bytes, words: str) -> None:
    before, failure, after = of_lines(tmp_path, {"id": "a", "text": BODY}, line, {"id": "b", "text": BODY})
    assert isinstance(failure, Failure)
    assert words in failure.reason
    assert failure.line == 2
    assert isinstance(before, Article)
    assert isinstance(after, Article)


def test_equal_doc_ids_of_two_lines_are_a_failure_that_names_both(tmp_path: Path) -> None:
    _, double = of_lines(tmp_path, {"id": "1", "text": BODY}, {"id": "1", "text": BODY + BODY})
    assert isinstance(double, Failure)
    assert "news.jsonl:1" in double.reason
    assert "news.jsonl:2" in double.reason


def test_empty_file_fails(tmp_path: Path) -> None:
    (failure,) = of_lines(tmp_path, "")
    assert isinstance(failure, Failure)
    assert failure.reason == "empty: no line"


def test_day_of_the_last_change_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "نص", "updated": "2025-10-17T10:00:00Z"}', "utf-8")
    (made,) = articles_from([path])
    assert isinstance(made, Article)
    assert made.updated == "2025-10-17T10:00:00Z"
