"""A measurement holds every task at every size beside its peer; nothing is said here of how long anything takes."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.knowledge import load
from mahdar.measuring import TASKS, Measure, Report, drawing_of, grown, growth_of, measured
from mahdar.model import Article
from tests.cli.running import run

SVG = "{http://www.w3.org/2000/svg}"
ARTICLES = [
    Article(
        doc_id=f"m-{n}",
        text=f"لقاء في مسقط\n\nالتقى وزير الخارجية العماني {name} في مسقط وبحثا التعاون في الملف {n}.",
        outlet="الميزان",
        url=f"https://example.org/{n}",
        published=f"2015-03-{n + 1:02}",
    )
    for n, name in enumerate(("نظيره الأردني", "السفير التونسي", "نظيره المغربي"))
]


@pytest.fixture(scope="module")
def report() -> Iterator[Report]:
    yield measured(ARTICLES, [3, 6], load())


def test_every_task_is_measured_at_every_size(report: Report) -> None:
    assert [(m.task, m.articles) for m in report.measures] == [(t, n) for t in TASKS for n in (3, 6)]


def test_every_measure_names_its_peer(report: Report) -> None:
    assert all(m.peer and m.peer_seconds >= 0 and m.seconds >= 0 for m in report.measures)


def test_machine_is_described(report: Report) -> None:
    assert {"cores", "python", "sqlite", "mahdar"} <= set(report.machine)


def test_record_on_disk_has_a_size(report: Report) -> None:
    assert all(m.megabytes for m in report.of("copying"))


def test_report_is_plain_json_with_ratios_and_growth(report: Report) -> None:
    told = json.loads(json.dumps(report.as_json(), allow_nan=False))
    assert set(told) == {"machine", "measures", "growth"}
    assert set(told["growth"]) == set(TASKS)
    assert {"task", "articles", "cpu_seconds", "peer", "peer_cpu_seconds", "ratio"} <= set(
        told["measures"][0]
    )


def test_drawing_has_a_panel_with_both_curves_for_every_task(report: Report) -> None:
    root = ElementTree.fromstring(drawing_of(report))
    panels = root.findall(f"{SVG}g")
    assert len(panels) == len(TASKS)
    assert all(
        {line.get("class") for line in panel.findall(f"{SVG}polyline")} == {"ours", "peer"}
        for panel in panels
    )


def test_drawing_is_readable_in_the_dark(report: Report) -> None:
    assert "prefers-color-scheme: dark" in drawing_of(report)


def test_drawing_of_nothing_measured_parses() -> None:
    ElementTree.fromstring(drawing_of(Report(machine={}, measures=())))


def test_names_with_marks_do_not_break_the_drawing() -> None:
    strange = Measure(task="reading", articles=2, seconds=1.0, peer="<a & b>", peer_seconds=0.5)
    ElementTree.fromstring(drawing_of(Report(machine={"processor": "<&>"}, measures=(strange,))))


def test_growth_of_linear_work_is_one() -> None:
    assert growth_of([_took(n, n / 10) for n in (100, 300, 1000)]) == 1.0


def test_growth_of_quadratic_work_is_two() -> None:
    assert growth_of([_took(n, n * n / 10) for n in (100, 300, 1000)]) == 2.0


def test_growth_of_one_size_is_not_told() -> None:
    assert growth_of([_took(100, 1.0)]) is None


def test_ratio_to_a_peer_that_took_no_time_is_no_number_in_json() -> None:
    measure = Measure(task="copying", articles=1, seconds=1.0, peer="x", peer_seconds=0.0)
    told = Report(machine={}, measures=(measure,)).as_json()
    assert told["measures"][0]["ratio"] is None  # type: ignore[index]


@given(st.integers(0, 40))
def test_as_many_articles_as_wanted_none_twice(count: int) -> None:
    made = grown(ARTICLES, count)
    assert len(made) == count
    assert len({article.doc_id for article in made}) == len({article.text for article in made}) == count


def test_articles_told_again_are_four_weeks_later() -> None:
    assert grown(ARTICLES, 4)[3].published == "2015-03-29"


def test_no_articles_cannot_grow() -> None:
    with pytest.raises(ValueError, match="no articles"):
        grown([], 3)


def test_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="one or more"):
        measured(ARTICLES, [0], load())


def test_command_writes_figures_and_picture(tmp_path: Path) -> None:
    figures, picture = tmp_path / "bench.json", tmp_path / "bench.svg"
    result = run("bench", "--sizes", "2,4", "--json", figures, "--svg", picture)
    assert result.exit_code == 0
    assert all(task in result.output for task in TASKS)
    assert len(json.loads(figures.read_text("utf-8"))["measures"]) == 2 * len(TASKS)
    ElementTree.parse(picture)


@pytest.mark.parametrize("sizes", ["0", "x", "", "3,,4"])
def test_sizes_that_are_no_numbers_are_a_usage_error(sizes: str) -> None:
    assert run("bench", "--sizes", sizes).exit_code == 2


def test_folder_without_articles_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    result = run("bench", "--articles", tmp_path, "--sizes", "2")
    assert result.exit_code == 2
    assert "no articles" in result.output


def _took(articles: int, seconds: float) -> Measure:
    return Measure(task="reading", articles=articles, seconds=seconds, peer="x", peer_seconds=1.0)
