"""What an export writes, what it leaves out, and what its format cannot hold; counted, and told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Losses:
    """Counts of one export.

    Attributes:
        written: what was written, by noun (`encounters`, `statements`, `events`).
        left_out: items that are not in the file, by noun and reason.
        dropped: what the format has no place for, with the number of items written that have it.
        changed: values that stand in the file otherwise than in the record (escaped, cut).
    """

    format: str
    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The counts in words, a line each, in an order that does not depend on that of the items."""
        wrote = ", ".join(f"{n} {noun}" for noun, n in self.written.items()) or "nothing"
        yield f"{self.format}: wrote {wrote}"
        for (noun, reason), n in sorted(self.left_out.items()):
            yield f"{self.format}: left out {n} {noun}: {reason}"
        for what, n in sorted((+self.dropped).items()):
            yield f"{self.format}: cannot hold {what} ({n} of the items written have it)"
        for what, n in sorted(self.changed.items()):
            yield f"{self.format}: {what}: {n}"
