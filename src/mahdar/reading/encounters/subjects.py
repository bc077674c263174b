"""What encounters were about."""

from __future__ import annotations

from collections import Counter

from mahdar.model.vocabulary import Topic
from mahdar.reading.chains import spoken_at
from mahdar.reading.encounters.meeting import Meeting
from mahdar.reading.found import Found
from mahdar.reading.page import Page
from mahdar.reading.subjects import subjects_of

#: A topic of a single statement counts only for an encounter with few topics of its own; none has more than the last.
_FEW, _MOST = 3, 6
_OF_NO_ENCOUNTER: frozenset[Topic] = frozenset(("other", "courtesy"))


def add_topics(page: Page, meetings: list[Meeting], statements: list[Found]) -> None:
    """Give each meeting the topics of the clause that tells it, of the paragraphs about it and of what was said at it.

    Args:
        page: the page.
        meetings: its encounters, with participants and evidence.
        statements: its statements.
    """
    if not meetings:
        return
    subjects = subjects_of(page)
    said: list[Counter[Topic]] = [Counter() for _ in meetings]
    for f in statements:
        at = spoken_at(f, meetings)
        if at is not None:
            said[at].update(subjects.of_statement(f.cue, f.content))
    for meeting, spoken in zip(meetings, said, strict=True):
        topics = list(subjects.of_encounter(meeting.evidence))
        for topic, times in spoken.most_common():
            if topic in topics or topic in _OF_NO_ENCOUNTER:
                continue
            if len(topics) < _FEW or (times > 1 and len(topics) < _MOST):
                topics.append(topic)
        meeting.topics = tuple(topics)
