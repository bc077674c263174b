"""Negation: whether the act itself did not take place («لم يؤكد», «دون أن ينفي»)."""

from __future__ import annotations

from typing import NamedTuple

from mahdar.reading.particulars.clause import Clause

_REACH = 5


class Negation(NamedTuple):
    """Whether an act is negated, and by which words."""

    negated: bool
    reason: str = ""


def negation_of(clause: Clause) -> Negation:
    """Whether the act is negated, by a particle straight before the verb or at the head of its verb group.

    «لا يزال يؤكد» and «لم يقل سوى» are no negations: the act did take place.
    """
    cue = clause.found.cue[0]
    words, norms = clause.words, clause.norms
    if clause.found.cue_kind in ("colon", "according", "document", "participle"):
        return _negated_participle(clause)
    verbal = clause.found.cue_kind in ("present", "past", "future")
    k = cue - 1
    while k >= max(clause.first, cue - _REACH):
        norm = norms[k]
        if norm in words.set("negation", "still"):
            return Negation(False)
        if _without(clause, k, cue):
            return Negation(True, f"«{clause.page.words(k, cue)}» before the verb")
        if verbal and norm in words.set("negation", "particles"):
            if norm[-2:] == "لا" and not _may_be_present(clause):
                return Negation(False)
            if _but_only(clause):
                return Negation(False)
            return Negation(True, f"«{clause.page.tokens[k].text}» before the verb")
        if verbal and k == cue - 1 and norm in words.set("negation", "past_only"):
            plain = clause.cue is not None and clause.cue.kind == "past" and _main_clause(clause, k)
            return Negation(plain, f"«{norm}» before the verb" if plain else "")
        subject = _subject_at(clause, k)
        if subject is None and norm not in words.set("negation", "between"):
            break
        k = k - 1 if subject is None else subject - 1
    return Negation(False)


def _may_be_present(clause: Clause) -> bool:
    """«لا توافق»: «لا» negates a present; «ولا توافق» may be spelled like a past."""
    forms = clause.page.knowledge.verbs.get(clause.norms[clause.found.cue[0]], ())
    return any(f.kind == "present" for f in forms)


def _subject_at(clause: Clause, k: int) -> int | None:
    """Where the speaker begins who stands between «لم يعد» and the verb, his last word being token `k`."""
    return next((m.first for m in clause.local if m.last == k + 1 and clause.said_by(m)), None)


def _without(clause: Clause, k: int, cue: int) -> bool:
    """«دون أن يؤكد», «من دون تأكيد»."""
    if clause.norms[k] not in clause.words.set("negation", "without"):
        return False
    between = clause.norms[k + 1 : cue]
    return all(w in ("ان", "قد", "الي") for w in between)


def _negated_participle(clause: Clause) -> Negation:
    before = clause.norms[clause.found.cue[0] - 1] if clause.found.cue[0] else ""
    if clause.found.cue_kind == "participle" and before == "غير":
        return Negation(True, "«غير» before the participle")
    return Negation(False)


def _but_only(clause: Clause) -> bool:
    """«لم يقل سوى إن», «لم يؤكد إلا أن»: what stands after it was said."""
    between = clause.norms[clause.found.cue[1] : clause.found.content[0] + 1]
    texts = clause.page.tokens[clause.found.cue[1] : clause.found.content[0] + 1]
    return any(
        n in ("سوي", "غير") or (n == "الا" and t.text.startswith("إ"))
        for n, t in zip(between, texts, strict=True)
    )


def _main_clause(clause: Clause, k: int) -> bool:
    """«وما أكد»: a negation only where no noun or preposition makes «ما» a relative."""
    before = clause.norms[k - 1] if k > clause.first else ""
    return k == clause.first or before in (",", ".", "و")
