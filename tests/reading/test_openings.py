"""What is asked of a word's form alone spares no reader a word at which it would find something."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mahdar.arabic.tokens import WORD
from mahdar.knowledge import load
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.knowledge.phrases import bare_forms
from mahdar.model import Article
from mahdar.reading import cues, mentions, surnames
from mahdar.reading.cast import name_key
from mahdar.reading.encounters import places, triggers
from mahdar.reading.openings import openings
from mahdar.reading.page import Page, open_page
from mahdar.sources import articles_from
from tests.reading.test_statements import CASES
from tests.shared import SHARED

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLD = SHARED / "gold" / "dev.jsonl"


def words_of(article: Article) -> Iterator[tuple[Page, int]]:
    page = open_page(article, load())
    yield from ((page, i) for i, token in enumerate(page.tokens) if token.kind == WORD)


def texts_of_ours() -> list[Article]:
    told = [Article(doc_id=name, text=case[0], published="2015-08-03") for name, case in CASES.items()]
    return told + [item for item in articles_from([EXAMPLES]) if isinstance(item, Article)]


def spared(articles: list[Article]) -> list[str]:
    """Words at which a reader finds something though their form was said to open nothing."""
    found = []
    for article in articles:
        for page, i in words_of(article):
            norm, before = page.norms[i], page.norms[i - 1] if i else ""
            opening, meeting = openings(page.knowledge), meeting_words(page.knowledge)
            opens = opening.anywhere[norm] or (opening.after_verb[norm] and opening.wants_name[before])
            if not (opens or i in page.hits or before == '"') and mentions._mentions_at(page, i):
                found.append(f"mention {page.words(i, i + 1)}")
            cue = cues._phrase_cue(page, i, len(page.norms)) or cues._verb_cue(page, i, len(page.norms))
            if cue and not cues._saying(page).may_open[norm]:
                found.append(f"cue {page.words(i, i + 1)}")
            if triggers._trigger_at(page, meeting, i) and not meeting.may_tell[norm]:
                found.append(f"trigger {page.words(i, i + 1)}")
            if (
                i not in page.hits
                and places._venue(page, i, len(page.norms))
                and not meeting.opens_venue[norm]
            ):
                found.append(f"venue {page.words(i, i + 1)}")
    return found


def test_no_reader_is_spared_a_word_it_would_read() -> None:
    assert spared(texts_of_ours()) == []


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="the gold articles are not beside the project")
def test_no_reader_is_spared_a_word_of_a_gold_article() -> None:
    articles = [item for item in articles_from([GOLD]) if isinstance(item, Article)]
    assert spared(articles[::4]) == []


@pytest.mark.parametrize("word", ["وبن", "عبد", "أبو", "لغانم", "قاسم", "للقرني"])
def test_key_of_a_name_begins_as_its_first_word_was_said_to(word: str) -> None:
    norm = open_page(Article(doc_id="a", text=word), load()).norms[0]
    told = surnames._FIRST_KEYS[norm]
    keys = {name_key([bare, "سالم"])[0] for _, bare in bare_forms(norm)}
    assert told is None or keys <= told
