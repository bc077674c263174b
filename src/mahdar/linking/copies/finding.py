"""Copies in a collection: from texts to labelled pairs with their passages, differences and origins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from mahdar.knowledge import Knowledge, load
from mahdar.linking.copies.collection import Collection
from mahdar.linking.copies.credits import CreditNames
from mahdar.linking.copies.parts import Part, day_number
from mahdar.linking.copies.texts import CopyPair, CopyText

#: Days of the window in which a copy is looked for.
DAYS = 7


class DoubleIdentifier(ValueError):
    """Two different texts with one identifier; the message names it."""


def find_copies(
    articles: Iterable[CopyText], days: int = DAYS, knowledge: Knowledge | None = None
) -> list[CopyPair]:
    """Every pair of texts at most `days` days apart that share words, ordered by identifiers.

    A text without a day lies within any window. What is told of a pair rests on the texts from `days` days before
    the earlier to `days` days after the later one and on nothing else, and not on the order of the articles.

    Args:
        articles: the texts; the same one given twice counts once.
        days: how many days apart two texts may be.
        knowledge: where names of agencies and outlets come from; the shipped ones where it is not given.

    Raises:
        DoubleIdentifier: where two different texts have one identifier.
        ValueError: where a day is no ISO 8601 day or time, or `days` is negative.
    """
    if days < 0:
        raise ValueError(f"a window of {days} days")
    collection = Collection(_in_order(articles), CreditNames.of(knowledge or load()))
    return sorted(collection.pairs(days), key=lambda pair: (pair.a, pair.b))


def copies_of_part(
    articles: Iterable[CopyText], part: Part, names: CreditNames, days: int = DAYS
) -> list[CopyPair]:
    """Of all pairs, those of a part: each pair of a collection is of exactly one of its parts.

    Args:
        articles: the texts, at least those that the part looks at (`Part.days_needed`); others change nothing.
        part: one of `parts_of`.
        names: of agencies and outlets.
        days: how many days apart two texts may be.

    Raises:
        DoubleIdentifier: where two different texts have one identifier.
        ValueError: where a day is no ISO 8601 day or time.
    """
    first, last = part.reach(days)
    near = [text for text in articles if text.day is None or first <= day_number(text.day) <= last]
    pairs = Collection(_in_order(near), names).pairs(days, part)
    return sorted(pairs, key=lambda pair: (pair.a, pair.b))


def copies_touching(
    articles: Iterable[CopyText], day: str, days: int = DAYS, knowledge: Knowledge | None = None
) -> list[CopyPair]:
    """Of all pairs, those on which the texts of one day bear: in which they are, or whose formulas they may show.

    When a day's texts are added, these pairs take the place of what was told before of any two texts that
    `is_touched` names; all others stand. Articles outside `days_needed` may be given and are not looked at.

    Args:
        articles: the texts, at least those of `days_needed` and those without a day.
        day: the day (ISO 8601).
        days: how many days apart two texts may be.
        knowledge: where names of agencies and outlets come from.

    Raises:
        DoubleIdentifier: where two different texts have one identifier.
        ValueError: where a day is no ISO 8601 day or time.
    """
    first, last = days_needed(day, days)
    near = [text for text in articles if text.day is None or first <= text.day[:10] <= last]
    day_of = {text.doc_id: text.day for text in near}
    found = find_copies(near, days, knowledge)
    return [pair for pair in found if is_touched(day_of[pair.a], day_of[pair.b], day, days)]


def days_needed(day: str, days: int = DAYS) -> tuple[str, str]:
    """First and last day (ISO 8601) of the texts that `copies_touching` looks at."""
    middle = date.fromisoformat(day[:10])
    reach = timedelta(days=3 * days)
    return (middle - reach).isoformat(), (middle + reach).isoformat()


def is_touched(day_a: str | None, day_b: str | None, day: str, days: int = DAYS) -> bool:
    """Whether texts of a day bear on what is told of two texts of given days; a text without a day has none."""
    given = [date.fromisoformat(own[:10]) for own in (day_a, day_b) if own]
    if not given:
        return False
    reach = timedelta(days=days)
    return min(given) - reach <= date.fromisoformat(day[:10]) <= max(given) + reach


def _in_order(articles: Iterable[CopyText]) -> list[CopyText]:
    """The texts by identifier: arrays made of them are the same for any order of arrival."""
    by_id: dict[str, CopyText] = {}
    for article in articles:
        if (one := by_id.setdefault(article.doc_id, article)) is not article and one != article:
            raise DoubleIdentifier(f"two different texts have the identifier {article.doc_id!r}")
    return [by_id[doc_id] for doc_id in sorted(by_id)]
