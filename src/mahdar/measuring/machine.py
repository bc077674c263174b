"""The machine a measurement was made on, in words."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

from mahdar import __version__

#: Libraries whose version bears on the figures.
_LIBRARIES = ("numpy", "rapidfuzz", "SQLAlchemy", "msgspec", "python-crfsuite")


def machine() -> dict[str, str]:
    """Processor, cores, memory, system and versions; what the system does not tell is left out."""
    told = {
        "processor": _processor(),
        "cores": str(os.cpu_count() or ""),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "sqlite": sqlite3.sqlite_version,
        "mahdar": __version__,
        **{name.lower(): version(name) for name in _LIBRARIES},
    }
    return {name: words for name, words in told.items() if words}


def peak_megabytes() -> float | None:
    """The most memory that this process has taken so far, None on a system that does not tell."""
    try:
        import resource  # noqa: PLC0415 not there on Windows
    except ImportError:
        return None
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB"
    except (AttributeError, ValueError, OSError):
        return ""
