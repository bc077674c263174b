"""Versions of one article, articles of one name, and repetitions in one run."""

import json
from pathlib import Path
from typing import Any

from mahdar.sources import Failure, articles_from, one_of_each_name
from tests.sources.made import BODY, SECOND, came_of


def lines(*objects: dict[str, Any]) -> str:
    return "\n".join(json.dumps({"text": BODY, **fields}) for fields in objects)


def test_two_versions_of_one_article_go_in(tmp_path: Path) -> None:
    data = lines(
        {"id": "1", "outlet": "الغد", "url": "https://example.org/1", "published": "2025-10-15"},
        {"id": "1", "outlet": "الغد", "url": "https://example.org/1", "published": "2025-10-15",
         "updated": "2025-10-16", "text": SECOND},
        {"id": "2", "published": "2025-10-15"}, {"id": "2", "published": "2025-10-16", "text": SECOND},
    )  # fmt: skip
    articles, failures = came_of(tmp_path, "a.jsonl", data)
    assert len(articles) == 4
    assert not failures


def test_equal_identifiers_of_two_outlets_are_two_articles(tmp_path: Path) -> None:
    articles, failures = came_of(
        tmp_path, "a.jsonl", lines({"id": "1", "outlet": "الغد"}, {"id": "1", "outlet": "عمون"})
    )
    assert len(articles) == 2
    assert not failures


def test_two_texts_that_no_date_parts_are_a_failure_that_names_both(tmp_path: Path) -> None:
    url = {"url": "https://example.org/1", "outlet": "الغد", "published": "2025-10-15"}
    articles, failures = came_of(
        tmp_path, "a.jsonl", lines({"id": "1", **url}, {"id": "1", **url, "text": SECOND})
    )
    assert len(articles) == 1
    assert failures[0].reason.startswith("doc_id '1' stands in ")
    assert "a.jsonl:1 and in" in failures[0].reason
    assert failures[0].reason.endswith("a.jsonl:2")


def test_repetition_in_every_field_is_passed_over(tmp_path: Path) -> None:
    """Feeds that were saved every hour repeat most of their items: nothing is lost and nothing is wrong."""
    articles, failures = came_of(
        tmp_path, "a.jsonl", lines({"id": "1", "outlet": "الغد"}, {"id": "1", "outlet": "الغد"})
    )
    assert len(articles) == 1
    assert not failures


def test_same_text_collected_twice_is_given_twice_for_the_record_to_choose(tmp_path: Path) -> None:
    data = lines({"id": "1", "collected": "2025-10-17"}, {"id": "1", "collected": "2025-10-16"})
    articles, failures = came_of(tmp_path, "a.jsonl", data)
    assert [a.collected for a in articles] == ["2025-10-17", "2025-10-16"]
    assert not failures


def test_two_files_of_one_name_are_a_failure_whatever_their_dates(tmp_path: Path) -> None:
    for folder, day in (("b", "15"), ("c", "16")):
        (tmp_path / folder).mkdir()
        raw = (
            f"Subject: x\r\nFrom: a@example.org\r\nDate: Wed, {day} Oct 2025 10:00:00 GMT\r\n\r\n{BODY}{day}"
        )
        (tmp_path / folder / "mail.eml").write_bytes(raw.encode())
    first, second = articles_from([tmp_path])
    assert isinstance(second, Failure)
    assert "doc_id 'mail' stands in" in second.reason
    assert str(Path("b", "mail.eml")) in second.reason
    assert not isinstance(first, Failure)


def test_identifier_that_is_another_files_name_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    (tmp_path / "b.jsonl").write_text(lines({"id": "a", "published": "2025-10-15"}), "utf-8")
    for order in (["a.txt", "b.jsonl"], ["b.jsonl", "a.txt"]):
        _, second = articles_from([tmp_path / name for name in order])
        assert isinstance(second, Failure)


def test_work_that_knows_articles_by_identifier_alone_gets_one_of_each(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(lines({"id": "1", "outlet": "الغد"}, {"id": "1", "outlet": "عمون"}), "utf-8")
    first, second = one_of_each_name(articles_from([path]))
    assert not isinstance(first, Failure)
    assert isinstance(second, Failure)
    assert "outlet عمون" in second.reason


def test_two_identifiers_under_one_url_are_for_the_record_to_make_one_of(tmp_path: Path) -> None:
    url = {"url": "https://example.org/1", "outlet": "الغد", "published": "2025-10-15"}
    data = lines({"id": "1", **url}, {"id": "2", **url, "text": SECOND})
    articles, failures = came_of(tmp_path, "a.jsonl", data)
    assert len(articles) == 2
    assert not failures
