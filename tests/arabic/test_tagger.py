"""What the tagger promises, and what its word lists know."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.tagger import name_likeness, tag_names, tag_persons
from mahdar.arabic.tokens import tokenize
from mahdar.arabic.wordlists import is_common, is_name_word, name_ratio

SHARED = Path(os.environ.get("MAHDAR_SHARED", Path(__file__).resolve().parents[3] / "shared"))
GOLD = SHARED / "gold" / "dev.jsonl"


def persons(text, known=frozenset()):
    tokens = tokenize(text)
    return [text[tokens[a].start : tokens[b - 1].end] for a, b in tag_persons(tokens, known)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات كانت مفيدة", ["سيرغي لافروف"]),
        ("استقبل الرئيس محمود عباس وزير الخارجية سامي خليل أمس", ["محمود عباس", "سامي خليل"]),
        ("التقى الأمير خالد بن فهد بن عبد الله السفير", ["خالد بن فهد بن عبد الله"]),
        ("ارتفعت أسعار النفط في الأسواق العالمية أمس", []),
    ],
)
def test_full_names_are_found_without_their_titles(text, found):
    assert persons(text) == found


def test_a_surname_is_found_again_after_the_full_name():
    text = "قال الوزير جون هاملتون إن الزيارة ناجحة. وأضاف هاملتون أن الوفد سيعود."
    assert persons(text) == ["جون هاملتون", "هاملتون"]


def test_words_the_caller_knows_count_as_names():
    text = "وأضاف دراغنوفيتش أن الوفد سيعود"
    assert persons(text, {"دراغنوفيتش"}) == ["دراغنوفيتش"]


def test_two_persons_joined_by_and_are_two():
    assert persons("التقى الرئيس محمود عباس وسعد الحريري في بيروت") == ["محمود عباس", "وسعد الحريري"]


def test_common_words_and_name_words_are_told_apart():
    assert is_common("قال") and is_common("الحكومه") and not is_common("لافروف")
    assert is_name_word("محمد") and is_name_word("بوتين") and not is_name_word("الحكومه")
    assert name_ratio("محمد") > 0.9 > name_ratio("كلمةلاتعرف") > name_ratio("قال")
    assert name_likeness(["محمد", "خالد"]) > 0.9 > name_likeness(["قال", "محمد"]) > name_likeness([]) == 0


@given(st.text(st.sampled_from("محمدبنآل والرئيس.\n«»1 "), max_size=80) | st.text(max_size=60))
def test_ranges_are_in_order_and_within_the_text(text):
    tokens = tokenize(text)
    end = 0
    for kind, first, last in tag_names(tokens):
        assert kind in ("PER", "LOC", "ORG")
        assert end <= first < last <= len(tokens)
        end = last


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="the gold articles of ../shared/gold are not here")
def test_full_names_of_the_gold_articles_are_mostly_found():
    """Names of at least two words, written in the text as the annotators give them; touched by a range."""
    found = total = 0
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = article["text"]
        tokens = tokenize(text)
        ranges = [(tokens[a].start, tokens[b - 1].end) for a, b in tag_persons(tokens)]
        for actor in article["actors"]:
            name = actor["name"]
            place = text.find(name)
            if actor["kind"] == "person" and place >= 0 and 2 <= len(name.split()) <= 3:
                total += 1
                found += any(a < place + len(name) and place < b for a, b in ranges)
    assert total > 100
    assert found / total > 0.75
