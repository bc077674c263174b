"""The body of a page: the blocks that trafilatura takes for it, or, where it loses most, the fullest column."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from mahdar.knowledge.publishers import publishers
from mahdar.sources.pages.credit import dateline_of, foot_of, is_credit_line
from mahdar.sources.pages.headline import same_headline, title_parts
from mahdar.sources.pages.layout import Block, is_called, is_head_of_others
from mahdar.sources.pages.lines import dates_in_line, tells_only_time
from mahdar.sources.pages.parts import PARAGRAPH, Parts
from mahdar.sources.pages.words import begins_with, left_over, plain

#: Of the text of the fullest column, the part that must have been extracted for the extraction to be believed.
_ENOUGH = 0.6
#: A block of fewer code points does not tell where the body stands.
_TELLING = 40
#: A shorter one is counted nowhere.
_SAYING = 20
#: What a block counts for its element, the one around it, and the one around that; for the whole page if it is one.
_WEIGHTS = (1.0, 0.8, 0.64)
_WHOLE = 0.5
#: Words of a line that is only a button's, a byline's, or the head of what follows an article.
_BUTTON_WORDS, _BYLINE_WORDS, _HEAD_WORDS = 12, 7, 6
#: Words of the shortest summary.
_LEAD_WORDS = 5
#: Of a line the part in links from which on it is a way to another page.
_WHOLLY = 0.9
#: Words of a line above the first paragraph that is the name of a section.
_SECTION_WORDS = 2
_PARTS_OF_TEXT = frozenset("p head quote list item table row cell lb div ab code".split())

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def body_of(parts: Parts) -> tuple[list[str], str, int]:
    """The lines of the body, which of the two ways found them (`trafilatura` or `column`), and its last block.

    Changes the tree of the page: what stands beside the article is taken out.
    """
    column = _column(parts)
    chosen, where = _extracted(parts, column), "trafilatura"
    if _length(chosen) < _ENOUGH * _length(column):
        chosen, where = column, "column"
    lines = [parts.blocks[i] for i in sorted(chosen)]
    return _cleaned(parts, lines), where, max(chosen, default=0)


def _length(numbered: dict[int, Block]) -> int:
    return sum(len(block.text) - block.linked for block in numbered.values())


def _extracted(parts: Parts, column: dict[int, Block]) -> dict[int, Block]:
    """The blocks that trafilatura takes, and between them those of the fullest column or of an element that holds one.

    Its precise mode drops short paragraphs; where they stand between others of the body they are part of it.
    """
    said = _lines_of_trafilatura(parts.tree, parts.beside)
    taken = {
        i: block
        for i, block in enumerate(parts.blocks)
        if not block.side and "".join(block.text.split()) in said
    }
    taken = _without_strays(parts, taken)
    if parts.title_at is not None:
        taken.pop(parts.title_at, None)
    if not taken:
        return {}
    around = {block.element.getparent() for block in taken.values()} | {
        block.element for block in taken.values()
    }
    for i in range(min(taken), max(taken)):
        block = parts.blocks[i]
        if (
            not block.side
            and not block.is_linked
            and (i in column or block.element in around or block.element.getparent() in around)
        ):
            taken.setdefault(i, block)
    return _leads(parts, min(taken)) | taken | _ending(parts.blocks, taken)


def _leads(parts: Parts, first: int) -> dict[int, Block]:
    """The summary between headline and body: sentences, and lines in elements that are called one."""
    if parts.title_at is None:
        return {}
    return {
        i: block
        for i in range(parts.title_at + 1, first)
        if not (block := parts.blocks[i]).side
        and not block.is_linked
        and len(block.text.split()) >= _LEAD_WORDS
        and (block.text.endswith((".", "؟", "!")) or is_called(block.element, "lead_classes"))
    }


def _ending(blocks: list[Block], taken: dict[int, Block]) -> dict[int, Block]:
    """The blocks after the last one taken, in the same element: paragraphs, and the credit at the foot."""
    last = max(taken)
    parent = taken[last].element.getparent()
    out: dict[int, Block] = {}
    for i in range(last + 1, len(blocks)):
        block = blocks[i]
        beside = block.element is taken[last].element or block.element.getparent() is parent
        if block.side or block.is_linked or not beside:
            break
        if len(block.text) >= _TELLING or foot_of(block.text):
            out[i] = block
    return out


def _without_strays(parts: Parts, taken: dict[int, Block]) -> dict[int, Block]:
    """The blocks after the headline, where it is shown and most of what was taken comes after it."""
    at = parts.title_at
    after = {i: block for i, block in taken.items() if at is None or i > at}
    return after if 2 * _length(after) > _length(taken) else taken


def _lines_of_trafilatura(tree: HtmlElement, beside: Iterable[HtmlElement]) -> set[str]:
    from trafilatura import bare_extraction  # noqa: PLC0415 (slow to import, and needed for pages only)

    for element in beside:
        if element.getparent() is not None:
            element.drop_tree()
    try:
        found = bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        # It raises what it likes on markup it never met; the column stands in.
        return set()
    body = getattr(found, "body", None)
    return set(_lines(body)) if body is not None else set()


def _lines(body: HtmlElement) -> Iterable[str]:
    """The lines of an extracted body without their white space."""
    run: list[str] = []
    ahead: list[tuple[HtmlElement, bool]] = [(body, False)]
    while ahead:
        element, ends = ahead.pop()
        breaks = element.tag in _PARTS_OF_TEXT
        if breaks and run:
            yield from _said(run)
            run = []
        if ends:
            run.append(element.tail or "")
            continue
        run.append(element.text or "" if isinstance(element.tag, str) else "")
        ahead.append((element, True))
        ahead += [(child, False) for child in reversed(element)]
    yield from _said(run)


def _said(run: list[str]) -> Iterable[str]:
    """A run of text as a whole, and each of its lines where it has several."""
    text = "".join(run)
    yield "".join(text.split())
    if "\n" in text:
        yield from ("".join(line.split()) for line in text.split("\n"))


def _column(parts: Parts) -> dict[int, Block]:
    """The blocks of the element whose own lines and paragraphs hold the most text outside links."""
    able = {
        i: block
        for i, block in enumerate(parts.blocks)
        if not block.side and not block.is_linked and (parts.title_at is None or i > parts.title_at)
    }
    scores: dict[HtmlElement, float] = {}
    for block in able.values():
        if len(block.text) >= _SAYING:
            around = islice((block.element, *block.element.iterancestors()), len(_WEIGHTS))
            for element, weight in zip(around, _WEIGHTS, strict=False):
                whole = element.tag in ("body", "html")
                scores[element] = scores.get(element, 0) + (_WHOLE if whole else weight) * len(block.text)
    if not scores:
        return {}
    best = max(scores, key=lambda element: scores[element])
    return {
        i: block
        for i, block in able.items()
        if block.element is best or best in block.element.iterancestors()
    }


def _cleaned(parts: Parts, blocks: list[Block]) -> list[str]:
    """The lines without what is no text of the article: dates, buttons, the headline again, what follows the end."""
    title = plain(parts.title or "")
    site = [
        plain(part) for part in title_parts(parts.head.title) if not same_headline(part, parts.title or "")
    ]
    out: list[str] = []
    begun = False
    for block in blocks:
        words = plain(block.text)
        if begun and _ends_article(block.text, words):
            break
        if (
            [word for word in words if not word.isdecimal()] in site
            and not dateline_of(block.text).place
            and not is_credit_line(block.text)
        ):
            continue
        begun = begun or (len(block.text) >= PARAGRAPH and not block.is_linked)
        if (
            not words
            or _is_furniture(block, words, begun)
            or (words == title and not (begun and len(out) > 3))
        ):
            continue
        out.append(block.text)
    return out


def _ends_article(text: str, words: list[str]) -> bool:
    """Whether a line is the head of what follows an article: its subjects, the rights in the page."""
    return (len(words) <= _HEAD_WORDS and begins_with(words, "after_articles") > 0) or (
        "©" in text and len(text) < PARAGRAPH
    )


def _is_furniture(block: Block, words: list[str], begun: bool) -> bool:
    text = block.text
    if is_credit_line(text):
        return False
    if block.linked >= _WHOLLY * len(text) or (block.is_linked and not begun):
        return True
    if tells_only_time(text) or (len(words) <= _BUTTON_WORDS and left_over(words, "buttons") == 0):
        return True
    if begins_with(words, "other_articles") and (block.linked or is_head_of_others(text)):
        return True
    if begins_with(words, "after_articles") and len(text) < PARAGRAPH:
        return True
    if begins_with(words, "notes") or (publishers().named(text) and not dateline_of(text).place):
        return True
    if not begun and len(words) <= _SECTION_WORDS and not dateline_of(text).place:
        return True
    is_byline = begins_with(words, "byline") > 0 and len(words) <= _BYLINE_WORDS
    return (is_byline or bool(dates_in_line(text))) and not begun
