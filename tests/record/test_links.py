"""What stands across articles is kept, and old identifiers of merged encounters lead on."""

from mahdar.keeping.adding import add
from mahdar.keeping.checking import faults_in
from mahdar.knowledge import load
from mahdar.linking.linking import Linked
from mahdar.model import MergedEncounter, Passage, Span
from mahdar.record.links import keep_links, merged_encounters, merged_id
from mahdar.record.passages import keep_all_passages, passages
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import begin_record
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


def test_report_that_is_gone_is_found_by_verify(place: str) -> None:
    with begin_record(place) as store:
        with store.writing() as connection:
            keep_links(connection, linked(merged("m1", ("1", "e0000000000000000"))), ANALYSIS)
        assert "link again" in "".join(faults_in(store))
