"""Scores of merged encounters on the gold groups, and what must come out of the five samples."""

import json

import pytest

from mahdar.evaluating import load
from mahdar.evaluating.merged import score_merged
from mahdar.evaluating.running import gold_articles
from mahdar.keeping.linking_articles import link_articles
from mahdar.keeping.readers import house_reader
from mahdar.model import MergedEncounter, to_json
from mahdar.record.identity import article_id
from mahdar.record.stable import with_stable_ids
from mahdar.sources import articles_from
from tests.shared import SHARED

GOLD = SHARED / "gold" / "dev.jsonl"
GROUPS = SHARED / "gold" / "encounters.json"
SAMPLES = SHARED / "samples"


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not GROUPS.exists(), reason=f"no gold groups at {GROUPS}")
def test_scores_of_merged_encounters_do_not_fall() -> None:
    gold = load(GOLD)
    articles = list(gold_articles(gold))
    reader = house_reader()
    records = {
        article.doc_id: json.loads(to_json(with_stable_ids(made, article_id(article))))
        for article, made in reader.read(articles)
        if not isinstance(made, str)
    }
    clusters = [json.loads(to_json(one)) for one in link_articles(articles, reader).encounters]
    lines = score_merged(gold, json.loads(GROUPS.read_text("utf-8")), records, clusters)
    twice = [float(word) for word in lines[2].split() if word.replace(".", "").isdigit()]
    pairs = [float(word) for word in lines[3].split() if word.replace(".", "").isdigit()]
    assert twice[-1] >= 80.0
    assert pairs[0] >= 95.0
    assert pairs[-1] >= 81.0
    figures = dict(
        zip(("exact", "of", "compatible", "silent", "wrong", "ungrounded"), _numbers(lines[4]), strict=True)
    )
    given = figures["exact"] + figures["compatible"] + figures["wrong"] + figures["ungrounded"]
    assert (figures["wrong"] + figures["ungrounded"]) / given <= 0.05


def _numbers(line: str) -> list[int]:
    return [int(word) for word in line.replace(",", " ").replace(";", " ").split() if word.isdigit()]


@pytest.fixture(scope="module")
def samples() -> list[MergedEncounter]:
    articles = [a for a in articles_from([SAMPLES], "2026-02-15") if not hasattr(a, "reason")]
    return list(link_articles(articles, house_reader()).encounters)  # type: ignore[arg-type]


def told_by(samples: list[MergedEncounter], kind: str, *prefixes: str) -> list[MergedEncounter]:
    """The encounters of a kind that are told by exactly the articles whose names begin so."""
    return [
        one
        for one in samples
        if one.kind == kind and sorted(doc[:3] for doc, _ in one.reports) == sorted(prefixes)
    ]


needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason=f"no samples at {SAMPLES}")


@pytest.mark.shared
@needs_samples
def test_two_articles_tell_one_meeting_and_one_dates_the_other(samples: list[MergedEncounter]) -> None:
    (met,) = told_by(samples, "meeting", "000", "001")
    assert met.date == "2023-03-15"
    assert {p.id for p in met.participants} == {"bashar-al-assad", "vladimir-putin"}
    assert met.place == "الكرملين"
    assert any(reason.startswith("001") for reason in met.date_basis)
    (visit,) = told_by(samples, "visit", "000", "001")
    assert met.part_of == visit.id


@pytest.mark.shared
@needs_samples
def test_visit_told_twice_is_one_with_its_year_by_tenure_and_collection(
    samples: list[MergedEncounter],
) -> None:
    (visit,) = told_by(samples, "visit", "002", "003")
    assert visit.date == "2025-10-15"
    basis = " ".join(visit.date_basis)
    assert "2025-01-29" in basis
    assert "2026-02-15" in basis
    assert any("أكتوبر المقبل" in (c.reason or "") for c in visit.conflicts)


@pytest.mark.shared
@needs_samples
def test_second_visit_is_dated_by_the_first(samples: list[MergedEncounter]) -> None:
    (visit,) = told_by(samples, "visit", "002")
    assert visit.earliest is not None
    assert visit.latest is not None
    assert "2026-01-20" <= visit.earliest <= "2026-01-30" <= visit.latest <= "2026-02-15"
    assert any("about 2026-01-30" in reason for reason in visit.date_basis)


@pytest.mark.shared
@needs_samples
def test_ministers_were_received_on_a_tuesday_after_that_october(samples: list[MergedEncounter]) -> None:
    (met,) = [one for one in told_by(samples, "meeting", "003") if one.status == "held"]
    assert met.earliest == "2025-11-04"
    assert any("«الثلاثاء»" in reason for reason in met.date_basis)
    assert met.date is None


@pytest.mark.shared
@needs_samples
def test_undated_meeting_stays_open_with_both_visits_as_candidates(samples: list[MergedEncounter]) -> None:
    (met,) = told_by(samples, "meeting", "004")
    assert met.date is None
    assert met.earliest == "2025-01-29"
    may_be = {(c.doc_id[:3], c.encounter) for c in met.candidates}
    days = {one.earliest for one in samples for key in one.reports if (key[0][:3], key[1]) in may_be}
    assert "2025-10-15" in days
    assert any(day and day.startswith("2026-01") for day in days)
