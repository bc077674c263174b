"""Values of the record in the words that flat formats put in one cell or field."""

from __future__ import annotations

from collections.abc import Iterable

from mahdar.export.choosing import Met
from mahdar.model import Hop, Reason

#: Between the values of a list in one cell; no name, organ or reason of the record is parted by it.
BETWEEN = " | "


def listed(values: Iterable[str | None]) -> str | None:
    """The values of a list in one cell, each once, None where there are none."""
    return BETWEEN.join(dict.fromkeys(value for value in values if value)) or None


def chain(hops: Iterable[Hop]) -> str | None:
    """A chain of telling from the outlet inwards."""
    return " › ".join(hop.name for hop in hops) or None


def side(hops: tuple[Hop, ...]) -> str | None:
    """The country of the last organ of a chain."""
    return hops[-1].side if hops else None


def doubt(reasons: Iterable[Reason]) -> str | None:
    """What a person may need to check, and why."""
    return listed(f"{reason.field}: {reason.words}" for reason in reasons)


def doubt_of(met: Met) -> str | None:
    """All that is doubtful of a merged encounter: of its reports, where they differ, and what may belong to it."""
    told = [f"{r.record.doc_id}: {d.field}: {d.words}" for r in met.reports for d in r.encounter.doubt]
    differ = [
        f"reports differ in {c.field}" + (f": {c.reason}" if c.reason else "") for c in met.merged.conflicts
    ]
    may = [f"may belong: {c.doc_id}: {c.reason}" for c in met.merged.candidates]
    return listed([*told, *differ, *may])


def on_one_line(words: str) -> str:
    """The words with every run of white space as one space: for formats that part values by tabs and lines."""
    return " ".join(words.split())
