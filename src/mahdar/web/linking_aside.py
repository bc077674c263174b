"""Linking a large record in a process of its own: pages share one interpreter, which a linking would hold for long."""

from __future__ import annotations

import os
import signal
from multiprocessing import get_context
from pathlib import Path

from mahdar.keeping.linking import linked_again
from mahdar.knowledge import load
from mahdar.record.errors import RecordError
from mahdar.record.store import Store, open_record

#: By how much those who ask for pages come before a linking.
_BEHIND = 10


def link_aside(store: Store, overlay: Path | None) -> None:
    """Link a record in another process, and wait for its end.

    Raises:
        RecordError: where it could not be linked; it is then as it was before.
    """
    place = str(store.file) if store.file else store.url.render_as_string(hide_password=False)
    process = get_context("spawn").Process(target=_link, args=(place, overlay), daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        raise RecordError(f"{store.place}: linking ended with {process.exitcode}; `mahdar link` tells why")


def _link(place: str, overlay: Path | None) -> None:
    # Ctrl-C ends the server, which waits for what is under way.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    with open_record(place) as store:
        linked_again(store, load(overlay))
