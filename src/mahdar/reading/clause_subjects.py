"""Subjects beside a cue: the noun after or before its verb, by word order and agreement."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.reading.cast import Member
from mahdar.reading.clauses import Clauses
from mahdar.reading.cues import Cue
from mahdar.reading.mention import Mention
from mahdar.reading.names import likely_name
from mahdar.reading.page import Page, closing_quote

#: Why a speaker was found: a name that stands after a noun and a comma.
APPOSED = "name after the comma"
_SPEAKING = ("person", "institution", "country", "group", "pair")
_LONGEST_NAME = 3
_QUOTED_NAME = 6
_RESUMED = 4
_PUBLISHED = ("نشر", "بث", "اجر", "اورد", "نقل")
_BACK = 12


@dataclass(slots=True)
class Subject:
    """Who speaks, the tokens that say so, and why."""

    actors: tuple[int, ...]
    end: int
    reason: str
    doubtful: bool = False


def held(page: Page, m: Mention) -> bool:
    """Whether a preposition governs the mention, standing before it or attached to it, or a noun in construct."""
    return governed(page, m) or (m.first > 0 and _in_construct(page, m.first - 1))


def governed(page: Page, m: Mention) -> bool:
    """Whether a preposition governs the mention."""
    attached = page.norms[m.first][: m.prefix]
    if any(c in "بلك" for c in attached):
        return True
    at = m.first - 1
    if at > 0 and page.norms[at] in ('"', "#"):
        at -= 1
    if at < 0:
        return False
    governing = page.knowledge.grammar["governing"]
    return page.norms[at] in governing or (page.norms[at][0] in "وف" and page.norms[at][1:] in governing)


def _in_construct(page: Page, at: int) -> bool:
    """«مشاركة فرنسا», «تصريحات الوزير»: a noun without the article that a name after it belongs to."""
    norm, grammar = page.norms[at], page.knowledge.grammar
    if not page.tokens[at].text.endswith(("ة", "ات")) or norm.lstrip("وفبلك").startswith("ال"):
        return False
    return not any(norm in grammar[words] for words in ("before_names", "light", "times"))


def subject_after(page: Page, cue: Cue, clauses: Clauses, limit: int) -> Subject | None:
    """The subject that follows a verb: the first free mention before its complement, with those joined to it."""
    close = closing_quote(page.tokens, cue.last) if page.norms[cue.last : cue.last + 1] == ['"'] else None
    if close is not None and close - cue.last > _QUOTED_NAME:
        return None
    following = clauses.after(cue.last)
    for m in following:
        if m.kind not in _SPEAKING:
            continue
        gap = m.first - cue.last
        if m.first >= limit or gap > _BACK:
            return None
        if held(page, m) and (gap > 0 or m.prefix):
            continue
        if gap > 0 and not (_only_light(page, cue.last, m.first) or _describes(page, cue.last, m)):
            return None
        if not m.actors:
            continue
        actors, end = joined_from(page, m, clauses)
        return Subject(actors, end, m.reason or "subject after the verb")
    return None


def named_after_noun(page: Page, cue: Cue, clauses: Clauses, limit: int) -> Subject | None:
    """«كذب الداعية المصري، فلان الفلاني، …»: nouns with the article, a comma, and the name they tell of."""
    at, last = cue.last, min(limit, cue.last + _LONGEST_NAME + 1)
    while (
        at < last and page.norms[at].startswith("ال") and page.norms[at] not in page.knowledge.function_words
    ):
        at += 1
    if at == cue.last or at >= limit or page.norms[at] != "," or likely_name(page.norms[cue.last]):
        return None
    m = clauses.starts.get(at + 1)
    named = (
        m is not None and m.kind == "person" and m.name is not None and m.first == m.name[0] and m.prefix == 0
    )
    if m is None or not named or m.last >= len(page.norms) or page.norms[m.last] != ",":
        return None
    return Subject(m.actors, m.last, APPOSED)


def joined_from(page: Page, m: Mention, clauses: Clauses) -> tuple[tuple[int, ...], int]:
    """The actors of a mention and of those joined to it by «و», and the token after them."""
    actors, end = list(m.actors), m.last
    for other in clauses.after(m.first + 1):
        joined = other.first == end and page.norms[other.first].startswith("و") and other.prefix == 1
        word = page.norms[end] if other.first == end + 1 else ""
        joined |= word[:1] == "و" and word[1:] in page.knowledge.grammar["light"] and other.prefix == 0
        if other.kind == "pair" or not joined or not other.actors:
            break
        actors += other.actors
        end = other.last
    return tuple(dict.fromkeys(actors)), end


def _describes(page: Page, start: int, m: Mention) -> bool:
    """«قال المتطوع أحمد العطوي», «قالت الروائية المصرية منى سالم»: nouns with the article before a bare full name."""
    if m.kind != "person" or m.name is None or m.first != m.name[0] or m.prefix:
        return False
    if m.first - start > _LONGEST_NAME:
        return False
    words = page.norms[start : m.first]
    other, bodies = page.knowledge.function_words, page.knowledge.grammar["lone_institutions"]
    plain = all(w.startswith("ال") and w not in other and w not in bodies for w in words)
    return plain and not likely_name(words[0]) and m.name[1] - m.name[0] > 1


def _only_light(page: Page, start: int, end: int) -> bool:
    """Between verb and subject: commas, «أيضا», short adverbials."""
    norms = page.norms[start:end]
    if any(w.startswith(_PUBLISHED) and w.endswith(("ها", "ه")) for w in norms):
        return False
    if norms[0] in page.knowledge.grammar["light"] and len(norms) <= 4:
        return True
    if all(w in (",", "#", '"', "(", ")") or w in page.knowledge.grammar["times"] for w in norms):
        return True
    return norms[0] in ("في", "خلال", "عقب", "بعد", "امس", "اليوم", "من", "ل", "عبر") and len(norms) <= 8


def subject_before(page: Page, cue: Cue, clauses: Clauses) -> Subject | None:
    """The subject that precedes a verb: «ماكرون أكد», «وكان الرئيس قد أكد», «بوتين الذي انتقد»."""
    for m in reversed(clauses.before(cue.first)):
        if m.last > cue.first or m.kind not in _SPEAKING or not m.actors:
            continue
        between = page.norms[m.last : cue.first]
        relative = any(w in ("الذي", "التي", "الذين") for w in between)
        if held(page, m) and not relative:
            continue
        if len(between) > 14 and not relative:
            return None
        actors = m.actors
        if cue.form and cue.form.number in ("d", "p"):
            actors = _joined_before(page, m, clauses)
        doubtful = not all(w in page.knowledge.grammar["subject_gap"] for w in between)
        return Subject(actors, m.last, m.reason or "subject before the verb", doubtful)
    return None


def antecedent(page: Page, cue: Cue, clauses: Clauses) -> Subject | None:
    """«الرئيس أردوغان، الذي دعا الوزير إلى …»: whom a relative clause tells of, where no pronoun in it takes him up."""
    words = page.knowledge.grammar
    if (
        cue.first < 2
        or page.norms[cue.first - 1] not in words["relative_pronouns"]
        or cue.form is None
        or cue.form.object
    ):
        return None
    if any(w in words["resumptive"] for w in page.norms[cue.last : cue.last + _RESUMED]):
        return None
    end = cue.first - 1
    while end > clauses.sentence.first and page.norms[end - 1] in (",", '"', ")"):
        end -= 1
    for m in reversed(clauses.before(cue.first)):
        if m.last == end and m.kind in _SPEAKING and m.actors:
            return Subject(m.actors, cue.last, "whom the relative clause tells of")
    return None


def _joined_before(page: Page, m: Mention, clauses: Clauses) -> tuple[int, ...]:
    """A mention with those it is joined to by «و» before it: «ترامب وماكرون قد عبرا»."""
    actors = list(m.actors)
    at = m
    for other in reversed(clauses.before(m.first)):
        if other.last != at.first or at.prefix != 1 or not page.norms[at.first].startswith("و"):
            break
        actors = [*other.actors, *actors]
        at = other
    return tuple(dict.fromkeys(actors))


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
