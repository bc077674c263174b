"""Acts: what a statement does, by its verb and, where they decide, by the words after it."""

from __future__ import annotations

from typing import NamedTuple, cast

from mahdar.model.vocabulary import Act
from mahdar.reading.mention import Mention
from mahdar.reading.particulars.clause import Clause
from mahdar.reading.particulars.negation import Negation
from mahdar.reading.particulars.words import Noun, stripped

_NEAR = 6
_DOER_REACH = 7


class Told(NamedTuple):
    """An act and why."""

    act: Act
    reason: str


def act_of(clause: Clause, negation: Negation) -> Told:
    """The act of a statement.

    A verb that only carries a noun («أعرب عن قلقه») does what the noun means. An affirmation that something must
    be done urges it, and demands it where another is to do it («ضرورة انسحاب إسرائيل»); that it is important, or
    that the speaker himself must do it, stays an affirmation. Refusing to comment is an act of its own.
    """
    return (
        _declined(clause, negation)
        or _invited(clause)
        or _voiced(clause)
        or _called_for(clause)
        or _performed(clause)
        or _by_verb(clause)
    )


def _told(act: str, reason: str) -> Told:
    return Told(cast(Act, act), reason)


def _by_verb(clause: Clause) -> Told:
    cue, found = clause.cue, clause.found
    if cue is not None and cue.verb is not None and found.cue_kind == "relay":
        return _told(cue.verb.act, f"what «{_words(clause, *found.cue)}» means")
    if found.cue_kind == "according":
        for k in range(found.cue[0] + 1, found.cue[1]):
            if not clause.norms[k - 1].endswith("ما"):
                continue
            forms = clause.page.knowledge.verbs.get(clause.norms[k], ())
            if forms and forms[0].kind == "past":
                return _told(forms[0].verb.act, f"what «{clause.page.tokens[k].text}» means")
    return _told(found.act, f"what «{_words(clause, *found.cue)}» means")


def _words(clause: Clause, first: int, last: int) -> str:
    return clause.page.words(first, last)


# --- declining


def _declined(clause: Clause, negation: Negation) -> Told | None:
    found, words = clause.found, clause.words
    if found.act == "decline-to-comment":
        return _told(found.act, "refuses to speak of it")
    reach = clause.norms[found.cue[1] : max(found.content[0] + 2, found.cue[1] + 4)][:10]
    if clause.verb in words.set("declining", "verbs") or clause.norms[found.cue[0]] in words.set(
        "declining", "verbs"
    ):
        for norm in reach:
            noun = words.noun(norm)
            if (
                noun
                and noun.base in words.set("declining", "objects")
                and norm.startswith(("ال", "ب", "ل", noun.base))
            ):
                return _told("decline-to-comment", f"refuses «{norm}»")
    if negation.negated and clause.verb in words.set("declining", "comment_verbs"):
        return _told("decline-to-comment", "makes no comment")
    return None


# --- what a noun voices


def _invited(clause: Clause) -> Told | None:
    """«دعاه إلى زيارة موسكو», «وجه دعوة لزيارة», told as an offer."""
    found, words = clause.found, clause.words
    noun = _first_noun(clause)
    if clause.verb != "دعا" and (noun is None or noun.base != "دعوه"):
        return None
    k = (
        clause.subject_end
        if noun is None or noun.base != "دعوه"
        else (noun_place(clause) or found.content[0]) + 1
    )
    while k < found.content[1]:
        m = clause.starts.get(k)
        if any(f in words.set("visits") for f in stripped(clause.norms[k])):
            return _told("offer", "invites to a visit")
        if m is not None and m.last > k:
            k = m.last
        elif clause.norms[k] in ("الي", "ل", "رسميه", '"', "اياه", "اياها"):
            k += 1
        else:
            return None
    return None


def _first_noun(clause: Clause) -> Noun | None:
    """The noun that the content begins with, or follows the cue, strengtheners passed over."""
    place = noun_place(clause)
    return clause.words.noun(clause.norms[place]) if place is not None else None


def noun_place(clause: Clause) -> int | None:
    """The token of the noun that a statement voices, strengtheners before it passed over, or None."""
    words, end = clause.words, clause.found.content[1]
    k = clause.next_word(clause.opening, end)
    steps = 0
    while k is not None and steps < _NEAR:
        noun = words.noun(clause.norms[k])
        light = any(f in words.set("strengtheners") for f in stripped(clause.norms[k]))
        if noun is not None and not (light and _noun_follows(clause, k + 1, end)):
            return k
        if not light:
            return None
        k = clause.next_word(k + 1, end)
        steps += 1
    return None


def _noun_follows(clause: Clause, k: int, end: int) -> bool:
    return (
        k < end
        and (noun := clause.words.noun(clause.norms[k])) is not None
        and noun.base in clause.words.expressed
    )


def _voiced(clause: Clause) -> Told | None:
    words, verb = clause.words, clause.verb
    carrier = verb in words.raw["carriers"]
    charged = verb in words.raw["charging"]
    if not (carrier or charged or verb in words.raw["owners"] or clause.found.cue_kind == "impersonal"):
        return None
    place = noun_place(clause)
    noun = words.noun(clause.norms[place]) if place is not None else None
    if place is None or noun is None or _behind_that(clause, place):
        if carrier and clause.found.act == "hope":
            return _told("affirm", f"voices what is said («{_words(clause, *clause.found.cue)}»)")
        return None
    if noun.base in words.set("stances"):
        return _stance(clause, place)
    act = words.expressed.get(noun.base)
    if act is None:
        return _told("affirm", f"voices «{clause.page.tokens[place].text}»") if carrier else None
    if not (carrier or charged) and not _own(clause, noun, place):
        return None
    if act == "affirm":
        called = _called_for(clause, place + 1)
        if called:
            return called
    if not carrier and act in ("affirm", "announce"):
        return None
    return _told(act, f"voices «{clause.page.tokens[place].text}»")


def _behind_that(clause: Clause, place: int) -> bool:
    """Whether the content is a clause after أن or direct words, whose first noun is no object of the verb."""
    if clause.norms[place - 1 : place] == ['"'] and not clause.after_that(place):
        noun = clause.words.noun(clause.norms[place])
        return noun is None or not clause.norms[place].endswith(("ه", "ها", "هم", "هما")) or not noun.owned
    return clause.after_that(place)


def _stance(clause: Clause, place: int) -> Told:
    """«موقف بلاده الرافض للتدخل»."""
    for k in range(place + 1, min(place + 5, clause.found.content[1])):
        norm = clause.norms[k].removeprefix("ال").removesuffix("ه")
        for act in clause.words.raw["stance_adjectives"]:
            if norm in clause.words.set("stance_adjectives", act):
                return _told(act, f"a stance told by «{clause.page.tokens[k].text}»")
    return _told("affirm", "a stance")


def _own(clause: Clause, noun: Noun, place: int) -> bool:
    """Whether the noun is the speaker's: «رفضه», «رفض بلاده», «رفض مصر» by Egypt or one of its officials."""
    norms, after = clause.norms, place + 1
    if noun.owned:
        return True
    if after >= clause.found.content[1]:
        return False
    if norms[after] in clause.words.set("own_side"):
        return True
    m = clause.starts.get(after)
    if m is not None and m.prefix == 0:
        return clause.said_by(m) or (m.country is not None and m.country in clause.speaker_countries())
    if noun.base in _OBJECTIVE and _suffers(clause, after):
        return True
    mine = clause.speaker_countries()
    return any(
        h.entry.country in mine
        for k in (after, after + 1)
        for h in clause.page.hits.get(k, ())
        if h.prefix == 0
    )


_OBJECTIVE = frozenset(("رفض", "ادانه", "استنكار", "شجب"))


def _suffers(clause: Clause, after: int) -> bool:
    """«أعلن رفض التدخلات»: the genitive is what is refused, unless a ل behind it says so of another word."""
    norms = clause.norms[after : min(after + 4, clause.found.content[1])]
    return norms[0].startswith(("ال", "اي")) and not any(n.startswith("لل") or n == "ل" for n in norms[1:])


# --- what must be done


def _called_for(clause: Clause, at: int | None = None) -> Told | None:
    words, found = clause.words, clause.found
    if at is None and not (
        clause.verb in words.raw["affirming"] or (found.cue_kind == "impersonal" and found.act == "affirm")
    ):
        return None
    k = clause.next_word(found.content[0] if at is None else at, found.content[1])
    while (
        k is not None
        and k < found.content[1]
        and (
            clause.norms[k] in ("علي", "ان", "انه", "انها", "بان", "بانه")
            or (clause.norms[k] in ("التاكيد", "تاكيده", "تاكيدها"))
        )
    ):
        k = clause.next_word(k + 1, found.content[1])
    if k is None:
        return None
    noun = words.noun(clause.norms[k])
    must = noun is not None and noun.base in words.set("necessity_nouns")
    must = must or clause.norms[k].lstrip("و") in words.set("necessity_verbs")
    must = must or any(tuple(clause.norms[k : k + len(p)]) == p for p in words.pairs["necessity_pairs"])
    if not must:
        return None
    doer = _doer(clause, k)
    if doer is None:
        return _told("urge", f"affirms that it must be done («{clause.page.tokens[k].text}»)")
    if clause.said_by(doer) or (doer.country and doer.country in clause.speaker_countries()):
        return _told("affirm", "affirms what the speaker's own side must do")
    return _told("demand", f"affirms what «{clause.page.words(doer.first, doer.last, doer.prefix)}» must do")


def _doer(clause: Clause, k: int) -> Mention | None:
    """Who is to do what must be done: «يجب على إيران», «ضرورة أن تلتزم إيران», «ضرورة انسحاب إسرائيل»."""
    end = min(k + _DOER_REACH, clause.found.content[1])
    that = False
    for j in range(k + 1, end):
        norm = clause.norms[j]
        m = clause.starts.get(j)
        if m is not None:
            before = clause.norms[j - 1]
            noun = clause.words.noun(before)
            done_by = noun is not None and noun.base in clause.words.set("doing_nouns")
            behind_verb = that and before[:1] in "يت" and j - k <= 4
            if before == "علي" or done_by or behind_verb or (j == k + 1 and norm.startswith("عل")):
                return m
            return None
        that = that or norm in ("ان", "الا")
        if norm in (",", '"'):
            return None
    return None


def _performed(clause: Clause) -> Told | None:
    """A headline's colon names no act: a first person verb does («نرفض …»), or what must be done."""
    if clause.found.cue_kind != "colon":
        return None
    head = clause.head
    if head is None:
        return None
    norm = clause.norms[head]
    for act in clause.words.raw["performatives"]:
        if norm in clause.words.set("performatives", act) or norm[1:] in clause.words.set(
            "performatives", act
        ):
            return _told(act, f"«{clause.page.tokens[head].text}» does what it says")
    return _called_for(clause, head)
