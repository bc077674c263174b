"""Pins guard scores."""

from pathlib import Path

import pytest

from mahdar.evaluating import MalformedPins, load_pins, pinned

FIGURES = {"articles": 2, "statement": {"P": 88.0, "R": 48.0, "F1": 62.1}, "via": 70.0, "dates wrong": "1/2"}


def fallen(pins: dict[str, float]) -> list[str]:
    return [score.name for score in pinned(FIGURES, pins) if score.fallen]


def test_score_below_its_pin_has_fallen() -> None:
    assert fallen({"statement F1": 62.2, "statement P": 88.0, "via": 69.0}) == ["statement F1"]


def test_half_of_the_last_place_is_no_fall() -> None:
    assert fallen({"statement F1": 62.15, "via": 70.05}) == []


def test_pin_of_a_score_that_is_not_measured_is_refused() -> None:
    with pytest.raises(MalformedPins, match="statment F1"):
        pinned(FIGURES, {"statment F1": 62.0})


def test_counts_in_words_are_no_scores() -> None:
    assert "dates wrong" not in [score.name for score in pinned(FIGURES, {})]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"scores": {"statement F1": "high"}}', '{"scores": []}'])
def test_file_without_pins_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pins.json"
    path.write_text(text)
    with pytest.raises(MalformedPins):
        load_pins(path)


def test_pins_of_the_project_can_be_read() -> None:
    load_pins(Path(__file__).resolve().parents[2] / "quality" / "pins.json")
