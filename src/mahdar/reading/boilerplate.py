"""Boilerplate: sentences of a page that are no report: link lines, captions, bylines, stamps, tags, notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mahdar.arabic.fold import fold
from mahdar.arabic.tokens import MARK, NEWLINE, NUMBER, WORD
from mahdar.knowledge import Knowledge

if TYPE_CHECKING:
    from mahdar.reading.page import Page

#: Longer lines are read as report whatever they begin with: a newsroom may forget the line break after a link.
_LONG = 45
_SHORT = 16
_BULLETS = frozenset("-*•▪●■◦‣⁃◆►|>#/\"'()[]")
_AFTER_LABEL = frozenset({":", "-", "..", "...", "/", "|"})
_ADDRESS = frozenset({"http", "https", "www", "@"})

Phrase = tuple[str, ...]


class _Words(NamedTuple):
    """`boilerplate.yml` folded; phrases by their first word."""

    pointers: dict[str, list[Phrase]]
    before_mark: dict[str, list[Phrase]]
    labels: dict[str, list[Phrase]]
    stamps: dict[str, list[Phrase]]
    tags: dict[str, list[Phrase]]
    captions: dict[str, list[Phrase]]
    notices: dict[str, list[Phrase]]
    buttons: frozenset[str]
    sources: frozenset[str]


def boilerplate(page: Page) -> set[int]:
    """Indices of the page's sentences that are never part of the report.

    Such are lines that point elsewhere («اقرأ أيضا»), captions and picture credits, bylines, stamps of time,
    copyright, buttons, tags, addresses, notices, and the headline where it is printed again. Where a line may
    be a sentence of the report, it is not among them. The headline itself never is.
    """
    words = _words(page.knowledge)
    found: set[int] = set()
    headline = _headline(page)
    for number, sentence in enumerate(page.sentences):
        if sentence.first < page.title_end:
            continue
        first = _past_bullets(page, sentence.first, sentence.last)
        opens = sentence.first == 0 or page.tokens[sentence.first - 1].kind == NEWLINE
        if (
            first == sentence.last
            or _points_elsewhere(page, words, first, sentence.last)
            or (opens and _is_line_of_the_page(page, words, first, sentence.last))
            or (headline and page.norms[first : sentence.last] == headline)
        ):
            found.add(number)
    return found


def _headline(page: Page) -> list[str]:
    """The words of the headline; empty where they are too few to be known again."""
    norms = page.norms[: page.title_end]
    return norms if len(norms) >= 4 else []


def _past_bullets(page: Page, first: int, last: int) -> int:
    """Index of the first token that is not an opening mark, `last` where there is no word at all."""
    if not any(page.tokens[k].kind in (WORD, NUMBER) for k in range(first, last)):
        return last
    while page.tokens[first].kind == MARK and page.norms[first] in _BULLETS and page.norms[first] != "#":
        first += 1
    return first


def _points_elsewhere(page: Page, words: _Words, first: int, last: int) -> bool:
    """«اقرأ أيضا …», «للمزيد: …», «شاهد.. …»."""
    if last - first > _LONG:
        return False
    if _phrase_at(page, words.pointers, first, last):
        return True
    size = _phrase_at(page, words.before_mark, first, last)
    at = first + size
    return bool(size) and at < last and (page.norms[at] in _AFTER_LABEL or page.norms[at] == "(")


def _is_line_of_the_page(page: Page, words: _Words, first: int, last: int) -> bool:
    """Lines known by how they begin, or by the whole of what they hold."""
    if last - first > _LONG:
        return False
    return (
        _is_byline(page, words, first, last)
        or _is_stamp(page, words, first, last)
        or _labelled(page, words.tags, first, last) > 0
        or _only_hashtags(page, first, last)
        or all(page.norms[k] in words.buttons for k in range(first, last) if page.tokens[k].kind == WORD)
        or _has_notice(page, words, first, last)
        or _is_caption(page, words, first, last)
        or _is_address(page, first, last)
    )


def _labelled(page: Page, phrases: dict[str, list[Phrase]], first: int, last: int) -> int:
    """Index after a label and its mark, 0 where none begins the line."""
    size = _phrase_at(page, phrases, first, last)
    at = first + size
    return at + 1 if size and at < last and page.norms[at] in _AFTER_LABEL else 0


def _is_byline(page: Page, words: _Words, first: int, last: int) -> bool:
    """«كتب: فلان», «المصدر: وكالات»; «كتب: "نرفض …"» and «كتب: لن نقبل» are no bylines."""
    at = _labelled(page, words.labels, first, last)
    if not at or last - first > _SHORT:
        return False
    return not any(
        page.norms[k] == '"' or page.norms[k] in page.knowledge.verbs or _is_particle(page, k)
        for k in range(at, last)
    )


def _is_particle(page: Page, k: int) -> bool:
    norm = page.norms[k]
    return len(norm) > 1 and norm in page.knowledge.function_words and norm not in ("في", "من")


def _is_stamp(page: Page, words: _Words, first: int, last: int) -> bool:
    """«تاريخ النشر: …», «آخر تحديث 16 مارس»: a stamp holds a number or a mark after its label."""
    size = _phrase_at(page, words.stamps, first, last)
    if not size or last - first > 2 * _SHORT or first + size >= last:
        return False
    after = page.tokens[first + size]
    return (after.kind == NUMBER or page.norms[first + size] in _AFTER_LABEL) and not any(
        page.norms[k] in page.knowledge.verbs for k in range(first + size, last)
    )


def _only_hashtags(page: Page, first: int, last: int) -> bool:
    """«#سوريا #روسيا_اليوم»."""
    if page.norms[first] != "#":
        return False
    k = first
    while k < last:
        if page.norms[k] == "#" and k + 1 < last and page.tokens[k + 1].kind in (WORD, NUMBER):
            k += 2
            while k + 1 < last and page.norms[k] == "_":
                k += 2
        elif page.tokens[k].kind == MARK:
            k += 1
        else:
            return False
    return True


def _has_notice(page: Page, words: _Words, first: int, last: int) -> bool:
    return any(
        page.norms[k] == "©" or _phrase_at(page, words.notices, k, last)
        for k in range(first, last)
        if page.norms[k] == "©" or page.norms[k] in words.notices
    )


def _is_caption(page: Page, words: _Words, first: int, last: int) -> bool:
    """A line that a caption's label opens, or that ends in a picture's source and has no verb of saying."""
    size = _phrase_at(page, words.captions, first, last)
    if size and not _has_saying(page, first, last) and page.norms[last - 1] != ".":
        return True
    if page.norms[last - 1] not in (")", "]") or last - first > 2 * _SHORT:
        return False
    opening = next((k for k in range(last - 2, max(first, last - 8), -1) if page.norms[k] in "(["), None)
    if opening is None or " ".join(page.norms[opening + 1 : last - 1]) not in words.sources:
        return False
    whole = not any(page.norms[k] == "." for k in range(first, opening))
    return whole and not _has_saying(page, first, opening)


def _has_saying(page: Page, first: int, last: int) -> bool:
    """Whether a verb of saying stands there, with or without «و»: captions show, they do not report."""
    return any(
        form.kind in ("past", "present", "future")
        for k in range(first, last)
        for norm in (page.norms[k], page.norms[k].removeprefix("و"))
        for form in page.knowledge.verbs.get(norm, ())
    )


def _is_address(page: Page, first: int, last: int) -> bool:
    """A line that is no more than an address of the web or of mail."""
    tokens = page.tokens[first:last]
    latin = all(t.kind != WORD or t.text.isascii() for t in tokens)
    return latin and any(t.norm in _ADDRESS for t in tokens)


def _phrase_at(page: Page, phrases: dict[str, list[Phrase]], i: int, last: int) -> int:
    """How many tokens the longest phrase at token `i` has, 0 where none begins there."""
    for phrase in phrases.get(page.norms[i], ()):
        if i + len(phrase) <= last and tuple(page.norms[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _words(knowledge: Knowledge) -> _Words:
    found: _Words | None = knowledge.memo.get("boilerplate")
    if found is None:
        found = knowledge.memo["boilerplate"] = _folded(knowledge.lists["boilerplate"])
    return found


def _folded(data: dict[str, Any]) -> _Words:
    return _Words(
        pointers=_by_first(data["pointers"]),
        before_mark=_by_first(data["pointers_before_mark"]),
        labels=_by_first(data["labels"]),
        stamps=_by_first(data["stamps"]),
        tags=_by_first(data["tags"]),
        captions=_by_first(data["captions"]),
        notices=_by_first(data["notices"]),
        buttons=frozenset(fold(w) for w in data["buttons"]),
        sources=frozenset(" ".join(fold(w).replace(".", " ").split()) for w in data["caption_sources"]),
    )


def _by_first(phrases: list[str]) -> dict[str, list[Phrase]]:
    out: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        words = tuple(fold(phrase).split())
        out.setdefault(words[0], []).append(words)
    for row in out.values():
        row.sort(key=len, reverse=True)
    return out
