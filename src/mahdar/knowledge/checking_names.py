"""Checks of names: each can be found in a text, each has one owner or says that it has more, each example holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mahdar.arabic.tokens import norms_of
from mahdar.knowledge.forms import arabic_forms
from mahdar.knowledge.knowledge import Knowledge
from mahdar.knowledge.lexicon import Row, phrase_rows, words_of
from mahdar.knowledge.located import Fault, Located
from mahdar.knowledge.shapes import own_name

_MATCHED = ("countries.yml", "organizations.yml", "agencies.yml", "outlets.yml", "places.tsv", "people.tsv")
"""Files whose names are phrases of the matcher."""


def reach_faults(every: list[Located], knowledge: Knowledge) -> Iterator[Fault]:
    """Names that no text can hold as the matcher sees it, and names that one entry gives twice."""
    for entry in every:
        if own_name(entry.file) not in _MATCHED:
            continue
        seen: dict[tuple[str, ...], str] = {}
        for form in _listed(entry.row):
            words = tuple(norms_of(form))
            if not _reached(form, entry.row, knowledge):
                wrong = f"«{form}» is not found in a text that holds it"
                yield entry.fault(wrong, "write it as words divided by spaces")
            elif words in seen:
                wrong = f"«{form}» and «{seen[words]}» are one form after folding"
                yield entry.fault(wrong, "keep one of them")
            seen.setdefault(words, form)


def _listed(row: dict[str, Any]) -> list[str]:
    """The forms of an entry by itself; a credit may repeat a name, and a surname a variant."""
    own = {key: value for key, value in row.items() if key not in ("capital", "government", "adjectives")}
    return arabic_forms({key: value for key, value in own.items() if key not in ("credit", "surname_ar")})


def _reached(form: str, row: dict[str, Any], knowledge: Knowledge) -> bool:
    norms = norms_of(form)
    ids = {row.get("id"), row.get("code"), row.get("person"), row["en"]}
    return bool(norms) and any(
        hit.entry.id in ids and hit.length == len(norms) for hit in knowledge.phrases.longest(norms, 0)
    )


def alias_faults(every: list[Located], overlay: Path | None) -> Iterator[Fault]:
    """Names with two owners where neither says so.

    Surnames are shared by their nature: the reader chooses by office, country and full name. A house and its
    place, a capital and its state are one owner where they bear one name in one country.
    """
    lines = _lines(every)
    owners: dict[tuple[str, ...], dict[tuple[str, ...], list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in phrase_rows(overlay):
        owners[tuple(row[0])][_owner(row)].append(row)
    stems = {
        (r[3], _stem(r[0])) for found in owners.values() for rs in found.values() for r in rs if _marked(r)
    }
    for words, found in owners.items():
        rows = [row for each in found.values() for row in each]
        if len(found) < 2 or _of_one_state(found) or all(row[1] == "surname" for row in rows):
            continue
        if any(_marked(row) or (row[1] == "adjective" and (row[3], _stem(words)) in stems) for row in rows):
            continue
        first, *others = sorted(found)
        if first[0] == "person" == others[0][0] and _noted(first[1], others[0][1], every):
            continue
        file, line = lines.get(first, ("", 1))
        wrong = f"«{' '.join(words)}» belongs to {', '.join(' '.join(o) for o in others)} as well"
        mend = "mark the form as ambiguous at one of them (for two people: name the other in the note)"
        yield Fault(file, line, " ".join(first), wrong, mend)


def _of_one_state(owners: Iterable[tuple[str, ...]]) -> bool:
    """A state, or its adjective, and its own capital or house: «برازيليا», «الكرسي الرسولي»."""
    kinds, states = zip(*owners, strict=True)
    return set(kinds) == {"country", "place"} and len(set(states)) == 1


def _owner(row: Row) -> tuple[str, ...]:
    _, kind, ident, country, _, name_en, _ = row
    if kind in ("country", "adjective"):
        return ("country", country or "")
    if kind in ("place", "government"):
        return ("place", country or name_en or "")
    return ("person" if kind == "surname" else kind, ident)


def _lines(every: list[Located]) -> dict[tuple[str, ...], tuple[str, int]]:
    """File and line of each owner."""
    kinds = {
        "countries.yml": ("country", "code"), "people.tsv": ("person", "person"), "agencies.yml": ("agency", "id"),
        "organizations.yml": ("organization", "id"), "outlets.yml": ("outlet", "id"), "places.tsv": ("place", "en"),
    }  # fmt: skip
    out: dict[tuple[str, ...], tuple[str, int]] = {}
    for entry in every:
        if own := kinds.get(own_name(entry.file)):
            out.setdefault((own[0], entry.row[own[1]]), (entry.file, entry.line))
    return out


def _marked(row: Row) -> bool:
    return bool(row[6].endswith("?"))


def _stem(words: list[str] | tuple[str, ...]) -> str:
    return words[0].removeprefix("ال")[:4]


def _noted(one: str, other: str, every: list[Located]) -> bool:
    notes = {e.row["person"]: e.row.get("note") or "" for e in every if own_name(e.file) == "people.tsv"}
    return other in notes.get(one, "") or one in notes.get(other, "")


def example_faults(every: list[Located], knowledge: Knowledge) -> Iterator[Fault]:
    """Examples in which the entry is not seen; those of topics are read by the tests of reading."""
    for entry in every:
        if isinstance(entry.row, dict) and own_name(entry.file) != "topics.yml":
            for example in entry.row.get("examples") or ():
                if not _seen(entry, norms_of(example), knowledge):
                    wrong = f"the example «{example}» does not show the entry"
                    yield entry.fault(wrong, "correct the example or the forms")


def _seen(entry: Located, norms: list[str], knowledge: Knowledge) -> bool:
    row = entry.row
    if own_name(entry.file) in _MATCHED:
        ids = {row.get("id"), row.get("code"), row.get("person"), row["en"]}
        return any(hit.entry.id in ids for i in range(len(norms)) for hit in knowledge.phrases.at(norms, i))
    if own_name(entry.file) == "saying.yml":
        bare = [form for norm in norms for form in (norm, norm[1:] if norm[0] in "وف" else norm)]
        return any(form.verb.id == row["verb"] for norm in bare for form in knowledge.verbs.get(norm, ()))
    text = " ".join(norms)
    return any(" ".join(words_of(form)) in text for form in arabic_forms(row))
