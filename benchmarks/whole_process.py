"""What a command takes with every process it starts: CPU and memory, for benchmarks. Linux only.

CPU is the kernel's own account of the processes as they end. A process whose parent ignores the end of its children
is in no such account (Spark's Python workers are such): its last sample counts, taken every fifth of a second.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CHILD_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of <linux/prctl.h>
_EVERY = 0.2
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a command and all it started took.

    Attributes:
        cpu_seconds: user and system time of all processes.
        wall_seconds: from the start to the end of the last process.
        largest_mb: most memory that one process had.
        together_mb: most memory that all had at one time, what several share counted once (sampled).
        exit_code: of the command.
    """

    cpu_seconds: float
    wall_seconds: float
    largest_mb: float
    together_mb: float
    exit_code: int


@dataclass
class _Samples:
    """What was seen of the processes below this one, by process and the time it began."""

    uncounted: dict[tuple[int, int], float] = field(default_factory=dict)
    largest: float = 0.0
    together: float = 0.0

    def take(self) -> None:
        """Look once."""
        together = 0.0
        for pid, parent, began, cpu in _below(os.getpid()):
            status = _fields(f"/proc/{pid}/status")
            together += _megabytes(_fields(f"/proc/{pid}/smaps_rollup"), "Pss")
            self.largest = max(self.largest, _megabytes(status, "VmHWM"))
            ignored = int(_fields(f"/proc/{parent}/status").get("SigIgn", "0"), 16)
            if ignored >> (signal.SIGCHLD - 1) & 1:
                self.uncounted[pid, began] = cpu
        self.together = max(self.together, together)

    def counted(self, pid: int) -> None:
        """A process is in the kernel's account after all: it outlived its parent and came to us."""
        began = [key for key in self.uncounted if key[0] == pid]
        if began:
            del self.uncounted[max(began)]


def measure(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Cost:
    """Run a command to the end of the last process it started, its output in a file.

    Raises:
        OSError: where the command cannot be started, or the kernel does not hand over processes left behind.
    """
    # Whatever a command leaves behind becomes our child, so that none escapes the account.
    if ctypes.CDLL(None, use_errno=True).prctl(_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the kernel does not hand over processes left behind")
    samples = _Samples()
    cpu = largest = 0.0
    # A process begins with the memory of the one that started it, in the kernel's account of its largest.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    start = sampled = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
    while True:
        try:
            pid, status, used = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            break
        if not pid:
            if time.perf_counter() - sampled >= _EVERY:
                samples.take()
                sampled = time.perf_counter()
            time.sleep(_EVERY / 10)
            continue
        cpu += used.ru_utime + used.ru_stime
        largest = max(largest, used.ru_maxrss / 1000)
        samples.counted(pid)
        if pid == process.pid:
            process.returncode = os.waitstatus_to_exitcode(status)
    largest = max(largest, samples.largest)
    if largest <= own:
        sys.exit(f"no memory to tell: {command[0]} had less than the {own:.0f} MB of this process")
    return Cost(
        cpu_seconds=cpu + sum(samples.uncounted.values()),
        wall_seconds=time.perf_counter() - start,
        largest_mb=largest,
        together_mb=max(largest, samples.together),
        exit_code=process.returncode,
    )


def _below(root: int) -> Iterator[tuple[int, int, int, float]]:
    """Each process below one: itself, its parent, when it began, and CPU seconds of it and what it waited for."""
    children: dict[int, list[tuple[int, int, int, float]]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            values = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        parent, began, cpu = int(values[1]), int(values[19]), sum(map(int, values[11:15])) / _TICKS
        children.setdefault(parent, []).append((int(folder.name), parent, began, cpu))
    open_ = [root]
    while open_:
        found = children.get(open_.pop(), [])
        yield from found
        open_ += [pid for pid, *_ in found]


def _fields(file: str) -> dict[str, str]:
    """The named fields of a file of the kernel's; none where the process has ended."""
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _megabytes(fields: Mapping[str, str], name: str) -> float:
    return int(fields.get(name, "0").split()[0]) / 1000
