"""The desk: what all pages share: the record, the reader, accounts, work that is under way."""

from __future__ import annotations

import gc
import math
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from mahdar.keeping.linking import linked_again
from mahdar.knowledge import Knowledge, load
from mahdar.record import tables
from mahdar.record.store import Store
from mahdar.record.terms import analysis_of
from mahdar.web.accounts import Accounts
from mahdar.web.jobs import Jobs
from mahdar.web.linking_aside import link_aside
from mahdar.web.linking_later import LinkingLater

if TYPE_CHECKING:
    from mahdar.keeping.readers import Reader

#: A record of more articles is linked in a process of its own, which takes a second or two to start.
LARGE = 1000


def _house_reader(overlay: Path | None) -> Reader:
    # The reader takes its time to load; a record is looked at without it.
    from mahdar.keeping.readers import house_reader  # noqa: PLC0415

    return house_reader(overlay)


@dataclass
class Desk:
    """What all pages share.

    Attributes:
        store: the record.
        local_name: under which decisions are written where there are no accounts.
        accounts: of a team; None where only this machine is served.
        overlay: folder of a user's own knowledge.
        demo: the record holds the shipped examples and is thrown away at the end.
        reader_of: makes what reads articles, of the overlay; called when the first is added.
        upload_limit: bytes that may be sent at once.
        remembered: what is made of the whole record, with the state of the record it was made of.
        remembering: held by the one who makes it anew, so that of many who ask at once one does.
    """

    store: Store
    local_name: str = "local"
    accounts: Accounts | None = None
    overlay: Path | None = None
    demo: bool = False
    reader_of: Callable[[Path | None], Reader] = _house_reader
    upload_limit: int = 64 << 20
    jobs: Jobs = field(default_factory=Jobs)
    remembered: dict[str, Any] = field(default_factory=dict)
    remembering: threading.Lock = field(default_factory=threading.Lock)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The knowledge, with the user's own over it."""
        return load(self.overlay)

    def keep_ready(self) -> None:
        """Load what every page needs, for as long as the process lives.

        What is loaded is told to the collector of garbage, which would else look through all of it again and again
        while someone waits, some 100 ms each time.
        """
        analysis_of(self.knowledge)
        gc.collect()
        gc.freeze()

    @cached_property
    def reader(self) -> Reader:
        """What reads articles."""
        return self.reader_of(self.overlay)

    @cached_property
    def linking(self) -> LinkingLater:
        """What links the record after decisions and additions."""
        return LinkingLater(self._link, took=math.inf if self._is_large() else 0.0)

    def _link(self) -> None:
        if self._is_large():
            link_aside(self.store, self.overlay)
        else:
            linked_again(self.store, self.knowledge)

    def _is_large(self) -> bool:
        with self.store.reading() as connection:
            return (connection.scalar(select(func.count()).select_from(tables.articles)) or 0) > LARGE

    @cached_property
    def secret(self) -> bytes:
        """Of which the tokens of forms are made; a team's outlasts a restart, so that no form is lost by it."""
        return self.accounts.secret() if self.accounts else secrets.token_bytes(32)
