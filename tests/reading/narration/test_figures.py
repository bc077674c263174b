"""Figures: quantities with unit, thing, direction, period and speaker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.reading.narration import find_figures, to_figure
from tests.reading.narration.reading import cases, named, read
from tests.shared import SHARED

CASES = cases("figure_cases.yml")


def figures_of(text, published=None):
    ground, cast = read(text, published)
    found = find_figures(ground)
    return [to_figure(ground.page, f, f"n{n}", named(cast)) for n, f in enumerate(found, 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_figures_are_told(case):
    figures = figures_of(case["text"], case.get("published"))
    assert [f.quantity for f in figures] == [w["quantity"] for w in case["figures"]]
    for figure, wanted in zip(figures, case["figures"], strict=True):
        for field in ("unit", "of", "direction", "period", "speaker"):
            if field in wanted:
                assert getattr(figure, field) == wanted[field]
        assert [wanted["doubt"] in d.words for d in figure.doubt] == [True] if "doubt" in wanted else True


def test_exact_figure_bears_no_doubt():
    [figure] = figures_of("عاد 400 ألف لاجئ.")
    assert figure.doubt == ()


def test_span_reaches_from_the_verb_to_the_period():
    [figure] = figures_of(
        "وقال إن علاقات البلدين تتطور حيث زاد حجم التبادل 7 بالمئة خلال العام الماضي بينهما."
    )
    assert figure.span.exact == "زاد حجم التبادل 7 بالمئة خلال العام الماضي"


@pytest.mark.shared
def test_growth_of_trade_in_the_first_sample_is_putin_s():
    paths = sorted((SHARED / "samples").glob("000_*.txt"))
    if not paths:
        pytest.skip("the samples are not here")
    [figure] = figures_of(paths[0].read_text(encoding="utf-8"))
    assert (figure.quantity, figure.unit, figure.direction) == ("7", "%", "up")
    assert "بوتين" in figure.speaker


@given(st.text(alphabet="زاد حجم 7٪0.،5-+ مليون دولار من إلى\n$", max_size=200))
def test_any_text_is_read(text):
    for figure in figures_of(text):
        assert figure.span.holds_in(text)
