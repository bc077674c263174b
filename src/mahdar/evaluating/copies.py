"""Scores of found copies: P, R, F1 of `copy or partial`, label accuracy, characters of passages.

Origin: `score_copies.py`, published with the gold articles by the project, Apache-2.0, taken in whole and typed.
"""

from __future__ import annotations

import json
from pathlib import Path

from mahdar.evaluating.identity import Json

Pair = tuple[str, str]


def load_pairs(path: str | Path) -> dict[Pair, Json]:
    """Labelled pairs of a JSON Lines file by their two articles, the lesser identifier first."""
    out: dict[Pair, Json] = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line.strip():
            r = json.loads(line)
            if r["a"] > r["b"]:
                turned = [{"a": p["b"], "b": p["a"]} for p in r.get("passages", [])]
                r = {**r, "a": r["b"], "b": r["a"], "passages": turned}
            out[r["a"], r["b"]] = r
    return out


def chars(r: Json | None, side: str) -> set[int]:
    """Offsets that the passages of a pair cover on one side."""
    return {i for p in (r or {}).get("passages", []) for i in range(*p[side])}


def score_copies(gold: dict[Pair, Json], pred: dict[Pair, Json]) -> list[str]:
    """Lines that tell how well predicted labels and passages fit the gold pairs; a pair not predicted is `none`."""
    real = {"copy", "partial"}
    hit = sum(g["label"] in real and pred.get(k, {}).get("label") in real for k, g in gold.items())
    said = sum(pred.get(k, {}).get("label") in real for k in gold)
    true = sum(g["label"] in real for g in gold.values())
    p, r = hit / said if said else 0.0, hit / true if true else 0.0
    right = sum(pred.get(k, {}).get("label", "none") == g["label"] for k, g in gold.items())
    both = [(k, g) for k, g in gold.items() if g["label"] in real and pred.get(k, {}).get("label") in real]
    inter = sum(len(chars(g, s) & chars(pred[k], s)) for k, g in both for s in "ab")
    gc = sum(len(chars(g, s)) for k, g in both for s in "ab")
    pc = sum(len(chars(pred[k], s)) for k, g in both for s in "ab")
    return [
        f"copy or partial  P {100 * p:.1f}  R {100 * r:.1f}  F1 {100 * 2 * p * r / (p + r) if p + r else 0:.1f}",
        f"label right      {right} of {len(gold)}",
        f"passage characters on found  P {100 * inter / pc if pc else 0:.1f}  R {100 * inter / gc if gc else 0:.1f}",
    ]
