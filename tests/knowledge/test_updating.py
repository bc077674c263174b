"""`mahdar knowledge update`: differences from Wikidata, to be reviewed.

The recorded answer was written for these tests.
"""

import io
import json
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from mahdar.knowledge import load
from mahdar.knowledge.finding import Finder
from mahdar.knowledge.updating import (
    Change,
    Unreachable,
    answered,
    as_tsv,
    fetched,
    queries,
    recorded,
    update,
)
from tests.cli.running import run

RECORDED = Path(__file__).parent / "recorded" / "wikidata.json"


@pytest.fixture(scope="module")
def changes() -> list[Change]:
    return update(Finder(), recorded(RECORDED))


def test_tenure_that_agrees_is_no_difference(changes: list[Change]) -> None:
    assert not [c for c in changes if c.person == "emmanuel-macron" and c.country == "FR"]


def test_month_that_holds_our_day_agrees_and_another_end_does_not(changes: list[Change]) -> None:
    (change,) = [c for c in changes if c.person == "barack-obama"]
    assert (change.change, change.ours_end, change.theirs_end) == ("end", "2017-01-20", "2017-01-25")


def test_person_who_is_not_in_the_list_is_told_with_item_and_names(changes: list[Change]) -> None:
    (change,) = [c for c in changes if c.change == "person"]
    assert (change.qid, change.country, change.theirs_start) == ("Q999999991", "FR", "2032")


def test_tenure_that_is_not_in_the_list_is_an_addition(changes: list[Change]) -> None:
    (change,) = [c for c in changes if c.change == "add"]
    assert (change.person, change.office, change.country) == ("emmanuel-macron", "head-of-state", "DE")
    assert change.theirs_start == "2031-02"


def test_table_has_a_heading_and_one_difference_a_line(changes: list[Change]) -> None:
    heading, *rows = as_tsv(changes).splitlines()
    assert heading.split("\t") == list(Change._fields)
    assert len(rows) == len(changes) == 3
    assert all(len(row.split("\t")) == len(Change._fields) for row in rows)
    assert all(row.endswith("(CC0)") for row in rows)


def test_answer_of_another_form_is_refused() -> None:
    for answer in ({}, [], {"results": {"bindings": [{"person": "x"}]}}, None):
        with pytest.raises(Unreachable):
            list(answered("head-of-state", answer))


def test_every_query_asks_for_all_countries_of_the_list() -> None:
    made = dict(queries(load()))
    assert {"head-of-state", "head-of-government"} <= set(made)
    assert all('"SY"' in query and "wdt:P297" in query for query in made.values())


class Answering:
    """In the place of the network: keeps the requests and gives one answer."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer
        self.requests: list[urllib.request.Request] = []

    def __call__(self, request: urllib.request.Request, timeout: float) -> Any:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return io.BytesIO(self.answer)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mahdar.knowledge.updating._PAUSE", 0)


def test_requests_name_the_program(monkeypatch: pytest.MonkeyPatch, quick: None) -> None:
    service = Answering(json.dumps({"results": {"bindings": []}}).encode())
    monkeypatch.setattr(urllib.request, "urlopen", service)
    assert fetched(load()) == []
    assert service.requests
    assert all(r.get_header("User-agent", "").startswith("mahdar/") for r in service.requests)


REFUSAL = urllib.error.HTTPError("https://x", 429, "Too Many Requests", Message(), None)


@pytest.mark.parametrize(
    "answer", [b"<html>", b"{}", urllib.error.URLError("no network"), TimeoutError("slow"), REFUSAL]
)
def test_without_network_or_sense_nothing_is_done_and_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: bytes | Exception
) -> None:
    monkeypatch.setattr(urllib.request, "urlopen", Answering(answer))
    output = tmp_path / "diff.tsv"
    output.write_text("before", "utf-8")
    result = run("knowledge", "update", "--output", output)
    assert result.exit_code == 3
    assert "not updated: " in result.stderr
    assert output.read_text("utf-8") == "before"


def test_command_compares_with_a_saved_answer() -> None:
    result = run("knowledge", "update", "--answer", RECORDED)
    assert result.exit_code == 0
    assert result.stdout.startswith("change\toffice\tcountry")
    assert "3 differences to review" in result.stderr


def test_other_schemes_are_not_opened() -> None:
    with pytest.raises(Unreachable, match="no web address"):
        fetched(load(), "file:///etc/hosts")
