"""Copies: which texts share words, what differs in them, which share stock phrases only, and where words came from."""

from mahdar.linking.copies.finding import (
    DAYS,
    DoubleIdentifier,
    copies_of_part,
    copies_touching,
    days_needed,
    find_copies,
    is_touched,
)
from mahdar.linking.copies.parts import Part, SizedText, parts_of
from mahdar.linking.copies.texts import CopyPair, CopyText, Difference, Origin

__all__ = [
    "DAYS",
    "CopyPair",
    "CopyText",
    "Difference",
    "DoubleIdentifier",
    "Origin",
    "Part",
    "SizedText",
    "copies_of_part",
    "copies_touching",
    "days_needed",
    "find_copies",
    "is_touched",
    "parts_of",
]
