"""A Ray cluster on this machine: two workers against one, and a run in which workers are killed at random.

python benchmarks/cluster.py PATH... [--articles 30000] [--runs one two killed] [--kills 10] [--seed 1] [--json FILE]

The articles are added to three records: on one worker, on two, and on two of which one after the other is killed at
moments that chance chose. Told are seconds by the clock for reading and storing, and for linking after it; CPU seconds
of the workers, of this process and of Ray; what a worker takes in memory; and whether the three records export the same
bytes. On a machine that others use the clock tells little: beside its ratio stands the one that two processors of one's
own would give, reckoned from the CPU seconds. It ends with exit code 1 where bytes differ, or where fewer workers were
killed than asked for.

With `--runs` only some of them are done, and `--json` puts them beside those that the file holds already of the same
number of articles, so that each may have its own quiet hour.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

from mahdar.keeping.adding import BATCH, add_unlinked
from mahdar.keeping.linking import keep_linked
from mahdar.keeping.readers import house_reader
from mahdar.keeping.workers.ray_cluster import RayWorkers
from mahdar.model import Article, to_json
from mahdar.record.links import merged_encounters
from mahdar.record.passages import passages
from mahdar.record.reading_back import current_records_of
from mahdar.record.store import Store, begin_record
from mahdar.sources import articles_from

_WORKER = "ray::_done"
_RUNS = ("one", "two", "killed")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--articles", type=int, default=30_000, metavar="N")
    parser.add_argument("--runs", nargs="+", choices=_RUNS, default=list(_RUNS))
    parser.add_argument("--kills", type=int, default=10, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE")
    args = parser.parse_args()
    incoming = (one for one in articles_from(args.paths) if isinstance(one, Article))
    articles = list(islice(incoming, args.articles))
    runs = _runs_in(args.json, len(articles))
    with tempfile.TemporaryDirectory() as folder:
        for name in args.runs:
            killer = Killer(args.kills, len(articles), random.Random(args.seed))
            stepped, jobs = (killer, 2) if name == "killed" else (Watched(), 1 if name == "one" else 2)
            load = _load()
            # So small that there are moments enough at which to kill.
            batch = (
                max(1, min(BATCH, len(articles) // (4 * max(1, args.kills)))) if name == "killed" else BATCH
            )
            runs[name] = one_run(Path(folder) / f"{name}.db", articles, jobs, stepped, batch) | {"load": load}
            print(name, runs[name], flush=True)
    figures = {"articles": len(articles), "processors": os.cpu_count(), **compared(runs)}
    print(json.dumps(figures, indent=1))
    if args.json:
        args.json.write_text(json.dumps(figures | {"runs": runs}, indent=1) + "\n", encoding="utf-8")
    survived = "killed" not in args.runs or runs["killed"]["killed"] == args.kills
    return 0 if figures["same bytes"] and survived else 1


def compared(runs: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Two workers against one, and whether all runs export the same bytes."""
    figures: dict[str, Any] = {"same bytes": len({run["exported"] for run in runs.values()}) == 1}
    if not {"one", "two"} <= runs.keys():
        return figures
    one, two = runs["one"], runs["two"]
    linked = [run["read and stored, s"] + run["linked, s"] for run in (one, two)]
    return figures | {
        "two against one": round(one["read and stored, s"] / two["read and stored, s"], 2),
        "two against one, with linking": round(linked[0] / linked[1], 2),
        "two against one, reckoned for two processors of one's own": round(
            reckoned(one, 1) / reckoned(two, 2), 2
        ),
    }


def _runs_in(file: Path | None, articles: int) -> dict[str, dict[str, Any]]:
    """The runs that a file holds already."""
    held = json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else {}
    return dict(held["runs"]) if held.get("articles") == articles else {}


def one_run(place: Path, articles: list[Article], jobs: int, stepped: Watched, batch: int) -> dict[str, Any]:
    """Add the articles to a new record on so many workers, so many in a transaction; what it took."""
    with RayWorkers(jobs=jobs) as workers, begin_record(place) as store:
        reader = house_reader(workers=workers)
        begun = cpu_seconds()
        start, own = time.perf_counter(), time.process_time()
        add_unlinked(store, articles, reader, stepped=stepped, batch=batch)
        read, own = time.perf_counter(), time.process_time() - own
        cpu = {who: seconds - begun[who] for who, seconds in cpu_seconds().items()}
        keep_linked(store, reader.knowledge, workers)
        return {
            "read and stored, s": round(read - start, 1),
            "linked, s": round(time.perf_counter() - read, 1),
            "CPU of workers, s": round(cpu["workers"], 1),
            "CPU of this process, s": round(own, 1),
            "CPU of Ray, s": round(cpu["Ray"], 1),
            "articles a second": round(len(articles) / (read - start), 1),
            "largest worker while reading, MB": round(stepped.largest),
            "and of Ray's shared memory, MB": round(stepped.shared),
            "killed": len(stepped.killed),
            "exported": _exported(store),
        }


class Watched:
    """Told how many articles are done: looks at the workers' memory."""

    def __init__(self) -> None:
        self.largest = self.shared = 0.0
        self.killed: list[int] = []

    def __call__(self, done: int) -> None:
        """A batch is done."""
        for pid in busy_workers():
            own, shared = _megabytes(pid)
            self.largest, self.shared = max(self.largest, own), max(self.shared, shared)


class Killer(Watched):
    """Told how many articles are done: kills a worker at moments that chance chose."""

    def __init__(self, kills: int, articles: int, chance: random.Random) -> None:
        super().__init__()
        # Not at the end, when nobody is at work any more.
        self._moments = sorted(chance.sample(range(articles * 9 // 10), kills))
        self._chance = chance

    def __call__(self, done: int) -> None:
        """A batch is done."""
        super().__call__(done)
        while len(self.killed) < len(self._moments) and self._moments[len(self.killed)] < done:
            alive = sorted(set(busy_workers()) - set(self.killed))
            if not alive:
                return
            chosen = self._chance.choice(alive)
            os.kill(chosen, signal.SIGKILL)
            self.killed.append(chosen)


def reckoned(run: dict[str, Any], workers: int) -> float:
    """Seconds that a run would take on two processors of its own, all its processes having each what they used."""
    of_workers, own, of_ray = (run[f"CPU of {who}, s"] for who in ("workers", "this process", "Ray"))
    return max(of_workers / workers, own, (of_workers + own + of_ray) / 2)


def cpu_seconds() -> dict[str, float]:
    """CPU seconds of the cluster that this process began: of its workers, and of all else in it."""
    seconds = {"workers": 0.0, "Ray": 0.0}
    for pid, words in below(os.getpid()):
        try:
            values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        who = "workers" if words.startswith((_WORKER, "ray::IDLE")) else "Ray"
        seconds[who] += (int(values[11]) + int(values[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def busy_workers() -> Iterator[int]:
    """Workers at work, of the cluster that this process began."""
    yield from (pid for pid, words in below(os.getpid()) if words.startswith(_WORKER))


def below(root: int) -> Iterator[tuple[int, str]]:
    """Each process that one began or that these began, with the words it was called with."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended
            continue
        children.setdefault(parent, []).append(int(folder.name))
    waiting = list(children.get(root, ()))
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, ())
        try:
            yield pid, Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except OSError:
            continue


def _megabytes(pid: int) -> tuple[float, float]:
    """What a process has in memory of its own, and of what Ray's processes share with one another."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    held = {words[0]: int(words[1]) / 1000 for words in map(str.split, lines) if words[0].startswith("Rss")}
    return held.get("RssAnon:", 0.0) + held.get("RssFile:", 0.0), held.get("RssShmem:", 0.0)


def _exported(store: Store) -> str:
    """Digest of all records, passages and encounters as they are exported."""
    digest = hashlib.sha256()
    with store.reading() as connection:
        for one in chain(current_records_of(connection), passages(connection), merged_encounters(connection)):
            digest.update(to_json(one).encode() + b"\n")
    return digest.hexdigest()


def _load() -> float:
    """How many processes want a processor beside this one."""
    return round(os.getloadavg()[0], 1)


if __name__ == "__main__":
    sys.exit(main())
