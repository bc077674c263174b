"""Phrases: the noun phrase at a place, who is a party in it, and what it is called."""

from __future__ import annotations

from typing import NamedTuple

from mahdar.arabic.tokens import WORD
from mahdar.reading.particulars.clause import Clause

_LONGEST = 9


class Party(NamedTuple):
    """A party in a noun phrase: an index into the cast, or the name of a state that has no place in it."""

    who: int | str
    at: int
    country: str | None
    adjective: bool


def phrase_end(clause: Clause, start: int, limit: int) -> int:
    """Index after the noun phrase at `start`: its head, genitives and adjectives, until a preposition or a clause."""
    k, definite = start, False
    limit = min(limit, start + _LONGEST)
    while k < limit:
        if k > start and not _belongs(clause, k, definite):
            break
        m = clause.starts.get(k)
        if m is not None and m.last <= limit and (k == start or m.prefix == 0):
            definite = True
            k = m.last
            continue
        norm = clause.norms[k]
        definite = definite or _definite(norm) or k in clause.page.hits
        k += 1
    while k > start + 1 and clause.page.tokens[k - 1].kind != WORD and clause.norms[k - 1] != '"':
        k -= 1
    return max(k, start + 1)


def _definite(norm: str) -> bool:
    return norm.startswith(("ال", "بال", "وال")) and len(norm) > 4


def _belongs(clause: Clause, k: int, definite: bool) -> bool:
    norm, token = clause.norms[k], clause.page.tokens[k]
    if norm == '"':
        return True
    if token.kind != WORD or norm in clause.words.set("target", "stops"):
        return False
    if norm in ("بلاده", "بلادها", "بلدان", "بلدينا", "بلادهم"):
        return True
    if norm.startswith("لل") or (
        norm in clause.page.knowledge.verbs and not norm.startswith("ال") and definite
    ):
        return False
    hits = clause.page.hits.get(k, ())
    if hits:
        return any(h.prefix == 0 or norm[0] == "و" for h in hits)
    if norm[0] == "و" and len(norm) > 4:
        return norm.startswith("وال") and definite
    if not definite and norm[0] == "ي" and len(norm) > 3 and k not in clause.starts:
        return False  # a verb, whose clause tells more of the noun
    if not definite:
        return not norm.startswith("ب") or k in clause.starts
    return norm.startswith("ال")


def parties_in(clause: Clause, start: int, end: int) -> list[Party]:
    """The parties named in tokens [start, end) by name, title or nationality, in order, the speakers left out."""
    found: list[Party] = []
    k = start
    mine = clause.speaker_countries()
    while k < end:
        m = clause.starts.get(k)
        if m is not None and m.actors and m.kind != "pair":
            own = m.kind == "country" and m.country in mine
            if not (own or clause.said_by(m)) and (m.kind != "group" or m.country):
                found.append(Party(m.actors[0], k, m.country or clause.cast[m.actors[0]].country, False))
            k = max(k + 1, m.last)
            continue
        for hit in clause.page.hits.get(k, ()):
            entry = hit.entry
            if hit.prefix and clause.norms[k][0] == "و" and entry.kind == "organization":
                break
            if entry.kind in ("adjective", "country", "organization", "government") and entry.country:
                if entry.kind == "adjective" and entry.country in mine and len(mine) == 1:
                    break
                found.append(
                    Party(
                        _member(clause, entry.kind, entry.id, entry.country, entry.name),
                        k,
                        entry.country,
                        entry.kind == "adjective",
                    )
                )
                break
        k += 1
    return found


def _member(clause: Clause, kind: str, ident: str, country: str, name: str) -> int | str:
    """The member of the cast that an entry of the knowledge means, else its name."""
    key = ("country", country) if kind in ("adjective", "country") else (kind, ident)
    return clause.index.get(key, name)
