"""Constraints between the days of encounters and of articles, narrowed until nothing more follows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from mahdar.linking.dating.days import ANY, Days, iso

#: Rounds of narrowing; chains of reasons are short, and each round takes every constraint one step further.
_ROUNDS = 6


@dataclass(slots=True)
class Variable:
    """A day that is sought: the range it lies in, and why neither end is further out.

    Attributes:
        days: the range.
        from_first, from_last: the chain of reasons for either end.
        clashes: constraints that would leave no day, in words.
    """

    days: Days = ANY
    from_first: tuple[str, ...] = ()
    from_last: tuple[str, ...] = ()
    clashes: list[str] = field(default_factory=list)

    def not_before(self, day: int, reasons: tuple[str, ...]) -> bool:
        """Raise the first day; whether that changed anything. What would leave no day is told as a clash."""
        if day <= self.days.first:
            return False
        if day > self.days.last:
            return self._clash(f"not before {iso(day)}, but not after {iso(self.days.last)}", reasons)
        self.days = self.days._replace(first=day)
        self.from_first = reasons
        return True

    def not_after(self, day: int, reasons: tuple[str, ...]) -> bool:
        """Lower the last day; whether that changed anything. What would leave no day is told as a clash."""
        if day >= self.days.last:
            return False
        if day < self.days.first:
            return self._clash(f"not after {iso(day)}, but not before {iso(self.days.first)}", reasons)
        self.days = self.days._replace(last=day)
        self.from_last = reasons
        return True

    def _clash(self, words: str, reasons: tuple[str, ...]) -> bool:
        told = "; ".join([words, *reasons[-1:]])
        if told not in self.clashes:
            self.clashes.append(told)
        return False


class Network:
    """Variables by name, and constraints over them in the order in which they were laid down."""

    def __init__(self) -> None:
        self._variables: dict[Hashable, Variable] = {}
        self._constraints: list[Callable[[], bool]] = []

    def __getitem__(self, name: Hashable) -> Variable:
        return self._variables.setdefault(name, Variable())

    def in_order(self, earlier: Hashable, later: Hashable, least: int, most: int | None, reason: str) -> None:
        """The later day is at least `least` and, where given, at most `most` days after the earlier one."""
        one, other = self[earlier], self[later]

        def narrow() -> bool:
            told = (
                other.not_before(one.days.first + least, (*one.from_first, reason))
                if one.days.first != ANY.first
                else False
            )
            if other.days.last != ANY.last:
                told |= one.not_after(other.days.last - least, (*other.from_last, reason))
            if most is not None and one.days.last != ANY.last:
                told |= other.not_after(one.days.last + most, (*one.from_last, reason))
            if most is not None and other.days.first != ANY.first:
                told |= one.not_before(other.days.first - most, (*other.from_first, reason))
            return told

        self._constraints.append(narrow)

    def weekday(self, name: Hashable, weekday: int, reason: str) -> None:
        """The day is one of this weekday (0 for Monday): either end moves to the next such day within."""
        variable = self[name]

        def narrow() -> bool:
            days = variable.days
            if days.first == ANY.first or days.last == ANY.last or days.length < 7:
                # Of less than a week the words themselves have fixed the day, or the range is of several days.
                return False
            first = days.first + (weekday - (days.first + 6) % 7) % 7
            last = days.last - ((days.last + 6) % 7 - weekday) % 7
            changed = variable.not_before(first, (*variable.from_first, reason))
            return variable.not_after(last, (*variable.from_last, reason)) or changed

        self._constraints.append(narrow)

    def settle(self) -> None:
        """Narrow all ranges as far as the constraints allow."""
        for _ in range(_ROUNDS):
            narrowed = [narrow() for narrow in self._constraints]
            if not any(narrowed):
                return
