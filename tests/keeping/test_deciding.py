"""Decisions: taken on an item, kept in the ledger, found again by exact words, set aside where those are gone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Undecidable, Who, add_item, decide, import_decisions
from mahdar.keeping.rereading import rebuild, reread
from mahdar.model import ArticleRecord, Decision
from mahdar.record.identity import article_id
from mahdar.record.ledger import ledger, standing_of
from mahdar.record.links import decided_pairs
from mahdar.record.reading_back import current_records_of
from mahdar.record.redirects import resolved
from mahdar.record.store import Store, begin_record
from tests.made_up import CHANGED, TALKS, article, read_made_up, stub_reader, with_stops, without_statements

READER = stub_reader()
WHO = Who("ليلى", "قرأته", clock=lambda: datetime(2026, 1, 2, tzinfo=UTC))


def record(store: Store) -> ArticleRecord:
    with store.reading() as connection:
        return next(iter(current_records_of(connection)))


def standing(store: Store) -> list[tuple[str, str | None]]:
    with store.reading() as connection:
        return [(state, reason) for _, state, reason in standing_of(connection)]


def state_of(store: Store, item: str) -> str:
    with store.reading() as connection:
        return connection.exec_driver_sql(f"SELECT state FROM statements WHERE id = '{item}'").scalar_one()  # type: ignore[no-any-return]


@pytest.fixture
def store(place: str) -> Store:
    opened = begin_record(place)
    add(opened, [article()], READER)
    return opened


def test_accepted_item_tells_who_when_and_why(store: Store) -> None:
    said = record(store).statements[0]
    decide(store, WHO, "accept", said.id)
    assert (
        record(store).statements[0].reasons[-1].words
        == "accepted by ليلى on 2026-01-02T00:00:00+00:00: قرأته"
    )
    assert state_of(store, said.id) == "accepted"


def test_rejected_statement_is_left_out_and_comes_back_when_undone(store: Store) -> None:
    before = record(store)
    decision = decide(store, WHO, "reject", before.statements[0].id)
    assert [s.id for s in record(store).statements] == [before.statements[1].id]
    undoing = decide(store, WHO, "undo", decision.id)
    assert record(store) == before
    decide(store, WHO, "undo", undoing.id)
    assert len(record(store).statements) == 1


def test_corrected_field_is_set_and_survives_a_rebuild(store: Store) -> None:
    said = record(store).statements[0]
    decide(store, WHO, "correct", said.id, correction=("act", "reject"))
    start = TALKS.index("الاتفاق")
    decide(store, WHO, "correct", said.id, correction=("content", {"start": start, "end": start + 7}))
    rebuild(store, READER)
    corrected = record(store).statements[0]
    assert (corrected.act, corrected.content.exact, corrected.id) == ("reject", "الاتفاق", said.id)
    assert state_of(store, said.id) == "corrected"
    assert not list(faults_in(store))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("act", "dance", "Invalid enum value"),
        ("colour", "red", "no field 'colour'"),
        ("id", "x", "no field 'id'"),
        ("content", {"start": 0, "end": 10_000}, "not a range"),
        ("speakers", ["a0000000000000000"], "no actor of this article"),
        ("speakers", 5, "Expected `array`"),
    ],
)
def test_value_that_does_not_fit_is_refused_and_nothing_written(
    store: Store, field: str, value: object, words: str
) -> None:
    before = record(store)
    with pytest.raises(Undecidable, match=words):
        decide(store, WHO, "correct", before.statements[0].id, correction=(field, value))
    assert record(store) == before
    assert standing(store) == []


def test_missed_statement_is_added_with_its_speaker(store: Store) -> None:
    speaker = record(store).actors[0].id
    cue, content = TALKS.index("نوقّع"), TALKS.index("الاتفاق")
    fields = {
        "speakers": [speaker],
        "cue": {"start": cue, "end": cue + 6},
        "content": {"start": content, "end": content + 7},
        "mode": "indirect",
    }
    made = add_item(store, WHO, article_id(article()), "statement", fields)
    assert made.item in [s.id for s in record(store).statements]
    assert state_of(store, made.item) == "added"
    reread(store, stub_reader("2", without_statements))
    assert [s.id for s in record(store).statements] == [made.item]


def test_actors_that_are_one_become_one_and_the_other_name_leads_there(store: Store) -> None:
    salim, layla = (a for a in record(store).actors)
    decide(store, WHO, "same-actor", salim.id, layla.id)
    (only,) = record(store).actors
    assert (only.id, only.name, only.aliases) == (salim.id, "سالم", ("ليلى",))
    assert {s.speakers for s in record(store).statements} == {(salim.id,)}
    with store.reading() as connection:
        assert resolved(connection, layla.id) == salim.id
        assert decided_pairs(connection).same == {tuple(sorted((salim.id, layla.id)))}
    assert not list(faults_in(store))


def test_merge_and_split_are_constraints_and_the_later_stands(store: Store) -> None:
    add(store, [article(outlet="الرأي")], READER)
    with store.reading() as connection:
        a, b = (r.encounters[0].id for r in current_records_of(connection))
    pair = tuple(sorted((a, b)))
    decide(store, WHO, "merge", a, b)
    with store.reading() as connection:
        assert decided_pairs(connection).together == {pair}
    split = decide(store, WHO, "split", b, a)
    with store.reading() as connection:
        assert (decided_pairs(connection).together, decided_pairs(connection).apart) == (frozenset(), {pair})
    decide(store, WHO, "undo", split.id)
    with store.reading() as connection:
        assert decided_pairs(connection).together == {pair}


def test_accepted_statement_stays_when_the_machine_no_longer_finds_it(store: Store) -> None:
    said = record(store).statements[0]
    decide(store, WHO, "accept", said.id)
    reread(store, stub_reader("2", without_statements))
    (kept,) = record(store).statements
    assert (kept.id, kept.content) == (said.id, said.content)
    assert standing(store) == [("applied", "kept by this decision: the machine no longer finds it")]


def test_correction_follows_an_item_that_the_machine_now_cuts_otherwise(store: Store) -> None:
    said = record(store).statements[0]
    decide(store, WHO, "correct", said.id, correction=("act", "warn"))
    reread(store, stub_reader("2", with_stops))
    now = record(store).statements[0]
    assert now.id != said.id
    assert (now.act, now.content.exact[-1]) == ("warn", ".")
    with store.reading() as connection:
        assert resolved(connection, said.id) == now.id
    decide(store, WHO, "accept", said.id)
    assert state_of(store, now.id) == "accepted"


def test_rejection_does_not_fall_on_an_item_of_other_words(store: Store) -> None:
    decide(store, WHO, "reject", record(store).statements[0].id)
    reread(store, stub_reader("2", with_stops))
    assert len(record(store).statements) == 2
    assert standing(store)[0][0] == "set-aside"
    assert "look at it again" in (standing(store)[0][1] or "")


def test_decision_follows_its_words_into_a_changed_article(store: Store) -> None:
    said = record(store).statements[0]
    decide(store, WHO, "correct", said.id, correction=("act", "warn"))
    add(store, [article(text=CHANGED, updated="2025-10-17")], READER)
    now = record(store).statements[0]
    assert (now.id, now.act, now.cue.start) == (said.id, "warn", CHANGED.index("قال"))
    assert not list(faults_in(store))


def test_decision_whose_words_are_gone_is_set_aside_and_comes_back_with_them(store: Store) -> None:
    said = record(store).statements[1]
    decide(store, WHO, "accept", said.id)
    add(store, [article(text=CHANGED, updated="2025-10-17")], READER)
    assert said.content.exact not in [s.content.exact for s in record(store).statements]
    ((state, reason),) = standing(store)
    assert state == "set-aside"
    assert "no longer stand in the article" in (reason or "")
    add(store, [article(text=TALKS + " ", updated="2025-10-18")], READER)
    assert standing(store) == [("applied", None)]


def test_words_that_stand_twice_in_a_changed_article_are_not_guessed(store: Store) -> None:
    decide(store, WHO, "accept", record(store).statements[0].id)
    reread(store, stub_reader("2", without_statements))
    twice = "نص جديد. " + TALKS + " وكرر: " + TALKS
    add(store, [article(text=twice, updated="2025-10-17")], stub_reader("2", without_statements))
    assert "several places" in (standing(store)[0][1] or "")


def test_decision_on_an_article_that_is_not_here_waits_for_it(store: Store, tmp_path: object) -> None:
    decide(store, WHO, "reject", record(store).statements[0].id)
    with store.reading() as connection:
        decisions = list(ledger(connection))
    with begin_record(f"{tmp_path}/other.db") as other:
        assert import_decisions(other, decisions) == decisions
        assert standing(other) == [("waiting", "its article is not in the record")]
        add(other, [article()], READER)
        assert standing(other) == [("applied", None)]
        assert import_decisions(other, decisions) == []


def test_decision_that_was_changed_is_not_taken_in(store: Store) -> None:
    made = decide(store, WHO, "accept", record(store).statements[0].id)
    forged = Decision(**{**{f: getattr(made, f) for f in made.__dataclass_fields__}, "by": "هند"})
    with pytest.raises(Undecidable, match="changed after it was taken"):
        import_decisions(store, [forged])


def test_clock_set_back_does_not_change_which_decision_is_later(store: Store) -> None:
    said = record(store).statements[0]
    back = Who("هند", clock=lambda: WHO.clock() - timedelta(days=400))
    decide(store, WHO, "correct", said.id, correction=("act", "warn"))
    decide(store, back, "correct", said.id, correction=("act", "promise"))
    assert record(store).statements[0].act == "promise"
    rebuild(store, READER)
    assert record(store).statements[0].act == "promise"


@pytest.mark.parametrize("change", ["UPDATE decisions SET why = 'x'", "DELETE FROM decisions"])
def test_ledger_refuses_to_be_changed(store: Store, change: str) -> None:
    decide(store, WHO, "accept", record(store).statements[0].id)
    with pytest.raises(DBAPIError, match="append-only"), store.writing() as connection:
        connection.exec_driver_sql(change)


@pytest.mark.parametrize(
    ("act", "item", "other", "words"),
    [
        ("accept", "s0000000000000000", None, "no item"),
        ("undo", "d0000000000000000", None, "no decision"),
        ("merge", "s0000000000000000", None, "takes two items"),
    ],
)
def test_what_is_not_there_cannot_be_decided_on(
    store: Store, act: str, item: str, other: str | None, words: str
) -> None:
    with pytest.raises(Undecidable, match=words):
        decide(store, WHO, act, item, other)  # type: ignore[arg-type]


def test_made_up_reader_reads_what_tests_think() -> None:
    made = read_made_up(article())
    assert [s.content.exact for s in made.statements] == ["لن نوقّع الاتفاق", "نرحّب بالحوار مع الأردن"]
    assert len(made.encounters) == 1
