"""Triggers: the verbs and nouns that tell of an encounter, and the verbs that carry such nouns."""

from __future__ import annotations

from mahdar.arabic.tokens import MARK, NEWLINE, WORD
from mahdar.knowledge import bare_forms
from mahdar.knowledge.meeting_words import MeetingWords, WordForm, meeting_words
from mahdar.reading.cues import is_that
from mahdar.reading.encounters.meeting import Trigger
from mahdar.reading.page import Page

_NEAR = 3
_LIGHT_REACH = 26
_PHONE = ("هاتفي", "هاتفيه", "هاتفيا", "الهاتفي", "الهاتفيه")
_ROOMS = ("غرفه", "قاعه", "صاله", "قاعات", "طاوله", "مقعد")
_GATHER = ("جمع", "ضم")
_DURING = ("خلال", "في", "اثناء", "عقب", "بعد", "قبل", "لدي")
_RELATIVE = ("الذي", "التي", "الذين", "اللذين", "اللتين")


def find_triggers(page: Page) -> list[Trigger]:
    """Every trigger of a page in order; nouns that make one phrase («جلسة مباحثات») are one."""
    words = meeting_words(page.knowledge)
    out: list[Trigger] = []
    may_tell, norms = words.may_tell, page.norms
    i = 0
    while i < len(norms):
        if not may_tell[norms[i]]:
            i += 1
            continue
        found = _trigger_at(page, words, i) if page.tokens[i].kind == WORD else None
        if found is None:
            i += 1
            continue
        out.append(found)
        i = found.last
    _one_noun_each(out)
    carriers = {t.light for t in out if t.light is not None}
    return [t for t in out if t.first not in carriers and not _lacks_carrier(t)]


def _one_noun_each(triggers: list[Trigger]) -> None:
    """A verb carries the first noun after it, and others only where they stand close by."""
    last: dict[int, int] = {}
    for t in triggers:
        if t.light is None:
            continue
        if t.light in last and t.first - last[t.light] > 3:
            t.light, t.light_word, t.light_pronoun, t.impersonal = None, "", None, False
            t.aspect, t.gender, t.number = "noun", None, None
            continue
        last[t.light] = t.last


def _lacks_carrier(t: Trigger) -> bool:
    """«عقد» is a contract only where somebody signs it, «رسالة» a letter only where somebody sends it.

    «جميع الاتفاقات السابقة المبرمة» are in force; who concluded them when is not told.
    """
    if t.kind == "agreement" and t.number == "p" and t.light is None:
        return True
    if "carried" not in t.word.marks:
        return False
    return t.light is None if t.kind == "message" else t.light_word not in ("وقع", "أبرم", "جدد")


def _trigger_at(page: Page, words: MeetingWords, i: int) -> Trigger | None:
    for cut, bare in bare_forms(page.norms[i]):
        forms = words.forms.get(bare)
        if not forms:
            continue
        prefix = page.norms[i][:cut]
        form = next(
            (f for f in sorted(forms, key=lambda f: not f.word.far) if _fits(page, i, f, prefix)), None
        )
        if form is not None:
            return _made(page, words, i, form, prefix)
    return None


def _fits(page: Page, i: int, form: WordForm, prefix: str) -> bool:
    preposition = prefix[-1:] in ("ب", "ل", "ك")
    if form.word.verbal:
        if not prefix and page.norms[i][0] in "وف" and page.norms[i][1:] in page.knowledge.verbs:
            return False
        if prefix and (
            page.norms[i] in page.knowledge.institution_heads or page.norms[i] in page.knowledge.titles
        ):
            return False
        if preposition or page.norms[i - 1 : i] == ["ال"]:
            return False
        if i and page.norms[i - 1] in ("في", "من", "علي", "عن", "مع", "هذا", "هذه") and form.aspect == "past":
            return False
    if not form.word.verbal and i and page.norms[i - 1] in _ROOMS:
        return False
    if form.word.far:
        sentence = page.sentences[page.sentence_of[i]]
        return any(w in form.word.far for w in page.norms[i + 1 : min(sentence.last, i + 30)])
    if form.word.near:
        return any(w in form.word.near for w in page.norms[i + 1 : i + 1 + _NEAR])
    return True


def _made(page: Page, words: MeetingWords, i: int, form: WordForm, prefix: str) -> Trigger:
    trigger = Trigger(
        i,
        i + 1,
        form.word.kind,
        form.word,
        form.aspect,
        form.gender,
        form.number,
        form.pronoun,
        form.definite,
        prefix,
    )
    if form.word.verbal:
        return trigger
    _absorb(page, words, trigger)
    _carry(page, words, trigger)
    return trigger


def _absorb(page: Page, words: MeetingWords, t: Trigger) -> None:
    """«جلسة مباحثات», «جولة مفاوضات», «جلسة تمهيدية من المباحثات»: the second noun tells the kind."""
    if page.norms[t.last + 1 : t.last + 2] == ["من"] and page.norms[t.first][-1:] == "ه":
        whole = next((f for f in words.forms.get("".join(page.norms[t.last + 2 : t.last + 3]), ())), None)
        if whole is not None and whole.word.kind == "meeting" and not whole.word.verbal:
            t.last += 3
            t.kind = "meeting"
            return
    while t.last < len(page.tokens) and page.tokens[t.last].kind == WORD:
        norm = page.norms[t.last]
        second = next((f for f in words.forms.get(norm, ()) if not f.word.verbal and not f.pronoun), None)
        if norm in _PHONE and t.kind == "meeting":
            t.kind = "call"
        elif second is not None and second.word.kind == "meeting" and t.kind in ("meeting", "visit"):
            t.kind = "meeting"
            if t.word.kind != "meeting":
                t.word = second.word
        else:
            return
        t.last += 1


def _carry(page: Page, words: MeetingWords, t: Trigger) -> None:
    """Find the verb that carries the noun: in a relative clause after it, before it, or right after it."""
    relative = _relative_at(page, t)
    before = page.norms[t.first - 1] if t.first else ""
    gathers = _light(page, words, t.last, t.kind) if t.last < len(page.norms) else None
    if gathers is not None and gathers.word.word in _GATHER and not t.definite:
        _take(t, t.last, gathers)  # «عقدت في جنيف قمة جمعت …»
        return
    if relative is not None or before in _DURING:
        _carried_after(page, words, t, t.last if relative is None else relative)
    if t.light is None:
        _carried_before(page, words, t)
    if t.light is None:
        _carried_after(page, words, t, t.last)


def _relative_at(page: Page, t: Trigger) -> int | None:
    """Token after «الذي» that follows the noun and its adjectives, None where there is none."""
    last = min(page.sentences[page.sentence_of[t.first]].last, t.last + 5)
    for k in range(t.last, last):
        if page.norms[k] in _RELATIVE:
            return k + 1
        if page.norms[k] not in (",", "-", ")", "(") and not page.norms[k].startswith("ال"):
            return None
    return None


def _carried_after(page: Page, words: MeetingWords, t: Trigger, start: int) -> None:
    last = page.sentences[page.sentence_of[t.first]].last
    for at in range(start, min(start + 3, last)):
        form = _light(page, words, at, t.kind)
        if form is not None and (start > t.last or form.pronoun or not t.definite):
            _take(t, at, form)
            return
        if page.tokens[at].kind != WORD or page.norms[at][:1] == "و":
            return


def _carried_before(page: Page, words: MeetingWords, t: Trigger) -> None:
    sentence = page.sentences[page.sentence_of[t.first]]
    for at in range(t.first - 1, max(sentence.first, t.first - _LIGHT_REACH) - 1, -1):
        if page.tokens[at].kind == NEWLINE or page.norms[at] in words.lists["stop"]:
            return
        if page.tokens[at].kind == MARK and page.norms[at] in ".;:":
            return
        form = _light(page, words, at, t.kind)
        if form is not None:
            _take(t, at, form)
            return
        if page.norms[at] in _RELATIVE or is_that(page, at):
            return


def _light(page: Page, words: MeetingWords, at: int, kind: str) -> WordForm | None:
    norm = page.norms[at]
    for cut, bare in bare_forms(norm):
        prefix = norm[:cut][-1:]
        for form in words.light.get(bare, ()):
            if kind in form.word.marks and not (form.word.verbal and prefix in ("ب", "ك", "ل")):
                return form
    return None


def _take(t: Trigger, at: int, form: WordForm) -> None:
    t.light, t.light_word, t.light_pronoun = at, form.word.word, form.pronoun
    t.impersonal = "impersonal" in form.word.marks
    t.aspect, t.gender, t.number = form.aspect, form.gender, form.number
