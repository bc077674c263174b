"""Qualities: level, format and tone of an encounter, by the adjectives of its noun and the phrases of its clause."""

from __future__ import annotations

from collections.abc import Iterator

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import WORD
from mahdar.knowledge import bare_forms
from mahdar.knowledge.meeting_words import meeting_words
from mahdar.reading.encounters.meeting import Frame, Meeting, Trigger
from mahdar.reading.page import Page

_ADJECTIVES = 6
_PHRASES = 30
_TOLD = 12
_CONFERENCE = "joint press conference"
_NAMES = frozenset(("country", "place", "person", "surname", "organization", "government"))
_NOT = ("غير", "الغير", "شبه")


def level_of(page: Page, meeting: Meeting) -> str | None:
    """State, official, working or private, as the first telling that says it has it."""
    words = _named(page, "levels")
    for frame in meeting.frames:
        for k in (*_beside(page, frame.trigger), *_adverbs(page, frame)):
            level = words.get(page.norms[k])
            if level is None or page.norms[k - 1] in _NOT or _of_a_state(page, level, k):
                continue
            if meeting.kind == "visit" or level in ("official", "working"):
                return level
    return None


def format_of(meeting: Meeting) -> str | None:
    """The form the encounter took, as told; a press conference only where nothing else was held."""
    own = next((f.form for f in meeting.frames if f.form not in (None, _CONFERENCE)), None)
    if own is not None or meeting.kind not in ("meeting", "call"):
        return own
    conferences = [f.form == _CONFERENCE for f in meeting.frames if not f.bare]
    return _CONFERENCE if conferences and all(conferences) else None


def frame_format(page: Page, frame: Frame) -> str | None:
    """The form one telling gives: by an adjective, by a phrase of its clause, else by the noun itself."""
    if frame.kind not in ("meeting", "call"):
        return None
    words, t = _named(page, "formats"), frame.trigger
    for k in (*range(t.first + 1, t.last), *_beside(page, t)):
        form = next((words[b] for _, b in bare_forms(page.norms[k]) if b in words), None)
        if form is not None and page.norms[k - 1] not in _NOT:
            return form
    phrase = _phrase(page, frame)
    if phrase is not None:
        return phrase
    return next((words[b] for _, b in bare_forms(page.norms[t.first]) if b in words), None)


def tone_of(page: Page, meeting: Meeting) -> str | None:
    """How it is told to have gone, in the words of the text: «صريحة», «بناءة»; None where nothing tells it."""
    if meeting.kind == "visit":
        return None
    tones = meeting_words(page.knowledge).lists["tones"]
    for frame in meeting.frames:
        for k in (*_beside(page, frame.trigger), *_told_to_be(page, frame)):
            cut = next((cut for cut, bare in bare_forms(page.norms[k]) if bare in tones), None)
            if cut is not None and page.norms[k - 1] not in _NOT:
                return page.words(k, k + 1, cut)
    return None


def _named(page: Page, key: str) -> dict[str, str]:
    """Each folded word of a list of `meeting.yml` under the name the record gives it."""
    memo: dict[str, str] | None = page.knowledge.memo.get(f"meeting {key}")
    if memo is None:
        wanted: dict[str, list[str]] = page.knowledge.meeting.get(key) or {}
        memo = {fold(w): name for name, forms in wanted.items() for w in forms}
        page.knowledge.memo[f"meeting {key}"] = memo
    return memo


def _beside(page: Page, t: Trigger) -> Iterator[int]:
    """Tokens of the noun's adjectives: right after it, and definite ones after the genitive it is joined to."""
    sentence = page.sentences[page.sentence_of[t.first]]
    if t.word.verbal:
        return
    k, end = t.last, min(sentence.last, t.last + _ADJECTIVES)
    while k < end and page.tokens[k].kind == WORD and page.norms[k] not in page.knowledge.function_words:
        if page.norms[k] in page.knowledge.verbs and not page.norms[k].startswith("ال"):
            break
        kinds = {h.entry.kind for h in page.hits.get(k, ())}
        if kinds & _NAMES and "adjective" not in kinds:
            break
        yield k
        k += 1
    if t.definite and not t.pronoun:
        return
    for after in range(k, min(sentence.last, t.last + 2 * _ADJECTIVES)):
        norm = page.norms[after]
        if norm in page.knowledge.function_words or page.tokens[after].kind != WORD:
            return
        if norm.startswith("ال") and not page.hits.get(after):
            yield after


def _adverbs(page: Page, frame: Frame) -> Iterator[int]:
    """«استقبل رسميا», «زار الكويت زيارة رسمية»: adverbs of manner anywhere in the clause of a verb."""
    if frame.trigger.word.verbal:
        last = min(frame.clause[1], frame.trigger.last + _PHRASES)
        for k in range(frame.trigger.last, last):
            if page.norms[k] == "رسميا" or page.norms[k - 1] == "زياره":
                yield k


def _told_to_be(page: Page, frame: Frame) -> Iterator[int]:
    """Words that tell how it was: «كانت بناءة», «بأنها صريحة», «في أجواء ودية», «اتسمت بالصراحة»."""
    lists, t = meeting_words(page.knowledge).lists, frame.trigger
    sentence = page.sentences[page.sentence_of[t.first]]
    before = page.norms[max(sentence.first, t.first - 2) : t.first]
    told = _TOLD if any(w in lists["told_to_be"] for w in before) else 0
    for k in range(t.last, min(sentence.last, t.last + _PHRASES)):
        if page.norms[k] in lists["told_to_be"]:
            told = 3
        elif told:
            told -= 1
            yield k


def _of_a_state(page: Page, level: str, k: int) -> bool:
    """«زيارة دولة قطر» is no state visit."""
    return level == "state" and bool(page.hits.get(k) or page.hits.get(k + 1))


def _phrase(page: Page, frame: Frame) -> str | None:
    """«على انفراد», «خلف أبواب مغلقة», «عبر الفيديو» after the trigger in its clause."""
    phrases: dict[str, list[tuple[list[str], str]]] | None = page.knowledge.memo.get("meeting phrases")
    if phrases is None:
        phrases = {}
        told: dict[str, list[str]] = page.knowledge.meeting.get("format_phrases") or {}
        for name, forms in told.items():
            for form in forms:
                words = [fold(w) for w in form.split()]
                phrases.setdefault(words[0], []).append((words, name))
        page.knowledge.memo["meeting phrases"] = phrases
    for k in range(frame.trigger.last, min(frame.clause[1], frame.trigger.last + _PHRASES)):
        for words, name in phrases.get(page.norms[k], ()):
            if page.norms[k : k + len(words)] == words:
                return name
    return None
