"""Lanes: work for many hosts at once, for each host one piece after another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, Full, Queue
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

_A_MOMENT = 0.05


def in_lanes(
    jobs: Iterable[Job],
    host: Callable[[Job], str],
    work: Callable[[Job], Result],
    at_once: int,
) -> Iterator[Result]:
    """The results of the work on each job, as they come; of one host in the order of its jobs.

    At most `at_once` hosts are worked for at a time, and few results wait to be taken. When the caller takes no more,
    no further job is begun.

    Raises:
        Exception: what the work raised; no further job is begun then.
    """
    lanes: dict[str, list[Job]] = {}
    for job in jobs:
        lanes.setdefault(host(job), []).append(job)
    done: Queue[tuple[Result | None, BaseException | None]] = Queue(maxsize=2 * at_once)
    ended = threading.Event()

    def put(result: Result | None, error: BaseException | None) -> None:
        while not ended.is_set():
            try:
                done.put((result, error), timeout=_A_MOMENT)
                return
            except Full:
                continue

    def lane(some: list[Job]) -> None:
        try:
            for job in some:
                if ended.is_set():
                    return
                put(work(job), None)
        except BaseException as error:  # raised again where the results are taken
            put(None, error)

    with ThreadPoolExecutor(max_workers=at_once) as pool:
        under_way = [pool.submit(lane, some) for some in lanes.values()]
        try:
            while True:
                finished = all(one.done() for one in under_way)
                try:
                    result, error = done.get(timeout=0 if finished else _A_MOMENT)
                except Empty:
                    if finished:
                        return
                    continue
                if error is not None:
                    raise error
                yield result  # type: ignore[misc]  # no error, so it is a result
        finally:
            ended.set()
            for one in under_way:
                one.cancel()
