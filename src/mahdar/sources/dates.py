"""Days and times that inputs and users give: ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime

#: The extended form with a whole day; `fromisoformat` also takes 20251015 and 2025-W42-3.
_EXTENDED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def day_or_time(value: str) -> str:
    """The same value without surrounding spaces, where it is an ISO 8601 day or time of the calendar.

    Raises:
        ValueError: where it is none, such as `2025-13-01` or `15/10/2025`.
    """
    value = value.strip()
    try:
        if not _EXTENDED.match(value):
            raise ValueError
        datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day or time such as 2025-10-15 or 2025-10-15T14:30:00Z") from None
    return value
