"""PLOVER, POLECAT and CAMEO: tables that agree with the manuals, and events that say no more than the record."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mahdar.export import cameo, plover
from mahdar.export.coding import Party, Shape, Sides, sector, shape, sides_of, table, three
from mahdar.export.happenings import Happening, days_of
from mahdar.export.polecat import HEADER
from mahdar.knowledge.files import mapping_of, rows_of
from mahdar.model import Actor, ArticleRecord, Span, record_from_json
from mahdar.model.vocabulary import ACTS, ENCOUNTER_KINDS, TOPICS
from tests.export.records import chosen_of, text_of

#: The manual's types with their modes, in its own order.
MANUAL = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege", "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
               "heavy-weapons crowd-control unconventional",
}  # fmt: skip
QUADS = [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4]
#: The header of the public data set.
PUBLISHED = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW"
    "\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw"
    "\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\t"
    "Raw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations"
    "\tLanguage\tVersion"
)
SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)


def rules(name: str) -> Iterator[dict[str, Any]]:
    known = table(name)
    yield from known["statements"].values()
    yield from known["facts"].values()


def test_plover_types_modes_and_quads_are_those_of_the_manual() -> None:
    types = table("plover")["types"]
    assert {name: " ".join(known.get("modes", {})) for name, known in types.items()} == MANUAL
    assert [known["quad"] for known in types.values()] == QUADS
    assert len(table("plover")["contexts"]) == 37


def test_every_rule_names_a_type_a_mode_and_a_context_that_exist() -> None:
    known = table("plover")
    for rule in rules("plover"):
        assert rule["event"] in known["types"]
        assert rule.get("mode") is None or rule["mode"] in known["types"][rule["event"]]["modes"]
        assert known["types"][rule["event"]].get("recipient") != "required" or "recipient" in rule
    assert {event for kinds in known["encounters"].values() for event in kinds.values()} <= set(
        known["types"]
    )
    assert set(known["topics"].values()) <= set(known["contexts"])
    assert set(known["topics"]) <= set(TOPICS)


@pytest.mark.parametrize("name", ["plover", "cameo"])
def test_every_act_and_kind_of_the_record_has_a_rule_or_a_reason(name: str) -> None:
    known = table(name)
    assert set(known["statements"]) | set(known["not_statements"]) == set(ACTS)
    assert not set(known["statements"]) & set(known["not_statements"])
    planned = known["encounters"]["planned"] if name == "plover" else known["planned"]
    assert set(planned) == set(ENCOUNTER_KINDS)
    acts = set(re.findall(r"'act': '([\w-]+)'", str(mapping_of("narration.yml"))))
    assert acts
    assert set(known["facts"]) <= acts


def test_every_cameo_code_used_is_in_the_list_with_a_quad() -> None:
    known = table("cameo")
    used = (
        {rule["event"] for rule in rules("cameo")}
        | set(known["encounters"].values())
        | set(known["planned"].values())
    )
    assert used <= set(known["codes"])
    assert {code[:2] for code in known["codes"]} <= set(known["quads"])
    encounters = known["encounters"]
    assert [encounters[s] for s in ("phone", "visit", "host", "third-party", "agreement")] == [
        "041",
        "042",
        "043",
        "044",
        "057",
    ]


def test_sectors_are_the_manuals_and_offices_those_of_the_knowledge() -> None:
    sectors = table("plover")["sectors"]
    assert set(sectors["heads"]) | (set(sectors["offices"]) - {"none", "other"}) <= SECTORS
    known = {row["id"] for row in rows_of("offices.yml")}
    assert {
        office for name, some in sectors["offices"].items() if name != "other" for office in some
    } <= known


@pytest.mark.parametrize(
    ("kind", "name", "office", "role", "expected"),
    [
        ("person", "أيمن الصفدي", "foreign-minister", None, "GOV"),
        ("person", "أنطونيو غوتيريش", "secretary-general", "الأمين العام", None),
        ("person", "سامح شكري", None, "وزير الخارجية المصري", "GOV"),
        ("person", "سامح شكري", None, "وزير الخارجية المصري السابق", "ELI"),
        ("person", "سالم", None, "رئيس مجلس النواب", "LEG"),
        ("person", "سالم", None, "رئيس الأركان", "MIL"),
        ("person", "سالم", None, "كاتب", None),
        ("institution", "وزارة الخارجية الأردنية", None, None, "GOV"),
        ("institution", "وكالة الأنباء الأردنية", None, None, "JRN"),
        ("country", "الأردن", None, None, None),
    ],
)
def test_sector_of_an_actor(
    kind: Any, name: str, office: str | None, role: str | None, expected: str | None
) -> None:
    assert sector(Actor(id="a1", kind=kind, name=name, office=office, role=role)) == expected


def test_recipient_that_is_no_actor_of_the_article_is_known_by_its_name(exported_record: Path) -> None:
    text, _ = text_of(exported_record, "plover", act="demand")
    lines = [json.loads(line) for line in text.splitlines()]
    (line,) = [line for line in lines if "معبر رفح" in line["event_text"][0]]
    assert (line["event"], line["quad_code"]) == (["REQUEST"], 3)
    assert [(one["code"], one["entity_text"]) for one in line["recipient"]] == [("ISR", "إسرائيل")]


def test_what_is_about_a_matter_has_no_recipient(exported_record: Path) -> None:
    text, _ = text_of(exported_record, "plover", act="condemn")
    lines = [json.loads(line) for line in text.splitlines()]
    (line,) = [line for line in lines if "على المدنيين" in line["event_text"][0]]
    assert (line["event"], line["mode"]) == (["ACCUSE"], ["disapprove"])
    assert "recipient" not in line


def test_spokesman_who_tells_of_anothers_rejection_does_not_reject(exported_record: Path) -> None:
    text, _ = text_of(exported_record, "plover")
    records, _ = text_of(exported_record, "json_lines", "records")
    told = [
        (record, s)
        for record in map(record_from_json, records.splitlines())
        for s in record.statements
        if "يرفض المقترح" in s.content.exact
    ]
    assert told
    coded = {line["id"]: line for line in map(json.loads, text.splitlines())}
    for record, s in told:
        spokesman = {a.id for a in record.actors if "بيسكوف" in a.name}
        assert s.id not in coded or (coded[s.id]["event"] == ["REJECT"] and not spokesman & set(s.speakers))


def test_every_country_of_the_knowledge_has_a_code_of_three_letters() -> None:
    for row in rows_of("countries.yml"):
        assert re.fullmatch("[A-Z]{3}", three(row["code"]) or "")
    assert [three("RU"), three("EU"), three("UN"), three("XK")] == ["RUS", "EUR", "UNO", "KOS"]


def party(name: str, code: str | None) -> Party:
    return Party(id=name, name=name, code=code, raw=name)


A, B, C, D = party("a", "RUS"), party("b", "SYR"), party("c", "QAT"), party("d", "SYR")


@pytest.mark.parametrize(
    ("kind", "parties", "country", "expected"),
    [
        ("meeting", [(A, "host"), (B, "guest")], "RU", "visit"),
        ("meeting", [(A, None), (B, None)], "RU", "meeting"),
        ("meeting", [(A, None), (B, None)], "CH", "third-party"),
        ("meeting", [(A, None), (B, None), (C, "mediator")], None, "third-party"),
        ("meeting", [(A, None), (B, None), (C, None)], None, "multilateral"),
        ("meeting", [(B, "host"), (D, "guest")], "SY", "meeting"),
        ("visit", [(B, "guest")], "RU", "visit"),
        ("visit", [(B, "guest")], "SY", "meeting"),
        ("call", [(A, None), (B, None)], None, "phone"),
    ],
)
def test_shape_of_an_encounter(
    kind: str, parties: list[tuple[Party, str | None]], country: str | None, expected: Shape
) -> None:
    sides = sides_of(kind, parties, country)
    assert shape(kind, sides, country, any(role == "mediator" for _, role in parties)) == expected


def test_delegation_belongs_to_the_side_of_its_country() -> None:
    sides = sides_of("visit", [(A, "host"), (B, "guest"), (D, "delegation")], "RU")
    assert sides == Sides((B, D), (A,), (A, B, D))


def test_visited_state_is_the_host_where_nobody_is_named() -> None:
    sides = sides_of("visit", [(B, "guest")], "RU")
    assert [one.code for one in sides.hosts] == ["RUS"]
    assert sides.hosts[0].is_state


def happening(noun: str, what: str, status: str, **fields: Any) -> Happening:
    record = ArticleRecord(doc_id="1", text="قال كذا", sha256="", reader="1", knowledge="1")
    made = Happening(noun=noun, id="x1", what=what, status=status, day="2025-10-15", named={}, record=record,
                     words=Span(0, 3, "قال"), comment="review: machine", actors=(A,))  # fmt: skip
    return replace(made, **fields)


@pytest.mark.parametrize("act", ["demand", "urge", "ask"])
def test_demand_is_coded_as_a_request_and_never_as_the_act_demanded(act: str) -> None:
    said = happening("statements", act, "said", named={"addressee": B})
    made = plover.code(said)
    assert isinstance(made, plover.Coded)
    assert (made.event, made.actors, made.recipients, made.quad) == ("REQUEST", (A,), (B,), 3)
    rows = cameo.code(said)
    assert isinstance(rows, list)
    assert [row.code[:2] for row in rows] == ["10" if act == "demand" else "02"]


@pytest.mark.parametrize("phase", ["demanded", "planned"])
def test_what_is_only_demanded_or_planned_is_no_event(phase: str) -> None:
    for act in set(table("plover")["facts"]) | set(table("cameo")["facts"]):
        assert isinstance(plover.code(happening("facts", act, phase)), str)
        assert isinstance(cameo.code(happening("facts", act, phase)), str)
    assert isinstance(plover.code(happening("facts", "withdraw", "done")), plover.Coded)


def test_what_is_only_said_is_no_plover_event_and_a_cameo_statement() -> None:
    for act in ("inform", "affirm", "claim", "announce", "deny"):
        said = happening("statements", act, "said")
        assert isinstance(plover.code(said), str)
        rows = cameo.code(said)
        assert isinstance(rows, list)
        assert rows[0].code == "010"


def meeting(status: str, parties: list[tuple[Party, str | None]], country: str | None = None) -> Happening:
    sides = sides_of("meeting", parties, country)
    return happening(
        "encounters", "meeting", status, sides=sides, shape=shape("meeting", sides, country, False), actors=()
    )


def test_visitor_is_the_actor_and_host_the_recipient() -> None:
    held = meeting("held", [(A, "host"), (B, "guest")], "RU")
    made = plover.code(held)
    assert isinstance(made, plover.Coded)
    assert (made.event, made.mode, made.actors, made.recipients) == ("CONSULT", "visit", (B,), (A,))
    assert cameo.code(held) == [cameo.Row("042", B, A), cameo.Row("043", A, B)]


def test_meeting_without_host_has_all_as_actors_and_no_recipient() -> None:
    made = plover.code(meeting("held", [(A, None), (B, None)]))
    assert isinstance(made, plover.Coded)
    assert (made.event, made.mode, made.actors, made.recipients) == ("CONSULT", None, (A, B), ())


def test_future_meeting_is_agreed_and_not_consulted() -> None:
    made = plover.code(meeting("planned", [(A, None), (B, None)]))
    assert isinstance(made, plover.Coded)
    assert made.event == "AGREE"
    assert {row.code for row in cameo.code(meeting("planned", [(A, None), (B, None)]))} == {"036"}  # type: ignore[union-attr]


def test_cancelled_meeting_is_coded_for_nobody() -> None:
    assert isinstance(plover.code(meeting("cancelled", [(A, None), (B, None)])), str)
    assert isinstance(cameo.code(meeting("cancelled", [(A, None), (B, None)])), str)


def test_pairs_of_cameo_are_of_sides_and_not_of_every_delegate() -> None:
    rows = cameo.code(meeting("held", [(A, None), (B, None), (D, None)]))
    assert rows == [cameo.Row("040", A, B), cameo.Row("040", B, A)]


def test_days_are_days_and_closed_ranges_only() -> None:
    assert days_of("2025-10-15") == ("2025-10-15", None)
    assert days_of("2025-10-15/2025-10-17") == ("2025-10-15", "2025-10-17")
    assert [days_of(date) for date in ("2025-10", "2025", "XXXX-10-15", "2025-10-15/..", None)] == [None] * 5


def test_holder_of_a_stance_is_who_speaks_and_never_who_passes_it_on(exported_record: Path) -> None:
    text, _ = text_of(exported_record, "plover")
    lines = {line["id"]: line for line in map(json.loads, text.splitlines())}
    records, _ = text_of(exported_record, "json_lines", "records")
    seen = 0
    with chosen_of(exported_record) as chosen:
        for record in map(record_from_json, records.splitlines()):
            identity = chosen.identities_of(record)
            names = {actor.id: actor.name for actor in record.actors}
            for s in record.statements:
                if s.id not in lines:
                    continue
                seen += 1
                told = [one["entity_text"] for one in lines[s.id]["actor"]]
                assert told == [names[name] for name in s.speakers if name in identity]
                assert not {names[name] for name in s.via if name not in s.speakers} & set(told)
    assert seen


def test_plover_lines_have_what_the_manual_requires_and_nothing_it_does_not_know(
    exported_record: Path,
) -> None:
    fields = set("id date enddate actor recipient event event_loc event_text quad_code event_scale mode context link "
                 "text_info cite_info comment".split())  # fmt: skip
    text, losses = text_of(exported_record, "plover")
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines
    for line in lines:
        assert {"id", "date", "actor", "event"} <= set(line) <= fields
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", line["date"])
        assert "review: " in line["comment"]
        assert set(line.get("context", ())) <= set(table("plover")["contexts"])
    with chosen_of(exported_record) as chosen:
        items = sum(1 for _ in chosen.met())
        for record in chosen.records():
            items += len(record.statements) + len(record.facts)
    assert len(lines) + sum(losses.left_out.values()) == items


def test_polecat_has_the_published_header_and_forty_cells_a_row(exported_record: Path) -> None:
    assert "\t".join(HEADER) == PUBLISHED
    assert len(HEADER) == 40
    text, losses = text_of(exported_record, "polecat")
    header, *rows = text.splitlines()
    assert header == PUBLISHED
    assert len(rows) == losses.written["events"] > 0
    assert all(len(row.split("\t")) == 40 for row in rows)
    assert any("doubt and review state" in line for line in losses.lines())


def test_cameo_rows_have_a_known_code_and_their_item(exported_record: Path) -> None:
    text, losses = text_of(exported_record, "cameo")
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == losses.written["rows"] > 0
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)
    items = losses.written["encounters"] + losses.written["statements"] + losses.written["facts"]
    assert len({row["MahdarID"] for row in rows}) == items
    for row in rows:
        assert row["EventCode"] in table("cameo")["codes"]
        assert row["EventRootCode"] == row["EventCode"][:2]
        assert row["QuadClass"] == str(table("cameo")["quads"][row["EventRootCode"]])
