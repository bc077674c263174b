"""Targets: whom or what a statement is about or against."""

from __future__ import annotations

from typing import NamedTuple

from mahdar.reading.particulars.acts import noun_place
from mahdar.reading.particulars.addressees import PARTS, Addressee
from mahdar.reading.particulars.clause import Clause
from mahdar.reading.particulars.phrases import Party, parties_in, phrase_end
from mahdar.reading.particulars.words import stripped

_REACH = 12


class Place(NamedTuple):
    """Where an object begins, and whether its preposition is written on it."""

    at: int
    attached: bool


class Target(NamedTuple):
    """An index into the cast, or words; and why."""

    who: int | str | None
    reason: str = ""


_NONE = Target(None)
_SUPPORTING = ("affirm", "agree", "promise", "offer", "announce", "hope")


def target_of(clause: Clause, act: str, addressee: Addressee) -> Target:
    """Whom or what a statement is about or against.

    A party where one is named, by its name or by its nationality («الانتهاكات الإسرائيلية»); else, for acts that
    are about a thing («رحب بالاتفاق»), the words of the thing. Those who are thanked, asked or told are spoken to
    and no target; those who are warned, threatened or called upon are both.
    """
    words = clause.words
    if act in ("warn", "threaten", "demand", "urge", "accuse") and addressee.who is not None:
        return Target(addressee.who, "the one spoken to is the one it is directed at")
    if act in ("praise", "thank", "express-concern", "hope") and _given(clause, addressee):
        return _NONE
    if act == "accuse":
        return _accused(clause) or _NONE
    if clause.verb == "وصف":
        return _described(clause)
    voiced = act == "agree" and clause.verb in (*words.raw["carriers"], *words.raw["owners"])
    if voiced or act in words.set("target", "things") or clause.verb in words.raw["target"]["verbs"]:
        return _about(clause)
    if act in words.set("target", "parties"):
        return _party_only(clause, act)
    if act in _SUPPORTING:
        return _supported(clause) or _upheld(clause) or _NONE
    return _NONE


def _given(clause: Clause, addressee: Addressee) -> bool:
    """Greetings and thanks are given to somebody and about nothing."""
    place = noun_place(clause)
    noun = clause.words.noun(clause.norms[place]) if place is not None else None
    greeting = noun is not None and noun.base in clause.words.set("target", "greetings")
    return greeting or (addressee.who is not None and clause.verb in clause.words.raw["addressee"]["object"])


def _at(party: Party, clause: Clause) -> Target:
    word = clause.page.tokens[party.at].text
    return Target(party.who, f"named by «{word}»" if not party.adjective else f"nationality «{word}»")


def _clause_follows(clause: Clause, k: int) -> bool:
    """Whether the content is a sentence of its own, which has no object: after أن, in quotation, with a verb."""
    before = clause.norms[k - 1] if k else ""
    opens = clause.norms[k] in ("انه", "انها", "انهم", "بانه", "بانها")
    return clause.after_that(k) or opens or before in ('"', ":")


# --- accusing


def _accused(clause: Clause) -> Target | None:
    start, end = clause.subject_end, min(clause.found.content[1], clause.found.content[0] + _REACH)
    for m in clause.local:
        if start <= m.first < end and m.actors and m.kind != "pair" and not clause.said_by(m):
            if clause.norms[m.first - 1] in ("عن", "في") and clause.norms[m.first - 2 : m.first - 1] != [
                "من"
            ]:
                continue
            return Target(m.actors[0], "the first one named after the verb")
    parties = parties_in(clause, max(start, clause.found.content[0]), end)
    if parties:
        return _at(parties[0], clause)
    k = clause.next_word(clause.found.content[0], end)
    if (
        k is not None
        and clause.verb == "اتهم"
        and not (_clause_follows(clause, k) or clause.norms[k][0] == "ب")
    ):
        stop = phrase_end(clause, k, end)
        return Target(clause.page.words(k, stop), "object of the verb")
    return None


# --- what is supported and upheld


def _supported(clause: Clause) -> Target | None:
    """«دعمه لوحدة سوريا», «تضامن بلاده مع مصر», «الوقوف إلى جانب السعودية»."""
    words = clause.words
    head = clause.head
    if head is None or _clause_follows(clause, head) or clause.found.mode == "direct":
        return None
    end = min(clause.found.content[1], head + _REACH)
    k = head
    backed = words.set("target", "support") | words.set("stances")
    noun = words.noun(clause.norms[k])
    while (noun is None or noun.base not in backed) and k < min(head + 3, end - 1):
        k += 1
        noun = words.noun(clause.norms[k])
    if noun is None or noun.base not in backed:
        return None
    thing = _supported_thing(clause, k, end)
    if thing is not None:
        parties = parties_in(clause, thing.at, phrase_end(clause, thing.at, end))
        return _at(parties[0], clause) if parties else None
    if not noun.owned:
        parties = parties_in(clause, k + 1, phrase_end(clause, k, end))
        others = [p for p in parties if p.country not in clause.speaker_countries() or not p.country]
        if others:
            return _at(others[0], clause)
    return None


def _supported_thing(clause: Clause, k: int, end: int) -> Place | None:
    """Where what is supported begins: behind «ل», «ب», «مع», «إلى جانب», «على»; the object of «دعمها قرار …»."""
    for j in range(k + 1, end):
        norm = clause.norms[j]
        if norm in (",", "الذي", "التي", "ان", "من"):
            return None
        if _with_preposition(clause, j):
            return Place(j, True)
        if norm in ("مع", "جانب", "علي", "ب", "ل"):
            return Place(j + 1, False) if j + 1 < end else None
    return None


def _upheld(clause: Clause) -> Target | None:
    """«وحدة سوريا وسيادتها», «أمن لبنان», at the head of the content."""
    head = clause.head
    if head is None or _clause_follows(clause, head) or clause.found.mode == "direct":
        return None
    end = min(clause.found.content[1], head + _REACH)
    upheld = clause.words.set("target", "upheld")
    for k in range(head, min(head + 5, end)):
        noun = clause.words.noun(clause.norms[k])
        if noun is None or noun.base not in upheld or noun.owned:
            if noun is None and clause.norms[k] not in clause.words.set("target", "leading"):
                return None
            continue
        parties = parties_in(clause, k + 1, phrase_end(clause, k, end))
        others = [p for p in parties if p.country not in clause.speaker_countries() or not p.country]
        if len({p.country or p.who for p in others}) == 1 and len(parties) == len(others):
            return _at(others[0], clause)
        return None
    return None


# --- what is condemned, welcomed, refused


def _about(clause: Clause) -> Target:
    place = _object_place(clause)
    if place is None:
        return _NONE
    k = place.at
    if clause.norms[k - 1] in PARTS:
        return _NONE
    if clause.norms[k] in ("بما", "ما", "مما", "لما", "بان") or clause.norms[k] in _NO_THING:
        return _NONE
    end = clause.found.content[1]
    stop = phrase_end(clause, k, end)
    m = clause.starts.get(k)
    if m is not None and m.actors and not clause.said_by(m) and m.kind != "pair":
        return Target(m.actors[0], "object of the verb")
    party = _responsible(clause, k, stop, end)
    if party is not None:
        return _at(party, clause)
    return Target(_thing(clause, place, stop, end), "object of the verb")


#: «وصف، في أكتوبر الماضي، …»: what begins so is no thing that the act is about.
_NO_THING = frozenset(("في", "من", "الي", "علي", "عن", "خلال", "بعد", "قبل", "عبر", "امس", "اليوم"))


def _object_place(clause: Clause) -> Place | None:
    """Where the noun phrase begins that the act is about."""
    head = clause.head
    if head is None or (_clause_follows(clause, head) and not clause.page.in_quote[head]):
        return None
    if clause.page.in_quote[head] and clause.found.mode == "direct":
        return None
    words, end = clause.words, clause.found.content[1]
    noun = words.noun(clause.norms[head])
    carrying = clause.verb in (*words.raw["carriers"], *words.raw["owners"])
    expressed = noun is not None and (noun.base in words.expressed or noun.base in words.set("stances"))
    voiced = carrying and expressed
    strength = any(f in words.set("strengtheners") for f in stripped(clause.norms[head]))
    if not voiced and not (strength and clause.verb in words.raw["carriers"]):
        if clause.norms[head] in ("ان", "انه", "انها", "ذلك", "هذا", "الا"):
            return None
        return Place(head, _attached(clause, head))
    return _behind_voiced(clause, head, end)


def _behind_voiced(clause: Clause, head: int, end: int) -> Place | None:
    """«قلقه البالغ إزاء …», «رفض بلاده للتدخل», «إدانة المملكة للهجوم»: after the preposition that follows the noun."""
    noun, after = clause.words.noun(clause.norms[head]), clause.next_word(head + 1, end)
    if after is None:
        return None
    direct = (
        noun is not None and noun.base in _TRANSITIVE and clause.norms[after].startswith(("ال", "اي", "كل"))
    )
    if direct and noun is not None and (noun.owned or _definite_object(clause, after, end)):
        return Place(after, False)
    for k in range(head + 1, min(head + 9, end)):
        norm = clause.norms[k]
        if norm in ("ان", "بان", ",", "او"):
            return None
        if norm in clause.words.set("target", "over"):
            return Place(k + 1, False) if k + 1 < end and clause.norms[k + 1] not in ("ان", "انه") else None
        if _with_preposition(clause, k):
            return Place(k, True)
    return None


_TRANSITIVE = frozenset(("رفض", "ادانه", "معارضه", "استنكار", "شجب", "تاييد"))


def _definite_object(clause: Clause, after: int, end: int) -> bool:
    """«رفض التدخلات الإيرانية»: no ل behind it tells of another object."""
    stop = phrase_end(clause, after, end)
    return not (
        stop < end and clause.norms[stop].startswith("ل") and clause.norms[stop] not in ("لم", "لن", "لا")
    )


def _with_preposition(clause: Clause, k: int) -> bool:
    """Whether ل or ب is written on the word, and is no letter of it or of a name."""
    norm = clause.norms[k]
    if norm[0] not in "لب" or (len(norm) < 4 and norm != "لاي") or norm in _NO_PREPOSITION:
        return False
    m = next((m for m in clause.local if m.first <= k < m.last), None)
    if m is not None and (m.first < k or m.prefix == 0):
        return False
    hits = clause.page.hits.get(k, ())
    return not hits or any(h.prefix for h in hits)


_NO_PREPOSITION = frozenset(("بلاده", "بلادها", "بلدان", "بالغ", "بلدينا", "بلديهما", "بلادنا", "لدي", "بين"))


def _responsible(clause: Clause, k: int, stop: int, end: int) -> Party | None:
    """The one party of a noun phrase; where its head is what somebody suffers, the one who does it."""
    agent = _agent(clause, k, stop, end)
    if agent is not None:
        return agent
    parties = parties_in(clause, k, stop)
    if len({p.country or p.who for p in parties}) != 1:
        return None
    if _suffered(clause, k, stop) and not _done_to(clause, stop, end):
        return None
    return parties[0]


def _suffered(clause: Clause, k: int, stop: int) -> bool:
    """«استهداف السعودية»: the genitive suffers; «القصف الروسي» is Russia's."""
    for j in range(k, min(k + 2, stop)):
        noun = clause.words.noun(clause.norms[j])
        if noun is not None and noun.base in clause.words.set("target", "suffered"):
            return not clause.norms[j].endswith(("ال" + noun.base, "لل" + noun.base))
    return False


def _done_to(clause: Clause, stop: int, end: int) -> bool:
    """«قصف إسرائيل لغزة»: what follows with ل suffers, so the genitive does it."""
    return (
        stop < end
        and clause.norms[stop][:1] == "ل"
        and clause.norms[stop] not in ("لم", "لن", "لا", "لكن", "لان")
    )


def _agent(clause: Clause, k: int, stop: int, end: int) -> Party | None:
    for j in range(k, min(stop + 4, end)):
        for phrase in clause.words.pairs["target.agents"]:
            if tuple(clause.norms[j : j + 2]) == phrase:
                parties = parties_in(clause, j + 2, min(j + 6, end))
                if parties:
                    return parties[0]
    return None


def _thing(clause: Clause, place: Place, stop: int, end: int) -> str:
    """The words of a thing, with the phrase that still tells it («الهجوم على السفارة»), its preposition left out."""
    if stop < end and clause.norms[stop] in clause.words.set("target", "running_on") and stop + 1 < end:
        stop = phrase_end(clause, stop + 1, end)
    return clause.page.words(place.at, stop, int(place.attached)).strip('"«»“” ')


def _attached(clause: Clause, k: int) -> bool:
    """Whether the verb's preposition is written on the word."""
    takes = clause.cue.verb.takes if clause.cue and clause.cue.verb else frozenset()
    norm, letter = clause.norms[k], clause.norms[k][0]
    if clause.cue is not None and clause.cue.kind == "noun":
        return letter in "بل" and len(norm) > 3
    if norm.startswith(("لل", "بال")):
        return True
    return letter in "بل" and letter in takes and "object" not in takes


def _described(clause: Clause) -> Target:
    """«وصف ترامب الاتفاق بأنه كارثة»: what stands before «بـ»."""
    start, end = clause.subject_end, clause.found.content[1]
    k = clause.next_word(start, end)
    if clause.found.mode == "direct" or (clause.cue and clause.cue.form and clause.cue.form.object):
        # what a pronoun means is as often a thing, which no cast holds
        return _NONE
    if k is not None and clause.norms[k] in ("التي", "الذي", "الذين"):
        comma = next((j for j in range(k, end) if clause.norms[j] == ","), None)
        k = clause.next_word(comma, end) if comma is not None else None
    if k is None or (clause.norms[k].startswith("ب") and k not in clause.starts):
        return _NONE
    m = clause.starts.get(k)
    if m is not None and m.actors and not clause.said_by(m):
        return Target(m.actors[0], "what is described")
    if clause.norms[k] in ("ذلك", "اياه", "اياها", "ما"):
        return _NONE
    return Target(clause.page.words(k, phrase_end(clause, k, end)), "what is described")


def _threatened(clause: Clause, head: int, stop: int, end: int) -> Target:
    """«هدد بضرب إيران», «هدد بفرض عقوبات على تركيا»."""
    parties = parties_in(clause, head, stop)
    if not parties and stop + 1 < end and clause.norms[stop] in ("علي", "ضد", "من"):
        parties = parties_in(clause, stop + 1, phrase_end(clause, stop + 1, end))
    return _at(parties[0], clause) if parties else _NONE


def _party_only(clause: Clause, act: str) -> Target:
    """«طالب بانسحاب القوات الإسرائيلية», «هدد بضرب إيران»."""
    head = clause.head
    if head is None or _clause_follows(clause, head):
        return _NONE
    end = min(clause.found.content[1], head + _REACH)
    stop = phrase_end(clause, head, end)
    if act == "threaten":
        return _threatened(clause, head, stop, end)
    noun = clause.words.noun(clause.norms[head])
    doing = noun is not None and noun.base in clause.words.set("doing_nouns")
    if not doing:
        return _NONE
    party = _responsible(clause, head, stop, end)
    return _at(party, clause) if party else _NONE
