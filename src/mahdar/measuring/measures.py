"""What was measured: seconds of a task beside those of its peer, on which machine, and how they grow with the size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Task = Literal["reading", "adding", "linking", "querying", "copying"]
TASKS: tuple[Task, ...] = ("reading", "adding", "linking", "querying", "copying")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One task at one size.

    Attributes:
        task: what was done.
        articles: how many articles it was done with or over.
        seconds: CPU seconds it took.
        peer: what it is held against, in words.
        peer_seconds: CPU seconds of the peer for the same articles, in the same run.
        estimated: the peer's seconds are counted up from a sample.
        words: words of the articles.
        megabytes: size of the record on disk, for copying.
        peak_megabytes: the most memory that the process had taken by then; None where the system does not tell.
    """

    task: Task
    articles: int
    seconds: float
    peer: str
    peer_seconds: float
    estimated: bool = False
    words: int = 0
    megabytes: float | None = None
    peak_megabytes: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the peer's seconds it took; infinite where the peer's are too few to tell."""
        return self.seconds / self.peer_seconds if self.peer_seconds else math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A measurement: the machine it was made on, in words by name, and every measure, by task and size."""

    machine: dict[str, str]
    measures: tuple[Measure, ...]

    def of(self, task: str) -> tuple[Measure, ...]:
        """The measures of one task, the smallest size first."""
        found = (measure for measure in self.measures if measure.task == task)
        return tuple(sorted(found, key=lambda measure: measure.articles))

    def as_json(self) -> dict[str, object]:
        """Plain values for a JSON file: the machine, the measures with their ratios, and the growth of each task."""
        return {
            "machine": self.machine,
            "measures": [
                {
                    "task": m.task, "articles": m.articles, "words": m.words, "cpu_seconds": round(m.seconds, 4),
                    "peer": m.peer, "peer_cpu_seconds": round(m.peer_seconds, 4), "peer_estimated": m.estimated,
                    "ratio": round(m.ratio, 3) if math.isfinite(m.ratio) else None,
                    "record_megabytes": m.megabytes, "peak_megabytes": m.peak_megabytes,
                }
                for m in self.measures
            ],
            "growth": {task: growth_of(self.of(task)) for task in TASKS},
        }  # fmt: skip


def growth_of(measures: Sequence[Measure]) -> float | None:
    """The power of the number of articles by which the seconds grow: 1 is linear, 2 quadratic; least squares of logs.

    None where fewer than two sizes took a time.
    """
    points = [(math.log(m.articles), math.log(m.seconds)) for m in measures if m.articles and m.seconds > 0]
    if len({x for x, _ in points}) < 2:
        return None
    mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
    across = sum((x - mean_x) ** 2 for x, _ in points)
    power: float = sum((x - mean_x) * (y - mean_y) for x, y in points) / across
    return round(power, 3)
