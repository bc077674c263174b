"""Journeys: where a visit leads, each leg of a tour apart; and calls and letters to or from several, each apart."""

from __future__ import annotations

from dataclasses import replace

from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.cues import is_that
from mahdar.reading.encounters.meeting import Frame, Place
from mahdar.reading.page import Page

_TOURS = frozenset(("جولة", "رحلة"))
_COUNTRIES = frozenset(("دول", "بلدان", "دولتين", "بلدين", "دولا", "بلدانا"))
_DIRECT = frozenset(("زار", "زيارة"))


def legs_of(page: Page, frame: Frame) -> list[Frame]:
    """The frame as one or several: each country of a tour is a visit of its own; empty where nobody travels."""
    if frame.kind == "call":
        return _each(frame, "partner")
    if frame.kind == "message":
        return _each(frame, "subject")
    if frame.kind != "visit":
        return [frame]
    legs = destinations(page, frame) or _left(frame)
    if not legs and (frame.trigger.word.needs or not frame.parties or _leads_elsewhere(page, frame)):
        return []
    if not legs:
        return [replace(frame, places=[])] if frame.trigger.word.word != "جولة" or frame.places else []
    when = frame.when if len(legs) == 1 or frame.trigger.word.word not in _TOURS else None
    return [replace(frame, places=[place], when=when) for place in legs]


def destinations(page: Page, frame: Frame) -> list[Place]:
    """Where a visit leads: the first place with the lead its word takes, and those joined to it by و."""
    t = frame.trigger
    leads = (
        set(t.word.with_) if t.word.needs else {"إلى", "ل", *(t.word.with_ if t.word.word != "زيارة" else ())}
    )
    if t.word.word in _DIRECT:
        leads.add("")
    after = sorted((p for p in frame.places if p.first >= t.last and p.country), key=lambda p: p.first)
    out: list[Place] = []
    several = t.word.word in _TOURS or any(w in _COUNTRIES for w in page.norms[t.last : t.last + 4])
    for place in after:
        if not out and several and place.lead not in ("إلى", "في"):
            if _listed(page, t.last, place):
                out.append(place)
        elif not out:
            if place.lead in leads:
                out.append(place)
        elif _joined(page, out[-1], place):
            if place.country != out[-1].country:
                out.append(place)
        else:
            break
    return out


def _left(frame: Frame) -> list[Place]:
    """«غادر فلان مصر»: who leaves a country that is not his own has visited it."""
    t = frame.trigger
    if t.word.word != "غادر":
        return []
    return [p for p in frame.places if p.first >= t.last and p.lead == "" and p.country][:1]


def _leads_elsewhere(page: Page, frame: Frame) -> bool:
    """«ويصل إلى نتائج»: what follows the preposition is no place."""
    t = frame.trigger
    if not t.word.verbal or page.norms[t.last : t.last + 1] != ["الي"]:
        return False
    heads = meeting_words(page.knowledge).lists["city_heads"]
    return page.norms[min(t.last + 1, len(page.norms) - 1)] not in heads


def _joined(page: Page, a: Place, b: Place) -> bool:
    gap = page.norms[a.last : b.first]
    conj = page.norms[b.first][:1] == "و" or any(w in ("و", ",", "ثم") for w in gap)
    return conj and len(gap) <= 3 and not any(is_that(page, k) for k in range(a.last, b.first))


def _listed(page: Page, start: int, place: Place) -> bool:
    """«جولة تشمل …», «جولته التي شملت كلا من …»."""
    return any(
        w in ("تشمل", "شملت", "ستشمل", "تتضمن", "يزور", "تقوده") for w in page.norms[start : place.first]
    )


def _each(frame: Frame, part: str) -> list[Frame]:
    """One who calls several calls each of them; of several who write each writes."""
    many = [p for p in frame.parties if p.part == part]
    others = [p for p in frame.parties if p.part != part]
    if len(many) < 2 or len(others) != 1:
        return [frame]
    return [replace(frame, parties=[p, *others]) for p in many]
