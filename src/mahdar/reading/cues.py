"""Cues: the words by which an act of communication is told, found before anyone asks who spoke or what."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from mahdar.arabic.fold import fold
from mahdar.arabic.remembered import Remembered
from mahdar.arabic.tokens import MARK, NUMBER, WORD
from mahdar.arabic.wordlists import is_common
from mahdar.knowledge import CueForm, Verb
from mahdar.reading.page import Page

THAT = frozenset(fold(w) for w in ("أن", "إن", "بأن", "وأن", "بإن"))
THAT_WITH_PRONOUN = frozenset(
    fold(p + w + s)
    for p in ("", "ب", "و")
    for w in ("أن", "إن")
    for s in ("ه", "ها", "هم", "هما", "هن", "نا", "ني", "نني", "ك", "كم")
) | {"انما", "بانما", "الا", "بالا"}

_PREPOSITIONS = {fold(w): w for w in ("على", "إلى", "عن", "من", "في")}
NOUN_VERBAL = "noun"


@dataclass(slots=True)
class Cue:
    """One cue.

    Attributes:
        first, last: token range, attached و ف kept.
        kind: past, present, future, participle, noun, according, colon, impersonal, document, decline.
        verb: the verb of saying, None for phrases without one.
        form: its grammatical form.
        act: the act it performs.
        conjoined: it begins with و or ف.
    """

    first: int
    last: int
    kind: str
    verb: Verb | None
    form: CueForm | None
    act: str
    conjoined: bool = False


def is_that(page: Page, i: int) -> bool:
    """Whether token `i` opens the clause of what is said: أن، إن، بأن، أنه …, but not «بعد أن», «يمكن أن»."""
    norm = page.norms[i]
    if norm in THAT_WITH_PRONOUN:
        return norm not in ("الا", "بالا", "انما") or (
            i > 0 and norm == "الا" and page.tokens[i].text.startswith("أ")
        )
    if norm not in THAT or i == 0:
        return norm in THAT
    return page.norms[i - 1] not in page.knowledge.grammar["no_complement_after"] or page.norms[
        i - 2 : i
    ] == ["من", "قبل"]


def cue_candidates(page: Page, first: int, last: int) -> Iterator[Cue]:
    """Every word of tokens [first, last) that may be a cue, by form alone; the reader asks later what follows it."""
    may_open, norms = _saying(page).may_open, page.norms
    i = first
    while i < last:
        if not may_open[norms[i]] or page.tokens[i].kind != WORD:
            i += 1
            continue
        cue = _phrase_cue(page, i, last) or _verb_cue(page, i, last)
        if cue is None:
            i += 1
            continue
        yield cue
        i = cue.last


def _verb_cue(page: Page, i: int, last: int) -> Cue | None:
    norm = page.norms[i]
    for cut in (0, 1, 2):
        if cut == 1 and norm[0] not in "وفبل":
            return None
        if cut == 2 and norm[:2] not in ("وب", "ول"):
            return None
        rest = norm[cut:]
        forms = page.knowledge.verbs.get(rest)
        if not forms or len(rest) < 2:
            continue
        attached = norm[:cut]
        form = _choose(page, i, forms, attached)
        if form is not None:
            return Cue(i, i + 1, form.kind, form.verb, form, form.verb.act, attached[:1] in ("و", "ف"))
    return None


def _choose(page: Page, i: int, forms: tuple[CueForm, ...], attached: str) -> CueForm | None:
    """The likeliest grammatical form of a written one, None where it can be no cue here."""
    preposition = attached[-1:] in ("ب", "ل")
    if page.norms[i] in page.knowledge.grammar["no_cues"]:
        return None
    usable = [f for f in forms if (f.kind == "noun") == preposition or (f.kind == "noun" and not attached)]
    if preposition and attached[-1:] == "ل":
        usable = [f for f in usable if f.kind != "noun"]
    usable = [f for f in usable if f.person == 3 and f.kind != "future" and _spelled_so(page, i, f)]
    if not usable:
        return None
    order = {"past": 0, "participle": 1, "present": 2, "future": 3, "noun": 4}
    before = page.norms[i - 1] if i else ""
    if before.lstrip("وف") in _POSSIBLE:
        return None
    if not attached and before in page.knowledge.grammar["before_nouns"]:
        usable = [f for f in usable if f.kind == "noun"]
    if before in page.knowledge.grammar["relatives"]:
        usable = [f for f in usable if f.object is None or _deems(page, i, f)]
    if not attached and _subjunctive(page, i):
        usable = [f for f in usable if f.kind != "past"]
    usable = [f for f in usable if f.kind != "participle" or _participle_stands(page, i, f, attached)]
    if not usable or (page.norms[i] in ("ردا", "وردا") and page.norms[i + 1 : i + 2] == ["علي"]):
        return None
    if before in ("قد", "لم", "لن", "سوف", "لا"):
        order["noun"] = 9
    return min(usable, key=lambda f: (order[f.kind], f.object is not None))


def _deems(page: Page, i: int, form: CueForm) -> bool:
    """«الذي تعتبره أنقرة …», «التي تتهمها باريس بـ…»: what a named body holds the noun before to be."""
    who = page.norms[i - 1] in page.knowledge.grammar["relative_pronouns"]
    named = any(h.prefix == 0 and h.entry.kind in _DEEMING for h in page.hits.get(i + 1, ()))
    return who and named and form.object in ("ه", "ها", "هم") and form.verb.act in ("claim", "accuse")


def _subjunctive(page: Page, i: int) -> bool:
    """Whether «أن» stands right before a verb, which is no past then but for «بعد أن دعا», «سبق أن أعلن»."""
    if i == 0 or not page.tokens[i - 1].text.endswith("أن"):
        return False
    before = page.norms[max(0, i - _BEFORE_THAT) : i - 1]
    if any(w in before for w in ("سبق", "وسبق", "يسبق")):
        return False
    if not before:
        return True
    return before[-1].lstrip("وف") not in page.knowledge.grammar["past_after_that"]


def _participle_stands(page: Page, i: int, form: CueForm, attached: str) -> bool:
    """A feminine participle goes on with a clause after a pause, or after a word it cannot be the adjective of."""
    if i and page.norms[i - 1].lstrip("وف") in _WAS:
        return False
    if attached[:1] in ("و", "ف") or i == 0 or page.tokens[i].text[-1:] in "اًى":
        return True
    before = page.tokens[i - 1]
    if before.norm == "-" and page.norms[i + 1 : i + 2] == [":"]:
        return False
    if before.kind != WORD:
        return True
    if form.number == "p" and form.gender == "m":
        return not (before.norm.endswith("ا") and is_common(before.norm[:-1]))
    return (
        form.gender == "f"
        and not before.norm.endswith(("ه", "ات", "ها", "ا", "غير"))
        and len(before.norm) > 2
    )


def _spelled_so(page: Page, i: int, form: CueForm) -> bool:
    """«تهنئة» ends in ta marbuta and is no verb with a pronoun; «نادي» and «رأي» in ya are no pasts in alif."""
    text = page.tokens[i].text
    if form.kind == "past" and text.endswith("ي") and form.verb.id.endswith("ى"):
        return False
    return form.object != "ه" or not text.endswith("ة")


def _phrase_cue(page: Page, i: int, last: int) -> Cue | None:
    saying = _saying(page)
    norm = page.norms[i]
    bare = (
        norm[1:] if norm[0] in "وف" and norm not in saying.according and norm not in ("وفق", "وفقا") else norm
    )
    told = _told_by_verb(page, i, last, bare)
    if told:
        return Cue(i, told, "according", None, None, "inform", norm != bare)
    for phrase in saying.according.get(bare, ()):
        if page.norms[i + 1 : i + 1 + len(phrase)] == list(phrase):
            return Cue(i, i + 1 + len(phrase), "according", None, None, "inform", norm != bare)
    if bare in saying.auxiliary and i + 1 < last and (act := saying.impersonal.get(page.norms[i + 1])):
        end = i + 2
        if end < last and page.norms[end] == "علي":
            end += 1
        return Cue(i, end, "impersonal", None, None, act, norm != bare)
    if bare in saying.document_verbs and i + 2 < last and page.norms[i + 1] in ("في", "فيه", "فيها"):
        end = i + 2
        return Cue(i, end, "document", None, None, "inform", norm != bare)
    provided = page.norms[i + 1 : i + 3]
    if bare in _PROVIDES and provided[-1:] == ["علي"] and provided[0] in page.knowledge.grammar["provisions"]:
        return Cue(i, i + 2, "impersonal", None, None, "agree", norm != bare)
    if bare in saying.decline_verbs:
        for k in range(i + 1, min(last, i + 4)):
            if page.norms[k] in saying.decline_objects:
                return Cue(i, i + 1, "past", None, None, "decline-to-comment", norm != bare)
    return None


def _told_by_verb(page: Page, i: int, last: int, bare: str) -> int | None:
    """«وفقا لما نقلته …», «بحسب ما ذكر …», «حسبما أفادت …»: index after the verb, or None."""
    at = i + 1
    if bare in ("وفقا", "وفق", "بحسب", "حسب") and page.norms[at : at + 1] in (["لما"], ["ما"]):
        at += 1
    elif bare != "حسبما" and not (bare == page.norms[i] == "كما" and _ends_with_source(page, i, last)):
        return None
    forms = page.knowledge.verbs.get(page.norms[at], ()) if at < len(page.norms) else ()
    return at + 1 if any(f.kind == "past" for f in forms) else None


def _ends_with_source(page: Page, i: int, last: int) -> bool:
    """«…، كما قال المتحدث.»: a comma before, and nothing said after the source."""
    if i == 0 or not is_mark(page, i - 1, ',"') or not 2 < last - i <= _SOURCE_TAIL:
        return False
    if page.norms[i + 1] not in ("قال", "قالت"):
        return False
    return not any(is_that(page, k) or page.norms[k] in (":", '"', ",") for k in range(i + 1, last))


_SOURCE_TAIL = 14
#: Kinds of what the knowledge names that hold something to be so.
_DEEMING = ("country", "place", "government", "organization", "person", "surname")
_BEFORE_THAT = 14
#: Words that a verb of saying may follow («حسبما أفادت», «كما قال»).
_ACCORDING_TO_WHAT = ("وفقا", "وفق", "بحسب", "حسب", "حسبما", "كما")
_PROVIDES = ("نص", "نصت", "ينص", "تنص")
_WAS = ("كان", "كانت", "يكون", "تكون", "ليس", "بات", "اصبح")
_POSSIBLE = ("يمكن", "يمكننا", "يمكنك")


class _Phrases:
    """`saying_phrases.yml` folded for look-up.

    `may_open` tells whether a cue may begin at a word, whatever follows it: what the readers of cues ask of it.
    """

    def __init__(self, data: dict, verbs: Container[str]) -> None:  # type: ignore[type-arg]
        self.according: dict[str, list[tuple[str, ...]]] = {}
        for phrase in data["according"]:
            words = [fold(w) for w in phrase.split() if w != "ل"]
            self.according.setdefault(words[0], []).append(tuple(words[1:]))
        for row in self.according.values():
            row.sort(key=len, reverse=True)
        self.auxiliary = {fold(w) for w in data["impersonal"]["auxiliary"]}
        self.impersonal = {fold(n["noun"]): n["act"] for n in data["impersonal"]["nouns"]}
        self.document_verbs = {fold(w) for w in data["document_verbs"]}
        self.decline_verbs = {fold(w) for w in data["decline"]["verbs"]}
        self.decline_objects = {fold(w) for w in data["decline"]["objects"]}
        phrases = {*self.according, *self.auxiliary, *self.document_verbs, *self.decline_verbs}
        phrases.update(_PROVIDES, _ACCORDING_TO_WHAT)

        self.may_open = Remembered(
            lambda norm: any(rest in phrases or rest in verbs for rest in (norm, norm[1:], norm[2:]))
        )


def _saying(page: Page) -> _Phrases:
    """The phrases of saying of a page's knowledge, kept with it."""
    memo = page.knowledge.memo
    found: _Phrases | None = memo.get("saying")
    if found is None:
        found = memo["saying"] = _Phrases(page.knowledge.saying, page.knowledge.verbs)
    return found


def preposition_at(page: Page, i: int, wanted: frozenset[str]) -> str | None:
    """The preposition of `wanted` that stands at token `i`, alone or attached (ب، ل), or None."""
    if page.tokens[i].kind not in (WORD, NUMBER):
        return None
    norm = page.norms[i]
    alone = _PREPOSITIONS.get(norm)
    after = page.norms[i + 1] if i + 1 < len(page.norms) else ""
    if alone in wanted and after not in page.knowledge.grammar["adverbial_objects"]:
        return None if alone == "في" and i + 1 in page.in_date else alone
    if (
        "ب" in wanted
        and norm[0] == "ب"
        and (len(norm) > 3 or norm in page.knowledge.grammar["short_with_b"] or _only_with_b(norm, wanted))
        and norm not in page.knowledge.grammar["not_with_b"]
        and norm not in THAT
    ):
        return "ب"
    if (
        "ل" in wanted
        and norm[0] == "ل"
        and len(norm) > 3
        and norm not in page.knowledge.grammar["not_with_l"]
    ):
        return "ل"
    return None


def _only_with_b(norm: str, wanted: frozenset[str]) -> bool:
    """«مشيدة برد الرئيس»: a word of three letters holds ب where the verb takes nothing but it."""
    return len(norm) == len("برد") and not wanted & {"that", "object"}


def is_mark(page: Page, i: int, marks: str) -> bool:
    """Whether token `i` is one of the marks."""
    return page.tokens[i].kind == MARK and page.norms[i] in marks
