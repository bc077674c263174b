"""Questions about what the record does not hold, told so that the next one succeeds."""

from __future__ import annotations

from mahdar.record.errors import RecordError


class UnknownActor(RecordError):
    """No actor of the record has this name; the message gives the nearest ones."""


class UnknownEncounter(RecordError):
    """No encounter of the record has this identifier; the message says how to list them."""
