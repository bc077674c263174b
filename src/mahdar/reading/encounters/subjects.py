"""What encounters were about."""

from __future__ import annotations

from mahdar.arabic.tokens import NEWLINE
from mahdar.reading.encounters.meeting import Meeting
from mahdar.reading.page import Page
from mahdar.reading.topics import TopicMatcher


def add_topics(page: Page, meetings: list[Meeting]) -> None:
    """Give each meeting the topics of the clause that tells it and of the paragraphs about it."""
    if not meetings:
        return
    matcher: TopicMatcher | None = page.knowledge.memo.get("topics")
    if matcher is None:
        matcher = page.knowledge.memo["topics"] = TopicMatcher(page.knowledge.topics)
    paragraphs, number_of = _paragraphs(page)
    article = matcher.article(paragraphs)
    for meeting in meetings:
        first, last = meeting.evidence
        meeting.topics = article.of_encounter(page.norms[first:last], number_of[first])


def _paragraphs(page: Page) -> tuple[list[list[str]], list[int]]:
    """The folded words of each paragraph, and each token's paragraph."""
    paragraphs: list[list[str]] = [[]]
    number_of = []
    for token in page.tokens:
        if token.kind == NEWLINE:
            if paragraphs[-1]:
                paragraphs.append([])
        else:
            paragraphs[-1].append(token.norm)
        number_of.append(len(paragraphs) - 1)
    return paragraphs, number_of
