"""What the commands that fetch share: clocks, a visitor, and an end that loses nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from mahdar.sources.fetching.manners import Manners, Time
from mahdar.sources.fetching.memory import Memory
from mahdar.sources.fetching.visiting import Visitor, exchange_over_the_net


def clock() -> Time:
    """The clocks of this machine."""
    return Time()


def visitor(
    time: Time,
    pause: float,
    contact: str | None,
    *,
    private: bool,
    memory: Memory | None = None,
) -> Visitor:
    """What asks addresses of the net, with what earlier runs knew of hosts."""
    rests, robots = (memory.rests(), memory.robots()) if memory else ([], [])
    exchange = exchange_over_the_net(time, private=private)
    return Visitor(exchange, Manners(pause, time, rests), time, contact=contact, robots=robots)


@contextmanager
def ending_cleanly(time: Time) -> Iterator[None]:
    """Have SIGINT and SIGTERM end the run when what was fetched is stored; a second one ends it at once."""

    def end(number: int, frame: FrameType | None) -> None:
        if time.stop.is_set():
            raise KeyboardInterrupt
        time.stop.set()
        click.echo("mahdar: ending; what was fetched is stored first (once more to end at once)", err=True)

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
