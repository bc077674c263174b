"""The analyst's questions asked of the five samples; the answers are those of their answer sheet, by eye."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from mahdar.comparing.actor_file import actor_file
from mahdar.comparing.card import card
from mahdar.comparing.commitments import CommitmentQuery, commitments
from mahdar.comparing.coverage import coverage
from mahdar.comparing.doubts import doubts_of
from mahdar.comparing.encounters import EncounterQuery, encounters
from mahdar.comparing.narrated import NarratedQuery, narrated
from mahdar.comparing.readouts import readouts
from mahdar.comparing.silences import silences
from mahdar.comparing.statements import StatementQuery, statements
from mahdar.comparing.wording import wording
from mahdar.keeping.adding import add
from mahdar.keeping.readers import house_reader
from mahdar.record.store import begin_record
from mahdar.sources import Failure, articles_from
from tests.shared import SHARED

SAMPLES = SHARED / "samples"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"the samples are not there: {SAMPLES}"),
]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    place = tmp_path_factory.mktemp("samples") / "samples.db"
    articles = [one for one in articles_from([SAMPLES], "2026-02-15") if not isinstance(one, Failure)]
    with begin_record(place) as store:
        add(store, articles, house_reader(None, 1))
        with store.reading() as connection:
            yield connection


def of(connection: Connection, doc: str, kind: str, actor: str) -> str:
    """The latest encounter of a kind that an article tells and in which someone took part."""
    found = encounters(connection, EncounterQuery(actors=(actor,), kind=kind, limit=None)).lines
    return next(met.id for met in found if any(words.doc_id.startswith(doc) for words in met.words))


def test_peskov_declines_to_comment_on_sensitive_files(samples: Connection) -> None:
    (said,) = statements(samples, StatementQuery(by="بيسكوف", act="decline-to-comment")).lines
    assert "مفاوضات في ملفات حساسة" in said.content
    assert said.words[0].doc_id.startswith("002")


def test_foreign_forces_with_the_qualifier_that_exempts_russia(samples: Connection) -> None:
    found = wording(samples, "الأسد", "foreign-forces-bases").series
    steps = [step for series in found for step in series.steps if series.family == "departure-of-forces"]
    assert {step.words[0].doc_id[:3] for step in steps} == {"000", "001"}
    assert all("غير الشرعية" in step.formula for step in steps)
    assert all(step.said is not None and step.said.condition for step in steps)


def test_forces_of_the_ministers_talks_lack_the_qualifier(samples: Connection) -> None:
    found = wording(samples, "لافروف", "foreign-forces-bases").series
    formulas = [step.formula for series in found for step in series.steps]
    assert any("القوات الأجنبية الموجودة" in formula for formula in formulas)
    assert not any("غير الشرعية" in formula for formula in formulas)


def test_formula_on_the_territory_from_2023_to_2026(samples: Connection) -> None:
    found = wording(samples, "سانا", "territorial-integrity").series
    (series,) = [one for one in found if one.family == "unity-and-sovereignty"]
    first, last = series.steps[0], series.steps[-1]
    assert (first.formula, first.words[0].doc_id[:3]) == ("وحدة وسلامة الأراضي السورية", "000")
    assert (last.formula, last.words[0].doc_id[:3]) == ("وحدة الأراضي السورية وسيادتها الكاملة", "003")
    assert (last.change, last.added, last.dropped) == ("changed", ("وسيادتها الكاملة",), ("وسلامة",))


def test_what_only_damascus_tells_of_moscow(samples: Connection) -> None:
    told = statements(samples, StatementQuery(by="RU", told_by="SY", limit=None)).lines
    rejected = next(said for said in told if "للانتهاكات الإسرائيلية" in said.content)
    assert (rejected.act, rejected.target) == ("reject", "إسرائيل")
    assert "وكالة الأنباء السورية" in " ".join(rejected.chain)
    moscow = statements(samples, StatementQuery(by="RU", told_by="RU", limit=None)).lines
    assert [who.name for said in moscow for who in said.speakers] == ["ماريا زاخاروفا"]


def test_second_visit_agrees_with_the_record(samples: Connection) -> None:
    found = card(samples, of(samples, "002", "visit", "الشرع"))
    (count,) = found.counted
    assert (count.told, count.found, count.verdict) == (2, 2, "agrees")
    assert [met.day.date for met in count.encounters] == ["2025-10-15", None]
    assert [field.value for field in found.fields if field.field == "level"] == ["official"]
    assert found.delegation_open


def test_who_travelled(samples: Connection) -> None:
    (company, *_) = actor_file(samples, "الشرع").company
    assert {who.name for who in company.accompanied} == {
        "وزير الخارجية",
        "وزير الدفاع",
        "الأمين العام لرئاسة الجمهورية",
    }


def test_committee_and_agreements(samples: Connection) -> None:
    names = {one.what for one in narrated(samples, "instruments", NarratedQuery()).lines}
    assert any("اللجنة السورية- الروسية المشتركة" in name for name in names)
    assert any("جميع الاتفاقات السابقة المبرمة" in name for name in names)
    found = commitments(samples, CommitmentQuery(actor="الشرع")).lines
    assert any("التزام الحكومة بتنفيذ جميع الاتفاقات" in one.what for one in found)


def test_seven_per_cent_of_the_growth_of_trade_by_putin(samples: Connection) -> None:
    (figure,) = narrated(samples, "figures", NarratedQuery(actor="بوتين")).lines
    assert (figure.what, figure.of, figure.period) == ("7 %", "حجم التبادل التجاري", "العام الماضي")


def test_facts_are_told_as_done_or_as_inferred(samples: Connection) -> None:
    facts = {one.what: one for one in narrated(samples, "facts", NarratedQuery()).lines}
    assert (facts["withdraw"].state, facts["withdraw"].place) == ("done", "مطار القامشلي")
    assert [reason.words for reason in facts["infer"].doubt] == ["the outlet's inference"]


def test_both_articles_of_2023_tell_the_side_of_damascus(samples: Connection) -> None:
    found = readouts(samples, of(samples, "000", "meeting", "الأسد"))
    assert (found.compared, found.missing) == ("outlets", ("RU",))
    assert "no read-out of RU was found" in found.note
    assert {teller.side for column in found.columns for teller in column.tellers} == {"SY"}
    chemical = next(topic for topic in found.topics if topic.topic == "chemical-weapons")
    assert chemical.standing == "only here"
    differing = [
        (d.a.exact if d.a else None, d.b.exact if d.b else None)
        for topic in found.topics
        for pair in topic.pairs
        for d in pair.differing
    ]
    assert ("والمبنية على المبادئ والمصالح والقيم المشتركة التي تجمعهما", None) in differing
    assert ("بلاده", "سوريا") in differing


def test_struggle_for_existence_stands_in_one_article_only(samples: Connection) -> None:
    found = coverage(samples, of(samples, "000", "meeting", "الأسد"))
    row = next(row for row in found.rows if "معركة وجود" in row.text)
    told = {cell.outlet[:3]: cell.told for cell in row.cells}
    assert told == {"000": None, "001": "not found in the 1 article checked"}


def test_article_written_midway_is_no_silence(samples: Connection) -> None:
    found = silences(samples, of(samples, "002", "meeting", "الشرع"))
    assert "written before it had ended: 002" in found.note


def test_what_rests_on_one_source(samples: Connection) -> None:
    found = doubts_of(samples, of(samples, "004", "meeting", "الشرع"))
    assert all("one source" in line.rests and "no source named" in line.rests for line in found.lines)
    assert found.sound == 0


def test_what_announces_another_meeting_is_no_read_out_of_this_one(samples: Connection) -> None:
    met = of(samples, "003", "meeting", "أبو قصرة")
    told = readouts(samples, met)
    assert (told.compared, told.missing) == ("outlets", ("RU",))
    assert "maria-zakharova" not in {
        who.id for said in card(samples, met).statements for who in said.speakers
    }
    planned = encounters(samples, EncounterQuery(actors=("لافروف",), status="planned")).lines
    (other,) = [one for one in planned if any(who.name == "أسعد الشيباني" for who in one.participants)]
    assert "ماريا زاخاروفا" in {
        who.name for said in card(samples, other.id).statements for who in said.speakers
    }


def test_what_an_outlet_infers_is_told_by_the_outlet(samples: Connection) -> None:
    (fact,) = [
        one for one in narrated(samples, "facts", NarratedQuery(actor="روسيا")).lines if one.what == "infer"
    ]
    assert fact.teller.side is None
    assert fact.teller.organ.startswith("the outlet of 003")


def test_the_pledge_told_beside_the_ministers_is_a_commitment_of_their_meeting(samples: Connection) -> None:
    met = of(samples, "003", "meeting", "أبو قصرة")
    found = commitments(samples, CommitmentQuery(encounters=(met,), limit=None)).lines
    assert any("التزام الحكومة بتنفيذ جميع الاتفاقات" in one.what for one in found)
