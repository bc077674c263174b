"""Flags: what a reader of the record must know about the article itself."""

from __future__ import annotations

from mahdar.arabic.dates import find_dates_in
from mahdar.arabic.tokens import WORD
from mahdar.model import Flag, Span
from mahdar.reading.cast import Member
from mahdar.reading.credit import CreditLine
from mahdar.reading.encounters import Meeting
from mahdar.reading.found import Found
from mahdar.reading.page import Page

_FOREIGN_SHARE = 0.2


def flags_of(
    page: Page, cast: list[Member], found: list[Found], meetings: list[Meeting], credit: CreditLine
) -> tuple[Flag, ...]:
    """The flags of a page, each with a reason in words and, where there is one, its place."""
    flags = [*_slips(page), *_future_of_the_past(page, meetings)]
    if page.dated.day is None:
        flags.append(Flag(code="undated", reason=page.dated.reason))
    if found and not _names_a_source(found, cast, credit):
        flags.append(
            Flag(
                code="unsourced", reason="no agency, outlet or statement is named as the source of any words"
            )
        )
    words = [t for t in page.tokens if t.kind == WORD]
    foreign = sum(t.norm.isascii() for t in words)
    if words and foreign > _FOREIGN_SHARE * len(words):
        flags.append(
            Flag(code="mixed-languages", reason=f"{foreign} of {len(words)} words are in Latin letters")
        )
    repeated = _repeated_headline(page)
    if repeated:
        flags.append(
            Flag(code="headline-repeats-body", reason="the headline stands in the body again", span=repeated)
        )
    return tuple(flags)


def _slips(page: Page) -> list[Flag]:
    """Dates at odds with themselves: a weekday against its date, a day that does not exist."""
    return [
        Flag(code="source-slip", reason=slip, span=Span.of(page.text, d.start, d.end))
        for _, _, d in page.dates
        for slip in d.slips
    ]


def _future_of_the_past(page: Page, meetings: list[Meeting]) -> list[Flag]:
    """«في أكتوبر المقبل» said of what has happened."""
    flags = []
    for meeting in meetings:
        if meeting.status != "held":
            continue
        start, end = page.tokens[meeting.evidence[0]].start, page.tokens[meeting.evidence[1] - 1].end
        for d in find_dates_in(page.tokens[slice(*meeting.evidence)], page.anchor, None, page.text):
            if d.direction == "future" and start <= d.start < end:
                reason = f"«{' '.join(d.words.split())}» is said of something that has happened"
                flags.append(Flag(code="source-slip", reason=reason, span=Span.of(page.text, d.start, d.end)))
    return flags


def _names_a_source(found: list[Found], cast: list[Member], credit: CreditLine) -> bool:
    bodies = any(cast[i].kind in ("institution", "group") for f in found for i in f.speakers)
    return credit.agency is not None or bodies or any(f.via for f in found)


def _repeated_headline(page: Page) -> Span | None:
    if page.title_end < 3:
        return None
    headline = page.text[: page.tokens[page.title_end - 1].end].strip()
    at = page.text.find(headline, page.tokens[page.title_end - 1].end)
    return Span.of(page.text, at, at + len(headline)) if headline and at >= 0 else None
