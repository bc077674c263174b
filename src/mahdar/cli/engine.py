"""Options that tell who does the work: processes of this machine, or a Ray cluster."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from mahdar.cli.ending import NOTHING_DONE

if TYPE_CHECKING:
    from mahdar.keeping.workers import Workers

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Engine:
    """Who does the work, as the user asked."""

    name: str
    address: str | None
    jobs: int | None

    @contextmanager
    def workers(self) -> Iterator[Workers]:
        """The workers, there until the end of the `with`.

        Raises:
            click.UsageError: where they cannot be had.
        """
        # Whoever asks for help, or works alone, imports no Ray.
        from mahdar.keeping.workers import Processes, WorkersError  # noqa: PLC0415
        from mahdar.keeping.workers.ray_cluster import RayWorkers  # noqa: PLC0415

        if self.name == "local":
            yield Processes(self.jobs or 1)
            return
        cluster = RayWorkers(self.address or os.environ.get("RAY_ADDRESS"), self.jobs)
        try:
            cluster.begin()
        except WorkersError as error:
            raise click.UsageError(str(error)) from error
        try:
            yield cluster
        finally:
            cluster.end()


_engine = click.option(
    "--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True,
    help="Who works: processes of this machine, or a Ray cluster (pip install 'mahdar[ray]'); the result is the same.",
)  # fmt: skip
_address = click.option(
    "--ray-address", "address", metavar="ADDRESS",
    help="A Ray cluster that exists (host:port, ray://host:port, auto); else RAY_ADDRESS, else one is begun here.",
)  # fmt: skip
_jobs = click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N",
    help="Processes that work; the result is the same for any number.  [default: 1; with --engine ray one for each "
    "processor]",
)  # fmt: skip


def with_engine(function: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options of the engine, as `engine`; workers that do not go on end it with the reason."""

    @functools.wraps(function)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        kwargs["engine"] = _asked(**{name: kwargs.pop(name) for name in ("engine", "address", "jobs")})  # type: ignore[arg-type]
        from mahdar.keeping.workers import WorkersError  # noqa: PLC0415

        try:
            return function(*args, **kwargs)
        except WorkersError as error:
            click.echo(f"mahdar: {error}", err=True)
            raise SystemExit(NOTHING_DONE) from error

    return _engine(_address(_jobs(told)))


def _asked(engine: str, address: str | None, jobs: int | None) -> Engine:
    if engine == "local" and address:
        raise click.UsageError("--ray-address is for --engine ray")
    if address and jobs:
        raise click.UsageError("--jobs is for this machine; a cluster that exists has the processors it has")
    return Engine(engine, address, jobs)
