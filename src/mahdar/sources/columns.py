"""Columns: which column of a table, or field of a JSON object, holds which field of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import yaml

from mahdar.arabic.fold import fold
from mahdar.sources.failure import Unreadable


@lru_cache(maxsize=1)
def usual_names() -> Mapping[str, tuple[str, ...]]:
    """The names that each field of an article usually has, folded; the first that is there is taken."""
    text = (files("mahdar.sources") / "columns.yml").read_text("utf-8")
    return {name: tuple(_folded(known) for known in names) for name, names in yaml.safe_load(text).items()}


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return fold(" ".join(name.split()).lower())


@dataclass(frozen=True, slots=True)
class Columns:
    """How fields of an article are called in an input.

    Attributes:
        named: the name of a column by the article's field, as the user maps them; the other fields have the
            usual names.
    """

    named: Mapping[str, str] = field(default_factory=dict)

    def found_in(self, names: Iterable[str]) -> dict[str, str]:
        """The column of each field of an article, of the columns there are; fields without one are left out.

        Raises:
            Unreadable: where a column that the user names is not there, with those that are.
        """
        there = list(names)
        by_folded: dict[str, str] = {}
        for name in there:
            by_folded.setdefault(_folded(name), name)
        found = {}
        for of, usual in usual_names().items():
            wanted = self.named.get(of)
            if wanted is not None:
                if wanted not in there and _folded(wanted) not in by_folded:
                    raise Unreadable(f"no column {wanted!r} for {of}; {columns_told(there)}")
                found[of] = wanted if wanted in there else by_folded[_folded(wanted)]
            elif column := next((by_folded[name] for name in usual if name in by_folded), None):
                found[of] = column
        taken = {self.named[of] for of in self.named}
        return {of: name for of, name in found.items() if of in self.named or name not in taken}


#: Columns that are told; a table with more has hardly one for the text.
_TOLD = 30


def columns_told(names: Iterable[str]) -> str:
    """The columns there are, and how to map one, in words for a failure."""
    there = [f"{name[:40]!r}" for name in names][: _TOLD + 1]
    more = ["…"] if len(there) > _TOLD else []
    told = ", ".join(there[:_TOLD] + more) or "none"
    return f"there are {told} (map one with --columns text=NAME)"


def columns_of(mappings: Iterable[str]) -> Columns:
    """The columns that words such as `title=headline,text=body` map.

    Raises:
        ValueError: where a part maps nothing, or no field of an article, or a field a second time.
    """
    named: dict[str, str] = {}
    for part in (part for mapping in mappings for part in mapping.split(",")):
        of, equals, name = (piece.strip() for piece in part.partition("="))
        of = "doc_id" if of == "id" else of
        if not (of and equals and name):
            raise ValueError(f"{part!r} is no mapping such as text=body")
        if of not in usual_names():
            raise ValueError(f"{of!r} is no field of an article; they are {', '.join(usual_names())}")
        if of in named:
            raise ValueError(f"{of} is mapped twice")
        named[of] = name
    return Columns(named)
