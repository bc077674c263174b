"""Scores of article records: statements, speakers, encounters, dates, topics. Micro-averages over articles.

Origin: `score.py`, published with the gold articles by the project, Apache-2.0, taken in whole and typed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mahdar.evaluating.identity import Json, Matcher, either, phrase_key
from mahdar.evaluating.measures import Tally, best_topics, date_verdict, dice, greedy, words_in

Figures = dict[str, Any]
"""Name of a score to its value: a number, a dict of P, R and F1, or counts in words."""


class SpanMismatch(ValueError):
    """A predicted span does not give its words; such a prediction is not scored at all."""


def match_encounters(gold: Json, pred: Json) -> list[tuple[float, int, int]]:
    """Pairs (score, gold index, predicted index): same kind, at least half of the participants shared."""
    text, who = gold["text"], Matcher(gold, pred)
    pairs: list[tuple[Any, ...]] = []
    for i, g in enumerate(gold["encounters"]):
        for j, p in enumerate(pred.get("encounters", [])):
            if g["kind"] != p.get("kind"):
                continue
            ids = p.get("participants", [])
            hit, _, size = who.best(g, "participants", ids, joint=g["kind"] == "agreement")
            total = size + len(set(ids)) - hit
            if total and hit / total >= 0.5:
                near = dice(words_in(text, g["evidence"]), words_in(text, p.get("evidence")))
                same_date = date_verdict(either(g, "date"), p.get("date")) in ("exact", "empty")
                same_country = p.get("country") in either(g, "country")
                pairs.append((hit / total + same_date + 0.5 * same_country + 0.5 * near, i, j))
    return greedy(pairs)


def score_statements(gold: Json, pred: Json, t: Tally, errors: list[str]) -> None:
    """Count one article's statements into the tally and list what is wrong."""
    text, who, doc = gold["text"], Matcher(gold, pred), gold["doc_id"]
    gs, ps = gold["statements"], pred.get("statements", [])
    gw = [words_in(text, s["content"]) for s in gs]
    pw = [words_in(text, s["content"]) for s in ps]
    pairs: list[tuple[Any, ...]] = []
    for i, a in enumerate(gw):
        for j, b in enumerate(pw):
            if (d := dice(a, b)) >= 0.5:
                pairs.append((d, who.best(gs[i], "speakers", ps[j].get("speakers", []), joint=True)[1], i, j))
    found = greedy(pairs)
    excused = {j for _, i, j in found if gs[i].get("optional")}
    found = [f for f in found if f[2] not in excused]
    t["st_gold"] += sum(not s.get("optional") for s in gs)
    t["st_pred"] += len(ps) - len(excused)
    for d, i, j in found:
        _score_found_statement(gs[i], ps[j], d, who, doc, t, errors)
    hits_g, hits_p = {i for _, i, _ in found}, {j for _, _, j in found} | excused
    errors += [
        f"{doc} missed statement: [{s['cue']['exact']}] {s['content']['exact'][:90]}"
        for i, s in enumerate(gs)
        if i not in hits_g and not s.get("optional")
    ]
    errors += [
        f"{doc} spurious statement: {s['content']['exact'][:90]}" for j, s in enumerate(ps) if j not in hits_p
    ]


def _score_found_statement(
    g: Json, p: Json, overlap: float, who: Matcher, doc: str, t: Tally, errors: list[str]
) -> None:
    speakers, via, topics = p.get("speakers", []), p.get("via", []), set(p.get("topics", []))
    _, same, _ = who.best(g, "speakers", speakers, joint=True)
    t["st_hit"] += 1
    t.add("st_dice", overlap)
    t["st_attr"] += same
    t["st_mode"] += p.get("mode") in either(g, "mode")
    cue = p.get("cue")
    if cue:
        t["st_cue"] += cue["start"] < g["cue"]["end"] and cue["end"] > g["cue"]["start"]
    if not same:
        names = (
            [who.gold[x]["name"] for x in g["speakers"]],
            [who.pred.get(x, {}).get("name") for x in speakers],
        )
        errors.append(f"{doc} speaker: {names[0]} but got {names[1]}: {g['content']['exact'][:70]}")
    hit, _, size = who.best(g, "via", via)
    t["via_gold"] += size
    t["via_pred"] += len(set(via))
    t["via_hit"] += hit
    want = best_topics(g, list(topics))
    t["tp_gold"] += len(want)
    t["tp_pred"] += len(topics)
    t["tp_hit"] += len(want & topics)


def score_encounters(gold: Json, pred: Json, t: Tally, errors: list[str]) -> None:
    """Count one article's encounters into the tally and list what is wrong."""
    who, doc = Matcher(gold, pred), gold["doc_id"]
    ge, pe = gold["encounters"], pred.get("encounters", [])
    found = match_encounters(gold, pred)
    excused = {j for _, i, j in found if ge[i].get("optional")}
    found = [f for f in found if f[2] not in excused]
    t["en_gold"] += sum(not e.get("optional") for e in ge)
    t["en_pred"] += len(pe) - len(excused)
    t["ed_gold"] += sum(not e.get("optional") and all(either(e, "date")) for e in ge)
    for _, i, j in found:
        _score_found_encounter(ge[i], pe[j], who, doc, t, errors)
    hits_g, hits_p = {i for _, i, _ in found}, {j for _, _, j in found} | excused
    errors += [
        f"{doc} missed {e['kind']}: {e['evidence']['exact'][:90]}"
        for i, e in enumerate(ge)
        if i not in hits_g and not e.get("optional")
    ]
    errors += [
        f"{doc} spurious {e['kind']}: {(e.get('evidence') or {}).get('exact', '')[:90]}"
        for j, e in enumerate(pe)
        if j not in hits_p
    ]


def _score_found_encounter(g: Json, p: Json, who: Matcher, doc: str, t: Tally, errors: list[str]) -> None:
    verdict = date_verdict(either(g, "date"), p.get("date"))
    t["en_hit"] += 1
    t["en_who"] += who.best(g, "participants", p.get("participants", []), joint=g["kind"] == "agreement")[1]
    t["ed_hit"] += verdict == "exact"
    t["ed_gold"] += verdict == "exact" and not all(either(g, "date"))
    t["ed_pred"] += bool(p.get("date"))
    t["ed_" + verdict] += 1
    t["en_status"] += p.get("status") in either(g, "status")
    t["en_country"] += p.get("country") in either(g, "country")
    places = [phrase_key(x) for x in either(g, "place") if x]
    if places and (p.get("place") or all(either(g, "place"))):
        t["pl_gold"] += 1
        t["pl_hit"] += any(x & phrase_key(p.get("place") or "") for x in places)
    topics = set(p.get("topics", []))
    want = best_topics(g, list(topics))
    t["et_gold"] += len(want)
    t["et_pred"] += len(topics)
    t["et_hit"] += len(want & topics)
    if verdict not in ("exact", "empty"):
        gold_dates, words = either(g, "date"), g["evidence"]["exact"][:80]
        errors.append(f"{doc} date {verdict}: {gold_dates} but got {p.get('date')}: {words}")


def check_spans(doc_id: str, text: str, pred: Json) -> None:
    """Check that the offsets of a prediction give its words.

    Raises:
        SpanMismatch: where they do not.
    """
    for kind, key in (("statements", "content"), ("statements", "cue"), ("encounters", "evidence")):
        for item in pred.get(kind, []):
            span = item.get(key)
            if span and text[span["start"] : span["end"]] != span["exact"]:
                raise SpanMismatch(f"{doc_id}: the offsets of a {key} do not give its words: {span}")


def report(t: Tally) -> Figures:
    """The figures of a tally, in the order they are printed."""
    return {
        "articles": t["articles"],
        "statement": t.prf("st_hit", "st_gold", "st_pred"),
        "statement+speaker": t.prf("st_attr", "st_gold", "st_pred"),
        "speaker right on found": t.rate("st_attr", "st_hit"),
        "boundary overlap on found": t.rate("st_dice", "st_hit"),
        "cue right on found": t.rate("st_cue", "st_hit"),
        "mode right on found": t.rate("st_mode", "st_hit"),
        "via": t.prf("via_hit", "via_gold", "via_pred"),
        "statement topics": t.prf("tp_hit", "tp_gold", "tp_pred"),
        "encounter": t.prf("en_hit", "en_gold", "en_pred"),
        "encounter dates": t.prf("ed_hit", "ed_gold", "ed_pred"),
        "dates exact/compatible/silent": f"{t['ed_exact']}/{t['ed_compatible']}/{t['ed_silent']}",
        "dates wrong/ungrounded": f"{t['ed_wrong']}/{t['ed_ungrounded']}",
        "exact participants on found": t.rate("en_who", "en_hit"),
        "status right on found": t.rate("en_status", "en_hit"),
        "country right on found": t.rate("en_country", "en_hit"),
        "place right where gold has one": t.rate("pl_hit", "pl_gold"),
        "encounter topics": t.prf("et_hit", "et_gold", "et_pred"),
    }


def load(path: str | Path) -> dict[str, Json]:
    """The records of a JSON Lines file by `doc_id`."""
    with Path(path).open(encoding="utf-8") as lines:
        return {r["doc_id"]: r for r in map(json.loads, filter(str.strip, lines))}


def evaluate(gold: dict[str, Json], pred: dict[str, Json]) -> tuple[Figures, list[str]]:
    """Scores of predicted records against gold ones, and the errors in words.

    An article that is not predicted counts as predicted empty; one that gold does not have is passed over.

    Raises:
        SpanMismatch: where a predicted span does not give its words.
    """
    t = Tally()
    errors: list[str] = []
    for doc_id, g in gold.items():
        p = pred.get(doc_id, {})
        check_spans(doc_id, g["text"], p)
        t["articles"] += 1
        score_statements(g, p, t, errors)
        score_encounters(g, p, t, errors)
    return report(t), errors
