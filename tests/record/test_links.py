"""What stands across articles is kept, and old identifiers of merged encounters lead on."""

from dataclasses import replace

from sqlalchemy import Table, insert, select

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.knowledge import load
from mahdar.linking.linking import Linked
from mahdar.model import Identity, MergedEncounter, Participant, Passage, Span
from mahdar.model.vocabulary import ActorKind
from mahdar.record import tables
from mahdar.record.links import keep_links, merged_encounters, merged_id
from mahdar.record.passages import keep_all_passages, passages
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import Store, begin_record
from mahdar.record.terms import analysis_of
from tests.made_up import article, stub_reader

ANALYSIS = analysis_of(load())


def merged(name: str, *reports: tuple[str, str]) -> MergedEncounter:
    return MergedEncounter(id=name, kind="meeting", reports=reports)


def linked(*encounters: MergedEncounter) -> Linked:
    return Linked(encounters, (), ())


def test_merged_encounters_lead_on_when_clusters_change(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1"), article("2"), article("3")], stub_reader())
        with store.reading() as connection:
            a, b, c = ((r.doc_id, r.encounters[0].id) for r in current_records_of(connection))
        passage = Passage(a="1", b="2", kind="copy", span_a=Span(0, 2, "لق"), span_b=Span(0, 2, "لق"))
        with store.writing() as connection:
            keep_links(connection, linked(merged("m1", a), merged("m2", b, c)), ANALYSIS)
            keep_all_passages(connection, [passage])
        with store.writing() as connection:
            keep_links(connection, linked(merged("m3", a, b), merged("m4", c)), ANALYSIS)
            assert [m.id for m in merged_encounters(connection)] == ["m3", "m4"]
            assert list(passages(connection)) == [passage]
            assert merged_id(connection, "m1") == "m3"
            assert merged_id(connection, "m2") in ("m3", "m4")
            assert merged_id(connection, "m4") == "m4"
            assert merged_id(connection, "m9") is None
        assert not list(faults_in(store))


def visit_with_talks() -> tuple[MergedEncounter, MergedEncounter]:
    king, minister, guide = (
        Participant(id=name, name=name, country=country)
        for name, country in (("king", "JO"), ("minister", "SY"), ("guide", None))
    )
    visit = MergedEncounter(
        id="m1", kind="visit", participants=(king, minister), topics=("counter-terrorism",)
    )
    talks = replace(visit, id="m2", kind="meeting", part_of="m1", participants=(king, minister, guide))
    return visit, talks


def identity(name: str, country: str | None, kind: ActorKind = "person", *actors: str) -> Identity:
    return Identity(
        id=name, kind=kind, name=name, country=country, members=tuple(("1", actor) for actor in actors)
    )


def rows_of_table(store: Store, table: Table) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def test_who_met_whom_of_another_country_is_kept_with_the_visit_it_counts_as(place: str) -> None:
    people = (identity("king", "JO"), identity("minister", "SY"), identity("guide", None))
    visit, talks = visit_with_talks()
    with begin_record(place) as store:
        with store.writing() as connection:
            keep_links(connection, Linked((visit, talks), people, ()), ANALYSIS)
        pair = ("king", "minister", "m1")
        assert rows_of_table(store, tables.met) == [(*pair, "m1"), (*pair, "m2")]
        assert rows_of_table(store, tables.merged_topics) == [
            ("counter-terrorism", "m1"),
            ("counter-terrorism", "m2"),
        ]
        assert not list(faults_in(store))
        with store.writing() as connection:
            keep_links(connection, Linked((visit, replace(talks, status="planned")), people, ()), ANALYSIS)
        assert rows_of_table(store, tables.met) == [(*pair, "m1")]
        with store.writing() as connection:
            keep_links(connection, Linked((visit,), (people[0], identity("minister", "JO")), ()), ANALYSIS)
        assert rows_of_table(store, tables.met) == []
        assert rows_of_table(store, tables.merged_topics) == [("counter-terrorism", "m1")]


def test_pair_that_never_met_is_found_by_verify(place: str) -> None:
    with begin_record(place) as store:
        with store.writing() as connection:
            connection.execute(insert(tables.met).values(a="a", b="b", counted="m1", merged="m1"))
        assert "m1" in "".join(faults_in(store))
        assert "link again" in "".join(faults_in(store))


def test_institution_of_a_side_speaks_for_it(place: str) -> None:
    with begin_record(place) as store:
        add(store, [article("1")], stub_reader())
        with store.reading() as connection:
            (record,) = current_records_of(connection)
        said = {
            actor.id: [s.id for s in record.statements if actor.id in s.speakers] for actor in record.actors
        }
        one, other, *_ = (actor for actor in said if said[actor])
        ministry = identity("ministry", "JO", "institution", one)
        with store.writing() as connection:
            keep_links(
                connection, Linked((), (ministry, identity("man", "JO", "person", other)), ()), ANALYSIS
            )
        kept = [(side, statement) for side, _, statement in rows_of_table(store, tables.spoken_for)]
        assert kept == [("JO", statement) for statement in sorted(said[one])]
        with store.writing() as connection:
            keep_links(connection, Linked((), (replace(ministry, country=None),), ()), ANALYSIS)
        assert rows_of_table(store, tables.spoken_for) == []


def test_report_that_is_gone_is_found_by_verify(place: str) -> None:
    with begin_record(place) as store:
        with store.writing() as connection:
            keep_links(connection, linked(merged("m1", ("1", "e0000000000000000"))), ANALYSIS)
        assert "link again" in "".join(faults_in(store))
