"""Who is who: whether an actor of a prediction is an actor of the gold record.

Origin: `score.py`, published with the gold articles by the project, Apache-2.0, taken in whole and typed. Rules and
figures are the original's to the digit; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

FOLD = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیئ", "ي"),
        "ة": "ه",
        "ؤ": "و",
        "ـ": None,
        "-": " ",
        "ک": "ك",
    }
)
WORD = re.compile(r"\w+")
JOIN = re.compile(r"\b(عبد|ابو|ام|ابي) (?=\w)")
GOVERNMENT = {"حكومه", "سلطات", "جانب", "نظام", "قياده"}


def fold(text: str | None) -> str:
    """The scorer's own folding, kept apart from `mahdar.arabic` so that scores do not move with the reader."""
    text = unicodedata.normalize("NFKC", text or "").translate(FOLD)
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def person_key(name: str) -> tuple[str, ...]:
    """Words of a person's name in order; «عبد الله» is one word, غ and ج are one letter."""
    return tuple(WORD.findall(JOIN.sub(r"\1", fold(name)).replace("غ", "ج")))


def phrase_key(name: str) -> frozenset[str]:
    """Words of an institution's or group's name, without the article and common case endings."""
    words = (w[2:] if w.startswith("ال") and len(w) > 4 else w for w in WORD.findall(fold(name)))
    return frozenset(w[:-2] + "ين" if w.endswith("ون") and len(w) > 4 else w for w in words)


def within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one stand in the other in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


def same_person_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """One name within the other, in order.

    «X بن Y» names share the given name; «سلمان بن عبدالعزيز» is not his son.
    """
    short, long = sorted((a, b), key=len)
    if not short or not within(short, long):
        return False
    if len(short) == 1:
        return short[0] in (long[0], long[-1])
    if "بن" in long:
        return short[0] == long[0]
    return short[0] == long[0] or short[-1] == long[-1]


def forms(actor: Json) -> list[str]:
    """The name of an actor and its other forms."""
    return [n for n in (actor.get("name"), *(actor.get("aliases") or [])) if n]


def same_actor(a: Json, b: Json) -> bool:
    """Whether two actors of one article are one."""
    ka, kb = a.get("kind"), b.get("kind")
    ca, cb = a.get("country"), b.get("country")
    if "country" in (ka, kb):
        if ka == kb:
            return ca == cb if ca or cb else fold(a.get("name")) == fold(b.get("name"))
        other = b if ka == "country" else a
        governs = bool(phrase_key(other.get("name", "")) & GOVERNMENT)
        return bool(ca) and ca == cb and other["kind"] == "institution" and governs
    if "person" == ka == kb:
        return _same_person(a, b)
    if (ca and cb and ca != cb) or {ka, kb} == {"person", "institution"}:
        return False
    x, y = phrase_key(a.get("name", "")), phrase_key(b.get("name", ""))
    if x and y and (x <= y or y <= x or len(x & y) / len(x | y) >= 0.5):
        return True
    return bool({phrase_key(n) for n in forms(a)} & {phrase_key(n) for n in forms(b)})


def _same_person(a: Json, b: Json) -> bool:
    ea, eb = fold(a.get("name_en")), fold(b.get("name_en"))
    if ea and ea == eb:
        return True
    keys_a, keys_b = {person_key(n) for n in forms(a)}, {person_key(n) for n in forms(b)}
    if {k for k in keys_a & keys_b if len(k) > 1}:
        return True
    return same_person_name(person_key(a.get("name", "")), person_key(b.get("name", ""))) or bool(
        keys_a & keys_b
    )


def actor_map(gold: Json, pred: Json) -> dict[str, set[str]]:
    """Predicted actor id -> the gold ids that it may stand for."""
    return {p["id"]: {g["id"] for g in gold["actors"] if same_actor(g, p)} for p in pred.get("actors", [])}


def sides(ids: Iterable[str], actors: dict[str, Json]) -> frozenset[str]:
    """The countries of the actors."""
    return frozenset(c for i in ids if (c := actors.get(i, {}).get("country")))


class Matcher:
    """Compares sets of actors of one article's gold and predicted records."""

    def __init__(self, gold: Json, pred: Json) -> None:
        self.amap = actor_map(gold, pred)
        self.gold: dict[str, Json] = {a["id"]: a for a in gold["actors"]}
        self.pred: dict[str, Json] = {a["id"]: a for a in pred.get("actors", [])}

    def compare(self, gold_ids: list[str], pred_ids: list[str], joint: bool = False) -> tuple[int, bool]:
        """Shared actors, and whether the sets agree.

        With `joint`, two or more states and their principals are alike.
        """
        left, hit = set(gold_ids), 0
        for p in sorted(dict.fromkeys(pred_ids), key=lambda i: len(self.amap.get(i, ()))):
            match = self.amap.get(p, set()) & left
            if match:
                left.discard(sorted(match)[0])
                hit += 1
        same = hit == len(set(gold_ids)) == len(set(pred_ids))
        if joint and not same:
            g, p_sides = sides(gold_ids, self.gold), sides(pred_ids, self.pred)
            if len(g) > 1 and g == p_sides:
                return max(hit, min(len(set(gold_ids)), len(set(pred_ids)))), True
        return hit, same

    def best(self, item: Json, key: str, pred_ids: list[str], joint: bool = False) -> tuple[int, bool, int]:
        """Hits, agreement and size of the reading that the prediction fits best."""
        readings = ((*self.compare(ids, pred_ids, joint), len(set(ids))) for ids in either(item, key))
        return max(readings, key=lambda r: (r[1], r[0]))


def either(item: Json, key: str) -> list[Any]:
    """The values of a field that count as right: the first reading's and, where they differ, the others'."""
    if key + "_alts" in item:
        return [item[key], *item[key + "_alts"]]
    return [item[key]] + ([item[key + "_alt"]] if key + "_alt" in item else [])
