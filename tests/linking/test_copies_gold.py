"""Scores on the labelled pairs of articles, and the two samples that share a statement."""

import gzip
import json

import pytest

from mahdar.evaluating.copies import load_pairs, score_copies
from mahdar.linking.copies import CopyText, find_copies
from tests.linking.wires import inside
from tests.shared import SHARED

GOLD = SHARED / "gold" / "copies.jsonl"
CORPUS = SHARED / "corpus" / "saudinewsnet.jsonl.gz"
SAMPLES = SHARED / "samples"


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not (GOLD.exists() and CORPUS.exists()), reason=f"no labelled pairs at {GOLD}")
def test_scores_on_the_labelled_pairs_do_not_fall() -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [
        CopyText(doc_id=r["id"], text=r["text"], outlet=r["outlet"], day=r["collected"][:10]) for r in rows
    ]
    found = {
        (pair.a, pair.b): {
            "label": pair.label,
            "passages": [
                {"a": [p.span_a.start, p.span_a.end], "b": [p.span_b.start, p.span_b.end]}
                for p in pair.passages
            ],
        }
        for pair in find_copies(texts)
    }
    pairs, labels, characters = (line.split() for line in score_copies(load_pairs(GOLD), found))
    assert float(pairs[-1]) >= 95.4
    assert int(labels[2]) >= 121
    assert float(characters[5]) >= 93.0
    assert float(characters[7]) >= 91.0


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.exists(), reason=f"no samples at {SAMPLES}")
def test_two_samples_share_a_statement_that_is_neither() -> None:
    texts = [CopyText(doc_id=f.stem[:3], text=f.read_text("utf-8")) for f in sorted(SAMPLES.glob("*.txt"))]
    true = [pair for pair in find_copies(texts) if pair.label != "formula"]
    (pair,) = true
    assert (pair.a, pair.b) == ("000", "001")
    assert len(pair.passages) in (4, 5)
    assert any(
        a.startswith("والمبنية على المبادئ والمصالح والقيم المشتركة") and not b for a, b in inside(pair)
    )
    (cut,) = [d for d in pair.differences if d.words[0].startswith("والمبنية")]
    assert cut.quoted
    assert ("بلاده", "سوريا") in inside(pair)
    assert any(
        d.words[1].startswith("في مواجهة السياسات الغربية") and not d.words[0] for d in pair.differences
    )
    assert pair.origin is not None
    assert pair.origin.doc_id is None
