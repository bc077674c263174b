"""Addressees: whom the words are spoken to."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from mahdar.reading.mention import Mention
from mahdar.reading.particulars.acts import noun_place
from mahdar.reading.particulars.clause import Clause
from mahdar.reading.particulars.words import stripped

_REACH = 14


class Addressee(NamedTuple):
    """Whom the words are spoken to, as an index into the cast, and why."""

    who: int | None
    reason: str = ""


def addressee_of(clause: Clause) -> Addressee:
    """Whom the words are spoken to, where the text says so; a newspaper or agency spoken to only passes them on."""
    return (
        _pronoun(clause)
        or _object(clause)
        or _behind_preposition(clause)
        or _given(clause)
        or _letter(clause)
        or Addressee(None)
    )


def _of(clause: Clause, m: Mention, reason: str) -> Addressee | None:
    if not m.actors or clause.said_by(m) or _passes_on(clause, m):
        return None
    return Addressee(m.actors[0], reason)


def _passes_on(clause: Clause, m: Mention) -> bool:
    """Whether a mention is a paper, an agency or the media at large."""
    media = clause.words.set("addressee", "media")
    first = clause.norms[m.first][m.prefix :]
    return (m.entry is not None and m.entry.kind in ("agency", "outlet")) or first in media


def _zone(clause: Clause) -> list[Mention]:
    """The mentions between subject and content, and those that stand at the content's beginning."""
    start, end = clause.subject_end, clause.found.content[0] + 3
    return [m for m in clause.local if start <= m.first < end]


def _attached(clause: Clause, m: Mention) -> str:
    return clause.norms[m.first][: m.prefix].removeprefix("و")


def _object(clause: Clause) -> Addressee | None:
    """«أبلغ الوزير سفيره», «طالب مجلس الأمن بـ», «شكر روسيا على»."""
    if clause.verb not in clause.words.raw["addressee"]["object"]:
        return None
    if clause.norms[clause.subject_end - 1] in PARTS:
        # «حذر بعض المحللين»: the noun is counted by the word before it, and both are the subject.
        return None
    for m in _zone(clause):
        if m.prefix and _attached(clause, m):
            continue
        between = [n for n in clause.norms[clause.subject_end : m.first] if n not in (",", '"')]
        light = all(
            n in _LIGHT or (n == "من" and "كلا" in between) or n in clause.words.set("days") for n in between
        )
        if not light:
            break
        if m.kind == "pair" or clause.said_by(m):
            continue
        return _of(
            clause, m, f"«{clause.page.words(*clause.found.cue)}» takes the one spoken to as its object"
        )
    return None


#: Words that count the noun after them, with which they are one phrase.
PARTS = frozenset(("بعض", "معظم", "غالبيه", "اغلب", "احد", "احدي", "كبار", "عدد"))
_LIGHT = frozenset(("كلا", "كل", "جميع", "ايضا", "امس", "اليوم", "اياه", "مجددا", "بدوره", "بدورها"))


def _behind_preposition(clause: Clause) -> Addressee | None:
    """«قال لنظيره», «طلب من إيران», «عرض على روسيا», «أوعز إلى الوزير»."""
    raw = clause.words.raw["addressee"]
    start, stop = clause.found.cue[1], clause.found.content[0]
    for m in clause.local:
        if m.first < start or m.first > stop + 1 or m.first - start > _REACH:
            continue
        before = clause.norms[m.first - 1]
        attached = _attached(clause, m)
        spoken = clause.found.act not in ("claim", "condemn", "welcome", "praise")
        by_letter = (
            attached.endswith("ل") and m.first <= stop and not _hangs_on_noun(clause, m.first) and spoken
        )
        by_word = (
            (
                before == "الي"
                and ((clause.verb in raw["into"] and clause.verb != "دعا") or _speech_to(clause, m))
            )
            or (before == "من" and clause.verb in raw["from"])
            or (before == "علي" and clause.verb in raw["upon"] and m.first <= stop + 1)
        )
        if by_letter and not by_word and _owned_by(clause, m):
            continue
        if (by_letter or by_word) and not clause.said_by(m):
            return _of(clause, m, f"after «{before if by_word else 'ل'}»")
    return None


def _owned_by(clause: Clause, m: Mention) -> bool:
    """«الموقع الرسمي لأمانة المجلس», «بيان لوزارة الصحة»: the ل tells whose the speaking body is."""
    bodies = all(clause.cast[who].kind != "person" for who in clause.found.speakers)
    return bodies and m.first == clause.subject_end and m.kind != "person"


def _hangs_on_noun(clause: Clause, k: int) -> bool:
    """«خلال زيارته لروسيا», «في مقال للأمير»: the ل belongs to a noun before it, not to the verb."""
    between = clause.norms[clause.subject_end : k]
    return len(between) > 3 or any(n in _PLACES for n in between)


_PLACES = frozenset(
    (
        "خلال",
        "عقب",
        "بعد",
        "قبل",
        "اثناء",
        "لدي",
        "في",
        "ضمن",
        "زياره",
        "زيارته",
        "زيارتها",
        "استقباله",
        "لقايه",
        "ممثل",
        "سفير",
        "ردا",
        "تعليقا",
        "من",
        "علي",
        "عن",
        "الي",
    )
)


def _speech_to(clause: Clause, m: Mention) -> bool:
    between = clause.norms[clause.found.cue[1] : m.first]
    return any(n in clause.words.set("addressee", "letters") for n in between)


def _given(clause: Clause) -> Addressee | None:
    """«شكره لروسيا», «تعازيه إلى تركيا»: a noun that is given to somebody."""
    given = clause.words.set("addressee", "given")
    raw = clause.words.raw
    voicing = clause.verb in (*raw["carriers"], *raw["owners"], *raw["charging"])
    noun_at = noun_place(clause)
    if noun_at is None or not (voicing or clause.found.cue_kind == "noun") or clause.after_that(noun_at):
        return None
    first = clause.words.noun(clause.norms[noun_at])
    if first is None or first.base not in given:
        return None
    for k in range(noun_at + 1, min(clause.found.content[1], noun_at + _REACH)):
        noun = clause.words.noun(clause.norms[k])
        if noun is not None and noun.base in given:
            noun_at = k
        if clause.norms[k] in (",", "علي", "ان", "بان", "بشان", "من", "ازاء"):
            break
        m = clause.starts.get(k)
        if m is None or k - noun_at > 7:
            continue
        given_to = _attached(clause, m).endswith("ل") or clause.norms[k - 1] == "الي"
        if given_to and not clause.said_by(m):
            return _of(clause, m, f"«{clause.page.tokens[noun_at].text}» is given to it")
    return None


def _letter(clause: Clause) -> Addressee | None:
    """«في رسالة إلى», «في برقية بعثها إلى», «مخاطبا فلانا»."""
    letters = clause.words.set("addressee", "letters")
    sending = clause.words.set("addressee", "sent") | clause.words.set("addressee", "posted")
    start, end = clause.found.cue[1], clause.found.content[0]
    into = next((k for k in range(end, end + 5) if clause.norms[k : k + 1] == ["ان"]), end)
    before = range(max(clause.first, clause.found.cue[0] - _REACH), clause.found.cue[0])
    for k in (*range(start, into), *before):
        m = clause.starts.get(k)
        if m is None or clause.said_by(m):
            continue
        if clause.norms[k - 1] in ("مخاطبا", "مخاطبه", "مخاطبين"):
            return _of(clause, m, f"«{clause.page.tokens[k - 1].text}»")
        near = clause.norms[max(clause.first, k - 8) : k]
        forms = {form for norm in near for form in stripped(norm)}
        written = not letters.isdisjoint(forms)
        sent = not sending.isdisjoint(forms)
        to = clause.norms[k - 1] == "الي" or (sent and _attached(clause, m).endswith("ل"))
        if written and to:
            return _of(clause, m, "a letter to it")
    return None


def _pronoun(clause: Clause) -> Addressee | None:
    """«أبلغه», «داعيا إياها»: the last one named before that agrees."""
    cue = clause.cue
    if cue is None or clause.verb not in clause.words.raw["addressee"]["object"]:
        return None
    pronoun = cue.form.object if cue.form and cue.kind != "noun" else None
    if pronoun is None and cue.last < len(clause.norms) and clause.norms[cue.last] in _SEPARATE:
        pronoun = _SEPARATE[clause.norms[cue.last]]
    if pronoun is None:
        return None
    return antecedent(clause, pronoun)


_SEPARATE = {"اياه": "ه", "اياها": "ها", "اياهم": "هم", "اياهما": "هما"}


def antecedent(clause: Clause, pronoun: str) -> Addressee | None:
    """Whom a pronoun on the cue means: the last one named before that agrees, the speakers left out."""
    here = bisect_left(clause.mentions, clause.found.cue[0], key=lambda m: m.first)
    earlier = clause.mentions[max(0, here - 8) : here]
    for m in reversed(earlier):
        if not m.actors or clause.said_by(m) or m.kind == "pair":
            continue
        member = clause.cast[m.actors[0]]
        feminine = member.gender == "f" or (
            member.gender is None and member.kind in ("country", "institution")
        )
        if (
            (pronoun == "ه" and not feminine)
            or (pronoun == "ها" and feminine)
            or (pronoun == "هم" and m.number == "p")
        ):
            return Addressee(m.actors[0], f"the pronoun «{pronoun}» of the cue")
    return None
