"""Our scorers give the figures of the originals beside the gold articles, to the digit."""

import copy
import importlib.util
import json
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mahdar.evaluating import evaluate, load, load_pairs, score_copies, score_merged
from tests.shared import SHARED

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "gold" / "score.py").exists(), reason=f"no gold articles at {SHARED}"),
]
GOLD = SHARED / "gold"


def original(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(GOLD))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location(name, GOLD / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def perturbed(gold: dict[str, dict[str, Any]], chance: random.Random) -> dict[str, dict[str, Any]]:
    """Predictions that err in every way that is scored."""
    out = {}
    for doc_id, record in gold.items():
        if chance.random() < 0.05:
            continue
        wrong = copy.deepcopy(record)
        wrong["statements"] = [
            _statement(s, wrong, chance) for s in wrong["statements"] if chance.random() < 0.85
        ]
        wrong["encounters"] = [
            _encounter(e, wrong, chance) for e in wrong["encounters"] if chance.random() < 0.85
        ]
        for actor in wrong["actors"]:
            if chance.random() < 0.2:
                actor["name"] = chance.choice([*actor["name"].split(), "فلان الفلاني"])
            if chance.random() < 0.1:
                actor["country"] = chance.choice([None, "FR"])
        out[doc_id] = wrong
    return out


def _shifted(span: dict[str, Any], text: str, chance: random.Random) -> dict[str, Any]:
    start = max(0, span["start"] + chance.randint(-40, 40))
    end = min(len(text), max(start + 1, span["end"] + chance.randint(-60, 60)))
    return {"start": start, "end": end, "exact": text[start:end]}


def _statement(item: dict[str, Any], record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    ids = [actor["id"] for actor in record["actors"]]
    if chance.random() < 0.4:
        item["content"] = _shifted(item["content"], record["text"], chance)
    if chance.random() < 0.2:
        item["speakers"] = chance.sample(ids, min(len(ids), chance.randint(0, 2)))
    if chance.random() < 0.2:
        item["via"] = chance.sample(ids, min(len(ids), 1))
    if chance.random() < 0.2:
        item["mode"] = "mixed"
    if chance.random() < 0.2:
        item["topics"] = ["other", "trade-economy"]
    if chance.random() < 0.1:
        item["cue"] = None
    return item


def _encounter(item: dict[str, Any], record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    ids = [actor["id"] for actor in record["actors"]]
    if chance.random() < 0.3:
        item["date"] = chance.choice(
            [None, "2015", "2015-08", "2015-08-11", "XXXX-08-11", "2015-08-01/2015-08-20"]
        )
    if chance.random() < 0.3:
        item["participants"] = chance.sample(ids, min(len(ids), 2))
    if chance.random() < 0.2:
        item["status"], item["country"], item["place"] = "planned", None, "مكان"
    if chance.random() < 0.1:
        item["kind"] = "visit"
    return item


@pytest.mark.parametrize("seed", range(4))
def test_scores_and_errors_of_articles(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = original("score", monkeypatch)
    gold = load(GOLD / "dev.jsonl")
    predicted = perturbed(gold, random.Random(seed))
    assert evaluate(gold, predicted) == theirs.evaluate(gold, predicted)


def test_scores_of_gold_against_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    gold = load(GOLD / "dev.jsonl")
    assert gold == original("score", monkeypatch).load(str(GOLD / "dev.jsonl"))
    assert evaluate(gold, gold) == original("score", monkeypatch).evaluate(gold, gold)


@pytest.mark.parametrize("seed", range(2))
def test_scores_of_merged_encounters(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    gold = load(GOLD / "dev.jsonl")
    predicted = perturbed(gold, chance)
    groups = json.loads((GOLD / "encounters.json").read_text("utf-8"))
    reports = [(doc, e["id"]) for doc, record in predicted.items() for e in record["encounters"]]
    truth = {tuple(report): n for n, group in enumerate(groups) for report in group["reports"]}
    clusters: dict[int, list[tuple[str, str]]] = {}
    for report in reports:
        name = truth.get(report, 1000) if chance.random() < 0.7 else chance.randint(0, 50)
        clusters.setdefault(name, []).append(report)
    merged = [{"id": n, "date": chance.choice([None, "2015-08"]), "reports": r} for n, r in clusters.items()]
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, predicted.values())), "utf-8")
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, merged)), "utf-8")
    original("score", monkeypatch)
    theirs = original("score_record", monkeypatch)
    theirs.main(
        str(GOLD / "dev.jsonl"),
        str(GOLD / "encounters.json"),
        str(tmp_path / "p.jsonl"),
        str(tmp_path / "c.jsonl"),
    )
    assert score_merged(gold, groups, predicted, merged) == capsys.readouterr().out.splitlines()


def test_scores_of_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(1)
    gold = load_pairs(GOLD / "copies.jsonl")
    rows = []
    for pair in gold.values():
        passages = [p for p in pair["passages"] if chance.random() < 0.7]
        passages = [{"a": [max(0, p["a"][0] - 9), p["a"][1]], "b": p["b"]} for p in passages]
        label = pair["label"] if chance.random() < 0.7 else chance.choice(["copy", "partial", "none"])
        turned = {"a": pair["b"], "b": pair["a"], "label": label}
        rows.append({**turned, "passages": [{"a": p["b"], "b": p["a"]} for p in passages]})
    path = tmp_path / "p.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    original("score_copies", monkeypatch).main(str(GOLD / "copies.jsonl"), str(path))
    assert score_copies(gold, load_pairs(path)) == capsys.readouterr().out.splitlines()
