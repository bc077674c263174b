"""A page to an article: taken apart, dated, named, and its text put together."""

from __future__ import annotations

from mahdar.model import Article
from mahdar.sources.decoding import checked, valid_unicode
from mahdar.sources.failure import Unreadable
from mahdar.sources.pages.body import body_of
from mahdar.sources.pages.credit import dateline_of, foot_of, is_credit_line, is_dateline
from mahdar.sources.pages.dates import published_of, updated_of
from mahdar.sources.pages.lines import before_dates, dates_in_line, without_dates
from mahdar.sources.pages.markup import tree_of
from mahdar.sources.pages.origin import address_of_page, author_of, bylines_of, outlet_of
from mahdar.sources.pages.parts import Parts, parts_of
from mahdar.sources.pages.words import begins_with, plain

_REPLACED = "\ufffd"
#: Lines of a body above which its dateline may stand: a summary may come first.
_HEADS = 3
#: Blocks below a body among which its source may stand.
_BELOW = 6
_DAY = len("2026-02-15")


def article_from_page(
    data: bytes,
    *,
    doc_id: str,
    url: str | None = None,
    charset: str | None = None,
    collected: str | None = None,
) -> Article:
    """The article of a page of HTML.

    Its text is the headline, a blank line and the body, a line for each paragraph, with dateline and credit and
    without the line that tells its date. `found` says where each field was found. What a page does not say stays
    unknown: no date is taken from the foot of a page, from lists beside the article or from comments.

    Args:
        data: the page as it was served or saved, not compressed.
        doc_id: identifier of the article.
        url: the address it was fetched from, where known.
        charset: the encoding that HTTP told, where it did.
        collected: day or time of collection, ISO 8601. Of a page whose day of publication is not known only the
            day is kept: pages are collected years later too, so the time says nothing of when it appeared.

    Raises:
        Unreadable: where the bytes are no page, or hold no article in Arabic; the message is the reason.
    """
    parts = parts_of(tree_of(data, charset))
    address = address_of_page(parts, url)
    outlet, publisher = outlet_of(parts, address.value if address else None)
    bylines = bylines_of(parts)
    author = author_of(parts, bylines, publisher, outlet.value if outlet else None)
    published, updated = published_of(parts), updated_of(parts)
    lines, way, last = body_of(parts)
    lines = _with_credit(parts, lines, last, [byline.value for byline in bylines])
    if not lines:
        raise Unreadable("no article: the page has no paragraph of text")
    found = {
        "title": parts.title_found,
        "text": way,
        "url": address.where if address else None,
        "outlet": outlet.where if outlet else None,
        "author": author.where if author else None,
        "published": published.where if published else None,
        "updated": updated.where if updated else None,
        **_credited(lines),
    }
    body = "\n".join(lines)
    text = f"{parts.title}\n\n{body}" if parts.title else body
    if (broken := text.find(_REPLACED)) >= 0:
        raise Unreadable(f"damaged: the character at {broken} of the text is broken in the page")
    return Article(
        doc_id=valid_unicode(doc_id),
        text=checked(text),
        text_start=len(text) - len(body),
        title=parts.title,
        outlet=outlet.value if outlet else None,
        url=address.value if address else None,
        author=author.value if author else None,
        published=published.value if published else None,
        updated=updated.value if updated else None,
        collected=collected if published or not collected else collected[:_DAY],
        found=tuple((field, where) for field, where in found.items() if where),
    )


def _with_credit(parts: Parts, lines: list[str], last: int, bylines: list[str]) -> list[str]:
    """The body with the credit and the dateline that stand between it and the headline, or below it as the source."""
    if not lines:
        return lines
    lines = [*lines, *_source_below(parts, lines, last)]
    heads = [dateline_of(line) for line in lines[:_HEADS]]
    near = [parts.blocks[i].text for i in parts.particulars()]
    dated = [
        part for line in near if dates_in_line(line) for part in (without_dates(line), before_dates(line))
    ]
    near = [line for line in near if not dates_in_line(line)] + dated
    above = [line for line in near if line not in lines and plain(line) != plain(parts.title or "")]
    credit = next((line for line in above if is_credit_line(line)), None)
    if credit and not any(head.agency for head in heads) and not foot_of(lines[-1]):
        return [credit, *lines]
    dateline = next((line for line in [*above, *bylines] if is_dateline(line)), None)
    return [dateline, *lines] if dateline and not heads[0].place else lines


def _source_below(parts: Parts, lines: list[str], last: int) -> list[str]:
    """«المصدر: رويترز» where it stands below the body in an element of its own."""
    below = [block.text for block in parts.blocks[last + 1 : last + _BELOW] if not block.side]
    return [
        text
        for text in below
        if text not in lines and begins_with(plain(text), "source") and is_credit_line(text)
    ]


def _credited(lines: list[str]) -> dict[str, str]:
    """Where the body names its agency and the place of its dateline."""
    above = lines[: max(1, min(_HEADS, len(lines) - 1))]
    heads = [(line, dateline_of(line)) for line in above]
    line, dateline = next(((line, found) for line, found in heads if found.agency), heads[0])
    out = {}
    if dateline.place:
        out["place"] = "dateline"
    if dateline.agency:
        out["agency"] = "credit line" if is_credit_line(line) else "dateline"
    elif foot_of(lines[-1]):
        out["agency"] = "foot"
    return out
