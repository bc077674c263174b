"""Linking kept up: shared text, identities and encounters of a record, made anew where something changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mahdar.keeping.copying import texts_of, whole_record
from mahdar.keeping.workers import ALONE, Workers
from mahdar.knowledge import Knowledge
from mahdar.linking.copies import copies_touching, days_needed, is_touched
from mahdar.linking.linking import link
from mahdar.linking.slimming import slim
from mahdar.model import Passage
from mahdar.record.identity import hashed
from mahdar.record.ledger import count_of_decisions
from mahdar.record.links import decided_pairs, keep_links
from mahdar.record.passages import (
    TextState,
    keep_all_passages,
    keep_passages,
    linked_texts,
    note_linked_texts,
    passages,
    text_states,
)
from mahdar.record.reading_back import records_by_article, versions_read
from mahdar.record.store import Store
from mahdar.record.terms import analysis_of
from mahdar.record.upkeep import LINK_AGAIN, LINKS, remember, setting

#: With more new days than this, text that is shared is looked for in the whole record at once.
_DAYS_ONE_BY_ONE = 5


@dataclass(frozen=True, slots=True)
class LinkedAnew:
    """What a linking brought.

    Attributes:
        encounters, identities, doubtful: how many there are now.
        texts: how many texts were looked at for shared passages.
        written: rows that were written, changed or taken out.
    """

    encounters: int
    identities: int
    doubtful: int
    texts: int
    written: int


def are_linked(connection: Connection, knowledge: Knowledge) -> bool:
    """Whether what stands across articles is of the articles, decisions and knowledge as they are now."""
    return setting(connection, LINKS) == _state(connection, knowledge)


def keep_linked(store: Store, knowledge: Knowledge, workers: Workers = ALONE) -> LinkedAnew | None:
    """Link a record where something changed since it was linked last; None where nothing did, or another links it.

    One links at a time while others go on adding. Who finds another at it asks him to link once more, and need not
    wait; so after the last of them everything is linked.
    """
    with store.reading() as connection:
        if are_linked(connection, knowledge):
            return None
    return link_record(store, knowledge, workers)


def linked_again(store: Store, knowledge: Knowledge) -> bool:
    """Link a record after a decision, where its articles were read with this knowledge; whether they were."""
    with store.reading() as connection:
        if any(version != knowledge.version for *_, version in versions_read(connection)):
            return False
    keep_linked(store, knowledge)
    return True


def link_record(store: Store, knowledge: Knowledge, workers: Workers = ALONE) -> LinkedAnew | None:
    """Make everything that stands across the articles of a record what it is by now; None where another is at it.

    Text that is shared is looked for around the days of new and changed texts only; what differs is written and the
    rest left alone. The outcome is the same whenever and however often this is done. It is worked out beside others who
    write, and written in two short transactions, shared text and then what is made of it; where others wrote meanwhile
    it is that of the record as it was, and `are_linked` tells that it is to be linked again.

    Args:
        store: the record.
        knowledge: who is who.
        workers: those who look for shared text, where it is looked for in the whole record.

    Raises:
        RecordError: where the record cannot be written.
        WorkersError: where the workers do not go on; the record is as it was before.
    """
    made = _linked_once(store, knowledge, workers)
    if made is None:
        with store.growing() as connection:
            remember(connection, LINK_AGAIN, "asked for")
        # The other may have ended before he could see this.
        made = _linked_once(store, knowledge, workers)
    while made and _is_asked_for(store):
        again = _linked_once(store, knowledge, workers)
        if again is None:
            break
        made = again
    return made


def _is_asked_for(store: Store) -> bool:
    with store.reading() as connection:
        return setting(connection, LINK_AGAIN) is not None


def _linked_once(store: Store, knowledge: Knowledge, workers: Workers) -> LinkedAnew | None:
    with store.alone_in_linking() as alone:
        if not alone:
            return None
        if _is_asked_for(store):
            # What was added before it was asked for is linked now; whoever asks from here on is answered after this.
            with store.growing() as connection:
                remember(connection, LINK_AGAIN, None)
        return _linked_alone(store, knowledge, workers)


def _linked_alone(store: Store, knowledge: Knowledge, workers: Workers) -> LinkedAnew:
    with store.reading() as connection:
        # The state of this moment: text of what comes in from here on is not looked at.
        state = _state(connection, knowledge)
        shared = _shared_text(connection, knowledge, workers)
    written = 0
    if shared:
        with store.linking() as connection:
            written = shared.keep(connection)
    with store.reading() as connection:
        records = {name: slim(record) for name, record in records_by_article(connection)}
        linked = link(records, passages(connection), knowledge, decided_pairs(connection))
    with store.linking() as connection:
        written += keep_links(connection, linked, analysis_of(knowledge))
        remember(connection, LINKS, state)
    texts = shared.looked_at if shared else 0
    return LinkedAnew(len(linked.encounters), len(linked.identities), len(linked.doubtful), texts, written)


def _state(connection: Connection, knowledge: Knowledge) -> str:
    """A name of everything that linking depends on."""
    return hashed(knowledge.version, count_of_decisions(connection), *sorted(versions_read(connection)))


@dataclass(frozen=True, slots=True)
class _Shared:
    """Shared text to be kept: of how many texts it was looked for, and how it is written."""

    looked_at: int
    keep: Callable[[Connection], int]


def _shared_text(connection: Connection, knowledge: Knowledge, workers: Workers) -> _Shared | None:
    """The text that is shared, worked out anew where texts changed; None where none did."""
    now, before = text_states(connection), linked_texts(connection)
    changed = {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
    if not changed:
        return None
    days = {_day(state) for name in changed for state in (now.get(name), before.get(name)) if state}
    if None in days or len(days) > _DAYS_ONE_BY_ONE or not before:
        found = list(whole_record(connection, knowledge, workers))
        return _Shared(len(now), lambda c: keep_all_passages(c, found) + _noted(c, now))
    looked_at, found, anew = _around(connection, knowledge, sorted(filter(None, days)), changed, now)
    return _Shared(looked_at, lambda c: keep_passages(c, anew, found) + _noted(c, now))


def _noted(connection: Connection, states: dict[str, TextState]) -> int:
    note_linked_texts(connection, states)
    return 0


def _day(state: TextState) -> str | None:
    return state.day[:10] if state.day else None


def _around(
    connection: Connection,
    knowledge: Knowledge,
    days: Sequence[str],
    changed: Collection[str],
    states: Mapping[str, TextState],
) -> tuple[int, list[Passage], Callable[[str, str], bool]]:
    """Look for shared text among the articles on which those of some days bear; and of which pairs."""
    looked_at: set[str] = set()
    found: list[Passage] = []
    for day in days:
        texts = texts_of(connection, *days_needed(day))
        looked_at |= {text.doc_id for text in texts}
        pairs = copies_touching(texts, day, knowledge=knowledge)
        found += (passage for pair in pairs for passage in pair.passages)

    def anew(a: str, b: str) -> bool:
        if a in changed or b in changed:
            return True
        # One of an article that came in meanwhile is left as it is.
        if a not in states or b not in states:
            return False
        return any(is_touched(states[a].day, states[b].day, day) for day in days)

    return len(looked_at), found, anew
