"""Conditions: the words that set one, inside what is said or right beside it."""

from __future__ import annotations

from typing import NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import NEWLINE, NUMBER
from mahdar.reading.particulars.clause import Clause
from mahdar.reading.particulars.words import stripped

_BESIDE = 3
_LONGEST = 45


class Condition(NamedTuple):
    """Where a condition stands, and by which words it is told."""

    span: tuple[int, int] | None
    reason: str = ""


def condition_of(clause: Clause) -> Condition:
    """The first condition of a statement: in its content, between cue and content, beside it, or before the cue."""
    found, norms, opens = clause.found, clause.norms, _openers(clause)
    for start, end in (
        (found.content[0], found.content[1]),
        (clause.subject_end, found.content[0]),
        (found.content[1], min(found.content[1] + _BESIDE, clause.last)),
    ):
        for k in range(start, end):
            length = _marker(clause, k) if norms[k] in opens or norms[k][1:] in opens else 0
            if length:
                return _told(clause, k, length, found.content[1] if k < found.content[1] else clause.last)
    return _before_cue(clause)


def _openers(clause: Clause) -> frozenset[str]:
    """The words that a condition may begin with, attached و ف taken off."""
    memo = clause.page.knowledge.memo
    found: frozenset[str] | None = memo.get("condition openers")
    if found is None:
        words = clause.words
        lists = (words.set("condition", name) for name in ("if", "exchange", "before"))
        found = frozenset(phrase[0] for phrase in words.pairs["condition.pairs"]).union(*lists)
        memo["condition openers"] = found
    return found


def _told(clause: Clause, k: int, length: int, limit: int) -> Condition:
    end = _end(clause, k, length, limit)
    if end - k <= length:
        return Condition(None)
    return Condition((k, end), f"«{clause.page.words(k, k + length)}» sets a condition")


def _before_cue(clause: Clause) -> Condition:
    """«وفي حال فشل المفاوضات، هدد بـ»: a condition that opens the sentence and ends at a comma before the cue."""
    start = clause.next_word(clause.first, clause.found.cue[0])
    length = _marker(clause, start) if start is not None else 0
    if start is None or not length or clause.cue is None or clause.cue.kind == "participle":
        return Condition(None)
    comma = next((k for k in range(start, clause.found.cue[0]) if clause.norms[k] == ","), None)
    if comma is None or clause.found.cue[0] - comma > 6:
        return Condition(None)
    return _told(clause, start, length, comma)


def _marker(clause: Clause, k: int) -> int:
    """How many tokens open a condition at `k`, 0 where none do."""
    norms, words = clause.norms, clause.words
    norm = norms[k]
    if not clause.is_word(k):
        return 0
    before = norms[k - 1] if k else ""
    after = norms[k + 1] if k + 1 < len(norms) else ""
    length = _pair(clause, k)
    if length:
        return length
    forms = (norm, norm[1:]) if norm[0] in "وف" else (norm,)
    if any(f in words.set("condition", "if") for f in forms):
        text = clause.page.tokens[k].text
        if before in words.set("condition", "not_after") or text.endswith(("ً", "اً", "ن")):
            return 0
        if norm == "شرط":
            return 1 if after in ("ان", "الا", "عدم", "وقف") or _definite(after) else 0
        if norm == "ولو" or after in words.set("condition", "not_before"):
            return 0
        return 1
    if norm in words.set("condition", "exchange") and _in_exchange(clause, k):
        return 1
    if norm in words.set("condition", "before") and _only_then(clause, k):
        return 1
    return 0


def _pair(clause: Clause, k: int) -> int:
    norm = clause.norms[k]
    for phrase in clause.words.pairs["condition.pairs"]:
        if norm != phrase[0] and norm[1:] != phrase[0]:
            continue
        if norm != phrase[0] and norm[0] not in "وف":
            continue
        if phrase[-1] == "حاله" and clause.norms[k + 2 : k + 3] and _state(clause, k + 2):
            continue
        for j, word in enumerate(phrase[1:], 1):
            at = clause.norms[k + j] if k + j < len(clause.norms) else ""
            if at == word or (word == "ب" and at.startswith("ب") and len(at) > 2):
                continue
            break
        else:
            if "لا" in clause.norms[max(0, k - 5) : k] or "غير" in clause.norms[max(0, k - 2) : k]:
                return 0 if phrase[-1] == "ب" else len(phrase)
            if phrase[0] == "رهن" and clause.norms[k - 1 : k] == ["قيد"]:
                return 0
            return len(phrase) - (phrase[-1] == "ب")
    return 0


def _state(clause: Clause, k: int) -> bool:
    """«في حالة خطيرة», «في حالة حرب»: how somebody is, no condition."""
    return clause.norms[k] in clause.words.set("condition", "states")


def _definite(norm: str) -> bool:
    return norm.startswith("ال") and len(norm) > 3


def _in_exchange(clause: Clause, k: int) -> bool:
    """«مقابل رفع العقوبات», not «مقابل الدولار», «مقابل 10» nor «مقابل صوتين»."""
    after = k + 1
    if after >= clause.found.content[1] + 2 or after >= len(clause.page.tokens):
        return False
    token = clause.page.tokens[after]
    if token.kind == NUMBER or not clause.is_word(after):
        return False
    if clause.norms[k].startswith("ال") or clause.norms[k - 1] in ("في", "بال"):
        return False
    if after in clause.starts or any(
        f in clause.words.set("condition", "prices") for f in stripped(token.norm)
    ):
        return False
    return token.norm not in ("ذلك", "هذا", "لا", "اي")


def _only_then(clause: Clause, k: int) -> bool:
    """«لن ننسحب قبل أن …», «لا حوار حتى …»: nothing before it."""
    after = clause.norms[k + 1] if k + 1 < len(clause.norms) else ""
    start = max(clause.found.content[0], k - 7)
    before = clause.norms[start:k]
    negative = any(f in clause.words.set("condition", "negative") for w in before for f in (w, w[1:]))
    if not negative or after in ("الان", "انه", "لو", "و", "ذلك") or "," in before:
        return False
    if clause.norms[k] == "حتي":
        return after[:1] in "يت" and len(after) > 3
    return after == "ان" or (_definite(after) is False and after[:1] not in "0123456789")


_SOON = frozenset(fold(w) for w in ("سوف", "لن"))


def _end(clause: Clause, k: int, length: int, limit: int) -> int:
    """Where a condition ends: at what follows from it, at a comma, at a stop, or with the content."""
    words, norms = clause.words, clause.norms
    leading = k <= clause.found.content[0] + 3
    end = min(limit, k + _LONGEST)
    j = k + length
    while j < end:
        norm = norms[j]
        if norm in (",", ";") and not _goes_on(clause, j, end):
            break
        if norm in (".", "\n", ":", "?", "!") or clause.page.tokens[j].kind == NEWLINE:
            break
        if norm in words.set("condition", "then"):
            break
        if norms[k].removeprefix("و") in ("لو", "لولا") and j > k + length + 1 and _would(clause, j):
            break
        if leading and j > k + length and "ان" not in norms[k:j] and (norm in _SOON or _future(norm)):
            break
        if norm in words.set("condition", "breaks") and j > k + length:
            break
        j += 1
    while j > k + length and not clause.is_word(j - 1) and clause.page.tokens[j - 1].kind != NUMBER:
        j -= 1
    return j


def _goes_on(clause: Clause, j: int, end: int) -> bool:
    return j + 1 < end and clause.norms[j + 1] in clause.words.set("condition", "going_on")


def _would(clause: Clause, j: int) -> bool:
    """«لكان», «لاندلعت»: what would have followed."""
    norm = clause.norms[j]
    if norm[0] != "ل" or len(norm) < 4 or j in clause.page.hits:
        return False
    forms = clause.page.knowledge.verbs.get(norm[1:], ())
    return (
        norm[1:].startswith(("كان", "كنا", "كنت"))
        or any(f.kind == "past" for f in forms)
        or norm.endswith("ت")
    )


def _future(norm: str) -> bool:
    """«سنرد», «فسيكون»: what will follow."""
    bare = norm.removeprefix("ف")
    return len(bare) > 3 and bare[0] == "س" and bare[1] in "نيتا" and bare not in _NOT_FUTURE


_NOT_FUTURE = frozenset(
    fold(w) for w in ("سياسة", "سيادة", "سيطرة", "سيناريو", "سيناء", "سيارة", "ستين", "ستالين", "سنوات")
)
