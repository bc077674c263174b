"""Options that take a code of a closed list take its words too; tables tell codes in Arabic, `json` keeps them."""

import json
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mahdar.cli.codes import Coded, CountryCode
from mahdar.cli.group import mahdar
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS
from tests.comparing.conftest import year_place

__all__ = ["year_place"]


def run(*args: str) -> str:
    done = CliRunner().invoke(mahdar, list(args))
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        (Coded("topic", TOPICS), "trade-economy", "trade-economy"),
        (Coded("topic", TOPICS), "التجارة والاقتصاد", "trade-economy"),
        (Coded("topic", TOPICS), "Trade and Economy", "trade-economy"),
        (Coded("topic", TOPICS), "الاغاثة الانسانية", "humanitarian-relief"),
        (Coded("act", ACTS), "رفض", "reject"),
        (Coded("act", ACTS), "declined to comment", "decline-to-comment"),
        (Coded("kind", ENCOUNTER_KINDS), "زيارة", "visit"),
        (CountryCode(), "sy", "SY"),
        (CountryCode(), "سورية", "SY"),
        (CountryCode(), "Russia", "RU"),
    ],
)
def test_a_code_is_given_as_it_is_or_by_its_words(kind: click.ParamType, given: str, code: str) -> None:
    assert kind.convert(given, None, None) == code


@pytest.mark.parametrize(
    ("kind", "given", "near"),
    [
        (Coded("topic", TOPICS), "تجارة", "trade-economy (التجارة والاقتصاد, Trade and economy)"),
        (Coded("act", ACTS), "accuses", "accuse ("),
        (CountryCode(), "Syriaa", "SY (سوريا, Syria)"),
    ],
)
def test_an_unknown_word_ends_with_the_nearest(kind: click.ParamType, given: str, near: str) -> None:
    with pytest.raises(click.BadParameter) as told:
        kind.convert(given, None, None)
    assert f"«{given}» is none of these" in str(told.value)
    assert near in str(told.value)


def test_words_and_codes_choose_the_same(year_place: Path) -> None:
    place = ["--record", str(year_place), "--format", "json"]
    for words, code in (
        ("عدم التدخل والسيادة", "non-interference"),
        ("وحدة الأراضي", "territorial-integrity"),
    ):
        by_words = run("statements", "--topic", words, *place)
        assert by_words == run("statements", "--topic", code, *place)
        assert all(code in line["topics"] for line in json.loads(by_words)["lines"])
    by_name = run("encounters", "--country", "سوريا", "--country", "Russia", *place)
    assert by_name == run("encounters", "--country", "SY", "--country", "RU", *place)
    assert json.loads(by_name)["total"] > 0


@pytest.mark.parametrize("command", [["statements"], ["encounters"], ["commitments"], ["timeline"]])
def test_tables_tell_codes_in_arabic(year_place: Path, command: list[str]) -> None:
    table = run(*command, "--limit", "200", "--record", str(year_place))
    # What is left in Latin letters are identifiers and names of articles.
    told = set(re.findall(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?![\w-])", table))
    assert not told & {*ACTS, *TOPICS, *ENCOUNTER_KINDS, "held", "planned", "official", "machine"}
