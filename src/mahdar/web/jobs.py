"""Jobs: articles being added while the page goes on; how far they are, what was known, what failed."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

#: Jobs that are remembered.
_KEPT = 50


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article that a job has brought, or that was known already."""

    id: str
    title: str
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class FailedInput:
    """An input that gave no article, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Job:
    """A batch of articles being added.

    Attributes:
        state: waiting, reading, done, or broken where the record could not be written.
        total, done: articles to be read, and read so far.
        new, changed: articles that were not in the record, and known ones with another text.
        known: articles that were, each with the one it is.
        failed: inputs that gave none.
        error: why it broke.
    """

    id: str
    by: str
    state: str = "waiting"
    total: int = 0
    done: int = 0
    new: list[NamedArticle] = field(default_factory=list)
    changed: list[NamedArticle] = field(default_factory=list)
    known: list[NamedArticle] = field(default_factory=list)
    failed: list[FailedInput] = field(default_factory=list)
    error: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ("done", "broken")


class Jobs:
    """The jobs of this server, one at work at a time: a record has one writer."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._turn = threading.Lock()
        self._list = threading.Lock()

    def begin(self, by: str, work: Callable[[Job], None]) -> Job:
        """Start work and give its job at once."""
        job = Job(secrets.token_hex(8), by)
        with self._list:
            self._jobs[job.id] = job
            for old in [name for name, j in self._jobs.items() if j.ended][:-_KEPT]:
                del self._jobs[old]
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return job

    def get(self, name: str) -> Job | None:
        """The job of a name."""
        return self._jobs.get(name)

    def latest(self) -> list[Job]:
        """The jobs that are remembered, the latest first."""
        with self._list:
            return list(reversed(self._jobs.values()))

    def _run(self, job: Job, work: Callable[[Job], None]) -> None:
        with self._turn:
            job.state = "reading"
            try:
                work(job)
                job.state = "done"
            except Exception as error:  # whatever it is, the page must tell it
                job.error = str(error) or type(error).__name__
                job.state = "broken"
