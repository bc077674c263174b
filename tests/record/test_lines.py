"""Lines: the words of statements and encounters as terms, kept true by whatever changes an article's items."""

from sqlalchemy import Connection, text

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.keeping.deciding import Who, decide
from mahdar.knowledge import load
from mahdar.model import Actor, ArticleRecord, Encounter, Span, Statement
from mahdar.record.lines import ROOM, line_rows
from mahdar.record.reading_back import current_records_of
from mahdar.record.searching import asked, lines_with
from mahdar.record.store import Store, begin_record
from mahdar.record.terms import analysis_of
from tests.made_up import TALKS, article, stub_reader

ANALYSIS = analysis_of(load())
WHO = Who("ليان")
SAID = "وأكد الوزير بضرورة وقف النار، ثم غادر."


def span(words: str, whole: str = SAID) -> Span:
    start = whole.index(words)
    return Span.of(whole, start, start + len(words))


def record_of(*statements: Statement, encounters: tuple[Encounter, ...] = ()) -> ArticleRecord:
    actors = (Actor(id="a1", kind="person", name="الوزير"),)
    told = article("1", SAID)
    return ArticleRecord(
        doc_id="1", text=SAID, sha256=told.sha256, reader="test", knowledge="test",
        actors=actors, statements=statements, encounters=encounters,
    )  # fmt: skip


def found(connection: Connection, words: str) -> list[str]:
    rows = connection.execute(lines_with(connection, *asked(words, ANALYSIS).phrases)).all()
    return sorted(row.item for row in rows)


def statement(store: Store) -> Statement:
    with store.reading() as connection:
        (kept,) = current_records_of(connection)
    return kept.statements[0]


def test_words_that_begin_before_a_span_belong_to_its_line() -> None:
    said = Statement(
        id="s1", speakers=("a1",), mode="indirect", cue=span("أكد"), content=span("ضرورة وقف النار")
    )
    (row,) = line_rows(record_of(said), 3, ANALYSIS.of_text(SAID))
    assert row["terms"] == " | ".join(ANALYSIS.of_text(words).words for words in ("وأكد", "بضرورة وقف النار"))
    assert (row["article"], row["item"], row["line"]) == (3, "s1", 3 * ROOM)


def test_cue_without_a_word_leaves_only_what_was_said() -> None:
    said = Statement(id="s1", speakers=("a1",), mode="indirect", cue=span("،"), content=span("غادر"))
    (row,) = line_rows(record_of(said), 1, ANALYSIS.of_text(SAID))
    assert row["terms"] == "غادر"


def test_each_line_of_an_article_has_a_number_of_its_own() -> None:
    said = [
        Statement(id=f"s{n}", speakers=("a1",), mode="indirect", cue=span("أكد"), content=span(words))
        for n, words in enumerate(("وقف النار", "غادر"))
    ]
    met = Encounter(id="e1", kind="meeting", status="held", participants=("a1",), evidence=span("غادر"))
    rows = line_rows(record_of(*said, encounters=(met,)), 7, ANALYSIS.of_text(SAID))
    assert [(row["item"], row["line"] - 7 * ROOM) for row in rows] == [("e1", 0), ("s0", 1), ("s1", 2)]


def test_phrase_does_not_run_from_the_cue_into_what_was_said(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1")], stub_reader())
        with store.reading() as connection:
            assert found(connection, "قال") == found(connection, "قال نوقع")
            assert not found(connection, '"قال لن"')


def test_lines_follow_a_decision_on_the_words_of_a_statement(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1")], stub_reader())
        said = statement(store)
        start = TALKS.index("نوقّع")
        with store.reading() as connection:
            assert said.id in found(connection, "الاتفاق")
        decide(store, WHO, "correct", said.id, correction=("content", {"start": start, "end": start + 5}))
        with store.reading() as connection:
            assert said.id not in found(connection, "الاتفاق")
            assert said.id in found(connection, "نوقع")
        assert not list(faults_in(store))


def test_line_that_was_changed_is_a_fault(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1")], stub_reader())
        with store.writing() as connection:
            connection.execute(
                text("UPDATE lines SET terms = 'غيره' WHERE line = (SELECT min(line) FROM lines)")
            )
        assert any("its rows are not those of its record" in fault for fault in faults_in(store))
