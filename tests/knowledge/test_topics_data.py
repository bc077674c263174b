"""The topic lexicon: whole, well-formed, and every example of it read as it says."""

import pytest
import yaml

from mahdar.arabic.tokens import tokenize
from mahdar.knowledge.files import DATA
from mahdar.model.vocabulary import TOPICS
from mahdar.reading.topics import TopicMatcher

ENTRIES = yaml.safe_load((DATA / "topics.yml").read_text(encoding="utf-8"))
EXAMPLES = [(entry["id"], example["text"]) for entry in ENTRIES for example in entry["examples"]]


@pytest.fixture(scope="module")
def matcher() -> TopicMatcher:
    return TopicMatcher(ENTRIES)


def test_every_topic_of_the_closed_list_has_one_entry():
    assert [entry["id"] for entry in ENTRIES] == sorted({e["id"] for e in ENTRIES}, key=TOPICS.index)
    assert {entry["id"] for entry in ENTRIES} == set(TOPICS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_an_entry_has_labels_words_and_examples(entry):
    assert entry["ar"] and entry["en"] and entry["description"].endswith(".")
    assert len(entry["examples"]) >= 2
    phrases = [*entry["words"], *entry.get("not", []), *entry.get("cues", [])]
    assert all(isinstance(phrase, str) and phrase.strip() for phrase in phrases)
    assert len(entry["words"]) == len(set(entry["words"]))


@pytest.mark.parametrize(("topic", "text"), EXAMPLES)
def test_an_example_is_read_as_its_topic(matcher, topic, text):
    assert topic in matcher.topics_of([token.norm for token in tokenize(text)])
