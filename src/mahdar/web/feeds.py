"""Feeds that failed: what a watch of this record keeps in mind of them, looked at without disturbing it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

#: Failures in a row beside each address, the most first; pages that failed are told by their feed.
_FAILED = """
SELECT url, failures, reason, next FROM listings WHERE failures > 0 ORDER BY failures DESC, url
"""


@dataclass(frozen=True, slots=True)
class FailedFeed:
    """A feed or sitemap that did not answer.

    Attributes:
        failures: how many times in a row.
        reason: of the last one, as the watch tells it.
        again: when it is asked next, ISO 8601.
    """

    url: str
    failures: int
    reason: str | None
    again: str | None


def failed_feeds(record: Path | None) -> tuple[FailedFeed, ...]:
    """The feeds whose last answer was a failure; none where nothing is watched, or the memory cannot be read.

    A watch at work keeps its memory to itself: a copy is read, which may be a moment old.

    Args:
        record: the file of the record; the memory of its watch lies beside it.
    """
    memory = Path(f"{record}.watch.db")
    if record is None or not memory.is_file():
        return ()
    try:
        with tempfile.TemporaryDirectory(prefix="mahdar-feeds-") as folder:
            for suffix in ("", "-wal"):
                part = memory.with_name(memory.name + suffix)
                if part.is_file():
                    shutil.copyfile(part, Path(folder) / f"copy{suffix}")
            with closing(sqlite3.connect(Path(folder) / "copy")) as connection:
                rows = connection.execute(_FAILED).fetchall()
    except (OSError, sqlite3.Error):
        return ()
    return tuple(FailedFeed(url, failures, reason, _time(due)) for url, failures, reason, due in rows)


def _time(seconds: float) -> str | None:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes") if seconds else None
