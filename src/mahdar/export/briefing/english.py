"""English for names that the record has in Arabic: places, countries, organs, offices, institutions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mahdar.arabic.fold import fold
from mahdar.knowledge.files import DATA as KNOWLEDGE
from mahdar.knowledge.files import read_yaml, rows_of

Key = tuple[str, ...]


@lru_cache(maxsize=4096)
def english(words: str) -> str | None:
    """What Arabic words are in English, where the knowledge has them; an adjective of a country may end them.

    «موسكو» is Moscow, «وزير الخارجية السوري» Syrian foreign minister, «الرئاسة السورية» Syrian Presidency; of other
    words None, so that nothing is translated by guess.
    """
    key = _key(words)
    if not key:
        return None
    if found := _names().get(key):
        return found
    *head, last = key
    template, adjective = _bodies().get(key), None
    if not template and (adjective := _adjectives().get(last)):
        template = _bodies().get(tuple(head))
    if not template:
        return None
    return template.format(adj=adjective) if adjective else template.removeprefix("{adj} ")


def _key(words: str) -> Key:
    return tuple(_bare(word) for word in fold(words).split())


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


@lru_cache(maxsize=1)
def _names() -> dict[Key, str]:
    """Names that stand for themselves, those named first before others."""
    found: dict[Key, str] = {}
    for row in rows_of("countries.yml"):
        _take(found, row, row["en"])
    for row in rows_of("places.tsv"):
        names = [row["ar"], *(row.get("alternatives") or "").split("|")]
        _take(found, {"names": [name.strip() for name in names]}, row["en"])
    for file in ("agencies.yml", "official.yml", "outlets.yml"):
        for row in rows_of(file):
            _take(found, row, row["en"])
    return found


def _take(found: dict[Key, str], row: dict[str, Any], name: str) -> None:
    unsure = set(row.get("ambiguous") or ()) if isinstance(row.get("ambiguous"), list) else set()
    for words in (row.get("ar"), *(row.get("names") or ())):
        if words and words not in unsure and (key := _key(words)):
            found.setdefault(key, name)


@lru_cache(maxsize=1)
def _bodies() -> dict[Key, str]:
    """Offices and institutions, with a place for the adjective of a country."""
    found: dict[Key, str] = {}
    for head in read_yaml(KNOWLEDGE / "titles.yml")["heads"]:
        found.setdefault(_key(head["noun"]), f"{{adj}} {head['en']}")
    for row in rows_of("offices.yml"):
        for title in _titles(row):
            found.setdefault(_key(title), f"{{adj}} {row['en']}")
    for row in rows_of("institutions.yml"):
        for name in (row["head"], *(row.get("names") or ())):
            found.setdefault(_key(name), row.get("template") or f"{{adj}} {row.get('en', name)}")
    return found


def _titles(row: dict[str, Any]) -> Iterator[str]:
    yield row["ar"]
    for title in row.get("titles") or ():
        if isinstance(title, str):
            yield title


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows_of("countries.yml"):
        for adjective in row.get("adjectives") or ():
            for form in (adjective, f"{adjective}ة"):
                for key in _key(form):
                    found.setdefault(key, row.get("en_adjective") or row["en"])
    return found
