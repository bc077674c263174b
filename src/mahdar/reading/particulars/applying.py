"""Applying: particulars, which speak of tokens and of the cast, written into a statement of the record."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mahdar.model import Reason, Statement
from mahdar.reading.cast import Member
from mahdar.reading.page import Page

if TYPE_CHECKING:
    from mahdar.reading.particulars import Particulars


def apply_particulars(
    statement: Statement, told: Particulars, page: Page, cast: list[Member], ids: dict[int, str]
) -> Statement:
    """The statement with its particulars and their reasons.

    Args:
        statement: as assembled so far.
        told: its particulars.
        page: the page.
        cast: the cast that the particulars point into.
        ids: identifiers of those members of the cast that are actors of the record.

    Returns:
        The statement; an addressee or target that is no actor of the record stands by its name.
    """
    return replace(
        statement,
        act=told.act,
        negated=told.negated,
        addressee=_told(told.addressee, page, cast, ids),
        condition=page.span(*told.condition) if told.condition else None,
        target=_told(told.target, page, cast, ids),
        words_of=told.words_of,
        reasons=statement.reasons + tuple(Reason(field, reason) for field, reason in told.reasons),
    )


def _told(who: int | str | None, page: Page, cast: list[Member], ids: dict[int, str]) -> str | None:
    if who is None or isinstance(who, str):
        return who
    return ids.get(who) or _name(page, cast[who])


def _name(page: Page, member: Member) -> str | None:
    """The longest name of a member, else its role, else its first words."""
    names = [name for name, _ in member.names]
    first = member.mentions[0] if member.mentions else None
    words = page.words(first.first, first.last, first.prefix) if first else None
    return max(names, key=len) if names else member.role or words
