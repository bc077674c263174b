"""What the scores count."""

import copy
from typing import Any

import pytest

from mahdar.evaluating import SpanMismatch, evaluate, score_copies, score_merged
from mahdar.evaluating.identity import same_actor
from mahdar.evaluating.measures import date_verdict
from tests.evaluating.gold import gold


def scored(predicted: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    return evaluate({"g-1": gold()}, {"g-1": predicted})


def test_gold_against_itself_is_perfect() -> None:
    figures, errors = scored(gold())
    assert errors == []
    assert figures["statement+speaker"] == {"P": 100.0, "R": 100.0, "F1": 100.0}
    assert figures["encounter dates"]["F1"] == 100.0
    assert figures["place right where gold has one"] == 100.0


def test_article_that_is_not_predicted_counts_as_empty() -> None:
    figures, errors = evaluate({"g-1": gold()}, {})
    assert figures["statement"] == {"P": 0.0, "R": 0.0, "F1": 0.0}
    assert len(errors) == 3


def test_missed_and_spurious_statements_lower_recall_and_precision() -> None:
    predicted = gold()
    predicted["statements"][1]["content"] = predicted["encounters"][0]["evidence"]
    figures, errors = scored(predicted)
    assert figures["statement"] == {"P": 50.0, "R": 50.0, "F1": 50.0}
    assert any(line.startswith("g-1 missed statement: [وقال]") for line in errors)
    assert any(line.startswith("g-1 spurious statement") for line in errors)


def test_wrong_speaker_is_told_with_both_names() -> None:
    predicted = gold()
    predicted["statements"][0]["speakers"] = ["a2"]
    figures, errors = scored(predicted)
    assert figures["statement"]["F1"] == 100.0
    assert figures["statement+speaker"]["F1"] == 50.0
    assert errors[0].startswith("g-1 speaker: ['سالم المرزوقي'] but got ['رامي الخالدي']")


def test_optional_statement_counts_neither_found_nor_missed() -> None:
    wanted, without = gold(), gold()
    wanted["statements"][1]["optional"] = True
    del without["statements"][1]
    found = evaluate({"g-1": wanted}, {"g-1": gold()})[0]["statement"]
    missed = evaluate({"g-1": wanted}, {"g-1": without})[0]["statement"]
    assert found == missed == {"P": 100.0, "R": 100.0, "F1": 100.0}


def test_second_reading_of_a_date_counts_as_right() -> None:
    wanted, predicted = gold(), gold()
    wanted["encounters"][0]["date_alt"] = "2025-10-14"
    predicted["encounters"][0]["date"] = "2025-10-14"
    assert evaluate({"g-1": wanted}, {"g-1": predicted})[0]["encounter dates"]["F1"] == 100.0


def test_span_that_does_not_give_its_words_stops_the_scoring() -> None:
    predicted = copy.deepcopy(gold())
    predicted["statements"][0]["content"]["start"] += 1
    with pytest.raises(SpanMismatch, match="g-1: the offsets of a content"):
        scored(predicted)


@pytest.mark.parametrize(
    ("wanted", "said", "verdict"),
    [
        ("2025-10-15", "2025-10-15", "exact"),
        ("2025-10-15", "2025-10", "compatible"),
        ("2025-10-15", "2025-10-14/2025-10-16", "compatible"),
        ("2025-10-15", "2025-10-16", "wrong"),
        ("2025-10-15", None, "silent"),
        (None, None, "empty"),
        (None, "2025", "ungrounded"),
        ("XXXX-10-15", "2025-10-15", "wrong"),
    ],
)
def test_verdict_on_a_date(wanted: str | None, said: str | None, verdict: str) -> None:
    assert date_verdict([wanted], said) == verdict


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ({"kind": "person", "name": "سيرغي لافروف"}, {"kind": "person", "name": "سيرجي لافروف"}, True),
        ({"kind": "person", "name": "لافروف"}, {"kind": "person", "name": "سيرغي لافروف"}, True),
        ({"kind": "person", "name": "محمد بن سلمان بن عبدالعزيز"},
         {"kind": "person", "name": "سلمان بن عبدالعزيز"}, False),
        ({"kind": "country", "name": "روسيا", "country": "RU"},
         {"kind": "country", "name": "موسكو", "country": "RU"}, True),
        ({"kind": "institution", "name": "الحكومة الروسية", "country": "RU"},
         {"kind": "country", "name": "روسيا", "country": "RU"}, True),
        ({"kind": "institution", "name": "وزارة الخارجية", "country": "RU"},
         {"kind": "institution", "name": "وزارة الخارجية", "country": "SY"}, False),
    ],
)  # fmt: skip
def test_who_is_the_same_actor(a: dict[str, str], b: dict[str, str], same: bool) -> None:
    assert same_actor(a, b) is same


def test_reports_merged_as_in_gold_score_full_marks() -> None:
    wanted = {"g-1": gold(), "g-2": {**gold(), "doc_id": "g-2"}}
    groups = [{"id": "m1", "date": "2025-10-15", "reports": [["g-1", "e1"], ["g-2", "e1"]]}]
    lines = score_merged(wanted, groups, wanted, groups)
    assert lines[0] == "reports 2  found 2  gold encounters 1"
    assert lines[1].endswith("P 100.0  R 100.0  F1 100.0")
    apart = [{"id": str(n), "date": None, "reports": [["g-1" if n else "g-2", "e1"]]} for n in range(2)]
    assert score_merged(wanted, groups, wanted, apart)[1].endswith("P 100.0  R 50.0  F1 66.7")


def test_copies_are_scored_by_label_and_by_characters() -> None:
    pair = {("a", "b"): {"a": "a", "b": "b", "label": "copy", "passages": [{"a": [0, 10], "b": [5, 15]}]}}
    half = {("a", "b"): {"a": "a", "b": "b", "label": "partial", "passages": [{"a": [0, 5], "b": [5, 10]}]}}
    lines = score_copies(pair, half)
    assert lines == [
        "copy or partial  P 100.0  R 100.0  F1 100.0",
        "label right      0 of 1",
        "passage characters on found  P 100.0  R 50.0",
    ]
