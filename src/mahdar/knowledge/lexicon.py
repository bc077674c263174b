"""From knowledge files to lexicon rows: every written form with what it stands for, in plain Python."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import WORD, norms_of, tokenize
from mahdar.knowledge.files import mapping_of, rows_of
from mahdar.knowledge.paradigms import (
    Form,
    adjective_forms,
    participle_forms,
    past_forms,
    present_forms,
)

#: phrase (folded words), kind, id, country, Arabic name, English name, detail
Row = tuple[list[str], str, str, str | None, str, str | None, str]


def words_of(phrase: str) -> list[str]:
    """The folded words of a phrase as tokens give them; marks between words are kept out."""
    return [t.norm for t in tokenize(str(phrase)) if t.kind == WORD or t.norm.isdigit()]


#: Marks that join words in one newspaper and are left out in the next.
_JOINING = re.compile(r"\s*[-–.·]\s*")


def _spelled(names: Iterable[str]) -> list[str]:
    """The names, and those with a hyphen or stops within them also without."""
    plain = [(n, _JOINING.sub(" ", n).strip()) for n in names]
    return list(dict.fromkeys(spelling for both in plain for spelling in both))


def _named(item: dict[str, Any]) -> list[str]:
    return _spelled([item["ar"], *(item.get("names") or [])])


def _doubt(item: dict[str, Any], form: str) -> str:
    """The mark of a form that is also an ordinary word or somebody else's name: it needs more evidence."""
    risky = item.get("ambiguous") or []
    return "?" if isinstance(risky, list) and form in _spelled(risky) else ""


def country_rows(overlay: Path | None) -> list[Row]:
    """Names, adjectives, capitals and metonyms of countries."""
    rows: list[Row] = []
    for c in rows_of("countries.yml", overlay):
        code, ar, en = c["code"], c["ar"], c["en"]
        rows += [(norms_of(n), "country", code, code, ar, en, _doubt(c, n)) for n in _named(c)]
        for base in c.get("adjectives") or []:
            named = [words_of(n) for n in _named(c)]
            rows += [
                r
                for r in _adjectives(base, code, ar, en, _doubt(c, base))
                if not (r[0] in named and r[0][-1].endswith("ا"))
            ]
        for plural in c.get("plurals") or []:
            rows += [(norms_of(p + plural), "adjective", code, code, ar, en, "mp") for p in ("", "ال")]
        if capital := c.get("capital"):
            rows += [
                (
                    norms_of(n),
                    "place",
                    capital["en"],
                    code,
                    capital["ar"],
                    capital["en"],
                    "capital" + _doubt(c, n),
                )
                for n in _named(capital)
            ]
        for house in c.get("government") or []:
            rows += [
                (norms_of(n), "government", house["en"], code, house["ar"], house["en"], house["kind"])
                for n in _named(house)
            ]
    return rows


def _adjectives(base: str, code: str, ar: str, en: str, doubt: str = "") -> list[Row]:
    parts = base.split()
    if not parts[0].endswith("ي"):
        return [(norms_of(base), "adjective", code, code, ar, en, "ms" + doubt)]
    rows: list[Row] = []
    for form in adjective_forms(parts[0]):
        article = form.norm.startswith("ال") and not fold(parts[0]).startswith("ال")
        tails = [[]] if len(parts) == 1 else _agreeing(parts[1:], form, article)
        bare = form.gender == "m" and form.number == "s" and not article
        detail = (form.gender or "") + (form.number or "") + (doubt if bare else "")
        rows += [([form.norm, *tail], "adjective", code, code, ar, en, detail) for tail in tails]
    return rows


def _agreeing(words: list[str], form: Form, article: bool) -> list[list[str]]:
    """The rest of an adjective of several words («كوري جنوبي»), agreeing with its first in ending and article."""
    ending = form.norm[form.norm.rindex("ي") + 1 :]
    tail = []
    for word in words:
        stem = fold(word)
        tail.append(("ال" if article else "") + stem + (ending if stem.endswith("ي") else ""))
    return [tail]


def place_rows(overlay: Path | None) -> list[Row]:
    """Cities, palaces, venues and regions."""
    rows: list[Row] = []
    for p in rows_of("places.tsv", overlay):
        names = _spelled([p["ar"], *filter(None, (p.get("alternatives") or "").split("|"))])
        detail = p["kind"] + ("?" if p.get("ambiguous") == "yes" else "")
        rows += [
            (norms_of(n), "place", p["en"], p["country"] or None, p["ar"], p["en"], detail) for n in names
        ]
    return rows


def body_rows(overlay: Path | None) -> list[Row]:
    """Organisations, agencies and outlets, which speak and pass on."""
    rows: list[Row] = []
    for o in rows_of("organizations.yml", overlay):
        code, ar, en = o.get("code"), o["ar"], o.get("en")
        rows += [
            (norms_of(n), "organization", o["id"], code, ar, en, o["kind"] + _doubt(o, n)) for n in _named(o)
        ]
        for base in (o.get("adjectives") or []) if code in ("UN", "EU") else []:
            rows += _adjectives(base, str(code), ar, en or ar)
    for a in rows_of("agencies.yml", overlay):
        for n in _spelled([*_named(a), *(a.get("credit") or [])]):
            detail = (a.get("owner") or "") + _doubt(a, n)
            rows.append((norms_of(n), "agency", a["id"], a.get("country"), a["ar"], a.get("en"), detail))
    heads = tuple(mapping_of("grammar.yml", overlay)["outlet_heads"])
    for o in rows_of("outlets.yml", overlay):
        for n in _named(o):
            alone = o.get("needs_head") and not n.startswith(heads)
            detail = o["kind"] + ("?" if alone else _doubt(o, n))
            rows.append((norms_of(n), "outlet", o["id"], o.get("country"), o["ar"], o.get("en"), detail))
    return rows


def _sides(tenures: list[dict[str, Any]], countries: set[str]) -> dict[str, str]:
    """Each person's country: the one of most tenures, a state before the United Nations or the Union."""
    served: dict[str, Counter[str]] = {}
    for t in tenures:
        if t["country"] in countries or t["country"] in ("UN", "EU"):
            served.setdefault(t["person"], Counter())[t["country"]] += 1
    return {
        person: max(found, key=lambda code: (code in countries, found[code], code))
        for person, found in served.items()
    }


def person_rows(overlay: Path | None) -> list[Row]:
    """Known people: full names and the short forms newspapers use alone."""
    rows: list[Row] = []
    countries = {c["code"] for c in rows_of("countries.yml", overlay)}
    country = _sides(rows_of("tenures", overlay), countries)
    for p in rows_of("people.tsv", overlay):
        side = country.get(p["person"])
        full = _spelled([p["ar"], *filter(None, p["ar_variants"].split("|"))])
        short = _spelled(filter(None, p["surname_ar"].split("|")))
        gender = p.get("gender") or "m"
        rows += [(norms_of(n), "person", p["person"], side, p["ar"], p["en"], gender) for n in full]
        rows += [(norms_of(n), "surname", p["person"], side, p["ar"], p["en"], gender) for n in short]
    return rows


def phrase_rows(overlay: Path | None) -> list[Row]:
    """All phrases of the matcher; empty ones are left out, doubles are kept once."""
    rows = country_rows(overlay) + place_rows(overlay) + body_rows(overlay) + person_rows(overlay)
    return list({(tuple(r[0]), *r[1:3]): r for r in rows if r[0]}.values())


def verb_rows(overlay: Path | None) -> list[dict[str, Any]]:
    """Verbs of saying with all their written forms: `{id, act, takes …, forms: [[norm, kind, gender, number, …]]}`."""
    out = []
    for v in rows_of("saying.yml", overlay):
        forms: list[Form] = past_forms(v["verb"], v["present"])
        if not v.get("past_only"):
            forms += present_forms(v["present"])
        if v.get("participle"):
            forms += participle_forms(v["participle"])
        forms += [Form(fold(w), "past", "m", "s") for w in v.get("also") or []]
        for noun in v.get("noun") or []:
            stem = fold(noun)
            open_stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
            suffixed = [Form(fold(open_stem) + o, "noun", None, None, 3, o) for o in ("ه", "ها", "هم", "هما")]
            forms += [Form(stem, "noun", None, None), Form("ال" + stem, "noun", None, None), *suffixed]
        if v.get("strict"):
            forms = [f for f in forms if f.object is None]
        keep = ("act", "en", "takes", "to", "needs", "needs_person", "noun_takes", "strict", "needs_for")
        out.append(
            {
                "id": v["verb"],
                **{k: v[k] for k in keep if k in v},
                "forms": [list(f) for f in dict.fromkeys(forms)],
            }
        )
    return out


def title_rows(overlay: Path | None) -> dict[str, Any]:
    """The title lexicon with its heads in all forms: norm words → noun, class, gender, number, definite."""
    titles = mapping_of("titles.yml", overlay)
    heads: list[list[Any]] = []
    for h in titles["heads"]:
        words = words_of(h["noun"])
        base, tail = words[0], words[1:]
        singular = [(base, "m", "s"), (base + "ه", "f", "s"), (base + "ا", "m", "s")]
        dual = [(base + e, "m", "d") for e in ("ان", "ين", "ي", "ا")] + [
            (base + "تان", "f", "d"),
            (base + "تي", "f", "d"),
        ]
        plural = [(fold(p), "m", "p") for p in h.get("plural") or []] + [
            (base + e, "m", "p") for e in ("ون", "ين", "و")
        ]
        seen: dict[str, list[Any]] = {}
        for norm, gender, number in [
            *singular[:2],
            *plural[: len(h.get("plural") or [])],
            *dual,
            *plural,
            singular[2],
        ]:
            if gender == "f" and h.get("no_feminine"):
                continue
            for article in ("", "ال"):
                row = [
                    [article + norm, *tail],
                    h["noun"],
                    h["class"],
                    gender,
                    number,
                    bool(article) or any(w.startswith("ال") for w in tail),
                    h.get("country"),
                ]
                seen.setdefault(article + norm, row)
        heads += seen.values()
    return {**titles, "heads": heads}
