"""Particulars: what a found statement does, to whom, about whom, on which condition, and in whose words."""

from __future__ import annotations

from dataclasses import dataclass

from mahdar.model.vocabulary import Act, WordsOf
from mahdar.reading.cast import Member
from mahdar.reading.mention import Mention
from mahdar.reading.page import Page
from mahdar.reading.particulars.acts import act_of
from mahdar.reading.particulars.addressees import addressee_of
from mahdar.reading.particulars.applying import apply_particulars
from mahdar.reading.particulars.clause import Clause, index_of, open_clause
from mahdar.reading.particulars.conditions import condition_of
from mahdar.reading.particulars.negation import negation_of
from mahdar.reading.particulars.targets import target_of
from mahdar.reading.particulars.wording import words_of
from mahdar.reading.statements import Found


@dataclass(frozen=True, slots=True)
class Particulars:
    """The particulars of one statement.

    Attributes:
        act: what it does.
        negated: the act itself did not take place («لم يؤكد»).
        addressee: index into the cast of whom it is spoken to.
        condition: token range of a condition it sets.
        target: index into the cast, or words, of whom or what it is about or against.
        words_of: whose wording stands in quotation marks, None where nothing is quoted.
        reasons: field and reason in words, for every field that says something.
    """

    act: Act
    negated: bool
    addressee: int | None
    condition: tuple[int, int] | None
    target: int | str | None
    words_of: WordsOf | None
    reasons: tuple[tuple[str, str], ...]


def particulars_of(page: Page, found: Found, mentions: list[Mention], cast: list[Member]) -> Particulars:
    """The particulars of one statement; `particulars_of_all` for those of an article."""
    return _particulars(open_clause(page, found, mentions, cast, index_of(cast)))


def particulars_of_all(
    page: Page, statements: list[Found], mentions: list[Mention], cast: list[Member]
) -> list[Particulars]:
    """The particulars of the statements of an article, in their order.

    Args:
        page: the page.
        statements: its statements.
        mentions: all mentions of the page, in the order of the text, resolved.
        cast: whom they were resolved to.

    Returns:
        Particulars, each value with a reason; a function of the arguments, which are left as they are.
    """
    index = index_of(cast)
    return [_particulars(open_clause(page, found, mentions, cast, index)) for found in statements]


def _particulars(clause: Clause) -> Particulars:
    negation = negation_of(clause)
    act = act_of(clause, negation)
    declined = act.act == "decline-to-comment"
    addressee = addressee_of(clause)
    condition = condition_of(clause)
    target = target_of(clause, act.act, addressee)
    wording = words_of(clause)
    told = (
        ("act", act.reason),
        ("negated", negation.reason if not declined else ""),
        ("addressee", addressee.reason),
        ("condition", condition.reason),
        ("target", target.reason),
        ("words_of", wording.reason),
    )
    return Particulars(
        act.act,
        negation.negated and not declined,
        addressee.who,
        condition.span,
        target.who,
        wording.whose,
        tuple((field, reason) for field, reason in told if reason),
    )


__all__ = ["Particulars", "apply_particulars", "particulars_of", "particulars_of_all"]
