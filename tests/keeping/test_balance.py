"""Work is cut so that nobody waits long: a hundred days, one of them fifty times the others."""

import heapq
import random
from datetime import date, timedelta

import pytest

from mahdar.keeping.copying import AHEAD, wanted
from mahdar.keeping.partitioning import by_day
from mahdar.linking.copies import DAYS, SizedText, parts_of
from mahdar.model import Article

FIRST = date(2025, 1, 1)
WORKERS = [2, 3, 4, 8, 16, 32]
READING_AHEAD = 2


def days_with_one_great(median: int, seed: int) -> list[str]:
    """The day of each article; most days have about the median, one fifty times as many."""
    chance = random.Random(seed)
    numbers = [chance.randint(median // 2, median * 3 // 2) for _ in range(100)]
    numbers[chance.randrange(100)] = 50 * median
    return [(FIRST + timedelta(day)).isoformat() for day, number in enumerate(numbers) for _ in range(number)]


def idlest(costs: list[float], workers: int, ahead: int) -> float:
    """Of the time until all is done, the share for which the idlest worker waits.

    The next part goes to who is free; outcomes are taken in order, and `ahead` parts at most are under way for
    each worker.
    """
    free = [(0.0, number) for number in range(workers)]
    busy, taken = [0.0] * workers, [0.0]
    for number, cost in enumerate(costs):
        room = taken[max(0, number + 1 - workers * ahead)]
        since, worker = free[0]
        end = max(since, room) + cost
        heapq.heapreplace(free, (end, worker))
        busy[worker] += cost
        taken.append(max(end, taken[-1]))
    return 1 - min(busy) / taken[-1]


@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("seed", range(3))
def test_no_worker_waits_for_a_fifth_of_the_time_while_copies_are_looked_for(workers: int, seed: int) -> None:
    chance = random.Random(seed)
    texts = [
        SizedText(f"{n:06}", day, chance.randint(200, 6000))
        for n, day in enumerate(days_with_one_great(60, seed))
    ]
    parts = parts_of(texts, wanted(workers), DAYS)
    assert idlest([part.cost for part in parts], workers, AHEAD) < 0.2


def test_a_part_for_each_day_would_keep_workers_waiting() -> None:
    days = days_with_one_great(60, 0)
    costs = sorted((float(days.count(day)) for day in set(days)), reverse=True)
    assert idlest(costs, 8, AHEAD) > 0.2


@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("seed", range(3))
def test_no_worker_waits_for_a_fifth_of_the_time_while_partitions_are_read(workers: int, seed: int) -> None:
    chance = random.Random(seed)
    texts = ["x" * chance.randint(200, 6000) for _ in range(1000)]
    days = days_with_one_great(300, seed)
    articles = (
        Article(doc_id=str(n), text=texts[n % len(texts)], published=day) for n, day in enumerate(days)
    )
    costs = [float(sum(len(one.text) for one in some)) for _, some in by_day(articles)]
    assert idlest(costs, workers, READING_AHEAD) < 0.2


def test_who_works_alone_looks_at_everything_once() -> None:
    texts = [SizedText(str(n), day, 1000) for n, day in enumerate(days_with_one_great(5, 0))]
    assert len(parts_of(texts, wanted(1), DAYS)) == 1
