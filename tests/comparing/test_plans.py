"""No question looks through a whole table of what articles hold: PostgreSQL is asked how it answers each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from benchmarks.cloning import clone
from benchmarks.questions import questions, subjects
from sqlalchemy import event, func, select, text

from mahdar.comparing.commitments import CommitmentQuery, commitments
from mahdar.comparing.network import NetworkQuery, network
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.timeline import TimelineQuery, timeline
from mahdar.keeping.carrying import carry_over
from mahdar.knowledge import load
from mahdar.record import tables
from mahdar.record.searching import Query, asked, search
from mahdar.record.store import Store, begin_record, open_record
from mahdar.record.terms import analysis_of
from tests.stores import new_database

TIMES = 100
BIG = {
    "articles", "versions", "records", "search", "statements", "encounters", "passages", "mentions", "items",
    "speakers", "participants", "topics", "actors", "actor_names", "identity_members", "tellers", "involved",
    "merged_encounters", "merged_topics", "met", "spoken_for", "facts", "identities",
    "lines",
}  # fmt: skip
#: What is counted of everything that a record holds, no index can find.
WHOLE = {
    "statements": {"statements"},
    "network": {"met"},
    "facts": {"facts"},
    "timeline": {"merged_encounters", "facts"},
    "encounters": {"merged_encounters"},
}


@pytest.fixture(scope="module")
def large(cluster: str, year_place: Path) -> Iterator[Store]:
    with open_record(year_place) as year, begin_record(new_database(cluster)) as store:
        carry_over(year, store)
        with store.writing() as connection:
            clone(connection, TIMES)
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        yield store


def looked_through(store: Store, ask: Any) -> set[str]:
    """The big tables that PostgreSQL reads from end to end to answer a question, by the statements really sent."""
    sent: list[tuple[str, Any]] = []

    def heard(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        sent.append((statement, parameters))

    with store.reading() as connection:
        # So small a record is looked through in no time: the planner is told to look things up where it can.
        for way in ("seqscan", "hashjoin", "mergejoin"):
            connection.execute(text(f"SET LOCAL enable_{way} = off"))
        event.listen(store.engine, "before_cursor_execute", heard)
        try:
            ask(connection)
        finally:
            event.remove(store.engine, "before_cursor_execute", heard)
        found = set()
        for statement, parameters in sent:
            if statement.lstrip().upper().startswith("SELECT"):
                with connection.connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
                    plan = cursor.fetchone()[0][0]["Plan"]  # type: ignore[index]
                found |= from_end_to_end(plan)
    assert sent
    return found & BIG


def from_end_to_end(plan: dict[str, Any], *, few: bool = False) -> set[str]:
    """The tables of which a plan reads every row, or every entry of an index; not where it ends after a few of them."""
    kind = plan["Node Type"]
    few = kind == "Limit" or (
        few and kind not in ("Sort", "Aggregate", "Hash", "Materialize", "WindowAgg", "Unique")
    )
    found = set()
    if "Scan" in kind and "Relation Name" in plan and "Index Cond" not in plan and not few:
        conditions = [part.get("Index Cond") for part in plan.get("Plans", ())]
        if not any(conditions) and "Plans" not in plan:
            found.add(plan["Relation Name"])
    for part in plan.get("Plans", ()):
        found |= from_end_to_end(part, few=few)
    return found


def test_a_plan_that_looks_through_a_table_is_seen(large: Store) -> None:
    content = tables.statements.c.content
    assert looked_through(large, lambda c: c.scalar(select(func.max(content)))) == {"statements"}


def test_no_question_looks_through_a_big_table(large: Store) -> None:
    with large.reading() as connection:
        about = subjects(connection)
        names = list(questions(connection, about))
    found = {
        name: tables_read
        for name in names
        if (
            tables_read := looked_through(large, lambda c, n=name: questions(c, about)[n]())
            - WHOLE.get(name, set())
        )
    }
    assert found == {}


@pytest.mark.parametrize(
    "query",
    [
        StatementQuery(to="SY"),
        StatementQuery(words=asked("القواعد الروسية", analysis_of(load()))),
        StatementQuery(told_by="RU", act="deny"),
        StatementQuery(told_by="RU", offset=3),
        StatementQuery(by="RU"),
    ],
)
def test_nor_do_statements_with_other_filters(large: Store, query: StatementQuery) -> None:
    assert looked_through(large, lambda c: statements(c, query)) == set()


def test_nor_do_commitments_of_a_time(large: Store) -> None:
    query = CommitmentQuery(since="2025-10-20")
    assert looked_through(large, lambda c: commitments(c, query)) == set()


def test_nor_does_the_network_of_an_actor(large: Store) -> None:
    with large.reading() as connection:
        who = subjects(connection)[0]
    assert looked_through(large, lambda c: network(c, NetworkQuery(actor=who))) == set()


def test_nor_do_encounters_of_a_time(large: Store) -> None:
    query = TimelineQuery(since="2025-10-20", until="2025-10-22")
    assert looked_through(large, lambda c: timeline(c, query)) == set()


def test_nor_does_a_search(large: Store) -> None:
    analysis = analysis_of(load())
    assert looked_through(large, lambda c: search(c, Query(words="مفاوضات", limit=5), analysis)) == set()
