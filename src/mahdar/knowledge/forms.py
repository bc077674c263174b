"""The written forms by which an entry of a knowledge file is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mahdar.knowledge.located import Located
from mahdar.knowledge.shapes import own_name

_ALTERNATIVES = ("alternatives", "ar_variants", "surname_ar")
_FORMS = (
    "ar",
    "head",
    "verb",
    "noun",
    "names",
    "short",
    "credit",
    "adjectives",
    "titles",
    "feminine",
    "also",
    "plural",
)
_WITHIN = ("capital", "government")


def arabic_forms(row: Any) -> list[str]:
    """The Arabic names, spellings and base forms of an entry, as written there; its own name first."""
    if isinstance(row, str):
        return [row]
    return list(dict.fromkeys(_forms(row))) if isinstance(row, dict) else []


def _forms(row: dict[str, Any]) -> Iterator[str]:
    for key in _FORMS:
        value = row.get(key) or ()
        for item in [value] if isinstance(value, str) else value:
            yield item["ar"] if isinstance(item, dict) else str(item)
    for key in _ALTERNATIVES:
        yield from filter(None, (part.strip() for part in (row.get(key) or "").split("|")))
    for key in _WITHIN:
        value = row.get(key) or ()
        for item in [value] if isinstance(value, dict) else value:
            yield from _forms(item)


def own_forms(entry: Located) -> list[str]:
    """The forms of the thing itself, without those of places that belong to it."""
    if not isinstance(entry.row, dict):
        return arabic_forms(entry.row)
    return arabic_forms({key: value for key, value in entry.row.items() if key not in _WITHIN})


def english_forms(entry: Located) -> list[str]:
    """The English names and the identifiers of an entry."""
    row = entry.row
    if not isinstance(row, dict):
        return []
    keys = ["id", "person", "qid", "en", "en_adjective", "domain"]
    if own_name(entry.file) == "countries.yml":
        keys.append("code")
    found = [row[key] for key in keys if isinstance(row.get(key), str) and row[key]]
    if own_name(entry.file) == "people.tsv":
        found.append(row["en"].rpartition(" ")[2])
    for key in _WITHIN:
        value = row.get(key) or ()
        found += [item["en"] for item in ([value] if isinstance(value, dict) else value) if item.get("en")]
    return [] if own_name(entry.file) == "tenures" else found
