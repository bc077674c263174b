"""Workers of a Ray cluster: one begun on this machine for the work alone, or one that exists.

Ray is imported here and nowhere else, and only when a cluster is asked for.
"""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

from mahdar.keeping.workers.interface import Lost, WorkersError

P = TypeVar("P")
R = TypeVar("R")

#: Articles of a part: half a second of work, beside which handing it over counts little.
AT_ONCE = 24
#: Parts under way for each processor: enough to keep all at work while a batch is stored, few enough for input of any
#: length.
_AHEAD = 6
#: How often Ray itself does a part again whose worker ended, before it is told as lost.
_AGAIN = 3
#: Seconds in which an address must answer.
_PATIENCE = 5.0
#: Seconds for which the number of processors counts as known; clusters grow and shrink.
_KNOWN = 5.0
#: Bytes that a cluster of this machine sets aside for parts and outcomes under way; what is more goes to the disk.
_OBJECTS = 512 * 2**20
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: Nobody listens there.
_NOWHERE = "http://127.0.0.1:9"
#: A cluster of this machine speaks to this machine alone. Ray counts no usage and shows no bar; its nodes have the
#: loopback address (what the third variable is for, whose name tells of other systems). The process of Ray's that asks
#: in which cloud it runs even where usage is not counted asks a proxy that is not there.
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_TQDM": "0",
    "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
    "RAY_DISABLE_IMPORT_WARNING": "1",
    "HTTP_PROXY": _NOWHERE,
    "http_proxy": None,
    "NO_PROXY": "127.0.0.1,localhost",
    "no_proxy": None,
}


class RayWorkers:
    """The processors of a Ray cluster. Use it in a `with`: the cluster is there from `begin` to `end`."""

    def __init__(self, address: str | None = None, jobs: int | None = None) -> None:
        """Tell which cluster.

        Args:
            address: of a cluster that exists (`host:port`, `ray://host:port`, `auto`); else one is begun here.
            jobs: processors of one that is begun here; else as many as the machine has.
        """
        self.at_once = AT_ONCE
        self._address, self._jobs = address, jobs
        self._ray: Any = None
        self._session: str | None = None
        self._counted: tuple[float, int] = (-_KNOWN, 0)

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def begin(self) -> None:
        """Begin the cluster, or find it.

        Raises:
            WorkersError: where Ray is not installed, or no cluster answers.
        """
        host, port = _parts_of(self._address) if self._address else (None, None)
        if host and port:
            _must_answer(host, port)
        with _environment(_QUIET if not self._address else {"RAY_USAGE_STATS_ENABLED": "0"}):
            self._ray = _ray()
            if host in _LOOPBACK and port:
                # Ray asks for this machine by its address in the network instead.
                _must_answer(self._ray.util.get_node_ip_address(), port)
            self._begin()

    def end(self) -> None:
        """End the cluster that was begun, or leave the one that was found as it is."""
        self._ray.shutdown()
        if self._session:
            shutil.rmtree(self._session, ignore_errors=True)

    @property
    def count(self) -> int:
        """How many processors the cluster has by now."""
        at, known = self._counted
        if time.monotonic() - at >= _KNOWN:
            known = max(1, int(self._ray.cluster_resources().get("CPU", 1)))
            self._counted = time.monotonic(), known
        return known

    def each(
        self, work: Callable[[P], R], parts: Iterable[P], ahead: int | None = None
    ) -> Iterator[R | Lost]:
        """What a function makes of each part, in the order of the parts; see `Workers.each`."""
        task = self._ray.remote(num_cpus=1, max_retries=_AGAIN)(_done)
        function = self._ray.put(work)
        under_way: deque[Any] = deque()
        try:
            for part in parts:
                under_way.append(task.remote(function, part))
                if len(under_way) >= self.count * (ahead or _AHEAD):
                    yield self._outcome(under_way.popleft())
            while under_way:
                yield self._outcome(under_way.popleft())
        finally:
            for left in under_way:
                with suppress(Exception):
                    self._ray.cancel(left)

    def _outcome(self, reference: Any) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(reference)
        except errors.RayTaskError as error:
            raise (error.cause or error) from error
        except (
            errors.WorkerCrashedError,
            errors.NodeDiedError,
            errors.OutOfMemoryError,
            errors.ObjectLostError,
        ) as error:
            return Lost(f"the process at work on it ended {_AGAIN + 1} times ({_first_line(error)})")
        except errors.RayError as error:
            raise WorkersError(
                f"the Ray cluster does not go on ({_first_line(error)}); the same command goes on where it stopped"
            ) from error

    def _begin(self) -> None:
        quiet = {"log_to_driver": False, "logging_level": "ERROR"}
        try:
            if self._address:
                self._ray.init(address=self._address, **quiet)
                return
            begun = self._ray.init(
                address="local",
                num_cpus=self._jobs or _processors(),
                include_dashboard=False,
                object_store_memory=_OBJECTS,
                _node_ip_address="127.0.0.1",
                **quiet,
            )
        except Exception as error:  # Ray tells failures to begin by many kinds of errors
            what = f"no Ray cluster answers at {self._address}" if self._address else "Ray does not begin"
            raise WorkersError(f"{what}: {_first_line(error)}") from error
        self._session = begun.address_info["session_dir"]


def _done(work: Callable[[P], R], part: P) -> R:
    return work(part)


def _ray() -> Any:
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise WorkersError("Ray is not installed: pip install 'mahdar[ray]'") from error


def _parts_of(address: str) -> tuple[str | None, int | None]:
    """Host and port of an address; None where Ray shall find the cluster.

    Raises:
        WorkersError: where it is no address.
    """
    if address == "auto":
        return None, None
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise WorkersError(
            f"{address}: not the address of a Ray cluster (host:port, ray://host:port or auto)"
        )
    return host, port


def _must_answer(host: str, port: int) -> None:
    """Ask an address before Ray does, which tries for minutes.

    Raises:
        WorkersError: where nobody answers.
    """
    try:
        socket.create_connection((host, port), _PATIENCE).close()
    except OSError as error:
        raise WorkersError(
            f"no Ray cluster answers at {host}:{port}: {error.strerror or error} (`ray start --head` begins one and "
            "tells its address)"
        ) from error


@contextmanager
def _environment(wanted: Mapping[str, str | None]) -> Iterator[None]:
    """The environment with some variables set and others not, for what is started meanwhile."""
    before = {name: os.environ.get(name) for name in wanted}
    _set(wanted)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
