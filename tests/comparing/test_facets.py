"""Facets tell how many lines each value leaves: exactly as many as the list narrowed by it then holds."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.facets import (
    closed_facets_of_statements,
    facets_of_encounters,
    facets_of_statements,
)
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.knowledge import load
from mahdar.record.searching import asked
from mahdar.record.terms import analysis_of

MANY = 1000
WORDS = asked("سوريا", analysis_of(load()))
STATEMENTS = {
    "all": StatementQuery(),
    "topic": StatementQuery(topic="foreign-forces-bases"),
    "by": StatementQuery(by="كوزنتسوف"),
    "words": StatementQuery(words=WORDS),
    "side": StatementQuery(told_by="RU", since="2025-08-01"),
}


@pytest.mark.parametrize("query", STATEMENTS.values(), ids=STATEMENTS)
def test_list_narrowed_by_a_value_holds_as_many_statements_as_its_facet_tells(
    year: Connection, query: StatementQuery
) -> None:
    found = facets_of_statements(year, query, MANY)
    assert {"by", "act", "topic", "mode", "outlet", "told_by"} >= found.keys() >= {"by", "act", "mode"}
    for facet, values in found.items():
        if getattr(query, facet) is None:
            for one in values:
                narrowed = statements(year, replace(query, **{facet: one.value}))
                assert narrowed.total == one.count, (facet, one)


@pytest.mark.parametrize("query", STATEMENTS.values(), ids=STATEMENTS)
def test_closed_lists_are_counted_alike_where_only_they_are(year: Connection, query: StatementQuery) -> None:
    whole = facets_of_statements(year, query, MANY)
    closed = closed_facets_of_statements(year, query, MANY)
    assert closed == {facet: whole[facet] for facet in ("act", "topic", "mode")}


@pytest.mark.parametrize(
    "query", [EncounterQuery(), EncounterQuery(kind="meeting"), EncounterQuery(words=WORDS)]
)
def test_list_narrowed_by_a_value_holds_as_many_encounters_as_its_facet_tells(
    year: Connection, query: EncounterQuery
) -> None:
    found = facets_of_encounters(year, query, MANY)
    assert found.keys() >= {"by", "kind", "status", "topic"}
    for facet, values in found.items():
        for one in values:
            narrowed = {"actors": (one.value,)} if facet == "by" else {facet: one.value}
            assert encounters(year, replace(query, **narrowed)).total == one.count, (facet, one)  # type: ignore[arg-type]


def test_most_frequent_values_come_first_with_the_names_people_are_shown_by(year: Connection) -> None:
    most = facets_of_statements(year, StatementQuery(), 2)["by"]
    assert [one.name for one in most] == ["مروان العلي", "أليكسي كوزنتسوف"]
    assert most[0].count > most[1].count
