"""How evenly parts of a collection keep workers at work: a hundred days, one of them fifty times the median.

python benchmarks/partitions.py PATH... [--median 60] [--json FILE]

The texts of the files named are laid on a hundred days. Each part that `parts_of` plans for so many workers is worked
off once, alone, and its CPU seconds are taken; then a schedule is reckoned in which whoever is free takes the next
part. The same is done for days as they are, a part each, and for reading, whose cost is the length of the text. Told
is, for each number of workers, for how much of the time the idlest one waits. Last comes what a code point costs that
a part looks at without owning it. It ends with exit code 1 where a worker waits for more than a fifth of the time, or
the parts together do not tell what the whole does.
"""

from __future__ import annotations

import argparse
import gc
import heapq
import json
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

import numpy as np

from mahdar.keeping.copying import AHEAD, wanted
from mahdar.keeping.partitioning import by_day
from mahdar.knowledge import load
from mahdar.linking.copies import (
    DAYS,
    CopyPair,
    CopyText,
    Part,
    SizedText,
    copies_of_part,
    find_copies,
    parts_of,
)
from mahdar.linking.copies.credits import CreditNames
from mahdar.model import Article
from mahdar.sources import articles_from

_PARTITIONS, _GREAT, _TIMES = 100, 40, 50
_WORKERS = (2, 4, 8, 16, 32)
_MOST_IDLE = 0.2
#: Articles of a day where it is reckoned how reading goes.
_READ = 300
#: Parts under way for each worker while partitions are read, as `mahdar.keeping` has it.
_READING_AHEAD = 2
_FIRST = date(2025, 1, 1)


def main() -> int:
    """Measure, reckon and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--median", type=int, default=60, metavar="N", help="articles of a day")
    parser.add_argument("--json", type=Path, metavar="FILE")
    args = parser.parse_args()
    incoming = (one for one in articles_from(args.paths) if isinstance(one, Article))
    texts = laid_out(islice(incoming, args.median * (_PARTITIONS - 1 + _TIMES)), args.median)
    names = CreditNames.of(load())
    find_copies(texts[:50])  # what is loaded once is loaded
    start = time.process_time()
    whole = find_copies(texts)
    figures: dict[str, Any] = {
        "articles": len(texts),
        "whole: CPU s": round(time.process_time() - start, 2),
    }
    sizes = [SizedText(text.doc_id, text.day, len(text.text)) for text in texts]
    same, costs = True, []
    for workers in _WORKERS:
        parts = parts_of(sizes, wanted(workers), DAYS)
        found, seconds = worked_off(texts, parts, names)
        same = same and found == whole
        costs += [(*shares(part, texts), taken) for part, taken in zip(parts, seconds, strict=True)]
        figures[f"copies, {workers} workers"] = {
            "parts": len(parts),
            "CPU s": round(sum(seconds), 2),
            "idlest": round(idlest(seconds, workers, AHEAD), 3),
        }
    days = [
        Part((day, ""), (day, "\U0010ffff")) for day in sorted({_FIRST.toordinal() + n for n in range(100)})
    ]
    _, seconds = worked_off(texts, days, names)
    figures["copies, a part a day"] = {str(n): round(idlest(seconds, n, AHEAD), 3) for n in _WORKERS}
    many = map(_article, laid_out(cycle(_article(text) for text in texts), _READ))
    lists = [float(sum(len(a.text) for a in some)) for _, some in by_day(many)]
    figures["reading"] = {str(n): round(idlest(lists, n, _READING_AHEAD), 3) for n in _WORKERS}
    figures["a code point looked at beside one owned"] = round(_beside(costs), 2)
    figures["same as the whole"] = same
    idle = [figures[f"copies, {n} workers"]["idlest"] for n in _WORKERS] + list(figures["reading"].values())
    figures["idlest of all"] = max(idle)
    print(json.dumps(figures, indent=1))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0 if same and max(idle) <= _MOST_IDLE else 1


def laid_out(articles: Iterable[Article], median: int) -> list[CopyText]:
    """The articles on a hundred days, one of which has fifty times as many as the others."""
    days = [day for day in range(_PARTITIONS) for _ in range(median * (_TIMES if day == _GREAT else 1))]
    return [
        CopyText(
            doc_id=f"{number:06}",
            text=one.text,
            outlet=one.outlet,
            day=(_FIRST + timedelta(day)).isoformat(),
        )
        for number, (one, day) in enumerate(zip(articles, days, strict=False))
    ]


def worked_off(
    texts: Sequence[CopyText], parts: Sequence[Part], names: CreditNames
) -> tuple[list[CopyPair], list[float]]:
    """What the parts tell together, and the CPU seconds of each."""
    found, seconds = [], []
    for part in parts:
        near = [text for text in texts if part.looks_at(text.day, DAYS)]
        # What is kept here of other parts lies in no worker, and its collector of garbage does not go through it.
        gc.collect()
        gc.freeze()
        start = time.process_time()
        found.append(copies_of_part(near, part, names))
        seconds.append(time.process_time() - start)
    return sorted(chain(*found), key=lambda pair: (pair.a, pair.b)), seconds


def shares(part: Part, texts: Sequence[CopyText]) -> tuple[int, int]:
    """Code points that a part owns, and that it looks at besides."""
    owned = sum(len(text.text) for text in texts if part.holds(text.day, text.doc_id))
    return owned, sum(len(text.text) for text in texts if part.looks_at(text.day, DAYS)) - owned


def idlest(costs: Iterable[float], workers: int, ahead: int) -> float:
    """Of the time until all is done, the share for which the idlest worker waits.

    The next part goes to who is free; outcomes are taken in order, and `ahead` parts at most are under way for
    each worker.
    """
    free = [(0.0, number) for number in range(workers)]
    busy = [0.0] * workers
    taken: list[float] = []
    for number, cost in enumerate(costs):
        room = taken[number - workers * ahead] if number >= workers * ahead else 0.0
        since, worker = free[0]
        end = max(since, room) + cost
        heapq.heapreplace(free, (end, worker))
        busy[worker] += cost
        taken.append(max(end, taken[-1] if taken else 0.0))
    return 1 - min(busy) / taken[-1]


def _beside(costs: Sequence[tuple[int, int, float]]) -> float:
    """What looking at a code point costs beside owning one, by least squares."""
    table = np.array(costs, float)
    (owned, looked_at), *_ = np.linalg.lstsq(table[:, :2], table[:, 2], rcond=None)
    return float(looked_at / owned)


def _article(text: CopyText) -> Article:
    return Article(doc_id=text.doc_id, text=text.text, published=text.day)


if __name__ == "__main__":
    sys.exit(main())
