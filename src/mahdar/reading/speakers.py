"""Speakers: who performs the act of a cue, by word order, agreement, and who spoke before."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.fold import fold
from mahdar.reading.cast import Member
from mahdar.reading.cues import Cue
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page

_AFTER_PREPOSITION = frozenset(
    fold(w)
    for w in "في إلى على عن من مع بين خلال أمام لدى ضد حول قبل بعد منذ عبر نحو تجاه بشأن عقب أثناء حيال إزاء بحضور برفقة لقاء لقائه مع وزيارة زيارة بدعم لصالح دون باسم ضمن قرب وسط عند بحق مقابل".split()
)
_SUBJECT_GAP = frozenset(
    fold(w) for w in "قد كان كانت الذي التي وقد ، , كانا الذين بدوره بدورها أيضا اليوم أمس".split()
)
_SPEAKING = ("person", "institution", "country", "group", "pair")


@dataclass(slots=True)
class Subject:
    """Who speaks, the tokens that say so, and why."""

    actors: tuple[int, ...]
    end: int
    reason: str
    doubtful: bool = False


def governed(page: Page, m: Mention) -> bool:
    """Whether a preposition governs the mention, standing before it or attached to it."""
    attached = page.norms[m.first][: m.prefix]
    if any(c in "بلك" for c in attached):
        return True
    before = page.norms[m.first - 1] if m.first else ""
    if before == '"' and m.first > 1:
        before = page.norms[m.first - 2]
    return before in _AFTER_PREPOSITION


def subject_after(page: Page, cue: Cue, mentions: list[Mention], limit: int) -> Subject | None:
    """The subject that follows a verb: the first free mention before its complement, with those joined to it."""
    gap = 0
    for n, m in enumerate(mentions):
        if m.first < cue.last or m.kind not in _SPEAKING:
            continue
        gap = m.first - cue.last
        if m.first >= limit or gap > 12:
            return None
        if governed(page, m):
            continue
        if gap > 0 and not _only_light(page, cue.last, m.first):
            return None
        if not m.actors:
            continue
        actors, end = list(m.actors), m.last
        for other in mentions[n + 1 :]:
            joined = other.first == end and page.norms[other.first].startswith("و") and other.prefix == 1
            if other.kind == "pair" or not joined or not other.actors:
                break
            actors += [a for a in other.actors if a not in actors]
            end = other.last
        return Subject(tuple(dict.fromkeys(actors)), end, m.reason or "subject after the verb")
    return None


def _only_light(page: Page, start: int, end: int) -> bool:
    """Between verb and subject: commas, «أيضا», short adverbials."""
    norms = page.norms[start:end]
    if (
        len(norms) <= 4
        and norms
        and norms[0]
        in ("له", "لها", "لهم", "في", "اليوم", "امس", "ايضا", ",", "من", "بدوره", "عليه", "به", "ذلك", "كذلك")
    ):
        return True
    return all(w in (",", "#", '"', "(", ")") for w in norms) or (
        norms[0] in ("في", "خلال", "عقب", "بعد", "امس", "اليوم", "من", "ل", "عبر") and len(norms) <= 8
    )


def subject_before(page: Page, cue: Cue, mentions: list[Mention], start: int) -> Subject | None:
    """The subject that precedes a verb: «ماكرون أكد», «وكان الرئيس قد أكد», «بوتين الذي انتقد»."""
    for m in reversed(mentions):
        if m.last > cue.first or m.kind not in _SPEAKING:
            continue
        if m.first < start:
            return None
        between = page.norms[m.last : cue.first]
        if not m.actors:
            continue
        relative = any(w in ("الذي", "التي", "الذين") for w in between)
        if governed(page, m) and not relative:
            if all(w in _SUBJECT_GAP for w in between):
                continue
            continue
        if len(between) > 14 and not relative:
            return None
        return Subject(
            m.actors,
            m.last,
            m.reason or "subject before the verb",
            doubtful=not all(w in _SUBJECT_GAP for w in between),
        )
    return None


def agrees(cue: Cue, members: list[Member]) -> bool:
    """Whether verb or participle agrees with a subject left unsaid."""
    form = cue.form
    if form is None or not members:
        return True
    if form.number == "d":
        return len(members) == 2
    if form.number == "p":
        return len(members) > 1 or members[0].number == "p" or members[0].kind in ("group", "institution")
    if len(members) > 1:
        return False
    member = members[0]
    if form.gender == "f":
        return member.gender == "f" or (
            member.gender is None and member.kind in ("country", "institution", "group")
        )
    return member.gender != "f"
