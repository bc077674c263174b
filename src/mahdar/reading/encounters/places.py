"""Places: where an encounter was held, by «في», «إلى», «بـ» and the names of the gazetteer."""

from __future__ import annotations

from mahdar.arabic.tokens import WORD
from mahdar.knowledge import Hit, bare_forms
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.encounters.meeting import Place
from mahdar.reading.page import Page

_KINDS = ("place", "country", "government")
_LEAD_WORDS = {"في": "في", "وفي": "في", "الي": "إلى", "والي": "إلى", "داخل": "في", "من": "من", "لدي": "في"}
_MAX_VENUE = 4
_BUILDINGS = frozenset(("palace", "airport", "venue"))


def places_in(page: Page, first: int, last: int) -> list[Place]:
    """The places told in tokens [first, last), each with what leads to it («في», «إلى», "" …)."""
    out: list[Place] = []
    opens, norms, hits = meeting_words(page.knowledge).opens_venue, page.norms, page.hits
    i = first
    while i < last:
        if i not in hits and not opens[norms[i]]:
            i += 1
            continue
        place = _named(page, i, first) or _venue(page, i, last)
        if place is None:
            i += 1
            continue
        out.append(place)
        i = max(place.last, i + 1)
    return out


def _hit(page: Page, i: int) -> Hit | None:
    return next(
        (h for h in page.hits.get(i, ()) if h.entry.kind in _KINDS and h.entry.detail != "city?"), None
    )


def _named(page: Page, i: int, floor: int) -> Place | None:
    hit = _hit(page, i)
    if hit is None:
        return None
    if any(h.entry.kind == "adjective" for h in page.hits[i]) and _is_adjective(page, i):
        return None
    heads = meeting_words(page.knowledge).place_heads
    attached = page.norms[i][: hit.prefix]
    if attached[-1:] in ("ب", "ل"):
        lead = "في" if attached[-1] == "ب" else "ل"
        building = _building(hit)
        state = hit.entry.kind == "country"
        return Place(i, i + hit.length, hit.entry.country, state, lead, hit.prefix, building)
    k, start, prefix = i - 1, i, hit.prefix
    while k >= floor and page.tokens[k].kind == WORD and (head := _head(page, k, heads)):
        start, prefix = k, head[0]
        if head[1]:
            lead = "في" if head[1] == "ب" else "ل"
            return Place(start, i + hit.length, hit.entry.country, False, lead, prefix)
        k -= 1
    lead = _LEAD_WORDS.get(page.norms[k], "") if k >= 0 else ""
    if page.norms[start][:1] == "و" and prefix:
        lead = lead or "و"
    made = Place(start, i + hit.length, hit.entry.country, hit.entry.kind == "country", lead, prefix)
    made.building = _building(hit) or (start < i and _opens_venue(page, start))
    return made


def _building(hit: Hit) -> bool:
    """A palace or an airport; the seat of a government («الكرملين») is one."""
    return hit.entry.detail in _BUILDINGS or hit.entry.kind == "government"


def _opens_venue(page: Page, k: int) -> bool:
    heads = meeting_words(page.knowledge).lists["venue_heads"]
    return any(bare in heads for _, bare in bare_forms(page.norms[k]))


def _is_adjective(page: Page, i: int) -> bool:
    """«وفدا كينيا», «قوات سورية»: a word that is both adjective and country is the adjective after its noun."""
    before = page.norms[i - 1] if i else ""
    if before in page.knowledge.function_words or not before.isalpha():
        return False
    return before.endswith(("ا", "ه", "ات")) and not before.startswith("ال") and not page.hits.get(i - 1)


def _head(page: Page, k: int, heads: frozenset[str]) -> tuple[int, str] | None:
    """Letters attached before a head noun of a place and the preposition among them; adjectives of states count too."""
    if any(h.entry.kind == "adjective" for h in page.hits.get(k, ())):
        return (0, "")
    for cut, bare in bare_forms(page.norms[k]):
        if bare in heads:
            return cut, page.norms[k][:cut][-1:] if page.norms[k][:cut][-1:] in ("ب", "ل") else ""
    return None


def _venue(page: Page, i: int, last: int) -> Place | None:
    """«في قصر السلام», «بمكتبه», «في مقر الوزارة»: a venue that no gazetteer holds."""
    if page.tokens[i].kind != WORD:
        return None
    lists = meeting_words(page.knowledge).lists
    head = _head(page, i, lists["venue_heads"])
    if head is None or page.hits.get(i):
        return None
    cut, attached = head
    before = page.norms[i - 1] if i else ""
    lead = {"ب": "في", "ل": "ل"}.get(attached) or _LEAD_WORDS.get(before, "")
    if lead != "في" and not (lead == "" and before in ("مدينه", "العاصمه")):
        return None
    end = i + 1
    country = None
    while end < min(last, i + 1 + _MAX_VENUE) and page.tokens[end].kind == WORD:
        norm = page.norms[end]
        hit = _hit(page, end)
        if hit is not None and hit.prefix == 0:
            country = country or hit.entry.country
            end += hit.length
        elif (
            norm.startswith("ال") and norm not in page.knowledge.function_words and norm not in lists["stop"]
        ):
            end += 1
        else:
            break
    return Place(i, end, country, False, "في", cut)
