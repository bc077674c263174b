"""Credit: the agency, the author and the dateline that an article gives, each with its words."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.arabic.tokens import MARK, NEWLINE
from mahdar.knowledge import Hit
from mahdar.model import Credit
from mahdar.reading.page import Page

_DASHES = "-—–:|/"
_HEAD = 12
_TAIL = 8


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit as found: hits of agency and place by the token they begin at."""

    agency: tuple[int, Hit] | None
    place: tuple[int, Hit] | None

    def credit(self, page: Page, author: str | None) -> Credit:
        """The credit of the record."""
        found = [pair for pair in (self.agency, self.place) if pair]
        return Credit(
            agency=self.agency[1].entry.name if self.agency else None,
            author=author or None,
            place=self.place[1].entry.name if self.place else None,
            spans=tuple(page.span(at, at + hit.length, hit.prefix) for at, hit in sorted(found)),
        )


def credit_line(page: Page) -> CreditLine:
    """The dateline («الرياض - واس», «واس - القاهرة», «جدة (رويترز)») or the agency at the foot («(أ ف ب)»)."""
    start = page.title_end
    while start < len(page.tokens) and page.tokens[start].kind == NEWLINE:
        start += 1
    agency = place = None
    end = _dateline_end(page, start)
    for at in range(start, end):
        for hit in page.hits.get(at, ()):
            if hit.prefix or at + hit.length > end:
                continue
            if hit.entry.kind == "agency" and agency is None:
                agency = (at, hit)
            elif hit.entry.kind == "place" and place is None:
                place = (at, hit)
    return CreditLine(agency or _foot(page), place)


def _dateline_end(page: Page, start: int) -> int:
    """Index after the dateline: the dash or colon that closes it, or its line where that is short."""
    last = start
    for k in range(start, min(len(page.tokens), start + _HEAD)):
        if page.tokens[k].kind == NEWLINE:
            return k
        if page.tokens[k].kind == MARK and page.norms[k] in _DASHES:
            last = k
    return last


def _foot(page: Page) -> tuple[int, Hit] | None:
    """An agency that stands alone in brackets or on a line of its own at the end."""
    last = len(page.tokens)
    while last and page.tokens[last - 1].kind == NEWLINE:
        last -= 1
    for at in range(max(0, last - _TAIL), last):
        before = page.norms[at - 1] if at else ""
        for hit in page.hits.get(at, ()):
            alone = before in ("(", "\n", "/", "-") and at + hit.length >= last - 3
            if hit.entry.kind == "agency" and hit.prefix == 0 and alone:
                return at, hit
    return None
