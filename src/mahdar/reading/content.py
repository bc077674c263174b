"""Content: where what is attributed begins: after أن, a preposition, a colon, a quotation mark, or as an object."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.tokens import NEWLINE, WORD
from mahdar.arabic.wordlists import is_common, is_ordinary
from mahdar.reading.adverbials import (
    after_aside,
    after_manner,
    after_relative,
    closing_bracket,
    is_speech,
    skip_adverbials,
)
from mahdar.reading.cues import (
    THAT_WITH_PRONOUN,
    Cue,
    is_mark,
    is_that,
    preposition_at,
)
from mahdar.reading.mention import Mention
from mahdar.reading.names import likely_name
from mahdar.reading.page import Page, closing_quote

#: Words that open an adverbial between a verb and its complement.


_MAX_GAP = 45
_SHORT_NOUN = 4
_QUOTING_GAP = 5
_LONGEST_NAME = 4


@dataclass(slots=True)
class Complement:
    """Where content begins, and by which sign: that, preposition, object, quote or colon.

    `noun_subject` is the token after a subject told by a common noun that was told apart from the content, else 0.
    """

    start: int
    style: str
    subject_end: int
    noun_subject: int = 0


def find_complement(
    page: Page, cue: Cue, subject_end: int, limit: int, starts: dict[int, Mention]
) -> Complement | None:
    """Where the content of a cue begins; None where nothing that its verb takes follows it.

    Args:
        page: the page.
        cue: the cue.
        subject_end: token index after the subject that follows the cue, or after the cue.
        limit: token index not to look beyond: the next cue, or the sentence's end.
        starts: mentions by their first token.
    """
    takes = cue.verb.takes if cue.verb else frozenset({"that", "quote", "object", "على", "ب"})
    if cue.verb and cue.kind == "noun":
        takes = cue.verb.noun_takes
        if not takes:
            return None
    subject_end = after_manner(page, after_aside(page, subject_end, limit), limit)
    near = _immediate(page, cue, subject_end, limit, takes)
    if near is not None and not ("that" in takes and _addressed(page, near, starts)):
        return near
    if cue.kind == "noun":
        return None
    at = subject_end
    if cue.kind != "participle" or page.norms[subject_end : subject_end + 1] in (["في"], ["-"]):
        at = after_relative(page, subject_end, limit, takes)
        at = skip_adverbials(page, at, limit, starts, takes)
    if at > subject_end:
        later = _immediate(page, cue, at, limit, takes)
        if later is not None:
            return later
    spoken = cue.last in starts and starts[cue.last].kind == "person"
    alike = page.norms[cue.first] in _LOOK_LIKE_PREPOSITIONS and not spoken
    if (cue.verb is not None and cue.verb.strict) or alike:
        return None
    addressee_first = bool(cue.verb and cue.verb.to)
    told = _common_subject(page, cue, subject_end, limit, starts, takes)
    if told is not None:
        return told
    document = at < limit and page.norms[at] in page.knowledge.grammar["documents"]
    if addressee_first and at < limit and (page.norms[at][0] in "لب" or document) and at not in starts:
        at = next((k for k in range(at, min(limit, at + _FAR)) if _free_start(page, k, starts)), at)
    found = _first_that(page, at, limit, takes)
    headed = cue.kind == "present" and at == cue.last and _headline_object(page, at, limit, starts)
    if "object" in takes and (headed or _looks_like_object(page, at, limit, starts, addressee_first)):
        speech = cue.verb is not None and cue.verb.id in _BARE_SPEECH
        sure = (
            addressee_first
            or "that" not in takes
            or (at not in starts and _is_content_noun(page, at) and not speech)
        )
        if sure or found is None or found.style == "preposition" or found.start - at > _FAR:
            return Complement(at, "object", subject_end)
    if found is not None:
        return found
    if cue.verb is not None and cue.verb.id in _BARE_SPEECH and cue.kind == "past" and limit - at >= 4:
        return Complement(at, "object", subject_end)
    return None


def _common_subject(
    page: Page, cue: Cue, at: int, limit: int, starts: dict[int, Mention], takes: frozenset[str]
) -> Complement | None:
    """«أعلن المستشفى الجامعي إجراء عملية», «أكدت الدراسة أهمية …»: a subject told by a noun, then what is said."""
    speaks = cue.verb is not None and cue.verb.act in _SPEAKING_ACTS and {"that", "object"} <= takes
    if not speaks or cue.form is None or cue.form.number != "s" or cue.form.object or at != cue.last:
        return None
    end = _noun_phrase_end(page, cue, at, limit, starts)
    if end is None:
        return None
    k = skip_adverbials(page, end, limit, starts, takes)
    if k >= limit or page.tokens[k].kind != WORD or is_that(page, k) or k in starts:
        return None
    norm = page.norms[k]
    if norm not in page.knowledge.grammar["content_nouns"]:
        later = _first_that(page, end, limit, takes)
        plain = norm not in page.knowledge.function_words and norm not in page.knowledge.verbs
        if not plain or not _is_content_noun(page, k) or (later is not None and later.style == "that"):
            return None
    return Complement(k, "object", end, noun_subject=end)


def _noun_phrase_end(page: Page, cue: Cue, at: int, limit: int, starts: dict[int, Mention]) -> int | None:
    """Index after a noun with the article that agrees with its verb, and its adjectives; None where there is none."""
    this = at + 1 < limit and page.norms[at] in _DEMONSTRATIVES
    at += this
    text = page.tokens[at].text if at < limit else ""
    if (
        not text.startswith("ال")
        or text.endswith(("ه", "ها", "هم"))
        or at in starts
        or page.norms[at] in page.knowledge.function_words
    ):
        return None
    if cue.form is None or page.norms[at] in page.knowledge.grammar["no_subjects"]:
        return None
    feminine = text.endswith(("ة", "ات", "اء"))
    if (cue.form.gender == "f") != feminine:
        return None
    k = at + 1
    while k < limit and page.tokens[k].text.startswith("ال") and page.norms[k].endswith(("ي", "يه", "ه")):
        if page.norms[k] in page.knowledge.grammar["times"]:
            break
        k += 1
    return k


_DEMONSTRATIVES = ("هذا", "هذه", "تلك")
#: Acts of verbs that a body told by a noun performs («أعلن المستشفى»).
_SPEAKING_ACTS = ("inform", "announce", "affirm")
_FAR = 15
_LOOK_LIKE_PREPOSITIONS = ("عبر",)
_BARE_SPEECH = frozenset({"قال", "أضاف"})


def _addressed(page: Page, near: Complement, starts: dict[int, Mention]) -> bool:
    """«أكد للرئيس أن …»: a person after ل is spoken to."""
    m = starts.get(near.start) if near.style == "preposition" else None
    return m is not None and m.kind == "person" and "ل" in page.norms[m.first][: m.prefix]


def _is_content_noun(page: Page, at: int) -> bool:
    """«أهمية», «دعم بلاده»: an indefinite or possessed common noun, which a subject left unnamed would not be."""
    norm = page.norms[at]
    if norm.startswith(("ال", "ل")) or norm in page.knowledge.titles:
        return False
    return is_common(norm) or (_possessed(norm) and not likely_name(norm))


def _possessed(norm: str) -> bool:
    """«رفضه», «أسفها»: a noun with the pronoun of the one who speaks."""
    ending = next((e for e in ("هما", "ها", "هم", "ه") if norm.endswith(e)), "")
    stem = norm.removesuffix(ending)
    return bool(ending) and (len(norm) > _SHORT_NOUN or (len(stem) == _SHORT_NOUN - 1 and is_common(stem)))


def _immediate(page: Page, cue: Cue, at: int, limit: int, takes: frozenset[str]) -> Complement | None:
    """A complement right after the cue and its subject, commas and «قائلا» passed over."""
    quoting = _quoting_near(page, at, limit) if cue.kind in ("past", "present", "future") else None
    if quoting is not None:
        at = quoting
    k = at
    limit = limit if quoting is None else max(limit, min(at + 6, len(page.tokens)))
    for _ in range(4):
        if k >= limit:
            return None
        if (page.norms[k] in page.knowledge.grammar["quoting"] and k > cue.first) or (
            is_mark(page, k, ",") and k + 1 < limit
        ):
            k += 1
        else:
            break
    if k >= limit:
        return None
    if is_mark(page, k, ":"):
        return Complement(k + 1, "colon", at) if k + 1 < limit else None
    if page.norms[k] == '"' and takes != {"عن"} and is_speech(page, k):
        return Complement(k, "quote", at)
    if is_that(page, k) and "that" in takes:
        return Complement(_after_that(page, k), "that", at)
    if preposition_at(page, k, takes):
        return _after_preposition(page, k, limit, at)
    return None


def _quoting_near(page: Page, at: int, limit: int) -> int | None:
    """«وحذر ترامب طهران قائلا "…"»: where a quoting word stands a few words on, before what is quoted."""
    for k in range(at, min(limit + 1, at + _QUOTING_GAP, len(page.tokens) - 1)):
        if page.norms[k] in page.knowledge.grammar["quoting"]:
            for nxt in (k + 1, k + 2):
                if nxt < len(page.tokens) and (is_mark(page, nxt, ':"') or is_that(page, nxt)):
                    return k
        if page.tokens[k].kind != WORD and not is_mark(page, k, ","):
            return None
    return None


def _after_that(page: Page, k: int) -> int:
    """Content begins after a bare أن/إن; one with a pronoun belongs to it."""
    return k if page.norms[k] in THAT_WITH_PRONOUN else k + 1


def _after_preposition(page: Page, k: int, limit: int, at: int) -> Complement | None:
    norm = page.norms[k]
    attached = norm not in ("علي", "الي", "عن", "من", "في", "ب")
    start = k if attached else k + 1
    if start < limit and not attached and is_that(page, start) and page.norms[start] not in THAT_WITH_PRONOUN:
        start += 1
    return Complement(start, "preposition", at) if start < limit else None


def _looks_like_object(page: Page, at: int, limit: int, starts: dict[int, Mention], addressee: bool) -> bool:
    if at + 1 < limit and page.norms[at] in ("#", '"') and page.tokens[at].text != "»":
        close = closing_quote(page.tokens, at) if page.norms[at] == '"' else None
        if close is not None and close + 1 < limit and is_that(page, close + 1):
            return False
        at += 1
    if at >= limit or page.tokens[at].kind != WORD:
        return False
    norm = page.norms[at]
    grammar = page.knowledge.grammar
    if norm in grammar["times"] or norm in grammar["adverbial_prepositions"]:
        return False
    if norm in page.knowledge.function_words and norm not in grammar["content_nouns"]:
        return False
    if at in starts and not addressee and starts[at].kind == "person":
        return False
    before = page.norms[at - 1] if at else ""
    told = grammar["interviews"] | grammar["documents"]
    if (before in told or before[1:] in told) and page.tokens[at].text.endswith(("ها", "ه")):
        return False
    known = is_ordinary(norm) or norm in grammar["content_nouns"]
    return addressee or known or norm.startswith("ال") or at in starts or _possessed(norm)


def _free_start(page: Page, k: int, starts: dict[int, Mention]) -> bool:
    """Whether a mention begins at a token that no preposition and no noun in construct holds."""
    before = page.norms[k - 1]
    free = before not in page.knowledge.function_words and not page.tokens[k - 1].text.endswith("ة")
    return k in starts and starts[k].prefix == 0 and (free or before.startswith("ال"))


def _headline_object(page: Page, at: int, limit: int, starts: dict[int, Mention]) -> bool:
    """«الرئيس يكشف كواليس المفاوضات»: any noun right after the verb of a headline."""
    word = at < min(limit, page.title_end) and page.tokens[at].kind == WORD and at not in starts
    return word and page.norms[at] not in page.knowledge.function_words


def _first_that(page: Page, at: int, limit: int, takes: frozenset[str]) -> Complement | None:
    """The first complementizer, quotation, colon or preposition that the verb takes, past subject and adverbials."""
    k = at
    first_preposition: Complement | None = None
    while k < min(limit, at + _MAX_GAP):
        token = page.tokens[k]
        if token.kind == NEWLINE:
            break
        if page.norms[k] == "(":
            k = closing_bracket(page, k, limit)
            continue
        if "that" in takes and is_that(page, k):
            return Complement(_after_that(page, k), "that", at)
        if is_mark(page, k, ":"):
            return Complement(k + 1, "colon", at) if k + 1 < limit else None
        if token.norm == '"':
            close = closing_quote(page.tokens, k)
            if (
                close is not None
                and close - k > _LONGEST_NAME
                and "quote" in takes
                and first_preposition is None
            ):
                return Complement(k, "quote", at)
            if close is not None:
                k = close
        elif (
            first_preposition is None
            and (prep := preposition_at(page, k, takes))
            and not (prep == "في" or (prep == "ب" and "that" in takes))
        ):
            first_preposition = _after_preposition(page, k, limit, at)
            if "that" not in takes or prep in ("عن", "إلى", "على"):
                return first_preposition
        k += 1
    return first_preposition
