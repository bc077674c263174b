"""The analyst's questions, asked of a made year; each answer with its evidence."""

import pytest
from sqlalchemy import Connection

from mahdar.comparing.actor_file import actor_file
from mahdar.comparing.card import card
from mahdar.comparing.commitments import CommitmentQuery, commitments
from mahdar.comparing.coverage import Row, coverage
from mahdar.comparing.doubts import doubts_of, record_doubts
from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.errors import UnknownActor, UnknownEncounter
from mahdar.comparing.narrated import NarratedQuery, narrated
from mahdar.comparing.network import NetworkQuery, network
from mahdar.comparing.news import news
from mahdar.comparing.readouts import TopicCompared, readouts
from mahdar.comparing.silences import silences
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.timeline import TimelineQuery, timeline
from mahdar.comparing.wording import Series, wording
from mahdar.comparing.words import Said, Words
from tests.comparing.asking import encounter_on

SYRIAN, RUSSIAN = "العلي", "كوزنتسوف"
SANA = "الوكالة العربية السورية للأنباء"


def place(words: Words) -> tuple[str, str]:
    return words.doc_id, words.span.exact


def contents(lines: tuple[Said, ...]) -> set[str]:
    return {said.content for said in lines}


# Who refused to speak of what?


def test_who_declined_to_comment_on_what(year: Connection) -> None:
    found = statements(year, StatementQuery(act="decline-to-comment", by="زاريتسكايا"))
    told = {place(said.words[0]) for said in found.lines}
    assert ("aug-decline", "التعليق على انسحاب القوات الروسية من مطار القامشلي") in told
    assert ("jun-plan", "التعليق على أنباء عن مستقبل قاعدة حميميم") in told
    assert all(said.teller.side == "RU" for said in found.lines)


def test_silences_of_an_actor_are_what_was_declined(year: Connection) -> None:
    declined = contents(silences(year, "زاريتسكايا").declined)
    assert "التعليق على أنباء عن مستقبل قاعدة حميميم" in declined


# Whose forces should leave, by whose words, with which qualifier?


def series_of(year: Connection, topic: str, family: str, organ: str) -> Series:
    found = wording(year, SYRIAN, topic).series
    (one,) = [series for series in found if (series.family, series.organ) == (family, organ)]
    return one


def test_qualifier_of_the_forces_stands_in_one_organ_and_not_in_the_other(year: Connection) -> None:
    sana = series_of(year, "foreign-forces-bases", "departure-of-forces", SANA)
    tass = series_of(year, "foreign-forces-bases", "departure-of-forces", "تاس")
    assert {step.formula for step in sana.steps} == {"خروج القوات الأجنبية غير الشرعية"}
    assert [step.formula for step in tass.steps] == ["خروج القوات الأجنبية"]
    assert tass.steps[0].change == "first seen", "one organ is never compared with another"
    assert {step.said.act for step in sana.steps if step.said} == {"demand"}


# How did the formula on the territory change?


def test_formula_on_the_territory_changes_within_one_organ(year: Connection) -> None:
    steps = series_of(year, "territorial-integrity", "unity-and-sovereignty", SANA).steps
    own = [step for step in steps if step.wording == "the organ's own page"]
    assert [(step.words[0].doc_id, step.change) for step in own] == [
        ("feb-sana", "first seen"),
        ("jun-sana", "repeated"),
        ("aug-sana", "repeated"),
        ("oct-sana", "changed"),
    ]
    assert own[0].formula == "وحدة وسلامة الأراضي السورية"
    assert own[-1].formula == "وحدة الأراضي السورية وسيادتها الكاملة"
    assert (own[-1].added, own[-1].dropped) == (("وسيادتها الكاملة",), ("وسلامة",))


def test_formula_of_the_other_organ_did_not_change(year: Connection) -> None:
    steps = series_of(year, "territorial-integrity", "unity-and-sovereignty", "تاس").steps
    assert {step.formula for step in steps} == {"وحدة الأراضي السورية"}


def test_outlet_that_names_no_organ_only_paraphrases(year: Connection) -> None:
    found = wording(year, RUSSIAN, "territorial-integrity").series
    (own,) = [series for series in found if series.organ == "aawsat"]
    assert own.paraphrase
    assert [step.formula for step in own.steps] == ["وحدة الأراضي السورية"]
    (quoted,) = [
        series for series in found if series.steps[0].wording == "quoted" or series.organ.endswith(RUSSIAN)
    ]
    assert not quoted.paraphrase


# What did Moscow itself say, and what is only told by Damascus?


def test_what_only_damascus_tells_of_moscow(year: Connection) -> None:
    by_damascus = contents(statements(year, StatementQuery(by=RUSSIAN, told_by="SY")).lines)
    by_moscow = contents(statements(year, StatementQuery(by=RUSSIAN, told_by="RU")).lines)
    assert "الانتهاكات الإسرائيلية المتكررة للأراضي السورية" in by_damascus - by_moscow
    assert "حجم التبادل التجاري بين البلدين زاد 12 بالمئة خلال العام الماضي" in by_moscow - by_damascus


# Level and format of each visit; who travelled and who is missing; first or second visit?


def test_visits_with_their_level(year: Connection) -> None:
    found = encounters(year, EncounterQuery(actors=(SYRIAN,), kind="visit", level="official"))
    assert [met.day.date for met in found.lines] == ["2025-10-21", "2025-06-18"]
    assert all(met.place == "موسكو" for met in found.lines)


def test_who_travelled_and_who_is_not_named_the_second_time(year: Connection) -> None:
    october, june = actor_file(year, SYRIAN).company
    assert {who.name for who in june.accompanied} == {"ياسر الحمود", "نبيل القاسم"}
    assert [who.name for who in october.accompanied] == ["ياسر الحمود"]
    assert [who.name for who in october.absent] == ["نبيل القاسم"]
    assert october.told.startswith("not found in the 2 articles checked")


@pytest.mark.parametrize(("day", "number"), [("2025-06-18", 1), ("2025-10-21", 2)])
def test_count_of_visits_agrees_with_the_outlet(year: Connection, day: str, number: int) -> None:
    (count,) = card(year, encounter_on(year, day, "visit")).counted
    assert (count.told, count.found, count.verdict) == (number, number, "agrees")


# Which agreements and committees; how much of what; who backs what on which condition?


def test_agreements_and_committees(year: Connection) -> None:
    names = {one.what for one in narrated(year, "instruments", NarratedQuery()).lines}
    assert "اللجنة السورية الروسية المشتركة" in names
    assert any(name.startswith("اتفاقية التعاون") for name in names)


def test_twelve_per_cent_of_what(year: Connection) -> None:
    found = narrated(year, "figures", NarratedQuery(actor=RUSSIAN))
    assert {one.what for one in found.lines} == {"12 %"}
    assert {one.words[0].doc_id for one in found.lines} >= {"jun-tass"}


def test_who_backs_what_on_which_condition(year: Connection) -> None:
    found = statements(year, StatementQuery(by=RUSSIAN, told_by="RU"))
    conditions = {said.condition for said in found.lines if said.condition}
    assert "بشرط حماية القواعد الروسية" in conditions
    assert "شرط التقدم في الحل السياسي" in conditions


def test_withdrawal_is_a_fact_and_done(year: Connection) -> None:
    found = narrated(year, "facts", NarratedQuery(actor="روسيا", act="withdraw", state="done"))
    assert "aug-fact" in {one.words[0].doc_id for one in found.lines}
    assert any(one.place == "مطار القامشلي" for one in found.lines)


# Tone, order, what was left out.


def topic_in(found: tuple[TopicCompared, ...], name: str) -> TopicCompared:
    return next(topic for topic in found if topic.topic == name)


def test_readouts_compare_the_sides_and_not_the_outlets(year: Connection) -> None:
    found = readouts(year, encounter_on(year, "2025-10-21", "visit"))
    assert found.compared == "sides"
    assert [column.key for column in found.columns] == ["SY", "RU"]
    assert "oct-riyadh" in found.columns[0].articles, "a Saudi paper that tells from Damascus's agency"
    assert not found.missing
    assert {one.said.content for one in found.unsided} >= {"بلاده ملتزمة بوحدة الأراضي السورية"}


def test_readouts_tell_what_only_one_side_has_and_which_words_differ(year: Connection) -> None:
    found = readouts(year, encounter_on(year, "2025-10-21", "visit"))
    israel = topic_in(found.topics, "palestine-israel")
    bases = topic_in(found.topics, "foreign-forces-bases")
    assert [(c.column, bool(c.lines), c.told) for c in israel.columns] == [
        ("SY", True, None),
        ("RU", False, "not found in the 1 article checked"),
    ]
    assert [bool(c.lines) for c in bases.columns] == [False, True]
    assert israel.standing == bases.standing == "only here"
    territory = topic_in(found.topics, "territorial-integrity")
    assert territory.standing == "both, but different"
    (words,) = territory.pairs[0].differing
    assert words.a is not None
    assert (words.a.exact, words.b) == ("وسيادتها الكاملة", None)


def test_tone_and_order_of_a_readout(year: Connection) -> None:
    found = readouts(year, encounter_on(year, "2025-10-21", "meeting"))
    russian = next(column for column in found.columns if column.key == "RU")
    assert [tone.value for tone in russian.tone] == ["صريحة"]
    assert russian.order[0] == "foreign-forces-bases"


def test_one_side_only_is_said_and_outlets_are_compared(year: Connection) -> None:
    found = readouts(year, encounter_on(year, "2025-04-14", "call"))
    assert (found.compared, found.missing) == ("outlets", ("RU",))
    assert "no read-out of RU was found" in found.note


def test_standing_demand_that_a_side_does_not_repeat(year: Connection) -> None:
    found = silences(year, encounter_on(year, "2025-10-21", "visit"))
    (absent,) = found.absent
    assert (absent.teller, absent.topic) == ("SY", "foreign-forces-bases")
    assert absent.told == "not found in the 3 articles checked"
    assert ("jun-sana", "بخروج القوات الأجنبية غير الشرعية من البلاد") in map(place, absent.words)


# Which outlets, and from whom?


def row_with(rows: tuple[Row, ...], words: str) -> Row:
    return next(row for row in rows if words in row.text)


def test_coverage_tells_who_had_it_first_and_who_copied(year: Connection) -> None:
    found = coverage(year, encounter_on(year, "2025-06-18", "meeting"))
    row = row_with(found.rows, "بتقديم مساعدات إنسانية")
    assert row.first is not None
    assert row.first.doc_id == "jun-sana"
    cells = {cell.outlet: cell for cell in row.cells}
    assert [copied.doc_id for copied in cells["alriyadh"].copied] == ["jun-sana"]
    assert cells["aawsat"].told == "not found in the 1 article checked"
    assert not cells["aawsat"].words


def test_ten_copies_are_one_source(year: Connection) -> None:
    found = doubts_of(year, encounter_on(year, "2025-06-18", "meeting"))
    (line,) = [line for line in found.lines if "بتقديم مساعدات" in line.text]
    assert "one source" in line.rests
    assert {words.doc_id for words in line.words} == {"jun-sana", "jun-riyadh"}
    assert [source.side for source in line.sources] == ["SY"]


def test_line_of_both_agencies_is_no_doubt(year: Connection) -> None:
    found = doubts_of(year, encounter_on(year, "2025-10-21", "meeting"))
    assert not any("أهمية الحفاظ على وحدة الأراضي السورية" in line.text for line in found.lines)


def test_encounters_on_one_source(year: Connection) -> None:
    days = {met.day.date for met in record_doubts(year).lines}
    assert "2025-04-14" in days
    assert "2025-10-21" not in days


# Promises.


def test_promise_with_its_deadline(year: Connection) -> None:
    found = commitments(year, CommitmentQuery(actor=RUSSIAN, limit=None))
    promise = next(one for one in found.lines if one.words[0].doc_id == "jun-sana")
    assert promise.kind == "promise"
    assert promise.deadline == "قبل نهاية العام الجاري"
    assert promise.to_whom


def test_agreement_is_mentioned_again_and_the_freight_is_not(year: Connection) -> None:
    found = commitments(year, CommitmentQuery(limit=None))
    signed = next(
        one for one in found.lines if one.words[0].doc_id == "jun-tass" and one.kind == "instrument"
    )
    assert {mention.words[0].doc_id for mention in signed.later} >= {"oct-tass", "dec-sana"}
    assert signed.told is None
    freight = commitments(year, CommitmentQuery(actor=RUSSIAN, limit=None))
    flights = next(one for one in freight.lines if one.words[0].doc_id == "apr-sana")
    assert flights.told is not None
    assert flights.told.startswith("not mentioned since: not found in")


# Over time.


def test_timeline_is_in_the_order_of_time(year: Connection) -> None:
    found = timeline(year, TimelineQuery(limit=None))
    days = [entry.day.order for entry in found.lines]
    assert days == sorted(days)
    assert any(entry.kind == "fact" and entry.day.order == "2025-08-05" for entry in found.lines)
    assert found.total == len(found.lines)


def test_pages_of_the_timeline_are_parts_of_the_whole(year: Connection) -> None:
    whole = timeline(year, TimelineQuery(limit=None)).lines
    pages = [timeline(year, TimelineQuery(limit=2, offset=n)).lines for n in range(0, len(whole), 2)]
    assert tuple(entry for page in pages for entry in page) == whole


def test_network_counts_a_visit_once(year: Connection) -> None:
    found = network(year, NetworkQuery(actor=SYRIAN))
    tie = next(tie for tie in found.lines if RUSSIAN in tie.a.name + tie.b.name)
    assert {who.country for who in (tie.a, tie.b)} == {"SY", "RU"}
    assert tie.times == 5


def test_what_is_new_since_a_day(year: Connection) -> None:
    found = news(year, "2025-10")
    assert found.articles == 8
    assert {met.day.date for met in found.new} == {"2025-10-21"}
    assert "وجود مفاوضات سرية مع إسرائيل" in contents(found.said)


def test_encounter_told_again_is_changed_and_not_new(year: Connection) -> None:
    found = news(year, "2025-06-19")
    changed = {one.met.day.date: one for one in found.changed}
    assert {words.doc_id for words in changed["2025-06-18"].words} == {"jun-riyadh", "jun-paper"}


def test_file_holds_names_counterparts_and_topics(year: Connection) -> None:
    found = actor_file(year, SYRIAN)
    assert {form.name for form in found.forms} >= {"مروان العلي", "العلي"}
    assert any(RUSSIAN in other.who.name for other in found.counterparts)
    assert {topic.topic for topic in found.topics} >= {"territorial-integrity", "foreign-forces-bases"}
    assert all(topic.total >= len(topic.lines) for topic in found.topics)


def test_card_tells_how_a_planned_visit_came_to_be_held(year: Connection) -> None:
    found = card(year, encounter_on(year, "2025-10-21", "visit"))
    assert [step.split(",")[0] for step in found.history] == ["planned", "held"]
    assert found.sides == ("SY", "RU")
    assert {report.teller.side for report in found.reports} == {"SY"}
    assert [part.kind for part in found.parts] == ["meeting"]


# Who is asked for.


@pytest.mark.parametrize("name", ["مروان العلي", "العلي", "مروان العلى", "  العلي "])
def test_actor_is_known_in_whatever_spelling(year: Connection, name: str) -> None:
    assert actor_file(year, name).actor.name == "مروان العلي"


def test_unknown_actor_is_told_with_the_nearest_names(year: Connection) -> None:
    with pytest.raises(UnknownActor, match="مروان العلي"):
        actor_file(year, "مروان العليي")


def test_unknown_encounter_is_told_with_how_to_list_them(year: Connection) -> None:
    with pytest.raises(UnknownEncounter, match="mahdar encounters"):
        card(year, "m0000000000000000")


def test_encounter_is_found_by_a_report_too(year: Connection) -> None:
    name = encounter_on(year, "2025-04-14", "call")
    report = card(year, name).reports[0].encounter
    assert card(year, report).id == name


@pytest.mark.parametrize("name", ["\x00", "\ud800", "%", "_", "'; --", "  "])
def test_hostile_names_find_nothing_and_break_nothing(year: Connection, name: str) -> None:
    with pytest.raises(UnknownActor):
        actor_file(year, name)
    with pytest.raises(UnknownEncounter):
        card(year, name)
    assert statements(year, StatementQuery(about=name, outlet="x")).total == 0
    assert narrated(year, "facts", NarratedQuery(words=name, outlet="x")).total == 0


def test_encounters_of_two_countries_are_those_in_which_both_took_part(year: Connection) -> None:
    every = encounters(year, EncounterQuery(limit=None)).lines
    both = encounters(year, EncounterQuery(countries=("RU", "sy"), limit=None)).lines
    assert both
    assert [met.id for met in both] == [
        met.id for met in every if {"RU", "SY"} <= {who.country for who in met.participants}
    ]


def test_a_day_gives_what_is_dated_before_what_may_have_been_then(year: Connection) -> None:
    found = encounters(year, EncounterQuery(since="2025-01-01", until="2025-12-31", limit=None)).lines
    dated = [met.day.date is not None for met in found]
    assert dated == sorted(dated, reverse=True)
    known = [met.day.date for met in found if met.day.date]
    assert known == sorted(known, reverse=True)


def test_commitments_of_encounters_are_those_made_at_them_or_told_beside_them(year: Connection) -> None:
    every = commitments(year, CommitmentQuery(limit=None)).lines
    for met in encounters(year, EncounterQuery(countries=("RU", "SY"), limit=None)).lines:
        told = {one.id for one in commitments(year, CommitmentQuery(encounters=(met.id,), limit=None)).lines}
        whole = card(year, met.id)
        items = {said.id for said in whole.statements} | {item.id for item in whole.narrated}
        assert {one.id for one in every if one.encounter == met.id} <= told
        assert told <= items | {one.id for one in every}


def test_commitments_of_two_sides_are_made_by_both(year: Connection) -> None:
    found = commitments(year, CommitmentQuery(sides=("ru", "SY"), limit=None)).lines
    assert all({"RU", "SY"} <= {who.country for who in one.who} for one in found)
    every = commitments(year, CommitmentQuery(actor="روسيا", limit=None)).lines
    both = {one.id for one in every if {"RU", "SY"} <= {who.country for who in one.who}}
    assert both <= {one.id for one in found}
