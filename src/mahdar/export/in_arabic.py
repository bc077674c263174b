"""Codes and reasons of table cells in Arabic words, for those who read a workbook; CSV and Parquet keep the codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from mahdar.comparing.tellers import OUTLET_OF
from mahdar.export.briefing.telling import Telling

_BETWEEN = " | "
_OFFICE = re.compile(r"(?P<who>.+) \((?P<reason>[^()]+)\)")


def worded(noun: str, column: str) -> Callable[[str], str] | None:
    """How a cell of a column is put into Arabic; None where it stands as it is."""
    each = _EACH.get(f"{noun}.{column}") or _EACH.get(column)
    return _cell_of(each) if each else None


@lru_cache(maxsize=64)
def _cell_of(each: Callable[[str], str]) -> Callable[[str], str]:
    @lru_cache(maxsize=4096)
    def cell(words: str) -> str:
        return _BETWEEN.join(each(part) for part in words.split(_BETWEEN))

    return cell


@lru_cache(maxsize=1)
def _telling() -> Telling:
    return Telling("ar")


def _of(table: str) -> Callable[[str], str]:
    def each(code: str) -> str:
        return _telling().of(table, code)

    return each


def _topic(code: str) -> str:
    return _telling().topic(code)


def _country(code: str) -> str:
    return _telling().country(code)


def _review(states: str) -> str:
    return "؛ ".join(_telling().review(state) for state in states.split("; "))


def _role(words: str) -> str:
    name, _, role = words.rpartition(": ")
    return f"{name}: {_telling().of('role', role)}"


def _reason(words: str) -> str:
    article, colon, rest = words.partition(": ")
    if colon and " " not in article and not article.startswith("«"):
        # The name of an article is kept from being turned by the Arabic around it.
        return f"\u2066{article}\u2069: {_telling().reason(rest)}"
    return _telling().reason(words)


def _office(words: str) -> str:
    found = _OFFICE.fullmatch(words)
    return f"{found['who']} ({_reason(found['reason'])})" if found else words


def _doubted(words: str) -> str:
    """A field and what may be wrong with it, perhaps after the article: «A1: date: year inferred from tenure»."""
    parts = words.split(": ")
    fields = _telling().table("field")
    at = next((i for i, part in enumerate(parts[:2]) if part in fields), None)
    if at is None:
        return _reason(words)
    return ": ".join([*parts[:at], fields[parts[at]], _reason(": ".join(parts[at + 1 :]))])


def _flag(words: str) -> str:
    code, _, reason = words.partition(": ")
    return f"{_telling().of('flag', code)}: {_reason(reason)}"


def _organ(words: str) -> str:
    if words.startswith(OUTLET_OF):
        return f"منبر {words.removeprefix(OUTLET_OF)}"
    return " › ".join("المنبر" if hop == "the outlet" else hop for hop in words.split(" › "))


_EACH: dict[str, Callable[[str], str]] = {
    "kind": _of("kind"),
    "actors.kind": _of("actor_kind"),
    "status": _of("status"),
    "level": _of("level"),
    "format": _of("format"),
    "act": _of("act"),
    "mode": _of("mode"),
    "words_of": _of("words_of"),
    "phase": _of("state"),
    "state": _of("state"),
    "direction": _of("state"),
    "conflicts": _of("field"),
    "review": _review,
    "topics": _topic,
    "countries": _country,
    "country": _country,
    "side": _country,
    "speaker_countries": _country,
    "roles": _role,
    "offices": _office,
    "date_basis": _reason,
    "why": _reason,
    "history": _reason,
    "doubt": _doubted,
    "flags": _flag,
    "organ": _organ,
    "source_organs": _organ,
    "told_by": _organ,
}
"""By the column, or by noun and column where a noun's differs."""
