"""A Ray cluster for tests, and its workers killed one by one."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

from benchmarks.cluster import below

from mahdar.model import Article
from mahdar.sources import articles_from

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def many_articles(number: int) -> list[Article]:
    """So many different articles, made of the invented ones of `examples/`, over three months and without a day."""
    told = [a for a in articles_from([EXAMPLES], "2026-02-01") if isinstance(a, Article)]
    made = []
    for n in range(number):
        one = told[n % len(told)]
        day = None if n % 13 == 0 else f"2025-{n % 3 + 9:02}-{n * 7 % 28 + 1:02}"
        made.append(
            Article(
                doc_id=f"{one.doc_id}-{n}",
                text=f"{one.text}\n\nنشر هذا الخبر في العدد {n} من الصحيفة.",
                outlet=("النهار", "الرأي", "الصباح")[n % 3],
                published=day,
                collected=None if n % 26 == 0 else "2026-02-01",
            )
        )
    return made


class Killer:
    """Kills workers of the clusters that this process began, at moments that chance chose before."""

    def __init__(self, kills: int, moments: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.moments = set(self.chance.sample(range(moments), kills))
        self.killed: list[int] = []
        self.now = self.due = 0

    def __call__(self, done: int) -> None:
        """A moment has come (what `stepped` of long work is told is how many articles are done)."""
        self.due += self.now in self.moments
        self.now += 1
        # Where nobody is at work just now, the next moment will do.
        if len(self.killed) < self.due and (alive := sorted(busy_workers())):
            chosen = self.chance.choice(alive)
            os.kill(chosen, signal.SIGKILL)
            self.killed.append(chosen)


def busy_workers(patience: float = 0.5) -> list[int]:
    """Processes at work on a part, of the clusters that this process began; waits a moment for one."""
    end = time.monotonic() + patience
    while True:
        found = [pid for pid, words in below(os.getpid()) if words.startswith("ray::_done")]
        if found or time.monotonic() > end:
            return found
        time.sleep(0.02)
