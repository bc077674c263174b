"""Topics of statements and encounters."""

import json
from bisect import bisect_left, bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mahdar.arabic.tokens import tokenize
from mahdar.knowledge.files import rows_of
from mahdar.model.vocabulary import TOPICS
from mahdar.reading.topics import ArticleTopics, TopicMatcher, stems
from tests.shared import SHARED

MATCHER = TopicMatcher(rows_of("topics.yml"))
GOLD = SHARED / "gold" / "dev.jsonl"


def norms(text):
    return [token.norm for token in tokenize(text)]


def small(*entries):
    return TopicMatcher([{"id": topic, "words": words} for topic, words in entries])


def test_a_word_is_known_with_particles_article_and_pronoun():
    assert {"طاقه"} <= stems("وبالطاقه") & stems("للطاقه") & stems("طاقتها")
    assert "نووي" in stems("النوويه") & stems("نوويين")


def test_a_longer_phrase_wins_over_the_words_inside_it():
    matcher = small(("armed-conflict", ["حرب ^1"]), ("great-power-order", ["الحرب الباردة ^1"]))
    assert matcher.weigh(norms("عقلية الحرب الباردة")) == {"great-power-order": 1.0}


def test_a_phrase_may_have_a_gap_of_three_words():
    matcher = small(("international-law-un", ["قرار … الأمن ^2"]))
    assert matcher.weigh(norms("قرار صادر عن مجلس الأمن"))
    assert not matcher.weigh(norms("قرار صدر أمس في جلسة عقدها مجلس الأمن"))


def test_a_title_is_no_topic():
    assert not MATCHER.weigh(norms("وزير الدفاع"))
    assert "security-intelligence" not in MATCHER.weigh(norms("مجلس الأمن الدولي"))


def test_an_exact_word_takes_no_endings():
    matcher = small(("courtesy", ["=شكر"]))
    assert matcher.weigh(norms("وشكر الحضور"))
    assert not matcher.weigh(norms("الوزير شكري"))


def test_the_specific_topic_comes_before_the_general_one():
    topics = MATCHER.topics_of(norms("زيادة التبادل التجاري وفرض رسوم جمركية أقل في تعاون البلدين"))
    assert topics[0] == "trade-economy"


def test_a_short_content_inherits_from_its_context():
    context = norms("انتقد الوزير الاتفاق النووي ودعا إلى وقف تخصيب اليورانيوم وقال إنه لن يقبل به")
    assert MATCHER.topics_of(norms("إنه لن يقبل به"), context_norms=context) == ("nuclear-programme",)


def test_other_is_given_only_where_nothing_is_known():
    assert MATCHER.topics_of(norms("هكذا كان")) == ("other",)
    assert MATCHER.topics_of([]) == ("other",)


def test_praise_is_a_courtesy_by_its_cue():
    article = MATCHER.article([norms("أشاد الوزير بما يقوم به الفريق")])
    assert "courtesy" in article.of_statement(norms("بما يقوم به الفريق"), 0, cue=norms("أشاد"))


def test_an_encounter_takes_the_topics_told_in_the_paragraphs_after_it():
    article = MATCHER.article(
        [
            norms("التقى الوزير نظيره في العاصمة"),
            norms("وبحث الجانبان رفع العقوبات الاقتصادية وتجميد أصول المصارف"),
            norms("كما تناولا العقوبات المفروضة على قطاع المصارف"),
        ]
    )
    assert "sanctions" in article.of_encounter(norms("التقى الوزير نظيره"), 0)


def test_an_encounter_of_which_nothing_is_said_has_no_topics():
    assert MATCHER.article([norms("صورة")]).of_encounter(norms("صورة"), 0) == ()


def test_the_limit_holds():
    text = norms("بحثا التجارة والنفط والعقوبات والاتفاق النووي وعودة اللاجئين والحدود البحرية")
    assert len(MATCHER.topics_of(text, limit=2)) == 2


def test_a_topic_outside_the_closed_list_is_refused():
    with pytest.raises(ValueError, match="closed list"):
        TopicMatcher([{"id": "gardening", "words": ["حديقة"]}])


@given(st.lists(st.text(max_size=12), max_size=30), st.integers(-2, 40))
def test_any_words_give_topics_of_the_closed_list(words, paragraph):
    article = MATCHER.article([words])
    assert set(article.of_statement(words, paragraph)) <= set(TOPICS)
    assert set(article.of_encounter(words, paragraph)) <= set(TOPICS)


def either(item):
    extra = item.get("topics_alts") or ([item["topics_alt"]] if "topics_alt" in item else [])
    return [set(topics) for topics in (item["topics"], *extra)]


def dice(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


class Gold:
    """One gold article, read by paragraphs."""

    def __init__(self, record):
        tokens = tokenize(record["text"])
        self.norms, self.starts = [t.norm for t in tokens], [t.start for t in tokens]
        paragraphs, firsts, current = [], [], []
        for token in (*tokens, None):
            if token and token.kind != "newline":
                if not current:
                    firsts.append(token.start)
                current.append(token.norm)
            elif current:
                paragraphs.append(current)
                current = []
        self.firsts = firsts
        self.topics: ArticleTopics = MATCHER.article(paragraphs)

    def words(self, span):
        return self.norms[bisect_left(self.starts, span["start"]) : bisect_left(self.starts, span["end"])]

    def paragraph(self, span):
        return max(0, bisect_right(self.firsts, span["start"]) - 1)


def f1(pairs):
    hit = wanted = given_ = 0
    for item, topics in pairs:
        best = max(either(item), key=lambda gold: dice(gold, topics))
        hit, wanted, given_ = hit + len(best & topics), wanted + len(best), given_ + len(topics)
    return 200 * hit / (wanted + given_)


def gold_scores():
    """F1 of topics on the gold spans of statements and encounters; optional ones are left out."""
    statements, encounters = [], []
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold = Gold(record)
        for item in record["statements"]:
            if not item["optional"]:
                span = item["content"]
                said = gold.topics.of_statement(
                    gold.words(span), gold.paragraph(span), gold.words(item["cue"])
                )
                statements.append((item, set(said)))
        for item in record["encounters"]:
            if not item["optional"]:
                span = item["evidence"]
                said = gold.topics.of_encounter(gold.words(span), gold.paragraph(span))
                encounters.append((item, set(said)))
    return f1(statements), f1(encounters)


@pytest.mark.shared
@pytest.mark.skipif(not GOLD.exists(), reason="the gold articles of ../shared are not here")
def test_topics_of_gold_spans_hold_their_scores():
    statements, encounters = gold_scores()
    print(f"statements {statements:.1f} encounters {encounters:.1f}")
    assert statements >= 71.0
    assert encounters >= 62.5
