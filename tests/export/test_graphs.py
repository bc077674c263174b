"""JSON-LD, Turtle, FollowTheMoney, calendar and graph: read by the libraries of those who receive them."""

import json
from pathlib import Path

import icalendar
import networkx
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from mahdar.export.happenings import days_of
from mahdar.model import MergedEncounter, record_from_json
from mahdar.record.links import identities, merged_encounters
from mahdar.record.store import open_record
from tests.export.records import text_of

SCHEMA, OA, PROV = (
    Namespace("https://schema.org/"),
    Namespace("http://www.w3.org/ns/oa#"),
    Namespace("http://www.w3.org/ns/prov#"),
)


@pytest.fixture(scope="module")
def encounters(exported_record: Path) -> list[MergedEncounter]:
    with open_record(exported_record) as store, store.reading() as connection:
        return list(merged_encounters(connection))


@pytest.fixture(scope="module")
def graph(exported_record: Path) -> Graph:
    text, _ = text_of(exported_record, "turtle")
    return Graph().parse(data=text, format="turtle")


def test_turtle_and_json_ld_are_one_graph(exported_record: Path, graph: Graph) -> None:
    text, _ = text_of(exported_record, "json_ld")
    assert set(Graph().parse(data=text, format="json-ld")) == set(graph)


def test_every_merged_encounter_is_an_event_with_those_who_took_part(
    graph: Graph, encounters: list[MergedEncounter]
) -> None:
    events = set(graph.subjects(RDF.type, SCHEMA.Event))
    assert events == {URIRef(f"urn:mahdar:{m.id}") for m in encounters}
    for m in encounters:
        event = URIRef(f"urn:mahdar:{m.id}")
        parties = {*graph.objects(event, SCHEMA.attendee), *graph.objects(event, SCHEMA.organizer)}
        assert len(parties) == len({p.id for p in m.participants})
        assert len(list(graph.objects(event, PROV.wasDerivedFrom))) == len(m.reports)


def test_selectors_point_at_the_exact_words(exported_record: Path, graph: Graph) -> None:
    text, _ = text_of(exported_record, "json_lines", "records")
    texts = {record.doc_id: record.text for record in map(record_from_json, text.splitlines())}
    article = {one: texts[str(name)] for one, name in graph.subject_objects(SCHEMA.identifier)}
    targets = list(graph.subject_objects(OA.hasSource))
    assert targets
    for target, source in targets:
        place, words = sorted(graph.objects(target, OA.hasSelector))
        start, end = int(graph.value(place, OA.start)), int(graph.value(place, OA.end))
        exact, prefix, suffix = (str(graph.value(words, p) or "") for p in (OA.exact, OA.prefix, OA.suffix))
        assert article[source][start:end] == exact
        assert article[source][:start].endswith(prefix)
        assert article[source][end:].startswith(suffix)


def test_graph_tells_what_it_cannot_hold(graph: Graph) -> None:
    told = [str(words) for words in graph.objects(URIRef("urn:mahdar:export"), SCHEMA.description)]
    assert any("cannot hold" in line for line in told)


def test_graph_has_every_item_of_the_articles(exported_record: Path, graph: Graph) -> None:
    text, _ = text_of(exported_record, "json_lines", "records")
    records = [record_from_json(line) for line in text.splitlines()]
    nouns = ("encounters", "statements", "facts", "figures", "instruments")
    items = {URIRef(f"urn:mahdar:{one.id}") for r in records for noun in nouns for one in getattr(r, noun)}
    assert items
    assert items <= set(graph.subjects(PROV.wasDerivedFrom))


def test_date_that_is_no_day_is_no_start_date(graph: Graph, encounters: list[MergedEncounter]) -> None:
    for m in encounters:
        event = URIRef(f"urn:mahdar:{m.id}")
        days = days_of(m.date)
        assert bool(graph.value(event, SCHEMA.startDate)) == bool(days)
        if m.date:
            told = graph.value(event, URIRef("urn:mahdar:terms:date"))
            assert str(told) == m.date
            assert isinstance(told, Literal)


def test_follow_the_money_entities_are_valid_and_lose_no_value(exported_record: Path) -> None:
    model = pytest.importorskip(
        "followthemoney", reason="followthemoney is not installed (it needs ICU)"
    ).model
    text, losses = text_of(exported_record, "follow_the_money")
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) == sum(losses.written.values())
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines)
    for line in lines:
        model.get(line["schema"]).validate(line)
        proxy = model.get_proxy(line, cleaned=False)
        for name, values in line["properties"].items():
            assert len(proxy.get(name)) == len(values), (line["id"], name, values)
        for name in ("involved", "organizer", "proof", "entity"):
            assert set(line["properties"].get(name, ())) <= ids


def test_calendar_has_the_encounters_with_days_and_counts_the_others(
    exported_record: Path, encounters: list[MergedEncounter]
) -> None:
    text, losses = text_of(exported_record, "icalendar")
    calendar = icalendar.Calendar.from_ical(text)
    events = {str(event["UID"]).removesuffix("@mahdar"): event for event in calendar.walk("VEVENT")}
    assert events
    assert len(events) + sum(losses.left_out.values()) == len(encounters)
    for m in encounters:
        days = days_of(m.date)
        if days:
            assert str(events[m.id]["DTSTART"].dt) == days[0]
            assert str(events[m.id]["SUMMARY"]) == (" – ".join(p.name for p in m.participants) or m.kind)
    assert "left out" in str(calendar["X-WR-CALDESC"]) or not losses.left_out
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_graphml_has_a_node_for_each_actor_and_encounter(
    exported_record: Path, encounters: list[MergedEncounter], tmp_path: Path
) -> None:
    text, losses = text_of(exported_record, "graphml")
    (tmp_path / "g.graphml").write_text(text, "utf-8")
    graph = networkx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    with open_record(exported_record) as store, store.reading() as connection:
        actors = {f"actor:{one.id}" for one in identities(connection)}
    nodes = {name for name, data in graph.nodes(data=True) if data["type"] == "actor"}
    assert nodes >= actors
    assert {name for name, data in graph.nodes(data=True) if data["type"] == "encounter"} == {
        m.id for m in encounters
    }
    took_part = [edge for edge in graph.edges(data=True) if edge[2]["relation"] == "took-part"]
    assert len(took_part) == sum(len(m.participants) for m in encounters)
    assert "<!-- " in text
    assert losses.left_out


@pytest.mark.parametrize("form", ["turtle", "json_ld", "follow_the_money", "icalendar", "graphml"])
def test_filtered_graph_still_reads(exported_record: Path, form: str) -> None:
    whole, _ = text_of(exported_record, form)
    part, _ = text_of(exported_record, form, kind="meeting")
    assert 0 < len(part) < len(whole)


def test_graph_tells_why_reports_are_one_and_how_each_calls_it(
    exported_record: Path, graph: Graph, encounters: list[MergedEncounter]
) -> None:
    term = Namespace("urn:mahdar:terms:")
    for m in encounters:
        event = URIRef(f"urn:mahdar:{m.id}")
        assert {str(one) for one in graph.objects(event, term.why)} == set(m.why)
        assert {str(one) for one in graph.objects(event, term.history)} == set(m.history)
    text, _ = text_of(exported_record, "json_lines", "records")
    reports = [e for line in text.splitlines() for e in record_from_json(line).encounters]
    assert any(e.level for e in reports) and any(e.roles for e in reports)
    for e in reports:
        report = URIRef(f"urn:mahdar:{e.id}")
        assert str(graph.value(report, term.level) or "") == (e.level or "")
        assert len(set(graph.objects(report, term.role))) == len(e.roles)
