"""What the gold articles must at least give: encounters, their dates, and few dates that are wrong."""

import importlib.util
import json

import pytest

from mahdar.knowledge import load
from mahdar.model import Article, to_json
from mahdar.reading import read_article
from tests.shared import SHARED

GOLD = SHARED / "gold"


@pytest.mark.shared
@pytest.mark.skipif(not (GOLD / "dev.jsonl").exists(), reason="the gold articles are not beside the project")
def test_encounters_of_the_gold_articles():
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = score.load(str(GOLD / "dev.jsonl"))
    predicted = {}
    for doc_id, row in gold.items():
        article = Article(doc_id=doc_id, text=row["text"], published=row["published"], outlet=row["outlet"])
        predicted[doc_id] = json.loads(to_json(read_article(article, load())))
    figures, _ = score.evaluate(gold, predicted)
    assert figures["encounter"]["F1"] >= 70
    assert figures["encounter dates"]["F1"] >= 59
    assert figures["encounter dates"]["P"] >= 88
    assert figures["exact participants on found"] >= 82
    assert figures["status right on found"] >= 92
    assert figures["country right on found"] >= 84
    assert figures["place right where gold has one"] >= 72
    assert figures["encounter topics"]["F1"] >= 64
