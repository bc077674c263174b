"""Pinned scores: the figures below which a change may not fall."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from mahdar.evaluating.articles import Figures

#: Scores are rounded to one decimal; half of its last place is no fall.
TOLERANCE = 0.05


class MalformedPins(ValueError):
    """A file that holds no pins, or pins a score that is not measured."""


@dataclass(frozen=True, slots=True)
class Score:
    """One measured number, and the pin it must not fall below where there is one."""

    name: str
    value: float
    pin: float | None = None

    @property
    def fallen(self) -> bool:
        """Whether the score is below its pin by more than the tolerance."""
        # Sums of decimal fractions carry noise far below the tolerance: 70.1 - 0.05 must admit 70.05.
        return self.pin is not None and self.value < self.pin - TOLERANCE - 1e-9


def load_pins(path: Path) -> dict[str, float]:
    """Name of a score (`statement F1`) to its pin, from the `scores` of a JSON file.

    Raises:
        MalformedPins: where the file holds none.
        OSError: where it cannot be read.
    """
    try:
        scores = json.loads(path.read_text(encoding="utf-8"))["scores"]
        return {str(name): float(pin) for name, pin in scores.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MalformedPins(f'{path}: no pins of the form {{"scores": {{"statement F1": 70.0}}}}') from error


def pinned(figures: Figures, pins: dict[str, float]) -> list[Score]:
    """The numbers among the figures in their order, each beside its pin; counts in words have no place here.

    Raises:
        MalformedPins: where a pin names a score that is not among them: a misspelt pin would guard nothing.
    """
    numbers: dict[str, float] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            numbers |= {f"{name} {part}": number for part, number in value.items()}
        elif isinstance(value, int | float):
            numbers[name] = value
    if unknown := sorted(pins.keys() - numbers.keys()):
        raise MalformedPins(f"pins of scores that are not measured: {', '.join(unknown)}")
    return [Score(name, value, pins.get(name)) for name, value in numbers.items()]
