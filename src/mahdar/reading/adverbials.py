"""Adverbials that stand between a verb of saying and what is said: times, places, manner, asides."""

from __future__ import annotations

from mahdar.arabic.tokens import WORD
from mahdar.reading.cues import is_mark, is_that, preposition_at
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page, closing_quote

_MAX_GAP = 45
_ASIDE = 6
_LONGEST_ASIDE = 24
_LONGEST_NAME = 4
_TWO_WORD_TIMES = frozenset(
    {("من", "قبل"), ("من", "جديد"), ("مره", "اخري"), ("في", "السابق"), ("علي", "الفور")}
)


def after_aside(page: Page, at: int, limit: int) -> int:
    """«قالت ليندن، وهي نائبة عن الساحل، إن …»: the token after an aside that tells who the speaker is."""
    if page.norms[at : at + 1] != [","] or page.norms[at + 1 : at + 2] not in (["وهو"], ["وهي"], ["وهم"]):
        return at
    closing = (k for k in range(at + 2, min(limit, at + _LONGEST_ASIDE)) if is_mark(page, k, ","))
    return next((k + 1 for k in closing if not page.in_quote[k]), at)


def after_manner(page: Page, at: int, limit: int) -> int:
    """Index after «بشدة», «بأشد العبارات», «بشكل قاطع», which tell how something is said."""
    if at >= limit or page.norms[at] not in page.knowledge.grammar["manner"] or page.in_quote[at]:
        return at
    more = page.norms[at] in page.knowledge.grammar["manner_heads"]
    return min(limit, at + 1 + more + (more and page.norms[at + 1 : at + 2] == ["غير"]))


def after_relative(page: Page, at: int, limit: int, takes: frozenset[str]) -> int:
    """Index after «، الذي …،» or «، في كلمة …،» before a complement that follows the closing comma."""
    grammar = page.knowledge.grammar
    if (
        at + 1 >= limit
        or not is_mark(page, at, ",")
        or not any(
            page.norms[at + 1] in grammar[words]
            for words in ("relatives", "adverbial_prepositions", "asides")
        )
    ):
        return at
    relative = page.norms[at + 1] in grammar["relatives"]
    for k in range(at + 2, min(limit - 1, at + _MAX_GAP)):
        if not is_mark(page, k, ","):
            continue
        goes_on = relative and page.norms[k + 1] in grammar["adverbial_prepositions"]
        if goes_on or is_that(page, k + 1) or preposition_at(page, k + 1, takes):
            return k
    return at


def skip_adverbials(
    page: Page, at: int, limit: int, starts: dict[int, Mention], takes: frozenset[str]
) -> int:
    """Index after the adverbials that stand between subject and complement: times, «في بيان», «خلال لقائه فلانا»."""
    k = at
    while k < min(limit, at + _MAX_GAP):
        norm = page.norms[k]
        if is_mark(page, k, ",") and k + 1 < limit and not is_mark(page, k + 1, ":"):
            k += 1
        elif norm == "(":
            k = closing_bracket(page, k, limit)
        elif norm == "-" and (aside := _closing_dash(page, k, limit)):
            k = aside
        elif norm == "مع" and k > at and k + 1 < limit:
            k = starts[k + 1].last if k + 1 in starts else _after_phrase(page, k + 1, limit, starts)
        elif norm == "ل" and k + 1 < limit and page.norms[k + 1] == '"':
            k = (closing_quote(page.tokens, k + 1) or k) + 1
        elif norm == '"' and k > at and closing_quote(page.tokens, k) is not None and not is_speech(page, k):
            k = (closing_quote(page.tokens, k) or k) + 1
        elif norm in page.knowledge.grammar["times"] or (
            norm in page.knowledge.grammar["addressed"] and k > 0
        ):
            k += 1
        elif (norm, *page.norms[k + 1 : k + 2]) in _TWO_WORD_TIMES:
            k += 2
        elif k in page.in_date and norm not in page.knowledge.grammar["adverbial_prepositions"]:
            k += 1
        elif (
            norm in page.knowledge.grammar["adverbial_prepositions"]
            and k + 1 < limit
            and not is_that(page, k + 1)
            and not preposition_at(page, k, takes)
        ):
            close = closing_quote(page.tokens, k + 1) if page.norms[k + 1] == '"' else None
            k = close + 1 if close is not None else _after_phrase(page, k + 1, limit, starts)
        elif (
            k == at
            and norm[0] == "ل"
            and len(norm) > 3
            and page.tokens[k].kind == WORD
            and norm not in page.knowledge.function_words
        ):
            k = _after_phrase(page, k, limit, starts)
        else:
            break
    return k if k < limit else at


def _after_phrase(page: Page, k: int, limit: int, starts: dict[int, Mention]) -> int:
    """Index after a noun phrase: its head, adjectives, and the actors and places it holds."""
    definite = page.norms[k].startswith("ال")
    k += 1
    limit = min(limit, k + _MAX_GAP)
    while k < limit:
        norm = page.norms[k]
        if k in starts:
            k = starts[k].last
        elif (
            (
                norm in page.knowledge.grammar["times"]
                or norm in page.knowledge.grammar["adverbial_objects"]
                or norm in page.knowledge.grammar["published"]
                or (norm == "/" and k + 1 < limit)
                or page.norms[k - 1] == "/"
                or (
                    k in page.hits
                    and any(
                        h.entry.kind in ("place", "adjective", "country") and h.prefix == 0
                        for h in page.hits[k]
                    )
                )
            )
            or (
                page.tokens[k].kind == WORD
                and not is_that(page, k)
                and norm.startswith("ال")
                and len(norm) > 3
            )
            or (
                page.tokens[k].kind == WORD
                and not definite
                and norm.endswith(("ي", "يه"))
                and norm not in page.knowledge.function_words
            )
        ):
            k += 1
        else:
            break
    return k


def is_speech(page: Page, k: int) -> bool:
    """Whether a quotation that opens at token `k` is closed and is no name before a colon («على "تويتر": …»)."""
    close = closing_quote(page.tokens, k)
    if close is None:
        return False
    if close - k <= _LONGEST_NAME + 2 and _names_a_body(page, k):
        return False
    if close - k > _LONGEST_NAME or close + 1 >= len(page.tokens):
        return True
    return not (is_mark(page, close + 1, ':"') or is_that(page, close + 1))


def _names_a_body(page: Page, k: int) -> bool:
    """Whether a short quotation is the name of a body told just before it: «وكالة الأنباء الرسمية "واس"»."""
    grammar = page.knowledge.grammar
    for at in range(k - 1, max(k - 5, -1), -1):
        if page.tokens[at].kind != WORD:
            return False
        bare = page.norms[at].lstrip("وبل").removeprefix("ال")
        if (
            page.norms[at] in grammar["outlet_heads"]
            or bare in grammar["named_bodies"]
            or bare in grammar["outlet_heads"]
        ):
            return True
    return False


def _closing_dash(page: Page, k: int, limit: int) -> int | None:
    """Index after «- حفظه الله -», or None."""
    return next((j + 1 for j in range(k + 2, min(limit, k + _ASIDE)) if page.norms[j] == "-"), None)


def closing_bracket(page: Page, k: int, limit: int) -> int:
    """Index after the bracket that closes the one at token `k`, or after that one."""
    for j in range(k + 1, min(limit, k + 25)):
        if page.norms[j] == ")":
            return j + 1
    return k + 1
