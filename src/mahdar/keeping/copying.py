"""Copies in a record: text that its articles share, looked for in parts by whoever works for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from mahdar.keeping.workers import Lost, Workers, WorkersError
from mahdar.knowledge import Knowledge
from mahdar.linking.copies import DAYS, CopyText, Part, SizedText, copies_of_part, parts_of
from mahdar.linking.copies.credits import CreditNames
from mahdar.model import Passage, from_json, to_json
from mahdar.record.passages import text_sizes, texts_between

#: Parts for each worker: few, since each looks at days of its neighbours too; enough that all end at nearly one time.
PARTS_EACH = 4
#: Parts under way for each worker: their texts are much to keep in memory.
_AHEAD = 2
PartOfTexts = tuple[Part, list[CopyText]]


def whole_record(connection: Connection, knowledge: Knowledge, workers: Workers) -> Iterator[Passage]:
    """The passages that any two articles of a record share, in no order; the same whoever the workers are.

    Raises:
        WorkersError: where the workers do not go on.
    """
    sizes = [SizedText(*text) for text in text_sizes(connection)]
    parts = parts_of(sizes, wanted(workers.count), DAYS)
    with_texts = ((part, texts_of_part(connection, part)) for part in parts)
    work = partial(passages_of_part, names=CreditNames.of(knowledge))
    for found in workers.each(work, with_texts, _AHEAD):
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


def texts_of_part(connection: Connection, part: Part) -> list[CopyText]:
    """The texts that a part looks at."""
    days = part.days_needed(DAYS)
    if days is None:  # texts without a day, which every question for days brings too
        return [text for text in texts_of(connection, *_NO_DAY) if text.day is None]
    return texts_of(connection, *days)


#: Days between which no text lies.
_NO_DAY = "9999-12-31", "0001-01-01"


def texts_of(connection: Connection, first: str, last: str) -> list[CopyText]:
    """The current texts of the articles of some days (ISO 8601, both included), and of those without a day."""
    return [
        CopyText(doc_id=t.id, text=t.text, outlet=t.outlet, day=t.day, author=t.author)
        for t in texts_between(connection, first, last)
    ]
