"""Likeliest origin of shared text: one of the two, or a text that is neither; always with reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mahdar.linking.copies.texts import Difference, Origin

#: Words that only one text has at a passage, for it to tell something of the origin.
_TELLING = 3
#: Code points of words shown in a reason.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Witness:
    """One of the two texts, as far as it tells of the origin.

    Attributes:
        doc_id: its identifier.
        source: identifier of the agency or outlet that published it, where known.
        day: its day (ISO 8601), where known.
        credits: identifiers of the sources it credits.
    """

    doc_id: str
    source: str | None
    day: str | None
    credits: tuple[str, ...]


def origin_of(a: Witness, b: Witness, differences: Sequence[Difference], names: Mapping[str, str]) -> Origin:
    """The likeliest origin of what two texts share.

    In this order: a text that the other credits; a source that both credit, then one that either credits; a text
    that is neither, where each has words at the passages that the other lacks; the earlier of two days; the one
    that lacks nothing the other has. Where nothing tells, no origin is named and the reason says so.

    Args:
        a: the one text.
        b: the other.
        differences: what differs at the passages they share.
        names: name of each source by its identifier.
    """
    return (
        _credited_by_the_other(a, b, names)
        or _credited_source(a, b, differences, names)
        or _third_text(a, b, differences, names)
        or _earlier(a, b)
        or _fuller(a, b, differences)
        or Origin(reasons=("nothing tells which of the two came first, or whether either did",))
    )


def _credited_by_the_other(a: Witness, b: Witness, names: Mapping[str, str]) -> Origin | None:
    if a.source == b.source:
        return None
    for one, other in ((a, b), (b, a)):
        if one.source and one.source in other.credits and other.source not in one.credits:
            reason = f"{other.doc_id} credits «{names[one.source]}», which published {one.doc_id}"
            return Origin(doc_id=one.doc_id, source=one.source, reasons=(reason,))
    return None


def _credited_source(
    a: Witness, b: Witness, differences: Sequence[Difference], names: Mapping[str, str]
) -> Origin | None:
    # An outlet's name in its own text is its signature.
    of_a = [source for source in a.credits if source not in (a.source, b.source)]
    of_b = [source for source in b.credits if source not in (a.source, b.source)]
    both = [source for source in of_a if source in of_b]
    if both:
        reason = f"both credit «{names[both[0]]}», whose own text is neither of the two"
        return Origin(source=both[0], reasons=(reason, *_each_alone(a, b, differences)))
    one, found = (a, of_a) if of_a else (b, of_b)
    if not found or (of_a and of_b):
        return None
    other = b if one is a else a
    reason = f"{one.doc_id} credits «{names[found[0]]}»; {other.doc_id} names no source"
    return Origin(source=found[0], reasons=(reason, *_each_alone(a, b, differences)))


def _third_text(
    a: Witness, b: Witness, differences: Sequence[Difference], names: Mapping[str, str]
) -> Origin | None:
    reasons = _each_alone(a, b, differences)
    if not reasons:
        return None
    reasons += [
        f"{text.doc_id} credits «{'», «'.join(names[credit] for credit in text.credits)}»"
        for text in (a, b)
        if text.credits
    ]
    return Origin(reasons=(*reasons, "so both rest on a text that is neither of them"))


def _each_alone(a: Witness, b: Witness, differences: Sequence[Difference]) -> list[str]:
    """What each text has at the passages that the other lacks, where both have something."""
    only = [_only(differences, side) for side in (0, 1)]
    if not all(only):
        return []
    return [f"only {text.doc_id} has «{found}»" for text, found in zip((a, b), only, strict=True)]


def _earlier(a: Witness, b: Witness) -> Origin | None:
    days = [(text.day or "")[:10] for text in (a, b)]
    if not all(days) or days[0] == days[1]:
        return None
    one, other = (a, b) if days[0] < days[1] else (b, a)
    reason = f"{one.doc_id} is of {min(days)}, {other.doc_id} of {max(days)}"
    return Origin(doc_id=one.doc_id, source=one.source, reasons=(reason,))


def _fuller(a: Witness, b: Witness, differences: Sequence[Difference]) -> Origin | None:
    only = [_only(differences, side) for side in (0, 1)]
    if bool(only[0]) == bool(only[1]):
        return None
    one, other, found = (a, b, only[0]) if only[0] else (b, a, only[1])
    reason = f"{one.doc_id} lacks nothing that {other.doc_id} has at the passages, and alone has «{found}»"
    return Origin(doc_id=one.doc_id, source=one.source, reasons=(reason,))


def _only(differences: Sequence[Difference], side: int) -> str:
    """The longest words at the passages that one text has where the other has none; a lead-in is its own."""
    found = [
        difference.words[side]
        for difference in differences
        if difference.where in ("inside", "after")
        and not difference.words[1 - side]
        and len(difference.words[side].split()) >= _TELLING
    ]
    longest = max(found, key=len, default="")
    flat = " ".join(longest.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN].rsplit(" ", 1)[0] + " …"
