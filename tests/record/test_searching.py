"""Search: blind to spelling and to what is written onto words; the same hits from SQLite and PostgreSQL."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.keeping.adding import add
from mahdar.record.searching import Query, asked, count, matching, search
from mahdar.record.store import Store, begin_record
from mahdar.record.terms import analysis_of, places_of
from tests.made_up import CALL, CHANGED, article, stub_reader
from tests.stores import new_database

READER = stub_reader()
ANALYSIS = analysis_of(READER.knowledge)
#: Words in several dresses, out of which articles and questions are made.
WORDS = (
    "الأردن الاردن بالأردن وبالاردن العلاقات علاقات وعلاقاتها المملكة والمملكة وزارة وزاره وزير الخارجية للخارجية "
    "الرئيس رئيس لرئيس في من 3.5 ٢٠٢٥ 2025 اليوم، «قوية» U.S. covid-19 ١٬٥٠٠ a_b مُحَمَّد محمد ـ الـ80 ولـMBC 'x' x;y"
).split()


def found(store: Store, **query: object) -> list[str]:
    with store.reading() as connection:
        return [hit.doc_id for hit in search(connection, Query(**query), ANALYSIS)]  # type: ignore[arg-type]


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with begin_record(place) as opened:
        add(
            opened,
            [
                article("talks", published="2025-10-15"),
                article("call", CALL, outlet="الرأي", published="2025-10-16T18:00:00Z"),
                article("changed", CHANGED),
            ],
            READER,
        )
        yield opened


@pytest.mark.parametrize("word", ["الأردن", "الاردن", "بالأردن", "وبالاردن", "الأُرْدُن", "أردن"])
def test_any_spelling_with_anything_written_onto_it_finds_the_same(store: Store, word: str) -> None:
    assert found(store, words=word) == ["call", "talks"]


def test_all_words_must_stand_in_the_article(store: Store) -> None:
    assert found(store, words="الأردن نوقع") == ["talks"]
    assert found(store, words="الأردن طوكيو") == []


def test_words_in_quotation_marks_must_follow_one_another(store: Store) -> None:
    assert found(store, words='"وزير الخارجية"') == ["call"]
    assert found(store, words="الخارجية وزير") == ["call"]
    assert found(store, words='"الخارجية وزير"') == []
    assert found(store, words="«وزير الخارجية»") == ["call"]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ({"outlet": "الرأي"}, ["call"]),
        ({"actor": "سالم"}, ["call", "talks", "changed"]),
        ({"actor": "هند"}, ["changed"]),
        ({"since": "2025-10-16"}, ["call"]),
        ({"until": "2025-10-16"}, ["call", "talks"]),
        ({"since": "2025-10-15", "until": "2025-10-15"}, ["talks"]),
        ({"kind": "meeting"}, ["talks", "changed"]),
        ({"act": "deny"}, ["talks", "changed"]),
        ({"topic": "bilateral-relations"}, ["call", "talks", "changed"]),
        ({"act": "deny", "actor": "ليلى"}, []),
        ({"act": "deny", "actor": "سالم"}, ["talks", "changed"]),
        ({"kind": "meeting", "actor": "ليلى"}, ["talks", "changed"]),
        ({"kind": "meeting", "act": "deny", "words": "الحوار"}, ["talks"]),
        ({"kind": "visit"}, []),
    ],
)
def test_filters(store: Store, query: dict[str, str], hits: list[str]) -> None:
    assert found(store, **query) == hits
    with store.reading() as connection:
        assert count(connection, Query(**query), ANALYSIS) == len(hits)  # type: ignore[arg-type]
        assert len(matching(connection, Query(**query), ANALYSIS)) == len(hits)  # type: ignore[arg-type]


def test_hits_and_snippet_are_exact_places_in_the_text(store: Store) -> None:
    with store.reading() as connection:
        hits = search(connection, Query(words='"وزير الخارجية" الأردن'), ANALYSIS)
    (hit,) = hits
    assert [span.exact for span in hit.hits] == ["بالأردن", "وزير الخارجية", "الاردن"]
    assert all(span.holds_in(CALL) for span in hit.hits)
    assert hit.snippet
    assert hit.snippet.holds_in(CALL)


def test_pages_of_hits_follow_one_another(store: Store) -> None:
    first = found(store, words="قال", limit=2)
    assert first + found(store, words="قال", limit=2, offset=2) == ["call", "talks", "changed"]


def test_only_the_current_version_is_found(store: Store) -> None:
    add(store, [article("talks", CHANGED, updated="2025-10-17")], READER)
    assert found(store, words="نرحب") == []


@pytest.mark.parametrize(
    "words", ['"', "'; DROP TABLE search; --", "a AND b OR", "NEAR(", "*", "،؛", "\\", "\x00", "'&|!():*"]
)
def test_no_words_break_the_search(store: Store, words: str) -> None:
    assert found(store, words=words) == []


@pytest.mark.parametrize("bad", ["a\x00b", "\ud800"])
def test_filter_that_no_record_can_hold_finds_nothing(store: Store, bad: str) -> None:
    assert found(store, words=bad) == []
    assert found(store, outlet=bad) == []
    assert found(store, actor=bad) == []


def test_equal_hits_from_both_databases(cluster: str, tmp_path: Path) -> None:
    chance = random.Random(3)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(3, 25))) for _ in range(60)]
    questions = [" ".join(chance.choices(WORDS, k=chance.randint(1, 3))) for _ in range(60)]
    questions += [f'"{question}"' for question in questions]
    with begin_record(tmp_path / "r.db") as one, begin_record(new_database(cluster)) as other:
        for store in (one, other):
            add(store, [article(str(n), f"نص {text}") for n, text in enumerate(texts)], READER)
        answers = [found(one, words=question, limit=100) for question in questions]
        assert answers == [found(other, words=question, limit=100) for question in questions]
    assert sum(map(bool, answers)) > 40


def test_long_article_with_a_common_word_is_found_by_its_phrases(place: str) -> None:
    # PostgreSQL keeps 256 places of a word, and none beyond 16,383: phrases must not rest on them.
    text = "قال في بيان " + "في كل يوم " * 6000 + "وزير خارجية الأردن في النهاية"
    with begin_record(place) as store:
        add(store, [article("long", text)], READER)
        assert found(store, words='"خارجية الاردن في"') == ["long"]


@given(st.text(max_size=300))
def test_terms_of_any_text_stand_at_their_places(text: str) -> None:
    terms = ANALYSIS.of_text(text)
    words = terms.words.split(" ") if terms.words else []
    places = places_of(terms.places)
    assert len(words) == len(places)
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(places))


@given(st.sampled_from(WORDS))
def test_question_and_text_are_parted_alike(word: str) -> None:
    assert [t for phrase in asked(word, ANALYSIS).phrases for t in phrase] == list(
        dict.fromkeys(ANALYSIS.of_text(word).words.split())
    )
