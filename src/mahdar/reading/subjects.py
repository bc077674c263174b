"""What statements and encounters are about: the topics of a page, read once."""

from __future__ import annotations

from mahdar.arabic.tokens import NEWLINE
from mahdar.model.vocabulary import Topic
from mahdar.reading.page import Page
from mahdar.reading.topics import TopicMatcher


class Subjects:
    """The topics of one page's passages, weighed against paragraph and article."""

    def __init__(self, page: Page) -> None:
        matcher: TopicMatcher | None = page.knowledge.memo.get("topics")
        if matcher is None:
            matcher = page.knowledge.memo["topics"] = TopicMatcher(page.knowledge.topics)
        self._norms = page.norms
        paragraphs, self._paragraph_of = _paragraphs(page)
        self._topics = matcher.article(paragraphs)

    def of_statement(self, cue: tuple[int, int], content: tuple[int, int]) -> tuple[Topic, ...]:
        """Topics of a statement by the token ranges of its cue and content."""
        words = self._norms[slice(*content)]
        return self._topics.of_statement(words, self._paragraph_of[content[0]], cue=self._norms[slice(*cue)])

    def of_encounter(self, evidence: tuple[int, int]) -> tuple[Topic, ...]:
        """Topics of an encounter by the token range of the clause that tells it."""
        return self._topics.of_encounter(self._norms[slice(*evidence)], self._paragraph_of[evidence[0]])


def subjects_of(page: Page) -> Subjects:
    """The topics of a page, weighed once for encounters and statements."""
    found: Subjects | None = page.memo.get("subjects")
    if found is None:
        found = page.memo["subjects"] = Subjects(page)
    return found


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
