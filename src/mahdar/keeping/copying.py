"""Copies in a record: text that its articles share, looked for in parts by whoever works for it."""

from __future__ import annotations

import pickle
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from sqlalchemy import Connection

from mahdar.keeping.workers import Lost, Workers, WorkersError
from mahdar.knowledge import Knowledge
from mahdar.linking.copies import DAYS, CopyText, Part, SizedText, copies_of_part, parts_of
from mahdar.linking.copies.credits import CreditNames
from mahdar.model import Passage, from_json, to_json
from mahdar.record.passages import text_sizes, texts_between

#: Parts for each worker: few, since each looks at days of its neighbours too; enough that all end at nearly one time.
PARTS_EACH = 5
#: Parts under way for each worker: so many that none waits for the outcome of a dear one, no more because their texts
#: are much to keep in memory.
AHEAD = 3
#: Bytes of the days that are kept for further parts.
ROOM = 200_000_000
#: A day without texts: another machine may have taken them away since days were asked for.
_NOBODY = pickle.dumps([])
PartOfTexts = tuple[Part, list[CopyText]]
PartOfDays = tuple[Part, list[bytes]]
"""A part, and each of the days that it looks at as `pickle` has its texts: read and put so once for many parts."""


def whole_record(connection: Connection, knowledge: Knowledge, workers: Workers) -> Iterator[Passage]:
    """The passages that any two articles of a record share, in no order; the same whoever the workers are.

    Raises:
        WorkersError: where the workers do not go on.
    """
    sizes = [SizedText(*text) for text in text_sizes(connection)]
    parts = parts_of(sizes, wanted(workers.count), DAYS)
    names = CreditNames.of(knowledge)
    outcomes: Iterator[list[str] | Lost]
    if workers.count == 1:
        with_texts = ((part, texts_of_part(connection, part)) for part in parts)
        outcomes = workers.each(partial(passages_of_part, names=names), with_texts, AHEAD)
    else:
        days = Days(connection, (size.day for size in sizes))
        with_days = ((part, days.of(part)) for part in parts)
        outcomes = workers.each(partial(passages_of_days, names=names), with_days, AHEAD)
    for found in outcomes:
        if isinstance(found, Lost):
            raise WorkersError(
                f"shared text could not be looked for: {found.reason}; with more memory for each worker `mahdar link` "
                "goes on"
            )
        for line in found:
            yield from_json(line, Passage)


def wanted(workers: int) -> int:
    """How many parts a collection is cut into for so many workers; one who works alone looks at everything once."""
    return workers * PARTS_EACH if workers > 1 else 1


def passages_of_part(part: PartOfTexts, names: CreditNames) -> list[str]:
    """The passages of a part's pairs, each as JSON."""
    own, texts = part
    return [to_json(passage) for pair in copies_of_part(texts, own, names) for passage in pair.passages]


def passages_of_days(part: PartOfDays, names: CreditNames) -> list[str]:
    """The passages of a part's pairs, each as JSON."""
    own, days = part
    return passages_of_part((own, [text for day in days for text in pickle.loads(day)]), names)


class Days:
    """The texts of a record by day, as they go to workers; those asked for last are kept, since parts share days."""

    def __init__(self, connection: Connection, days: Iterable[str | None], room: int = ROOM) -> None:
        """No day is read yet.

        Args:
            connection: to the record.
            days: the day (ISO 8601, a time may follow) of each text, None where it has none.
            room: bytes of the days that are kept beside those of the part asked for last.
        """
        self._connection = connection
        self._room = room
        known = {day and day[:10] for day in days}
        self._days = sorted(day for day in known if day)
        self._kept: dict[str, bytes] = {}
        self._undated = [pickle.dumps(_undated(connection))] if None in known else []

    def of(self, part: Part) -> list[bytes]:
        """The days that a part looks at, the texts without a day among them."""
        between = part.days_needed(DAYS)
        if between is None:
            return self._undated
        first, last = between
        wanted = self._days[bisect_left(self._days, first) : bisect_right(self._days, last)]
        days = {day: self._kept.pop(day, b"") for day in wanted}
        missing = [day for day, texts in days.items() if not texts]
        read = self._read(missing[0], missing[-1]) if missing else {}
        days = {day: read.get(day) or texts or _NOBODY for day, texts in days.items()}
        self._kept |= days  # at the end, as those asked for last
        self._make_room(len(days))
        return [*days.values(), *self._undated]

    def _read(self, first: str, last: str) -> dict[str, bytes]:
        by_day: dict[str, list[CopyText]] = defaultdict(list)
        for text in texts_of(self._connection, first, last):
            if text.day:
                by_day[text.day[:10]].append(text)
        return {day: pickle.dumps(texts) for day, texts in by_day.items()}

    def _make_room(self, needed: int) -> None:
        """Let go of the days asked for longest ago, as far as there is no room and they are not needed."""
        size = sum(map(len, self._kept.values()))
        for day in list(self._kept)[: len(self._kept) - needed]:
            if size <= self._room:
                return
            size -= len(self._kept.pop(day))


def texts_of_part(connection: Connection, part: Part) -> list[CopyText]:
    """The texts that a part looks at."""
    days = part.days_needed(DAYS)
    return texts_of(connection, *days) if days else _undated(connection)


def _undated(connection: Connection) -> list[CopyText]:
    """The texts without a day, which every question for days brings too."""
    return [text for text in texts_of(connection, *_NO_DAY) if text.day is None]


#: Days between which no text lies.
_NO_DAY = "9999-12-31", "0001-01-01"


def texts_of(connection: Connection, first: str, last: str) -> list[CopyText]:
    """The current texts of the articles of some days (ISO 8601, both included), and of those without a day."""
    return [
        CopyText(doc_id=t.id, text=t.text, outlet=t.outlet, day=t.day, author=t.author)
        for t in texts_between(connection, first, last)
    ]
