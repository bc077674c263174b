"""What the knowledge covers of the gold articles; the figures below may not be undercut."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from mahdar.knowledge import Knowledge, bare_forms, load
from mahdar.knowledge.edtf import period_of
from mahdar.knowledge.lexicon import words_of
from mahdar.knowledge.tenures import Holding, Tenures
from tests.shared import SHARED

GOLD = SHARED / "gold" / "dev.jsonl"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not GOLD.is_file(), reason=f"no gold articles at {GOLD} (MAHDAR_SHARED names their folder)"
    ),
]

CUES, COUNTRIES, NAMED, TITLES = 0.98, 0.98, 0.95, 0.90
"""Shares to be reached: of cues that are words of saying, of names of countries, of named office holders resolved,
of titles that alone tell the person."""


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def strings(value: object) -> Iterator[str]:
    """Every text in a nested list or mapping."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def without(word: str) -> set[str]:
    """The word, also without a first و ف ب or ل."""
    return {bare for _, bare in bare_forms(word)} | ({word[1:]} if word[0] in "وفبل" else set())


def test_words_of_saying_cover_the_cues(gold: list[dict[str, Any]]) -> None:
    knowledge = load()
    phrases = {words_of(phrase)[0] for phrase in strings(knowledge.saying) if words_of(phrase)}
    cues = [words_of(s["cue"]["exact"]) for article in gold for s in article["statements"]]
    cues = [words for words in cues if words]
    known = [words for words in cues if without(words[0]) & (phrases | knowledge.verbs.keys())]
    assert len(known) / len(cues) >= CUES


def is_country(name: str, code: str, knowledge: Knowledge) -> bool:
    norms = words_of(name)
    return any(
        h.entry.country == code for i in range(len(norms)) for h in knowledge.phrases.longest(norms, i)
    )


def test_countries_cover_the_mentions(gold: list[dict[str, Any]]) -> None:
    knowledge = load()
    names = [
        (name, actor["country"])
        for article in gold
        for actor in article["actors"]
        if actor["kind"] == "country" and actor["country"]
        for name in (actor["name"], *actor["aliases"])
    ]
    known = [pair for pair in names if is_country(*pair, knowledge)]
    assert len(known) / len(names) >= COUNTRIES


def office_holders(gold: list[dict[str, Any]]) -> Iterator[tuple[str, str, str | None, str]]:
    """Name, title, country and day of the named persons whose title is an office that the list has holders of then."""
    tenures = Tenures.of(load())
    for article in gold:
        for actor in article["actors"]:
            title, day, country = actor.get("role"), article["published"], actor["country"]
            meant = tenures.meant(title, country) if title and day else None
            named = actor["kind"] == "person" and actor["name"] != title
            if named and meant and tenures.holders_of(*meant, day):
                yield actor["name"], title, country, day


def in_office(found: Holding, day: str) -> bool:
    asked, tenure = date.fromisoformat(day), found.tenure
    begun = tenure.start is None or period_of(tenure.start).earliest <= asked
    return begun and (tenure.end is None or asked <= period_of(tenure.end).latest)


def test_named_holders_of_listed_offices_are_resolved_within_their_tenure(gold: list[dict[str, Any]]) -> None:
    tenures = Tenures.of(load())
    found = [tenures.holding_of_name(*each) for each in office_holders(gold)]
    assert sum(holding is not None for holding in found) / len(found) >= NAMED
    days = [day for *_, day in office_holders(gold)]
    assert all(in_office(f, day) for f, day in zip(found, days, strict=True) if f is not None)


def test_title_alone_resolves_to_the_person_whom_the_article_names(gold: list[dict[str, Any]]) -> None:
    tenures = Tenures.of(load())
    asked = right = 0
    for name, title, country, day in office_holders(gold):
        asked += 1
        holder, himself = (
            tenures.holder_of_title(title, country, day),
            tenures.holding_of_name(name, title, country, day),
        )
        right += holder is not None and himself is not None and holder.tenure.person == himself.tenure.person
        assert holder is None or in_office(holder, day)
    assert right / asked >= TITLES
