"""Scores of merged encounters: are the reports of one real encounter together, and of two apart?

Origin: `score_record.py`, published with the gold articles by the project, Apache-2.0, taken in whole and typed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from mahdar.evaluating.articles import match_encounters
from mahdar.evaluating.identity import Json
from mahdar.evaluating.measures import date_verdict

Key = tuple[str, str]
Members = dict[str, set[Key]]


def f1(p: float, r: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * p * r / (p + r) if p + r else 0.0


def score_merged(
    gold: dict[str, Json], groups: list[Json], pred: dict[str, Json], clusters: list[Json]
) -> list[str]:
    """Lines that tell how well predicted clusters of reports fit the gold groups.

    Predicted reports are first matched to gold reports inside their article. B-cubed and pairwise figures are taken
    over the gold reports; a report that was not found counts nothing towards precision or recall. The date of a
    gold group is compared with that of the cluster that holds most of its found reports.

    Args:
        gold: article records by `doc_id`.
        groups: gold groups with `id`, `date` and `reports` ([[doc_id, encounter id], …]).
        pred: predicted article records by `doc_id`.
        clusters: predicted groups of the same form, with the encounter ids of `pred`.
    """
    truth: dict[Key, str] = {(r[0], r[1]): g["id"] for g in groups for r in g["reports"]}
    said = _said(gold, pred, truth, clusters)
    members_t, members_s = _members(truth), _members(said)
    lines = [f"reports {len(truth)}  found {len(said)}  gold encounters {len(groups)}"]
    for label, keys in (
        ("B-cubed, all reports", list(truth)),
        (
            "B-cubed, reports of encounters told twice or more",
            [k for k in truth if len(members_t[truth[k]]) > 1],
        ),
    ):
        shared = {k: len(members_t[truth[k]] & members_s[said[k]]) for k in keys if k in said}
        p = sum(n / len(members_s[said[k]]) for k, n in shared.items()) / len(keys)
        r = sum(n / len(members_t[truth[k]]) for k, n in shared.items()) / len(keys)
        lines.append(f"{label}: P {100 * p:.1f}  R {100 * r:.1f}  F1 {100 * f1(p, r):.1f}")
    together, claimed = _pairs(members_t), _pairs(members_s)
    p = len(together & claimed) / len(claimed) if claimed else 0.0
    r = len(together & claimed) / len(together) if together else 0.0
    lines.append(f"pairwise: P {100 * p:.1f}  R {100 * r:.1f}  F1 {100 * f1(p, r):.1f}")
    lines.append(_dates(groups, said, {str(c["id"]): c.get("date") for c in clusters}))
    return lines


def _said(
    gold: dict[str, Json], pred: dict[str, Json], truth: dict[Key, str], clusters: list[Json]
) -> dict[Key, str]:
    """Gold report -> the cluster in which its predicted counterpart stands."""
    where: dict[Key, str] = {(r[0], r[1]): str(c["id"]) for c in clusters for r in c["reports"]}
    said: dict[Key, str] = {}
    for doc_id, g in gold.items():
        p = pred.get(doc_id, {})
        for _, i, j in match_encounters(g, p):
            key = (doc_id, g["encounters"][i]["id"])
            if key in truth:
                said[key] = where.get((doc_id, p["encounters"][j]["id"]), f"alone:{key}")
    return said


def _members(names: dict[Key, str]) -> Members:
    members: Members = defaultdict(set)
    for key, name in names.items():
        members[name].add(key)
    return members


def _pairs(members: Members) -> set[frozenset[Key]]:
    return {frozenset(c) for m in members.values() for c in combinations(sorted(m), 2)}


def _dates(groups: list[Json], said: dict[Key, str], dates: dict[str, str | None]) -> str:
    verdicts: Counter[str] = Counter()
    for g in groups:
        votes = Counter(said[r[0], r[1]] for r in g["reports"] if (r[0], r[1]) in said)
        if votes:
            best = min(votes, key=lambda n: (-votes[n], n))
            verdicts[date_verdict([g["date"]], dates.get(best))] += 1
        else:
            verdicts["unfound"] += 1
    dated = sum(g["date"] is not None for g in groups)
    return (
        f"date exact {verdicts['exact']} of {dated} dated; compatible {verdicts['compatible']}, "
        f"silent {verdicts['silent']}, wrong {verdicts['wrong']}; given where gold has none {verdicts['ungrounded']}"
    )
