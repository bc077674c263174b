"""Relays: words that reach the page through another: «نقلت سانا عن بوتين قوله», «وأضاف أن الرئيس أكد …»."""

from __future__ import annotations

from mahdar.reading.clause_subjects import Subject, governed, joined_from, subject_after, subject_before
from mahdar.reading.clauses import Clauses
from mahdar.reading.content import Complement, find_complement
from mahdar.reading.cues import Cue, is_that
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page


def named_after_from(page: Page, cue: Cue, complement: Complement, clauses: Clauses) -> Mention | None:
    """«نقلت سانا عن بوتين قوله إن»: the one whose words are passed on."""
    if cue.verb is None or cue.verb.id not in ("نقل", "نسب"):
        return None
    for m in clauses.after(cue.last):
        if m.first >= complement.start or not m.actors:
            continue
        before = page.norms[m.first - 1]
        told = m.first - 1 > cue.first and any(f.kind == "noun" for f in page.knowledge.verbs.get(before, ()))
        if before in ("عن", "الي", "لسان") or told:
            return m
    return None


def organ_before(page: Page, cue: Cue, source: Mention, clauses: Clauses) -> tuple[int, ...]:
    """The organ that stands between the relaying verb and «عن», or right before the verb."""
    for m in clauses.after(cue.last):
        if m.first < source.first and m.actors and not governed(page, m):
            return m.actors
    told = next((m for m in reversed(clauses.before(cue.first)) if m.last == cue.first), None)
    return told.actors if told is not None and told.kind == "institution" and not governed(page, told) else ()


def cue_of_relay(page: Page, cue: Cue, source: Mention | int, content_start: int) -> tuple[int, int]:
    """The verbal noun that carries the relayed words («قوله», «تأكيده»), or the relaying verb itself."""
    first, last = (source, source + 1) if isinstance(source, int) else (source.first, source.last)
    for k in (first - 1, *range(last, content_start)):
        if any(f.kind == "noun" for f in page.knowledge.verbs.get(page.norms[k], ())):
            return k, k + 1
    return cue.first, cue.last


def carried_greeting(
    page: Page, cue: Cue, subject_end: int, clauses: Clauses
) -> tuple[int, tuple[int, ...]] | None:
    """«نقل سموه تحيات خادم الحرمين إلى …»: where the greeting begins, and whose it is.

    Returns:
        Token index of the greeting and the actors whose it is, or None.
    """
    if cue.verb is None or cue.verb.id != "نقل" or cue.kind != "past" or _asked_for(page, cue):
        return None
    greetings = page.knowledge.grammar["greetings"]
    for k in range(subject_end, min(subject_end + _GREETING_GAP, clauses.sentence.last)):
        if page.norms[k] in greetings:
            if page.norms[k].endswith(("ه", "ها")):
                own = subject_before(page, cue, clauses)
                return (k, own.actors) if own else None
            following = clauses.after(k + 1)
            if not following or following[0].first - k > 3 or not following[0].actors:
                return None
            if page.norms[following[0].first][: following[0].prefix] == "ل":
                return None
            return k, _principals(page, following[0], clauses)
    return None


def _principals(page: Page, first: Mention, clauses: Clauses) -> tuple[int, ...]:
    """All whose greeting it is, also after commas: «تحيات الملك، وولي العهد، وولي ولي العهد»."""
    actors, end = joined_from(page, first, clauses)
    for m in clauses.after(end):
        if m.first != end + 1 or page.norms[end] != "," or m.prefix != 1 or page.norms[m.first][0] != "و":
            break
        more, end = joined_from(page, m, clauses)
        actors = tuple(dict.fromkeys((*actors, *more)))
    return actors


def _asked_for(page: Page, cue: Cue) -> bool:
    """«طلب الرئيس نقل تحياته»: whether the cue is the verbal noun that another verb asks for."""
    before = page.norms[max(0, cue.first - _ASKED_GAP) : cue.first]
    return any(f.verb.id in _ASKING for w in before for f in page.knowledge.verbs.get(w.lstrip("وف"), ()))


_ASKING = ("طلب", "حمّل")
_ASKED_GAP = 7
_GREETING_GAP = 9


def reported_in_quote(page: Page, cue: Cue, clauses: Clauses, kinds: dict[int, str]) -> bool:
    """Inside quotation marks an organ narrates too: «حيث أكد الرئيس أن …»: a past verb with its subject named."""
    if cue.kind != "past" or cue.form is None or cue.form.object:
        return False
    subject = subject_after(page, cue, clauses, len(page.tokens))
    if subject is None or not any(kinds.get(i) in ("person", "country") for i in subject.actors):
        return False
    return subject.end < len(page.tokens) and is_that(page, subject.end)


def medium_of(page: Page, clauses: Clauses, before: int) -> tuple[int, ...]:
    """The outlet or agency spoken to or published in: «قال لـ«الشرق الأوسط»», «في مقابلة مع شبكة …».

    Args:
        page: the page.
        clauses: the sentence.
        before: the token where the content begins; what stands after it is said and no medium.
    """
    for m in clauses.before(before):
        if m.last > before or not m.actors or not _is_medium(page, m):
            continue
        attached = page.norms[m.first][: m.prefix]
        near = page.norms[max(0, m.first - _MEDIUM_GAP) : m.first]
        to = "ل" in attached or near[-1:] == ["ل"] or near[-2:] == ["ل", '"']
        to = to or (near[-1:] == ["الي"] and any(w in page.knowledge.grammar["sent"] for w in near))
        to = to or (before - m.last <= _THAT_GAP and is_that(page, m.last))
        if to or any(w.lstrip("وبل") in page.knowledge.grammar["interviews"] for w in near):
            return m.actors
    return ()


def _is_medium(page: Page, m: Mention) -> bool:
    """An agency, an outlet, or media told by a common noun («وسائل إعلام محلية»)."""
    if m.entry is not None:
        return m.entry.kind in ("agency", "outlet")
    head = page.norms[m.first][m.prefix :]
    if m.kind == "institution":
        return head in page.knowledge.grammar["outlet_heads"]
    return m.kind == "group" and head in ("وسائل", "صحف", "صحيفه")


_MEDIUM_GAP = 5
#: From «أن» to the first word of what is said: «أن "…».
_THAT_GAP = 3


def inner_speech(
    page: Page, outer: Complement, candidates: list[Cue], clauses: Clauses, limit: int
) -> tuple[Cue, Complement, Subject | None] | None:
    """«وأضاف أن السيسي أكد على …»: a clause of speech, subject first, as the whole of what is passed on.

    Also «أنه تم التوافق على …», whose subject the reader finds as for any impersonal phrase.
    """
    if outer.style not in ("that", "quote"):
        return None
    impersonal = next(
        (c for c in candidates if c.kind == "impersonal" and outer.start < c.first <= outer.start + 1), None
    )
    if impersonal is not None:
        complement = find_complement(page, impersonal, impersonal.last, limit, clauses.starts)
        return (impersonal, complement, None) if complement else None
    following = clauses.after(outer.start)
    for m in following[:2]:
        opening = m.first == outer.start or (m.first == outer.start + 1 and page.norms[outer.start] == '"')
        if not opening or not m.actors:
            continue
        actors, verb_at = joined_from(page, m, clauses)
        while verb_at < limit and page.norms[verb_at] in (",", "قد", "كان"):
            verb_at += 1
        cue = next((c for c in candidates if c.first == verb_at and c.kind == "past"), None)
        if (
            cue is None
            or cue.verb is None
            or cue.verb.needs
            or cue.verb.strict
            or (cue.form and cue.form.object)
        ):
            return None
        complement = find_complement(page, cue, cue.last, max(limit, cue.last), clauses.starts)
        if complement is None:
            return None
        return cue, complement, Subject(actors, verb_at, m.reason or "subject of the clause passed on")
    return None
