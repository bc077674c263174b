"""What the five sample articles must give: the lines on encounters that one article alone can tell."""

from dataclasses import dataclass

import pytest

from mahdar.knowledge import load
from mahdar.model import Article, Encounter
from mahdar.reading import read_article
from tests.shared import SHARED

SAMPLES = SHARED / "samples"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.exists(), reason="the sample articles are not beside the project"),
]
MEETING, VISIT = "meeting", "visit"


@dataclass(frozen=True)
class Told:
    """The encounters of one sample, and names by identifier."""

    encounters: tuple[Encounter, ...]
    names: dict[str, str]

    def of(self, kind: str, *parties: str) -> list[Encounter]:
        return [
            e
            for e in self.encounters
            if e.kind == kind and all(any(p in self.names[i] for i in e.participants) for p in parties)
        ]


def sample(number: str) -> Told:
    path = next(SAMPLES.glob(f"{number}_*.txt"))
    record = read_article(
        Article(doc_id=number, text=path.read_text("utf-8"), collected="2026-02-15"), load()
    )
    return Told(record.encounters, {a.id: a.name for a in record.actors})


def test_one_meeting_in_the_kremlin_within_a_visit_and_two_beside_it():
    told = sample("000")
    (meeting,), (visit,) = told.of(MEETING, "بوتين", "الأسد"), told.of(VISIT, "الأسد")
    assert (meeting.place, meeting.country, meeting.part_of) == ("الكرملين", "RU", visit.id)
    assert meeting.delegation_open
    assert len(told.of(MEETING, "المقداد", "لافروف")) == len(told.of(MEETING, "علي عباس", "شويجو")) == 1
    assert len(told.encounters) == 4


def test_meeting_of_today_in_the_kremlin_is_dated_by_the_line_of_publication():
    told = sample("001")
    (meeting,), (visit,) = told.of(MEETING, "بوتين", "الأسد"), told.of(VISIT, "الأسد")
    assert (meeting.place, meeting.date, meeting.part_of) == ("الكرملين", "2023-03-15", visit.id)


def test_second_visit_its_delegation_and_the_visit_before():
    told = sample("002")
    now, before = told.of(VISIT, "الشرع")
    assert now.ordinal.endswith("ثلاثة أشهر ونصف")
    assert list(now.roles.values()).count("delegation") == 3
    assert now.delegation_open
    assert (before.date, before.country) == ("2025-10-15", "RU")
    first, preliminary, earlier = sorted(told.of(MEETING, "الشرع", "بوتين"), key=lambda e: e.evidence.start)
    assert (first.status, first.part_of, preliminary.part_of) == ("held", now.id, now.id)
    assert preliminary.format == "preliminary"
    assert (earlier.place, earlier.date, earlier.part_of) == ("الكرملين", "2025-10-15", before.id)


def test_ministers_received_planned_talks_and_a_visit_past():
    told = sample("003")
    (received,) = told.of(MEETING, "بوتين", "الشيباني", "أبو قصرة")
    assert "الثلاثاء" in " ".join(received.date_basis)
    (talks,) = told.of(MEETING, "لافروف", "الشيباني")
    assert talks.status == "planned"
    (visit,) = told.of(VISIT, "الشرع")
    assert (visit.status, visit.date) == ("held", "2025-10")
    assert len(told.encounters) == 3


def test_official_session_after_the_day_he_took_office_and_no_more():
    (session,) = sample("004").encounters
    assert (session.level, session.place, session.date) == ("official", "الكرملين", None)
    assert session.earliest == "2025-01-29"
