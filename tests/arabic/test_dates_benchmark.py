"""The public Recognizers-Text Arabic date cases (MIT): how many are right, and how few wrong."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from mahdar.arabic.dates import find_dates, resolve
from mahdar.arabic.dates.model import Tense

SHARED = Path(os.environ.get("MAHDAR_SHARED", Path(__file__).parents[2].parent / "shared"))
FOLDER = SHARED / "bench" / "dates"

GOLD = SHARED / "gold" / "dev.jsonl"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (FOLDER.is_dir() and GOLD.is_file()), reason=f"no date benchmark or gold under {SHARED}"
    ),
]


def verdict(case: dict) -> str:
    """`right` where a mention has the expected value, `wrong` where one has another, else `none`.

    A mention's value is its EDTF, else the day its words name to the letter («قبل شهر»).
    """
    anchor = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
    expected = set()
    for result in case["Results"]:
        value = result["Value"]
        expected |= {
            value["Timex"],
            value["PastResolution"].get("date"),
            value["FutureResolution"].get("date"),
        }
    found = find_dates(case["Input"], anchor)
    values = {one.edtf or (one.about.isoformat() if one.about else None) for one in found} - {None}
    return "right" if values & expected else "wrong" if values else "none"


def test_date_parser_cases():
    cases = json.loads((FOLDER / "DateParser.json").read_text(encoding="utf-8-sig"))
    verdicts = [verdict(case) for case in cases]
    assert len(verdicts) == 102
    # What is missed are bare numbers («عدت إلى 27») that a newspaper does not use for days.
    assert verdicts.count("right") >= RIGHT
    assert verdicts.count("wrong") <= WRONG


def told_days(tense: Tense | None) -> tuple[int, int]:
    """Of the gold encounters dated to the day, how many are: those whose day some mention of the article has."""
    told = days = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if not article["published"]:
            continue
        anchor = date.fromisoformat(article["published"])
        found = find_dates(article["text"], anchor)
        values = {one.edtf for one in found} | {resolve(one, anchor, tense).edtf for one in found}
        wanted = [one["date"] for one in article["encounters"] if one["date"] and len(one["date"]) == 10]
        days += len(wanted)
        told += sum(day in values or day == article["published"] for day in wanted)
    return told, days


def test_days_of_gold_encounters_are_told_by_some_mention():
    told, days = told_days(None)
    assert told / days >= 0.93


def test_with_the_tense_of_what_is_to_come_nearly_all_are():
    told, days = told_days("future")
    assert told / days >= 0.98


RIGHT = 81
#: «الأحد القادم» said on a Monday: the benchmark means the Sunday of the next week, newspapers the next Sunday.
WRONG = 1
